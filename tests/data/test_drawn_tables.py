"""One table for a figure: the card's, the download's, the command's and the replay's are one."""

import ast
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from pandas.testing import assert_frame_equal
from streamlit.testing.v1 import AppTest

from components import download as menu
from components.everything import Held, everything_files
from data.corpus import open_corpus
from data.export.bundle import Parts, bundle
from data.export.column_meanings import meaning, row_meaning
from data.export.saved_view import read_view
from data.export.view import View
from data.filter_fields import OF
from data.filters import FilterError, Filters
from data.ingest.build import build
from data.replay import replayed
from data.tables import (
    COUNTED,
    LONGEST_SUMMARY,
    TABLES,
    WHOLE,
    coverage_whole,
    pieces,
)
from tests.data.saved_views import TODAY, held

ROOT = Path(__file__).parents[2]
NOVEMBER = (date(2025, 11, 1), date(2025, 11, 30))
ADDRESSES = {
    "none": {},
    "a country": {"country": "KAZ", "measure": "share", "every": "quarter"},
    "picked": {"picked": ["2025-11-01", "2025-11-30"], "bursts": "2,1", "breaks": "3"},
    "own press": {
        "country": "KAZ",
        "compare": "press",
        "measure": "share",
        "bursts": "2,1",
        "breaks": "3",
    },
    "two filters": {"compare": "versus", "versus": "topic=diplomacy", "country": "ISR"},
    "outlets": {"compare": "outlet", "dates": ["2024-01-01", "2025-12-31"], "places": "about"},
}
PAGES = ("overview", "membership", "coverage", "country", "articles", "corpus")
FILTERS = {
    "none": Filters(),
    "share": Filters(country=("KAZ", "ISR"), measure="share", every="quarter"),
    "stories": Filters(of="stories", q="minerals OR trade", picked=NOVEMBER),
    "press": Filters(country=("ISR",), compare="press", bursts="2,1", breaks="3"),
}


