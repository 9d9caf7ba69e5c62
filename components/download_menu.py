"""The Download menu itself: one button per file, whose bytes are made on the click."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components.drawing_browser import PictureError
from data.browser import HOW_TO_GET_BROWSER, find_browser
from data.export.workbook import TableError

NO_BROWSER = f"{HOW_TO_GET_BROWSER} Until then the camera button on the chart saves a picture."

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
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}

log = logging.getLogger("accord_atlas")


@dataclass(frozen=True, slots=True)
class File:
    """A file on offer: its format in words, its ending, and what makes its bytes.

    label: of its button, where "Download NAME as FORMAT" would not do. help: what is in it.
    """

    word: str
    ending: str
    make: Callable[[], bytes]
    label: str = ""
    help: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a menu holds: files, pictures that need a browser, and what follows them.

    words: the name of the figure. stem: of the files' names. note: a sentence below.
    """

    files: tuple[File, ...]
    drawn: tuple[File, ...] = ()
    last: tuple[File, ...] = ()
    words: str
    stem: str
    note: str = ""


@st.fragment
def menu(offer: Offer, key: str) -> None:
    """Show the menu, closed; what stands in it is sent only once it is opened."""
    failures: dict[str, str] = st.session_state.setdefault(f"{key}_failures", {})
    opened = st.popover("Download", icon=":material/download:", key=key, on_change="rerun")
    if not opened.open:
        return
    browser = find_browser() if offer.drawn else None
    with opened.container(gap=None):
        for file in (*offer.files, *(offer.drawn if browser else ()), *offer.last):
            _button(file, offer, failures, key)
        if offer.note:
            st.caption(offer.note)
        if offer.drawn and browser is None:
            st.caption(NO_BROWSER)
        for word, sentence in list(failures.items()):
            st.caption(f"{word}: {sentence}")
            del failures[word]


def _button(file: File, offer: Offer, failures: dict[str, str], key: str) -> None:
    st.download_button(
        file.label or f"Download {offer.words} as {file.word}",
        data=told(file, failures),
        file_name=f"{offer.stem}.{file.ending}",
        mime=MIME_TYPES[file.ending],
        key=f"{key}_{file.ending}",
        on_click="ignore",
        type="tertiary",
        help=file.help,
    )


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
