"""Reasons as tables: their numbers in each window, and how windows differ."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components import address, cached
from components.download import download
from components.figure_card import reader_look
from components.filter_bar import corpus_line
from components.plain import plain
from components.reasons_chart import interval, ranked
from data.filters import Filters
from data.questions.claims import claim_of
from data.questions.occasion import WINDOW_NAMES
from data.questions.read_windows import FEWEST_STORIES

CHOSEN, FEW = "reasons_chosen", "too few stories"
HOW = ("Given", "Disputed", "Denied", "Only named")


def number_rows(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return the shares of counted reasons as readers see them, highest first; labels: short."""
    counted, _ = ranked(frame)
    # Of a few stories only what is in them is told.
    known = frame["enough"] | frame["stories"].gt(0).fillna(False)
    known = frame[frame["counted"] & known & frame["of"].gt(0).fillna(False)]
    order = {reason: place for place, reason in enumerate(counted)}
    rows = known.sort_values("reason", key=lambda reason: reason.map(order), kind="stable")
    corrected = zip(rows["corrected"], rows["corrected_low"], rows["corrected_high"], strict=True)
    shares = zip(rows["share"], rows["low"], rows["high"], rows["enough"], strict=True)
    return pd.DataFrame(
        {
            "Reason": rows["reason"].map(labels),
            "When": rows["window"].map(WINDOW_NAMES),
            "Stories": [
                f"{row.stories:,} of {row.of:,}" for row in rows[["stories", "of"]].itertuples()
            ],
            "Share": [
                interval(share, low, high) if enough else FEW for share, low, high, enough in shares
            ],
            "Corrected": [
                (interval(*ends) or "not corrected") if enough else FEW
                for ends, enough in zip(corrected, rows["enough"], strict=True)
            ],
            "Given": rows["given"],
            "Disputed": rows["disputed"],
            "Denied": rows["denied"],
            "Only named": rows["named"],
        }
    ).set_index(rows.index)


def numbers_table(frame: pd.DataFrame) -> None:
    """Show the numbers of the counted reasons; a row that is chosen opens its evidence."""
    rows = number_rows(frame, short_names())
    if rows.empty:
        return
    st.caption(
        "In how many stories each counted reason stands, and how: given as a reason, disputed, "
        "denied, or only named. A story may be several. Choose a row, or a dot above, for the "
        "passages."
    )
    fault, number = frame["stance_fault"].iloc[0], st.column_config.NumberColumn(width=70)
    if fault:
        st.caption(plain(f"In grey: {fault[0].lower()}{fault[1:]}"))
    muted = f"color: {reader_look().muted}"
    st.dataframe(
        rows.style.map(lambda _: muted, subset=list(HOW)) if fault else rows,
        hide_index=True,
        key=CHOSEN,
        alt="Counted reasons by window: stories, shares with intervals, and how they are given",
        on_select=lambda: _open_row(frame.loc[rows.index]),
        selection_mode="single-row",
        column_config={
            "Reason": st.column_config.TextColumn(width=130, pinned=True),
            **dict.fromkeys(HOW, number),
        },
    )


def _open_row(rows: pd.DataFrame) -> None:
    if chosen := st.session_state[CHOSEN]["selection"]["rows"]:
        row = rows.iloc[chosen[0]]
        address.change(claim=claim_of("reason", row["reason"], window=row["window"]))


def change_rows(changes: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return changes as readers see them, the settled ones first; labels: short names."""
    rows = changes.sort_values("settled", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Reason": rows["reason"].map(labels),
            "From": rows["from_window"].map(WINDOW_NAMES),
            "To": rows["to_window"].map(WINDOW_NAMES),
            "Shares": [
                f"{before:.0%} to {after:.0%}"
                for before, after in zip(rows["before"], rows["after"], strict=True)
            ],
            "Difference": [points(row.difference, row.low, row.high) for row in rows.itertuples()],
            "More than chance": rows["settled"].map({True: "yes", False: "not settled"}),
        }
    )


def points(difference: float, low: float, high: float) -> str:
    """Write a difference of shares in percentage points: -12 (-20 to -4) points."""
    whole = [0 if pd.isna(one) else round(100 * one) for one in (difference, low, high)]
    shown = [f"{one:+d}" if one else "0" for one in whole]
    return f"{shown[0]} points" if pd.isna(low) else f"{shown[0]} ({shown[1]} to {shown[2]}) points"


def changes_table(filters: Filters) -> None:
    """Compare the windows, or say why they cannot be."""
    coded, changes = cached.coded(filters), cached.reason_changes(filters)
    if len(coded.windows) < 2:
        return
    st.markdown("**How the shares differ between the windows**")
    if changes.empty:
        st.caption(plain(_nothing_compared(coded.windows, bool(coded.counted))))
        return
    st.dataframe(
        change_rows(changes, short_names()),
        hide_index=True,
        key="rows_of_changes",
        alt="Differences of shares between windows with their intervals",
        column_config={"Reason": st.column_config.TextColumn(width=130, pinned=True)},
    )
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="under_changes"
    ):
        compared = changes["compared"].iloc[0]
        st.caption(
            f"Differences of the shares as coded, in percentage points, with 95% intervals. More "
            f"than chance: also with all {compared} comparisons of this table allowed for "
            "(Bonferroni). That coverage changed does not say why.",
            width="stretch",
        )
        _download(changes, filters, "reason_changes", "Reasons: changes between windows")


def _nothing_compared(windows: pd.DataFrame, counted: bool) -> str:
    if not counted:
        return "No reason is counted, so none is compared."
    few = [
        f"{WINDOW_NAMES[row.window]}: {row.said[0].lower()}{row.said[1:]}"
        for row in windows[~windows["enough"]].itertuples()
    ]
    lead = f"Not enough evidence: two windows with {FEWEST_STORIES} stories are needed."
    return " ".join([lead, *few])


def listed_faults(faults: Sequence[str], *, key: str, what: tuple[str, str]) -> None:
    """Offer a list of what is not counted and why; what: one of it and several, with their verb."""
    if not faults:
        return
    label = f"{len(faults)} {what[len(faults) > 1]} not counted"
    panel = st.expander(label, key=key, on_change="rerun", type="compact")
    if panel.open:
        panel.markdown("\n".join(f"- {plain(fault)}" for fault in faults))


def short_names() -> dict[str, str]:
    """Return the short name of each reason."""
    return {reason: one.short for reason, one in cached.codebook().reasons.items()}


def _download(frame: pd.DataFrame, filters: Filters, name: str, title: str) -> None:
    download(
        frame,
        name=name,
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=corpus_line(),
        denominator=cached.denominator(filters).in_words(),
        key=f"download_{name}",
    )
