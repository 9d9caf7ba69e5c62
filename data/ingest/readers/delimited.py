"""Tables of text: cells between commas, semicolons, tabs or other signs, with a head or without."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.ingest.readers import column_values
from data.ingest.readers.columns import key, known_names
from data.ingest.readers.content import Content
from data.ingest.readers.encoding import (
    LONGEST_LINE,
    BrokenError,
    Encoding,
    Lines,
    TooLongError,
    decoded,
    encoding_of,
    line_end,
)
from data.ingest.readers.streams import MB
from data.ingest.readers.tables import MOST_COLUMNS, distinct, table_source, too_wide
from data.ingest.records import Faulty, Found, Refused, Source

DELIMITERS = ",;\t|^~\x1f\x01"
SAMPLED_ROWS = 200
HEAD_AMONG = 10
EVEN = 0.9
EVEN_WITH_HEAD = 0.5
LONGEST_NAME = 120
SHORT_NAME = 30
SHOWN = 10_000
# A quote that is never closed takes the rest of the file with it; its line is left out and the
# rest read again, so often and no oftener.
MOST_RESTARTS = 20
_KIND = {",": "CSV table", ";": "CSV table with semicolons", "\t": "TSV table"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table of text is laid out.

    columns: its names. before: lines before the first row. weak: so little shows that it is a
        table that it may be prose. sample: the first rows' cells. stray: what stands before the
        head line. named: whether there is a head line.
    """

    delimiter: str
    columns: list[str]
    before: int
    weak: bool
    sample: list[list[str]]
    stray: str
    named: bool


def delimited_source(
    content: Content, encoding: str = "", *, guess: bool = False
) -> Source | Refused | None:
    """Return a table of text as a source; None for text that is no table.

    encoding: over what the file shows. guess: take the text for a table if only little speaks
    for it. Errors: IngestError for an encoding that there is none of.
    """
    found = encoding_of(content, encoding)
    with decoded(content, found, newline="") as text:
        sample = text.read(MB)
    whole = len(sample) < MB
    end = line_end(sample)
    layout = layout_of(sample, end, whole)
    if isinstance(layout, int):
        return Refused(content.name, too_wide(content.name, layout))
    if layout is None or (layout.weak and not guess):
        return None
    return table_source(
        content,
        kind=_KIND.get(layout.delimiter, f"table with {layout.delimiter!r} between cells"),
        columns=layout.columns,
        sample=[dict(zip(layout.columns, cells, strict=False)) for cells in layout.sample],
        rows=lambda: _rows(content, found, layout, end),
        notes=_notes(found, layout),
    )


def layout_of(sample: str, end: str, whole: bool) -> Layout | int | None:
    """Find how the beginning of a text is laid out as a table.

    whole: whether it is all of the text. Returns None for no table, and the number of columns
    for a table that has more than MOST_COLUMNS.
    """
    cut = sample if whole else sample[: sample.rfind(end) + 1] or sample
    csv.field_size_limit(LONGEST_LINE)
    layouts = [found for sign in DELIMITERS if (found := _with(sign, cut, end, whole))]
    best = max(layouts, key=lambda found: found[0], default=None)
    return best[1] if best else _one_column(cut, end)


def _with(delimiter: str, sample: str, end: str, whole: bool) -> tuple[tuple, Layout | int] | None:
    """Lay a text out with one delimiter: how well that goes, and the result."""
    if delimiter not in sample:
        return None
    records = list(_records(sample, delimiter, end))
    if len(records) > 2 and not whole:
        records.pop()
    full = [cells for _, cells in records if any(cells)]
    if not full:
        return None
    widths = Counter(map(len, full))
    width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if width < 2:
        return None
    if width > MOST_COLUMNS:
        return (0, 1.0, width), width
    known = max((known_names(cells) for _, cells in records[:HEAD_AMONG]), default=0)
    even = often / len(full)
    if even < (EVEN_WITH_HEAD if known >= 2 else EVEN):
        return None
    layout = _laid_out(delimiter, records, width, even, known)
    return ((min(known, 2), even, width), layout) if layout else None


def _laid_out(
    delimiter: str, records: list[tuple[int, list[str]]], width: int, even: float, known: int
) -> Layout | None:
    place, named = _head(records, width)
    before, cells = records[place]
    rows = [row for _, row in records[place + named :] if len(row) == width and any(row)]
    columns = distinct(cells) if named else [f"column {at + 1}" for at in range(width)]
    stray = " / ".join(" ".join(row).strip() for _, row in records[:place] if any(row))
    weak = known < 1 and (len(rows) < 4 if delimiter == "," else not rows)
    if named and not _plausible(cells) and known < 1:
        return None
    lines = records[place + 1][0] if named and place + 1 < len(records) else before
    if named and place + 1 == len(records):
        lines = before + 1
    return Layout(delimiter, columns, lines, weak, rows, stray, named)


