"""Any corpus must answer as plain pandas does, on corpora and filters with everything odd."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from generated import CORPORA, DIMENSION_SETS, PIECES, filters_and_trees, frame, matching
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from naive_corpus import NaiveCorpus

from data.corpus import Corpus
from data.corpus.protocol import ARTICLE_COLUMNS, PIECE_COLUMNS
from data.filter_fields import OF, PARTS
from data.filters import Filters

MakeCorpus = Callable[..., Corpus]
PIECE = {
    "when": (pd.Timestamp("2020-09-15"), "day"),
    "outlet": "Haaretz",
    "outlet_country": "ISR",
    "language": "en",
    "kind": "news",
    "countries": "ISR;ARE",
    "topics": "trade",
    "title": "accord",
    "summary": "Israel 🙂",
    "story_id": "",
}
UNDATED = PIECE | {"when": (None, "")}
QUESTIONS = st.lists(
    st.tuples(filters_and_trees(), DIMENSION_SETS, st.sampled_from(OF)), min_size=4, max_size=6
)
ALL = (Filters(), None)
# Each try builds a corpus, so making a failure smaller would take minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=50, phases=NO_SHRINKING)
@given(CORPORA, QUESTIONS)
@example(frame([]), [(ALL, (), "articles"), (ALL, ("day", "country"), "stories")])
@example(frame([PIECE]), [(ALL, ("week", "outlet"), "outlets"), (ALL, ("topic",), "articles")])
@example(frame([UNDATED] * 3), [(ALL, (), "articles"), (ALL, ("month",), "articles")])
def test_answers_equal_plain_pandas(
    make_corpus: MakeCorpus, rows: pd.DataFrame, questions: list
) -> None:
    """Counts, lists and options differ from what grouping and sorting a frame gives."""
    corpus = make_corpus(rows)
    matches = {f.q: matching(rows, tree) for (f, tree), *_ in questions if f.q}
    naive = NaiveCorpus(rows, matches)
    assert (corpus.total, corpus.undated) == (len(rows), rows["published_at"].isna().sum())
    for (filters, _), by, of in questions:
        pd.testing.assert_frame_equal(corpus.count(filters, by, of), naive.count(filters, by, of))
        for order in ("newest", "oldest", "outlet"):
            found = corpus.articles(filters, order, rows=100)["article_id"].to_list()
            assert found == naive.articles(filters, order)
        by_relevance = corpus.articles(filters, "relevance", rows=100)["article_id"].to_list()
        assert sorted(by_relevance) == sorted(naive.articles(filters, "newest"))
        options = corpus.options(filters)
        assert list(options.itertuples(index=False, name=None)) == naive.options(filters)


COPIED = st.lists(PIECES, min_size=8, max_size=25).map(frame)
BY = (
    (),
    ("month",),
    ("day",),
    ("country",),
    ("outlet",),
    ("month", "country"),
    ("topic", "quarter"),
    ("week", "outlet_country"),
    ("country", "topic"),
)


@settings(max_examples=40, phases=NO_SHRINKING)
@given(COPIED, st.lists(filters_and_trees(), min_size=3, max_size=3))
@example(frame([PIECE | {"story_id": "a"}] * 3 + [UNDATED | {"story_id": "a"}] * 2), [ALL])
def test_stories_of_several_pieces_equal_plain_pandas(
    make_corpus: MakeCorpus, rows: pd.DataFrame, asked: list
) -> None:
    """A story counts once for each copy, is lost between buckets, or takes in copies not chosen."""
    corpus = make_corpus(rows)
    naive = NaiveCorpus(rows, {f.q: matching(rows, tree) for f, tree in asked if f.q})
    for filters, _ in asked:
        for by in BY:
            found = corpus.count(filters, by, "stories")
            pd.testing.assert_frame_equal(found, naive.count(filters, by, "stories"))
        for period in ("", "day", "month", "year"):
            expected = naive.stories(filters, period)
            found = corpus.stories(filters, rows=100, period=period)
            told = found.set_index("story_id")[["articles", "outlets", "first", "title"]]
            assert told.index.is_unique and set(told.index) == set(expected)
            for story, (pieces, outlets, first, title) in expected.items():
                row = told.loc[story]
                assert (row["articles"], row["outlets"], row["title"]) == (pieces, outlets, title)
                assert row["first"] == first or (pd.isna(row["first"]) and pd.isna(first))
            assert found["articles"].is_monotonic_decreasing
            for length in (0, 1, 2):
                first = corpus.stories(filters, rows=length, period=period)["articles"]
                assert first.to_list() == found["articles"].to_list()[:length]


@pytest.mark.parametrize("asked", [{"rows": -1}, {"period": "decade"}])
def test_a_wrong_question_for_stories_is_our_mistake(make_corpus: MakeCorpus, asked: dict) -> None:
    """A period that does not exist leaves all pieces in, or rows are counted from the end."""
    with pytest.raises(ValueError, match="cannot list"):
        make_corpus(frame([PIECE])).stories(Filters(), **asked)


def test_stories_have_one_shape(make_corpus: MakeCorpus) -> None:
    """A list of stories that is empty has other columns or types than one that is not."""
    corpus = make_corpus(frame([PIECE]))
    some, none = corpus.stories(Filters()), corpus.stories(Filters(outlet=("nobody",)))
    assert list(some.columns) == ["story_id", "articles", "outlets", "first", "title"]
    assert some.dtypes.astype(str).to_list() == ["str", "int64", "int64", "datetime64[us]", "str"]
    assert none.dtypes.to_dict() == some.dtypes.to_dict() and (len(some), len(none)) == (1, 0)


@pytest.mark.parametrize("name", ["outlet", "outlet_country", "language", "kind"])
@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("part", ["", *PARTS])
def test_values_chosen_by_a_filter_do_not_limit_what_another_chooses(
    make_corpus: MakeCorpus, part: str, of: str, name: str
) -> None:
    """Values of A's filter are all that is counted of what only B chooses."""
    values = ("a", "b", "c", "b", "c")
    about = ("ISR", "ISR", "ISR", "ARE", "ARE")
    pieces = [PIECE | {name: v, "countries": c} for v, c in zip(values, about, strict=True)]
    corpus = make_corpus(frame(pieces))
    first = {"outlet_country": "published_in"}.get(name, name)
    asked = Filters(**{first: ("a", "b")}, versus="country=ISR", part=part)
    expected = {
        "": {"a": 1, "b": 2},
        "a_only": {"b": 1},
        "b_only": {"c": 1},
        "both": {"a": 1, "b": 1},
    }[part]
    counts = corpus.count(asked, ("month", name), of)
    assert dict(zip(counts[name], counts["count"], strict=True)) == (
        dict.fromkeys(expected, 1) if of == "outlets" else expected
    )


