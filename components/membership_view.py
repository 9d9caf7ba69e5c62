"""The membership map with what belongs to it: words, the list beside it, a click as a filter."""

from datetime import date

import pandas as pd
import streamlit as st

from components import cached
from components.figure_card import figure_card, reader_look
from components.map_clicks import clicked_on_map
from components.membership_map import (
    MAP_CONFIG,
    STATUS_LABELS,
)
from data.days import in_words
from data.filters import Filters, day_in_words

READING_WORDS = {"strict": "strict reading", "broad": "broad reading"}
SOURCE = "Source: dated steps kept by Accord Atlas, each with its own source."
MAP_SOURCE = (
    f"{SOURCE} The slider looks at other days; table and downloads keep the day chosen. "
    "Boundaries imply no opinion."
)


def membership_card(filters: Filters, today: date, *, name: str, height: int) -> None:
    """Show the map of the chosen day with its table and downloads; a click filters."""
    day = filters.as_of or today
    frame = cached.membership(filters, today)
    figure = cached.membership_figure(
        filters.agreement,
        day,
        reader_look().name,
        filters.region,
        height,
        cached.counted_statuses(filters.agreement, filters.membership),
    )
    agreement = cached.facts().agreement_names[filters.agreement]
    members = int(frame["member"].sum())
    figure_card(
        figure,
        frame,
        name=name,
        filters=filters,
        title=f"{agreement}: membership on {day_in_words(day)}",
        subtitle=f"{members_in_words(members)}, {READING_WORDS[filters.membership]}",
        source=MAP_SOURCE,
        alt=f"World map of {agreement} on {day_in_words(day)}: {members_in_words(members)} "
        f"({READING_WORDS[filters.membership]}): {listed_members(frame)}.",
        config=MAP_CONFIG,
        on_select=clicked_on_map(name, "country"),
        geo=True,
    )


def members_in_words(members: int) -> str:
    """Write a number of members."""
    return f"{members:,} member" if members == 1 else f"{members:,} members"


def listed_members(frame: pd.DataFrame) -> str:
    """Name the members, at most twelve of them."""
    names = frame.loc[frame["member"], "name"].tolist()
    rest = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return (", ".join(names[:12]) or "none") + rest


def standing_in_words(filters: Filters, today: date) -> str:
    """Say which day, reading and countries a page about membership shows."""
    names = cached.facts().country_names
    countries = [names.get(code, code) for code in filters.country]
    said = [day_in_words(filters.as_of or today), READING_WORDS[filters.membership]]
    return " · ".join([*said, ", ".join(countries) or "all countries"])


def shown_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the map with a step; the rest of the world has none."""
    return frame[frame["status"] != "none"].reset_index(drop=True)


def member_list(frame: pd.DataFrame, *, height: int) -> None:
    """Show who stands where beside the map; small states are as easy to find as large ones."""
    rows = shown_rows(frame)
    listed = pd.DataFrame(
        {
            "Country": rows["name"],
            "Status": rows["status"].map(STATUS_LABELS),
            "Status since": [in_words(since) for since in rows["status_since"]],
            "Member since": [
                in_words(since) if member else "no member"
                for since, member in zip(rows["since"], rows["member"], strict=True)
            ],
        }
    )
    st.dataframe(
        listed,
        hide_index=True,
        height=min(height, 36 * len(listed) + 38),
        key="member_list",
        alt="Countries with their status, its date, and whether they count as members",
        column_config={
            "Country": st.column_config.TextColumn(width=134),
            "Status": st.column_config.TextColumn(width=144),
            "Status since": st.column_config.TextColumn(width=84),
            "Member since": st.column_config.TextColumn(width=92),
        },
    )
