"""Sources as facts name them: an address, several, or words; a link only where there is one."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s;]+")


def first_address(source: str) -> str | None:
    """Return the first address in a source, or None where it is words alone."""
    found = _ADDRESS.search(source)
    return found.group() if found else None


def source_name(source: str) -> str:
    """Write a source for a table: the hosts of its addresses, and its words."""
    return _ADDRESS.sub(lambda found: urlsplit(found.group()).netloc.removeprefix("www."), source)
