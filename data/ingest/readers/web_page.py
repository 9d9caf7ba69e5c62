"""A saved web page as one article, by trafilatura: nothing in it is run, nothing is fetched."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING

from data.ingest.errors import IngestError
from data.ingest.readers.content import Content
from data.ingest.readers.whole_file import decoded, glimpse, whole_file
from data.ingest.records import Found, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 1 << 24
FIELDS = ("title", "summary", "text", "outlet", "published", "url", "language", "topics")

_WITHIN = 8192
_BEGINNING = re.compile(
    r"""\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*
    (?:<!doctype\s+html\b|<(?:html|head|body|title|meta|article|main|div|p|h1)[\s>/])""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ROOT = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_GUESSED = "Its metadata names no day; one was found elsewhere in the page, so check it."
_UNDATED = "No day of publication was found in it."


def recognised(content: Content) -> bool:
    """Whether a file begins as HTML or XHTML."""
    return _BEGINNING.match(glimpse(content.head[:_WITHIN])) is not None


def source(content: Content) -> Source:
    """Return a web page as one piece.

    published is the day of first publication, not of a change. url is the page's canonical
    address, else the one a browser left when it saved the page.
    Errors: IngestError for a page of more than LARGEST bytes, or without an article's text.
    """
    _, note = _page(content)
    return Source(
        name=content.name,
        kind="web page",
        columns=FIELDS,
        fields={field: field for field in FIELDS},
        rows=lambda: _rows(content),
        notes=(note,) if note else (),
        size=content.size,
        position=content.position,
    )


def _rows(content: Content) -> Iterator[Found]:
    yield Found(1, _page(content)[0])


# A page is asked for twice in a row: to say what it is, and to read it.
@lru_cache(maxsize=1)
def _page(content: Content) -> tuple[dict[str, str], str]:
    """Return a page's fields and what to know of its day."""
    from lxml import etree
    from trafilatura import bare_extraction, load_html

    html = decoded(whole_file(content, LARGEST, "one article")).replace("\0", "")
    # lxml takes no text that declares an encoding, and what is text needs none.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if not _ROOT.search(html[:_WITHIN]):
        html = f"<html><body>{html}</body></html>"
    tree = load_html(html)
    stated = None if tree is None else _stated_day(tree)
    try:
        page = (
            None
            if tree is None
            else bare_extraction(
                tree,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"original_date": True, "extensive_search": True},
            )
        )
    except (RecursionError, etree.LxmlError) as error:
        raise IngestError(f"{content.name} is a web page nested too deep to be read.") from error
    if page is None or not page.text:
        raise IngestError(f"{content.name} is a web page in which no article's text was found.")
    title = page.title or ""
    day = stated or page.date or ""
    fields = {
        "title": title,
        "summary": page.description or "",
        "text": _without_title(page.text, title),
        "outlet": page.sitename or page.hostname or "",
        "published": day,
        "url": page.url or _saved_from(html),
        "language": _language(tree),
        "topics": ";".join(_tags(page.tags)),
    }
    note = "" if stated else _GUESSED if day else _UNDATED
    return fields, note


def _stated_day(tree: "HtmlElement") -> str | None:
    """Return the day of first publication that a page's metadata states."""
    from htmldate import find_date
    from lxml import html

    metadata = html.Element("html")
    head = html.Element("head")
    metadata.append(head)
    for part in tree.xpath("//meta | //link[@rel='canonical'] | //script[contains(@type,'json')]"):
        part = deepcopy(part)
        part.tail = None
        head.append(part)
    return find_date(metadata, original_date=True, extensive_search=False)


def _language(tree: "HtmlElement") -> str:
    """Return the language that a page says it is in: "en" of "en-GB"."""
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return re.split(r"[-_]", said.strip().lower())[0]


def _saved_from(html: str) -> str:
    found = _SAVED_FROM.search(html[:4096])
    return found[1] if found else ""


def _tags(tags: list[str] | None) -> list[str]:
    parts = (part.strip() for tag in tags or () for part in re.split(r"[,;]", tag))
    return list(dict.fromkeys(part for part in parts if part))


def _without_title(text: str, title: str) -> str:
    """Return text whose first line does not say the title again."""
    first, _, rest = text.partition("\n")
    return rest if rest and first.strip() == title.strip() else text
