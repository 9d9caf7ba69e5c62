"""What the numbers are, in words: true of what they are shares of, for every combination."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from data.filter_fields import COMPARED, EVERY, OF
from data.filters import Filters
from data.questions.denominator import measured, second_filter, weak_share
from data.questions.lines import SUBJECT, among
from data.wording import NOUNS

NAMES = {"KAZ": "Kazakhstan", "ISR": "Israel", "en": "English", "trade": "Trade", "war": "War"}
CHOICES = {
    "country": ("KAZ",),
    "topic": ("trade",),
    "q": "pipeline",
    "published_in": ("ISR",),
    "outlet": ("Haaretz",),
    "language": ("en",),
    "kind": ("opinion",),
}
# By which words each choice would be known in a sentence.
WORDS = {
    "country": "Kazakhstan",
    "topic": "Trade",
    "q": "pipeline",
    "published_in": "published in Israel",
    "outlet": "of Haaretz",
    "language": "in English",
    "kind": "of the kind opinion",
}
OWN = {
    "outlet": "the outlet's own",
    "published_in": "published in that country",
    "language": "in that language",
}


def asked(compare: str, chosen: tuple, of: str) -> Filters:
    filters = Filters(compare=compare, of=of, measure="share", **{n: CHOICES[n] for n in chosen})
    if compare == "press":
        return replace(filters, country=("KAZ",))
    return replace(filters, versus="topic=war") if compare == "versus" else filters


def line_of(filters: Filters) -> str:
    codes = {"press": "both", "versus": "a_only", "outlet": "Haaretz", "published_in": "ISR"}
    codes |= {"language": "en", "topic": "trade", "country": "KAZ" if filters.country else "all"}
    return codes[filters.compare]


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("compare", COMPARED)
@pytest.mark.parametrize("number", range(len(CHOICES) + 1))
def test_a_share_names_all_that_limits_its_whole_and_nothing_else(
    compare: str, of: str, number: int
) -> None:
    """The sentence on a share is not true of what it was divided by."""
    for chosen in itertools.combinations(CHOICES, number):
        filters = asked(compare, chosen, of)
        said, whole = measured(filters, NAMES), among(filters, line_of(filters))
        assert said.startswith("Share of ") and NOUNS[of][1] in said, said
        for name, words in WORDS.items():
            # A line's own outlet, place or language is said once for all lines.
            kept = bool(getattr(whole, name)) and name != compare
            assert (words in said) == kept, (said, name)
        for name, words in OWN.items():
            assert (words in said) == (name == compare and bool(getattr(whole, name))), said
        if compare != "versus":
            assert not any(getattr(whole, name) for name in SUBJECT)
        assert ("of the same press" in said) == bool(whole.part)
        assert ("of the corpus" in said) == (compare == "versus")
        assert compare != "versus" or whole.corpus_part() == Filters()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(every="week"), "Number of pieces by week."),
        (Filters(of="stories"), "Number of stories by month."),
        (
            Filters(measure="index"),
            "Number of pieces by month; 100 is the line's own mean of the months wholly collected.",
        ),
        (
            Filters(measure="index", every="year", base=(date(2020, 1, 1), date(2020, 12, 31))),
            "Number of pieces by year; 100 is the line's own mean of the years wholly collected "
            "from 2020-01-01 to 2020-12-31.",
        ),
        (
            Filters(measure="per_outlet"),
            "Number of pieces by month for each outlet live on some day of it.",
        ),
        (
            Filters(measure="share", country=("KAZ",)),
            "Share of all pieces in the same month, for months wholly collected.",
        ),
        (
            Filters(measure="share", country=("KAZ",), outlet=("Haaretz",), kind=("news",)),
            "Share of all pieces of Haaretz of the kind news in the same month, for "
            "months wholly collected.",
        ),
        (
            Filters(measure="share", compare="outlet", country=("KAZ",), language=("en",)),
            "Share of the outlet's own pieces in English in the same month, for "
            "months wholly collected.",
        ),
        (
            Filters(measure="share", compare="press", country=("KAZ",)),
            "Share of all pieces of the same press (the country's own, or all the rest) in the "
            "same month, for months wholly collected.",
        ),
        (
            Filters(measure="share", compare="versus", versus="topic=war"),
            "Share of all pieces of the corpus in the same month, for months wholly collected.",
        ),
        (
            Filters(measure="share", mix="constant"),
            "Share of all pieces in the same month, for months wholly collected. The mix of "
            "outlets is held constant: each outlet of a fixed panel weighs the same in every step.",
        ),
    ],
)
def test_each_measure_is_said(filters: Filters, expected: str) -> None:
    """A figure says of its numbers what they are not."""
    assert measured(filters, NAMES) == expected


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(country=("KAZ", "ISR")), "; a piece about several countries counts in each"),
        (Filters(compare="topic"), "; a piece about several topics counts in each"),
        (Filters(compare="topic", topic=("war",)), ""),
        (Filters(country=("KAZ",)), ""),
        (Filters(), ""),
        (Filters(compare="outlet", outlet=("Aa", "Bb")), ""),
        (Filters(compare="press", country=("KAZ",)), ""),
    ],
)
def test_bars_that_add_up_to_more_say_so(filters: Filters, said: str) -> None:
    """The top of stacked bars is read as a number of pieces that it is not."""
    assert measured(replace(filters, view="stacked"), NAMES) == f"Number of pieces by month{said}."
    assert measured(filters, NAMES) == "Number of pieces by month."


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("every", EVERY)
def test_every_step_and_unit_is_named(every: str, of: str) -> None:
    """The step or the unit of a sentence is another than that of the numbers."""
    for measure in ("count", "share", "index", "per_outlet"):
        said = measured(Filters(every=every, of=of, measure=measure), NAMES)
        assert every in said and NOUNS[of][1] in said


@pytest.mark.parametrize(
    ("basis", "measure", "said"),
    [
        ("curated", "share", "chosen list"),
        ("keyword", "share", "search words"),
        ("exhaustive", "share", ""),
        ("curated", "count", ""),
        ("keyword", "index", ""),
    ],
)
def test_a_share_of_a_corpus_that_was_chosen_says_so(basis: str, measure: str, said: str) -> None:
    """A share of a list of pieces about the accords is read as a share of the press."""
    found = weak_share(basis, Filters(measure=measure))
    assert said in found and bool(found) == bool(said)


def test_the_second_filter_is_named_where_it_is_compared() -> None:
    """What B is stays unsaid, or is said where it changes nothing."""
    filters = Filters(versus="topic=war&country=ISR")
    assert second_filter(filters, NAMES) == ""
    said = second_filter(replace(filters, compare="versus"), NAMES)
    assert "Israel" in said and "War" in said
