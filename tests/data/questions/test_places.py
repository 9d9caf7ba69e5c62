"""Coverage by country: whom pieces name, where they come from, and what is no zero."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from data.corpus import Corpus, open_corpus
from data.filter_fields import OF, PARTS
from data.filters import Filters
from data.ingest.build import build
from data.questions.places import coverage_places, places_denominator, without_country

COLUMNS = {
    "iso3": "str",
    "count": "Int64",
    "total": "Int64",
    "share": "Float64",
    "low": "Float64",
    "high": "Float64",
    "in_scope": "bool",
}
LANDS = ("BHR", "ISR", "KAZ", "SWE", "USA")
NA = pd.NA
# Countries named, outlet, its country, topic, story, day.
PIECES = [
    ("KAZ ISR", "Aa", "KAZ", "trade", "s1", "2025-11-06"),
    ("KAZ ISR BHR", "Bb", "ISR", "trade", "s1", "2025-11-06"),
    ("KAZ", "Bb", "ISR", "war", "s2", "2025-11-07"),
    ("ISR", "Cc", "ISR", "war", "s3", "2025-11-08"),
    ("ISR USA", "Dd", "USA", "war", "s4", "2025-12-01"),
    ("", "Dd", "USA", "war", "s5", "2025-12-02"),
    ("KAZ", "Ee", "", "trade", "s6", "2026-01-05"),
]
Made = Callable[..., Corpus]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a function from typed-out pieces to a corpus."""
    home, number = tmp_path_factory.mktemp("places"), itertools.count()

    def make(pieces: list[tuple]) -> Corpus:
        names = ("countries", "outlet", "outlet_country", "topics", "story_id", "published_at")
        rows = pd.DataFrame(pieces, columns=names)
        rows["published_at"] = pd.to_datetime(rows["published_at"]).astype("datetime64[us]")
        rows["countries"] = rows["countries"].str.replace(" ", ";")
        folder = Path(home / str(next(number)))
        return open_corpus(build(rows, folder, name="x", licence="x", basis="exhaustive"))

    return make


@pytest.fixture(scope="module")
def autumn(made: Made) -> Corpus:
    return made(PIECES)


def numbers(corpus: Corpus, filters: Filters, column: str = "count") -> dict[str, object]:
    frame = coverage_places(corpus, filters, LANDS)
    return {
        iso3: None if pd.isna(value) else value
        for iso3, value in zip(frame["iso3"], frame[column], strict=True)
    }


def test_rows_are_all_countries_with_the_interval_of_their_share(autumn: Corpus) -> None:
    """A country is left out, the share has another denominator, or its interval is not Wilson's."""
    frame = coverage_places(autumn, Filters(), ("KAZ", "SWE"))
    # By hand, z = 1.96: (p + z²/2n ± z √(pq/n + z²/4n²)) / (1 + z²/n) for 4 and 0 of 7.
    expected = pd.DataFrame(
        [("KAZ", 4, 7, 4 / 7, 0.2505, 0.8418, True), ("SWE", 0, 7, 0.0, 0.0, 0.3543, True)],
        columns=list(COLUMNS),
    ).astype(COLUMNS)
    assert_frame_equal(frame, expected, atol=1e-4)


def test_a_chosen_country_does_not_hide_the_countries_named_beside_it(autumn: Corpus) -> None:
    """The map of the pieces about Kazakhstan shows Kazakhstan alone."""
    filters = Filters(country=("KAZ",))
    assert numbers(autumn, filters) == {"BHR": 1, "ISR": 2, "KAZ": 4, "SWE": 0, "USA": 0}
    assert numbers(autumn, filters, "share")["ISR"] == 0.5


def test_forty_countries_may_be_chosen(made: Made) -> None:
    """A long choice of countries is cut, or chooses other pieces."""
    lands = tuple(f"{one}{two}Q" for one in "ABCDEFGH" for two in "ABCDE")
    corpus = made([(f"{land} ISR", "Aa", "ISR", "war", "", "2025-11-06") for land in lands])
    frame = coverage_places(corpus, Filters(country=lands), (*lands, "ISR"))
    assert frame["count"].tolist() == [1] * 40 + [40]
    assert frame["total"].tolist() == [40] * 41


def test_published_in_is_of_all_that_the_country_published(autumn: Corpus) -> None:
    """The share is of the wrong whole, or a country without outlets has a zero."""
    filters = Filters(places="published_in", country=("KAZ",))
    frame = coverage_places(autumn, filters, LANDS)
    assert frame["count"].tolist() == [NA, 2, 1, NA, 0]
    assert frame["total"].tolist() == [0, 3, 1, 0, 2]
    assert frame["share"].tolist() == [NA, 2 / 3, 1, NA, 0]
    assert frame["in_scope"].all()


@pytest.mark.parametrize("subject", [{"country": ("KAZ",)}, {"topic": ("trade",)}])
def test_only_the_source_side_of_the_filters_makes_the_whole(autumn: Corpus, subject: dict) -> None:
    """A topic narrows the whole, or dates and outlets do not."""
    days = (date(2025, 11, 6), date(2025, 11, 7))
    filters = Filters(places="published_in", dates=days, **subject)
    assert numbers(autumn, filters, "total")["ISR"] == 2
    assert numbers(autumn, replace(filters, outlet=("Aa",)), "total")["ISR"] == 0


def test_countries_outside_the_filter_are_no_zeros(autumn: Corpus) -> None:
    """A country that the filter leaves out is said to have published nothing."""
    frame = coverage_places(
        autumn, Filters(places="published_in", published_in=("ISR", "SWE")), LANDS
    )
    assert frame["in_scope"].tolist() == [False, True, False, True, False]
    assert frame["count"].tolist() == [NA, 3, NA, NA, NA]
    assert frame["total"].tolist() == [NA, 3, NA, 0, NA]


