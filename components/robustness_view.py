"""Whether the headline of a country's page holds under other reasonable choices."""

import streamlit as st

from components import cached
from components.figure_card import figure_card, reader_look
from components.filter_bar import corpus_line
from components.plain import plain
from components.robustness_chart import robustness_chart
from data.coding.codebook import CodebookError
from data.corpus.errors import NotCodedError
from data.filters import Filters
from data.questions.robustness import STEP, Robustness
from data.questions.robustness_words import holds_sentence, left_aside

UNITS = {True: "times before", False: "lead over the next"}
HOW = (
    "A column is one choice: its estimate with its 95% interval above, squares below for what was "
    "chosen. The larger sign is the page's own. Nothing is selected; choices overlap, so they are "
    "not independent tests."
)


def robustness_view(filters: Filters) -> None:
    """Say in how many choices the headline of the country in focus holds, and show them all."""
    try:
        found = _found(filters)
    except NotCodedError:
        st.info("The headline is a reason, so it waits until the reasons in this corpus are coded.")
        return
    except CodebookError as error:
        st.warning(plain(str(error)), icon=":material/info:")
        return
    said = [holds_sentence(found, cached.codebook()), left_aside(found)]
    st.markdown(plain(" ".join(filter(None, said))))
    if found.computed:
        _card(found, filters, said[0])


def _found(filters: Filters) -> Robustness:
    if cached.robustness_ready(filters):
        return cached.robustness(filters)
    with st.skeleton(height=380):
        return cached.robustness(filters)


def _card(found: Robustness, filters: Filters, said: str) -> None:
    ratio = found.about == STEP
    title = "The headline under other choices"
    figure_card(
        robustness_chart(
            found.frame, found.choices, unit=UNITS[ratio], ratio=ratio, look=reader_look()
        ),
        found.frame,
        name="robustness",
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=f"{corpus_line()} {HOW}",
        alt=f"{title}. {said}",
    )
