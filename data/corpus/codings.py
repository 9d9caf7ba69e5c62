"""The files of a coding: which reasons the passages of a corpus carry, by one codebook."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.corpus.errors import CorpusError
from data.corpus.home import cache_folders
from data.corpus.tables import coded, coded_array, numbers, read_table, write_table

FOLDER, LOCK = "coded", ".lock"
ABOUT, CODES, SPEAKS = "coding.json", "codes.arrow", "speaks.arrow"
# Of codes.arrow: one row a passage and reason, by row of the corpus and place in it.
NUMBERS = {"row": np.uint32, "start": np.int32, "end": np.int32}
NAMED = ("part", "reason", "stance", "voice", "iso3", "actor")


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding mapped into memory. speaks: by agreement, the rows of the pieces that name it."""

    numbers: Mapping[str, np.ndarray]
    codes: Mapping[str, np.ndarray]
    kinds: Mapping[str, pd.CategoricalDtype]
    speaks: Mapping[str, np.ndarray]


def coding_homes(folder: Path) -> list[Path]:
    """Return where the codings of a corpus may lie: beside its files, else in a cache folder."""
    name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return [folder / FOLDER, *(home / FOLDER / name for home in cache_folders())]


def find_coding(folder: Path, build: str, key: str) -> Coding | None:
    """Open the coding of a build of a corpus, or return None where none is whole."""
    for home in coding_homes(folder):
        if coding := read_coding(home / f"{build}-{key}"):
            return coding
    return None


def read_coding(folder: Path) -> Coding | None:
    """Open a coding's folder, or return None where it is not there or damaged."""
    if not (said := _about(folder)):
        return None
    try:
        for name in (CODES, SPEAKS):
            if (folder / name).stat().st_size != said["sizes"][name]:
                return None
        codes = read_table(folder, CODES, (*NUMBERS, *NAMED))
        speaks = read_table(folder, SPEAKS, ("row", "agreement"))
    except (OSError, KeyError, CorpusError):
        return None
    named = {name: coded(codes, name) for name in NAMED}
    kinds = {name: pd.CategoricalDtype(pd.Index(v, dtype="str")) for name, (_, v) in named.items()}
    return Coding(
        {name: numbers(codes, name) for name in NUMBERS},
        {name: own for name, (own, _) in named.items()},
        kinds,
        _by_agreement(speaks),
    )


def write_coding(
    folder: Path,
    numbers: Mapping[str, np.ndarray],
    named: Mapping[str, tuple[np.ndarray, Sequence[str]]],
    speaks: tuple[np.ndarray, np.ndarray, Sequence[str]],
    about: Mapping[str, Any],
) -> None:
    """Write a coding to an empty folder; what vouches for it comes last.

    numbers, named: the columns NUMBERS and NAMED, the latter as codes and values. speaks: rows,
    agreements as codes, and their ids.
    """
    columns = {name: pa.array(values) for name, values in numbers.items()}
    columns |= {
        name: coded_array(codes, np.asarray(values, dtype=object))
        for name, (codes, values) in named.items()
    }
    write_table(folder / CODES, pa.table(columns))
    rows, agreements, ids = speaks
    table = {"row": pa.array(rows), "agreement": coded_array(agreements, np.asarray(ids, object))}
    write_table(folder / SPEAKS, pa.table(table))
    sizes = {name: (folder / name).stat().st_size for name in (CODES, SPEAKS)}
    (folder / ABOUT).write_text(json.dumps({**about, "sizes": sizes}), encoding="utf-8")


def _about(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) and isinstance(said.get("sizes"), dict) else {}


def _by_agreement(speaks: pa.Table) -> dict[str, np.ndarray]:
    rows = numbers(speaks, "row")
    own, ids = coded(speaks, "agreement")
    return {agreement: rows[own == code] for code, agreement in enumerate(ids)}
