"""Whether it is coded well enough how reasons are given, and who is named as saying them."""

from collections.abc import Mapping

import pandas as pd

from data.coding.codebook import VOICES
from data.coding.quality import ALL, Bar

VOICE_WORDS = {
    "none": "nobody named",
    "government": "a government",
    "opponent": "an opponent",
    "analyst": "an analyst",
    "outlet": "the outlet itself",
}


def stance_fault(quality: pd.DataFrame, checksum: str) -> str:
    """Return a sentence why given, disputed and denied are not counted; "" where they are.

    quality: as data.coding.quality.load_quality. checksum: of the codebook in use.
    """
    return _fault(_measured(quality, "stance"), ALL, checksum, "How a reason is given")


def voice_faults(quality: pd.DataFrame, checksum: str) -> Mapping[str, str]:
    """Return by voice a sentence why it is not counted who speaks; "" where it is."""
    measured = _measured(quality, "voice")
    return {
        voice: _fault(measured, voice, checksum, f"Who speaks ({VOICE_WORDS[voice]})")
        for voice in VOICES
    }


def _measured(quality: pd.DataFrame, layer: str) -> pd.DataFrame:
    own = quality[quality["layer"].eq(layer) & quality["language"].eq("")]
    # The way in use stands first.
    return own.drop_duplicates("reason").set_index("reason")


def _fault(measured: pd.DataFrame, name: str, checksum: str, what: str) -> str:
    bar = Bar()
    if name not in measured.index:
        return f"{what}: it was never measured how well this is coded."
    row = measured.loc[name]
    if row["coded_with"] != checksum:
        return f"{what}: the codebook or the coder was changed since its coding was measured."
    if row["positives"] < bar.positives or pd.isna(row["precision"]):
        return f"{what}: too few passages of the sample have it to measure its coding."
    if not row["alpha"] >= bar.alpha:
        return f"{what}: two codings agree too little, alpha {row['alpha']:.2f}."
    if not row["precision"] >= bar.precision:
        return (
            f"{what}: what the program says is right in {row['precision']:.0%} of the passages "
            f"measured, and {bar.precision:.0%} are needed."
        )
    return ""
