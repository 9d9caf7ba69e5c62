"""What is different about the days picked: the words that tell their pieces from the others."""

from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from components import cached
from components.download import download
from components.plain import plain
from data.filters import Filters, day_in_words
from data.questions.distinct import SURE_ENOUGH, Distinct

SHOWN, UNSURE = 25, 8


def different_words(context: Filters, days: tuple[date, date]) -> None:
    """Show the words typical of some days against the other days of the same filters.

    context: the filters of the pieces compared, with the days as those picked.
    """
    st.subheader("What is different about these days", anchor=False)
    if cached.words_ready(context, days):
        found, sentence = cached.different_words(context, days)
    else:
        with st.skeleton(height=180):
            found, sentence = cached.different_words(context, days)
    if found is None:
        st.caption(plain(sentence))
        return
    words = found.words
    sure = words[(words["z"] > 0) & (words["q"] <= SURE_ENOUGH)]
    if sure.empty:
        st.caption(
            "No word is surely more frequent on these days than on the others: chance alone may "
            "have put the first ones here."
        )
    table = readable_words(sure if len(sure) else words[words["z"] > 0].head(UNSURE))
    if table.empty:
        return
    st.dataframe(
        table.head(SHOWN),
        hide_index=True,
        height=min(35 * min(len(table), SHOWN) + 38, 420),
        alt="Words typical of the days picked",
        key="different_words",
        column_config={
            "Word": st.column_config.TextColumn(width=150),
            "On these days": st.column_config.NumberColumn(format="%.1f%%", width=110),
            "Otherwise": st.column_config.NumberColumn(format="%.1f%%", width=90),
            "Times as likely": st.column_config.NumberColumn(format="%.1f", width=110),
        },
    )
    source = (
        "Parts of the stories whose title or summary holds the word, copies counted once. Times as "
        "likely: odds on these days against other days, with the range of 95 of 100 cases, drawn "
        f"towards 1 where words are rare (Monroe, Colaresi and Quinn 2008). {_compared(words)} "
        f"{_read(found)}"
    )
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="under_different"
    ):
        st.caption(plain(source), width="stretch")
        download(
            words,
            name="words",
            filters=context,
            title=f"Words of {day_in_words(days[0])} to {day_in_words(days[1])}",
            subtitle=cached.in_words(context),
            source=source,
            key="download_words",
        )


def readable_words(words: pd.DataFrame) -> pd.DataFrame:
    """Return words as readers see them: parts of stories, and odds in place of their logarithms."""
    names = cached.names()
    several = words["language"].nunique() > 1
    table = pd.DataFrame(
        {
            "Word": words["word"],
            "Language": words["language"].map(lambda code: names.get(code, code)),
            "On these days": 100 * words["inside"] / words["stories_inside"],
            "Otherwise": 100 * words["outside"] / words["stories_outside"],
            "Times as likely": np.exp(words["log_odds"]),
            "Range": [
                f"{np.exp(low):.1f} to {np.exp(high):.1f}"
                for low, high in zip(words["low"], words["high"], strict=True)
            ],
        }
    )
    return table if several else table.drop(columns="Language")


def _compared(words: pd.DataFrame) -> str:
    """Say in which languages words were compared, and over how many stories."""
    names = cached.names()
    groups = words.drop_duplicates("language").itertuples()
    if (words["language"] == "").all():
        one = next(groups)
        return (
            f"{one.stories_inside:,} stories against {one.stories_outside:,}, whatever their "
            "language: the words are those of the list's own sentences, not of the press."
            if cached.is_built_in()
            else f"{one.stories_inside:,} stories against {one.stories_outside:,}."
        )
    said = ", ".join(
        f"{names.get(row.language, row.language)} {row.stories_inside:,} against "
        f"{row.stories_outside:,}"
        for row in groups
    )
    return f"Compared within a language, where both sides have enough stories: {said}."


def _read(found: Distinct) -> str:
    """Say how many pieces were read, where that is not all of them."""
    words = f"In all {found.of_inside:,} pieces against {found.of_outside:,}."
    if found.read_inside == found.of_inside and found.read_outside == found.of_outside:
        return words
    return f"{words} A sample was read: {found.read_inside:,} and {found.read_outside:,}."
