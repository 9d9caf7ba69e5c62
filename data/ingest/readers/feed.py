"""A saved feed, RSS, RDF or Atom, by feedparser: each entry is a piece."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from data.ingest.errors import IngestError
from data.ingest.readers.content import HEAD, Content
from data.ingest.readers.whole_file import decoded, glimpse, whole_file
from data.ingest.records import Found, Source

if TYPE_CHECKING:
    from feedparser import FeedParserDict

# A feed is parsed as a whole and takes some ten times its size; real ones stay under 10 MB.
LARGEST = 1 << 26
FIELDS = ("title", "summary", "text", "url", "published", "outlet", "language", "topics")

_ROOT = re.compile(r"<(?:\w+:)?(rss|rdf|feed)\b[^>]*", re.IGNORECASE)
_ASIDE = re.compile(
    r"<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL
)
_DOCTYPE = re.compile(r"<!doctype\s+(?:\w+:)?(rss|rdf|feed)\b", re.IGNORECASE)
_RSS_IN_RDF = re.compile(r"purl\.org/rss|netscape\.com/rdf", re.IGNORECASE)
_ROOT_WITHIN = 8192
_SHORT = 600
_BLOCKS = "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote pre".split()
_PARTS = re.compile(r"\s+[|>\u00bb\u203a:\u2013\u2014-]+\s+")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
# Signs that XML does not allow.
_NO_SIGN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SITE = re.compile(r"^https?://([^/?#]*)", re.IGNORECASE)
_KINDS = {"rss": "RSS feed", "rdf": "RSS feed (RDF)", "feed": "Atom feed"}
_ENTITIES = (
    "{name} is a feed that declares entities of its own, which can be made to fill the memory. "
    "Remove its <!DOCTYPE ...> and add it again."
)


def recognised(content: Content) -> bool:
    """Whether a file is XML with the root of a feed."""
    return _kind(content.head) != ""


def source(content: Content) -> Source:
    """Return a feed's entries as pieces; one without a date stays undated.

    given: outlet from the feed's title and language, for entries that name none.
    Errors: IngestError for a feed without entries, with entities of its own, or too large.
    """
    beginning = _parsed(content, content.head)
    if len(content.head) < HEAD and not beginning.entries:
        raise IngestError(_empty(content))
    outlet, section = outlet_and_section(
        _line(beginning.feed.get("title", "")), beginning.feed.get("link") or ""
    )
    given = {"outlet": outlet, "language": _language(beginning.feed.get("language"))}
    return Source(
        name=content.name,
        kind=_KINDS.get(_kind(content.head), "feed"),
        columns=FIELDS,
        fields={field: field for field in FIELDS},
        rows=lambda: _rows(content),
        given={field: value for field, value in given.items() if value},
        notes=_notes(outlet, section),
        size=content.size,
        position=content.position,
    )


def outlet_and_section(title: str, address: str = "") -> tuple[str, str]:
    """Part "The Guardian | World" into the outlet and the rest, "" for none.

    Of several parts the outlet is the one in the feed's own address, else the first.
    """
    parts = [part for part in _PARTS.split(title) if part]
    site = _letters("".join(_SITE.findall(address)))
    outlet = next((part for part in parts if _letters(part) and _letters(part) in site), None)
    outlet = outlet or next(iter(parts), "")
    return outlet, ", ".join(part for part in parts if part != outlet)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _kind(head: bytes) -> str:
    """Return rss, rdf or feed, by the root element or the document type; "" for another file."""
    text = glimpse(head[:_ROOT_WITHIN]).lstrip()
    root = _ROOT.match(_ASIDE.sub("", text).lstrip()) or _DOCTYPE.search(text)
    if not text.startswith("<") or root is None:
        return ""
    kind = root[1].lower()
    other = (kind == "feed" and "atom" not in root[0].lower()) or (
        kind == "rdf" and not _RSS_IN_RDF.search(text)
    )
    return "" if other and not _DOCTYPE.search(text) else kind


def _notes(outlet: str, section: str) -> tuple[str, ...]:
    named = f"The outlet is the feed's title, {outlet}, where an entry names no other source."
    cut = f" The rest of that title ({section}) is left out." if section else ""
    return (named + cut,) if outlet else ()


def _rows(content: Content) -> Iterator[Found]:
    feed = _parsed(content, whole_file(content, LARGEST, "a feed"))
    if not feed.entries:
        raise IngestError(_empty(content))
    for number, entry in enumerate(feed.entries, start=1):
        yield Found(number, _values(entry, _line(feed.feed.get("title", ""))))


def _empty(content: Content) -> str:
    return f"{content.name} is a feed without entries."


def _parsed(content: Content, raw: bytes) -> "FeedParserDict":
    """Return a feed, parsed from exactly the text that was looked through for entities."""
    from feedparser import parse

    # Without its declaration, or both parsers would take the encoding from there again.
    text = re.sub(r"^\s*<\?xml[^>]*>", "", decoded(raw).replace("\0", ""))
    if _declares_entities(text):
        raise IngestError(_ENTITIES.format(name=content.name))
    try:
        return parse(
            BytesIO(_with_signs(text).encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=True,
            sanitize_html=True,
        )
    # What feedparser itself stumbles over in damaged feeds.
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise IngestError(f"{content.name} is a feed too damaged to be read ({error}).") from error


def _with_signs(text: str) -> str:
    """Return text without signs, written or referred to, that there are none of in XML."""
    return _NO_SIGN.sub("", _REFERENCE.sub(_sign_or_nothing, text))


def _sign_or_nothing(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    # Not longer ones: their value is past Unicode's end, and slow to find out.
    number = int(digits, base) if len(digits.lstrip("0")) < 8 else 0
    is_sign = number <= 0x10FFFF and not _NO_SIGN.match(chr(number))
    return reference[0] if is_sign else ""


def _declares_entities(text: str) -> bool:
    """Whether a document declares entities, as feedparser looks for them or as expat does."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    before_root = re.split(r"<\w", text, maxsplit=1)[0]
    if "<!entity" in before_root.casefold():
        return True
    try:
        parseString(text.encode(errors="replace"), _Prolog(), forbid_external=False)
    except DefusedXmlException:
        return True
    except (_PrologOver, SAXParseException):
        return False
    return False


