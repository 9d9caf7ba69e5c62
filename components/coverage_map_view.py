"""The coverage map with what belongs to it: its controls, the list beside it, clicks as filters."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import address, cached
from components.article_list import nothing_found
from components.audit import audit_files, audit_line
from components.coverage_map import FEWEST, few_of, legend_title
from components.figure_card import figure_card, reader_look
from components.filter_bar import corpus_line
from components.map_classes import percent
from components.map_clicks import clicked_on_map, toggle_country
from components.map_controls import region_control
from components.membership_map import MAP_CONFIG
from data.filters import Filters
from data.questions.places import places_denominator
from data.wording import NOUNS

WHERE_WORDS = {"about": "About", "published_in": "Published in"}
# The filter that a click on the map changes.
FIELDS = {"about": "country", "published_in": "published_in"}
TITLES = {
    "about": "Countries that {units} in view name",
    "published_in": "Countries that {units} in view come from",
}
IMAGE = {"format": "svg", "filename": "accord-atlas_coverage-map"}
CONFIG = {**MAP_CONFIG, "toImageButtonOptions": IMAGE}
NO_MEASURE = "An index and a number per live outlet are measures of time; the map shows numbers."
ALL_OF_IT = "No country, topic or word is chosen, so every share is 100%."
IN_A_SENTENCE = 5


def coverage_map_card(filters: Filters, *, name: str, height: int) -> None:
    """Show coverage by country as map and list, with table and downloads; a click filters."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Countries",
            list(WHERE_WORDS),
            format_func=WHERE_WORDS.__getitem__,
            required=True,
            help="About: the countries that pieces name. Published in: the countries of outlets.",
            **address.bound("places", filters.places),
        )
        region_control(filters)
    if not int(cached.count(filters)["count"].iloc[0]):
        st.info(nothing_found(filters))
        return
    frame, measure = cached.coverage_places(filters), map_measure(filters)
    left, right = st.columns([8, 4], gap="small")
    with left:
        _map(filters, frame, measure, name=name, height=height)
    with right:
        _list(filters, frame, measure, name=name, height=height)


def map_measure(filters: Filters) -> str:
    """Return the measure of the map: that of the chart where a single country can have it."""
    return "share" if filters.measure == "share" else "count"


