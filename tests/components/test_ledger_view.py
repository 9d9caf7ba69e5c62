"""The brief and the evidence on the screen: each sentence opens its pieces, nothing else is run."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.ledger_items import Words, items
from data.filters import Filters
from data.questions.evidence import evidence
from tests.data.saved_views import TODAY, held

WORDS = Words({"KAZ": "Kazakhstan", "he": "Hebrew"}, {"tokayev": "Kassym-Jomart Tokayev"})
HOSTILE = '<script>alert(1)</script>"&'


def app_of_the_brief() -> None:
    """Show the brief with the dialog, as the Country page does."""
    from datetime import date

    from components import address, cached
    from components.brief_view import await_brief, brief_view
    from components.ledger_view import evidence_dialog

    filters, today = address.read().filters, date.today()
    brief_view(filters, today)
    # Other parts of the page ask for these before the brief's own turn.
    cached.study(filters), cached.robustness(filters)
    evidence_dialog(filters, today)
    await_brief(filters)
    address.arrived()


def shown(**given: str) -> AppTest:
    app = AppTest.from_function(app_of_the_brief, default_timeout=60)
    for name, value in given.items():
        app.query_params[name] = value
    assert not app.run().exception
    return app


def words(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in app.markdown]


def test_each_sentence_opens_its_evidence() -> None:
    """A sentence is shown without its evidence, or the button opens another one's."""
    app = shown(focus="KAZ")
    first = "Kazakhstan’s joining the Abraham Accords was announced on 6 Nov 2025"
    assert words(app)[0].startswith(first)
    assert any(one.startswith("Coverage changed") for one in words(app))
    app.button(key="brief_1").click().run()
    assert "".join(app.query_params["claim"]) == "special:standing"
    assert not app.exception
    assert "1 fact on record." in " ".join(words(app))


def test_a_link_opens_its_evidence() -> None:
    """A link to the evidence of a number shows the page without it."""
    app = shown(focus="KAZ", claim="reason:symbolism:at")
    said = " ".join(words(app))
    assert re.search(r"Found in \d+ stories from|disputed or denied", said)
    assert [one for one in app.caption if "not counted" in one.value or "codebook" in one.value]


@pytest.mark.parametrize(
    "claim", ["weather", "reason:weather", "change:whole", "special:weather", "topic:none"]
)
def test_a_link_to_nothing_is_a_sentence(claim: str) -> None:
    """A wrong link takes the whole page away."""
    app = shown(focus="KAZ", claim=claim)
    assert any("Evidence shown" in one.value for one in app.warning)
    assert "Abraham Accords" in words(app)[0]


def row(**changes: object) -> pd.DataFrame:
    """Return one passage of evidence, changed."""
    found = evidence(*held(), Filters(focus="KAZ"), "reason:symbolism", TODAY).head(1)
    return found.assign(**changes)


def test_what_comes_from_a_corpus_is_text() -> None:
    """An outlet's name, a title or a passage runs a script on the page."""
    changed = {"outlet": HOSTILE, "title": HOSTILE, "snippet": HOSTILE, "mark_end": 8}
    drawn = items(
        row(**changed, mark_start=2, actor=HOSTILE, url=f"https://x.example/{HOSTILE}"),
        Filters(),
        WORDS,
    )
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "<mark>" in drawn


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x"])
def test_only_pages_are_linked(url: str) -> None:
    """An address in a corpus runs a script when its link is followed."""
    drawn = items(row(url=url), Filters(), WORDS)
    assert "Open at the publisher" not in drawn and "javascript" not in drawn
    assert 'href="articles?article=' in drawn


def test_the_passage_is_marked_and_its_speaker_named() -> None:
    """Other words than the passage are marked, or a speaker is given who did not speak."""
    changes = {"snippet": "Before. The passage. After.", "mark_start": 8, "mark_end": 20}
    drawn = items(
        row(
            **changes,
            actor="tokayev",
            stance="denied",
            outlet_country="KAZ",
            language="he",
            copies=3,
        ),
        Filters(corpus="fish"),
        WORDS,
    )
    assert "Before. <mark>The passage.</mark> After." in drawn
    assert "Denied; said by: Kassym-Jomart Tokayev" in drawn
    assert "Kazakhstan · Hebrew · and 2 more copies of this text" in drawn
    assert 'href="articles?corpus=fish&amp;article=' in drawn


def test_a_story_of_two_passages_is_one_item() -> None:
    """A story with two passages is shown as two stories."""
    two = pd.concat([row(), row(start=40)])
    assert items(two, Filters(), WORDS).count("<li>") == 1
