"""Which corpus a reader looks at: the one the address names, else the one chosen at the start."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.corpus.errors import CorpusError
from data.corpus.home import BUILT_IN, checked_name, corpora_folder, corpus_folder, corpus_names
from data.corpus.layout import MANIFEST


@dataclass(frozen=True, slots=True)
class Choice:
    """A corpus asked for.

    folder: None for the built-in one. name: in an address; "" where an address cannot name it.
    fault: why what was asked for at the start cannot be used, as a sentence.
    """

    folder: Path | None = None
    name: str = ""
    fault: str = ""


def chosen() -> Choice:
    """Return the corpus that the address names, else the one the server was started with.

    An address holds a name and never a path: a path could open any folder of the server.
    """
    asked = next((name for name in reversed(st.query_params.get_all("corpus")) if name), "")
    if asked == BUILT_IN:
        return Choice(None, BUILT_IN)
    if _is_name(asked) and (corpora_folder() / asked / MANIFEST).is_file():
        return Choice(corpora_folder() / asked, asked)
    return at_start()


def at_start() -> Choice:
    """Return what `-- --corpus` or ACCORD_ATLAS_CORPUS asks for: a name or a path."""
    given = wanted_at_start()
    if not given:
        return Choice()
    try:
        folder = corpus_folder(given)
    except CorpusError as error:
        return Choice(fault=str(error))
    at_home = os.path.abspath(folder.parent) == os.path.abspath(corpora_folder())
    return Choice(folder, folder.name if at_home and _is_name(folder.name) else "")


def wanted_at_start() -> str:
    """Return the name or path given at the server's start, "" for none."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--corpus", default=os.environ.get("ACCORD_ATLAS_CORPUS", ""))
    return parser.parse_known_args(sys.argv[1:])[0].corpus


def choices() -> list[str]:
    """Return the names a reader can choose from; "" first where the start's corpus has none."""
    start = at_start()
    unnamed = [""] if start.folder is not None and not start.name else []
    return [*unnamed, BUILT_IN, *(name for name in corpus_names() if _is_name(name))]


def changes_allowed() -> bool:
    """Say whether readers may add and delete corpora: not where ACCORD_ATLAS_UPLOADS is off."""
    return os.environ.get("ACCORD_ATLAS_UPLOADS", "").lower() not in ("off", "no", "0", "false")


def is_own_machine() -> bool:
    """Say whether readers may name files of the machine: only where its owner says so.

    That it listens on the loopback address alone proves nothing: a proxy may stand before it.
    """
    return os.environ.get("ACCORD_ATLAS_LOCAL_FILES", "").lower() in ("on", "yes", "1", "true")


def manifest_state(folder: Path) -> tuple[int, int]:
    """Return what changes when the corpus is built again: its manifest's time and size."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _is_name(text: str) -> bool:
    try:
        return checked_name(text) == text
    except CorpusError:
        return False
