"""Pieces as citations: BibTeX and RIS, for reference managers and LaTeX."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO

import pandas as pd
import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

OUR_TITLE = "The title is a summary by Accord Atlas; the list of pieces holds no headline."
NO_TITLE = "Untitled piece"

BIBTEX_TYPES = {"report": "techreport", "official": "misc"}
RIS_TYPES = {"report": "RPRT", "official": "GOVDOC"}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# BibTeX counts braces even behind a backslash, so a lone one has to become a word.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def as_bibtex(articles: pd.DataFrame) -> bytes:
    """Return one BibTeX entry per piece, in the frame's order, in UTF-8.

    articles: article_id, published_at, precision, outlet, outlet_country, language, kind, title,
        summary, url, topics, countries (both lists, or text with ";" between).
    Reports are techreport, official papers misc, all else article with the outlet as journal.
    A piece without a title has its summary there, and a note says whose words they are; one
    without a day has no year. Keys depend on the piece alone, so they are the same in every export.
    """
    entries = {key(piece): _bibtex_entry(piece) for piece in _pieces(articles)}
    file = StringIO()
    VerbatimWriter(encoding="UTF-8").write_stream(BibliographyData(entries=entries), file)
    return file.getvalue().encode()


def as_ris(articles: pd.DataFrame) -> bytes:
    """Return one RIS record per piece, in the frame's order, in UTF-8.

    articles: as for as_bibtex. Reports are RPRT, official papers GOVDOC, all else NEWS.
    """
    records = [_ris_record(piece) for piece in _pieces(articles)]
    return rispy.dumps(records, implementation=PlainRis).encode()


def key(piece: dict) -> str:
    """Return a citation key like al-jazeera-2020-3f2a: outlet, year, and what is the piece's own.

    An id of lower-case letters, digits and - _ . stays readable; any other is hashed, because
    BibTeX allows few signs and does not tell capitals apart.
    """
    own = str(piece["article_id"])
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", own):
        own = hashlib.blake2b(own.encode(), digest_size=8).hexdigest()
    year = str(piece["day"].year) if piece["day"] is not None else ""
    return "-".join(part for part in (_slug(piece["outlet"]), year, own) if part)


class VerbatimWriter(Writer):
    """pybtex's writer with our escaping: its own leaves $ and { alone and breaks addresses."""

    def _write_field(self, stream: StringIO, type: str, value: str) -> None:  # noqa: A002
        if type == "month":
            stream.write(f",\n    month = {value}")
        elif type == "url":
            stream.write(f",\n    url = {{{encoded_address(value)}}}")
        else:
            stream.write(f",\n    {type} = {{{_latex(value, whole=type == 'title')}}}")


class PlainRis(rispy.RisWriter):
    """rispy's writer without the number it puts before each record, and with RIS line ends."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def _pieces(articles: pd.DataFrame) -> Iterable[dict]:
    for piece in articles.to_dict("records"):
        piece = {name: _known(value) for name, value in piece.items()}
        yield {**piece, "day": piece["published_at"]}


def _known(value: object) -> object:
    """Return None for what pandas counts as missing; a list is never missing."""
    is_list = hasattr(value, "__iter__") and not isinstance(value, str)
    return None if not is_list and pd.isna(value) else value


def _bibtex_entry(piece: dict) -> Entry:
    title, abstract, note = _titles(piece)
    type_ = BIBTEX_TYPES.get(piece["kind"], "article")
    holder = {"techreport": "institution", "misc": "howpublished"}.get(type_, "journal")
    year, month, day = _when(piece)
    fields = {
        "title": title,
        holder: one_line(piece["outlet"]),
        "year": year,
        "month": MONTHS[int(month) - 1] if month else "",
        "day": day.lstrip("0"),
        "url": piece["url"] or "",
        "language": piece["language"] or "",
        "keywords": ", ".join(_keywords(piece)),
        "abstract": abstract,
        "note": note,
    }
    return Entry(type_, fields=[(name, text) for name, text in fields.items() if text])


def _ris_record(piece: dict) -> dict:
    title, abstract, note = _titles(piece)
    year, month, day = _when(piece)
    record = {
        "type_of_reference": RIS_TYPES.get(piece["kind"], "NEWS"),
        "id": key(piece),
        "title": title,
        "secondary_title": one_line(piece["outlet"]),
        "year": year,
        "date": f"{year}/{month}/{day}/" if year else "",
        "urls": [encoded_address(piece["url"])] if piece["url"] else [],
        "language": piece["language"] or "",
        "keywords": _keywords(piece),
        "abstract": abstract,
        "place_published": piece["outlet_country"] or "",
        "notes": [note] if note else [],
    }
    return {name: value for name, value in record.items() if value}


def _titles(piece: dict) -> tuple[str, str, str]:
    """Return title, abstract and the note on whose words the title is."""
    title, summary = one_line(piece["title"]), one_line(piece["summary"])
    if title:
        return title, summary, ""
    return (summary, "", OUR_TITLE) if summary else (NO_TITLE, "", "")


def _when(piece: dict) -> tuple[str, str, str]:
    """Return year, month and day as far as they are known; "" is unknown."""
    day = piece["day"]
    if day is None:
        return "", "", ""
    known = {"year": 1, "month": 2}.get(piece["precision"], 3)
    parts = (f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")
    return (*parts[:known], "", "")[:3]


def _keywords(piece: dict) -> list[str]:
    return [one_line(word) for name in ("topics", "countries") for word in _parts(piece[name])]


def _parts(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        value = value.split(";")
    return [str(part).strip() for part in value if str(part).strip()]


def one_line(text: str | None) -> str:
    """Return text without line breaks and control characters: a line is a field in RIS."""
    signs = ("" if _is_control(sign) else sign for sign in re.sub(r"\s+", " ", text or ""))
    return "".join(signs).strip()


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc"


def _latex(text: str, *, whole: bool) -> str:
    """Escape text; whole keeps styles from lowering the capitals of names."""
    escaped = one_line(text).translate(_LATEX)
    return f"{{{escaped}}}" if whole else escaped


def encoded_address(url: str) -> str:
    """Return an address for a field that is not escaped; what would end the field is encoded."""
    swaps = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(swaps.get(sign, sign) for sign in one_line(url))


def _slug(outlet: str | None) -> str:
    plain = unicodedata.normalize("NFKD", outlet or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:30].strip("-")
