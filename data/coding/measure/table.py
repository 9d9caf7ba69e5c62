"""The table of how well each reason, stance and voice is coded, by way of coding and language."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data.coding.codebook import STANCES, VOICES, Codebook
from data.coding.measure.agreement import Alpha, alpha
from data.coding.measure.codings import Labels, Passage
from data.coding.measure.scores import Counts, counts, measures
from data.coding.quality import ALL, COLUMNS, QUALITY, WITH_COUNTRY
from data.facts import FILES

CUES = "cues"


@dataclass(frozen=True, slots=True)
class Reading:
    """The drawn passages as they were read: twice apart, and settled."""

    passages: Sequence[Passage]
    first: Labels
    second: Labels
    settled: Labels


@dataclass(frozen=True, slots=True)
class Subset:
    """Some of the passages: all ("", ""), those of a language, or those of one stratum of it."""

    language: str
    stratum: str
    rows: np.ndarray


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table before its measures are computed."""

    layer: str
    reason: str
    coder: str
    subset: Subset
    passages: int
    positives: int
    alpha: Alpha
    counts: Counts


def quality_table(
    reading: Reading, cues: Labels, models: Mapping[str, np.ndarray], codebook: Codebook
) -> pd.DataFrame:
    """Return data.coding.quality.COLUMNS; the cues, which are in use, first for each reason.

    models: by name, how often each passage was given each reason, as a share of the repeats.
    """
    lines = list(_lines(reading, cues, models))
    frame = pd.DataFrame(
        {
            "reason": [line.reason for line in lines],
            "coder": [line.coder for line in lines],
            "coded_with": codebook.checksum,
            "passages": [line.passages for line in lines],
            "positives": [line.positives for line in lines],
            "alpha": [line.alpha.value for line in lines],
            "alpha_low": [line.alpha.low for line in lines],
            "alpha_high": [line.alpha.high for line in lines],
            "language": [line.subset.language for line in lines],
            "layer": [line.layer for line in lines],
            "stratum": [line.subset.stratum for line in lines],
        }
    )
    return frame.join(measures([line.counts for line in lines]))[list(COLUMNS)]


def write_table(table: pd.DataFrame, folder: Path = FILES) -> Path:
    """Put the table in place of the one before, whole or not at all; return its file."""
    path = folder / QUALITY
    aside = path.with_suffix(".part")
    table.to_csv(aside, index=False, float_format="%.4f", lineterminator="\n")
    os.replace(aside, path)
    return path


def subsets(passages: Sequence[Passage]) -> Iterator[Subset]:
    """Yield all passages, then each language, and the strata of a language that has several."""
    yield Subset("", "", np.arange(len(passages)))
    languages = pd.Series([passage.text.language for passage in passages])
    strata = pd.Series([passage.stratum for passage in passages])
    for language in languages.unique():
        own = languages == language
        yield Subset(language, "", np.flatnonzero(own))
        names = strata[own].unique()
        for name in names if len(names) > 1 else ():
            yield Subset(language, name, np.flatnonzero(strata == name))


def _lines(reading: Reading, cues: Labels, models: Mapping[str, np.ndarray]) -> Iterator[Line]:
    for subset in subsets(reading.passages):
        yield from _reasons(reading, {CUES: cues.present, **models}, subset)
        yield from _stances(reading, cues, subset)
        yield from _voices(reading, cues, subset)


def _reasons(reading: Reading, ways: Mapping[str, np.ndarray], subset: Subset) -> Iterator[Line]:
    rows = subset.rows
    for number, reason in enumerate(reading.settled.reasons):
        first, second, there = (
            labels.present[rows, number]
            for labels in (reading.first, reading.second, reading.settled)
        )
        agreed = alpha(first, second)
        for way, found in ways.items():
            yield Line(
                "reason",
                reason,
                way,
                subset,
                len(rows),
                int(there.sum()),
                agreed,
                counts(there, found[rows, number]),
            )


def _stances(reading: Reading, cues: Labels, subset: Subset) -> Iterator[Line]:
    """Yield lines over the reasons in passages that both codings, or the cues too, have."""
    first, second, there, found = (
        labels.stance[subset.rows]
        for labels in (reading.first, reading.second, reading.settled, cues)
    )
    both, met = (first != "") & (second != ""), (there != "") & (found != "")
    pair, judged = (first[both], second[both]), (there[met], found[met])
    yield from _values("stance", _each(STANCES), subset, pair, judged)


def _voices(reading: Reading, cues: Labels, subset: Subset) -> Iterator[Line]:
    """Yield lines: alpha over all passages, the rest over those with a reason that is found too."""
    rows = subset.rows
    met = reading.settled.present[rows].any(1) & cues.present[rows].any(1)
    labels = (reading.first, reading.second, reading.settled, cues)
    coarse = [each.speaker[rows] for each in labels]
    whole = [each.voice[rows] for each in labels]
    for voices, values in (
        (coarse, _each(VOICES)),
        (whole, {WITH_COUNTRY: None}),
    ):
        judged = (voices[2][met], voices[3][met])
        yield from _values("voice", values, subset, (voices[0], voices[1]), judged)


def _each(values: Sequence[str]) -> dict[str, str | None]:
    return {ALL: None} | {value: value for value in values}


def _values(
    layer: str,
    values: Mapping[str, str | None],
    subset: Subset,
    pair: tuple[np.ndarray, np.ndarray],
    judged: tuple[np.ndarray, np.ndarray],
) -> Iterator[Line]:
    """Yield a line for each value, and one for all of them, where precision is the share right.

    None where there is nothing to compare.
    """
    there, found = judged
    for name, value in values.items() if len(there) else ():
        if value is None:
            right = int((there == found).sum())
            found_right = Counts(right, len(there) - right, np.nan, np.nan)
            agreed, positives = alpha(*pair), len(there)
        else:
            found_right = counts(there == value, found == value)
            agreed = alpha(*(side == value for side in pair))
            positives = int((there == value).sum())
        yield Line(layer, name, CUES, subset, len(there), positives, agreed, found_right)
