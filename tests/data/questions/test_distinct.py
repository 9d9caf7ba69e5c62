"""What is different about some days: the right pieces on each side, samples, and languages."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from data.corpus import Corpus, LocalCorpus
from data.filters import Filters
from data.ingest.build import build
from data.methods.distinctive import WORD_COLUMNS, TooFewWordsError
from data.questions.distinct import by_distinctiveness, distinct_words

INSIDE = date(2025, 11, 1), date(2025, 11, 10)
COMMON = ("peace deal with israel", "trade and gas", "leaders meet in the capital")
MakeCorpus = Callable[[list[dict]], Corpus]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> MakeCorpus:
    """Return a function from pieces (day, title and what else is said) to a corpus."""

    def made(pieces: list[dict]) -> Corpus:
        rows = pd.DataFrame(
            [
                {"outlet": "A", "language": "en", "summary": "", "precision": "day"}
                | {"article_id": f"p{number}", "story_id": f"s{number}"}
                | piece
                for number, piece in enumerate(pieces)
            ]
        )
        days = pd.to_datetime(rows.pop("day")).astype("datetime64[us]")
        folder = tmp_path_factory.mktemp("distinct") / "corpus"
        about = {"name": "x", "licence": "x", "basis": "exhaustive"}
        return LocalCorpus(build(rows.assign(published_at=days), folder, **about))

    return made


def days(first: str, last: str, number: int, **said: str) -> list[dict]:
    """Return so many pieces spread over the days, with common titles unless one is given."""
    dates = pd.date_range(first, last, periods=number).floor("D")
    return [{"day": day, "title": COMMON[at % 3]} | said for at, day in enumerate(dates)]


ELSEWHERE = days("2025-10-01", "2025-10-31", 60) + days("2025-11-11", "2025-11-30", 60)


def test_the_words_of_the_days_come_first(make: MakeCorpus) -> None:
    """Words of title or summary are not read, or those of other days are found as well."""
    planted = days("2025-11-01", "2025-11-10", 20, title="Kazakhstan joins", summary="in Astana")
    corpus = make([*ELSEWHERE, *days("2025-11-01", "2025-11-10", 30), *planted])
    found = distinct_words(corpus, Filters(), INSIDE)
    assert set(found.words["word"].head(3)) == {"kazakhstan", "joins", "astana"}
    assert list(found.words.columns) == [
        "language",
        *WORD_COLUMNS,
        "stories_inside",
        "stories_outside",
    ]
    first = found.words.iloc[0]
    assert (first["inside"], first["outside"], first["q"] < 0.001) == (20, 0, True)
    assert (first["stories_inside"], first["stories_outside"]) == (50, 120)
    read = found.read_inside, found.of_inside, found.read_outside, found.of_outside
    assert read == (50, 50, 120, 120)


def test_copies_of_one_text_are_one_story(make: MakeCorpus) -> None:
    """An agency text printed thirty times makes its words typical of the days."""
    copies = days("2025-11-01", "2025-11-10", 30, title="Kazakhstan joins", story_id="wire")
    corpus = make([*ELSEWHERE, *days("2025-11-01", "2025-11-10", 30), *copies])
    found = distinct_words(corpus, Filters(), INSIDE)
    assert found.words["stories_inside"].iloc[0] == 31
    assert "kazakhstan" not in set(found.words["word"])


def test_other_filters_hold_on_both_sides_and_dates_bound_the_others(make: MakeCorpus) -> None:
    """The days are compared with pieces that the reader did not ask for."""
    others = days("2025-10-01", "2025-11-30", 90, outlet="B", title="football results")
    before = days("2024-01-01", "2024-12-31", 50, title="an older war")
    corpus = make([*ELSEWHERE, *days("2025-11-01", "2025-11-10", 30), *others, *before])
    asked = Filters(outlet=("A",), dates=(date(2025, 10, 1), date(2025, 11, 10)))
    found = distinct_words(corpus, asked, INSIDE)
    assert (found.of_inside, found.of_outside) == (30, 60)
    assert not {"football", "war"} & set(found.words["word"])


def test_pieces_without_a_sure_day_are_on_no_side(make: MakeCorpus) -> None:
    """A piece of some day in November counts as one of its first days, an undated one as other."""
    unsure = [
        *days("2025-11-01", "2025-11-01", 9, title="november report", precision="month"),
        *days("2025-01-01", "2025-01-01", 9, title="yearly report", precision="year"),
        *[{"day": None, "title": "undated report", "precision": ""}] * 9,
    ]
    sure = days("2025-10-01", "2025-10-01", 9, title="october report", precision="month")
    inside = days("2025-11-01", "2025-11-10", 30)
    found = distinct_words(make([*ELSEWHERE, *inside, *unsure, *sure]), Filters(), INSIDE)
    reports = found.words.set_index("word").loc["report"]
    assert (reports["inside"], reports["outside"]) == (0, 9)
    november = date(2025, 11, 1), date(2025, 11, 30)
    whole = distinct_words(make([*ELSEWHERE, *inside, *unsure, *sure]), Filters(), november)
    reports = whole.words.set_index("word").loc["report"]
    assert (reports["inside"], reports["outside"]) == (9, 9)


def test_more_pieces_in_a_language_are_no_difference_of_words(make: MakeCorpus) -> None:
    """Function words of a language are called typical where there is only more of it."""
    russian = {"language": "ru", "title": "мир и газ в столице"}
    corpus = make(
        [
            *ELSEWHERE,
            *days("2025-11-01", "2025-11-10", 30),
            *days("2025-10-01", "2025-10-31", 25, **russian),
            *days("2025-11-01", "2025-11-10", 300, **russian),
            *days("2025-11-01", "2025-11-10", 30, language="ar", title="السلام والغاز"),
            *days("2025-11-01", "2025-11-10", 30, language="", title="unknown words"),
            *days("2025-10-01", "2025-10-31", 30, language="", title="other words"),
        ]
    )
    words = distinct_words(corpus, Filters(), INSIDE).words
    assert set(words["language"]) == {"en", "ru"}
    assert words["q"].min() > 0.05


def test_pieces_without_any_language_are_compared(make: MakeCorpus) -> None:
    """A corpus that says no language gets no answer."""
    pieces = [*ELSEWHERE, *days("2025-11-01", "2025-11-10", 30, title="Kazakhstan joins")]
    corpus = make([piece | {"language": ""} for piece in pieces])
    words = distinct_words(corpus, Filters(), INSIDE).words
    assert set(words["language"]) == {""}
    assert set(words["word"].head(2)) == {"kazakhstan", "joins"}


def test_a_sample_is_spread_evenly_and_said(make: MakeCorpus) -> None:
    """Only the first pieces are read, more than asked for, or others each time."""
    monthly = [
        piece
        for month in range(1, 11)
        for piece in days(
            f"2025-{month:02}-01", f"2025-{month:02}-28", 60, title=f"month{month:02}"
        )
    ]
    corpus = make([*monthly, *days("2025-11-01", "2025-11-10", 90)])
    found = distinct_words(corpus, Filters(), INSIDE, most_inside=40, most_outside=200)
    read = found.read_inside, found.of_inside, found.read_outside, found.of_outside
    assert read == (40, 90, 180, 600)
    months = found.words[found.words["word"].str.startswith("month")]
    assert len(months) == 10 and months["outside"].between(12, 24).all()
    again = distinct_words(corpus, Filters(), INSIDE, most_inside=40, most_outside=200)
    pd.testing.assert_frame_equal(found.words, again.words)


@pytest.mark.parametrize(
    "inside",
    [
        (date(2025, 11, 1), date(2025, 11, 10)),
        (date(2025, 12, 1), date(2026, 1, 1)),
        (date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_too_few_stories_are_said(make: MakeCorpus, inside: tuple[date, date]) -> None:
    """The reader sees a trace, or words of three pieces."""
    corpus = make([*ELSEWHERE, *days("2025-11-01", "2025-11-10", 19)])
    with pytest.raises(TooFewWordsError, match="No language has 20 stories both on these days"):
        distinct_words(corpus, Filters(), inside)


@pytest.mark.parametrize("pieces", [[], [{"day": None, "title": "x", "precision": ""}]])
def test_no_dated_piece_is_said(make: MakeCorpus, pieces: list[dict]) -> None:
    """A corpus without days fails instead of saying so."""
    rows = pieces or [{"day": "2025-11-01", "title": "x"}]
    with pytest.raises(TooFewWordsError):
        distinct_words(make(rows), Filters(outlet=() if pieces else ("nobody",)), INSIDE)


def test_pieces_with_the_most_telling_words_come_first() -> None:
    """Long pieces come first, words typical of other days count, or languages mix."""
    words = pd.DataFrame(
        [("en", f"t{number}", 3.0, 0.01) for number in range(9)]
        + [("en", "best", 8.0, 0.001), ("en", "unsure", 9.0, 0.2), ("en", "other", -9.0, 0.001)],
        columns=["language", "word", "z", "q"],
    )
    rows = pd.DataFrame(
        [
            ("plain", "en", "unsure", "other"),
            ("long", "en", "", " ".join(f"t{number}" for number in range(9))),
            ("foreign", "fr", "best", ""),
            ("short", "en", "best best", "T1 t2 t3 t4 t5"),
            ("plain too", "en", "", ""),
        ],
        columns=["name", "language", "title", "summary"],
    )
    found = by_distinctiveness(rows, words)
    assert found["name"].tolist() == ["short", "long", "plain", "foreign", "plain too"]
    assert found["score"].tolist() == [20.0, 15.0, 0.0, 0.0, 0.0]
    assert by_distinctiveness(rows.iloc[:0], words)["score"].tolist() == []


def test_sentences_of_a_list_without_titles_are_compared_together(make: MakeCorpus) -> None:
    """A list that describes pieces in its own words is split by the languages of the pieces."""

    def told(first: str, last: str, summary: str) -> list[dict]:
        pieces = days(first, last, 24, title="", summary=summary)
        return [piece | {"language": "en" if at % 2 else "ru"} for at, piece in enumerate(pieces)]

    corpus = make(
        [
            *told("2025-10-01", "2025-10-31", "Reports on trade and gas"),
            *told("2025-11-01", "2025-11-10", "Reports that Kazakhstan joins"),
        ]
    )
    found = distinct_words(corpus, Filters(), INSIDE)
    assert set(found.words["language"]) == {""}
    assert found.words["stories_inside"].unique().tolist() == [24]
    rows = corpus.articles(Filters(), "oldest", rows=48)
    first = by_distinctiveness(rows, found.words)
    assert first["summary"].head(24).str.contains("Kazakhstan").all()
