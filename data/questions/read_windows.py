"""The windows around a step: which pieces surely lie in them, and what was collected there."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.questions.live import COLLECTED, NOT_COLLECTED, PARTIAL, Collection
from data.questions.occasion import WHOLE, Occasion, Window
from data.wording import days_in_words

# Shares of fewer stories say too little to be compared.
FEWEST_STORIES = 20


def windows_read(
    corpus: Corpus, chosen: Filters, occasion: Occasion, outline: pd.DataFrame
) -> pd.DataFrame:
    """Say of each window what lies in it.

    chosen: the filters of the outline's pieces. outline: of the pieces that are read.
    Shape: one row per window, in order of time.
        window      str             before, at, after or whole
        first_day, last_day  datetime64[us]
        state       str             collected, partial, not collected
        days        int64           its days that were collected and that the filters' dates hold
        pieces      Int64           that are read; NA where nothing was collected
        stories     Int64           independent ones among them
        outlets     Int64           known ones
        no_outlet   Int64           stories without a known one
        enough      bool            20 stories or more
        said        str             what is wrong with it, in a sentence; "" where nothing is
    """
    days = pd.DataFrame(
        {
            "window": pd.array([one.name for one in occasion.windows], dtype="str"),
            "first_day": _days([one.first for one in occasion.windows]),
            "last_day": _days([one.last for one in occasion.windows]),
        }
    )
    state, held = _states(corpus, chosen, days)
    numbers = pd.DataFrame(
        [_numbers(outline[is_in(outline, window)]) for window in occasion.windows],
        columns=["pieces", "stories", "outlets", "no_outlet"],
        dtype="Int64",
    )
    numbers[state == NOT_COLLECTED] = pd.NA
    frame = days.assign(state=pd.array(state, dtype="str"), days=held).join(numbers)
    frame["enough"] = (frame["stories"].fillna(0) >= FEWEST_STORIES).astype(bool)
    said = [_said(row) for row in frame.itertuples()]
    return frame.assign(said=pd.array(said, dtype="str"))


def _numbers(pieces: pd.DataFrame) -> tuple[int, int, int, int]:
    """Count pieces, stories, known outlets, and stories without one."""
    known = pieces[(pieces["outlet"] != "").to_numpy()]
    stories = pieces["story"].nunique()
    of_outlets = known["story"].nunique()
    return len(pieces), stories, known["outlet"].nunique(), stories - of_outlets


def is_in(frame: pd.DataFrame, window: Window) -> np.ndarray:
    """Say of each row whether its piece surely lies in a window; in the whole of a corpus, all do.

    frame: an outline, or passages, with day and exact. A piece dated only to a month or a year,
    or not at all, may lie outside.
    """
    if window.name == WHOLE:
        return np.ones(len(frame), dtype=bool)
    first, last = np.datetime64(window.first, "us"), np.datetime64(window.last, "us")
    day = frame["day"].to_numpy()
    return frame["exact"].to_numpy() & (day >= first) & (day <= last)


def story_pieces(outline: pd.DataFrame) -> pd.DataFrame:
    """Return the earliest piece of each story: what stands for it. outline: by row, as by day."""
    return outline.iloc[first_of_each(outline["story"].to_numpy())]


def first_of_each(stories: np.ndarray) -> np.ndarray:
    """Return the place of the first piece of each story, in their order."""
    return np.flatnonzero(~pd.Series(stories).duplicated().to_numpy())


def _states(corpus: Corpus, chosen: Filters, days: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the state of each window, and its days collected and asked for."""
    calendar = days.rename(columns={"first_day": "period"})
    state, held = Collection(corpus).state(chosen, calendar)
    whole = (days["window"] == WHOLE).to_numpy()
    empty = [_holds_nothing(corpus, row) for row in days.itertuples()]
    state = np.where(np.array(empty, dtype=bool), NOT_COLLECTED, state.astype(object))
    # All that there is lies in the whole, also where collecting paused.
    return np.where(whole & (state == PARTIAL), COLLECTED, state), held


def _holds_nothing(corpus: Corpus, window: tuple) -> bool:
    """Say whether a corpus has no piece on some days, about whatever it may be."""
    dates = window.first_day.date(), window.last_day.date()
    return not corpus.count(replace(Filters(), dates=dates))["count"].iloc[0]


def partly(row: tuple) -> str:
    """Say of a window how many of its days were collected; "" where all were. row: of windows."""
    if row.state != PARTIAL:
        return ""
    length = (row.last_day - row.first_day).days + 1
    return f"Collected on {row.days:,} of its {length:,} days."


def _said(row: tuple) -> str:
    span = days_in_words(row.first_day, row.last_day)
    if row.state == NOT_COLLECTED:
        return f"Not collected: nothing that is chosen can lie in {span}."
    if not row.stories:
        return "No such piece in these days, so there is no share."
    said = [partly(row)]
    if not row.enough:
        number = "1 story" if row.stories == 1 else f"{row.stories:,} stories"
        said.append(f"Only {number}: shares of fewer than {FEWEST_STORIES} say little.")
    return " ".join(filter(None, said))


def _days(days: list) -> np.ndarray:
    return np.array(days, dtype="datetime64[us]")
