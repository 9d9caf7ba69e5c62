"""Where a country stands: sentences that open their facts, and all it is in on one time axis."""

from datetime import date

import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from components.figure_card import figure_card, reader_look
from components.membership_map import STATUS_LABELS
from components.membership_view import READING_WORDS, SOURCE
from components.memberships_axis import memberships_axis_chart
from components.plain import plain
from data.days import in_words
from data.filters import Filters, day_in_words
from data.source_links import first_address, source_name

SHOWN = 8
AXIS_SOURCE = (
    f"{SOURCE} The dotted line is the day the page compares around. A date known to its month or "
    "year alone is a hatched stretch."
)
CONFIDENCE = {"checked": "source seen", "known": "public record", "": ""}


def standing_list(filters: Filters, today: date) -> None:
    """Show what is special about the country in focus; each sentence opens its rows."""
    said = cached.special(filters, today)
    _sentences(said.head(SHOWN), filters, today)
    rest = said.iloc[SHOWN:]
    # A link to the evidence of a sentence shows the sentence.
    linked = filters.claim in set(rest["claim"])
    with st.container(horizontal=True, vertical_alignment="center"):
        words = "1 more sentence" if len(rest) == 1 else f"{len(rest)} more sentences"
        more = bool(len(rest)) and st.toggle(words, value=linked, key="more_of_standing")
        _download(said, filters, today)
    if more:
        _sentences(rest, filters, today)


def _sentences(said: pd.DataFrame, filters: Filters, today: date) -> None:
    with st.container(gap="xxsmall"):
        for claim, sentence in zip(said["claim"], said["sentence"], strict=True):
            _sentence(filters, today, claim, sentence)


def _sentence(filters: Filters, today: date, claim: str, sentence: str) -> None:
    panel = st.expander(
        plain(sentence),
        key=f"rows_of_{claim.replace(':', '_')}",
        expanded=filters.claim == claim,
        on_change="rerun",
    )
    if not panel.open:
        return
    rows = cached.standing_rows(filters, claim, today)
    if rows.empty:
        panel.caption("Nothing is recorded, so there are no rows to show.")
        return
    panel.dataframe(
        fact_rows(rows),
        hide_index=True,
        height=min(36 * len(rows) + 38, 320),
        key=f"facts_of_{claim.replace(':', '_')}",
        alt=f"The facts behind: {sentence}",
        placeholder="",
        column_config={"Link": st.column_config.LinkColumn(display_text="open", width=60)},
    )


def fact_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return facts, as data.questions.standing.standing_rows gives them, as readers see them."""
    dated = rows["step"] != "rule"
    return pd.DataFrame(
        {
            "Agreement": rows["agreement"],
            "Country": rows["name"],
            "Step": rows["step"].str.replace("_", " ").replace("rule", "who may join"),
            "From": rows["date"].map(in_words).where(dated, ""),
            "To": rows["end_date"].map(lambda end: in_words(end) if end else ""),
            "Note": rows["note"],
            "Source": rows["source"].map(source_name),
            "Link": rows["source"].map(first_address),
            "Checked": rows["confidence"].map(CONFIDENCE),
        }
    )


def _download(said: pd.DataFrame, filters: Filters, today: date) -> None:
    facts = cached.facts()
    country = facts.country_names[filters.subject()]
    download(
        said,
        name="special",
        filters=filters,
        title=f"{country}: where it stands",
        subtitle=f"{facts.agreement_names[filters.agreement]}, {_day_and_reading(filters, today)}",
        source=SOURCE,
        key="download_special",
    )


def memberships_axis_card(filters: Filters, today: date) -> None:
    """Show everything the country in focus takes part in on one axis of time."""
    drawn = cached.memberships_axis(filters, today)
    country = cached.facts().country_names[filters.subject()]
    if drawn[drawn["kind"] != "event"].empty:
        st.info("No step of this country is recorded in any of the agreements.")
        return
    agreements = drawn["name"].nunique()
    figure_card(
        memberships_axis_chart(
            drawn, look=reader_look(), labels=STATUS_LABELS, today=filters.as_of or today
        ),
        drawn,
        name="memberships_axis",
        filters=filters,
        title=f"{country}: every agreement through time",
        subtitle=f"{agreements} agreements, {_day_and_reading(filters, today)}",
        source=AXIS_SOURCE,
        alt=f"Bars through time for the {agreements} agreements that {country} takes part in: "
        f"{', '.join(dict.fromkeys(drawn['name']))}.",
    )


def _day_and_reading(filters: Filters, today: date) -> str:
    return f"{day_in_words(filters.as_of or today)}, {READING_WORDS[filters.membership]}"
