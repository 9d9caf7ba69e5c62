"""Two tables cell by cell: the same, or which rows differ and how."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple

import pandas as pd

MOST_SHOWN = 5
LONGEST_CELL = 40


class TextTable(NamedTuple):
    """A table as its CSV file writes it: the heading, and the rows as texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a table made anew compares with a saved one.

    rows, columns: of the saved one. differing: rows that the other does not have, counted in the
    table with more of them. lines: sentences for the reader; none where nothing differs.
    """

    rows: int
    columns: int
    differing: int
    lines: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Say whether every column, type, row and place is the same."""
        return not self.lines

    def in_words(self) -> str:
        """Return the answer, in one line or with the first differences below."""
        if self.same:
            rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
            return f"the same: {rows}, {self.columns:,} columns"
        rows = "1 row differs" if self.differing == 1 else f"{self.differing:,} rows differ"
        first = "; first:" if self.differing else ""
        return "\n".join([f"different: {rows}{first}", *self.lines])


def text_table(csv: bytes) -> TextTable:
    """Read CSV as texts. Errors: ValueError for what is no table of text."""
    cells = pd.read_csv(
        BytesIO(csv),
        header=None,
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
        encoding="utf-8-sig",
    )
    heading, *rows = cells.itertuples(index=False, name=None)
    return TextTable(heading, tuple(rows))


def compared(
    saved: TextTable, now: TextTable, types: Mapping[str, str], types_now: Mapping[str, str]
) -> Comparison:
    """Compare a saved table with one made anew, in the columns that both have.

    types, types_now: the type of each column as it is called in the program.
    """
    both = [name for name in saved.columns if name in now.columns]
    one, other = _only(saved, both), _only(now, both)
    unlike = list(zip_longest(_without(one, other), _without(other, one)))
    lines = [_line(before, after, both) for before, after in unlike[:MOST_SHOWN]]
    if len(unlike) > MOST_SHOWN:
        lines.append(f"and {len(unlike) - MOST_SHOWN:,} more")
    if not unlike and one != other:
        lines.append("the same rows in another order")
    return Comparison(
        rows=len(saved.rows),
        columns=len(saved.columns),
        differing=len(unlike),
        lines=(*lines, *_columns(saved, now), *_types(types, types_now)),
    )


def plain(text: str) -> str:
    """Return text of a stranger for a terminal: no control characters, cut short."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return kept if len(kept) <= LONGEST_CELL else f"{kept[: LONGEST_CELL - 2]} …"


def _only(table: TextTable, names: Sequence[str]) -> list[tuple[str, ...]]:
    places = [table.columns.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table.rows]


def _without(
    rows: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield number and cells of each row that the others have not, or have less often."""
    left = Counter(others)
    for number, row in enumerate(rows, start=1):
        if left[row]:
            left[row] -= 1
        else:
            yield number, row


def _line(
    before: tuple[int, tuple[str, ...]] | None,
    after: tuple[int, tuple[str, ...]] | None,
    names: Sequence[str],
) -> str:
    if before is None or after is None:
        number, row = before or after
        where = "only now" if before is None else "only in the file"
        cells = zip(names, row, strict=True)
        said = [f"{plain(name)} {plain(cell)}" for name, cell in cells if cell]
        return f"  row {number:,}, {where}: {', '.join(said[:4])}"
    cells = zip(names, before[1], after[1], strict=True)
    said = [
        f"{plain(name)} was {plain(old) or 'empty'}, is {plain(new) or 'empty'}"
        for name, old, new in cells
        if old != new
    ]
    return f"  row {before[0]:,}: {'; '.join(said[:4])}"


def _columns(saved: TextTable, now: TextTable) -> Iterator[str]:
    for said, one, other in (
        ("columns that are gone", saved, now),
        ("columns that are new", now, saved),
    ):
        names = [plain(name) for name in one.columns if name not in other.columns]
        if names:
            yield f"{said}: {', '.join(names)}"
    kept = [name for name in now.columns if name in saved.columns]
    if kept != [name for name in saved.columns if name in now.columns]:
        yield "the same columns in another order"


def _types(types: Mapping[str, str], types_now: Mapping[str, str]) -> Iterator[str]:
    for name, kind in types.items():
        if types_now.get(name, kind) != kind:
            yield f"{plain(name)} was of type {plain(kind)}, is of type {types_now[name]}"
