"""How a table of text is laid out: the sign between its cells, its head line, its first rows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.ingest.readers import column_values
from data.ingest.readers.columns import key, known_names
from data.ingest.readers.encoding import LONGEST_LINE
from data.ingest.readers.tables import MOST_COLUMNS, distinct

DELIMITERS = ",;\t|^~\x1f\x01"
SIGNS_OF_PROSE = ",;|~"
SAMPLED_ROWS = 200
HEAD_AMONG = 10
EVEN = 0.9
EVEN_WITH_HEAD = 0.5
LONGEST_NAME = 120
SHORT_NAME = 30
_ONLY = ("title", "headline", "text", "url", "link")
# A line of a list of headlines; more is a paragraph.
LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table of text is laid out.

    columns: its names. before: lines before the first row. weak: so little shows that it is a
        table that it may be prose. sample: the first rows' cells. stray: what stands before the
        head line. named: whether there is a head line. spaced: whether a blank stands before
        each cell but the first.
    """

    delimiter: str
    columns: list[str]
    before: int
    weak: bool
    sample: list[list[str]]
    stray: str
    named: bool
    spaced: bool = False


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
    if spaced := any(_spaced(cells) for _, cells in records[:HEAD_AMONG]):
        records = list(_records(sample, delimiter, end, spaced))
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
    records = _widened(records, width)
    layout = _laid_out(delimiter, records, width, known)
    if layout is None:
        return None
    return (min(known, 2), even, width), replace(layout, spaced=spaced)


def _spaced(cells: Sequence[str]) -> bool:
    """Say whether cells are a head line with a blank after each sign between them."""
    return known_names(cells) >= 2 and all(cell.startswith(" ") for cell in cells[1:])


def _widened(records: list[tuple[int, list[str]]], width: int) -> list[tuple[int, list[str]]]:
    """Give a head line that is shorter than the rows the cells that it lacks.

    Where the rows end in empty cells it lacks those; else it lacks one for the rows' numbers.
    """
    for place, (before, cells) in enumerate(records[:HEAD_AMONG]):
        lacking = width - len(cells)
        if lacking <= 0 or known_names(cells) < 2 or not _names(cells):
            continue
        rows = [row for _, row in records[place + 1 :] if len(row) == width]
        if not any(any(row[-lacking:]) for row in rows):
            cells = cells + [""] * lacking
        elif lacking == 1:
            cells = ["", *cells]
        else:
            continue
        return [*records[:place], (before, cells), *records[place + 1 :]]
    return records


def _laid_out(
    delimiter: str, records: list[tuple[int, list[str]]], width: int, known: int
) -> Layout | None:
    place, named = _head(records, width)
    before, cells = records[place]
    rows = [row for _, row in records[place + named :] if len(row) == width and any(row)]
    columns = distinct(cells) if named else [f"column {at + 1}" for at in range(width)]
    stray = " / ".join(" ".join(row).strip() for _, row in records[:place] if any(row))
    weak = known < 1 and _weak(delimiter, rows)
    if named and not _plausible(cells) and known < 1:
        return None
    lines = records[place + 1][0] if named and place + 1 < len(records) else before
    if named and place + 1 == len(records):
        lines = before + 1
    return Layout(delimiter, columns, lines, weak, rows, stray, named)


def _weak(delimiter: str, rows: list[list[str]]) -> bool:
    """Say whether rows are so few that they may be sentences with such signs in them."""
    if delimiter not in SIGNS_OF_PROSE:
        return not rows
    cells = [list(filter(None, column)) for column in zip(*rows, strict=True)]
    return len(rows) < 4 and (delimiter == "," or not any(map(_no_words, cells)))


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
    """Lay out a list of one column: under a name that is known, or of addresses alone."""
    sign, records = ",", list(_records(sample, ",", end))
    if loose := any(len(cells) > 1 for _, cells in records):
        sign = next((sign for sign in DELIMITERS if sign not in sample), "")
        records = list(_records(sample, sign, end)) if sign else []
    full = [cells[0].strip() for _, cells in records if any(cells)]
    if len(full) > 1 and column_values.pages(full, 1):
        return Layout(sign, ["url"], 0, False, [[cell] for cell in full], "", False)
    if len(full) < 2 or not records[0][1]:
        return None
    # Commas without quotes are in headlines, but in articles too, which have blank lines.
    if loose and (max(map(len, full)) > LONGEST_HEADLINE or not all(cells for _, cells in records)):
        return None
    (_, head), *rows = records
    addresses = column_values.pages(full[1:], 1)
    if key(head[0]) not in (("title", "headline") if loose and not addresses else _ONLY):
        return None
    return Layout(sign, head, rows[0][0], False, [cells for _, cells in rows if cells], "", True)


def _records(
    sample: str, delimiter: str, end: str, spaced: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Give the first records and how many lines stand before each."""
    text = io.StringIO(sample, newline=end)
    reader = csv.reader(text, delimiter=delimiter, skipinitialspace=spaced)
    before = 0
    for _ in range(SAMPLED_ROWS):
        try:
            yield before, next(reader)
        except StopIteration:
            return
        except csv.Error:
            pass
        before = reader.line_num
