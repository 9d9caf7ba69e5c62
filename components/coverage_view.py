"""The coverage chart with what belongs to it: words, marks, and the pieces behind a point."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import address, cached
from components.article_list import article_list
from components.audit import audit_files, audit_line
from components.coverage_chart import selected_range, selected_series
from components.different import different_words
from components.everything import Extras
from components.figure_card import figure_card, figure_key, reader_look
from components.filter_bar import corpus_line
from components.own_events import own_events
from components.plain import plain
from components.reader import reader
from components.under_chart import counted
from data.export.tables import as_csv
from data.filters import Filters, day_in_words
from data.questions.lines import PARTED
from data.wording import days_in_words

EVERY_WORDS = {
    "day": "by day",
    "week": "by week",
    "month": "by month",
    "quarter": "by quarter",
    "year": "by year",
}
LINE_WORDS = {
    "outlet": "outlets",
    "published_in": "publishing countries",
    "language": "languages",
    "topic": "topics",
}
VIEW_WORDS = {
    "lines": "Line chart",
    "panels": "Panels",
    "stacked": "Stacked bars",
    "heat": "Heat map",
}
NUMBERS = {"count": ":,.0f", "share": ":.1%", "index": ":,.0f", "per_outlet": ":,.2f"}


def coverage_card(asked: Filters, *, name: str, height: int) -> Filters:
    """Show coverage over time with its table and downloads; return the filters that are drawn.

    Where what is asked for cannot be drawn, the nearest view is, with a sentence.
    """
    filters, changes = cached.usable(asked)
    for sentence in changes:
        st.info(plain(sentence), icon=":material/info:")
    frame, names = cached.coverage(filters), cached.line_names(filters)
    subtitle = _subtitle(filters)
    figure_card(
        cached.coverage_figure(filters, reader_look().name, height),
        frame.assign(name=frame["series"].map(lambda code: names.get(code, code))),
        name=name,
        filters=asked,
        title=f"Coverage {EVERY_WORDS[filters.every]}",
        subtitle=subtitle,
        source=source_line(filters),
        denominator=cached.measured(filters),
        alt=in_a_sentence(frame, filters, subtitle),
        on_select=_picked(name),
        select=("points", "box"),
        extras=_extras(filters),
    )
    return filters


def _subtitle(filters: Filters) -> str:
    second = cached.second_filter(filters)
    return cached.in_words(filters) + (f" · B: {second}" if second else "")


def _extras(filters: Filters) -> Extras:
    """Return what this reader added to the view, for the ZIP: labels of an audit, own events."""
    events = own_events()
    files = {} if events is None else {"events/own_events.csv": lambda: as_csv(events)}
    return {**audit_files(cached.behind(filters), filters.every), **files}


def source_line(filters: Filters) -> str:
    """Say what was counted, how far it may be read, and what has no place on the line."""
    behind = cached.behind(filters)
    pieces = int(cached.count(behind)["count"].iloc[0])
    words = [corpus_line(), f"Counted here: {counted(pieces, 'articles')}."]
    words += [_drawn_of_many(filters), cached.weak_share(filters)]
    if (cached.corpus().collected()["basis"] == "estimated").any():
        words.append("When what was collected is estimated from the days of the pieces.")
    if unplaced := cached.unplaced(behind):
        pieces = "1 piece has" if unplaced == 1 else f"{unplaced:,} pieces have"
        words.append(f"{pieces} no date fine enough for this step and so no place on the line.")
    return " ".join(filter(None, words))


def _drawn_of_many(filters: Filters) -> str:
    """Say that only the leading values compared are drawn, where the reader has chosen none."""
    if filters.compare in ("country", *PARTED) or getattr(filters, filters.compare):
        return ""
    number = cached.coverage(filters)["series"].nunique()
    return (
        f"Drawn: the {number} {LINE_WORDS[filters.compare]} with most pieces; others are not on "
        "the chart, unless chosen on the left."
    )


def in_a_sentence(frame: pd.DataFrame, filters: Filters, subtitle: str) -> str:
    """Describe the chart for readers who cannot see it."""
    known = frame.dropna(subset=["value"])
    lead = (
        f"{VIEW_WORDS[filters.view]} of coverage {EVERY_WORDS[filters.every]}, {subtitle}. "
        f"{cached.measured(filters)}"
    )
    if known.empty:
        return f"{lead} Nothing collected that could be drawn."
    peak = known.loc[known["value"].idxmax()]
    number = f"{{{NUMBERS[filters.measure]}}}".format(float(peak["value"]))
    whose = cached.line_names(filters).get(peak["series"], peak["series"])
    return f"{lead} Highest: {whose}, {number}, from {day_in_words(peak['period'])}."


def chart_audit(drawn: Filters) -> None:
    """Offer an audit of the pieces on the lines of a chart; drawn: as coverage_card returns it."""
    audit_line(cached.behind(drawn), key="coverage", every=drawn.every)


def _picked(name: str) -> Callable[[], None]:
    def picked() -> None:
        event = st.session_state[figure_key(name)]
        series = selected_series(event)
        line = series[0] if len(series) == 1 and series[0] != "all" else ""
        address.change(picked=selected_range(event), picked_line=line, page=1, article="")

    return picked


def pieces_behind(filters: Filters, *, words: bool = False) -> None:
    """List the pieces behind what was picked on the chart, with the open one beside them.

    words: also say which words tell these days from the others.
    """
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
    context = picked_line(filters)
    article_list(filters, name="picked", chosen=chosen, context=context)
    if words:
        different_words(context, filters.picked)


def picked_line(filters: Filters) -> Filters:
    """Return the filters of the line that was picked on, or of all lines where several were."""
    drawn, _ = cached.usable(filters)
    if not filters.picked_line:
        return cached.behind(drawn)
    return cached.line_filters(drawn, filters.picked_line)


def picked_filters(filters: Filters) -> Filters:
    """Return the filters of the pieces behind what was picked on the chart."""
    return cached.narrowed(picked_line(filters), *filters.picked)


def _picked_heading(filters: Filters) -> None:
    """Say which days of which line were picked, and offer to let go of them."""
    line = filters.picked_line
    several = cached.coverage(cached.usable(filters)[0])["series"].nunique() > 1
    whose = f", {cached.line_names(filters).get(line, line)}" if line else ""
    if several and not line:
        whose = ", all lines"
    with st.container(horizontal=True, vertical_alignment="center"):
        days = days_in_words(*filters.picked)
        st.subheader(plain(f"Behind the chart: {days}{whose}"), anchor=False, width="stretch")
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
