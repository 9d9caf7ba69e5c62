"""Lines of a coverage chart: which there are, what each counts, and what it is a share of."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.corpus import Corpus
from data.filter_fields import OF
from data.filters import Filters
from data.questions.coverage import coverage
from data.questions.lines import (
    among,
    behind,
    leading,
    line_codes,
    line_filters,
    line_names,
)

NA = pd.NA
PIECES = [
    ("2025-01-01", "KAZ ISR", "Aa", "KAZ", "kk", "trade", "s1"),
    ("2025-01-05", "KAZ ISR", "Bb", "ISR", "he", "trade", "s1"),
    ("2025-01-07", "KAZ", "Bb", "ISR", "en", "war", "s2"),
    ("2025-01-31", "ISR", "Cc", "ISR", "he", "war;trade", "s3"),
    ("2025-02-01", "KAZ", "Aa", "KAZ", "kk", "war", "s4"),
    ("2025-02-03", "KAZ USA", "Dd", "USA", "en", "", "s4"),
    ("2025-02-04", "KAZ", "Ee", "", "en", "trade", "s5"),
    ("2025-02-28", "", "Ee", "", "", "war", "s6"),
]
WHOLE = [("", "2025-01-01", "2025-02-28")]
Typed = Callable[..., Corpus]


def in_words(value: object) -> str:
    """Name a case of a parametrised test."""
    return value.describe() if isinstance(value, Filters) else str(value)


@pytest.fixture(scope="module")
def winter(typed: Typed) -> Corpus:
    return typed(PIECES, WHOLE)


VIEWS = {
    "country": Filters(country=("KAZ", "ISR", "SWE")),
    "all": Filters(q="", topic=("war",)),
    "country of one press": Filters(country=("KAZ",), published_in=("ISR", "USA")),
    "outlets": Filters(compare="outlet"),
    "outlets chosen": Filters(compare="outlet", outlet=("Ee", "Aa"), topic=("trade",)),
    "places": Filters(compare="published_in", country=("KAZ",)),
    "one place": Filters(compare="published_in", published_in=("ISR",)),
    "languages": Filters(compare="language"),
    "languages of a subject": Filters(compare="language", country=("KAZ",), kind=()),
    "topics": Filters(compare="topic", country=("KAZ", "ISR")),
    "topics chosen": Filters(compare="topic", topic=("war",), language=("en", "he")),
    "press": Filters(compare="press", country=("KAZ",)),
    "press of one language": Filters(compare="press", country=("KAZ",), language=("en",)),
    "versus": Filters(compare="versus", country=("KAZ",), versus="topic=trade"),
    "versus sources": Filters(compare="versus", outlet=("Bb", "Aa"), versus="outlet=Bb&outlet=Dd"),
}


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("view", list(VIEWS))
def test_a_line_counts_what_its_filters_choose_among_what_its_whole_chooses(
    winter: Corpus, view: str, of: str
) -> None:
    """The pieces listed behind a line are others than it counts, or than its share is of."""
    filters = replace(VIEWS[view], of=of)
    frame = coverage(winter, filters)
    assert frame["count"].notna().any()
    for row in frame.dropna(subset=["count"]).itertuples():
        days = (row.period.date(), row.last_day.date())
        line = replace(line_filters(filters, row.series), dates=days)
        whole = replace(among(filters, row.series), dates=days)
        for asked, number in ((line, row[4]), (whole, row.total)):
            assert winter.count(asked.corpus_part(), of=of)["count"].iloc[0] == number, row
        for unit, number in (("articles", row.pieces), ("stories", row.stories)):
            assert winter.count(line.corpus_part(), of=unit)["count"].iloc[0] == number, row
        assert row.total >= row[4]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ("all",)),
        (Filters(country=("USA", "KAZ")), ("USA", "KAZ")),
        (Filters(compare="outlet"), ("Aa", "Bb", "Ee", "Cc", "Dd")),
        (Filters(compare="outlet", outlet=("Dd",)), ("Dd",)),
        (Filters(compare="published_in"), ("ISR", "KAZ", "USA")),
        (Filters(compare="published_in", of="stories"), ("ISR", "KAZ", "USA")),
        (Filters(compare="language"), ("en", "he", "kk")),
        (Filters(compare="topic", country=("ISR",)), ("trade", "war")),
        (Filters(compare="press", country=("KAZ",)), ("both", "a_only")),
        (Filters(compare="versus", versus="q=x"), ("a_only", "b_only", "both")),
        (Filters(compare="topic", country=("SWE",)), ("all",)),
    ],
)
def test_the_lines_are_those_chosen_else_those_with_most(
    winter: Corpus, filters: Filters, expected: tuple
) -> None:
    """Lines are left out, "" is a line, or equals change places from one run to the next."""
    assert line_codes(winter, filters) == expected


def test_leading_values_are_the_most_of_what_matches(winter: Corpus) -> None:
    """The lines are those of the whole corpus, whatever is filtered for."""
    assert leading(winter, Filters(compare="outlet", topic=("war",)), 2) == ("Aa", "Bb")
    assert leading(winter, Filters(compare="outlet", country=("USA",)), 2) == ("Dd",)


TRADE, PLACE = {"versus": "topic=trade"}, {"published_in": ("ISR",)}


@pytest.mark.parametrize(
    ("filters", "code", "expected"),
    [
        (Filters(country=("KAZ",), topic=("war",), q="x"), "KAZ", Filters()),
        (
            Filters(country=("KAZ",), kind=("news",), **PLACE),
            "KAZ",
            Filters(kind=("news",), **PLACE),
        ),
        (Filters(compare="topic", language=("en",)), "war", Filters(language=("en",))),
        (Filters(compare="outlet"), "Aa", Filters()),
        (Filters(compare="outlet", outlet=("Aa", "Bb"), **PLACE), "Aa", Filters(**PLACE)),
        (Filters(compare="outlet", country=("KAZ",)), "Aa", Filters(outlet=("Aa",))),
        (Filters(compare="language", q="x"), "en", Filters(language=("en",))),
        (Filters(compare="versus", outlet=("Aa",), **TRADE), "both", Filters()),
        (
            Filters(compare="press", country=("KAZ",), topic=("war",), language=("en",)),
            "both",
            Filters(language=("en",), versus="published_in=KAZ", part="both"),
        ),
    ],
)
def test_a_share_is_of_all_from_the_same_sources(
    filters: Filters, code: str, expected: Filters
) -> None:
    """What pieces are about stays in the whole, or where they come from falls out of it."""
    assert among(filters, code).corpus_part() == expected.corpus_part()
    days = (date(2025, 1, 1), date(2025, 1, 31))
    assert among(replace(filters, dates=days), code).dates == days


AB = [
    (Filters(country=("KAZ",)), Filters(topic=("trade",))),
    (Filters(outlet=("Aa", "Bb")), Filters(outlet=("Bb", "Cc"), language=("he",))),
    (Filters(published_in=("ISR",)), Filters(country=("KAZ",))),
    (Filters(), Filters(language=("kk",))),
    (Filters(country=("SWE",)), Filters(country=("KAZ",))),
]


@pytest.mark.parametrize(("a", "b"), AB, ids=in_words)
def test_the_parts_of_two_filters_add_up(winter: Corpus, a: Filters, b: Filters) -> None:
    """A piece is in two parts of A and B, or in none."""
    frame = coverage(winter, replace(a.with_second(b), compare="versus"))
    parts = {name: line["pieces"].to_numpy() for name, line in frame.groupby("series")}
    first, second = (coverage(winter, one)["pieces"].to_numpy() for one in (a, b))
    assert (parts["a_only"] + parts["both"]).tolist() == first.tolist()
    assert (parts["b_only"] + parts["both"]).tolist() == second.tolist()


def test_both_presses_together_are_all_pieces_about_the_country(winter: Corpus) -> None:
    """A piece from an outlet whose country is not known is in neither press."""
    frame = coverage(winter, Filters(compare="press", country=("KAZ",)))
    own, rest = (
        frame.loc[frame["series"] == code, "count"].tolist() for code in ("both", "a_only")
    )
    assert (own, rest) == ([1, 1], [2, 2])
    assert frame["total"].tolist() == [1, 1, 3, 3]


def test_each_press_has_the_gaps_of_its_own_outlets(typed: Typed) -> None:
    """The own press was not collected yet, and is said to have been silent."""
    spans = [
        ("Aa", "2025-02-01", "2025-02-28"),
        *((name, "2025-01-01", "2025-02-28") for name in ("Bb", "Cc", "Dd", "Ee")),
    ]
    corpus = typed([piece for piece in PIECES if piece[0] != "2025-01-01"], spans)
    asked = Filters(compare="press", country=("KAZ",), dates=(date(2025, 1, 1), date(2025, 2, 28)))
    frame = coverage(corpus, asked)
    assert frame["count"].tolist() == [NA, 1, 2, 2]
    assert frame["live_outlets"].tolist() == [0, 1, 4, 4]
    assert frame["known_outlets"].tolist() == [1, 1, 4, 4]


@pytest.mark.parametrize(
    ("a", "b", "gaps"),
    [
        # January has no Aa. Only A, only B, both.
        (Filters(outlet=("Aa",)), Filters(country=("KAZ",)), (True, False, True)),
        (Filters(country=("KAZ",)), Filters(outlet=("Aa",)), (False, True, True)),
        (Filters(outlet=("Aa", "Bb")), Filters(outlet=("Bb",)), (True, False, False)),
        (Filters(outlet=("Bb",)), Filters(outlet=("Bb", "Aa")), (False, True, False)),
        (Filters(outlet=("Bb", "Aa")), Filters(outlet=("Aa",), q="x"), (False, True, True)),
    ],
    ids=in_words,
)
def test_each_part_of_two_filters_has_the_gaps_of_its_outlets(
    typed: Typed, a: Filters, b: Filters, gaps: tuple
) -> None:
    """What only B's outlet could have published is a zero before that outlet was collected."""
    spans = [("Aa", "2025-02-01", "2025-02-28"), ("Bb", "2025-01-01", "2025-02-28")]
    corpus = typed([(day, "KAZ", "Bb") for day in ("2025-01-01", "2025-02-28")], spans)
    asked = replace(a.with_second(b), compare="versus")
    frame = coverage(corpus, asked)
    assert tuple(frame.loc[frame["period"] == "2025-01-01", "count"].isna()) == gaps
    assert frame.loc[frame["period"] == "2025-02-01", "count"].notna().all()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"all": "All countries", "KAZ": "Kazakhstan"}),
        (Filters(country=("KAZ",)), {"all": "All", "KAZ": "Kazakhstan"}),
        (
            Filters(compare="press", country=("KAZ",)),
            {"both": "Published in Kazakhstan", "a_only": "Published elsewhere or unknown where"},
        ),
        (
            Filters(compare="versus", versus="q=x"),
            {"a_only": "Only A", "b_only": "Only B", "both": "A and B"},
        ),
    ],
)
def test_lines_have_names(filters: Filters, expected: dict) -> None:
    """A code is shown where a name is meant, or the name says what the line is not."""
    assert line_names(filters, {"KAZ": "Kazakhstan"}) == expected


