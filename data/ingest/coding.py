"""Coding the reasons in a corpus, with the codebook as it is now, and keeping the outcome.

Run as: python -m data.ingest.coding FOLDER...
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from data.coding.codebook import Codebook, CodebookError, load_codebook
from data.coding.coder import Coder
from data.corpus.codings import coding_homes, find_coding, read_coding
from data.corpus.columns import SINGLE
from data.corpus.errors import CorpusError
from data.corpus.home import corpus_folder
from data.corpus.layout import COLUMNS, TEXTS, read_manifest
from data.corpus.tables import coded, read_table
from data.ingest.coded_columns import CodedColumns
from data.ingest.errors import IngestError
from data.ingest.progress import Listener, Progress

AT_ONCE = 2_000
ASIDE = ".coding-"
LOCK = ".lock"
STAGE = "coding"


def code_corpus(folder: Path, listener: Listener = lambda progress: None) -> bool:
    """Code a corpus with the codebook of now; return False where that was done already.

    The coding is whole or not there; what an earlier codebook coded goes when it is. Of two
    processes that code one corpus the second waits and finds it done.
    Errors: IngestError, CodebookError, CorpusError: one sentence; then nothing was changed.
    """
    codebook = load_codebook()
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
            _put_in_place(aside, target)
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


def _put_in_place(aside: Path, target: Path) -> None:
    """Rename the finished coding to its place, and remove what came before it."""
    if target.exists():
        target.rename(aside / "damaged")
    (aside / "new").rename(target)
    for other in target.parent.iterdir():
        if other.is_dir() and other not in (target, aside):
            shutil.rmtree(other, ignore_errors=True)


def _write(folder: Path, build: str, codebook: Codebook, aside: Path, listener: Listener) -> None:
    coder, columns = _coder(codebook.key), CodedColumns(codebook)
    done = 0
    for pieces, total in _pieces(folder / build):
        for row, (*piece, own) in enumerate(pieces, done):
            codes, named = coder.read(*piece)
            columns.add(row, codes, named | coder.agreements_said(own))
        done += len(pieces)
        listener(Progress(STAGE, done, done, total))
    (aside / "new").mkdir()
    columns.write(aside / "new", {"key": codebook.key, "pieces": done})


# Making a coder takes as long as coding a thousand headlines, and a folder of corpora needs one.
@lru_cache(maxsize=1)
def _coder(key: str) -> Coder:
    return Coder(load_codebook())


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


def main(given: Sequence[str]) -> int:
    """Code the corpora of these names or folders; say what was done of each."""
    for wanted in given:
        try:
            is_new = code_corpus(corpus_folder(wanted))
        except (IngestError, CodebookError, CorpusError) as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{wanted}: {'coded' if is_new else 'was coded already'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