def _head(records: list[tuple[int, list[str]]], width: int) -> tuple[int, bool]:
    """Return where the head line stands, or the first row if there is none, and which it is."""
    candidates = [
        place
        for place, (_, cells) in enumerate(records[:HEAD_AMONG])
        if len(cells) == width and 2 * sum(map(bool, cells)) >= min(width, 4)
    ]
    first = candidates[0] if candidates else 0
    best = max(candidates, key=lambda at: (known_names(records[at][1]), -at), default=first)
    known = known_names(records[best][1])
    if known >= 2 or (known and _names(records[best][1])):
        return best, True
    below = [cells for _, cells in records[first + 1 :] if len(cells) == width]
    return first, _names(records[first][1]) and _unlike(records[first][1], below)


def _names(cells: Sequence[str]) -> bool:
    """Say whether cells may be names of columns: short, different, no dates or addresses."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if not said or len(set(said)) < len(said) * 0.8 or max(map(len, said)) > LONGEST_NAME:
        return False
    return not any(
        column_values.dates([cell]) or column_values.pages([cell]) or column_values.numbers([cell])
        for cell in said
        if not key(cell).isalpha()
    )


def _unlike(head: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a first row of unknown words differs from the rows below as names do."""
    if not below:
        return True
    if all(len(cell) <= SHORT_NAME for cell in head) or any(
        cell and _no_words([row[at] for row in below if row[at].strip()])
        for at, cell in enumerate(head)
    ):
        return True
    mean = sum(len(cell) for cells in below for cell in cells) / (len(below) * len(head))
    return sum(map(len, head)) / len(head) < mean / 2


def _no_words(cells: Sequence[str]) -> bool:
    """Say whether a column is of dates, numbers or addresses."""
    checks = (column_values.dates, column_values.numbers, column_values.pages)
    return bool(cells) and any(check(cells) for check in checks)


def _plausible(cells: Sequence[str]) -> bool:
    return all(len(cell) <= LONGEST_NAME for cell in cells)


def _one_column(sample: str, end: str) -> Layout | None:
    """Lay out a list of one column, whose first line is a name that is known."""
    records = list(_records(sample, ",", end))
    if len(records) < 2 or any(len(cells) > 1 for _, cells in records):
        return None
    (_, head), *rows = records
    if not head or key(head[0]) not in ("title", "headline", "text", "url", "link"):
        return None
    return Layout(",", head, rows[0][0], False, [cells for _, cells in rows if cells], "", True)


def _records(sample: str, delimiter: str, end: str) -> Iterator[tuple[int, list[str]]]:
    """Give the first records and how many lines stand before each."""
    reader = csv.reader(io.StringIO(sample, newline=end), delimiter=delimiter)
    before = 0
    for _ in range(SAMPLED_ROWS):
        try:
            yield before, next(reader)
        except StopIteration:
            return
        except csv.Error:
            pass
        before = reader.line_num


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
            next(lines, "")
        yield from _read(lines, layout)


def _read(lines: Lines, layout: Layout) -> Iterator[Found | Faulty]:
    columns, width = layout.columns, len(layout.columns)
    restarts = 0
    while not lines.ended:
        reader = csv.reader(lines, delimiter=layout.delimiter)
        lines.held.clear()
        start = lines.number + 1
        try:
            for cells in reader:
                if lines.ended and restarts < MOST_RESTARTS:
                    # The lines ended inside a row: its quote is never closed.
                    restarts += 1
                    yield _unclosed(lines, start)
                    break
                # Separators alone are a row, if one without words; a blank line is none.
                if len(cells) == width:
                    yield Found(start, dict(zip(columns, cells, strict=True)))
                elif cells:
                    yield _uneven(start, cells, columns, lines.held)
                lines.held.clear()
                start = lines.number + 1
        except csv.Error as error:
            if len(lines.held) > 1 and restarts < MOST_RESTARTS:
                restarts += 1
                yield _unclosed(lines, start)
            else:
                yield Faulty(start, f"{error}", "".join(lines.held)[:SHOWN])
        except BrokenError as error:
            yield Faulty(start, str(error), ("".join(lines.held) + error.line)[:SHOWN])
        except TooLongError:
            limit = LONGEST_LINE // MB
            yield Faulty(start, f"a line of more than {limit} million letters", "")


def _unclosed(lines: Lines, start: int) -> Faulty:
    """Leave out the line whose quote is not closed, and let those after it come again."""
    first, *rest = lines.held
    lines.push_back(rest)
    return Faulty(start, "a quote that is never closed", first[:SHOWN])


def _uneven(start: int, cells: list[str], columns: list[str], held: list[str]) -> Found | Faulty:
    """Keep a row that only has empty cells too many; else say how many it has."""
    width = len(columns)
    if len(cells) > width and not any(cells[width:]):
        return Found(start, dict(zip(columns, cells, strict=False)))
    reason = f"{len(cells)} cells where the table has {width}"
    return Faulty(start, reason, "".join(held)[:SHOWN])
