"""Whether a corpus has still to be coded, known without loading what codes it."""

import logging
from collections.abc import Iterator
from pathlib import Path

from data.coding.codebook import CodebookError, coding_key
from data.corpus.codings import find_coding
from data.corpus.errors import CorpusError
from data.corpus.layout import named_build
from data.ingest.errors import IngestError
from data.ingest.progress import Listener

log = logging.getLogger("accord_atlas")


def is_coded(folder: Path) -> bool:
    """Say whether a corpus is coded with the codebook of now.

    Errors: CodebookError, CorpusError.
    """
    return find_coding(folder, named_build(folder), coding_key()) is not None


def code_built(folder: Path, listener: Listener) -> Iterator[str]:
    """Code a corpus that was just built; yield a sentence where that could not be done.

    The corpus stands without it: all pages but the reasons do.
    """
    # What codes takes a moment to import, and most starts of the app need none of it.
    from data.ingest.coding import code_corpus

    try:
        code_corpus(folder, listener)
    except (CodebookError, CorpusError, IngestError, OSError) as error:
        yield f"The reasons in it are not coded: {error}"


def code_where_needed(folder: Path) -> None:
    """Code a corpus that is not coded with the codebook of now; log why where it cannot be."""
    try:
        if is_coded(folder):
            return
    except (CodebookError, CorpusError) as error:
        log.warning("not coded: %s", error)
        return
    for sentence in code_built(folder, lambda progress: None):
        log.warning("%s", sentence)
