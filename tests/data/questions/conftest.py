"""How the questions' tests come by a corpus: pieces typed out, built into a folder of their own."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.corpus import Corpus, open_corpus
from data.ingest.build import build

# A piece is a tuple of these, "" for what is left out at its end.
PIECE = ("published_at", "countries", "outlet", "outlet_country", "language", "topics", "story_id")
SPAN = ("outlet", "first_day", "last_day")


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Corpus]:
    """Return a function from pieces (tuples of PIECE), stated spans and titles to a corpus."""
    home, number = tmp_path_factory.mktemp("typed"), itertools.count()

    def made(pieces: list[tuple], spans: list[tuple] | None = None, **columns: list) -> Corpus:
        padded = [(*piece, *[""] * (len(PIECE) - len(piece))) for piece in pieces]
        rows = pd.DataFrame(padded, columns=PIECE).assign(**columns)
        rows["published_at"] = pd.to_datetime(rows["published_at"]).astype("datetime64[us]")
        rows["countries"] = rows["countries"].astype("str").str.replace(" ", ";")
        collected = None if spans is None else pd.DataFrame(spans, columns=SPAN)
        about = {"name": "Typed", "licence": "none", "basis": "exhaustive"}
        folder = Path(home / str(next(number)))
        return open_corpus(build(rows, folder, collected=collected, **about))

    return made
