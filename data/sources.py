"""Where the shipped data come from: producer, licence, limits."""

import tomllib
from pathlib import Path

import pandas as pd

from data.facts import FILES

COLUMNS = ("file", "title", "producer", "licence", "accessed", "limits")


def load_sources(path: Path = FILES / "sources.toml") -> pd.DataFrame:
    """Return one row per shipped file: file, title, producer, licence, accessed, limits (list).

    Errors: KeyError for a source without one of these fields, tomllib.TOMLDecodeError.
    """
    with path.open("rb") as file:
        sources = tomllib.load(file)["source"]
    return pd.DataFrame([{name: source[name] for name in COLUMNS} for source in sources])
