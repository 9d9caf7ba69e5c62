"""Which pieces are copies of one text: each story is a text and its copies of the next days."""

import re
from collections import Counter, deque
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import numpy as np

from data.ingest.shingles import Words, runs_of, words_of

# " - The Daily Example" after a headline, as aggregators write it.
_OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,40}$")
_TITLE_LEFT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """What makes two pieces one story; written to the manifest, for it decides the counts.

    threshold: least Jaccard similarity of the two texts' shingles.
    containment: or the least share of the shorter text's shingles that the longer one has.
    contained: words that the shorter text must have for that.
    shingle: words in a shingle. days: after the story's first piece.
    brief: a body with fewer words is compared together with its title and summary.
    brief_threshold: least Jaccard similarity where one of the two is so brief.
    shortest: pieces with fewer words in all are never grouped.
    same_numbers: least share of the shorter text's numbers that the longer one has.
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


def signature(title: str, summary: str, text: str, settings: StorySettings) -> bytes:
    """Return the LSH bands of a piece's MinHash, 4 bytes each; b"" if it is too short to group.

    The same on every machine, in every process and with every version of NumPy.
    """
    words = _compared(title, summary, text, settings)
    if len(words) < settings.shortest:
        return b""
    runs = runs_of(words, settings.shingle)
    first = _first_runs(runs, words, settings)
    whole = _bands(runs, settings.permutations, settings.rows, 0)
    opening = _bands(first, settings.opening_permutations, settings.rows, 1)
    return np.concatenate([whole, opening]).tobytes()


class StoryGrouper:
    """Gives each piece its story: the id of the story's first piece. Pieces come in date order.

    A piece joins the most similar story whose FIRST piece is at most settings.days days old and
    whose first text it copies. Similarity from member to member would chain unlike texts
    together, and days counted from the latest member would let a daily column run on for years.
    Memory: the texts of the first pieces of the last days, at most settings.most_held of them.
    """

    def __init__(self, settings: StorySettings | None = None) -> None:
        """Start with no pieces."""
        self.settings = settings or StorySettings()
        self.let_go_early = 0
        self._held: deque[_First] = deque()
        self._buckets: dict[int, list[_First]] = {}

    def add(
        self,
        article_id: str,
        moment: datetime | date | None,
        signature: bytes,
        title: str = "",
        summary: str = "",
        text: str = "",
    ) -> str:
        """Return the story of the next piece; an undated or too short piece is its own.

        Errors: ValueError for a day before that of the piece added last.
        """
        if moment is None or not signature:
            return article_id
        day = moment.toordinal()
        self._forget(day)
        piece = _First(article_id, day, signature, title, summary, text)
        keys = piece.keys()
        if story := self._copied(piece, keys):
            return story.article_id
        self._hold(piece, keys)
        return article_id

    def notes(self) -> tuple[str, ...]:
        """Return what a reader of the corpus should know of the grouping."""
        if not self.let_go_early:
            return ()
        return (
            f"There are over {self.settings.most_held:,} stories within {self.settings.days} days: "
            f"for {self.let_go_early:,} of them later copies were no longer looked for.",
        )

    def _copied(self, piece: "_First", keys: list[int]) -> "_First | None":
        """Return the story that a piece is a copy of, the most similar one, then the earliest."""
        shared: Counter[int] = Counter()
        met: dict[int, _First] = {}
        for key in keys:
            for story in self._buckets.get(key, ()):
                shared[id(story)] += 1
                met[id(story)] = story
        best, highest = None, 0.0
        for one, _ in shared.most_common(CANDIDATES):
            alike = likeness(met[one].content(self.settings), piece.content(self.settings))
            if alike.is_copy(self.settings) and alike.jaccard > highest:
                best, highest = met[one], alike.jaccard
        return best

    def _hold(self, piece: "_First", keys: list[int]) -> None:
        self._held.append(piece)
        for key in keys:
            bucket = self._buckets.setdefault(key, [])
            if len(bucket) < CROWDED:
                bucket.append(piece)
        if len(self._held) > self.settings.most_held:
            self.let_go_early += 1
            self._let_go(self._held.popleft())

    def _forget(self, day: int) -> None:
        if self._held and day < self._held[-1].day:
            raise ValueError("Pieces must be added in date order.")
        while self._held and self._held[0].day < day - self.settings.days:
            self._let_go(self._held.popleft())

    def _let_go(self, piece: "_First") -> None:
        for key in piece.keys():
            bucket = self._buckets.get(key)
            if bucket and bucket[0] is piece:
                del bucket[0]
                if not bucket:
                    del self._buckets[key]


# Bounds on the work a piece can make where many pieces follow one template.
CANDIDATES, CROWDED = 8, 64


@dataclass(frozen=True, slots=True)
class Content:
    """What two pieces are compared by: sorted shingles and numbers, words, and if they are few."""

    shingles: np.ndarray
    numbers: np.ndarray
    words: int
    brief: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two pieces are: of their shingles, and of the shorter one's numbers; 0 to 1."""

    jaccard: float
    containment: float
    numbers: float
    brief: bool
    words: int

    def is_copy(self, settings: StorySettings) -> bool:
        """Return whether the later piece is a copy, a cut or an extension of the earlier."""
        if self.numbers < settings.same_numbers:
            return False
        contained = self.words >= settings.contained and self.containment >= settings.containment
        least = settings.brief_threshold if self.brief else settings.threshold
        return contained or self.jaccard >= least


