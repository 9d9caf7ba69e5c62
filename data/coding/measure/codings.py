"""The drawn passages and what those who read them found: read, checked, and laid out as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from data.coding.codebook import STANCES, VOICES, Codebook
from data.coding.measure.texts import SHARED, SOURCES, Text
from data.coding.sample import digest
from data.facts import FILES

SAMPLE, CODINGS = "reason_sample.csv", "reason_codings.csv"
FIRST, SECOND, SETTLED = "first", "second", "settled"
COLUMNS = ("passage", "coder", "reasons", "voice")
NOTHING = "-"


class SampleError(ValueError):
    """The sample or a coding of it cannot be used; the message names the passage and the fault."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A drawn passage: its number, where it was drawn, its text and its place in it."""

    passage: str
    stratum: str
    text: Text
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the passage itself."""
        return self.text.words[self.start : self.end]


@dataclass(frozen=True)
class Labels:
    """What was found in passages. stance: "" where a reason was not found; a row a passage.

    voice: as "government:KAZ"; "" where nothing is known of it.
    """

    reasons: tuple[str, ...]
    stance: np.ndarray
    voice: np.ndarray

    @cached_property
    def present(self) -> np.ndarray:
        """Say which reasons were found: bool, passages by reasons."""
        return self.stance != ""

    @cached_property
    def speaker(self) -> np.ndarray:
        """Return the voices without their countries."""
        return np.array([voice.partition(":")[0] for voice in self.voice], dtype=object)


def read_sample(folder: Path = FILES) -> pd.DataFrame:
    """Return where the drawn passages stand: data.coding.sample.COLUMNS."""
    return pd.read_csv(folder / SAMPLE, dtype=str, keep_default_na=False).astype(
        {"start": "int64", "end": "int64"}
    )


def read_codings(folder: Path = FILES) -> pd.DataFrame:
    """Return all codings of the sample: COLUMNS, a row for each passage and who read it."""
    return pd.read_csv(folder / CODINGS, dtype=str, keep_default_na=False)


def find_passages(sample: pd.DataFrame, shared: Path = SHARED) -> list[Passage]:
    """Return the passages with their words; those of corpora that are not there are left out.

    Errors: SampleError where a text was changed since the passage was drawn.
    """
    found: list[Passage] = []
    for stratum, rows in sample.groupby("stratum", sort=False):
        texts = {text.key: text for text in SOURCES[stratum](shared)}
        if texts:
            found += [_passage(row, texts) for row in rows.itertuples()]
    return found


def _passage(row: tuple, texts: Mapping[tuple[str, str, str], Text]) -> Passage:
    text = texts.get((row.file, row.place, row.part))
    if text is None:
        raise SampleError(f"{row.passage}: {row.file} holds no {row.part} of {row.place}.")
    passage = Passage(row.passage, row.stratum, text, row.start, row.end)
    if digest(passage.words) != row.sha256:
        raise SampleError(f"{row.passage}: its words in {row.file} are not those that were coded.")
    return passage


def labels_of(
    codings: pd.DataFrame, coder: str, passages: Sequence[str], reasons: Iterable[str]
) -> Labels:
    """Return what one coder found in the passages, in their order.

    Errors: SampleError where there is no such coder, or a passage was not coded.
    """
    own = codings[codings["coder"] == coder].set_index("passage")
    if missing := [passage for passage in passages if passage not in own.index]:
        raise SampleError(f"{coder}: {missing[0]} and {len(missing) - 1} others are not coded.")
    own = own.loc[list(passages)]
    reasons = tuple(reasons)
    found = [stances_of(given) for given in own["reasons"]]
    stance = np.array([[each.get(name, "") for name in reasons] for each in found], dtype=object)
    return Labels(
        reasons, stance.reshape(len(found), len(reasons)), own["voice"].to_numpy(dtype=object)
    )


def stances_of(given: str) -> dict[str, str]:
    """Return the stance of each reason in "trade:given;iran:named"; "-" is none."""
    if given == NOTHING:
        return {}
    return dict(pair.split(":", 1) for pair in given.split(";"))


def fault_of(reasons: str, voice: str, codebook: Codebook) -> str:
    """Say what is wrong with a coded passage, "" where nothing is."""
    named = [pair.partition(":")[::2] for pair in reasons.split(";") if reasons != NOTHING]
    if unknown := [reason for reason, _ in named if reason not in codebook.reasons]:
        return f"{unknown[0]!r} is no reason of the codebook"
    if unknown := [stance for _, stance in named if stance not in STANCES]:
        return f"{unknown[0]!r} is no stance"
    if len({reason for reason, _ in named}) < len(named):
        return "a reason stands twice"
    kind, _, country = voice.partition(":")
    if kind not in VOICES or (country and not (len(country) == 3 and country.isupper())):
        return f"{voice!r} is no voice"
    return ""
