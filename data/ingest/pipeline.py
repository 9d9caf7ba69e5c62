"""From files to a corpus: read, clean, add countries, sort on disk, write, account for each row."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.corpus.columns import CONFIDENCE, STATED
from data.corpus.home import corpus_folder
from data.corpus.layout import Manifest, read_manifest
from data.ingest import present
from data.ingest.build import LARGE, About, Account, new_build, write_corpus
from data.ingest.coding_needed import code_built
from data.ingest.date_evidence import DateEvidence, DateReading
from data.ingest.enrich import Enrichers
from data.ingest.errors import IngestError
from data.ingest.inputs import Inputs
from data.ingest.lock import check_is_there, one_at_a_time
from data.ingest.options import NOT_STATED, SENSES, Options
from data.ingest.pieces import Piece, PieceMaker, RowError, fitting, with_columns
from data.ingest.progress import Listener, Progress
from data.ingest.records import Faulty, Refused, Source
from data.ingest.rejecting import Rejected, as_text
from data.ingest.report import NOT_READ, FileReport, Report
from data.ingest.staging import PIECES, Staging
from data.ingest.stories import StoryGrouper, StorySettings
from data.ingest.version import version
from data.ingest.writing import PIECE, CorpusFiles

# Values that decide how a file's dates are read, unless they can be read two ways.
DATES_LOOKED_AT = 5_000
AT_ONCE, SIGNS_AT_ONCE = 1_000, 4_000_000
TOLD_EVERY = 0.25
# The fields of a piece that may be long.
WORDS = slice(Piece._fields.index("title"), Piece._fields.index("stated"))


def ingest(
    paths: Sequence[Path],
    options: Options,
    listener: Listener = lambda progress: None,
    *,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Make or add to a corpus from files and folders, and return what became of each row.

    The corpus is the old one until the new one is whole. dry_run: read all, write nothing.
    strict: a row rejected, or a value left out of one, is an error.
    Errors: IngestError, one sentence; then nothing was changed.
    """
    folder = corpus_folder(options.corpus)
    if options.append:
        check_is_there(folder)
        options = present.as_before(options, folder)
    try:
        with one_at_a_time(folder), Run(folder, options, listener) as run:
            if not options.append and not dry_run:
                run.report.notes.extend(present.replaced(folder))
            if options.append:
                run.take_present(present.pieces(folder))
            run.read(paths)
            run.merge()
            if strict:
                run.check_all_was_read()
            if not dry_run:
                run.write()
    except OSError as error:
        raise IngestError(
            f"{error.filename or folder}: {error.strerror or error}. Nothing was changed."
        ) from error
    if not dry_run:
        run.report.notes.extend(code_built(folder, listener))
    return run.report


