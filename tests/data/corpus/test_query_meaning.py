"""Any query means what its parts mean, worked out the slow way from the words of each text."""

import re
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.corpus import Corpus, LocalCorpus
from data.filters import LONGEST_Q, FilterError, Filters
from data.ingest.build import build

# Few words, so that they meet often and in every order; the signs are words of their own.
VOCABULARY = ("aa", "ab", "abc", "b1", "国", "交")
NAMES = {"KAZ": "KAZ", "Israel": "ISR"}
# Title, text, outlet and countries, each as words.
Piece = tuple[list[str], list[str], list[str], list[str]]

words = st.sampled_from([*VOCABULARY, "aa*", "ab*", "国*"])
leaves = st.one_of(
    st.tuples(
        st.just("side by side"),
        st.sampled_from(["", "title:", "outlet:"]),
        st.lists(words, min_size=1, max_size=3),
    ),
    st.tuples(
        st.just("near"),
        st.permutations(["aa", "b1", "ab*", "国交"]).flatmap(
            lambda order: st.integers(2, 3).map(lambda many: order[:many])
        ),
        st.integers(1, 4),
    ),
    st.tuples(st.just("country"), st.sampled_from(sorted(NAMES))),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.just("NOT"), inner),
        st.tuples(st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=5,
)


def drawn() -> dict[str, Piece]:
    """Return 600 pieces of random words."""
    draw = pd.Series(VOCABULARY * 1_300).sample(frac=1, random_state=5).to_list()
    held = {}
    for number in range(600):
        own = draw[number * 13 : number * 13 + 13]
        codes = [["KAZ"], ["ISR"], ["ISR", "KAZ"], []][number % 4]
        held[f"p{number}"] = own[:3], own[3:10], own[10:], codes
    return held


PIECES = drawn()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    rows = pd.DataFrame(
        [
            (piece, " ".join(title), " ".join(text), " ".join(outlet), ";".join(codes))
            for piece, (title, text, outlet, codes) in PIECES.items()
        ],
        columns=["article_id", "title", "summary", "outlet", "countries"],
        dtype="str",
    )
    rows["published_at"] = pd.date_range("2020-01-01", periods=len(rows))
    folder = tmp_path_factory.mktemp("meaning") / "corpus"
    return LocalCorpus(build(rows, folder, name="x", licence="x", basis="curated"))


def written(query: tuple) -> str:
    """Write a query as a reader would."""
    match query:
        case ("side by side", field, phrase):
            return f'{field}"{" ".join(phrase)}"'
        case ("near", units, within):
            return f'"{" ".join(units)}"~{within}'
        case ("country", name):
            return f"country:{name}"
        case ("NOT", part):
            return f"NOT ({written(part)})"
        case (joiner, parts):
            return "(" + f" {joiner} ".join(map(written, parts)) + ")"


def fits(query: tuple, piece: Piece) -> bool:
    """Say whether a piece fits a query, by looking at each of its words."""
    title, text, outlet, codes = piece
    match query:
        case ("side by side", field, phrase):
            places = {"": [title, text], "title:": [title], "outlet:": [outlet]}[field]
            return any(starts(phrase, place) for place in places)
        case ("near", units, within):
            return any(near(units, within, place) for place in (title, text))
        case ("country", name):
            return NAMES[name] in codes
        case ("NOT", part):
            return not fits(part, piece)
        case (joiner, parts):
            return (all if joiner == "AND" else any)(fits(part, piece) for part in parts)


def starts(phrase: list[str], text: list[str]) -> list[int]:
    """Return where in a text the words of a phrase stand side by side."""
    return [
        start
        for start in range(len(text) - len(phrase) + 1)
        if all(
            word.startswith(asked[:-1]) if asked.endswith("*") else word == asked
            for word, asked in zip(text[start:], phrase, strict=False)
        )
    ]


def near(units: list[str], within: int, text: list[str]) -> bool:
    """Say whether the units stand with at most so many other words between first and last."""
    terms = [list(unit) if unit == "国交" else [unit] for unit in units]
    for places in product(*(starts(each, text) for each in terms)):
        taken = [
            at + step for at, each in zip(places, terms, strict=True) for step in range(len(each))
        ]
        if len(set(taken)) == len(taken) and max(taken) - min(taken) + 1 - len(taken) <= within:
            return True
    return False


@settings(max_examples=300)
@given(query=queries.filter(lambda query: len(written(query)) <= LONGEST_Q))
def test_a_query_means_what_its_parts_mean(corpus: Corpus, query: tuple) -> None:
    """A piece is found that does not fit, or one that fits is missed."""
    ids = corpus.articles(Filters(q=written(query)), rows=len(PIECES))["article_id"]
    assert set(ids) == {piece for piece, held in PIECES.items() if fits(query, held)}


@settings(max_examples=100)
@given(
    query=queries.filter(lambda query: len(written(query)) <= LONGEST_Q), rows=st.integers(0, 40)
)
def test_a_ranking_holds_every_piece_once(corpus: Corpus, query: tuple, rows: int) -> None:
    """A page of a ranking repeats a piece, leaves one out, or differs from the whole ranking."""
    filters = Filters(q=written(query))
    whole = corpus.articles(filters, "relevance", rows=600)["article_id"].to_list()
    assert sorted(whole) == sorted(corpus.articles(filters, rows=600)["article_id"])
    page = corpus.articles(filters, "relevance", first=rows, rows=rows)["article_id"].to_list()
    assert page == whole[rows : 2 * rows]


SIGNS = st.sampled_from(
    [*'ab国ه*~:"()-5 “（．', "aa ", " OR ", "NOT ", "title:", "outlet:", "country:"]
)


@settings(max_examples=500)
@given(q=st.lists(SIGNS, max_size=14).map("".join))
def test_whatever_is_typed_is_answered_or_refused(corpus: Corpus, q: str) -> None:
    """Odd signs end in a traceback, in no sentence, or in a place outside the words."""
    try:
        assert 0 <= corpus.count(Filters(q=q))["count"].iloc[0] <= len(PIECES)
    except FilterError as error:
        assert re.fullmatch(r"Search words: .*\.", str(error))
        if place := re.search(r"\(character (\d+)\)", str(error)):
            assert 1 <= int(place[1]) <= len(q.strip())