def test_a_place_without_listed_outlets_is_collected_with_the_whole(typed: Typed) -> None:
    """A country of small papers, of which no span can be told, is said never to be collected."""
    spans = [*WHOLE, ("Aa", "2025-02-01", "2025-02-28")]
    corpus = typed([piece for piece in PIECES if piece[0] != "2025-01-01"], spans)
    days = (date(2025, 1, 1), date(2025, 2, 28))
    asked = Filters(compare="published_in", published_in=("KAZ", "ISR", "SWE"), dates=days)
    frame = coverage(corpus, asked)
    assert frame["count"].tolist() == [NA, 1, 3, 0, NA, NA]
    assert frame["live_outlets"].tolist() == [0, 1, NA, NA, NA, NA]


@pytest.mark.parametrize(
    ("compare", "expected"),
    [("published_in", [0, 2]), ("language", [0, 1]), ("outlet", [NA, NA]), ("country", [0, 0])],
)
def test_an_empty_name_is_what_is_not_known(winter: Corpus, compare: str, expected: list) -> None:
    """A link with an empty value breaks the chart, or is answered with everything."""
    frame = coverage(winter, Filters(compare=compare, **{compare: ("",)}))
    assert frame["count"].tolist() == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(country=("KAZ",)), 6),
        (Filters(country=("ISR", "USA")), 4),
        (Filters(country=("KAZ",), compare="press"), 6),
        (Filters(compare="outlet", outlet=("Aa", "Dd")), 3),
        (Filters(compare="topic", country=("KAZ",)), 5),
        (Filters(compare="versus", country=("USA",), versus="language=he"), 3),
    ],
    ids=in_words,
)
def test_behind_a_chart_are_the_pieces_on_its_lines(
    winter: Corpus, filters: Filters, expected: int
) -> None:
    """An audit or an export is of other pieces than the lines count."""
    held = behind(winter, filters)
    assert winter.count(held)["count"].tolist() == [expected]
    rows = winter.articles(held, "oldest")["row"]
    lines = [
        winter.articles(line_filters(filters, code), "oldest")["row"]
        for code in line_codes(winter, filters)
    ]
    assert sorted(rows) == sorted(set().union(*lines))


def test_outlets_counted_once_each_are_ranked_by_their_pieces(typed: Typed) -> None:
    """Outlets that lead in pieces give way to the first ones of the alphabet."""
    pieces = [("2025-01-02", "KAZ", "Aa")] + [("2025-01-03", "KAZ", "Zz")] * 2
    corpus = typed(pieces, title=["One", "Two", "Three"])
    assert leading(corpus, Filters(compare="outlet", of="outlets"), 1) == ("Zz",)


def test_a_value_with_the_name_of_all_is_not_all(typed: Typed) -> None:
    """A line of an outlet called "all" holds the pieces of every outlet."""
    corpus = typed([("2025-01-02", "KAZ", "all"), ("2025-01-03", "KAZ", "Aa")])
    chosen = Filters(compare="outlet", outlet=("all", "Aa"))
    frame = coverage(corpus, chosen)
    assert frame[["series", "count"]].to_numpy().tolist() == [["all", 1], ["Aa", 1]]
    assert line_filters(chosen, "all").outlet == ("all",)
    assert line_codes(corpus, Filters(compare="outlet")) == ("Aa",)