class Run:
    """One ingest under way: take_present or read, then merge, then write."""

    def __init__(self, folder: Path, options: Options, listener: Listener) -> None:
        self.folder, self.options, self._listener = folder, options, listener
        self.report = Report(corpus=options.corpus, folder=str(folder))
        self._settings = StorySettings() if options.stories else None
        self._enrichers = Enrichers(options.senses or SENSES, self._settings, options.processes)
        self._inputs = Inputs()
        self._outlet_basis: dict[str, str] = {}
        self._before: Manifest | None = None
        self._earlier: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._one_file = False
        self._fitted: set[str] = set()
        self._held: list[Piece] = []
        self._signs = 0
        self._told = 0.0
        self._rows = 0
        self._stories = 0
        self._seconds: dict[str, float] = {}

    def __enter__(self) -> "Run":
        self._building = new_build(self.folder)
        self._aside = self._building.__enter__()
        self._staging = Staging(self.folder)
        self._rejected = Rejected(self._staging.folder / "rejects.arrow")
        self._remarks = Rejected(self._staging.folder / "remarks.arrow")
        return self

    def __exit__(self, *error: object) -> None:
        self._enrichers.close()
        self._rejected.close()
        self._remarks.close()
        self._staging.close()
        self._building.__exit__(*error)

    def take_present(
        self,
        pieces: Iterable[pa.Table],
        given: Callable[[pa.Table], object] = lambda table: None,
        taken: Callable[[pa.Table], object] = lambda table: None,
    ) -> None:
        """Stage what is in the corpus already, before anything new.

        given, taken: told of each table before and after countries were looked for.
        """
        self._before = read_manifest(self.folder)
        for table in pieces:
            given(table)
            for ready in self._enrichers.give(table):
                taken(ready)
                self._staging.add(ready)
            self._tell("reading", self._staging.rows, self._before.kept, done=self._staging.rows)
        for ready in self._enrichers.rest():
            taken(ready)
            self._staging.add(ready)
        present.copy_account(self.folder, self._rejected, self._remarks)
        self._outlet_basis |= present.outlet_basis(self.folder)
        self._earlier = dict(self._rejected.counts), dict(self._remarks.counts)
        self.report.before = self._before.kept

    def read(self, paths: Sequence[Path]) -> None:
        """Read all files; their pieces are staged, their rejects written."""
        from data.ingest.readers import sources

        with self._timed("reading"):
            known = self._before.inputs if self._before else ()
            wanted = self._inputs.take(paths, known)
            self._one_file = len(wanted) == 1 and not wanted[0].is_dir()
            self.report.notes.extend(self._inputs.notes)
            for source in sources(wanted, encoding=self.options.encoding):
                if isinstance(source, Refused):
                    self._refuse(source)
                else:
                    self._read(source)
                    self._inputs.finished(source)
            self._hand_over()
            self._drain()
        self._check_columns()

    def _check_columns(self) -> None:
        """Check that every column asked for is in some file. Errors: IngestError."""
        columns = self.options.columns.values()
        unknown = [one for one in columns if one and one not in self._fitted]
        if unknown and not self._one_file and self.report.files:
            raise IngestError(f"None of the files has a column {unknown[0]!r}.")

    def merge(self) -> None:
        """Choose the rows to keep and count them by file."""
        with self._timed("sorting"):
            self._tell("sorting", 0, 0, force=True)
            counts = self._staging.merged()
        for part, one in enumerate(self.report.files, 1):
            one.kept = int(counts["kept"].get(part, 0))
            one.merged = one.read - one.rejected - one.kept
        self.report.pieces = int(counts["kept"].sum())
        self.report.undated = int(counts["undated"].sum())
        if ahead := int(counts["ahead"].sum()):
            self.report.notes.append(f"{ahead:,} dated after today, as their files have it.")
        self.report.reasons = _without(self._rejected.counts, self._earlier[0])
        self.report.remarks = _without(self._remarks.counts, self._earlier[1])
        self.report.examples = self._remarks.examples | self._rejected.examples
        if not self.report.pieces:
            raise IngestError(self._nothing())

    def check_all_was_read(self) -> None:
        """Check that no row and no value was left out. Errors: IngestError, naming the first."""
        for left_out in (self._rejected, self._remarks):
            if left_out.first:
                file, line, reason, row = left_out.first
                raise IngestError(f"{file}, line {line}: {reason}: {row!r}.")

    def write(self) -> None:
        """Write the corpus and put it in its place."""
        grouper = StoryGrouper(self._settings) if self._settings else None
        account = Account(
            merged=self.report.merged + (self._before.merged if self._before else 0),
            rejects=self._rejected.close(),
            rejected=self._rejected.rows,
            remarks=self._remarks.close(),
            sources=self._sources(),
            outlet_basis=self._outlet_basis,
        )
        self._began_to_write = time.perf_counter()
        write_corpus(
            self._aside,
            self._told_of(self._with_stories(grouper)),
            self._about(),
            account,
            large=self.report.pieces >= LARGE,
        )
        self.report.stories = self._stories

    def _sources(self) -> pd.DataFrame:
        """Return what each file gave, those of earlier ingests first."""
        own = self.report.sources()
        return pd.concat([present.sources(self.folder), own]) if self._before else own

    def _read(self, source: Source) -> None:
        """Read one source, told apart row by row; a fault that ends it is kept as a reject."""
        columns = self.options.columns
        if not self._one_file:
            # Files read together need not share columns; each takes the choices that fit it.
            columns = fitting(source, columns)
            self._fitted.update(columns.values())
        source = replace(source, fields=with_columns(source, columns))
        dates = date_reading_of(source, self.options)
        again = partial(date_reading_of, source, self.options, whole=True)
        maker = PieceMaker(source, self.options, dates, again)
        about = FileReport(file=source.name, kind=source.kind)
        self.report.files.append(about)
        try:
            for row in source.rows():
                about.read += 1
                self._take(row, maker, about)
                self._tell_of(source)
        except IngestError as error:
            about.read += 1
            self._reject(about, 0, f"reading ended here: {error}", "")
        about.notes = [*source.notes, *filter(None, [maker.dates.evidence])]
        self._outlet_basis |= maker.outlet_basis
        self._hand_over()

    def _take(self, row: object, maker: PieceMaker, about: FileReport) -> None:
        if isinstance(row, Faulty):
            self._reject(about, row.line, row.reason, row.row)
            return
        try:
            piece = maker.made(row)
        except RowError as error:
            self._reject(about, row.line, str(error), as_text(row))
            return
        for line, reason, value in maker.remarks:
            self._remarks.add(about.file, line, reason, value)
        maker.remarks.clear()
        self._held.append(piece)
        self._rows += 1
        self._signs += sum(map(len, piece[WORDS]))
        if len(self._held) >= AT_ONCE or self._signs >= SIGNS_AT_ONCE:
            self._hand_over()

    def _hand_over(self) -> None:
        """Give the pieces held to whoever adds countries; stage what comes back."""
        if not self._held:
            return
        table = staged(self._held, len(self.report.files))
        self._held, self._signs = [], 0
        for ready in self._enrichers.give(table):
            self._staging.add(ready)

    def _drain(self) -> None:
        for ready in self._enrichers.rest():
            self._staging.add(ready)

    def _refuse(self, refused: Refused) -> None:
        about = FileReport(file=refused.name, kind=NOT_READ, read=1, rejected=1)
        about.notes.append(refused.sentence)
        self.report.files.append(about)
        self._rejected.add(refused.name, 0, refused.sentence, "", is_a_kind=False)

    def _reject(self, about: FileReport, line: int, reason: str, row: str) -> None:
        about.rejected += 1
        self._rejected.add(about.file, line, reason, row)

    def _with_stories(self, grouper: StoryGrouper | None) -> Iterator[pa.Table]:
        """Give the sorted pieces with their stories, as the corpus's files take them."""
        for pieces in self._staging.in_date_order():
            start = time.perf_counter()
            stories = pieces["article_id"]
            if grouper:
                names = (
                    *("article_id", "published_at", "signature", "title", "summary", "text"),
                    "outlet",
                )
                rows = zip(*(pieces[name].to_pylist() for name in names), strict=True)
                stories = pa.array([grouper.add(*row) for row in rows], pa.large_string())
            self._stories += pc.sum(pc.equal(stories, pieces["article_id"])).as_py() or 0
            self._add_seconds("stories", time.perf_counter() - start)
            whole = pieces.append_column("story_id", stories)
            yield whole.select(PIECE.names).cast(PIECE)
        if grouper:
            self.report.notes.extend(grouper.notes())

    def _told_of(self, parts: Iterator[pa.Table]) -> Iterator[pa.Table]:
        done = 0
        for part in parts:
            yield part
            done += part.num_rows
            self._tell("writing", done, self.report.pieces, done=done)

    def _about(self) -> About:
        """Return what the corpus says of itself; what is added to keeps what it said."""
        options, before = self.options, self._before
        licence, basis = options.licence, options.basis
        if before:
            licence = before.licence if licence == NOT_STATED else licence
            if basis not in ("exhaustive", before.basis):
                self.report.notes.append(
                    f"The corpus keeps how it says it was made ({before.basis}); build it anew to "
                    f"call it {basis}."
                )
            basis = before.basis
        return About(
            name=options.name or (before.name if before else self.folder.name),
            licence=licence,
            basis=basis,
            note=options.note or (before.note if before else ""),
            inputs=[*(before.inputs if before else ()), *self._inputs.said()],
            stories=self._settings.as_dict() if self._settings else {},
            made=self._made,
        )

    def _made(self, files: CorpusFiles) -> dict[str, Any]:
        """Return how the corpus came about, known when all is written but the manifest."""
        self._add_seconds("search", files.seconds)
        self._add_seconds("writing", time.perf_counter() - self._began_to_write)
        # From here on a call to stop comes too late: one rename makes the corpus the new one.
        self._tell("finishing", self.report.pieces, 0, force=True)
        before = self._before.made.get("countries", {}) if self._before else {}
        both = self._seconds | self._enrichers.seconds
        self.report.seconds = {stage: round(seconds, 3) for stage, seconds in both.items()}
        return {
            "version": version(),
            "countries": self._enrichers.tagged_with or before,
            "seconds": self.report.seconds,
        }

    def _nothing(self) -> str:
        first = next((one for one in self.report.files if one.notes), None)
        if not self.report.files:
            return "No file was found in what was given."
        if first and first.kind == NOT_READ:
            return first.notes[0]
        reason = next(iter(self._rejected.counts), "the files have no rows")
        where = self._rejected.examples.get(reason, "")
        return f"No row can be used: {reason}{f' ({where})' if where else ''}."

    def _tell_of(self, source: Source) -> None:
        if time.monotonic() - self._told > TOLD_EVERY:
            done, total = self._inputs.position(source)
            self._tell("reading", self._rows, total, done=done)

    def _tell(
        self, stage: str, rows: int, total: int, *, done: int = 0, force: bool = False
    ) -> None:
        now = time.monotonic()
        if force or now - self._told > TOLD_EVERY:
            self._told = now
            self._listener(Progress(stage, rows, done, total))

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._add_seconds(stage, time.perf_counter() - start)

    def _add_seconds(self, stage: str, seconds: float) -> None:
        self._seconds[stage] = self._seconds.get(stage, 0.0) + seconds


