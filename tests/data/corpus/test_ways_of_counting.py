"""Every way of counting must give the same answer; which one is quickest is chosen by cost."""

import numpy as np
import pandas as pd
import pytest

from data.corpus import LocalCorpus, counting
from data.corpus.protocol import FACETS, PERIODS
from data.filter_fields import OF
from data.filters import Filters
from data.ingest.build import build
from tests.benchmarks.corpus_generator import pieces

FREE, DEAR = 0, 10**12
WAYS = {
    "bitmaps": {"MEET": FREE, "MEET_CONTAINER": FREE, "SEARCH": FREE, "ROW": DEAR},
    "codes": {"MEET": DEAR},
    "ranks": {"RANK": FREE, "RANK_CONTAINER": FREE, "UNPACK": DEAR},
    "unpacked": {"RANK": DEAR},
    "sparse": {"MEET": DEAR, "DENSE": 0},
    "very sparse": {"MEET": DEAR, "DENSE": 0, "LARGEST_KEY": 0},
}
STATES = (
    Filters(),
    Filters(language=("en", "ar")),
    Filters(country=("AAA", "ABL"), topic=("trade", "energy")),
    Filters(outlet=("Outlet 0000",), q="word0"),
    Filters(outlet=("nobody",)),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> LocalCorpus:
    """Return 3,000 pieces: stories of two, some months and years, one in nine undated."""
    rows = pieces(3_000)
    at = np.arange(len(rows))
    precision = np.select([at % 7 == 0, at % 11 == 0], ["month", "year"], "day")
    moments = rows["published_at"].to_numpy()
    for name, unit in (("month", "M"), ("year", "Y")):
        moments = np.where(precision == name, moments.astype(f"datetime64[{unit}]"), moments)
    rows = rows.assign(
        published_at=pd.Series(moments).where(at % 9 != 4),
        precision=precision,
        story_id=(at // 2).astype(str),
    )
    folder = tmp_path_factory.mktemp("ways") / "corpus"
    return LocalCorpus(build(rows, folder, name="x", licence="x", basis="exhaustive"))


def answers(corpus: LocalCorpus) -> list[pd.DataFrame]:
    sets = [(), *((name,) for name in (*PERIODS, *FACETS.values()))]
    sets += [("week", "country"), ("topic", "month"), ("year", "outlet"), ("country", "topic")]
    sets += [("day", "language", "country"), ("outlet", "country", "topic", "week")]
    counts = [corpus.count(f, by, of) for f in STATES for by in sets for of in OF]
    return counts + [corpus.options(f) for f in STATES]


@pytest.fixture(scope="module")
def usual(corpus: LocalCorpus) -> list[pd.DataFrame]:
    return answers(corpus)


@pytest.mark.parametrize("way", list(WAYS))
def test_every_way_gives_the_same_answer(
    corpus: LocalCorpus,
    usual: list[pd.DataFrame],
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A large corpus, for which another way is cheaper, is counted wrong."""
    for name, cost in WAYS[way].items():
        monkeypatch.setattr(counting, name, cost)
    for expected, found in zip(usual, answers(corpus), strict=True):
        pd.testing.assert_frame_equal(found, expected)
