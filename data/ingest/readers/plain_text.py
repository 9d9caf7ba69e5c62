"""A plain text file as one article: title, paragraphs, and summary, outlet and day if there."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from data.ingest.errors import IngestError
from data.ingest.readers.content import Content
from data.ingest.readers.encoding import Encoding, encoding_of
from data.ingest.readers.whole_file import whole_file
from data.ingest.records import Found, Source

LARGEST = 1 << 24
_LONGEST_TITLE, _LONGEST_SENTENCE_TITLE = 250, 120
_LONGEST_DATE_LINE = 80
_SIGNED_WITHIN = 8
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\x1b") + b"\x7f"
_UNREADABLE = dict.fromkeys(sign for sign in range(32) if sign not in b"\t\n\r") | {0x7F: None}

_FURNITURE = re.compile(
    r"more|more (news|stories|from .{1,40})|advertisements?|sponsored( content)?|read more|"
    r"(read (more|also|next)|related|see also): .{1,200}|related( (articles|stories|news))?|"
    r"share( (this|on|via)\b.{0,40})?|tweet|print|e-?mail|print e-?mail|save|comments?|"
    r"continue reading|skip to (main )?content|follow us( on .{1,30})?|subscribe( now)?|"
    r"sign up( now)?|back to top",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"author.?s summary\s*:?\s*(?P<rest>.*)", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?P<outlet>\S.{0,119}?)\s+[-\u2010-\u2015]\s+(?P<day>\d{4}-\d{2}-\d{2})")
_ISO_DAY = r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}"
_WORDED = (
    r"\d{1,2}(?:st|nd|rd|th)?\.?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d{2}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}"
)
_NUMBERED = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}"
_DAY = re.compile(rf"(?<!\w)(?P<day>{_ISO_DAY}|{_WORDED}|{_NUMBERED})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Article:
    title: str
    summary: str
    text: str
    outlet: str
    published: str


def recognised(content: Content) -> bool:
    """Whether a file is text at all: something in it, and next to no control characters."""
    head = content.head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return bool(head.strip()) and controls * 100 <= len(head)


def source(content: Content) -> Source:
    """Return a text file as one piece.

    Errors: IngestError for a file without words, or larger than an article can be.
    """
    encoding = encoding_of(content)
    article, notes = _article(_lines(content, encoding))
    if not (article.title or article.text or article.summary):
        raise IngestError(f"{content.name} is a text file without words in it.")
    names = tuple(asdict(article))
    return Source(
        name=content.name,
        kind="plain text, one article",
        columns=names,
        fields={name: name for name in names},
        rows=lambda: _rows(content, encoding),
        notes=(*notes, *([encoding.note] if encoding.note else [])),
        size=content.size,
        position=content.position,
    )


def _rows(content: Content, encoding: Encoding) -> Iterator[Found]:
    article, _ = _article(_lines(content, encoding))
    yield Found(1, asdict(article))


def _lines(content: Content, encoding: Encoding) -> list[str]:
    """Return a file's lines that hold something, without page furniture."""
    raw = whole_file(content, LARGEST, "one article")
    text = raw.decode(encoding.name, "replace").translate(_UNREADABLE).removeprefix("\ufeff")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not _FURNITURE.fullmatch(line)]


def _article(lines: list[str]) -> tuple[_Article, tuple[str, ...]]:
    lines, outlet, published, signed = _unsigned(lines)
    title, lines = _titled(lines)
    summary, lines = _summed_up(lines)
    notes = []
    if signed or summary:
        parts = [
            "title",
            *(["author's summary"] if summary else []),
            *(["outlet and day in the last line"] if signed else []),
        ]
        notes.append(f"Read as an article with {', '.join(parts)}; page furniture is left out.")
    if not signed:
        published, lines = _dated(lines)
        if published:
            notes.append("Its day is read from a line of its own.")
    if not title:
        notes.append("It has no line that can be a title.")
    return _Article(title, summary, "\n\n".join(lines), outlet, published), tuple(notes)


def _unsigned(lines: list[str]) -> tuple[list[str], str, str, bool]:
    """Part off the line "Outlet - YYYY-MM-DD" and what a page has below it: other headlines."""
    for place in range(len(lines) - 1, max(0, len(lines) - _SIGNED_WITHIN - 1), -1):
        if found := _SIGNATURE.fullmatch(lines[place]):
            return lines[:place], _said_once(found["outlet"]), found["day"], True
    return lines, "", "", False


def _said_once(outlet: str) -> str:
    """Return "The New Arab" of "The New Arab The New Arab"."""
    words = outlet.split()
    half = len(words) // 2
    return " ".join(words[:half] if words[:half] == words[half:] else words)


def _titled(lines: list[str]) -> tuple[str, list[str]]:
    """Part the title from the rest; a title that repeats is said once."""
    if len(lines) < 2 or not _can_be_title(lines[0]):
        return "", lines
    title, rest = lines[0], lines[1:]
    while len(rest) > 1 and _plain(rest[0]) == _plain(title):
        rest = rest[1:]
    return title, rest


def _can_be_title(line: str) -> bool:
    is_sentence = line.endswith(".") and not line.endswith("..")
    return len(line) <= (_LONGEST_SENTENCE_TITLE if is_sentence else _LONGEST_TITLE)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())


def _summed_up(lines: list[str]) -> tuple[str, list[str]]:
    """Part the paragraph under "Author's Summary" from the others."""
    for place, line in enumerate(lines):
        if found := _SUMMARY.fullmatch(line):
            own, rest = [found["rest"]], lines[place + 1 :]
            if not found["rest"]:
                own, rest = rest[:1], rest[1:]
            return "".join(own), lines[:place] + rest
    return "", lines


def _dated(lines: list[str]) -> tuple[str, list[str]]:
    """Part a line that holds the day and little else, near the beginning or the end."""
    near = [*range(min(3, len(lines))), *range(max(3, len(lines) - 2), len(lines))]
    for place in near:
        line = lines[place]
        found = _DAY.search(line) if len(line) <= _LONGEST_DATE_LINE else None
        if found and _is_date_line(line, found) and (day := _day(found["day"])):
            return day, lines[:place] + lines[place + 1 :]
    return "", lines


def _is_date_line(line: str, found: re.Match[str]) -> bool:
    """Whether a line is there for its day: no sentence, and few words besides."""
    besides = (line[: found.start()] + line[found.end() :]).split()
    return not line.endswith((".", "?", "!")) and len(besides) <= 6


def _day(said: str) -> str:
    """Return a day as said, "" where the word in it is no month."""
    if not re.fullmatch(_WORDED, said):
        return said
    import dateparser

    when = dateparser.parse(said, settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    return when.date().isoformat() if when else ""
