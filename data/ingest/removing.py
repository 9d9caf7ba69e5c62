"""Removing a corpus from the user's folder: gone in one step, its files a moment later."""

import secrets
import shutil
from contextlib import suppress

from data.corpus.home import checked_name, corpora_folder
from data.corpus.layout import MANIFEST
from data.ingest.errors import IngestError
from data.ingest.lock import one_at_a_time

ASIDE = ".removed-"


def remove_corpus(name: str) -> None:
    """Remove a corpus of the corpora folder; readers who have it open keep it until they leave.

    Errors: CorpusError for what is no name, IngestError where it is written to or cannot go.
    """
    folder = corpora_folder() / checked_name(name)
    if not (folder / MANIFEST).is_file():
        raise IngestError(f"There is no corpus {name!r} in {corpora_folder()}.")
    with one_at_a_time(folder):
        pass  # Only to know that nothing is being added to it.
    aside = folder.with_name(f"{ASIDE}{secrets.token_hex(4)}")
    try:
        folder.rename(aside)
    except OSError as error:
        raise IngestError(f"{folder} cannot be removed: {error.strerror or error}.") from error
    with suppress(OSError):
        # What an earlier removal had to leave behind goes as well.
        for left in corpora_folder().glob(f"{ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
