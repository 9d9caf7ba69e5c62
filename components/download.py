"""The Download menu under a figure or a table: bytes are made on the click, of what is shown."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components import cached
from components.drawing_browser import PictureError
from components.picture import as_html, as_image, still
from components.theme import titled
from data.browser import HOW_TO_GET_BROWSER, find_browser
from data.export.about import about
from data.export.citations import as_bibtex, as_ris
from data.export.tables import as_csv, as_excel, as_json, as_parquet
from data.export.workbook import TableError, fits_excel
from data.filters import Filters

if TYPE_CHECKING:
    import plotly.graph_objects as go

SHAPES = Path(__file__).parents[1] / "static" / "world.geojson"
NO_BROWSER = f"{HOW_TO_GET_BROWSER} Until then the camera button on the chart saves a picture."
TOO_LONG = "The table is too long for Excel; CSV and Parquet hold all rows."

MIME_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
}

log = logging.getLogger("accord_atlas")


@dataclass(frozen=True, slots=True)
class File:
    """A file on offer: its format in words, its ending, and what makes its bytes."""

    word: str
    ending: str
    make: Callable[[], bytes]


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
) -> None:
    """Offer the rows shown, and the figure drawn from them, as files named after the filters.

    frame, figure: the very objects that are shown. name: a short noun, for labels and files.
    title, subtitle, source: the lines around the figure; they go into pictures, pages, Excel's
    About sheet and Parquet's metadata. geo: the figure names its shapes by an address.
    """
    notes = _notes(filters, title, subtitle, source)
    tables = table_files(lambda: frame, sheet=_words(name), notes=notes)
    if not fits_excel(frame):
        tables = [file for file in tables if file.ending != "xlsx"]
    drawn, page = [], []
    if figure is not None:
        lines = {"title": title, "subtitle": subtitle, "source": source}
        drawn = picture_files(figure, lines, geo=geo)
        page = [page_file(figure, lines, geo=geo)]
    note = "" if fits_excel(frame) else TOO_LONG
    _menu([*tables, *page], drawn, _words(name), filters.stem(name), key, note)


def download_articles(
    articles: Callable[[], pd.DataFrame],
    *,
    name: str,
    filters: Filters,
    title: str,
    subtitle: str,
    source: str,
    key: str,
) -> None:
    """Offer the pieces as a table and as citations; they are fetched on the click.

    articles: returns a frame as data.export.citations.as_bibtex takes it.
    """
    notes = _notes(filters, title, subtitle, source)
    files = [
        *table_files(articles, sheet=_words(name), notes=notes),
        File("JSON", "json", lambda: as_json(articles())),
        File("BibTeX", "bib", lambda: as_bibtex(articles())),
        File("RIS", "ris", lambda: as_ris(articles())),
    ]
    _menu(files, [], _words(name), filters.stem(name), key, "")


def table_files(
    rows: Callable[[], pd.DataFrame], *, sheet: str, notes: Mapping[str, str]
) -> list[File]:
    """Return the files that hold the rows."""
    return [
        File("CSV", "csv", lambda: as_csv(rows())),
        File("Excel", "xlsx", lambda: as_excel(rows(), sheet=sheet.capitalize(), notes=notes)),
        File("Parquet", "parquet", lambda: as_parquet(rows(), notes)),
    ]


def picture_files(figure: "go.Figure", lines: Mapping[str, str], *, geo: bool) -> list[File]:
    """Return the pictures of a figure; lines are its title, subtitle and source."""

    def made(kind: str) -> Callable[[], bytes]:
        return lambda: as_image(titled(still(figure), **lines), kind, geojson=_shapes(geo))

    return [File(kind.upper(), kind, made(kind)) for kind in ("png", "svg", "pdf")]


def page_file(figure: "go.Figure", lines: Mapping[str, str], *, geo: bool) -> File:
    """Return the figure as a page of its own."""
    return File("web page", "html", lambda: as_html(figure, **lines, geojson=_shapes(geo)))


def _menu(files: list[File], drawn: list[File], words: str, stem: str, key: str, note: str) -> None:
    # A fragment takes the whole width unless what it stands in does not.
    with st.container(width="content"):
        _popover(files, drawn, words, stem, key, note)


@st.fragment
def _popover(
    files: list[File], drawn: list[File], words: str, stem: str, key: str, note: str
) -> None:
    """Show the menu; what stands in it is sent only once it is opened."""
    failures: dict[str, str] = st.session_state.setdefault(f"{key}_failures", {})
    menu = st.popover("Download", icon=":material/download:", key=key, on_change="rerun")
    if not menu.open:
        return
    browser = find_browser() if drawn else None
    with menu.container(gap=None):
        for file in [*files, *(drawn if browser else [])]:
            st.download_button(
                f"Download {words} as {file.word}",
                data=told(file, failures),
                file_name=f"{stem}.{file.ending}",
                mime=MIME_TYPES[file.ending],
                key=f"{key}_{file.ending}",
                on_click="ignore",
                type="tertiary",
            )
        if note:
            st.caption(note)
        if drawn and browser is None:
            st.caption(NO_BROWSER)
        for word, sentence in list(failures.items()):
            st.caption(f"{word}: {sentence}")
            del failures[word]


def told(file: File, failures: dict[str, str]) -> Callable[[], bytes]:
    """Return what makes the file and keeps the sentence of a failure for the menu.

    Streamlit itself only says at the button that the file could not be made.
    """

    def make() -> bytes:
        try:
            return file.make()
        except (PictureError, TableError) as error:
            failures[file.word] = str(error)
            log.warning("%s not made: %s", file.word, error)
            raise

    return make


def _notes(filters: Filters, title: str, subtitle: str, source: str) -> Mapping[str, str]:
    query = filters.to_address()
    address = f"{st.context.url or ''}{'?' if query else ''}{query}"
    manifest = cached.corpus().manifest
    corpus = f"{manifest.name}, checksum {manifest.checksum}"
    return about(
        title=title,
        filters=subtitle,
        address=address,
        source=source,
        day=date.today(),
        licence=f"Facts: MIT. Pieces: {manifest.licence or 'not stated'}.",
        corpus=corpus,
        cited_corpus="" if cached.is_built_in() else corpus,
    )


def _shapes(geo: bool) -> dict | None:
    return json.loads(SHAPES.read_bytes()) if geo else None


def _words(name: str) -> str:
    return name.replace("_", " ")
