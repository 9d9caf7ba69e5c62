"""The filters beside every page: widgets that show the address and write to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components import address, cached, chosen_corpus
from components.job_view import build_line
from components.plain import plain
from components.query_box import query_box
from data.corpus.home import BUILT_IN
from data.filter_fields import LABELS, READINGS
from data.filters import Filters, day_in_words

# The page would send every outlet of a large corpus to the browser on each change.
MOST_OPTIONS = 1_000
LIMITS = {
    "curated": ". A chosen list, not a count of all coverage.",
    "keyword": ". What a search for certain words found, not a count of all coverage.",
}
READING_WORDS = {
    "strict": "Strict: only what counts as joining",
    "broad": "Broad: announced or signed too",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One multiple choice: the field of Filters and the question its help answers."""

    name: str
    help: str


MAIN = Facet("country", "Pieces that are about any of these countries.")
MORE = (
    Facet("published_in", "The country of the outlet, not the country it writes about."),
    Facet("outlet", "Any of these outlets."),
    Facet("language", "The language the piece was published in."),
    Facet(
        "kind", "What kind of text it is: news, analysis, opinion, official statement or report."
    ),
    Facet("topic", "Any of these topics; a piece can have several."),
)


def filter_bar(reading: address.Reading, today: date) -> None:
    """Show in the sidebar what the address says, as widgets that write to it."""
    filters = reading.filters
    with st.sidebar:
        _corpus(filters)
        st.subheader("Filters", anchor=False)
        _agreement(filters, today)
        counted = cached.options(filters)
        _facet(MAIN, filters, counted)
        _dates(filters)
        query_box(reading.typed_q)
        chosen = sum(bool(getattr(filters, facet.name)) for facet in MORE)
        label = f"More filters ({chosen} in use)" if chosen else "More filters"
        more = st.expander(label, expanded=bool(chosen), key="more_filters", on_change="rerun")
        if more.open:
            # Only then are their many choices sent; the address keeps what was chosen.
            with more:
                for facet in MORE:
                    _facet(facet, filters, counted)
        st.button(
            "Reset filters",
            icon=":material/restart_alt:",
            on_click=address.write,
            args=(Filters(corpus=filters.corpus),),
        )
        st.caption(plain(corpus_line()))
        build_line()


def corpus_line() -> str:
    """Say what the corpus holds and how far it may be read; the line under every figure."""
    corpus = cached.corpus()
    manifest = corpus.manifest
    curated = manifest.basis == "curated"
    span = ""
    if corpus.first_day and corpus.last_day:
        span = f", {day_in_words(corpus.first_day)} to {day_in_words(corpus.last_day)}"
    limit = LIMITS.get(manifest.basis, ".")
    kind = "curated piece" if curated else "piece"
    kind += "" if corpus.total == 1 else "s"
    return f"{manifest.name}: {corpus.total:,} {kind}{span}{limit}"


def _corpus(filters: Filters) -> None:
    """Offer the corpora to choose from, where there is more than the one shown."""
    names = chosen_corpus.choices()
    if len(names) < 2:
        return
    st.selectbox(
        "Corpus",
        names,
        format_func=corpus_words,
        help="The collection of pieces that every count and list on these pages is made of.",
        **address.widget("chosen_corpus", _shown_name(filters), _corpus_changed),
    )


def _corpus_changed() -> None:
    address.show_corpus(st.session_state["chosen_corpus"])


def _shown_name(filters: Filters) -> str:
    if cached.is_built_in():
        return BUILT_IN
    return filters.corpus


def corpus_words(name: str) -> str:
    """Say a corpus's name in a list of choices."""
    if name == BUILT_IN:
        return "Built in: the Abraham Accords"
    return name or f"{chosen_corpus.at_start().folder.name} (named at the server's start)"


def _agreement(filters: Filters, today: date) -> None:
    names = cached.facts().agreement_names
    members = cached.member_counts(filters.membership, today)
    st.selectbox(
        "Agreement",
        sorted(names, key=lambda code: (code != "abraham-accords", names[code].lower())),
        format_func=lambda code: f"{names[code]} ({members[code]})",
        help="With its members today. Chooses the map, the steps and the marks on charts; it does "
        "not choose pieces.",
        **address.bound("agreement", filters.agreement),
    )
    st.radio(
        "Who counts as a member",
        READINGS,
        format_func=READING_WORDS.__getitem__,
        **address.bound("membership", filters.membership),
    )


def _facet(facet: Facet, filters: Filters, counted: pd.DataFrame) -> None:
    rows = counted[counted["dimension"] == facet.name]
    counts = dict(zip(rows["value"], rows["count"], strict=True))
    chosen = getattr(filters, facet.name)
    names = cached.names()
    values = _values(facet, counts, chosen, names)
    st.multiselect(
        LABELS[facet.name],
        values,
        format_func=lambda value: f"{names.get(value, value)} ({counts.get(value, 0):,})",
        placeholder="All",
        help=facet.help,
        **address.bound(facet.name, list(chosen)),
    )


def _values(
    facet: Facet, counts: dict[str, int], chosen: tuple[str, ...], names: Mapping[str, str]
) -> list[str]:
    """Return the choices, most pieces first; every known country is one, also without pieces."""

    def order(value: str) -> tuple[int, str]:
        return -counts.get(value, 0), names.get(value, value).lower()

    values = sorted(counts, key=order)[:MOST_OPTIONS]
    if facet.name == "country":
        values += sorted(set(cached.facts().country_names) - set(values), key=order)
    return values + [value for value in chosen if value not in values]


def _dates(filters: Filters) -> None:
    corpus = cached.corpus()
    first, last = corpus.first_day, corpus.last_day
    if not first or not last:
        st.caption("No piece has a day, so there are no dates to choose.")
        return
    span = (first, last)
    shown = filters.dates or span
    half_picked = st.session_state.get("filter_dates")
    if not isinstance(half_picked, tuple) or len(half_picked) != 1:
        half_picked = shown
    st.date_input(
        "Published between",
        min_value=min(first, shown[0]),
        max_value=max(last, shown[1]),
        format="YYYY-MM-DD",
        **address.widget("filter_dates", half_picked, _dates_changed, span),
    )


def _dates_changed(span: tuple[date, date]) -> None:
    """Write the range once both days are picked; the whole corpus is no filter."""
    value = st.session_state["filter_dates"]
    if len(value) != 1:
        address.change(dates=None if not value or value == span else value)
