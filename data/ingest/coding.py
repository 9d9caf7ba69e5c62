"""Coding the reasons in a corpus, with the codebook as it is now, and keeping the outcome.

Run as: python -m data.ingest.coding CORPUS, its name or its folder.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data.coding.codebook import Codebook, CodebookError, load_codebook
from data.coding.coder import Coder
from data.corpus.codings import LOCK, coding_homes, find_coding, read_coding
from data.corpus.columns import SINGLE
from data.corpus.errors import CorpusError
from data.corpus.home import corpus_folder
from data.corpus.layout import COLUMNS, TEXTS, read_manifest
from data.corpus.tables import coded, read_table
from data.facts import FILES
from data.ingest.coded_columns import CodedColumns
from data.ingest.errors import IngestError
from data.ingest.progress import Listener, Progress
from data.ingest.telling import Telling

AT_ONCE = 2_000
TOLD_EVERY = 0.25
ASIDE = ".coding-"
# Codings of one build: an edit of the codebook that is taken back costs no second coding.
KEPT = 2
STAGE = "coding"
STOPPED = "Stopped. Nothing was changed."


def code_corpus(
    folder: Path, listener: Listener = lambda progress: None, files: Path = FILES
) -> bool:
    """Code a corpus with the codebook of now; return False where that was done already.

    files: the folder of the codebook. The coding is whole or not there; the one made before it for
    the same build stays, older ones go. Of two processes that code one corpus the second waits and
    finds it done.
    Errors: IngestError, CodebookError, CorpusError: one sentence; then nothing was changed.
    """
    codebook = load_codebook(files)
    build = read_manifest(folder).build
    if find_coding(folder, build, codebook.key):
        return False
    with _home(folder) as home:
        target = home / f"{build}-{codebook.key}"
        if read_coding(target):
            return False
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=home))
        try:
            _write(folder, build, codebook, aside, listener)
            if read_manifest(folder).build != build:
                raise IngestError(f"{folder.name} was built again while it was coded.")
            _put_in_place(aside, target, build)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return True


@contextmanager
def _home(folder: Path) -> Iterator[Path]:
    """Hold the folder in which the codings of a corpus are kept: the first that can be written."""
    from filelock import FileLock

    fault: OSError | None = None
    for home in coding_homes(folder):
        try:
            home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(home / LOCK)
            lock.acquire()
        except OSError as error:
            fault = error
            continue
        try:
            yield home
        finally:
            lock.release()
        return
    raise IngestError(f"The coding of {folder.name} cannot be kept: {fault}.")


def _put_in_place(aside: Path, target: Path, build: str) -> None:
    """Rename the finished coding to its place; of those before it the newest of the build stay."""
    if target.exists():
        target.rename(aside / "damaged")
    (aside / "new").rename(target)
    others = [one for one in target.parent.iterdir() if one.is_dir()]
    others = [one for one in others if one not in (target, aside)]
    own = [one for one in others if one.name.startswith(f"{build}-")]
    kept = sorted(own, key=lambda one: one.stat().st_mtime_ns, reverse=True)[: KEPT - 1]
    for other in others:
        if other not in kept:
            shutil.rmtree(other, ignore_errors=True)


def _write(folder: Path, build: str, codebook: Codebook, aside: Path, listener: Listener) -> None:
    coder, columns = Coder(codebook), CodedColumns(codebook)
    done, told = 0, 0.0
    listener(Progress(STAGE, 0, 0, 0))
    for pieces, total in _pieces(folder / build):
        for row, (*piece, own) in enumerate(pieces, done):
            codes, named = coder.read(*piece)
            columns.add(row, codes, named | coder.agreements_said(own))
        done += len(pieces)
        if done == total or time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            listener(Progress(STAGE, done, done, total))
    (aside / "new").mkdir()
    columns.write(aside / "new", {"key": codebook.key, "pieces": done})


def _pieces(files: Path) -> Iterator[tuple[list[tuple[str, ...]], int]]:
    """Yield pieces by row, and how many in all.

    A piece: title, summary, text, language, kind, agreement as its file says it.
    """
    texts = read_table(files, TEXTS, ("title", "summary", "text", "agreement"))
    columns = read_table(files, COLUMNS, SINGLE)
    language, kind = (coded(columns, name) for name in ("language", "kind"))
    first = 0
    for batch in texts.to_batches():
        for start in range(0, batch.num_rows, AT_ONCE):
            part = batch.slice(start, AT_ONCE)
            rows = slice(first, first + part.num_rows)
            first = rows.stop
            words = [part.column(name).to_pylist() for name in ("title", "summary", "text")]
            known = [values[codes[rows]] for codes, values in (language, kind)]
            own = part.column("agreement").to_pylist()
            yield list(zip(*words, *known, own, strict=True)), texts.num_rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Code a corpus and say so; 0, or 1 with one sentence."""
    parser = argparse.ArgumentParser(prog="python -m data.ingest.coding", description=__doc__)
    parser.add_argument("corpus", help="its name, or the path of its folder")
    parser.add_argument("--progress-file", type=Path, help="where to write the state as JSON")
    asked = parser.parse_args(arguments)
    # An end that is asked for is an end in order: what was written aside is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    try:
        with Telling(asked.progress_file, quiet=False) as telling:
            is_new = code_corpus(corpus_folder(asked.corpus), telling)
            telling.done(None)
    except (IngestError, CodebookError, CorpusError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130
    print(f"{asked.corpus}: {'coded' if is_new else 'it was coded already'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
