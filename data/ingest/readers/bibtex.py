"""BibTeX and BibLaTeX, by pybtex: each entry is a piece, one bad entry spoils no other."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from data.ingest.readers import reference_fields as told
from data.ingest.readers.content import Content
from data.ingest.readers.lines import numbered_lines
from data.ingest.readers.whole_file import glimpse
from data.ingest.records import Faulty, Found, Source

if TYPE_CHECKING:
    from pybtex.database.input.bibtex import LowLevelParser
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.macrospec import LatexContextDb

LONGEST_ENTRY = 1 << 18
_ENTRY = re.compile(
    r"""^\s*@\s*[A-Za-z]+\s*[{(]\s*(?:[^\s,{}()"'=]+\s*,\s*)?[A-Za-z][\w-]*\s*=""", re.MULTILINE
)
_BEGINS = re.compile(r"\s*@\s*([A-Za-z]+)\s*[{(]")
_FIELD = re.compile(r"(?:^|,)\s*([A-Za-z][\w-]*)\s*=\s*[{\"\w]", re.MULTILINE)
_WITHIN = 1 << 14
_OUTLETS = ("journal", "journaltitle", "newspaper", "publisher", "institution", "organization")
_READ = (
    *_OUTLETS,
    *("title", "subtitle", "abstract", "note", "howpublished", "keywords", "language", "langid"),
    *("date", "year", "month", "day"),
)
_NO_PIECES = ("string", "preamble", "comment")
_KINDS = {"techreport": "report", "report": "report"}
_OUR_KINDS = {"article": "news", "misc": "official"}
_COMMANDS = re.compile(r"[\\$~]|--|``|''")
# pylatexenc drops the braces and bends the circumflex; they come back after it.
_KEPT = {
    r"\textbraceleft{}": "\ue000",
    r"\textbraceright{}": "\ue001",
    r"\textasciicircum{}": "\ue002",
}
_RESTORED = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "^", "\u00a0": " "})


def recognised(content: Content) -> bool:
    """Whether a file has a BibTeX entry or @string near its beginning."""
    return _ENTRY.search(glimpse(content.head[:_WITHIN])) is not None


def source(content: Content) -> Source:
    """Return BibTeX entries as pieces; columns are their fields, and what is read of them."""
    names = dict.fromkeys(name.lower() for name in _FIELD.findall(glimpse(content.head)))
    return Source(
        name=content.name,
        kind="BibTeX references",
        columns=tuple(dict.fromkeys(("entry", "key", *names, *told.FIELDS))),
        fields={field: field for field in told.FIELDS},
        rows=lambda: _rows(content),
        notes=("The outlet is the journal or newspaper, else the publisher or institution.",),
        size=content.size,
        position=content.position,
    )


def _rows(content: Content) -> Iterator[Found | Faulty]:
    macros = _Abbreviations()
    for line, text, fault in _entries(content):
        if _BEGINS.match(text)[1].lower() == "comment":
            continue
        if fault:
            yield Faulty(line, fault, text)
        else:
            yield from _parsed(line, text, macros)


class _Abbreviations:
    """What a file's @string lines say, and the months; each may use the ones before it.

    They can double at each line, so all of them together are bounded.
    """

    def __init__(self) -> None:
        from pybtex.database.input.bibtex import month_names

        self._texts = {name.lower(): text for name, text in month_names.items()}
        self._size = 0

    def get(self, name: str) -> str:
        """Return what a name stands for, itself where nothing says."""
        return self._texts.get(name.lower(), name)

    def __setitem__(self, name: str, text: str) -> None:
        """Keep one. Errors: _TooMuchError past LONGEST_ENTRY for all."""
        self._size += len(text)
        if self._size > LONGEST_ENTRY:
            raise _TooMuchError
        self._texts[name.lower()] = text


class _TooMuchError(Exception):
    """Abbreviations that stand for more text than an entry can have."""


def _entries(content: Content) -> Iterator[tuple[int, str, str]]:
    """Give what begins with a line of @name{: its line, its text and its fault."""
    start, entry, fault, size = 0, [], "", 0
    for number, line, bad in numbered_lines(content):
        if _BEGINS.match(line.lstrip("\ufeff")):
            if entry:
                yield start, "\n".join(entry), fault
            start, entry, fault, size = number, [], "", 0
        elif not entry:
            continue
        size += len(line) + 1
        too_long = f"longer than {LONGEST_ENTRY >> 10} KB" if size > LONGEST_ENTRY else ""
        fault = fault or bad or too_long
        if not too_long or not entry:
            entry.append(line.lstrip("\ufeff"))
    if entry:
        yield start, "\n".join(entry), fault


def _parsed(line: int, text: str, macros: _Abbreviations) -> Iterator[Found | Faulty]:
    """Give the entries in a stretch of text, up to the first fault in it."""
    from pybtex.scanner import PybtexSyntaxError

    try:
        for command, said in _parser_class()(text, macros=macros):
            if command.lower() in _NO_PIECES:
                continue
            values = _values(command, *said)
            if len(values) == 2:
                yield Faulty(line, "an entry without fields", text)
            else:
                yield Found(line, values | _fields(values))
    except PybtexSyntaxError as error:
        yield Faulty(line, f"not BibTeX: {error}", text)
    except _TooMuchError:
        yield Faulty(line, "abbreviations that stand for too much text", text)


@cache
def _parser_class() -> "type[LowLevelParser]":
    from pybtex.database.input.bibtex import LowLevelParser

    class BoundedParser(LowLevelParser):
        """pybtex's parser: what an entry's abbreviations stand for is bounded."""

        given = 0

        def substitute_macro(self, name: str) -> str:
            value = self.macros.get(name)
            self.given += len(value)
            if self.given > LONGEST_ENTRY:
                raise _TooMuchError
            return value

    return BoundedParser


def _values(command: str, key: str, fields: list[tuple[str, list[str]]]) -> dict[str, str]:
    """Return an entry's fields by their names in small letters, beside its type and key."""
    values = {"entry": command.lower(), "key": key}
    for name, parts in fields:
        values.setdefault(name.lower(), " ".join("".join(parts).split()))
    return values


def _fields(values: dict[str, str]) -> dict[str, str]:
    said = {name: in_words(values[name]) for name in _READ if name in values}
    outlet = next((said[name] for name in _OUTLETS if said.get(name)), "")
    link = values.get("howpublished", "")
    if not outlet and "http" not in link:
        outlet = said.get("howpublished", "")
    published = _published(said)
    title, summary = told.title_and_summary(
        _with_subtitle(said), said.get("abstract", ""), said.get("note", "")
    )
    ours = told.is_our_export(values["key"], outlet, published[:4])
    keywords = re.split("[,;]", said.get("keywords", ""))
    topics, countries = told.topics_and_countries(keywords, ours=ours)
    kinds = _KINDS | _OUR_KINDS if ours else _KINDS
    return {
        "title": title,
        "summary": summary,
        "outlet": outlet,
        "outlet_country": "",
        "published": published,
        "url": _address(values.get("url", ""), link, values.get("doi", "")),
        "language": told.language_of(said.get("langid") or said.get("language", "")),
        "topics": topics,
        "countries": countries,
        "kind": kinds.get(values["entry"], ""),
    }


def _with_subtitle(said: dict[str, str]) -> str:
    parts = (said.get("title", ""), said.get("subtitle", ""))
    return ": ".join(part for part in parts if part)


def _published(said: dict[str, str]) -> str:
    """Return the day by date, or by year, month and day; of a span its beginning."""
    if found := re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", said.get("date", "")):
        return told.day_of(*(part or "" for part in found.groups()))
    day = told.day_of(said.get("year", ""), said.get("month", ""), said.get("day", ""))
    return day or said.get("date", "")


def _address(url: str, howpublished: str, doi: str) -> str:
    """Return an entry's address; in BibTeX files some signs of it are escaped."""
    plain = (re.sub(r"\\([_%&#~$])(?:\{\})?", r"\1", said) for said in (url, howpublished))
    return told.web_address(plain, doi)


def in_words(latex: str) -> str:
    """Return LaTeX as text: accents as letters, without braces and commands."""
    if not _COMMANDS.search(latex):
        return latex.replace("{", "").replace("}", "")
    for command, sign in _KEPT.items():
        latex = latex.replace(command, sign)
    reader, commands = _latex_reader()
    text = reader.latex_to_text(latex, latex_context=commands)
    return " ".join(text.translate(_RESTORED).split())


@cache
def _latex_reader() -> tuple["LatexNodes2Text", "LatexContextDb"]:
    """Return a reader of LaTeX and the commands it knows: making them takes longest."""
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import get_default_latex_context_db

    reader = LatexNodes2Text(math_mode="verbatim", keep_comments=True)
    return reader, get_default_latex_context_db()
