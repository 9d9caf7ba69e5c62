"""Opening a corpus, whatever kind it is."""

from pathlib import Path

from data.corpus.errors import CorpusError
from data.corpus.layout import MANIFEST
from data.corpus.local import LocalCorpus
from data.corpus.protocol import Corpus


def open_corpus(folder: Path | str) -> Corpus:
    """Open a corpus folder. Errors: CorpusError, one sentence naming folder, file and fault."""
    manifest = Path(folder) / MANIFEST
    before = _stamp(manifest)
    try:
        return LocalCorpus(folder)
    except CorpusError:
        # A rebuild may have put its own manifest in place, and removed these files, meanwhile.
        if _stamp(manifest) == before:
            raise
        return LocalCorpus(folder)


def _stamp(manifest: Path) -> tuple[int, int] | None:
    try:
        found = manifest.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
