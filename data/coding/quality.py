"""How well each reason is coded, as measured, and which are good enough to be counted."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.facts import FILES

QUALITY = "reason_quality.csv"
NUMBERS = (
    "alpha alpha_low alpha_high precision precision_low precision_high recall recall_low "
    "recall_high f1 f1_low f1_high specificity specificity_low specificity_high"
).split()
COLUMNS = (
    *("reason", "coder", "coded_with", "passages", "positives"),
    *NUMBERS,
    *("language", "layer", "stratum"),
)
# In place of a stance or voice: all of them, where precision is the share that is right.
ALL, WITH_COUNTRY = "all", "all with country"
# Who coded the sample, wherever a number from it is shown.
READ_BY = (
    "Coded twice, independently, by a language model from the codebook's text, and a third time "
    "where the two differ; not by people. Alpha says how alike the two readings are, which two "
    "people's might be less; precision and recall hold against the settled reading."
)
RECODE = "python -m data.coding sheet FOLDER"


@dataclass(frozen=True, slots=True)
class Bar:
    """What a reason must reach to be counted: the point estimates of alpha and precision.

    positives: passages of the sample that carry it; of fewer, neither says anything.
    """

    alpha: float = 0.67
    precision: float = 0.80
    positives: int = 5


def load_quality(folder: Path = FILES) -> pd.DataFrame:
    """Return what `python -m data.coding` measured last.

    Shape: COLUMNS; one row for each reason, way of coding and language ("" all of them), layer
    reason; for stances and voices layer stance and voice. coded_with: the codebook's checksum,
    which changes with the coder too. stratum: "" but where one of several of a language is measured
    apart, as builtin. positives: passages that carry it by the settled reading. The way in use
    stands first for each reason.
    Alpha, recall and specificity carry over to other corpora better than precision, which rises
    with the part of passages that carry the reason.
    """
    words = dict.fromkeys(("reason", "coder", "coded_with", "language", "layer", "stratum"), "str")
    counts = dict.fromkeys(("passages", "positives"), "int64")
    frame = pd.read_csv(
        folder / QUALITY, keep_default_na=False, na_values={n: [""] for n in NUMBERS}
    )
    return frame.astype(words | counts | dict.fromkeys(NUMBERS, "float64"))[list(COLUMNS)]


def verdicts(
    quality: pd.DataFrame, reasons: list[str], checksum: str, bar: Bar | None = None
) -> pd.DataFrame:
    """Say of each reason whether it may be counted.

    Shape: reason, passes bool, why (a sentence; "" where it passes), same_codebook bool, and the
    NUMBERS of the way in use, NaN where it was not measured; in the order of reasons.
    """
    bar = bar or Bar()
    whole = quality[(quality["layer"] == "reason") & (quality["language"] == "")]
    used = whole.drop_duplicates("reason").set_index("reason").reindex(reasons)
    same = used["coded_with"].eq(checksum)
    why = [_why(row, is_same, bar) for (_, row), is_same in zip(used.iterrows(), same, strict=True)]
    return (
        used[NUMBERS]
        .assign(passes=[not said for said in why], why=why, same_codebook=same)
        .reset_index()
    )


def _why(row: pd.Series, same: bool, bar: Bar) -> str:
    if pd.isna(row["coded_with"]):
        return "It was never measured how well this reason is coded."
    if not same:
        return "The codebook or the coder was changed since this reason's coding was measured."
    if row["positives"] < bar.positives:
        return (
            f"Too few passages of the sample carry this reason to measure it: "
            f"{row['positives']:.0f} of {row['passages']:.0f}."
        )
    if pd.isna(row["precision"]):
        return "The cues found this reason in no passage of the sample."
    if not row["alpha"] >= bar.alpha:
        return f"Two codings agree too little: alpha {row['alpha']:.2f}, and {bar.alpha} is needed."
    if not row["precision"] >= bar.precision:
        return (
            f"Too much is found that is not there: precision {row['precision']:.2f}, and "
            f"{bar.precision:.2f} is needed."
        )
    return ""
