"""How well each reason is coded: what two codings of a sample and the program agree on."""

import pandas as pd

from data.coding.codebook import load_codebook
from data.coding.quality import NUMBERS, load_quality, verdicts


def reason_quality() -> pd.DataFrame:
    """Return what was measured of each reason, in the way of coding that is in use.

    Shape: one row per reason of the codebook.
        reason, name, side, definition   str   as the codebook has them
        counted        bool     good enough to be counted
        why_not        str      a sentence why not; "" where it is
        coder          str      the way of coding in use; "" where none was measured
        passages, positives  Int64  of the sample, and with the reason; NA where not measured
        alpha ... specificity_high  float64  as data.coding.quality.load_quality; NaN likewise
    Source: data/files/reason_quality.csv. Errors: CodebookError.
    """
    codebook, quality = load_codebook(), load_quality()
    found = verdicts(quality, list(codebook.reasons), codebook.checksum).set_index("reason")
    whole = quality[quality["layer"].eq("reason") & quality["language"].eq("")]
    own = whole.drop_duplicates("reason").set_index("reason").reindex(list(codebook.reasons))
    reasons = list(codebook.reasons.values())
    texts = {
        name: [getattr(one, name) for one in reasons]
        for name in ("reason", "name", "side", "definition")
    }
    return pd.DataFrame(
        {name: pd.array(words, dtype="str") for name, words in texts.items()}
        | {"counted": found["passes"].to_numpy(), "why_not": found["why"].astype("str").array}
        | {"coder": own["coder"].fillna("").astype("str").array}
        | {name: own[name].astype("Int64").array for name in ("passages", "positives")}
        | {name: found[name].to_numpy() for name in NUMBERS}
    )
