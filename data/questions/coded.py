"""The coded pieces about one country: what was read, in which windows, and how well it is coded."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.coding.codebook import Codebook, load_codebook
from data.coding.quality import QUALITY, load_quality, verdicts
from data.corpus.protocol import Corpus
from data.facts import FILES, Facts
from data.filters import Filters
from data.methods.misclassification import Gold
from data.questions.coded_layers import stance_fault, voice_faults
from data.questions.correctable import uncorrectable
from data.questions.occasion import Occasion, occasion
from data.questions.read_windows import first_of_each, is_in, windows_read
from data.questions.story_shares import StoryShares, story_shares
from data.questions.true_shares import measured as measured_by
from data.questions.true_shares import true_shares

# What is counted of a passage.
OF_PASSAGES = ("row", "reason", "stance", "voice", "iso3", "actor")


@dataclass(frozen=True)
class CodedPieces:
    """What the reasons of a country's page are counted from.

    occasion: the step and the windows around it. agreement: its id. about: the outline of all
    pieces about the country that the filters choose. outline: of those that are read, with
    filters.within "agreement" only pieces that speak of it. passages: the coded passages of these.
    Outlines and passages are as data.corpus.protocol.Corpus has them. windows: as windows_read.
    codebook: what was coded. quality: as load_quality. verdicts: which reasons may be counted.
    gold: by what their shares are corrected, as data.questions.true_shares.measured returns it.
    uncorrectable: why shares of these pieces cannot be corrected for mistakes of the coding; ""
    where they can. stance_fault, voice_faults: as data.questions.coded_layers has them.
    """

    occasion: Occasion
    agreement: str
    about: pd.DataFrame
    outline: pd.DataFrame
    passages: pd.DataFrame
    windows: pd.DataFrame
    codebook: Codebook
    quality: pd.DataFrame
    verdicts: pd.DataFrame
    gold: Mapping[str, Gold | str]
    uncorrectable: str
    stance_fault: str
    voice_faults: Mapping[str, str]

    @cached_property
    def counted(self) -> frozenset[str]:
        """The reasons whose coding is good enough to be counted."""
        return frozenset(self.verdicts.loc[self.verdicts["passes"], "reason"])

    @cached_property
    def why_not(self) -> Mapping[str, str]:
        """The sentence why a reason is not counted, by reason; "" where it is."""
        return dict(zip(self.verdicts["reason"], self.verdicts["why"], strict=True))

    @cached_property
    def shares(self) -> StoryShares:
        """The shares of all reasons in all windows: groups are windows, items reasons."""
        held = self.passages[["row", "reason"]].rename(columns={"reason": "item"})
        windows = [window.name for window in self.occasion.windows]
        return story_shares(self.stories, held, windows, list(self.codebook.reasons))

    @cached_property
    def corrected(self) -> Mapping[str, np.ndarray]:
        """The same shares without the known mistakes of the coding, as true_shares returns them."""
        return true_shares(self.shares, self.gold, self.uncorrectable)

    @cached_property
    def stories(self) -> pd.DataFrame:
        """What stands for each story of each window: group (the window), row and outlet."""
        places = [self._firsts(is_in(self.outline, one)) for one in self.occasion.windows]
        names = [window.name for window in self.occasion.windows]
        group = np.repeat(np.arange(len(names)), [len(own) for own in places])
        pieces = self._at(np.concatenate([*places, np.empty(0, np.intp)]))
        return pieces.assign(group=pd.Categorical.from_codes(group, names))

    @cached_property
    def standing(self) -> pd.DataFrame:
        """What stands for each story in all the windows together: row, outlet, outlet_country."""
        inside = np.zeros(len(self.outline), dtype=bool)
        for window in self.occasion.windows:
            inside |= is_in(self.outline, window)
        return self._at(self._firsts(inside))

    @cached_property
    def spoken(self) -> pd.DataFrame:
        """The passages of the pieces that stand for the stories: OF_PASSAGES of each."""
        held = self.passages["row"].isin(self.standing["row"]).to_numpy()
        return self.passages[list(OF_PASSAGES)].iloc[np.flatnonzero(held)].reset_index(drop=True)

    def _firsts(self, inside: np.ndarray) -> np.ndarray:
        places = np.flatnonzero(inside)
        return places[first_of_each(self.outline["story"].to_numpy()[places])]

    def _at(self, places: np.ndarray) -> pd.DataFrame:
        return self.outline[["row", "outlet", "outlet_country"]].iloc[places].reset_index(drop=True)


def coded_pieces(facts: Facts, corpus: Corpus, filters: Filters) -> CodedPieces:
    """Return the coded pieces about the country in focus. Errors: NotCodedError, CodebookError."""
    codebook = load_codebook()
    changed = (FILES / QUALITY).stat().st_mtime_ns
    measured = _measured(tuple(codebook.reasons), codebook.checksum, changed)
    chosen, around = about_country(filters), occasion(facts, corpus, filters)
    about = corpus.outline(chosen, codebook.key, filters.agreement)
    passages = corpus.passages(chosen, codebook.key)
    outline = about
    if filters.within == "agreement":
        outline = about[about["speaks"]].reset_index(drop=True)
        passages = passages[passages["row"].isin(outline["row"])].reset_index(drop=True)
    return CodedPieces(
        occasion=around,
        agreement=filters.agreement,
        about=about,
        outline=outline,
        passages=passages,
        windows=windows_read(corpus, chosen, around, outline),
        codebook=codebook,
        uncorrectable=uncorrectable(corpus, outline, passages),
        # What is kept for all readers is not handed to one of them.
        **{name: copy(value) for name, value in measured.items()},
    )


# Reading it takes longer than all else that a page asks of a small corpus.
@lru_cache(maxsize=2)
def _measured(reasons: tuple[str, ...], checksum: str, changed: int) -> Mapping[str, Any]:
    """Return what was measured of the coding, as fields of CodedPieces; changed: its file, when."""
    quality = load_quality()
    found = verdicts(quality, list(reasons), checksum)
    counted = found.loc[found["passes"], "reason"].tolist()
    return {
        "quality": quality,
        "verdicts": found,
        "gold": measured_by(quality, counted, reasons),
        "stance_fault": stance_fault(quality, checksum),
        "voice_faults": voice_faults(quality, checksum),
    }


def about_country(filters: Filters) -> Filters:
    """Return the filters of the pieces about the country in focus."""
    return replace(filters, country=(filters.subject(),), focus="").corpus_part()
