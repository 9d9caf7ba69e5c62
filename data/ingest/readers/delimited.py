"""Tables of text: cells between commas, semicolons, tabs or other signs, with a head or without."""

import csv
from collections.abc import Iterator

from data.ingest.readers.content import Content
from data.ingest.readers.delimited_layout import Layout, layout_of
from data.ingest.readers.encoding import (
    LONGEST_LINE,
    BrokenError,
    Encoding,
    Lines,
    TooLongError,
    decoded,
    encoding_of,
    first_letters,
    line_end,
)
from data.ingest.readers.streams import MB
from data.ingest.readers.tables import table_source, too_wide
from data.ingest.records import Faulty, Found, Refused, Source

# As much of a row as a reject keeps, and a sign more, so that it says that it is cut.
SHOWN = (1 << 20) + 1
# A quote that is never closed takes the rest of the file with it; its line is left out and the
# rest read again, so often and no oftener.
MOST_RESTARTS = 20
SOON = 100
_KIND = {",": "CSV table", ";": "CSV table with semicolons", "\t": "TSV table"}


def delimited_source(
    content: Content, encoding: str = "", *, guess: bool = False
) -> Source | Refused | None:
    """Return a table of text as a source; None for text that is no table.

    encoding: over what the file shows. guess: take the text for a table if only little speaks
    for it. Errors: IngestError for an encoding that there is none of.
    """
    found = encoding_of(content, encoding)
    sample = first_letters(content, found)
    whole = len(sample) < MB
    end = line_end(sample)
    layout = layout_of(sample, end, whole)
    if isinstance(layout, int):
        return Refused(content.name, too_wide(content.name, layout))
    if layout is None or (layout.weak and not guess):
        return None
    return table_source(
        content,
        kind=_kind(layout),
        columns=layout.columns,
        sample=[dict(zip(layout.columns, cells, strict=False)) for cells in layout.sample],
        rows=lambda: _rows(content, found, layout, end),
        notes=_notes(found, layout),
    )


def _kind(layout: Layout) -> str:
    if len(layout.columns) == 1:
        return "list of one column"
    return _KIND.get(layout.delimiter, f"table with {layout.delimiter!r} between cells")


def _notes(encoding: Encoding, layout: Layout) -> list[str]:
    notes = [encoding.note] if encoding.note else []
    if layout.stray:
        notes.append(f"What stands before the head line is left out: {layout.stray[:200]!r}.")
    if not layout.named:
        notes.append("There is no head line; the columns are told apart by what stands in them.")
    return notes


def _rows(
    content: Content, encoding: Encoding, layout: Layout, end: str
) -> Iterator[Found | Faulty]:
    csv.field_size_limit(LONGEST_LINE)
    with decoded(content, encoding, newline=end) as text:
        lines = Lines(text, encoding, end)
        for _ in range(layout.before):
            try:
                next(lines, "")
            except (BrokenError, TooLongError):
                pass
        yield from _Rows(lines, layout).read()


class _Rows:
    """The rows of a table, of which bad ones spoil no others."""

    def __init__(self, lines: Lines, layout: Layout) -> None:
        self._lines, self._layout = lines, layout
        self._width = len(layout.columns)
        self._restarts = 0
        self._start = 0

    def read(self) -> Iterator[Found | Faulty]:
        """Give the rows, numbered by the line they start on."""
        lines, strict = self._lines, True
        while not lines.ended:
            reader = self._reader(strict)
            lines.held.clear()
            self._start = lines.number + 1
            try:
                for cells in reader:
                    if lines.ended and self._restarts < MOST_RESTARTS:
                        # The lines ended inside a row: its quote is never closed.
                        yield self._unclosed()
                        break
                    # Separators alone are a row, if one without words; a blank line is none.
                    if cells:
                        yield self._row(cells)
                    lines.held.clear()
                    self._start = lines.number + 1
                    if not strict:
                        break
                strict = True
            except csv.Error as error:
                if strict and not self._swallows(error):
                    # The row is read again, as what is loosely written is mostly meant.
                    lines.push_back(lines.held.copy())
                    strict = False
                    continue
                strict = True
                yield self._fault(error)
            except BrokenError as error:
                shown = ("".join(lines.held) + error.line)[:SHOWN]
                yield Faulty(self._start, str(error), shown)
            except TooLongError:
                limit = LONGEST_LINE // MB
                yield Faulty(self._start, f"a line of more than {limit} million letters", "")

    def _reader(self, strict: bool) -> Iterator[list[str]]:
        layout = self._layout
        return csv.reader(
            self._lines,
            delimiter=layout.delimiter,
            strict=strict,
            skipinitialspace=layout.spaced,
        )

    def _row(self, cells: list[str]) -> Found | Faulty:
        """Keep a row, also one that only has empty cells too many; else say how many it has."""
        columns, width = self._layout.columns, self._width
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            return Found(self._start, dict(zip(columns, cells, strict=False)))
        reason = f"{len(cells)} cells where the table has {width}"
        return Faulty(self._start, reason, "".join(self._lines.held)[:SHOWN])

    def _swallows(self, error: csv.Error) -> bool:
        """Say whether an open quote took whole rows in: each line has as many cells as a row."""
        held = self._lines.held
        if len(held) < 2 or self._restarts >= MOST_RESTARTS:
            return False
        if self._lines.ended or "field larger" in str(error):
            return True
        return all(line.count(self._layout.delimiter) == self._width - 1 > 0 for line in held)

    def _fault(self, error: csv.Error) -> Faulty:
        held = self._lines.held
        if len(held) > 1 and self._restarts < MOST_RESTARTS:
            return self._unclosed()
        return Faulty(self._start, f"{error}", "".join(held)[:SHOWN])

    def _unclosed(self) -> Faulty:
        """Leave out the line whose quote is not closed, and let those after it come again."""
        first, *rest = self._lines.held
        # One that is soon closed costs little to read again.
        self._restarts += len(rest) > SOON or self._lines.ended
        self._lines.push_back(rest)
        return Faulty(self._start, "a quote that is never closed", first[:SHOWN])