class _PrologOver(Exception):  # noqa: N818
    """The root element begins: no entity can be declared any more."""


class _Prolog(ContentHandler):
    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        raise _PrologOver


def _values(entry: "FeedParserDict", feed_title: str) -> dict[str, str]:
    summary, text = _summary_and_text(entry)
    title, outlet = _line(entry.get("title", "")), _line(entry.get("source", {}).get("title", ""))
    return {
        "title": title.removesuffix(f" - {outlet}") if outlet else title,
        "summary": summary,
        "text": text,
        "url": _address(entry),
        "published": _published(entry),
        "outlet": "" if outlet == feed_title else outlet,
        "language": _language(entry.get("language")),
        "topics": ";".join(_topics(entry)),
    }


def _summary_and_text(entry: "FeedParserDict") -> tuple[str, str]:
    """Return an entry's summary and its text; feedparser copies the only one into both."""
    summary = plain(entry.get("summary", ""))
    text = max(
        (plain(part.get("value", "")) for part in entry.get("content", ())), key=len, default=""
    )
    if text == summary:
        return (summary, "") if len(summary) <= _SHORT else ("", summary)
    return summary, text if len(text) > len(summary) else ""


def _published(entry: "FeedParserDict") -> str:
    """Return a moment in ISO 8601, UTC; else the words as they stand; else nothing.

    The day of a change (updated) stands in only where an entry has no other.
    """
    # As a plain dict: feedparser's own look-up answers for a day that is not there with another.
    said = dict(entry.items())
    for name in ("published", "created", "updated"):
        if moment := said.get(f"{name}_parsed"):
            day = "{:04}-{:02}-{:02}".format(*moment[:3])
            has_time = ":" in (said.get(name) or ":")
            return day + "T{:02}:{:02}:{:02}Z".format(*moment[3:6]) if has_time else day
    return _line(said.get("published") or said.get("updated") or "")


def _address(entry: "FeedParserDict") -> str:
    """Return an entry's own address; a permanent id that is one stands in."""
    return next((at for at in (entry.get("link"), entry.get("id")) if _is_web(at)), "")


def _is_web(address: str | None) -> bool:
    return bool(address) and re.match(r"https?://", address, re.IGNORECASE) is not None


def _topics(entry: "FeedParserDict") -> list[str]:
    terms = (_line(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", ()))
    return list(dict.fromkeys(term.replace(";", ",") for term in terms if term))


def _language(said: str | None) -> str:
    """Return "pt" of "pt-PT"."""
    return re.split(r"[-_]", (said or "").strip().lower())[0]


def _line(markup: str | None) -> str:
    return " ".join(plain(markup).split())


def plain(markup: str | None) -> str:
    """Return markup's text: paragraphs parted by an empty line, scripts and styles left out."""
    markup = markup or ""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html

    tree = html.fragment_fromstring(_with_signs(markup), create_parent="div")
    for left_out in tree.xpath(".//script | .//style | .//iframe | .//object | .//comment()"):
        left_out.drop_tree()
    for block in tree.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
        block.text = "\n" + (block.text or "")
    paragraphs = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
