"""The links between pages; each carries the filters, so that a copied link says what it shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from components.address import link_parameters
from data.filters import Filters

if TYPE_CHECKING:
    from streamlit.navigation.page import Page


def page_links(pages: Sequence["Page"], filters: Filters) -> None:
    """Show the pages as links in one row that wraps on a phone."""
    parameters = link_parameters(filters)
    with st.container(horizontal=True, gap="small", key="pages"):
        for page in pages:
            st.page_link(page, label=page.title, query_params=parameters or None, width="content")
