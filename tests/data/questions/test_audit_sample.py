"""Samples of the pieces behind a figure: of the right pieces, in order, the same for all."""

from pathlib import Path

import pandas as pd
import pytest

from data.corpus import LocalCorpus
from data.corpus.protocol import ARTICLE_COLUMNS
from data.filters import Filters
from data.ingest.build import build
from data.questions.audit_sample import audit_sample


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> LocalCorpus:
    """Return 200 pieces of two outlets, every tenth undated."""
    day = pd.Series(pd.date_range("2025-01-01", periods=200).astype("datetime64[us]"))
    rows = pd.DataFrame(
        {
            "article_id": [f"p{number}" for number in range(200)],
            "published_at": day.where(day.index % 10 != 0),
            "precision": ["" if number % 10 == 0 else "day" for number in range(200)],
            "outlet": ["A" if number % 4 else "B" for number in range(200)],
            "title": [f"Title {number}" for number in range(200)],
        }
    )
    folder: Path = tmp_path_factory.mktemp("audit") / "corpus"
    return LocalCorpus(build(rows, folder, name="x", licence="x", basis="exhaustive"))


def test_a_sample_is_of_the_pieces_chosen_in_date_order(corpus: LocalCorpus) -> None:
    """A piece is not behind the figure, stands twice, or they are out of order."""
    found = audit_sample(corpus, Filters(outlet=("A",)))
    assert tuple(found.columns) == ARTICLE_COLUMNS
    assert len(found) == found["article_id"].nunique() == 50
    assert set(found["outlet"]) == {"A"}
    assert found["row"].is_monotonic_increasing
    dated = found["published_at"].dropna()
    assert dated.is_monotonic_increasing and len(dated) < 50
    assert found.index.tolist() == list(range(50))


def test_one_view_has_one_sample_and_each_draw_another(corpus: LocalCorpus) -> None:
    """Two readers of one view see other pieces, or another draw gives the same ones."""
    one = audit_sample(corpus, Filters(outlet=("A",)))
    same = audit_sample(corpus, Filters(outlet=("A",), every="week", measure="share", page=3))
    other = audit_sample(corpus, Filters(outlet=("A",)), draw=2)
    pd.testing.assert_frame_equal(one, same)
    assert set(one["article_id"]) != set(other["article_id"])


@pytest.mark.parametrize(("asked", "size", "rows"), [("B", 50, 50), ("B", 7, 7), ("nobody", 50, 0)])
def test_no_more_pieces_than_there_are(
    corpus: LocalCorpus, asked: str, size: int, rows: int
) -> None:
    """A small or empty choice fails, or is filled up with pieces from elsewhere."""
    found = audit_sample(corpus, Filters(outlet=(asked,)), size=size)
    assert len(found) == rows
    assert tuple(found.columns) == ARTICLE_COLUMNS


def test_the_sample_of_a_chart_leaves_out_what_has_no_place_on_it(corpus: LocalCorpus) -> None:
    """An undated piece is judged as if it stood behind a point."""
    everything = audit_sample(corpus, Filters(), size=200)
    placed = audit_sample(corpus, Filters(), size=200, every="month")
    assert (len(everything), len(placed)) == (200, 180)
    assert placed["published_at"].notna().all()
    assert placed.index.tolist() == list(range(180))
