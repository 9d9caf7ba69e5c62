"""Coverage by country, and the map of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.cached.belonging import WORLD
from components.cached.held import ENTRIES, corpus, facts, stamp
from components.coverage_map import coverage_map
from components.theme import LOOKS
from components.world import REGIONS
from data.corpus import Corpus
from data.filters import Filters
from data.questions import places as place_questions

if TYPE_CHECKING:
    import plotly.graph_objects as go


def coverage_places(filters: Filters) -> pd.DataFrame:
    """Return how much in view is about, or published in, each country."""
    held = corpus()
    return _coverage_places(stamp(held), held, _kept(filters))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _coverage_places(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    lands = facts().countries
    places = place_questions.coverage_places(_held, filters, lands["iso3"].tolist())
    return places.merge(lands[["iso3", "name_en"]].rename(columns={"name_en": "name"}), on="iso3")


def without_country(filters: Filters) -> int | None:
    """Return how many pieces in view no country of the map can hold; None where unknown."""
    held = corpus()
    return _without_country(stamp(held), held, _kept(filters))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _without_country(stamp: str, _held: Corpus, filters: Filters) -> int | None:
    return place_questions.without_country(_held, filters, facts().countries["iso3"].tolist())


def coverage_map_figure(filters: Filters, measure: str, look: str, height: int) -> "go.Figure":
    """Return the coverage map; shared between readers, so nothing may change it.

    measure: count or share; others have no map.
    """
    kept = replace(_kept(filters), region=filters.region)
    return _coverage_map_figure(stamp(corpus()), kept, measure, look, height)


@st.cache_resource(show_spinner=False, max_entries=64)
def _coverage_map_figure(
    stamp: str, filters: Filters, measure: str, look: str, height: int
) -> "go.Figure":
    about = filters.places == "about"
    return coverage_map(
        coverage_places(filters),
        facts().countries.rename(columns={"name_en": "name"}),
        where=filters.places,
        measure=measure,
        of=filters.of,
        look=LOOKS[look],
        geojson=WORLD,
        region=REGIONS[filters.region],
        height=height,
        chosen=filters.country if about else filters.published_in,
    )


def _kept(filters: Filters) -> Filters:
    return replace(filters.corpus_part(), of=filters.of, places=filters.places)
