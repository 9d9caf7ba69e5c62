"""Opening a corpus, whatever kind it is."""

from pathlib import Path

from data.corpus.local import LocalCorpus
from data.corpus.protocol import Corpus


def open_corpus(folder: Path | str) -> Corpus:
    """Open a corpus folder. Errors: CorpusError, one sentence naming folder, file and fault."""
    return LocalCorpus(folder)
