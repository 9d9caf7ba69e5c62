"""Distinctive words: what a word is, a worked example, planted words, and no words by chance."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from data.methods.distinctive import (
    WORD_COLUMNS,
    TooFewWordsError,
    distinctive,
    distinctive_within,
    texts_with,
    words_of,
)

VOCABULARY = [f"w{number}" for number in range(800)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trump’s ACCORD, in 2025: 5G café!", ["trump", "accord", "in", "5g", "cafe"]),
        ("İSTANBUL’da ısı", ["istanbul", "da", "ısı"]),
        ("سَلامٌ اتفاقيات أبراهام ٢٠٢٥", ["سلام", "اتفاقيات", "ابراهام"]),
        ('הסכמי אַבְרָהָם, צה"ל', ["הסכמי", "אברהם", "צה"]),
        ("Ёлка и Соглашения", ["елка", "соглашения"]),
        ("अब्राहम समझौते", ["अब्राहम", "समझौते"]),
        ("阿联酋、以色列", ["阿联", "联酋", "以色", "色列"]),
        ("中 国", ["中", "国"]),
        ("アブラハム合意", ["アブ", "ブラ", "ラハ", "ハム", "ム合", "合意"]),
        ("カードー", ["カー", "ード", "ドー"]),
        ("ข้อตกลง", ["ข้อ", "อต", "ตก", "กล", "ลง"]),
        ("카자흐 협정", ["카자", "자흐", "협정"]),
        ("snake_case 100 a", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_are_those_that_search_finds(text: str, words: list[str]) -> None:
    """A script is cut at its vowel signs, one word has two spellings, or numbers are words."""
    assert words_of(text) == words


def test_a_word_counts_once_a_text() -> None:
    """One text that repeats a word makes it typical of all."""
    found = texts_with(["Gas gas gas", "gas oil", ""])
    assert found.to_dict() == {"gas": 2, "oil": 1}
    assert texts_with([]).to_dict() == {}


def test_a_worked_example() -> None:
    """The formula is not that of Monroe, Colaresi & Quinn 2008 with the prior that is named.

    40 words inside, 60 outside, 20 of gas: the prior is 0.5 x 40 x 0.2 = 4 of gas inside, of 20
    words, and 0.5 x 60 x 0.2 = 6 outside, of 30.
    """
    frame = distinctive({"gas": 16, "oil": 24}, {"gas": 4, "oil": 56}, strength=0.5)
    gas = frame.iloc[0]
    log_odds = math.log((16 + 4) / (40 + 20 - 20)) - math.log((4 + 6) / (60 + 30 - 10))
    error = math.sqrt(1 / (16 + 4) + 1 / (4 + 6))
    assert (gas["word"], gas["inside"], gas["outside"]) == ("gas", 16, 4)
    assert gas["log_odds"] == pytest.approx(log_odds)
    assert gas["z"] == pytest.approx(log_odds / error)
    ends = (log_odds - 1.96 * error, log_odds + 1.96 * error)
    assert (gas["low"], gas["high"]) == pytest.approx(ends)
    assert gas["p"] == pytest.approx(min(1, 2 * binomtest(16, 20, 0.4, "greater").pvalue))
    # Benjamini & Hochberg over both words: the smaller p twice, but no more than the larger.
    assert gas["q"] == pytest.approx(min(2 * gas["p"], frame["p"].max()))
    assert tuple(frame.columns) == WORD_COLUMNS
    assert frame["word"].tolist() == ["gas", "oil"]


def test_rare_words_are_not_compared_but_count() -> None:
    """Words seen once crowd the table, or their going changes the others' odds."""
    inside, outside = {"gas": 16, "oil": 24, "rare": 2}, {"gas": 4, "oil": 56, "rare": 2}
    frame = distinctive(inside, outside)
    assert frame["word"].tolist() == ["gas", "oil"]
    every = distinctive(inside, outside, fewest=1).set_index("word")
    assert every.loc["gas", "z"] == frame["z"].iloc[0]


@pytest.mark.parametrize(("inside", "outside"), [({}, {"a": 3, "b": 3}), ({"a": 3}, {"a": 3})])
def test_nothing_to_compare_is_said(inside: dict, outside: dict) -> None:
    """An empty side gives words that are typical of nothing."""
    with pytest.raises(TooFewWordsError, match="too few words"):
        distinctive(inside, outside)
    with pytest.raises(TooFewWordsError, match="No group"):
        distinctive_within({"en": (pd.Series(inside), pd.Series(outside))})


def test_more_texts_in_one_group_are_no_difference_of_words() -> None:
    """The words of a language become typical because there is more of it on one side."""
    english, german = pd.Series({"the": 60, "and": 40}), pd.Series({"der": 6, "und": 4})
    frame = distinctive_within({"en": (english, english), "de": (german, german * 100)})
    assert set(zip(frame["group"], frame["word"], strict=True)) == {
        ("en", "the"),
        ("en", "and"),
        ("de", "der"),
        ("de", "und"),
    }
    assert frame["z"].abs().max() < 1e-9


def texts(drawn: np.random.Generator, number: int, words: int) -> np.ndarray:
    """Return which words of the vocabulary, common and rare, stand in each text."""
    chance = 1 / (np.arange(len(VOCABULARY)) + 3)
    held = np.zeros((number, len(VOCABULARY)), dtype=bool)
    lengths = drawn.poisson(words, number)
    at = drawn.choice(len(VOCABULARY), lengths.sum(), p=chance / chance.sum())
    held[np.repeat(np.arange(number), lengths), at] = True
    return held


def counted(held: np.ndarray) -> pd.Series:
    return pd.Series(held.sum(axis=0), index=VOCABULARY)


def test_planted_words_come_first() -> None:
    """Words that a fifth of the texts inside have, and few outside, are not found."""
    drawn = np.random.default_rng(8)
    inside, outside = texts(drawn, 200, 15), texts(drawn, 800, 15)
    planted = [300, 500, 700]
    inside[:, planted] |= drawn.random((200, 3)) < 0.2
    frame = distinctive(counted(inside), counted(outside))
    assert set(frame["word"].head(3)) == {VOCABULARY[at] for at in planted}
    assert (frame["q"].head(3) < 1e-6).all()


@pytest.mark.parametrize(("inside", "outside", "length"), [(100, 100, 15), (20, 1_000, 30)])
def test_by_chance_no_word_is_distinctive(inside: int, outside: int, length: int) -> None:
    """Texts that differ by chance, or in length alone, have words with q under 0.05.

    In more than 5 % of 200 splits, and beyond what 200 splits can show.
    """
    false = 0
    for seed in range(200):
        drawn = np.random.default_rng([inside, seed])
        one, other = texts(drawn, inside, length), texts(drawn, outside, 15)
        false += (distinctive(counted(one), counted(other))["q"] < 0.05).any()
    assert false <= 16
