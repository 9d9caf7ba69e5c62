"""What is added to pieces: language, countries, and the signature that finds copies.

Runs in processes beside the one that reads; tables go to and fro as Arrow bytes.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data.corpus.columns import CONFIDENCE
from data.ingest.errors import IngestError
from data.ingest.stories import StorySettings, signature

if TYPE_CHECKING:
    from data.ingest.tagging import Tagger

# As many letters of a text as decide its language.
READ_FOR_LANGUAGE = 600
# Below these a second process costs more than it saves.
PIECES_ALONE = 2_000


class Enricher:
    """Adds what a piece's own words say. seconds: time spent, by step."""

    def __init__(self, senses: Sequence[str], stories: StorySettings | None) -> None:
        self._senses, self._stories = tuple(senses), stories
        self.seconds: dict[str, float] = {}

    @cached_property
    def tagger(self) -> "Tagger":
        """Return the tagger, loaded when first needed."""
        from data.ingest.tagging import load_tagger

        return load_tagger(self._senses)

    def forget(self) -> None:
        """Let go of the tagger, which takes more memory than all else here."""
        self.__dict__.pop("tagger", None)

    def enriched(self, pieces: pa.Table) -> pa.Table:
        """Return pieces with language and its confidence, countries as "KAZ:3:1", signature."""
        rows = pieces.to_pylist()
        with self._timed("language"):
            self._add_languages(rows)
        with self._timed("tagging"):
            self._add_countries(rows)
        with self._timed("signature"):
            signatures = [self._signature(row) for row in rows]
        for name in ("language", "countries", CONFIDENCE):
            values = pa.array([row[name] for row in rows], pieces.schema.field(name).type)
            pieces = pieces.set_column(pieces.column_names.index(name), name, values)
        return pieces.append_column("signature", pa.array(signatures, pa.binary()))

    def _add_languages(self, rows: list[dict]) -> None:
        from data.ingest.languages import detect

        for row in rows:
            if not row["language"]:
                words = f"{row['title']}. {row['summary'] or row['text'][:READ_FOR_LANGUAGE]}"
                language, confidence = detect(words)
                row["language"] = language
                row[CONFIDENCE] = confidence if language else None

    def _add_countries(self, rows: list[dict]) -> None:
        for row in rows:
            if row["tag"]:
                tags = self.tagger.tag(
                    row["title"],
                    row["summary"],
                    row["text"],
                    language=row["language"],
                    outlet=row["outlet"],
                )
                row["countries"] = ";".join(
                    f"{tag.country}:{tag.count}:{tag.in_title:d}" for tag in tags
                )

    def _signature(self, row: dict) -> bytes:
        if self._stories is None:
            return b""
        return signature(row["title"], row["summary"], row["text"], self._stories)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start


class Enrichers:
    """One enricher here, and as many in other processes as asked for once there is work for them.

    Tables come back in the order in which they were given.
    """

    def __init__(
        self, senses: Sequence[str], stories: StorySettings | None, processes: int
    ) -> None:
        self._own = Enricher(senses, stories)
        self._given = senses, stories
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: list[Future[bytes]] = []
        self._done = 0
        self._tagged = False
        self.seconds = self._own.seconds

    def give(self, pieces: pa.Table) -> Iterator[pa.Table]:
        """Take a table; give back what is ready, and wait where too much is under way."""
        self._done += pieces.num_rows
        self._tagged = self._tagged or bool(pc.any(pieces["tag"]).as_py())
        if not self._processes or (self._pool is None and self._done <= PIECES_ALONE):
            yield self._own.enriched(pieces)
            return
        if self._pool is None:
            self._own.forget()
            self._pool = ProcessPoolExecutor(
                self._processes, get_context("spawn"), _begin, self._given
            )
        self._waiting.append(self._pool.submit(_work, _bytes(pieces)))
        while len(self._waiting) > 2 * self._processes or (
            self._waiting and self._waiting[0].done()
        ):
            yield self._taken()

    def rest(self) -> Iterator[pa.Table]:
        """Give back what is still under way, and let go of what took memory for it."""
        while self._waiting:
            yield self._taken()
        self.close()
        self._pool = None
        self._own.forget()

    @property
    def tagged_with(self) -> dict[str, str]:
        """Return what countries were looked for with; empty where none were."""
        from data.ingest.tagging import gazetteer

        if not self._tagged:
            return {}
        checksum = gazetteer.checksum(gazetteer.GAZETTEER, gazetteer.CONTEXTS)
        return {"gazetteer": checksum, "senses": ",".join(self._given[0])}

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _taken(self) -> pa.Table:
        try:
            table = _table(self._waiting.pop(0).result())
        except BrokenProcessPool as error:
            raise IngestError(
                "A process that looks for countries was stopped, perhaps for want of memory. "
                "Nothing was changed; try again, with --processes 0 where memory is short."
            ) from error
        for name, seconds in table.schema.metadata.items():
            step = name.decode()
            self.seconds[step] = self.seconds.get(step, 0.0) + float(seconds)
        return table.replace_schema_metadata(None)


_own: list[Enricher] = []


def _begin(senses: Sequence[str], stories: StorySettings | None) -> None:
    # The process that reads is told of Ctrl-C, and its end, however it comes, is ours too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _own.append(Enricher(senses, stories))


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)


def _work(data: bytes) -> bytes:
    enricher = _own[0]
    enricher.seconds.clear()
    table = enricher.enriched(_table(data))
    said = {step: f"{seconds:.6f}" for step, seconds in enricher.seconds.items()}
    return _bytes(table.replace_schema_metadata(said))


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def _table(data: bytes) -> pa.Table:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()
