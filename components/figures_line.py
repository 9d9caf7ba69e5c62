"""The four figures at the top of the Overview, each with the words that make it readable."""

from datetime import date
from html import escape

import streamlit as st

from components import cached
from components.membership_view import READING_WORDS
from data.filters import Filters

MONTHS = "%b %Y"


def figures_line(filters: Filters, today: date) -> None:
    """Show members, pieces, the most covered country and the busiest month."""
    figures = [
        _members(filters, today),
        _pieces(filters),
        _most_covered(filters),
        _busiest(filters),
    ]
    with st.grid(4, min_column_width=150, gap="small", border=True, key="figures"):
        for label, value, words in figures:
            st.html(
                f'<div class="figure">{escape(label)}<br><strong>{escape(value)}</strong>'
                f"<br><span>{escape(words)}</span></div>"
            )


def _members(filters: Filters, today: date) -> tuple[str, str, str]:
    frame = cached.membership(filters, today)
    waiting = frame.loc[(frame["status"] == "announced") & ~frame["member"], "name"].tolist()
    said = f"announced, not counted: {', '.join(waiting)}" if 0 < len(waiting) <= 3 else ""
    if len(waiting) > 3:
        said = f"{len(waiting)} more announced, not counted"
    reading = READING_WORDS[filters.membership]
    return (
        f"Members, {reading}",
        f"{int(frame['member'].sum()):,}",
        said or f"of {len(frame)} countries",
    )


def _pieces(filters: Filters) -> tuple[str, str, str]:
    pieces = int(cached.count(filters)["count"].iloc[0])
    outlets = int(cached.count(filters, of="outlets")["count"].iloc[0])
    languages = len(cached.count(filters, by=("language",)))
    return "Pieces in view", f"{pieces:,}", f"{outlets:,} outlets, {languages} languages"


def _most_covered(filters: Filters) -> tuple[str, str, str]:
    top = cached.most_covered(filters)
    if top.empty:
        return "Most covered", "none", "no piece fits the filters"
    name = cached.names().get(top["country"].iloc[0], top["country"].iloc[0])
    return "Most covered", name, f"in {int(top['count'].iloc[0]):,} pieces"


def _busiest(filters: Filters) -> tuple[str, str, str]:
    months = cached.count(filters, by=("month",))
    if months.empty:
        return "Busiest month", "none", "no dated piece fits"
    peak = months.loc[months["count"].idxmax()]
    return "Busiest month", f"{peak['month']:{MONTHS}}", f"{int(peak['count']):,} pieces"
