"""Coding the sample anew by people: an empty sheet with the words, and a filled one read back."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.coding.codebook import REASONS, Codebook
from data.coding.measure.codings import (
    CODINGS,
    COLUMNS,
    Passage,
    SampleError,
    fault_of,
    read_codings,
)
from data.facts import FILES

SHEET = "coding_sheet.csv"
SHEET_COLUMNS = ("passage", "language", "words", "reasons", "voice")
_SEED = 7


def write_sheet(passages: Sequence[Passage], folder: Path) -> Path:
    """Write an empty sheet, in an order drawn by chance, with the codebook beside it.

    reasons: to be filled as "trade:given;iran:named", "-" for none; voice: as "government:KAZ".
    Errors: SampleError where a sheet is there already, which may be filled.
    """
    path = folder / SHEET
    if path.exists():
        raise SampleError(f"{path} is there already; it is not written over.")
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(each.passage, each.text.language, each.words, "", "") for each in passages]
    sheet = pd.DataFrame(rows, columns=list(SHEET_COLUMNS)).sample(frac=1, random_state=_SEED)
    # The mark at the start lets Excel read Arabic and Russian.
    sheet.to_csv(path, index=False, encoding="utf-8-sig")
    shutil.copyfile(FILES / REASONS, folder / REASONS)
    return path


def read_sheet(path: Path, coder: str, codebook: Codebook, folder: Path = FILES) -> int:
    """Add a filled sheet to the codings, in place of what this coder had; return its passages.

    Errors: SampleError naming the first passage that is not filled as it must be.
    """
    sheet = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    if missing := [name for name in SHEET_COLUMNS if name not in sheet]:
        raise SampleError(f"{path}: the column {missing[0]} is missing.")
    codings = read_codings(folder)
    known, seen = set(codings["passage"]), set()
    for row in sheet.itertuples():
        fault = fault_of(row.reasons, row.voice, codebook)
        if row.passage not in known or row.passage in seen:
            fault = "it is not in the sample, or stands twice"
        if fault:
            raise SampleError(f"{path}, {row.passage}: {fault}.")
        seen.add(row.passage)
    own = sheet.assign(coder=coder)[list(COLUMNS)]
    _put(pd.concat([codings[codings["coder"] != coder], own]), folder / CODINGS)
    return len(own)


def _put(codings: pd.DataFrame, path: Path) -> None:
    aside = path.with_suffix(".part")
    codings.to_csv(aside, index=False, lineterminator="\n")
    os.replace(aside, path)
