"""Text that came from a reader or a corpus, shown as it is where Streamlit would read Markdown."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>$~:|#@]|(?<=www)\.)")


def plain(text: str) -> str:
    """Escape what Streamlit's Markdown would turn into emphasis, links, colours, icons or maths."""
    return _SIGNS.sub(r"\\\1", text)
