"""Bursts and breaks: their switches and settings, and a list of what was found."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from components import address, cached
from components.chart_signals import times
from components.download import download
from components.filter_bar import corpus_line
from components.plain import plain
from data.filters import Filters, day_in_words
from data.methods.series import FEWEST
from data.questions.live import COLLECTED
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
        help="Days from which on the level is another (change points: all segmentations compared, "
        "with a Poisson cost widened by the scatter of the series). Of the share where shares are "
        "shown, else of the number.",
        **address.bound("breaks", bool(filters.breaks), lambda on: BREAKS if on else ""),
    )
    if filters.breaks:
        (penalty,) = filters.settings("breaks")
        _setting(
            "Penalty of a break: higher finds fewer", "penalty", PENALTIES, penalty, _new_breaks
        )


def _setting(
    label: str, key: str, offered: tuple[float, ...], value: float, new: Callable[[], None]
) -> None:
    st.select_slider(label, sorted({*offered, value}), **address.widget(key, value, new))


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


def sought_in(filters: Filters, name: str) -> Filters:
    """Return filters of the numbers in which bursts or breaks are sought, whatever is drawn.

    Bursts are of a share; breaks of the share where shares are drawn, of the number else.
    """
    if filters.measure == "share":
        return filters
    return replace(filters, measure="share" if name == "bursts" else "count", mix="published")


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


def nothing_found(frame: pd.DataFrame, name: str, measure: str) -> str:
    """Say that nothing was found; "" where no line has enough to look at, which is said elsewhere.

    frame: of coverage. name: bursts or breaks. measure: what they are sought in, share or count.
    """
    known = (frame["state"] == COLLECTED) & frame["count"].notna()
    if measure == "share":
        known &= frame["total"].fillna(0) > 0
    steps = known.groupby(frame["series"], sort=False).sum()
    enough = steps.index[steps >= FEWEST]
    if enough.empty:
        return ""
    looked = frame[known & frame["series"].isin(enough)]
    if measure == "share" and (looked["count"] == looked["total"]).all():
        return (
            f"Every share is 100% throughout, so there are no {name} to find: choose a country, a "
            "topic or words."
        )
    where = "" if len(enough) == len(steps) else " in the lines that can be looked at"
    return f"No {name} found{where} with these settings."


def _table(found: pd.DataFrame, rows: pd.DataFrame, name: str, filters: Filters) -> None:
    sought = sought_in(filters, name)
    if rows.empty:
        if said := nothing_found(cached.coverage(filters), name, sought.measure):
            st.caption(said)
        return
    measured = cached.measured(sought)
    st.dataframe(rows, hide_index=True, key=f"rows_of_{name}", alt=f"The {name} found")
    download(
        found,
        name=name,
        filters=filters,
        title=name.capitalize(),
        subtitle=cached.in_words(filters),
        source=" ".join(filter(None, [corpus_line(), measured, cached.weak_share(sought)])),
        denominator=measured,
        key=f"download_{name}",
    )
