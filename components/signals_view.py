"""Bursts and breaks: their switches and settings, and a list of what was found."""

import pandas as pd
import streamlit as st

from components import address, cached
from components.chart_signals import times
from components.download import download
from components.plain import plain
from data.filters import Filters, day_in_words
from data.questions.signals import BREAKS, BURSTS, LIKELY_CHANCE

RATIOS, COSTS = (1.5, 2.0, 3.0, 5.0), (0.5, 1.0, 2.0, 4.0)
PENALTIES = (1.5, 3.0, 6.0, 12.0)


def signal_controls(filters: Filters) -> None:
    """Offer bursts and breaks, off until the reader wants them, with their settings."""
    used = [word for word, on in (("bursts", filters.bursts), ("breaks", filters.breaks)) if on]
    label = f"Bursts and breaks ({' and '.join(used)} on)" if used else "Bursts and breaks"
    with st.popover(label, icon=":material/insights:"):
        _bursts(filters)
        _breaks(filters)


def _bursts(filters: Filters) -> None:
    st.toggle(
        "Mark bursts",
        help="Stretches in which the share is nearer to a multiple of its mean than to the mean "
        "(Kleinberg 2002, two states). Drawn where chance alone would give one as heavy in fewer "
        "than 5 of 100 series; with several lines, one must be the surer.",
        **address.bound("bursts", bool(filters.bursts), lambda on: BURSTS if on else ""),
    )
    if not filters.bursts:
        return
    ratio, cost = filters.settings("bursts")
    _setting("A burst is so many times the mean share", "burst_ratio", RATIOS, ratio, _new_bursts)
    _setting("Cost of entering a burst", "burst_cost", COSTS, cost, _new_bursts)


def _breaks(filters: Filters) -> None:
    st.toggle(
        "Mark breaks",
        help="Days from which on the level is another (change points: PELT with a Poisson cost, "
        "widened by the scatter of the series). Of the share where shares are shown, else of the "
        "number.",
        **address.bound("breaks", bool(filters.breaks), lambda on: BREAKS if on else ""),
    )
    if filters.breaks:
        (penalty,) = filters.settings("breaks")
        _setting(
            "Penalty of a break: higher finds fewer", "penalty", PENALTIES, penalty, _new_breaks
        )


def _setting(label: str, key: str, offered: tuple[float, ...], value: float, new: object) -> None:
    st.session_state[key] = value
    st.select_slider(label, sorted({*offered, value}), key=key, on_change=new)


def _new_bursts() -> None:
    ratio, cost = (st.session_state[key] for key in ("burst_ratio", "burst_cost"))
    address.change(bursts=f"{ratio:g},{cost:g}")


def _new_breaks() -> None:
    address.change(breaks=f"{st.session_state['penalty']:g}")


def await_signals(filters: Filters) -> None:
    """Find bursts and breaks once the chart is on the screen, and then draw them on it."""
    if cached.signals_ready(filters):
        return
    with st.skeleton(height=60):
        cached.signals(filters)
    st.rerun()


def signals_list(filters: Filters) -> None:
    """List the bursts and breaks found, sure or not, with their stability."""
    if not (filters.bursts or filters.breaks) or not cached.signals_ready(filters):
        return
    found, names = cached.signals(filters), cached.line_names(filters)
    st.subheader("Bursts and breaks", anchor=False)
    for sentence in found.said:
        st.caption(plain(sentence))
    if filters.bursts:
        _table(found.bursts, burst_rows(found.bursts, names), "bursts", filters)
    if filters.breaks:
        _table(found.breaks, break_rows(found.breaks, names), "breaks", filters)


def burst_rows(bursts: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return bursts as readers see them."""
    return pd.DataFrame(
        {
            "Line": [names.get(code, code) for code in bursts["series"]],
            "From": [day_in_words(day) for day in bursts["first_day"]],
            "To": [day_in_words(day) for day in bursts["last_day"]],
            "Share": [f"{share:.1%}" for share in bursts["share"]],
            "In all": [f"{share:.1%}" for share in bursts["base_share"]],
            "Chance alone": [
                f"p = {p:.3f}" + ("" if q <= LIKELY_CHANCE else ", not drawn")
                for p, q in zip(bursts["p"], bursts["q"], strict=True)
            ],
            "Settings that agree": [
                f"{part * settings:.0f} of {settings}"
                for part, settings in zip(bursts["stability"], bursts["settings"], strict=True)
            ],
        },
        dtype="str",
    )


def break_rows(breaks: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return breaks as readers see them."""
    ratios = zip(breaks["ratio"], breaks["low"], breaks["high"], strict=True)
    return pd.DataFrame(
        {
            "Line": [names.get(code, code) for code in breaks["series"]],
            "New level from": [day_in_words(day) for day in breaks["day"]],
            "Times the level before": [
                f"{times(ratio)} ({times(low)} to {times(high)})" for ratio, low, high in ratios
            ],
            "Penalties that agree": [f"{part:.0%}" for part in breaks["stability"]],
        },
        dtype="str",
    )


def _table(found: pd.DataFrame, rows: pd.DataFrame, name: str, filters: Filters) -> None:
    if rows.empty:
        st.caption(f"No {name} found with these settings.")
        return
    st.dataframe(rows, hide_index=True, key=f"rows_of_{name}", alt=f"The {name} found")
    download(
        found,
        name=name,
        filters=filters,
        title=name.capitalize(),
        subtitle=cached.in_words(filters),
        source=cached.measured(filters),
        key=f"download_{name}",
    )
