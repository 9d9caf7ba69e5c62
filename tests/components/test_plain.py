"""Text from outside is shown as it is, whatever Markdown it holds."""

import pytest

from components.plain import plain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Kazakhstan · 6 Nov 2025", "Kazakhstan · 6 Nov 2025"),
        ("[x](javascript:a)", r"\[x\](javascript\:a)"),
        ("*b* _i_ `c` $m$", r"\*b\* \_i\_ \`c\` \$m\$"),
        (":red[x] :material/home:", r"\:red\[x\] \:material/home\:"),
        ("<img src=x>", r"\<img src=x\>"),
        ("a\\b", r"a\\b"),
        ("# نص", r"\# نص"),
    ],
)
def test_signs_of_markdown_are_escaped(given: str, shown: str) -> None:
    assert plain(given) == shown