def named_in_calls() -> Iterator[tuple[str, str]]:
    """Yield each name given to a card or a download, with the file that gives it."""
    for path in sorted([*ROOT.glob("components/**/*.py"), *ROOT.glob("pages/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _shows(ast.unparse(node.func)):
                for word in node.keywords:
                    if word.arg == "name" and isinstance(word.value, ast.Constant):
                        yield word.value.value, path.name


def _shows(called: str) -> bool:
    name = called.rpartition(".")[2]
    return name.endswith("_card") or name in ("download", "download_articles", "_account")


def test_every_card_has_a_table() -> None:
    """A figure is offered whose ZIP cannot be built again, since nobody knows its table."""
    found = list(named_in_calls())
    assert len(found) > 12
    assert not [one for one in found if one[0] not in TABLES]


@pytest.mark.parametrize("figure", TABLES)
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_rows_and_columns_are_explained(figure: str, filters: Filters) -> None:
    """A README lists a column and does not say what it means."""
    assert row_meaning(figure)
    try:
        frame = TABLES[figure](*held(), filters, TODAY)
    except FilterError:
        return
    assert not [name for name in frame if not meaning(figure, name)]


def app_of_a_page(page: str) -> None:
    """Show a page as app.py does."""
    import importlib
    from datetime import date

    from components import address

    shown = importlib.import_module(f"pages.{page}_page")
    shown.render(address.read().filters, date.today())


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[View, Held]]:
    """Collect what each card of a page would put into its ZIP."""
    found: list[tuple[View, Held]] = []

    def noted(view: View, held: Held) -> tuple:
        found.append((view, held))
        return everything_files(view, held)

    monkeypatch.setattr(menu, "everything_files", noted)
    st.cache_data.clear()
    return found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_what_a_card_shows_is_its_table(
    page: str, address: dict[str, str | list[str]], offered: list[tuple[View, Held]]
) -> None:
    """A card draws other rows than the command prints, or a ZIP cannot be built again."""
    app = AppTest.from_function(app_of_a_page, kwargs={"page": page}, default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    assert not app.run().exception
    assert offered
    for view, card in offered:
        table = TABLES[view.figure](card.facts, card.corpus, view.filters, view.today)
        assert_frame_equal(
            card.frame().reset_index(drop=True), table.reset_index(drop=True), obj=view.figure
        )
        saved = read_view(io.BytesIO(bundle(view, card.frame(), Parts())))
        assert replayed(saved, card.facts, card.corpus).same, view.figure


@pytest.mark.parametrize("figure", WHOLE)
def test_the_whole_holds_what_is_drawn(figure: str) -> None:
    """The full data of a figure lack rows that the figure draws, or count something else."""
    filters = Filters(country=("KAZ",), dates=(date(2025, 1, 1), date(2025, 12, 31)), of="stories")
    drawn = TABLES[figure](*held(), filters, TODAY)
    full = WHOLE[figure](*held(), filters, TODAY)
    assert set(full["of"]) == {"articles", "stories", "outlets"}
    same = full[(full["of"] == "stories") & full["period"].isin(drawn["period"])]
    assert same["count"].tolist() == drawn["count"].tolist()
    assert full["period"].min() < drawn["period"].min()


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("compare", ["outlet", "topic", "country"])
def test_the_whole_has_the_lines_that_are_drawn(compare: str, of: str) -> None:
    """The full data are of other outlets than the figure, and of others in each unit."""
    days = (date(2020, 8, 1), date(2020, 12, 31))
    filters = Filters(compare=compare, dates=days, of=of)
    drawn = TABLES["coverage"](*held(), filters, TODAY)
    full = WHOLE["coverage"](*held(), filters, TODAY)
    for _, part in full.groupby("of"):
        assert part["series"].unique().tolist() == drawn["series"].unique().tolist()
    same = full[(full["of"] == of) & full["period"].isin(drawn["period"])]
    assert same["count"].tolist() == drawn["count"].tolist()


def test_too_many_buckets_for_all_days_is_a_sentence(tmp_path: Path) -> None:
    """A figure of a few days breaks the ZIP, because all days by day are too many."""
    days = pd.to_datetime(["1901-03-01", "2021-03-01"])
    rows = pd.DataFrame({"published_at": days, "outlet": "Fish Post"})
    folder = build(rows, tmp_path / "fish", name="Fish", licence="", basis="exhaustive")
    filters = Filters(every="day", dates=(date(2021, 3, 1), date(2021, 3, 2)))
    corpus = open_corpus(folder)
    assert len(TABLES["coverage"](held()[0], corpus, filters, TODAY)) == 2
    with pytest.raises(FilterError, match="too many to draw"):
        coverage_whole(held()[0], corpus, filters, TODAY)


def test_the_pieces_are_those_counted() -> None:
    """The pieces in a ZIP do not add up to the number in its figure."""
    filters = Filters(country=("KAZ",))
    found, total = pieces(held()[1], filters, "coverage")
    assert len(found) == total == int(held()[1].count(filters)["count"].iloc[0])
    assert found["published_at"].is_monotonic_increasing
    assert not {"text", "row"} & set(found)


def test_pieces_of_two_filters_say_their_line() -> None:
    """Pieces that only the second filter chooses are missing, though they have a line."""
    filters = Filters(country=("KAZ",), versus="country=ARE", compare="versus")
    found, total = pieces(held()[1], filters, "coverage")
    lines = TABLES["coverage"](*held(), filters, TODAY).groupby("series")["count"].sum()
    assert found["part"].value_counts().to_dict() == lines.to_dict()
    assert total == len(found)


def test_a_long_summary_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that gives whole texts as summaries gives them away in a ZIP."""
    longest = pieces(held()[1], Filters(), "coverage")[0]["summary"].str.len().max()
    assert 100 < longest < LONGEST_SUMMARY
    monkeypatch.setattr("data.tables.LONGEST_SUMMARY", 20)
    assert pieces(held()[1], Filters(), "coverage")[0]["summary"].str.len().max() == len(" …") + 20


def test_words_without_picked_days_are_a_sentence() -> None:
    """A link to words without days ends in a traceback."""
    with pytest.raises(FilterError, match="none are chosen"):
        TABLES["words"](*held(), Filters(), TODAY)


def test_a_country_page_in_focus_is_that_of_its_country() -> None:
    """The table of one country's agreements is of another country."""
    rows = TABLES["memberships"](*held(), Filters(country=("MAR",), focus="KAZ"), TODAY)
    steps = TABLES["steps"](*held(), Filters(country=("KAZ",)), TODAY)
    assert isinstance(rows, pd.DataFrame) and "ots" in rows["agreement"].tolist()
    assert set(steps["iso3"]) == {"KAZ"}
    assert "values" in COUNTED
