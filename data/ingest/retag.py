"""Looking for countries anew in a corpus, and saying what changed."""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from data.corpus.home import corpus_folder
from data.export.tables import defused
from data.ingest import present
from data.ingest.coding_needed import code_built
from data.ingest.lock import check_is_there, one_at_a_time
from data.ingest.options import Options
from data.ingest.pipeline import Run
from data.ingest.progress import Listener

SHOWN = 20


@dataclass(slots=True)
class Changes:
    """What a new look changed: pieces gained and lost, by country; pieces in all and changed.

    notes: what could not be done afterwards.
    """

    pieces: int = 0
    changed: int = 0
    stated: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Give the changes in sentences, the countries that changed most first."""
        yield f"{self.pieces:,} pieces looked at, {self.changed:,} changed."
        if self.stated:
            yield f"{self.stated:,} have countries stated by their file and were left as they are."
        both = self.gained + self.lost
        for country, _ in both.most_common(SHOWN):
            yield f"  {country}: {self.gained[country]:,} gained, {self.lost[country]:,} lost"
        if len(both) > SHOWN:
            yield f"  and {len(both) - SHOWN} other countries"
        yield from self.notes


def retag(options: Options, listener: Listener, differences: Path | None = None) -> Changes:
    """Look for the countries of every piece with the gazetteer as it is now.

    Countries that a file states stay. differences: a CSV to write, one row per changed piece:
    article_id, title, gained, lost. The corpus is the old one until the new one is whole.
    What else is in the corpus, and how stories are found, stays as it was.
    Errors: IngestError, CorpusError; OSError for a file that cannot be written.
    """
    folder = corpus_folder(options.corpus)
    check_is_there(folder)
    options = present.as_before(options, folder)
    changes = Changes()
    with (
        one_at_a_time(folder),
        _differences(differences) as write,
        Run(folder, options, listener) as run,
    ):
        before: deque[pa.Table] = deque()

        def compare(after: pa.Table) -> None:
            for row in _compared(before.popleft(), after, changes):
                write(row)

        run.take_present(present.pieces(folder, retag=True), given=before.append, taken=compare)
        run.merge()
        run.write()
    changes.notes.extend(code_built(folder, listener))
    return changes


@contextmanager
def _differences(path: Path | None) -> Iterator[Callable[[Iterable[str]], object]]:
    """Give what writes a row of the differences; the file is there when all went well."""
    if path is None:
        yield lambda row: None
        return
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("article_id", "title", "gained", "lost"))
            yield lambda row: rows.writerow(map(defused, row))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _compared(
    before: pa.Table, after: pa.Table, changes: Changes
) -> Iterator[tuple[str, str, str, str]]:
    names = ("article_id", "title", "tag")
    columns = [before[name].to_pylist() for name in names]
    lists = [[_codes(one) for one in table["countries"].to_pylist()] for table in (before, after)]
    for article_id, title, tag, old, new in zip(*columns, *lists, strict=True):
        changes.pieces += 1
        changes.stated += not tag
        if old != new:
            changes.changed += 1
            changes.gained.update(new - old)
            changes.lost.update(old - new)
            yield article_id, title, ";".join(sorted(new - old)), ";".join(sorted(old - new))


def _codes(countries: str) -> set[str]:
    return {part.partition(":")[0] for part in countries.split(";") if part}
