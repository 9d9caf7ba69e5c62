"""Whether the reasons in the corpus shown are coded, and starting that."""

from pathlib import Path

from components.cached.held import corpus
from components.chosen_corpus import chosen
from data.coding.codebook import coding_key
from data.ingest.builtin import builtin_corpus_folder
from data.ingest.coding_job import CodingState, coding_state
from data.ingest.coding_job import start_coding as start

DONE = CodingState("done")


def how_coded() -> CodingState:
    """Return how the coding of the corpus shown stands. Errors: CodebookError, CorpusError."""
    # The answer most often given costs a look at the codebook's files.
    return DONE if corpus().coded(coding_key()) else coding_state(_folder())


def start_coding() -> None:
    """Code the corpus shown in the background. Errors: IngestError, CodebookError."""
    start(_folder())


def _folder() -> Path:
    from components.cached.held import is_built_in

    return builtin_corpus_folder() if is_built_in() else chosen().folder