@settings(max_examples=25, phases=NO_SHRINKING)
@given(CORPORA, filters_and_trees(), st.integers(0, 30), st.integers(0, 30))
def test_a_page_is_a_stretch_of_the_whole_list(
    make_corpus: MakeCorpus, rows: pd.DataFrame, asked: tuple, first: int, length: int
) -> None:
    """Paging skips, repeats or reorders pieces."""
    corpus = make_corpus(rows)
    for order in ("newest", "oldest", "outlet", "relevance"):
        whole = corpus.articles(asked[0], order, rows=len(rows))
        page = corpus.articles(asked[0], order, first, length)
        expected = whole.iloc[first : first + length].reset_index(drop=True)
        pd.testing.assert_frame_equal(page, expected)


@settings(max_examples=25, phases=NO_SHRINKING)
@given(CORPORA)
def test_every_piece_is_returned_as_it_was_given(
    make_corpus: MakeCorpus, rows: pd.DataFrame
) -> None:
    """A text, a list or a moment is changed on its way through the corpus."""
    corpus = make_corpus(rows)
    for given_row in rows.itertuples():
        piece = corpus.article(given_row.article_id).iloc[0]
        for name in ("outlet", "outlet_country", "language", "kind", "title", "summary"):
            assert piece[name] == getattr(given_row, name)
        assert piece["precision"] == given_row.precision
        for name in ("countries", "topics"):
            once = dict.fromkeys(getattr(given_row, name).split(";"))
            assert piece[name] == ";".join(value for value in once if value)
        assert piece["published_at"] == given_row.published_at or (
            pd.isna(piece["published_at"]) and pd.isna(given_row.published_at)
        )
    assert corpus.article("no such piece") is None


@pytest.mark.parametrize("rows", [frame([]), frame([PIECE]), frame([UNDATED])])
def test_shapes_hold_when_empty(make_corpus: MakeCorpus, rows: pd.DataFrame) -> None:
    """An answer without rows lacks columns or has other types than one with rows."""
    corpus = make_corpus(rows)
    nothing = Filters(outlet=("nobody",))
    counts = corpus.count(nothing, ("week", "country"))
    assert counts.dtypes.astype(str).to_dict() == {
        "week": "datetime64[us]",
        "country": "str",
        "count": "int64",
    }
    assert corpus.count(nothing)["count"].to_list() == [0]
    listed = corpus.articles(nothing)
    assert tuple(listed.columns) == ARTICLE_COLUMNS
    full = corpus.articles(Filters())
    if len(full):
        assert listed.dtypes.to_dict() == full.dtypes.to_dict()
        assert tuple(corpus.article("piece-0").columns) == PIECE_COLUMNS
    assert listed.dtypes.astype(str)[["row", "published_at", "title"]].to_list() == [
        "int64",
        "datetime64[us]",
        "str",
    ]
    assert corpus.options(nothing).dtypes.astype(str).to_list() == ["str", "str", "int64"]
    assert list(corpus.collected().columns) == ["outlet", "first_day", "last_day", "basis"]


