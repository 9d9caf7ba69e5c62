"""A snippet holds the whole passage where it can, marked in the right place, and is short."""

import pytest

from data.questions.snippets import LONGEST, snippet

SENTENCE = "The port opens in May."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("One. ", " Two."),
        ("word " * 60, " word" * 60),
        ("x" * 400, "y" * 400),
        ("x" * 400 + " ", " " + "y" * 400),
    ],
    ids=["alone", "short", "long", "without spaces", "a long word on each side"],
)
def test_the_passage_is_marked_where_it_stands(before: str, after: str) -> None:
    """Other words than those that were coded are highlighted."""
    text = f"{before}{SENTENCE}{after}"
    cut = snippet(text, len(before), len(before) + len(SENTENCE))
    assert cut.words[cut.start : cut.end] == SENTENCE
    assert len(cut.words) <= LONGEST
    assert cut.words.strip("…") in text


def test_what_is_left_out_is_marked_and_no_word_is_cut() -> None:
    """A snippet begins in the middle of a word, or hides that more was said."""
    cut = snippet("abcdefgh " * 30 + SENTENCE + " ijklmnop" * 30, 270, 270 + len(SENTENCE))
    head, tail = cut.words[: cut.start], cut.words[cut.end :]
    assert head[0] == tail[-1] == "…"
    assert set(head[1:].split()) == {"abcdefgh"}
    assert set(tail[:-1].split()) == {"ijklmnop"}


def test_nothing_is_marked_as_left_out_where_nothing_is() -> None:
    """A whole text looks as if more stood before it."""
    assert snippet(SENTENCE, 0, len(SENTENCE)) == (SENTENCE, 0, len(SENTENCE))


def test_a_long_passage_is_cut() -> None:
    """A text without full stops is given away as a whole."""
    cut = snippet("word " * 500, 5, 2_000)
    assert len(cut.words) <= LONGEST
    assert cut.words.endswith("…")
    assert cut.start >= 0 and cut.end <= len(cut.words)


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (4, 99), (99, 120), (7, 3)])
def test_places_outside_the_text_do_not_break_it(start: int, end: int) -> None:
    """A corpus that was changed after it was coded ends in a traceback."""
    cut = snippet("A sentence.", start, end)
    assert 0 <= cut.start <= len(cut.words)
