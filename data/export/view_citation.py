"""A view as a citation: one entry for LaTeX and for reference managers."""

from io import StringIO

import rispy
from pybtex.database import BibliographyData, Entry

# One escaping and one form of record for every citation that leaves the program.
from data.export.citations import MONTHS, PlainRis, VerbatimWriter, encoded_address, one_line
from data.export.view import View

PRODUCER = "Accord Atlas"


def as_text(view: View) -> bytes:
    """Return the view as a line of a bibliography, in UTF-8."""
    return f"{one_line(view.citation)}\n".encode()


def as_bibtex(view: View) -> bytes:
    """Return one BibTeX entry of type misc, in UTF-8; year, month and day are those of reading."""
    fields = {
        "title": _titled(view),
        "howpublished": _edition(view),
        "year": str(view.today.year),
        "month": MONTHS[view.today.month - 1],
        "day": str(view.today.day),
        "url": view.address,
        "urldate": view.today.isoformat(),
        "note": _noted(view),
    }
    entry = Entry("misc", fields=[(name, text) for name, text in fields.items() if text])
    file = StringIO()
    library = BibliographyData(entries={view.key: entry})
    VerbatimWriter(encoding="UTF-8").write_stream(library, file)
    return file.getvalue().encode()


def as_ris(view: View) -> bytes:
    """Return one RIS record of type DATA, in UTF-8; the dates are those of reading."""
    day = f"{view.today:%Y/%m/%d}/"
    record = {
        "type_of_reference": "DATA",
        "id": view.key,
        "title": _titled(view),
        "name_of_database": PRODUCER,
        "edition": view.code,
        "year": str(view.today.year),
        "date": day,
        "access_date": day,
        "urls": [encoded_address(view.address)] if view.address else [],
        "notes": [_noted(view)],
    }
    kept = {name: value for name, value in record.items() if value}
    return rispy.dumps([kept], implementation=PlainRis).encode()


def _titled(view: View) -> str:
    return one_line(f"{view.title} ({view.words})" if view.words else view.title)


def _edition(view: View) -> str:
    return f"{PRODUCER} {view.code}".strip()


def _noted(view: View) -> str:
    return one_line(f"Corpus: {view.corpus}. {view.denominator}".strip())