def listed(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the countries with a number, highest first, equals by code.

    Shares go by the lower ends of their intervals, those of too few last: one piece of one would
    else lead the list.
    """
    few = few_of(frame) if measure == "share" else False
    rows = frame.assign(few=few)[frame["count"].fillna(0) > 0]
    by = ["few", "low" if measure == "share" else "count", "iso3"]
    ranked = rows.sort_values(by, ascending=[True, False, True])
    return ranked.drop(columns="few").reset_index(drop=True)


def measured(filters: Filters) -> str:
    """Say in a sentence what the numbers of the map are: what a share is of, or what is counted."""
    if map_measure(filters) == "share":
        return places_denominator(filters)
    if filters.places == "about":
        which = "that name" if filters.of == "articles" else "with a piece that names"
        which += " the country"
    else:
        wrote = "of the country that wrote"
        which = wrote if filters.of == "outlets" else "published in the country"
    return f"Number of {NOUNS[filters.of][1]} {which}."


def source_line(filters: Filters) -> str:
    """Say what was counted, how far it may be read, and which pieces stand nowhere."""
    words = [corpus_line()]
    if missing := cached.without_country(filters):
        about = filters.places == "about"
        one = "names no country" if about else "has an outlet whose country is not known"
        many = "name no country" if about else "have an outlet whose country is not known"
        words.append(f"1 piece {one}." if missing == 1 else f"{missing:,} pieces {many}.")
    about_something = filters.country or filters.topic or filters.q or filters.part
    if filters.measure == "share" and filters.places != "about" and not about_something:
        words.append(ALL_OF_IT)
    if filters.measure not in ("count", "share"):
        words.append(NO_MEASURE)
    words += ["Boundaries imply no opinion.", cached.weak_share(filters)]
    return " ".join(filter(None, words))


def in_a_sentence(frame: pd.DataFrame, filters: Filters, subtitle: str) -> str:
    """Describe the map for readers who cannot see it."""
    measure = map_measure(filters)
    rows = listed(frame, measure)
    lead = f"World map, {subtitle}. {legend_title(filters.places, measure, filters.of)}"
    if rows.empty:
        return f"{lead}: none."
    numbers = rows[measure].head(IN_A_SENTENCE)
    said = [percent(number) if measure == "share" else f"{number:,}" for number in numbers]
    top = ", ".join(f"{name} {n}" for name, n in zip(rows["name"], said, strict=False))
    many = "1 country is" if len(rows) == 1 else f"{len(rows):,} countries are"
    return f"{lead}: {many} above 0; first {top}."


def _map(filters: Filters, frame: pd.DataFrame, measure: str, *, name: str, height: int) -> None:
    subtitle = cached.in_words(filters)
    figure_card(
        cached.coverage_map_figure(filters, measure, reader_look().name, height),
        frame,
        name=name,
        filters=filters,
        title=TITLES[filters.places].format(units=NOUNS[filters.of][1]),
        subtitle=subtitle,
        source=source_line(filters),
        alt=in_a_sentence(frame, filters, subtitle),
        config=CONFIG,
        on_select=clicked_on_map(name, FIELDS[filters.places]),
        geo=True,
        denominator=measured(filters),
        extras=audit_files(filters),
    )
    audit_line(filters, key=name)


def _list(filters: Filters, frame: pd.DataFrame, measure: str, *, name: str, height: int) -> None:
    """List the countries with a number; small states are as easy to find as large ones."""
    rows = listed(frame, measure)
    if rows.empty:
        st.caption("No country to list.")
        return
    st.caption(_lead(filters, rows, measure))
    units = NOUNS[filters.of][1].capitalize()
    shown = pd.DataFrame({"Country": rows["name"], units: rows["count"]})
    if measure == "share":
        shown["Share"] = 100 * rows["share"].astype(float)
    bar = st.column_config.ProgressColumn(
        min_value=0,
        max_value=float(shown.iloc[:, -1].max()),
        format="%.1f%%" if measure == "share" else "localized",
    )
    # A new key after each click: else the cell stays chosen while other countries move under it.
    turn = st.session_state.setdefault(f"turn_{name}", 0)
    key = f"list_{name}_{turn}"
    st.dataframe(
        shown,
        hide_index=True,
        height=min(height, 36 * len(shown) + 38),
        key=key,
        on_select=_picked(key, name, FIELDS[filters.places], rows["iso3"].tolist()),
        selection_mode="single-cell",
        alt=f"{legend_title(filters.places, measure, filters.of)}, highest first",
        column_config={
            "Country": st.column_config.TextColumn(width=140),
            units: st.column_config.NumberColumn(format="localized"),
            shown.columns[-1]: bar,
        },
    )


def _lead(filters: Filters, rows: pd.DataFrame, measure: str) -> str:
    many = "1 country" if len(rows) == 1 else f"{len(rows):,} countries"
    order = ""
    if measure == "share":
        order = " By the lower end of the 95% interval"
        order += f", shares of fewer than {FEWEST} last." if few_of(rows).any() else "."
    chosen = {"about": "about it", "published_in": "published there"}[filters.places]
    return f"{many}.{order} Click one here or on the map for the pieces {chosen}."


def _picked(key: str, name: str, field: str, codes: list[str]) -> Callable[[], None]:
    """Return what a click in the list does: the same as one on the map."""

    def picked() -> None:
        if cells := st.session_state[key].selection.cells:
            st.session_state[f"turn_{name}"] += 1
            toggle_country(field, codes[cells[0][0]])

    return picked
