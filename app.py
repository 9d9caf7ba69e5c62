"""Accord Atlas: page settings, filter bar, navigation; nothing else."""

from datetime import date
from functools import partial

import streamlit as st

from components.filter_bar import filter_bar
from components.frame import checked_facts, guarded, style
from components.navigation import page_links
from pages import (
    articles_page,
    corpus_page,
    country_page,
    coverage_page,
    membership_page,
    overview_page,
)

st.set_page_config(page_title="Accord Atlas", page_icon="static/icon.svg", layout="wide")
style()
checked_facts()

reading = filter_bar()
modules = {
    "Overview": (overview_page, ""),
    "Membership": (membership_page, "membership"),
    "Coverage": (coverage_page, "coverage"),
    "Country": (country_page, "country"),
    "Articles": (articles_page, "articles"),
    "Corpus": (corpus_page, "corpus"),
}
pages = [
    st.Page(
        partial(guarded, module.render, reading, date.today()),
        title=title,
        url_path=path,
        default=not path,
    )
    for title, (module, path) in modules.items()
]
chosen = st.navigation(pages, position="hidden")
page_links(pages, reading.filters)
chosen.run()
