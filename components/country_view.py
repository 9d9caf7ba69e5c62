"""The parts of the Country page: its choice, its ladder, its memberships."""

from datetime import date

import pandas as pd
import streamlit as st

from components import address, cached
from components.download import download
from components.ladder_view import ladder_table
from components.membership_map import STATUS_LABELS
from components.membership_view import READING_WORDS, SOURCE
from data.days import in_words
from data.filters import Filters


def country_choice(country: str) -> None:
    """Choose the country of the page."""
    names = cached.facts().country_names
    st.selectbox(
        "Country",
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        width=320,
        **address.bound("focus", country),
    )


# The parts of the page in order; those in NEED_CODING come once the reasons are coded.
SECTIONS = (
    "Where it stands",
    "Reasons",
    "Who says why",
    "Coverage through time",
    "What changed",
    "How far the headline holds",
    "Look-alikes",
    "Every agreement it takes part in",
)
NEED_CODING = ("Reasons", "Who says why")


def contents(*, coded: bool) -> None:
    """List the parts of the page as links to them."""
    there = [title for title in SECTIONS if coded or title not in NEED_CODING]
    links = " · ".join(f"[{title}](#{_anchor(title)})" for title in there)
    st.markdown(f"On this page: {links}")


def section(title: str) -> None:
    """Begin a part of the page; a link to it can be copied."""
    st.subheader(title, anchor=_anchor(title), divider="gray")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def own_ladder(filters: Filters, today: date, country: str) -> None:
    """Say how the country stands in the chosen agreement, and show its dated steps."""
    day = filters.as_of or today
    rows = cached.membership(filters, today)
    row = rows[rows["iso3"] == country].iloc[0]
    agreement = cached.facts().agreement_names[filters.agreement]
    counted = "counts" if row["member"] else "does not count"
    since = f", {in_words(row['status_since'])}" if row["status_since"] else ""
    entry = f" since {in_words(row['since'])}" if row["member"] and row["since"] else ""
    st.markdown(
        f"**{STATUS_LABELS[row['status']]}**{since}. On {day.day} {day:%b %Y} it {counted} as a "
        f"member of {agreement}{entry} in the {READING_WORDS[filters.membership]}."
    )
    if not cached.ladder(filters.agreement, filters.country).empty:
        ladder_table(filters)


def memberships_table(filters: Filters, today: date, country: str) -> None:
    """Show every agreement the country takes part in, with its steps."""
    rows = cached.memberships_of(country, filters.as_of or today, filters.membership)
    if rows.empty:
        st.info("No step of this country is recorded in any of the agreements.")
        return
    shown = pd.DataFrame(
        {
            "Agreement": rows["name"],
            "Status": rows["status"].map(STATUS_LABELS),
            "Status since": [in_words(since) if since else "" for since in rows["status_since"]],
            "Member since": [
                in_words(since) if member else "no member"
                for since, member in zip(rows["since"], rows["member"], strict=True)
            ],
            "All steps": rows["steps"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        key="memberships",
        alt="Agreements the country takes part in, with status and steps",
        column_config={"All steps": st.column_config.TextColumn(width="large")},
    )
    download(
        rows,
        name="memberships",
        filters=filters,
        title=f"{cached.facts().country_names[country]}: agreements",
        subtitle="Status and dated steps",
        source=SOURCE,
        key="download_memberships",
    )