def staged(pieces: Sequence[Piece], part: int) -> pa.Table:
    """Return pieces of the part-th file as a table of staging.PIECES."""
    known = dict(zip(Piece._fields, zip(*pieces, strict=True), strict=True))
    stated = known.pop("stated")
    known |= {STATED: stated, "tag": [not one for one in stated]}
    known |= {CONFIDENCE: [None] * len(pieces), "part": [part] * len(pieces)}
    arrays = [pa.array(known[field.name], field.type) for field in PIECES]
    return pa.table(arrays, schema=PIECES)


def _without(counts: Mapping[str, int], earlier: Mapping[str, int]) -> dict[str, int]:
    left = {reason: count - earlier.get(reason, 0) for reason, count in counts.items()}
    return {reason: count for reason, count in left.items() if count}


def date_reading_of(source: Source, options: Options, *, whole: bool = False) -> DateReading:
    """Return how a source's dates are read, by its first values or, where needed, by all.

    whole: by all in any case.
    """
    evidence = DateEvidence(wanted_order=options.date_order)
    column = source.fields.get("published", "")
    if not column:
        return evidence.reading()
    try:
        rows = source.rows()
        for row in islice(rows, DATES_LOOKED_AT):
            if not isinstance(row, Faulty):
                evidence.see(row.values.get(column, ""))
        if whole or evidence.needs_all:
            for row in rows:
                if evidence.settled and not whole:
                    break
                if not isinstance(row, Faulty):
                    evidence.see(row.values.get(column, ""))
    except IngestError:
        pass
    return evidence.reading()
