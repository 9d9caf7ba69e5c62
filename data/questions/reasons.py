"""Which reasons the coverage of a country gives: before a step, at it and after, with intervals."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from data.coding.codebook import Reason
from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import Filters
from data.methods.cluster_bootstrap import LEVEL, differences
from data.questions.coded import CodedPieces, coded_pieces
from data.questions.leading_reason import leading_of
from data.questions.live import NOT_COLLECTED
from data.questions.story_shares import StoryShares

STANCES = ("given", "disputed", "denied")
CHANGE_COLUMNS = (
    *("reason", "name", "from_window", "to_window", "before", "after"),
    *("difference", "low", "high", "settled", "compared"),
)


def reason_shares(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Count each reason among the independent stories of each window.

    Shape: see shares_of. Errors: NotCodedError, CodebookError; SearchError as any count.
    """
    return shares_of(coded_pieces(facts, corpus, filters))


def shares_of(coded: CodedPieces) -> pd.DataFrame:
    """Count each reason among the independent stories of each window.

    A story is its earliest piece in the window; it has a reason where a passage of that piece does.
    Shape: one row per window and reason of the codebook, in these orders.
        window, first_day, last_day, state   as windows_read has them
        reason, name, side       str
        stories     Int64        with the reason; NA where nothing was collected
        of          Int64        stories in the window
        share, low, high         float64  stories / of, and its 95 % interval by outlet; NaN where
                                 there is no story; low and high also where all are of one outlet
        corrected, corrected_low, corrected_high   float64  without the known mistakes of the
                                 coding; NaN where it is not corrected
        not_corrected  str       a sentence why not; "" where it is
        clipped     str          below or above, where the correction would leave 0 to 1
        named       Int64        stories where it is only named
        given, disputed, denied  Int64  stories where it is; one may be several of these
        stance_fault  str        a sentence why these are not coded well enough; "" where they are
        counted     bool         its coding is good enough to be counted
        why_not     str          a sentence why not; "" where it is
        enough      bool         the window has 20 stories or more
    """
    table, windows = coded.shares, coded.windows
    reasons, several = list(coded.codebook.reasons.values()), len(windows)
    known = np.repeat(windows["state"].ne(NOT_COLLECTED).to_numpy(), len(reasons))
    columns = _of_what(windows, reasons)
    columns["stories"] = _known(table.having, known)
    columns["of"] = _known(np.repeat(table.of, len(reasons)), known)
    columns |= dict(zip(("share", "low", "high"), _ends(table), strict=True))
    columns |= coded.corrected
    columns |= {name: _known(number, known) for name, number in _stances(coded).items()}
    columns["stance_fault"] = _words([coded.stance_fault] * len(reasons) * several)
    columns["counted"] = np.tile([one.reason in coded.counted for one in reasons], several)
    columns["why_not"] = _words([coded.why_not[one.reason] for one in reasons] * several)
    columns["enough"] = np.repeat(windows["enough"].to_numpy(), len(reasons))
    return pd.DataFrame(columns)


def _of_what(windows: pd.DataFrame, reasons: Sequence[Reason]) -> dict[str, Any]:
    """Return the columns of shares_of that say which window and which reason."""
    of_windows = {
        name: np.repeat(windows[name].array, len(reasons))
        for name in ("window", "first_day", "last_day", "state")
    }
    return of_windows | {
        name: _words([getattr(one, name) for one in reasons] * len(windows))
        for name in ("reason", "name", "side")
    }


def reason_changes(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Compare the shares of reasons between windows; shape: see changes_of."""
    return changes_of(coded_pieces(facts, corpus, filters))


def changes_of(coded: CodedPieces) -> pd.DataFrame:
    """Compare the shares of the counted reasons between windows of 20 stories or more.

    Shape: one row per counted reason and two windows, in the order of the codebook.
        reason, name, from_window, to_window   str
        before, after        float64  the two shares, as coded
        difference, low, high  float64  after - before, and its 95 % interval, by outlet
        settled   bool       0 is outside the interval also when it is widened so that of all the
                             comparisons of this table not one in twenty tables errs (Bonferroni)
        compared  int64      how many comparisons that is
    """
    table, reasons = coded.shares, coded.codebook.reasons
    windows = coded.windows.loc[coded.windows["enough"], "window"].tolist()
    pairs = [
        (reason, first, second)
        for reason in reasons
        if reason in coded.counted
        for first, second in combinations(windows, 2)
    ]
    if not pairs:
        return _no_changes()
    ones = [table.place(first, reason) for reason, first, _ in pairs]
    others = [table.place(second, reason) for reason, _, second in pairs]
    apart, low, high = differences(table.shares, ones, others)
    _, least, most = differences(table.shares, ones, others, 1 - (1 - LEVEL) / len(pairs))
    texts = pd.DataFrame(pairs, columns=["reason", "from_window", "to_window"], dtype="str")
    texts.insert(1, "name", texts["reason"].map(lambda one: reasons[one].name).astype("str"))
    return texts.assign(
        before=table.shares.share[ones],
        after=table.shares.share[others],
        difference=apart,
        low=low,
        high=high,
        settled=(least > 0) | (most < 0),
        compared=len(pairs),
    )


def leading(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Say which reason leads in each window, and by how much; shape: see leading_of."""
    return leading_of(coded_pieces(facts, corpus, filters))


def _ends(table: StoryShares) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return table.shares.share, table.shares.low, table.shares.high


def _known(numbers: np.ndarray, known: np.ndarray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(numbers.ravel().astype(np.int64), ~known)


def _words(words: list[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(words, dtype="str")


def _stances(coded: CodedPieces) -> dict[str, np.ndarray]:
    """Return windows by reasons: stories where it is only named, given, disputed, denied."""
    table, stance = coded.shares, coded.passages["stance"]
    found = {"named": table.having - table.places.counted(stance.isin(STANCES).to_numpy())}
    return found | {one: table.places.counted(stance.eq(one).to_numpy()) for one in STANCES}


def _no_changes() -> pd.DataFrame:
    kinds = dict.fromkeys(CHANGE_COLUMNS[:4], "str") | dict.fromkeys(CHANGE_COLUMNS[4:9], "float64")
    kinds |= {"settled": "bool", "compared": "int64"}
    return pd.DataFrame({name: pd.array([], dtype=kinds[name]) for name in CHANGE_COLUMNS})
