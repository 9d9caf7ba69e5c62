"""Files a reader brings, by their first rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from data.ingest.options import Options
    from data.ingest.preview import FilePreview


def preview(paths: Sequence[Path], options: "Options") -> "list[FilePreview]":
    """Return how files would be read, by their first rows; shared, so not to be changed.

    Errors: IngestError.
    """
    states = tuple((str(path), *_state_of(path)) for path in paths)
    return _preview(states, repr(options), tuple(paths), options)


@st.cache_resource(show_spinner="Reading the first rows", max_entries=16)
def _preview(
    states: tuple, said: str, _paths: tuple[Path, ...], _options: "Options"
) -> "list[FilePreview]":
    # Reading files of every kind loads much that a page without files does without.
    from data.ingest.preview import preview as preview_of

    return preview_of(_paths, _options)


def _state_of(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
