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

    Chosen on a hand-made set of 346 pieces in nine languages, for which
    tests/benchmarks/syndication.py prints the curve: precision 0.99 at recall 0.90. Each threshold
    is the highest before recall falls, as precision hardly moves with it; longer shingles lose
    edited copies (recall 0.87 at 3, 0.80 at 4) and single words join unlike texts (precision 0.96).
    Those for brief pieces are stricter: as loose as for texts, one in ten groups of real headlines
    was a rubric's standing words; as they are, of 100 groups looked at 90 were copies for certain,
    9 likely, 1 not. Without same_numbers precision falls to 0.96: other days'
    weather, results and prices come in the same words.

    threshold: least Jaccard similarity of the two texts' shingles.
    containment: or the least share of the shorter text's shingles that the longer one has.
    contained: words that the shorter text must have for that.
    shingle: words in a shingle. days: after the story's first piece.
    brief: a text with fewer words is compared together with its summary, or by its title.
    brief_threshold, brief_containment, brief_contained: as above where one of the two is brief.
    brief_body: words that both bodies must have to be compared then.
    title_threshold: least Jaccard similarity of two titles that is enough for brief pieces.
    own_title_threshold: least that brief pieces of one outlet need, whatever their bodies.
    shortest: words that a title must have to be compared at all.
    same_numbers: least share of the shorter text's numbers that the longer one has; for brief
        pieces it is all of them.
    permutations, rows: MinHash values of a text, and how many must agree in a band.
    opening, opening_permutations: the same over the first words, which a cut copy keeps.
    most_held: first pieces of stories held in memory, 5 KB each with texts of 2 KB; beyond them
        the oldest are let go early.
    """

    threshold: float = 0.4
    containment: float = 0.6
    contained: int = 40
    shingle: int = 2
    days: int = 3
    brief: int = 60
    brief_threshold: float = 0.5
    brief_containment: float = 0.7
    brief_contained: int = 15
    brief_body: int = 12
    title_threshold: float = 0.8
    own_title_threshold: float = 0.6
    shortest: int = 7
    same_numbers: float = 0.6
    permutations: int = 45
    rows: int = 3
    opening: int = 60
    opening_permutations: int = 30
    most_held: int = 50_000

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Content:
    """What two pieces are compared by: sorted hashes of the shingles and numbers in the body.

    The body is the text; of a brief piece the summary and the text. words: how many are in it.
    title: the shingles of a brief piece's title.
    """

    shingles: np.ndarray
    numbers: np.ndarray
    words: int
    title: np.ndarray
    brief: bool


def signature(title: str, summary: str, text: str, settings: StorySettings) -> bytes:
    """Return the LSH bands of a piece's MinHash, 4 bytes each; b"" if it is too short to group.

    The same on every machine, in every process and with every version of NumPy.
    """
    body, headline = _parts(title, summary, text, settings)
    runs = runs_of(body, settings.shingle) if len(body) >= settings.brief_body else _NOTHING
    opening = runs[: settings.opening] if headline is None else _titled(headline, settings)
    if not len(runs) and not len(opening):
        return b""
    whole = _bands(runs if len(runs) else opening, settings.permutations, settings.rows)
    opening = opening if len(opening) else runs
    return whole + _bands(opening, settings.opening_permutations, settings.rows)


def content_of(title: str, summary: str, text: str, settings: StorySettings) -> Content:
    """Return what a piece is compared by."""
    body, headline = _parts(title, summary, text, settings)
    shingles = unique(runs_of(body, settings.shingle))
    if headline is None:
        return Content(shingles, body.numbers, len(body), _NOTHING, False)
    numbers = unique(np.append(body.numbers, headline.numbers))
    return Content(shingles, numbers, len(body), unique(_titled(headline, settings)), True)


def are_copies(one: Content, other: Content, settings: StorySettings, *, one_outlet: bool) -> bool:
    """Return whether one piece is a copy, a cut or an extension of the other.

    one_outlet: the same outlet gave both. Its brief pieces may share standing words ("Follow us
    on ..."), so their titles must be alike as well.
    """
    if not _same_numbers(one, other, settings):
        return False
    if one.brief and other.brief:
        titles = jaccard(one.title, other.title)
        if titles >= settings.title_threshold:
            return True
        if one_outlet and titles < settings.own_title_threshold:
            return False
    brief = one.brief or other.brief
    words = min(one.words, other.words)
    if brief and words < settings.brief_body:
        return False
    both = common(one.shingles, other.shingles)
    few, many = sorted((len(one.shingles), len(other.shingles)))
    if words >= (settings.brief_contained if brief else settings.contained):
        if both >= (settings.brief_containment if brief else settings.containment) * few:
            return True
    least = settings.brief_threshold if brief else settings.threshold
    return both >= least * (few + many - both)


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
    least = 1.0 if one.brief and other.brief else settings.same_numbers
    return common(one.numbers, other.numbers) >= least * min(len(one.numbers), len(other.numbers))


def _parts(
    title: str, summary: str, text: str, settings: StorySettings
) -> tuple[Words, Words | None]:
    """Return the words of the body, and of the title if the text is too brief to stand alone."""
    if len(text) > settings.brief:
        words = words_of(text)
        if len(words) >= settings.brief:
            return words, None
    return words_of(f"{summary}\n{text}"), words_of(without_outlet(title))


def _titled(title: Words, settings: StorySettings) -> np.ndarray:
    """Return the shingles of a title; none if it is too short to tell a piece by."""
    return runs_of(title, settings.shingle) if len(title) >= settings.shortest else _NOTHING


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
