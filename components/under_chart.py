"""Sentences under a coverage chart: what makes its peaks, and what the mix of outlets adds."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import cached
from components.plain import plain
from data.filters import Filters
from data.questions.peak import Peak
from data.wording import NOUNS, days_in_words

MOST_PEAKS = 3
UNGROUPED = (
    "Copies of one text are not grouped in this corpus, so it cannot say whether a peak is one "
    "text told many times."
)
# A smaller effect of the mix is none in any number shown.
LEAST_EFFECT = 0.00005


def peaks_line(filters: Filters) -> None:
    """Say of the highest points how many stories they are, and where one text makes them."""
    names = cached.line_names(filters)
    peaks = cached.peaks(filters)
    wanted = [peak for peak in peaks if peak.is_mostly_one] or peaks
    grouped = not cached.corpus().manifest.own_stories
    said = [
        _peak_said(peak, filters.of, "" if len(peaks) == 1 else names.get(peak.series, peak.series))
        for peak in wanted[:MOST_PEAKS]
    ]
    if said and not grouped:
        said.append(UNGROUPED)
    if said:
        st.caption(plain(" ".join(said)))


def _peak_said(peak: Peak, of: str, line: str) -> str:
    """Say a peak in the unit drawn, and of how many pieces it is; line: its name among several."""
    numbers = [counted(peak.count, of)]
    if of != "articles":
        numbers.append(counted(peak.pieces, "articles"))
    if of != "stories" and peak.stories < peak.pieces:
        each = peak.pieces / peak.stories
        numbers.append(f"{counted(peak.stories, 'stories')}, {each:.2f} pieces each")
    whose = f" of {line}" if line else ""
    lead = f"Peak{whose}, {days_in_words(peak.first, peak.last)}: {'; '.join(numbers)}"
    if peak.is_mostly_one:
        return f"{lead}; {peak.one_text:.0%} of its pieces are one text, “{peak.title[:80]}”."
    return f"{lead}."


def counted(number: int, of: str) -> str:
    """Say a number with its unit: 1 piece, 12 stories."""
    return f"{number:,} {NOUNS[of][number != 1]}"


def mix_line(filters: Filters) -> None:
    """Say what a changed mix of outlets had added to shares whose mix is held constant."""
    if filters.measure != "share" or filters.mix != "constant":
        return
    frame, names = cached.coverage(filters), cached.line_names(filters)
    if said := mix_in_words(frame, names, filters.of):
        st.caption(plain(said))


def mix_in_words(frame: pd.DataFrame, names: Mapping[str, str], of: str) -> str:
    """Say the mean effect of the mix, of several lines the largest, and what part is held constant.

    frame: of coverage, with composition and covered, as data.questions.steady adds them.
    """
    known = frame.dropna(subset=["composition", "covered"])
    if known.empty:
        return ""
    means = known.groupby("series", sort=False)["composition"].mean()
    series = means.abs().idxmax()
    part = (known["covered"] * known["total"]).sum() / known["total"].sum()
    held = f"The outlets held constant have {part:.0%} of all {NOUNS[of][1]}."
    if abs(means[series]) < LEAST_EFFECT:
        return f"The changing mix of outlets adds nothing to the share on average. {held}"
    points = f"{abs(means[series]) * 100:.2g} percentage points"
    effect = f"adds {points} to" if means[series] > 0 else f"takes {points} from"
    whose, most = "", ""
    if len(means) > 1:
        whose, most = f" of {names.get(series, series)}", ", the most of all lines"
    return (
        f"The changing mix of outlets {effect} the share{whose} on average, which is left out "
        f"here{most}. {held}"
    )
