"""The coverage chart with what belongs to it: words, marks, and the pieces behind a point."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import address, cached
from components.coverage_chart import coverage_chart, selected_range
from components.figure_card import figure_card, figure_key, reader_look
from components.filter_bar import corpus_line
from data.filters import Filters, day_in_words

EVERY_WORDS = {
    "day": "by day",
    "week": "by week",
    "month": "by month",
    "quarter": "by quarter",
    "year": "by year",
}
OF_WORDS = {"articles": "Pieces", "stories": "Stories", "outlets": "Outlets"}


def coverage_card(filters: Filters, *, name: str, height: int) -> pd.DataFrame:
    """Show coverage over time with its table and downloads; return the rows drawn."""
    frame = cached.coverage(filters)
    names = cached.names()
    title = f"Coverage {EVERY_WORDS[filters.every]}"
    subtitle = cached.in_words(filters)
    figure = coverage_chart(
        frame,
        cached.marks(filters),
        names=names,
        look=reader_look(),
        measure=filters.measure,
        every=filters.every,
        of=filters.of,
        height=height,
    )
    figure_card(
        figure,
        frame.assign(name=frame["series"].map(lambda code: names.get(code, "All countries"))),
        name=name,
        filters=filters,
        title=title,
        subtitle=subtitle,
        source=source_line(filters),
        alt=in_a_sentence(frame, filters, subtitle),
        on_select=_picked(name),
        select=("points", "box"),
    )
    return frame


def source_line(filters: Filters) -> str:
    """Say what was counted, what a share is a share of, and what has no place on the line."""
    words = [corpus_line()]
    if filters.measure == "share":
        words.append("Share: of all pieces of this corpus that fit the other filters, per bucket.")
    if unplaced := cached.unplaced(filters):
        words.append(f"{unplaced:,} pieces have no day fine enough and are not on the line.")
    return " ".join(words)


def in_a_sentence(frame: pd.DataFrame, filters: Filters, subtitle: str) -> str:
    """Describe the chart for readers who cannot see it."""
    counted = frame.dropna(subset=["count"])
    if counted.empty:
        return f"Coverage over time, {subtitle}: nothing collected."
    peak = counted.loc[counted["count"].idxmax()]
    total = int(counted["count"].sum())
    return (
        f"Line chart of {OF_WORDS[filters.of].lower()} {EVERY_WORDS[filters.every]}, {subtitle}: "
        f"{total:,} in all, most ({int(peak['count']):,}) from {peak['period']:%d %b %Y}."
    )


def _picked(name: str) -> Callable[[], None]:
    def picked() -> None:
        event = st.session_state[figure_key(name)]
        days = selected_range(event)
        series = {
            point["customdata"][2]
            for point in event["selection"]["points"]
            if point.get("customdata")
        }
        country = series.pop() if len(series) == 1 else ""
        address.change(
            picked=days, picked_country="" if country == "all" else country, page=1, article=""
        )

    return picked


def picked_filters(filters: Filters) -> Filters:
    """Return the filters of the pieces behind what was picked on the line."""
    kept = filters.with_choice(dates=filters.picked)
    return kept.with_choice(country=(filters.picked_country,)) if filters.picked_country else kept


def picked_heading(filters: Filters) -> None:
    """Say which days of which line were picked, and offer to let go of them."""
    first, last = filters.picked
    days = (
        day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
    )
    whose = f", about {cached.names()[filters.picked_country]}" if filters.picked_country else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"Behind the line: {days}{whose}", anchor=False, width="stretch")
        st.button(
            "Let go",
            icon=":material/close:",
            on_click=address.change,
            kwargs={"picked": None, "picked_country": "", "page": 1, "article": ""},
        )
