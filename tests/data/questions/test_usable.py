"""What cannot be drawn as asked for is drawn as near to it as can be, with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.corpus import Corpus
from data.filter_fields import MEASURES, PARTS
from data.filters import Filters
from data.questions.coverage import coverage
from data.questions.lines import line_filters
from data.questions.usable import usable

Typed = Callable[..., Corpus]
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
PIECES = [
    (f"2025-{month:02}-{day:02}", "KAZ" if day < 20 else "ISR", outlet, place)
    for month in range(1, 13)
    for day in (10, 20)
    for outlet, place in (("Aa", "KAZ"), ("Bb", "ISR"))
]
WHOLE = [("", "2025-01-01", "2025-12-31")]
LISTED = [*WHOLE, ("Aa", "2025-01-01", "2025-12-31"), ("Bb", "2025-01-01", "2025-12-31")]


@pytest.fixture(scope="module")
def unlisted(typed: Typed) -> Corpus:
    return typed(PIECES, WHOLE)


@pytest.fixture(scope="module")
def listed(typed: Typed) -> Corpus:
    return typed(PIECES, LISTED)


DRAWN = [
    Filters(),
    Filters(country=("KAZ",), compare="press"),
    Filters(compare="versus", versus="outlet=Aa"),
    Filters(dates=YEAR, measure="share", every="quarter", country=("KAZ", "ISR")),
    Filters(dates=YEAR, measure="per_outlet"),
    Filters(dates=YEAR, measure="index", base=(date(2025, 3, 1), date(2025, 3, 31))),
    Filters(dates=YEAR, measure="share", mix="constant", country=("KAZ",)),
    Filters(country=tuple(f"C{number}" for number in range(12))),
    Filters(country=tuple(f"C{number}" for number in range(40)), view="heat"),
    Filters(dates=YEAR, view="stacked", country=("KAZ", "ISR")),
    Filters(compare="outlet", view="stacked"),
]


@pytest.mark.parametrize("filters", DRAWN)
def test_what_can_be_drawn_comes_back_as_it_is(listed: Corpus, filters: Filters) -> None:
    """A view is changed, or talked about, that could be drawn as asked for."""
    assert usable(listed, filters) == (filters, [])


@pytest.mark.parametrize(
    ("asked", "drawn", "said"),
    [
        ({"compare": "press"}, {"compare": "country"}, "needs one country"),
        (
            {"compare": "press", "country": ("KAZ", "ISR")},
            {"compare": "country"},
            "Own press against the world needs one country",
        ),
        ({"compare": "versus"}, {"compare": "country"}, "needs a filter B"),
        ({"measure": "share", "every": "year"}, {"every": "quarter"}, "no share by year; it is"),
        ({"measure": "index", "every": "year"}, {"every": "quarter"}, "so there is no index by"),
        (
            {"measure": "share", "dates": (date(2025, 3, 2), date(2025, 3, 30))},
            {"every": "week"},
            "No month of these dates was collected as a whole",
        ),
        (
            {"measure": "share", "dates": (date(1990, 1, 1), date(1990, 12, 31))},
            {"measure": "count"},
            "so there is no share; the plain number is drawn",
        ),
        (
            {"measure": "index", "dates": YEAR, "base": (date(2025, 3, 2), date(2025, 4, 29))},
            {"base": None},
            "The base of the index holds no month",
        ),
        (
            {"measure": "index", "dates": YEAR, "base": (date(2001, 1, 1), date(2001, 12, 31))},
            {"base": None},
            "100 is the mean of all that is shown",
        ),
        (
            {"measure": "share", "mix": "constant", "dates": YEAR, "outlet": ("Aa",)},
            {"mix": "published"},
            "Only one outlet published in 90% or more of the 12 whole time steps",
        ),
        (
            {
                "measure": "share",
                "mix": "constant",
                "dates": YEAR,
                "compare": "outlet",
                "country": ("KAZ",),
            },
            {"mix": "published"},
            "The share as published is drawn.",
        ),
        ({"measure": "index", "view": "stacked", "dates": YEAR}, {"view": "lines"}, "not add up"),
        (
            {"measure": "share", "view": "stacked", "dates": YEAR, "compare": "outlet"},
            {"view": "lines"},
            "Only numbers of pieces are stacked",
        ),
        ({"of": "outlets", "view": "stacked", "compare": "language"}, {"view": "lines"}, "outlets"),
        ({"of": "stories", "view": "stacked", "compare": "outlet"}, {"view": "lines"}, "stories"),
        (
            {"country": tuple(f"C{number}" for number in range(40))},
            {"view": "heat"},
            "40 lines could not be told apart",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(
    typed: Typed, listed: Corpus, asked: dict, drawn: dict, said: str
) -> None:
    """Something else is drawn than asked for without a word, or with the wrong one."""
    # Cut at both ends, so that no year is whole.
    cut = typed(PIECES[2:-2], [(name, "2025-01-20", "2025-12-10") for name in ("Aa", "Bb")])
    corpus = cut if "every" in asked else listed
    filters, sentences = usable(corpus, Filters(**asked))
    assert filters == replace(Filters(**asked), **drawn)
    assert len(sentences) == 1 and said in sentences[0]
    assert usable(corpus, filters) == (filters, [])


def test_a_corpus_that_lists_no_outlets_has_no_number_for_each(unlisted: Corpus) -> None:
    """A number is divided by nothing, or by all outlets with a piece."""
    filters, said = usable(unlisted, Filters(measure="per_outlet", dates=YEAR))
    assert filters.measure == "count"
    assert said == [
        "This corpus does not say which outlets were collected when, so there is no number per "
        "live outlet; the plain number is drawn."
    ]
    frame = coverage(unlisted, Filters(measure="per_outlet", dates=YEAR))
    assert frame["value"].tolist() == frame["count"].tolist() == [4] * 12


def test_several_things_are_said_each(unlisted: Corpus) -> None:
    """Of two changes only the last is said."""
    asked = Filters(compare="versus", measure="per_outlet", view="stacked")
    filters, said = usable(unlisted, asked)
    assert (filters.compare, filters.measure, filters.view) == ("country", "count", "stacked")
    assert len(said) == 2


def test_a_mix_that_does_not_matter_is_let_go_of_without_a_word(listed: Corpus) -> None:
    """A reader is told of a mix of outlets where numbers are drawn."""
    assert usable(listed, Filters(mix="constant")) == (Filters(), [])


@pytest.mark.parametrize("compare", ["press", "versus"])
def test_a_part_that_is_a_line_of_the_chart_is_let_go_of_with_a_sentence(
    listed: Corpus, compare: str
) -> None:
    """The list and the map are of one part of A and B, and the chart silently of all."""
    asked = Filters(country=("KAZ",), compare=compare, versus="outlet=Aa", part="both")
    drawn, said = usable(listed, asked)
    assert drawn == replace(asked, part="")
    assert len(said) == 1 and "part of A and B" in said[0]


@pytest.mark.parametrize("view", [{}, {"compare": "outlet"}, {"measure": "share"}])
@pytest.mark.parametrize("country", [(), ("KAZ",), ("KAZ", "ISR")])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_two_filters_is_drawn_as_it_is_listed(
    listed: Corpus, part: str, country: tuple, view: dict
) -> None:
    """A chart counts other pieces than the list and the map beside it."""
    asked = Filters(country=country, versus="outlet=Aa&country=ISR", part=part, **view)
    drawn, said = usable(listed, asked)
    assert (drawn.compare, said) == (asked.compare, [])
    assert listed.count(drawn.corpus_part()).equals(listed.count(asked.corpus_part()))
    frame = coverage(listed, asked)
    assert frame["count"].sum() == listed.count(asked.corpus_part())["count"].sum()
    assert (frame["count"] <= frame["total"]).all()
    for code, rows in frame.groupby("series"):
        line = line_filters(drawn, code).corpus_part()
        assert listed.count(line)["count"].sum() == rows["count"].sum()


def test_what_a_or_b_chooses_is_drawn_as_its_parts(listed: Corpus) -> None:
    """A link to all that two filters choose draws twice what both of them do, or half of it."""
    asked = Filters(country=("KAZ",), versus="outlet=Aa", part="either")
    drawn, said = usable(listed, asked)
    assert drawn == replace(asked, compare="versus", part="") and len(said) == 1
    assert coverage(listed, asked)["count"].sum() == listed.count(asked)["count"].sum() == 36
    assert usable(listed, replace(asked, compare="versus")) == (drawn, [])


def test_no_live_outlet_in_the_dates_is_not_an_unlisted_one(listed: Corpus) -> None:
    """A corpus that says when it was collected is said not to."""
    days = (date(2030, 1, 1), date(2030, 12, 31))
    drawn, said = usable(listed, Filters(measure="per_outlet", dates=days))
    assert drawn.measure == "count"
    assert len(said) == 1 and said[0].startswith("No month of these dates was collected")


def test_lines_without_an_index_are_named(listed: Corpus) -> None:
    """A line is missing from the chart, and nobody is told."""
    asked = Filters(country=("KAZ", "USA", "ISR", "SWE"), measure="index", dates=YEAR)
    drawn, said = usable(listed, asked, {"USA": "United States", "SWE": "Sweden"})
    assert drawn == asked
    assert said == [
        "There is no index of United States or Sweden: nothing of it stands in the base of the "
        "index."
    ]
    frame = coverage(listed, asked)
    assert set(frame.loc[frame["value"].isna(), "series"]) == {"USA", "SWE"}


def test_lines_of_unlisted_outlets_are_named(typed: Typed) -> None:
    """The number per live outlet of one line is missing, and nobody is told."""
    corpus = typed(PIECES, LISTED[:2])
    asked = Filters(compare="outlet", measure="per_outlet", dates=YEAR)
    drawn, said = usable(corpus, asked)
    assert drawn == asked
    assert len(said) == 1 and said[0].startswith("There is no number per live outlet of Bb: ")


def test_one_collected_side_of_two_is_enough_for_a_share(typed: Typed) -> None:
    """A against B loses its shares because A's outlet was never collected for a whole month."""
    spans = [*WHOLE, ("Aa", "2025-01-10", "2025-01-20"), ("Bb", "2025-01-01", "2025-12-31")]
    corpus = typed(
        [piece for piece in PIECES if piece[2] == "Bb" or piece[0] < "2025-01-21"], spans
    )
    asked = Filters(
        outlet=("Aa",), compare="versus", versus="outlet=Bb", measure="share", dates=YEAR
    )
    assert usable(corpus, asked) == (asked, [])
    frame = coverage(corpus, asked)
    assert frame.loc[frame["series"] == "b_only", "value"].notna().all()
    assert frame.loc[frame["series"] == "a_only", "value"].isna().all()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("view", ["lines", "stacked"])
@pytest.mark.parametrize("compare", ["country", "outlet", "topic", "press", "versus"])
@pytest.mark.parametrize("pieces", [[], [("", "KAZ", "Aa")], PIECES[:1], PIECES[:9]])
def test_what_is_usable_stays_so_and_is_what_coverage_draws(
    typed: Typed, pieces: list, compare: str, view: str, measure: str
) -> None:
    """Next to nothing breaks a view, or the chart is of another view than the sentences say."""
    corpus = typed(pieces)
    asked = Filters(
        compare=compare,
        view=view,
        measure=measure,
        mix="constant",
        country=("KAZ",),
        versus="country=ISR",
        base=(date(2025, 3, 1), date(2025, 4, 30)),
    )
    drawn, _ = usable(corpus, asked)
    again, said = usable(corpus, drawn)
    assert again == drawn
    # Lines without a value are named each time; nothing is changed twice.
    assert all(sentence.startswith("There is no ") for sentence in said)
    assert coverage(corpus, asked).equals(coverage(corpus, drawn))
