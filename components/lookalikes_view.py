"""Look-alikes: who had joined much the same, by two measures that disagree, and who is in."""

from datetime import date

import pandas as pd
import streamlit as st

from components import cached
from components.figure_card import figure_card, reader_look
from components.lookalikes_chart import lookalikes_chart
from components.membership_map import STATUS_LABELS
from components.membership_view import READING_WORDS, SOURCE
from components.plain import plain
from data.days import in_words
from data.filters import Filters

LISTED = 25
ABOUT = (
    "S (Signorino and Ritter 1999) is 1 where two countries have come equally far in every "
    "agreement and -1 where they are as far apart as they can be; no step, announced or observer, "
    "signed, member are its four rungs. Kappa (Cohen 1960) and pi (Scott 1955) compare being in "
    "alone, and take off what chance would give. S is high where both joined almost nothing; kappa "
    "is not. All memberships are compared and not a sample of them, so there is no interval. A "
    "country that could not join is not counted as one that did not; the rules of who could are in "
    "data/files/eligibility.csv. Ranked are those to whom at least two thirds of what was open to "
    "this country was open too, and at least 8 agreements."
)


def lookalikes_card(filters: Filters, today: date) -> None:
    """Show which countries are most alike, in words, as points and as a table."""
    frame = cached.lookalikes(filters, today)
    for sentence in cached.lookalikes_in_words(filters, today):
        st.markdown(plain(sentence))
    if frame["s_rank"].isna().all():
        return
    facts = cached.facts()
    country = facts.country_names[filters.subject()]
    ranked = int(frame["s_rank"].notna().sum())
    figure_card(
        lookalikes_chart(frame, look=reader_look()),
        frame,
        name="lookalikes",
        filters=filters,
        title=f"{country}: countries with a like portfolio of memberships",
        subtitle=f"{ranked} countries, {READING_WORDS[filters.membership]}",
        source=SOURCE,
        alt=_alt(frame, country),
        denominator=cached.portfolio_words(filters, today),
    )
    _table(frame, facts.agreement_names[filters.agreement])
    with st.expander("How likeness is measured", type="compact"):
        st.markdown(ABOUT)


def like_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return look-alikes as readers see them, the ranked ones, at most LISTED."""
    ranked = frame[frame["s_rank"].notna()].head(LISTED)
    return pd.DataFrame(
        {
            "Country": ranked["name"],
            "In": ranked["joined"].map({True: "yes", False: "no"}),
            "By S": ranked["s_rank"],
            "By kappa": ranked["kappa_rank"],
            "S": ranked["s"],
            "Kappa": ranked["kappa"],
            "Pi": ranked["pi"],
            "Compared": ranked["compared"],
            "Both in": ranked["both"],
            "Neither in": ranked["neither"],
            "Status": ranked["status"].map(STATUS_LABELS),
            "Since": [in_words(since) if since else "" for since in ranked["status_since"]],
        }
    )


def _table(frame: pd.DataFrame, agreement: str) -> None:
    number = st.column_config.NumberColumn(format="%.2f", width=60)
    place = st.column_config.NumberColumn(width=64)
    rows = like_rows(frame)
    st.dataframe(
        rows,
        hide_index=True,
        height=min(36 * len(rows) + 38, 320),
        key="most_alike",
        alt="Countries by likeness, with both ranks, and how each stands in the agreement",
        column_config={
            "Country": st.column_config.TextColumn(width=134, pinned=True),
            "S": number,
            "Kappa": number,
            "Pi": number,
            **dict.fromkeys(("By S", "By kappa", "Compared", "Both in", "Neither in"), place),
            "In": st.column_config.TextColumn(width=44, help=f"Counts as in {agreement} today"),
        },
    )


def _alt(frame: pd.DataFrame, country: str) -> str:
    nearest = ", ".join(frame["name"].head(5))
    return f"Points of S against kappa for countries like {country}; the nearest: {nearest}."
