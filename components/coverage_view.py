"""The coverage chart with what belongs to it: words, marks, and the pieces behind a point."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import address, cached
from components.article_list import article_list
from components.coverage_chart import selected_range, selected_series
from components.figure_card import figure_card, figure_key, reader_look
from components.filter_bar import corpus_line
from components.reader import reader
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
    figure = cached.coverage_figure(filters, reader_look().name, height)
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
        pieces = "1 piece has" if unplaced == 1 else f"{unplaced:,} pieces have"
        words.append(f"{pieces} no date fine enough for this step and so no place on the line.")
    return " ".join(words)


def in_a_sentence(frame: pd.DataFrame, filters: Filters, subtitle: str) -> str:
    """Describe the chart for readers who cannot see it."""
    counted = frame.dropna(subset=["count"])
    if counted.empty:
        return f"Coverage over time, {subtitle}: nothing collected."
    lead = f"Line chart of {OF_WORDS[filters.of].lower()} {EVERY_WORDS[filters.every]}, {subtitle}"
    if filters.measure == "share":
        counted = frame.dropna(subset=["share"])
        if counted.empty:
            return f"{lead}: no share can be given."
        peak = counted.loc[counted["share"].idxmax()]
        return f"{lead}: highest share {peak['share']:.0%}, from {day_in_words(peak['period'])}."
    peak = counted.loc[counted["count"].idxmax()]
    total = int(cached.count(filters, of=filters.of)["count"].iloc[0])
    return (
        f"{lead}: {total:,} in all, most ({int(peak['count']):,}) "
        f"from {day_in_words(peak['period'])}."
    )


def _picked(name: str) -> Callable[[], None]:
    def picked() -> None:
        event = st.session_state[figure_key(name)]
        series = selected_series(event)
        country = series[0] if len(series) == 1 and series[0] != "all" else ""
        address.change(picked=selected_range(event), picked_line=country, page=1, article="")

    return picked


def pieces_behind(filters: Filters) -> None:
    """List the pieces behind what was picked on the line, with the open one beside them."""
    if not filters.picked:
        st.caption(
            "Click a point to list the pieces behind it; to take several, use the box tool above "
            "the chart."
        )
        return
    _picked_heading(filters)
    chosen = picked_filters(filters)
    if coarse := cached.unplaced(chosen):
        st.caption(
            f"Of these, {coarse:,} known only to the month or year stand on its first day here; "
            "the line leaves them out."
        )
    reader(filters)
    article_list(filters, name="picked", chosen=chosen)


def picked_filters(filters: Filters) -> Filters:
    """Return the filters of the pieces behind what was picked on the line."""
    kept = cached.narrowed(filters, *filters.picked)
    return kept.with_choice(country=(filters.picked_line,)) if filters.picked_line else kept


def _picked_heading(filters: Filters) -> None:
    """Say which days of which line were picked, and offer to let go of them."""
    first, last = filters.picked
    days = (
        day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
    )
    country = filters.picked_line
    whose = f", about {cached.names().get(country, country)}" if country else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"Behind the line: {days}{whose}", anchor=False, width="stretch")
        st.button(
            "Let go",
            icon=":material/close:",
            on_click=address.change,
            kwargs={"picked": None, "picked_line": "", "page": 1, "article": ""},
        )


def overview_title(filters: Filters, agreement: str) -> str:
    """Name the agreement, and its coverage only where the pieces are about it."""
    if cached.is_built_in() and filters.agreement == "abraham-accords":
        return f"{agreement}: who is in, and how it is covered"
    return f"{agreement}: who is in"