def test_three_hundred_countries(make_corpus: MakeCorpus) -> None:
    """Codes do not fit the integers they are kept in, or a long list is cut."""
    codes = [f"C{number:03}" for number in range(300)]
    rows = frame([PIECE | {"countries": ";".join(codes)}, PIECE | {"countries": codes[299]}])
    counts = make_corpus(rows).count(Filters(), ("country",))
    assert counts["country"].to_list() == codes
    assert counts["count"].to_list() == [1] * 299 + [2]


def test_undated_pieces_count_only_without_periods(make_corpus: MakeCorpus) -> None:
    """An undated piece is lost, or lands in a period or a range of dates."""
    corpus = make_corpus(frame([PIECE, UNDATED]))
    assert corpus.count(Filters())["count"].to_list() == [2]
    assert corpus.count(Filters(), ("year",))["count"].to_list() == [1]
    wide = Filters(dates=(date(1900, 1, 1), date(2100, 12, 31)))
    assert corpus.count(wide)["count"].to_list() == [1]
    assert (corpus.first_day, corpus.last_day) == (date(2020, 9, 15), date(2020, 9, 15))


@pytest.mark.parametrize(
    ("precision", "periods"),
    [("day", 5), ("month", 3), ("year", 1)],
)
def test_a_coarse_date_is_in_no_finer_bucket(
    make_corpus: MakeCorpus, precision: str, periods: int
) -> None:
    """A piece known to the month stands on the first day or in the first week."""
    rows = frame([PIECE | {"when": (pd.Timestamp("2021-01-01"), precision)}])
    corpus = make_corpus(rows)
    found = [
        len(corpus.count(Filters(), (p,))) for p in ("year", "quarter", "month", "week", "day")
    ]
    assert sum(found) == periods and sorted(found, reverse=True) == found


def test_the_last_moment_of_a_day_belongs_to_it(make_corpus: MakeCorpus) -> None:
    """A range of days ends at midnight of its last day."""
    late = PIECE | {"when": (pd.Timestamp("2020-09-15 23:59:59.999999"), "time")}
    day = date(2020, 9, 15)
    assert make_corpus(frame([late])).count(Filters(dates=(day, day)))["count"].to_list() == [1]


@pytest.mark.parametrize(
    ("by", "of"), [(("planet",), "articles"), (("day", "day"), "articles"), ((), "words")]
)
def test_a_wrong_question_is_our_mistake(
    make_corpus: MakeCorpus, by: tuple[str, ...], of: str
) -> None:
    """An unknown dimension gives an empty answer in place of an error."""
    with pytest.raises(ValueError, match="cannot count"):
        make_corpus(frame([PIECE])).count(Filters(), by, of)


def test_a_changed_answer_changes_no_other(make_corpus: MakeCorpus) -> None:
    """A frame handed out shares memory with the next one."""
    corpus = make_corpus(frame([PIECE] * 3))
    first = corpus.options()
    first.loc[:, "count"] = -1
    assert (corpus.options()["count"] == 3).all()
    counts = corpus.count(Filters(), ("outlet",))
    counts.loc[:, "count"] = -1
    assert corpus.count(Filters(), ("outlet",))["count"].to_list() == [3]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("", ["a", "b", "c"]),
        ("a_only", ["a", "c"]),
        ("b_only", ["d"]),
        ("both", ["b"]),
        ("either", ["a", "b", "c", "d"]),
    ],
)
def test_parts_of_two_filters(make_corpus: MakeCorpus, part: str, expected: list[str]) -> None:
    """What two filters choose alone or together is mixed up, in counts or in lists."""
    pieces = [
        PIECE | {"countries": countries, "language": language, "when": (pd.Timestamp(day), "day")}
        for countries, language, day in (
            ("ISR", "en", "2020-01-01"),
            ("ISR;ARE", "ar", "2020-01-02"),
            ("ISR", "", "2020-01-03"),
            ("ARE", "ar", "2020-01-04"),
            ("ARE", "ar", "2021-01-04"),
        )
    ]
    rows = frame(pieces).assign(article_id=list("abcde"))
    corpus = make_corpus(rows)
    filters = Filters(
        country=("ISR",),
        dates=(date(2020, 1, 1), date(2020, 12, 31)),
        versus="language=ar",
        part=part,
    )
    assert corpus.articles(filters, "oldest")["article_id"].to_list() == expected
    assert corpus.count(filters)["count"].to_list() == [len(expected)]
    by_month = corpus.count(filters, ("month",), "stories")["count"].to_list()
    assert by_month == [len(expected)]
