"""How the contract's tests come by a corpus; a second kind is one more name in KINDS."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.corpus import Corpus, open_corpus
from data.ingest.build import build


def _local(rows: pd.DataFrame, folder: Path, **about: object) -> Corpus:
    about = {"name": "Test", "licence": "none", "basis": "exhaustive"} | about
    return open_corpus(build(rows, folder, **about))


KINDS = {"local": _local}


@pytest.fixture(scope="session", params=list(KINDS))
def make_corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Corpus]:
    """Return a function from rows to a corpus of the kind under test."""
    home, number = tmp_path_factory.mktemp("corpora"), itertools.count()

    def made(rows: pd.DataFrame, **about: object) -> Corpus:
        return KINDS[request.param](rows, home / str(next(number)), **about)

    return made
