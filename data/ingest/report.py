"""What became of the rows of an ingest, in numbers and in sentences."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import pandas as pd

SHOWN = 5
NOT_READ = "not read"


@dataclass(slots=True, kw_only=True)
class FileReport:
    """One file: read = kept + merged + rejected, in rows; remarks counts what was left out."""

    file: str
    kind: str
    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Report:
    """One ingest: read = kept + merged + rejected over its files, in rows.

    before: pieces that stood in the corpus already. pieces: those in it now. reasons, remarks:
    how many rows were rejected, or kept without one of their values, by reason; examples: one
    place for each.
    """

    corpus: str = ""
    folder: str = ""
    files: list[FileReport] = field(default_factory=list)
    before: int = 0
    pieces: int = 0
    undated: int = 0
    stories: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Return the rows read."""
        return sum(one.read for one in self.files)

    @property
    def kept(self) -> int:
        """Return the rows that became pieces."""
        return sum(one.kept for one in self.files)

    @property
    def merged(self) -> int:
        """Return the rows that say the same address as another."""
        return sum(one.merged for one in self.files)

    @property
    def rejected(self) -> int:
        """Return the rows left out."""
        return sum(one.rejected for one in self.files)

    def lines(self) -> Iterator[str]:
        """Give the report in sentences."""
        yield (
            f"{self.read:,} read = {self.kept:,} kept + {self.merged:,} merged as the same "
            f"address + {self.rejected:,} rejected."
        )
        if self.before:
            yield f"{self.before:,} were in the corpus before; {self.pieces:,} are in it now."
        if self.undated:
            yield f"{self.undated:,} undated: listed and counted, but in no chart over time."
        if self.stories and self.stories < self.pieces:
            yield f"{self.pieces:,} pieces are {self.stories:,} stories; the rest are copies."
        yield from self.notes
        not_read = [one for one in self.files if one.kind == NOT_READ]
        for one in not_read[:SHOWN]:
            yield f"Not read: {one.notes[0]}"
        if len(not_read) > SHOWN:
            yield f"Not read: {len(not_read) - SHOWN:,} other files; see the Corpus page."
        for title, counts in (("Rejected", self.reasons), ("Left out of kept rows", self.remarks)):
            for reason, count in sorted(counts.items(), key=lambda pair: -pair[1])[:SHOWN]:
                yield f"{title}: {reason} ({count:,}; {self.examples[reason]})."
            if len(counts) > SHOWN:
                yield f"{title}: {len(counts) - SHOWN:,} other reasons; see the Corpus page."

    def file_lines(self) -> Iterator[str]:
        """Give a line for each file and its notes."""
        for one in self.files:
            yield (
                f"{one.file} ({one.kind}): {one.read:,} read = {one.kept:,} kept + "
                f"{one.merged:,} merged + {one.rejected:,} rejected"
            )
            yield from (f"  {note}" for note in one.notes)

    def sources(self) -> pd.DataFrame:
        """Return file, kind, read, kept, merged, rejected, notes (one string), by file."""
        rows = [asdict(one) | {"notes": " ".join(one.notes)} for one in self.files]
        names = ["file", "kind", "read", "kept", "merged", "rejected", "notes"]
        return pd.DataFrame(rows, columns=names)

    def as_json(self) -> str:
        """Return the whole report as JSON, with its sentences under "lines"."""
        sums = {name: getattr(self, name) for name in ("read", "kept", "merged", "rejected")}
        return json.dumps(sums | asdict(self) | {"lines": list(self.lines())}, ensure_ascii=False)
