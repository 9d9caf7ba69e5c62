"""When two pieces are copies of one text: what is compared, how it is found, what is enough."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np

from data.ingest.shingles import Words, runs_of, unique, words_of

# " - The Daily Example" after a headline, as aggregators write it.
_OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")
_TITLE_LEFT = 20
_NOTHING = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """What makes two pieces one story; written to the manifest, for it decides the counts.

    threshold: least Jaccard similarity of the two texts' shingles.
    containment: or the least share of the shorter text's shingles that the longer one has.
    contained: words that the shorter text must have for that.
    shingle: words in a shingle. days: after the story's first piece.
    brief: a text with fewer words is compared together with its title and summary.
    brief_threshold: least Jaccard similarity where one of the two is so brief.
    title_threshold: the same for two titles alone.
    shortest: words; shorter pieces are never grouped, nor is it enough to share a shorter title.
    same_numbers: least share of the shorter text's numbers that the longer one has; brief pieces
        must have the same numbers.
    permutations, rows: MinHash values of a text, and how many must agree in a band.
    opening, opening_permutations: the same over the first words, which a cut copy keeps.
    most_held: first pieces of stories held in memory; beyond them the oldest are let go early.
    """

    threshold: float = 0.5
    containment: float = 0.7
    contained: int = 40
    shingle: int = 3
    days: int = 3
    brief: int = 60
    brief_threshold: float = 0.6
    title_threshold: float = 0.8
    shortest: int = 7
    same_numbers: float = 0.6
    permutations: int = 45
    rows: int = 3
    opening: int = 60
    opening_permutations: int = 30
    most_held: int = 100_000

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Content:
    """What two pieces are compared by: sorted hashes of shingles and of numbers.

    title: the shingles of a brief piece's title. words: how many are compared.
    """

    shingles: np.ndarray
    numbers: np.ndarray
    title: np.ndarray
    words: int
    brief: bool


def signature(title: str, summary: str, text: str, settings: StorySettings) -> bytes:
    """Return the LSH bands of a piece's MinHash, 4 bytes each; b"" if it is too short to group.

    The same on every machine, in every process and with every version of NumPy.
    """
    words, brief = _compared(title, summary, text, settings)
    if len(words) < settings.shortest:
        return b""
    runs = runs_of(words, settings.shingle)
    opening = _title(title, settings) if brief else _NOTHING
    if not len(opening):
        opening = runs[: max(settings.opening - settings.shingle + 1, 1)]
    whole = _bands(runs, settings.permutations, settings.rows)
    return whole + _bands(opening, settings.opening_permutations, settings.rows)


def content_of(title: str, summary: str, text: str, settings: StorySettings) -> Content:
    """Return what a piece is compared by: its text, which headlines vary over, or all if brief."""
    words, brief = _compared(title, summary, text, settings)
    shingles = unique(runs_of(words, settings.shingle))
    headline = unique(_title(title, settings)) if brief else _NOTHING
    return Content(shingles, words.numbers, headline, len(words), brief)


def are_copies(one: Content, other: Content, settings: StorySettings, *, one_outlet: bool) -> bool:
    """Return whether one piece is a copy, a cut or an extension of the other.

    one_outlet: the same outlet gave both. Its brief pieces may share standing words ("Follow us
    on ..."), so their titles must be alike as well.
    """
    if not _same_numbers(one, other, settings):
        return False
    if _contained(one, other, settings):
        return True
    if not (one.brief or other.brief):
        return jaccard(one.shingles, other.shingles) >= settings.threshold
    titles = jaccard(one.title, other.title)
    if titles >= settings.title_threshold:
        return True
    if one_outlet and titles < settings.threshold:
        return False
    return jaccard(one.shingles, other.shingles) >= settings.brief_threshold


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of all values of two sets that both have; 0 if both are empty."""
    both = common(one, other)
    return both / max(len(one) + len(other) - both, 1)


def common(one: np.ndarray, other: np.ndarray) -> int:
    """Return how many values two sorted arrays without repeats share."""
    if not len(one) or not len(other):
        return 0
    if len(one) > len(other):
        one, other = other, one
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return int(np.count_nonzero(other[places] == one))


def without_outlet(title: str) -> str:
    """Return a title without the outlet's name at its end."""
    cut = _OUTLET.sub("", title)
    return cut if len(cut) >= _TITLE_LEFT else title


def _same_numbers(one: Content, other: Content, settings: StorySettings) -> bool:
    """Tell a copy from another day's weather, result or price in the same words."""
    few, many = sorted((len(one.numbers), len(other.numbers)))
    both = common(one.numbers, other.numbers)
    if one.brief and other.brief:
        return both == many
    return both >= settings.same_numbers * few


def _contained(one: Content, other: Content, settings: StorySettings) -> bool:
    if min(one.words, other.words) < settings.contained:
        return False
    fewer = min(len(one.shingles), len(other.shingles))
    return common(one.shingles, other.shingles) >= settings.containment * fewer


def _compared(title: str, summary: str, text: str, settings: StorySettings) -> tuple[Words, bool]:
    """Return the words to compare, and whether the text was too brief to stand alone."""
    if len(text) > settings.brief:
        words = words_of(text)
        if len(words) >= settings.brief:
            return words, False
    return words_of(f"{without_outlet(title)}\n{summary}\n{text}"), True


def _title(title: str, settings: StorySettings) -> np.ndarray:
    """Return the shingles of a title; none if it is too short to tell a piece by."""
    words = words_of(without_outlet(title))
    return runs_of(words, settings.shingle) if len(words) >= settings.shortest else _NOTHING


def _bands(runs: np.ndarray, permutations: int, rows: int) -> bytes:
    """Return one hash (uint32) a band of MinHash values (Broder 1997) of a set of shingles."""
    factors, offsets, weights = _permutations(permutations, rows)
    least = (factors * (runs ^ offsets)).min(axis=1).astype(np.uint64).reshape(-1, rows)
    keys = (least * weights).sum(axis=1, dtype=np.uint64) + np.arange(len(least), dtype=np.uint64)
    return ((keys * weights[-1]) >> np.uint64(32)).astype("<u4").tobytes()


@cache
def _permutations(number: int, rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return factors, offsets and weights of rows; the first ones are the same for any number."""
    # Written out: what NumPy's generators give for a seed may change with its version.
    state, drawn = 0x5851F42D4C957F2D, []
    for _ in range(rows + 2 * number):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        drawn.append(state)
    weights = np.array(drawn[:rows], dtype=np.uint64) | np.uint64(1)
    halves = (np.array(drawn[rows:], dtype=np.uint64) >> np.uint64(32)).astype(np.uint32)
    return halves[::2, None] | np.uint32(1), halves[1::2, None], weights
