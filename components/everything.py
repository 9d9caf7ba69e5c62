"""Everything of a view as one file: what stands behind it is fetched and drawn on the click."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from components import cached
from components.download_menu import File
from components.drawing_browser import PictureError
from data import tables
from data.browser import HOW_TO_GET_BROWSER, find_browser
from data.corpus import Corpus
from data.export.about import about
from data.export.bundle import Parts, bundle
from data.export.view import View
from data.facts import Facts
from data.filters import FilterError, Filters
from data.ingest.version import version

Extras = Mapping[str, bytes | Callable[[], bytes]]

LABEL = "Download everything (ZIP)"
HELP = (
    "The rows, the pieces behind them, picture and page, how to cite, and a README. "
    "`python -m data.replay` builds the rows again from it."
)
NOTHING_MORE = "data/full.csv: these rows are all there is, so there is none."
# plotly.js names each drawing by chance, and its clips, gradients and hatches after it.
_PAGE_NAME = re.compile(rb'<div id="([0-9a-f-]{36})" class="plotly-graph-div"')
_SVG_NAME = re.compile(rb'<defs id="defs-([0-9a-f]{6})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a file is made from on the click, apart from any run of the page.

    pictures, page: of the figure; none where there is no figure. extras: name and bytes, or what
    makes them, of files to add.
    """

    facts: Facts
    corpus: Corpus
    frame: Callable[[], pd.DataFrame]
    pictures: Sequence[File] = ()
    page: File | None = None
    extras: Extras = field(default_factory=dict)


def view_of(
    filters: Filters, *, name: str, title: str, subtitle: str, source: str, denominator: str
) -> View:
    """Return what is shown now, with its address and its corpus."""
    query, opened = filters.to_address(), st.context.url or ""
    return View(
        figure=name,
        page=urlsplit(opened).path.strip("/").rpartition("/")[2] or "overview",
        title=title,
        words=subtitle,
        address=f"{opened}{'?' if query else ''}{query}",
        filters=filters,
        source=source,
        denominator=denominator,
        manifest=cached.corpus().manifest,
        built_in=cached.is_built_in(),
        code=version(),
        facts=tables.facts_checksum(),
        today=date.today(),
    )


def notes_of(view: View) -> Mapping[str, str]:
    """Return what a table says about itself."""
    return about(
        title=view.title,
        filters=view.words,
        address=view.address,
        source=view.source,
        day=view.today,
        licence=view.licence,
        corpus=view.corpus,
        cited_corpus="" if view.built_in else view.corpus,
        denominator=view.denominator,
    )


def everything_files(view: View, held: Held) -> tuple[File, ...]:
    """Return the ZIP of a view as a file on offer; none for accounts of a reader's own files."""
    if view.figure in tables.PRIVATE:
        return ()
    return (File("ZIP", "zip", lambda: everything(view, held), LABEL, HELP),)


def everything(view: View, held: Held) -> bytes:
    """Return the ZIP of a view. What cannot be made is left out, and the README says why."""
    drawn = held.frame()
    left_out: list[str] = []
    parts = Parts(
        notes=notes_of(view),
        counts=view.figure in (*tables.COUNTED, "articles"),
        full=_full(view, held, left_out),
        pieces=_pieces(view, held, left_out),
        pictures=_pictures(held, left_out),
        extras={name: _made(content) for name, content in held.extras.items()},
        left_out=left_out,
    )
    return bundle(view, drawn, parts)


def _full(view: View, held: Held, left_out: list[str]) -> pd.DataFrame | None:
    """Return the same question asked of more, where there is more."""
    if view.figure not in tables.WHOLE:
        left_out.append(NOTHING_MORE)
        return None
    try:
        return tables.WHOLE[view.figure](held.facts, held.corpus, view.filters, view.today)
    except FilterError as error:
        left_out.append(f"data/full.csv: left out. {error}")
        return None


def _pieces(view: View, held: Held, left_out: list[str]) -> pd.DataFrame | None:
    if view.figure not in tables.COUNTED:
        return None
    found, total = tables.pieces(held.corpus, view.filters, view.figure)
    if total > len(found):
        left_out.append(f"data/pieces.csv: the first {len(found):,} of {total:,} pieces.")
    return found


def _pictures(held: Held, left_out: list[str]) -> dict[str, bytes]:
    """Return pictures and page by file name."""
    if held.page is None:
        return {}
    made = {"page.html": steady(held.page.make())}
    try:
        if find_browser() is None:
            raise PictureError(HOW_TO_GET_BROWSER)
        made |= {
            f"picture.{file.ending}": steady(file.make())
            for file in held.pictures
            if file.ending in ("png", "svg")
        }
    except PictureError as error:
        left_out.append(f"picture.png, picture.svg: page.html has the figure instead. {error}")
    return made


def steady(drawing: bytes) -> bytes:
    """Return a page or an SVG in which the random name of the drawing is a fixed one."""
    if found := _PAGE_NAME.search(drawing):
        return drawing.replace(found[1], b"figure")
    if found := _SVG_NAME.search(drawing):
        return re.sub(rb"(?<=[a-z-])" + found[1], b"figure", drawing)
    return drawing


def _made(content: bytes | Callable[[], bytes]) -> bytes:
    return content if isinstance(content, bytes) else content()
