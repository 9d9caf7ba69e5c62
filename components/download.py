"""The Download menu under a figure or a table: bytes are made on the click, of what is shown."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components import cached
from components.download_menu import File, Offer, menu
from components.everything import Extras, Held, everything_files, notes_of, view_of
from components.picture import as_html, as_image, still
from components.theme import titled
from data.export.citations import as_bibtex, as_ris
from data.export.tables import as_csv, as_excel, as_json, as_parquet
from data.export.workbook import fits_excel
from data.filters import Filters

if TYPE_CHECKING:
    import plotly.graph_objects as go

SHAPES = Path(__file__).parents[1] / "static" / "world.geojson"
TOO_LONG = "The table is too long for Excel; CSV and Parquet hold all rows."


def download(
    frame: pd.DataFrame,
    figure: "go.Figure | None" = None,
    *,
    name: str,
    filters: Filters,
    title: str,
    subtitle: str,
    source: str,
    geo: bool = False,
    key: str,
    denominator: str = "",
    extras: Extras | None = None,
) -> None:
    """Offer the rows shown, and the figure drawn from them, as files named after the filters.

    frame, figure: the very objects that are shown; the frame is data.tables.TABLES[name] of the
    filters. name: a short noun, for labels and files. title, subtitle, source: the lines around
    the figure; they go into pictures, pages, Excel's About sheet and Parquet's metadata.
    denominator: what the numbers are, and of what; it goes there too. geo: the figure names its
    shapes by an address. extras: name and bytes, or what makes them, of files for the ZIP.
    """
    lines = {"title": title, "subtitle": subtitle, "source": source}
    view = view_of(filters, name=name, denominator=denominator, **lines)
    files = table_files(lambda: frame, sheet=_words(name), notes=notes_of(view))
    if not fits_excel(frame):
        files = tuple(file for file in files if file.ending != "xlsx")
    drawn = picture_files(figure, lines, geo=geo) if figure is not None else ()
    page = page_file(figure, lines, geo=geo) if figure is not None else None
    held = Held(
        facts=cached.facts(),
        corpus=cached.corpus(),
        frame=lambda: frame,
        pictures=drawn,
        page=page,
        extras=extras or {},
    )
    offer = Offer(
        files=(*files, *([page] if page else [])),
        drawn=drawn,
        last=everything_files(view, held),
        words=_words(name),
        stem=filters.stem(name),
        note="" if fits_excel(frame) else TOO_LONG,
    )
    _shown(offer, key)


def download_articles(
    articles: Callable[[], pd.DataFrame],
    *,
    name: str,
    filters: Filters,
    title: str,
    subtitle: str,
    source: str,
    key: str,
    extras: Extras | None = None,
) -> None:
    """Offer the pieces as a table and as citations; they are fetched on the click.

    articles: returns a frame as data.export.citations.as_bibtex takes it. extras: as download has
    them.
    """
    view = view_of(
        filters, name=name, title=title, subtitle=subtitle, source=source, denominator=""
    )
    held = Held(facts=cached.facts(), corpus=cached.corpus(), frame=articles, extras=extras or {})
    files = (
        *table_files(articles, sheet=_words(name), notes=notes_of(view)),
        File("JSON", "json", lambda: as_json(articles())),
        File("BibTeX", "bib", lambda: as_bibtex(articles())),
        File("RIS", "ris", lambda: as_ris(articles())),
    )
    last = everything_files(view, held)
    _shown(Offer(files=files, last=last, words=_words(name), stem=filters.stem(name)), key)


def table_files(
    rows: Callable[[], pd.DataFrame], *, sheet: str, notes: Mapping[str, str]
) -> tuple[File, ...]:
    """Return the files that hold the rows."""
    return (
        File("CSV", "csv", lambda: as_csv(rows())),
        File("Excel", "xlsx", lambda: as_excel(rows(), sheet=sheet.capitalize(), notes=notes)),
        File("Parquet", "parquet", lambda: as_parquet(rows(), notes)),
    )


def picture_files(figure: "go.Figure", lines: Mapping[str, str], *, geo: bool) -> tuple[File, ...]:
    """Return the pictures of a figure; lines are its title, subtitle and source."""

    def made(kind: str) -> Callable[[], bytes]:
        return lambda: as_image(_titled(figure, lines), kind, geojson=_shapes(geo))

    return tuple(File(kind.upper(), kind, made(kind)) for kind in ("png", "svg", "pdf"))


def page_file(figure: "go.Figure", lines: Mapping[str, str], *, geo: bool) -> File:
    """Return the figure as a page of its own."""
    return File("web page", "html", lambda: as_html(figure, **lines, geojson=_shapes(geo)))


def _titled(figure: "go.Figure", lines: Mapping[str, str]) -> "go.Figure":
    picture = titled(still(figure), **lines)
    for number, trace in enumerate(picture.data):
        # plotly.js would name it by chance, and the same picture have other bytes each time.
        trace.uid = f"trace{number}"
    return picture


def _shown(offer: Offer, key: str) -> None:
    # A fragment takes the whole width unless what it stands in does not.
    with st.container(width="content"):
        menu(offer, key)


def _shapes(geo: bool) -> dict | None:
    return json.loads(SHAPES.read_bytes()) if geo else None


def _words(name: str) -> str:
    return name.replace("_", " ")
