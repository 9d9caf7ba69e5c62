"""Rows that were left out, and values left out of rows: written as they come, none held."""

import json
import re
from collections import Counter
from pathlib import Path

import pyarrow as pa

from data.ingest.records import Found

SCHEMA = pa.schema(
    [
        ("file", pa.large_string()),
        ("line", pa.int64()),
        ("reason", pa.large_string()),
        ("row", pa.large_string()),
    ]
)
AT_ONCE, SIGNS_AT_ONCE = 1_000, 4 << 20
LONGEST_ROW = 1 << 20
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d.,]*")


class Rejected:
    """A table of file, line, reason and row on disk. counts, examples: by kind of reason.

    first: the first row added.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.first: tuple[str, int, str, str] | None = None
        self._file = pa.OSFile(str(path), "wb")
        self._writer = pa.ipc.new_file(self._file, SCHEMA)
        self._held: list[tuple[str, int, str, str]] = []
        self._signs = 0

    def add(self, file: str, line: int, reason: str, row: str, *, is_a_kind: bool = True) -> None:
        """Add one row; a row of more than a million signs is cut, and says so.

        is_a_kind: count the reason; not where it says something of one file only.
        """
        if len(row) > LONGEST_ROW:
            row = f"{row[:LONGEST_ROW]} ... (cut; {len(row):,} signs)"
        if is_a_kind:
            # Reasons that differ only in the value they quote are one kind.
            kind = _QUOTED.sub("…", reason)
            self.counts[kind] += 1
            where = f"first: {file}, line {line}" if line else f"first: {file}"
            self.examples.setdefault(kind, where)
        self.first = self.first or (file, line, reason, row)
        self._held.append((file, line, reason, row))
        self._signs += len(row)
        self.rows += 1
        if len(self._held) >= AT_ONCE or self._signs > SIGNS_AT_ONCE:
            self._write()

    def close(self) -> Path:
        """Write the rest and return the file."""
        if not self._file.closed:
            self._write()
            self._writer.close()
            self._file.close()
        return self.path

    def _write(self) -> None:
        columns = zip(*self._held, strict=True) if self._held else ((),) * len(SCHEMA)
        arrays = [
            pa.array([_sound(value) for value in column], field.type)
            for column, field in zip(columns, SCHEMA, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=SCHEMA))
        self._held.clear()
        self._signs = 0


def as_text(found: Found) -> str:
    """Return a row as JSON."""
    return json.dumps(dict(found.values), ensure_ascii=False)


def _sound(value: str | int) -> str | int:
    """Return text that can be written as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
