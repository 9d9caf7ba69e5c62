"""The measured table in print: per reason, per way of coding, per language, stances and voices."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from data.coding.codebook import Codebook
from data.coding.measure.compare import compare
from data.coding.measure.table import CUES, Reading, subsets
from data.coding.quality import READ_BY, Bar, verdicts

NOT_ELSEWHERE = (
    "Precision does not carry over to a corpus in which other parts of the passages carry the "
    "reason; alpha, recall and specificity carry over better."
)
INTERVALS = "In brackets 95 % intervals: alpha by bootstrap over passages, the others Wilson's."


def report(
    table: pd.DataFrame, reading: Reading, ways: Mapping[str, np.ndarray], codebook: Codebook
) -> Iterator[str]:
    """Yield the lines of all tables. ways: what each found, the cues first."""
    yield f"{len(reading.passages)} passages. {READ_BY}"
    yield f"{INTERVALS} {NOT_ELSEWHERE}"
    yield ""
    yield from _reasons(table)
    yield ""
    yield from _verdicts(table, codebook)
    yield ""
    yield from _ways(table, reading, ways)
    yield ""
    yield from _subsets(reading, ways[CUES])
    for layer in ("stance", "voice"):
        yield ""
        yield from _values(table, layer)


def _reasons(table: pd.DataFrame) -> Iterator[str]:
    yield f"{'Reason, by cues':18}{'n':>5}{'alpha':>19}" + "".join(
        f"{name:>19}" for name in ("precision", "recall", "F1", "specificity")
    )
    for _, row in _overall(table, "reason", CUES).iterrows():
        yield f"{row['reason']:18}{row['positives']:5}" + "".join(
            _cell(row, name) for name in ("alpha", "precision", "recall", "f1", "specificity")
        )


def _verdicts(table: pd.DataFrame, codebook: Codebook) -> Iterator[str]:
    found = verdicts(table, list(codebook.reasons), codebook.checksum)
    yield f"Counted: {', '.join(found.loc[found['passes'], 'reason']) or 'none'}"
    yield "Not counted:"
    for _, row in found[~found["passes"]].iterrows():
        yield f"  {row['reason']}: {row['why']}"


def _ways(table: pd.DataFrame, reading: Reading, ways: Mapping[str, np.ndarray]) -> Iterator[str]:
    yield (
        f"{'Way to code':18}{'precision':>10}{'recall':>8}{'F1':>6}{'mean F1':>9}"
        f"{'over the cues':>22}{'precise enough':>17}"
    )
    for row in compare(reading.settled.present, ways, Bar()).itertuples():
        over = f"{row.over:+.2f} [{row.over_low:+.2f}, {row.over_high:+.2f}]"
        yield (
            f"{row.way:18}{row.precision:10.2f}{row.recall:8.2f}{row.f1:6.2f}{row.macro_f1:9.2f}"
            f"{'' if row.way == CUES else over:>22}{f'{row.enough} of {row.of}':>17}"
        )
    if len(ways) > 1:
        yield ""
        yield from _ways_by_reason(table, tuple(ways))


def _ways_by_reason(table: pd.DataFrame, ways: Sequence[str]) -> Iterator[str]:
    yield f"{'F1 (precision)':18}" + "".join(f"{way:>20}" for way in ways)
    tables = [_overall(table, "reason", way).set_index("reason") for way in ways]
    for reason in tables[0].index:
        rows = [each.loc[reason] for each in tables]
        cells = [f"{_number(row['f1'])} ({_number(row['precision'])})" for row in rows]
        yield f"{reason:18}" + "".join(f"{cell:>20}" for cell in cells)


def _subsets(reading: Reading, found: np.ndarray) -> Iterator[str]:
    yield f"{'Cues, by language':18}{'passages':>9}{'reasons':>9}{'found':>7}{'right':>7}" + (
        f"{'precision':>11}{'recall':>8}"
    )
    for subset in subsets(reading.passages):
        there, own = reading.settled.present[subset.rows], found[subset.rows]
        right = (there & own).sum()
        name = " ".join(filter(None, (subset.language, subset.stratum))) or "all"
        shares = (right / whole if whole else np.nan for whole in (own.sum(), there.sum()))
        yield (
            f"{name:18}{len(subset.rows):9}{there.sum():9}{own.sum():7}{right:7}"
            + "".join(
                _number(share).rjust(width) for share, width in zip(shares, (11, 8), strict=True)
            )
        )


def _values(table: pd.DataFrame, layer: str) -> Iterator[str]:
    yield f"{layer.capitalize():18}{'n':>5}{'alpha':>19}{'precision':>19}{'recall':>19}{'F1':>19}"
    for _, row in _overall(table, layer, CUES).iterrows():
        yield f"{row['reason']:18}{row['positives']:5}" + "".join(
            _cell(row, name) for name in ("alpha", "precision", "recall", "f1")
        )


def _overall(table: pd.DataFrame, layer: str, way: str) -> pd.DataFrame:
    chosen = (table["layer"] == layer) & (table["coder"] == way) & (table["language"] == "")
    return table[chosen]


def _cell(row: pd.Series, name: str) -> str:
    if pd.isna(row[name]):
        return "–".rjust(19)
    ends = f"[{_number(row[f'{name}_low'])}–{_number(row[f'{name}_high'])}]"
    return f"{_number(row[name])} {ends}".rjust(19)


def _number(share: float) -> str:
    return "–" if pd.isna(share) else f"{share:.2f}"
