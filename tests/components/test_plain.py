"""Text from outside is shown as it is, whatever Markdown it holds."""

from pathlib import Path

import pytest

from components.plain import plain, shortened


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


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Path.home() / "data" / "corpora", "~/data/corpora"),
        (Path("/srv/corpora"), "/srv/corpora"),
        (Path("corpora"), "corpora"),
    ],
)
def test_a_path_in_ones_own_folder_is_said_shortly(given: Path, said: str) -> None:
    """A page, or a picture of one, shows the name of the machine's user."""
    assert shortened(given) == said
