"""A brief as PDF, set by Typst: with fonts in the file, tagged for screen readers."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from anyascii import anyascii

from data.export.brief import Document

TEMPLATE = Path(__file__).with_name("brief.typ")
# Accessible PDF: it also refuses a sign that no font has, where others print an empty box.
STANDARD = "ua-1"
IN_LATIN = "Words in a script that no font at hand has stand here in Latin letters."
# Signs without a space, as in an address, may be broken after so many.
UNBROKEN = re.compile(r"\S{40}")
BREAK = "\u200b"
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


def as_pdf(written: Document, today: date) -> bytes:
    """Return the document as PDF; today: the day of its making.

    Typst brings fonts for Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and Georgian; for
    other scripts those of the machine are used. Words that no font can show are written in Latin
    letters, and the file says so.
    """
    # Imported here: the library is large, and few who open the app ask for a PDF.
    import typst

    made = int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp())
    missing: set[str] = set()
    while True:
        try:
            return typst.compile(
                TEMPLATE,
                format="pdf",
                sys_inputs={"brief": json.dumps(_page(written, missing), ensure_ascii=False)},
                pdf_standards=STANDARD,
                timestamp=made,
            )
        except typst.TypstError as error:
            found = _unshown(error.diagnostic) - missing
            if not found:
                raise
            missing |= found


def _unshown(diagnostic: str) -> set[str]:
    """Return the signs that no font has."""
    found = "".join(_MISSING.findall(diagnostic))
    return set(_CODE.sub(lambda code: chr(int(code[1], 16)), found))


def _page(written: Document, missing: set[str]) -> dict[str, Any]:
    """Return what the template sets, without the signs that are missing."""
    shown = _latin_where(missing)
    notes = [f"{label}: {text}" for label, text in written.about.items()]
    return {
        "title": shown(written.title),
        "words": shown(written.words),
        "paragraphs": [
            [{"text": shown(run.text), "mark": run.mark, "link": run.link} for run in part]
            for part in written.paragraphs
        ],
        "references": [
            {
                "number": entry.number,
                "words": shown(entry.words),
                "link": entry.link,
                "shown": shown(entry.link),
            }
            for entry in written.references
        ],
        "about": [*map(shown, notes), *([IN_LATIN] if missing else [])],
    }


def _latin_where(missing: set[str]) -> Callable[[str], str]:
    """Return what writes each word that holds a missing sign in Latin letters."""

    def word(found: re.Match[str]) -> str:
        return (anyascii(found[0]) or "?") if missing.intersection(found[0]) else found[0]

    return lambda text: UNBROKEN.sub(rf"\g<0>{BREAK}", re.sub(r"\S+", word, text))