@pytest.mark.parametrize(
    ("of", "count", "total"), [("articles", 3, 5), ("stories", 2, 3), ("outlets", 2, 3)]
)
def test_stories_and_outlets_are_counted_once(made: Made, of: str, count: int, total: int) -> None:
    """Copies of one story, or pieces of one outlet, count again."""
    told = [
        ("ISR", "Aa", 1),
        ("ISR", "Aa", 1),
        ("ISR", "Bb", 2),
        ("KAZ", "Bb", 2),
        ("KAZ", "Cc", 3),
    ]
    corpus = made([(land, by, "", "", f"s{n}", "2025-11-06") for land, by, n in told])
    frame = coverage_places(corpus, Filters(of=of), ("ISR",))
    assert (frame["count"].tolist(), frame["total"].tolist()) == ([count], [total])


@pytest.mark.parametrize("places", ["about", "published_in"])
def test_no_piece_in_view_is_a_zero_without_a_share(autumn: Corpus, places: str) -> None:
    """An empty view divides by zero, or gives a share of nothing."""
    frame = coverage_places(autumn, Filters(places=places, topic=("sport",)), ("ISR", "SWE"))
    zero, nowhere = frame["count"].tolist()
    assert zero == 0
    if places == "about":
        assert nowhere == 0 and frame["share"].isna().all()
    else:
        assert nowhere is NA and frame["share"].tolist() == [0.0, NA]


def test_unknown_countries_of_outlets_are_counted_apart(made: Made) -> None:
    """Pieces whose outlet's country is not known vanish without a word."""
    unknown = made([("KAZ", "Ee", "", "war", "", "2025-11-06")] * 3)
    filters = Filters(places="published_in")
    assert coverage_places(unknown, filters, LANDS)["count"].isna().all()
    assert without_country(unknown, filters, LANDS) == 3


@pytest.mark.parametrize(
    ("filters", "missing"),
    [
        (Filters(), 1),
        (Filters(topic=("trade",)), 0),
        (Filters(country=("KAZ",)), 0),
        (Filters(places="published_in"), 1),
        (Filters(places="published_in", topic=("war",)), 0),
        (Filters(places="published_in", published_in=("ISR",)), 0),
        (Filters(part="a_only", versus="topic=war"), None),
        (Filters(part="a_only", versus="topic=war", places="published_in"), 1),
    ],
)
def test_pieces_that_no_country_holds_are_said(
    autumn: Corpus, filters: Filters, missing: int | None
) -> None:
    assert without_country(autumn, filters, LANDS) == missing


def test_a_country_that_the_map_lacks_is_no_country_of_the_map(made: Made) -> None:
    """Pieces from a place without a row are in no row and in no sentence."""
    corpus = made([("ISR", "Aa", "GIB", "war", "", "2025-11-06"), *PIECES])
    assert without_country(corpus, Filters(places="published_in"), LANDS) == 2


SIDES = [Filters(country=a, topic=t) for a in ((), ("KAZ",), ("ISR",)) for t in ((), ("war",))]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("first", SIDES, ids=str)
def test_parts_of_two_filters_are_those_of_plain_counting(
    autumn: Corpus, first: Filters, part: str
) -> None:
    """Moving the choice of countries from A to B changes which pieces are counted."""
    for second, places in itertools.product(SIDES[1:], ("about", "published_in")):
        asked = replace(first.with_second(second), part=part, places=places)
        frame = coverage_places(autumn, asked, LANDS).set_index("iso3")
        inside = [piece for piece in PIECES if in_part(piece, first, second, part)]
        for land in frame.index[frame["in_scope"] & frame["count"].notna()]:
            held = [land in (p[0].split() if places == "about" else p[2]) for p in inside]
            assert frame.loc[land, "count"] == sum(held), (asked, land)
        open_to_all = not (first.country and second.country) or places != "about"
        assert frame["in_scope"].all() or not open_to_all


def in_part(piece: tuple, first: Filters, second: Filters, part: str) -> bool:
    a, b = chosen(piece, first), chosen(piece, second)
    return {"a_only": a and not b, "b_only": b and not a, "both": a and b}[part]


def chosen(piece: tuple, filters: Filters) -> bool:
    named = not filters.country or {*filters.country} & {*piece[0].split()}
    return bool(named and (not filters.topic or piece[3] in filters.topic))


def test_what_only_b_chooses_is_of_the_whole_of_b(autumn: Corpus) -> None:
    """A count is above its total, for the total is that of A's outlets."""
    asked = Filters(outlet=("Aa",), places="published_in", part="b_only", versus="outlet=Bb")
    frame = coverage_places(autumn, asked, ("ISR", "KAZ"))
    assert frame["count"].tolist() == [2, NA]
    assert frame["total"].tolist() == [2, 0]


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("places", ["about", "published_in"])
def test_the_denominator_is_named(places: str, of: str) -> None:
    """A share is shown of which nobody says what it is of."""
    said = places_denominator(Filters(places=places, of=of))
    unit = {"articles": "pieces", "stories": "stories", "outlets": "outlets"}[of]
    assert said.startswith(f"Share: of all {unit} ") and said.endswith(".")
    assert ("within the chosen dates" in said) == (places == "published_in")


def test_counts_are_of_numbers_that_can_be_summed(autumn: Corpus) -> None:
    """A column of the frame is objects, which neither a chart nor Parquet takes."""
    frame = coverage_places(autumn, Filters(places="published_in"), LANDS)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == COLUMNS
    assert np.isclose(frame["share"].dropna().astype(float), 1).all()