def content_of(title: str, summary: str, text: str, settings: StorySettings) -> Content:
    """Return what a piece is compared by."""
    words = _compared(title, summary, text, settings)
    shingles = np.unique(runs_of(words, settings.shingle))
    return Content(shingles, words.numbers, len(words), len(words) < settings.brief)


def likeness(one: Content, other: Content) -> Likeness:
    """Compare two pieces exactly."""
    both = _common(one.shingles, other.shingles)
    sizes = len(one.shingles), len(other.shingles)
    fewer = min(len(one.numbers), len(other.numbers))
    return Likeness(
        jaccard=both / max(sum(sizes) - both, 1),
        containment=both / max(min(sizes), 1),
        numbers=_common(one.numbers, other.numbers) / fewer if fewer else 1.0,
        brief=one.brief or other.brief,
        words=min(one.words, other.words),
    )


class _First:
    """A piece that may turn out to be a story's first."""

    __slots__ = ("article_id", "day", "_signature", "_texts", "_content")

    def __init__(self, article_id: str, day: int, signature: bytes, *texts: str) -> None:
        self.article_id, self.day = article_id, day
        self._signature, self._texts = signature, texts
        self._content: Content | None = None

    def keys(self) -> list[int]:
        return np.frombuffer(self._signature, dtype=np.uint32).tolist()

    def content(self, settings: StorySettings) -> Content:
        if self._content is None:
            self._content = content_of(*self._texts, settings)
            self._texts = ("", "", "")
        return self._content


def _compared(title: str, summary: str, text: str, settings: StorySettings) -> Words:
    """Return the words to compare: of the text, which headlines vary over, or of all if brief."""
    if len(text) > settings.brief:
        words = words_of(text)
        if len(words) >= settings.brief:
            return words
    return words_of(f"{without_outlet(title)}\n{summary}\n{text}")


def without_outlet(title: str) -> str:
    """Return a title without the outlet's name at its end."""
    cut = _OUTLET.sub("", title)
    return cut if len(cut) >= _TITLE_LEFT else title


def _first_runs(runs: np.ndarray, words: Words, settings: StorySettings) -> np.ndarray:
    return runs[: max(settings.opening - settings.shingle + 1, 1)]


def _bands(runs: np.ndarray, permutations: int, rows: int, sketch: int) -> np.ndarray:
    """Return one hash (uint32) a band of MinHash values (Broder 1997) of a set of shingles."""
    factors, offsets, weights = _permutations(permutations, rows, sketch)
    least = (factors * (runs ^ offsets)).min(axis=1).astype(np.uint64).reshape(-1, rows)
    keys = (least * weights).sum(axis=1, dtype=np.uint64) + np.arange(len(least), dtype=np.uint64)
    return ((keys * weights[-1]) >> np.uint64(32)).astype(np.uint32)


@cache
def _permutations(number: int, rows: int, sketch: int) -> tuple[np.ndarray, ...]:
    # Written out: what NumPy's generators give for a seed may change with its version.
    state, drawn = 0x5851F42D4C957F2D + sketch, []
    for _ in range(2 * number + rows):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        drawn.append(state)
    values = np.array(drawn, dtype=np.uint64)
    halves = (values >> np.uint64(32)).astype(np.uint32)
    factors, offsets = halves[:number] | np.uint32(1), halves[number : 2 * number]
    return factors[:, None], offsets[:, None], values[2 * number :] | np.uint64(1)


def _common(one: np.ndarray, other: np.ndarray) -> int:
    """Return how many values two sorted arrays without repeats share."""
    if not len(one) or not len(other):
        return 0
    if len(one) > len(other):
        one, other = other, one
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return int(np.count_nonzero(other[places] == one))
