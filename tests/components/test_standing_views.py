"""Standing and look-alikes on the screen: rows open, more sentences come, nothing to compare."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.lookalikes_view import like_rows
from components.standing_view import SHOWN, fact_rows

MEMBER = "OIC,KAZ,Kazakhstan,member,1995,,year,,https://a.example/x,known"
RULE = "EU,KAZ,Kazakhstan,rule,,,,For Europe.,Treaty of Rome,"
FACTS = pd.DataFrame(
    [MEMBER.split(","), RULE.split(",")],
    columns="agreement iso3 name step date end_date precision note source confidence".split(),
)


def app_of_a_country() -> None:
    """Show the parts as the Country page does."""
    from datetime import date

    from components import address
    from components.lookalikes_view import lookalikes_card
    from components.standing_view import memberships_axis_card, standing_list

    filters, today = address.read().filters, date(2026, 11, 24)
    standing_list(filters, today)
    memberships_axis_card(filters, today)
    lookalikes_card(filters, today)


def shown(**address: str) -> AppTest:
    app = AppTest.from_function(app_of_a_country, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    assert not app.run().exception
    return app


def sentences(app: AppTest) -> list[str]:
    return [panel.label for panel in app.expander if panel.label.endswith(".")]


def test_facts_are_written_as_on_the_other_pages() -> None:
    """A date is finer than it is known, or a rule has a date that is not settled."""
    rows = fact_rows(FACTS)
    assert rows["From"].tolist() == ["1995", ""]
    assert rows["Step"].tolist() == ["member", "who may join"]
    assert rows["Link"].tolist()[0] == "https://a.example/x" and rows["Link"].isna().tolist()[1]
    assert rows["Checked"].tolist() == ["public record", ""]


def test_look_alikes_are_the_ranked_ones() -> None:
    """The list shows pairs that are not ranked, or places as codes."""
    frame = pd.DataFrame(
        {
            "name": ["Chad", "Mali"],
            "s_rank": pd.array([1, None], dtype="Int64"),
            "kappa_rank": pd.array([1, None], dtype="Int64"),
            "joined": [True, False],
            "status": ["signed", "none"],
            "status_since": ["2021-01-06", ""],
            **dict.fromkeys(("s", "kappa", "pi"), 0.5),
            **dict.fromkeys(("compared", "both", "neither"), 12),
        }
    )
    rows = like_rows(frame)
    assert rows["Country"].tolist() == ["Chad"]
    assert rows[["In", "Status", "Since"]].to_numpy().tolist() == [["yes", "Signed", "6 Jan 2021"]]


def test_the_first_sentences_are_shown_and_the_rest_on_demand() -> None:
    """A page is a wall of sentences, or those beyond the first cannot be had."""
    app = shown(focus="KAZ")
    first = sentences(app)
    assert len(first) == SHOWN and first[0].startswith("Kazakhstan in the Abraham Accords")
    app.toggle(key="more_of_standing").set_value(True).run()
    assert not app.exception and len(sentences(app)) > SHOWN


@pytest.mark.parametrize("claim", ["special:relations", "special:events"])
def test_a_link_to_a_claim_opens_its_rows(claim: str) -> None:
    """A link to the evidence of a sentence shows the sentence closed, or hides it."""
    tables = [table.value for table in shown(focus="KAZ", claim=claim).dataframe]
    assert any("Checked" in table.columns for table in tables)


@pytest.mark.parametrize("country", ["ARE", "SAU", "ISR", "USA", "XSL", "TUV"])
def test_every_kind_of_country_is_shown(country: str) -> None:
    """A member, the counterpart, the sponsor, or who can join almost nothing breaks the page."""
    app = shown(focus=country)
    assert sentences(app)
    if country == "XSL":
        assert any("too few to compare" in text.value for text in app.markdown)
