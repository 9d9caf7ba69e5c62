"""Reasons before and after a step: windows, chart, numbers, changes, topics, how well coded."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import address, cached
from components.figure_card import figure_card, figure_key, reader_look
from components.filter_bar import corpus_line
from components.quality_view import quality_panel
from components.reason_tables import (
    changes_table,
    listed_faults,
    numbers_table,
    short_names,
)
from components.reasons_chart import ranked, reasons_chart, topics_chart
from components.share_dots import claim_clicked
from components.windows_control import anything_read, longer_windows, windows_control
from data.filters import Filters
from data.questions.claims import claim_of
from data.questions.occasion import WINDOW_NAMES
from data.questions.read_windows import FEWEST_STORIES
from data.with_article import listed

UNGROUPED = "Copies of one text are not grouped in this corpus: each piece counts as a story."
CORRECTED = (
    "Dots are shares without the known mistakes of the coding (by Rogan and Gladen 1978: what is "
    "found wrongly is taken off, what is missed is added); ticks are the shares as coded."
)


def reasons_view(filters: Filters) -> None:
    """Show which reasons the coverage of the country in focus gives, in each window."""
    windows_control(filters)
    if not anything_read(filters):
        return
    frame, said = cached.reasons(filters), cached.denominator(filters)
    shown = _shown_windows(frame)
    if not frame["counted"].any():
        st.info(
            "No reason's coding was measured to be good enough to be counted, so none is ranked. "
            "Each is drawn in grey, and why is said under “How well are these coded?”.",
            icon=":material/info:",
        )
    elif not frame["enough"].any():
        longer_windows(filters)
    title = f"Reasons in the coverage of {_country(filters)}"
    figure_card(
        reasons_chart(
            frame,
            [claim_of("reason", row.reason, window=row.window) for row in frame.itertuples()],
            look=reader_look(),
            windows=shown,
            labels=short_names(),
        ),
        frame,
        name="reasons",
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=source_line(frame),
        denominator=said.in_words(),
        alt=_alt(frame, title),
        on_select=_open_claim("reasons"),
    )
    _not_counted(frame)
    numbers_table(frame)
    changes_table(filters)
    quality_panel(filters)
    topics_view(filters)


def _not_counted(frame: pd.DataFrame) -> None:
    """List the reasons that are not counted, each with the reason why."""
    rows = frame[~frame["counted"]].drop_duplicates("reason")
    listed_faults(
        [f"{name}: {why}" for name, why in zip(rows["name"], rows["why_not"], strict=True)],
        key="not_counted",
        what=("reason is", "reasons are"),
    )


def source_line(frame: pd.DataFrame) -> str:
    """Say how far the shares may be read: corrected or not, of what, how sure."""
    words = [corpus_line(), "Intervals (95%) draw the outlets anew."]
    counted = frame[frame["counted"] & frame["share"].notna()]
    if counted["corrected"].notna().any():
        words.append(CORRECTED)
    words.append(_uncorrected(counted))
    few = frame[~frame["enough"] & frame["of"].gt(0).fillna(False)].drop_duplicates("window")
    if len(few):
        shown = [f"{WINDOW_NAMES[row.window]} ({row.of:,})" for row in few.itertuples()]
        words.append(f"Not drawn, with fewer than {FEWEST_STORIES} stories: {listed(shown)}.")
    if cached.corpus().manifest.own_stories:
        words.append(UNGROUPED)
    return " ".join(filter(None, words))


def _uncorrected(counted: pd.DataFrame) -> str:
    """Say why shares are not corrected, or which are not; "" where all are."""
    rows = counted[counted["corrected"].isna()]
    if len(rows) and len(rows) == len(counted) and rows["not_corrected"].nunique() == 1:
        return rows["not_corrected"].iloc[0]
    names = listed(list(dict.fromkeys(rows.loc[rows["enough"], "name"])))
    return f"Not corrected, as the table says: {names}." if names else ""


def _open_claim(name: str) -> Callable[[], None]:
    def opened() -> None:
        if claim := claim_clicked(st.session_state[figure_key(name)]):
            address.change(claim=claim)

    return opened


def topics_view(filters: Filters) -> None:
    """Show the topics that the corpus gives its pieces: a layer apart from the reasons."""
    frame = cached.topics(filters)
    if frame.empty or not frame["share"].notna().any():
        return
    st.markdown("**Topics given with the corpus**")
    title = f"Topics of the coverage of {_country(filters)}, as the corpus gives them"
    figure_card(
        topics_chart(
            frame,
            [claim_of("topic", row.topic, window=row.window) for row in frame.itertuples()],
            look=reader_look(),
            windows=_shown_windows(frame),
        ),
        frame,
        name="topics",
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=f"{corpus_line()} Whoever made the corpus chose these topics for its pieces; they "
        "are no reasons, and how well they are given was not measured. The table holds all.",
        denominator=cached.denominator(filters).in_words(),
        alt=title,
        on_select=_open_claim("topics"),
    )


def _shown_windows(frame: pd.DataFrame) -> dict[str, str]:
    return {window: WINDOW_NAMES[window] for window in dict.fromkeys(frame["window"])}


def _country(filters: Filters) -> str:
    return cached.facts().country_names[filters.subject()]


def _alt(frame: pd.DataFrame, title: str) -> str:
    counted, _ = ranked(frame)
    names = dict(zip(frame["reason"], frame["name"], strict=True))
    first = ", ".join(names[reason] for reason in counted[:5])
    return f"{title}: dots with intervals for each window. Highest: {first or 'none is counted'}."
