"""Text that came from a reader or a corpus, shown as it is where Streamlit would read Markdown."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>$~:|#@]|(?<=www)\.)")


def plain(text: str) -> str:
    """Escape what Streamlit's Markdown would turn into emphasis, links, colours, icons or maths."""
    return _SIGNS.sub(r"\\\1", text)


def in_bytes(size: int) -> str:
    """Say a size on disk as people do: 812 bytes, 3.4 KB, 12.0 MB, 1.2 GB."""
    if size < 1_000:
        return "1 byte" if size == 1 else f"{size} bytes"
    power = 1 if size < 1_000_000 else 2 if size < 1_000_000_000 else 3
    return f"{size / 1_000**power:,.1f} {'KMG'[power - 1]}B"
