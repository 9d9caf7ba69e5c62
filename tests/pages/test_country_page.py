"""The Country page from app.py: each kind of country and corpus has its question and its parts."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.ingest.build import build

APP = str(Path(__file__).parents[2] / "app.py")
ALWAYS = [
    "Where it stands",
    "Coverage through time",
    "What changed",
    "How far the headline holds",
    "Look-alikes",
    "Every agreement it takes part in",
]


def opened(**address: str) -> AppTest:
    """Run the Country page with an address."""
    app = AppTest.from_file(APP, default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app._page_hash = calc_hash("country")
    app.run()
    # A page turns what fails into a sentence, so that no exception is seen.
    assert not app.exception and not app.error, [one.value for one in app.error]
    return app


def said(app: AppTest) -> str:
    """Return what sentences, captions and notes say."""
    return " ".join(e.value for e in (*app.markdown, *app.caption, *app.info, *app.warning))


@pytest.mark.parametrize(
    ("address", "title", "sentence"),
    [
        ({}, "Why did Kazakhstan move to join the Abraham Accords?", "10 Apr 1992"),
        (
            {"focus": "ARE"},
            "Why did the United Arab Emirates join the Abraham Accords?",
            "15 Sep 2020",
        ),
        ({"focus": "SDN"}, "Why did Sudan join the Abraham Accords?", "6 Jan 2021"),
        (
            {"focus": "SAU"},
            "Will Saudi Arabia join the Abraham Accords?",
            "No step of Saudi Arabia towards the Abraham Accords is recorded",
        ),
        ({"focus": "NRU"}, "Will Nauru join the Abraham Accords?", "No step of Nauru"),
        ({"focus": "ISR"}, "Israel and the Abraham Accords", "counterpart"),
        ({"focus": "SWE", "agreement": "nato"}, "Why did Sweden join NATO?", "NATO"),
    ],
    ids=lambda given: "-".join(given.values()) if isinstance(given, dict) else None,
)
def test_the_page_asks_and_answers(address: dict[str, str], title: str, sentence: str) -> None:
    """A country's page fails, asks what cannot be asked, or lacks a part."""
    app = opened(**address)
    assert not app.exception, app.exception
    assert app.title[0].value == title
    assert sentence.casefold() in said(app).casefold()
    headings = [one.value for one in app.subheader]
    assert set(ALWAYS) <= set(headings), headings
    assert "because" not in said(app).casefold()


def test_a_changed_window_changes_what_is_counted() -> None:
    """The windows of the address do not reach the numbers."""
    usual, moved = said(opened()), said(opened(windows="365,30,180"))
    assert "from 6 to 20 Nov 2025" in usual
    assert "6 Nov to 6 Dec 2025" in moved and "from 6 to 20 Nov 2025" not in moved


@pytest.mark.parametrize("event", ["1900-01-01", "1900-01-02", "2100-12-31"])
def test_a_step_on_the_first_or_last_days_leaves_the_page_whole(event: str) -> None:
    """Windows that reach beyond the days that may be asked for take all sections with them."""
    app = opened(event=event)
    assert not app.exception and not app.error
    assert set(ALWAYS) <= {one.value for one in app.subheader}


def test_another_day_of_the_step_is_compared_around() -> None:
    """The page compares around the day of the facts, whatever the reader chose."""
    assert "1 Sep 2022" in said(opened(focus="SAU", event="2022-09-01"))


def test_a_corpus_that_never_speaks_of_the_agreement_says_so(corpora: Path) -> None:
    """Reasons are counted in pieces that have nothing to do with the agreement."""
    days = pd.date_range("2025-01-01", periods=200, freq="D")
    rows = pd.DataFrame(
        {
            "published_at": days,
            "outlet": ["Rio Post", "Bahia News"] * 100,
            "outlet_country": "BRA",
            "title": [f"Brazil sells more coffee, report {number}" for number in range(200)],
            "countries": "BRA",
            "topics": "",
            "language": "en",
            "kind": "news",
        }
    )
    build(rows, corpora / "coffee", name="Coffee", licence="mine", basis="exhaustive")
    app = opened(corpus="coffee", focus="BRA")
    assert not app.exception, app.exception
    assert app.title[0].value == "Will Brazil join the Abraham Accords?"
    text = said(app)
    assert "Abraham Accords" in text and "21%" not in text
    whole = opened(corpus="coffee", focus="BRA", within="all")
    assert not whole.exception, whole.exception


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("KAZ", "Coverage changed, it rose"),
        *((country, "There is no step to compare around.") for country in ("SAU", "AZE", "NRU")),
    ],
)
def test_the_brief_becomes_whole_by_itself(country: str, told: str) -> None:
    """The brief says that something is being computed until the reader touches the page."""
    app = opened(focus=country)
    assert not app.exception
    in_short = [one.value for one in app.markdown]
    assert any(one.startswith(told) for one in in_short)
    assert not [one.value for one in app.caption if "is being computed" in one.value]


def test_a_number_of_references_is_told_from_the_number_of_one() -> None:
    """“Evidence 20” is reference 20, and “Evidence (8)” eight references."""
    labels = [one.label for one in opened().button if one.key and one.key.startswith("brief_")]
    shown = [one for one in labels if one.startswith("Evidence ")]
    assert any(" [" in one for one in shown) and any(" references)" in one for one in shown)
    assert all(
        re.fullmatch(r"Evidence (\[[\d, –]+\]|\([\d,]+ references?\))", one) for one in shown
    )
