"""Pieces as a table with pages, and one of them open in a reader panel."""

import pandas as pd
import streamlit as st

from components import address, cached
from components.audit import audit_files, audit_line
from components.download import download_articles
from components.filter_bar import corpus_line
from components.piece_rows import readable_rows
from data.filter_fields import ORDERS
from data.filters import Filters
from data.tables import MOST_PIECES

PAGE_ROWS = 20
# Streamlit wraps text in rows taller than four lines of the base font.
ROW_HEIGHT = 64
ORDER_WORDS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "outlet": "By outlet",
    "relevance": "Best match first",
    "distinctive": "Most distinctive first",
}


def article_list(
    filters: Filters,
    *,
    name: str,
    chosen: Filters | None = None,
    context: Filters | None = None,
) -> None:
    """Show the pieces of a filter as a table, with an audit of them.

    filters: the address, for the order, the page and the open piece. chosen: the filters that
    choose the pieces, where they differ from the address (days picked on a chart). context: those
    of all days, against which the days picked are distinctive.
    """
    chosen = chosen or filters
    total = int(cached.count(chosen)["count"].iloc[0])
    if total == 0:
        st.info(nothing_found(chosen))
        return
    pages = -(-total // PAGE_ROWS)
    page = min(filters.page, pages)
    apart = context is not None and filters.picked is not None
    ranked = apart and filters.order == "distinctive"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**{total:,} {'piece' if total == 1 else 'pieces'}**", width="stretch")
        _order(filters, chosen, apart=apart)
        _export(chosen, total, name, ranked=ranked)
    rows = _page(filters, chosen, context if ranked else None, (page - 1) * PAGE_ROWS)
    _table(rows, filters, name)
    if pages > 1:
        _turn(pages, page)
    audit_line(chosen, key=name)


def _page(filters: Filters, chosen: Filters, context: Filters | None, first: int) -> pd.DataFrame:
    """Return the rows of one page of the table; context: where distinctive ones stand first."""
    if context is None or filters.picked is None:
        return cached.articles(chosen, first=first, rows=PAGE_ROWS)
    ranked = cached.most_distinctive(chosen, context, filters.picked)
    if first >= len(ranked):
        st.caption(f"Only the earliest {len(ranked):,} pieces are put into this order.")
    return ranked.iloc[first : first + PAGE_ROWS]


def nothing_found(chosen: Filters) -> str:
    said = "No piece fits all filters. Take one away, or reset them on the left."
    if chosen.q and cached.is_built_in():
        said += (
            " Search words look at the one English sentence that the built-in list holds on each "
            "piece: it has no titles and no texts."
        )
    return said


def _table(rows: pd.DataFrame, filters: Filters, name: str) -> None:
    key = f"pieces_{name}"
    ids = rows["article_id"].tolist()
    st.dataframe(
        readable_rows(rows, cached.names()),
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=ROW_HEIGHT * len(rows) + 38,
        key=key,
        on_select=lambda: _opened(key, ids),
        selection_mode="single-row",
        alt="Pieces with day, outlet, countries, kind, summary and link",
        column_config={
            "Day": st.column_config.TextColumn(width=90),
            "Outlet": st.column_config.TextColumn(width=130),
            "About": st.column_config.TextColumn(width=150),
            "Kind": st.column_config.TextColumn(width=70),
            "What it reports": st.column_config.TextColumn(width="large"),
            "Link": st.column_config.LinkColumn(display_text="open", width=60),
        },
    )


def _turn(pages: int, page: int) -> None:
    """Turn pages. Streamlit's own default keeps this one from being set like other widgets."""
    wanted = st.pagination(pages, default=page)
    if wanted != page:
        address.change(page=wanted)
        st.rerun()


def _opened(key: str, ids: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    address.change(article=ids[rows[0]] if rows else "")


def _order(filters: Filters, chosen: Filters, *, apart: bool) -> None:
    """Offer the orders there are; apart: pieces can be put by what tells them from others."""
    possible = {"relevance": bool(chosen.q), "distinctive": apart}
    orders = [order for order in ORDERS if possible.get(order, True)]
    shown = filters.order if filters.order in orders else "newest"
    st.selectbox(
        "Order",
        orders,
        format_func=ORDER_WORDS.__getitem__,
        label_visibility="collapsed",
        width=180,
        **address.bound("order", shown),
    )


def _export(chosen: Filters, total: int, name: str, *, ranked: bool) -> None:
    order = " In this file the newest stand first; on the page, the most distinctive."
    download_articles(
        cached.exported(chosen, MOST_PIECES),
        name="articles",
        filters=chosen,
        title=_exported_in_words(total),
        subtitle=cached.in_words(chosen),
        source=corpus_line() + (order if ranked else ""),
        extras=audit_files(chosen),
        key=f"download_pieces_{name}",
    )


def _exported_in_words(total: int) -> str:
    if total > MOST_PIECES:
        return f"The first {MOST_PIECES:,} of {total:,} pieces"
    return "1 piece" if total == 1 else f"{total:,} pieces"
