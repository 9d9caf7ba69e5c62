"""The boxes that build search words: what they refuse, and why they are not there."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.filters import LONGEST_Q

APP = str(Path(__file__).parents[2] / "app.py")


def opened(q: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=120)
    if q:
        app.query_params["q"] = q
    return app.run()


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


@pytest.mark.parametrize(
    ("q", "words", "others"),
    [
        ('"abc', "cannot be read", "more than three boxes"),
        ("(trade OR energy) (gas OR oil)", "more than three boxes", "cannot be read"),
    ],
)
def test_words_that_cannot_be_read_are_told_from_words_that_say_more(
    q: str, words: str, others: str
) -> None:
    """If it fails, a reader with an open quotation mark looks for a fourth box."""
    said = captions(opened(q))
    assert words in said
    assert others not in said


def test_boxes_that_come_to_too_many_words_are_refused_whole() -> None:
    """If it fails, the words are cut in the middle of a phrase and the search breaks."""
    app = opened("minerals")
    phrases = "\n".join(f"a phrase of number {n}" for n in range(40))
    app.text_area(key="box_some").set_value(phrases).run()
    assert not app.exception
    assert any(f"at most {LONGEST_Q}" in warning.value for warning in app.warning)
    assert app.text_area(key="box_some").value == phrases
    assert app.text_input(key="filter_q").value == "minerals"
    app.text_area(key="box_some").set_value("uranium\nlithium").run()
    assert not any(f"at most {LONGEST_Q}" in warning.value for warning in app.warning)
    assert "uranium" in app.text_input(key="filter_q").value
