"""Telling how far an ingest has come: a bar for people, a small file for programs."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from data.ingest.progress import Progress
from data.ingest.report import Report

if TYPE_CHECKING:
    from data.ingest.preview import FilePreview

MEBIBYTE = 1 << 20


class Telling:
    """A Listener that draws a bar and writes the state to a file, replaced as a whole."""

    def __init__(self, path: Path | None, *, quiet: bool) -> None:
        self._path, self._quiet = path, quiet
        self._stage = ""
        self._began = time.monotonic()
        self._bar: "tqdm | None" = None  # noqa: F821, UP037

    def __enter__(self) -> "Telling":
        self._write({"state": "running", "stage": "reading", "rows": 0, "done": 0, "total": 0})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        if error is not None:
            self._write({"state": "failed", "message": str(error) or "It was stopped."})

    def __call__(self, progress: Progress) -> None:
        """Take note of a moment."""
        if progress.stage != self._stage:
            self._stage, self._began = progress.stage, time.monotonic()
            self._close()
        seconds = time.monotonic() - self._began
        left = _left(progress, seconds)
        self._write(
            {
                "state": "running",
                "stage": progress.stage,
                "rows": progress.rows,
                "done": progress.done,
                "total": progress.total,
                "rate": progress.rows / seconds if seconds else 0.0,
                "seconds_left": left,
            }
        )
        self._draw(progress, seconds)

    def done(self, report: Report | None) -> None:
        """Say that all went well."""
        self._close()
        said = json.loads(report.as_json()) if report else {}
        self._write({"state": "done", "report": said, "corpus": said.get("corpus", "")})

    def _draw(self, progress: Progress, seconds: float) -> None:
        if self._quiet or not sys.stderr.isatty():
            return
        from tqdm import tqdm

        if self._bar is None:
            of_bytes = progress.stage == "reading"
            self._bar = tqdm(
                desc=progress.stage,
                total=progress.total or None,
                unit="B" if of_bytes else " rows",
                unit_scale=True,
                leave=True,
            )
        rate = progress.rows / seconds if seconds else 0
        self._bar.set_postfix_str(f"{progress.rows:,} rows, {rate:,.0f}/s", refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _write(self, state: dict) -> None:
        if self._path is None:
            return
        aside = self._path.with_name(f".{self._path.name}.new")
        aside.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        aside.replace(self._path)


def explained(one: "FilePreview") -> Iterator[str]:
    """Give what was recognised of a file and how each column is read, in lines."""
    if one.refused:
        yield f"{one.name}: not read. {one.refused}"
        return
    yield f"{one.name}: {one.kind}"
    yield from (f"  {note}" for note in one.notes)
    width = max((len(column) for column, _, _ in one.columns), default=0)
    for column, sample, field in one.columns:
        read = f"read as {field}" if field else "not read"
        yield f"  {column:<{width}}  {read:<22}  {sample}"
    for piece in one.first.head(3).to_dict("records"):
        when = f"{piece['published_at']:%Y-%m-%d}" if piece["precision"] else "undated"
        title = piece["title"] or piece["summary"][:80] or piece["text"][:80] or piece["url"]
        yield f"  {when} · {piece['outlet'] or 'no outlet'} · {piece['countries']} · {title[:80]}"
    yield from (f"  {fault}" for fault in one.faults[:10])


def _left(progress: Progress, seconds: float) -> float | None:
    if not progress.done or not progress.total:
        return None
    return round(seconds * (progress.total - progress.done) / progress.done, 1)
