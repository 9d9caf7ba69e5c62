"""Which pieces are one story: a text and its copies of the next days."""

from collections import Counter, deque
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np

from data.ingest.copies import (
    Content,
    StorySettings,
    are_copies,
    content_of,
    signature,
)

__all__ = ["StoryGrouper", "StorySettings", "signature"]

# Bounds on the work one piece can make where many pieces follow one template.
CANDIDATES, CROWDED = 5, 32


class StoryGrouper:
    """Gives each piece its story: the id of the story's first piece. Pieces come in date order.

    A piece joins the earliest story whose FIRST piece is at most settings.days days older and
    whose first text it copies. (Joining the most similar one split copies over several stories.
    Similarity from member to member would chain unlike texts together, and days counted from the
    latest member would let a daily column run on for years.)
    Memory: the texts of the first pieces of the last days, at most settings.most_held of them.
    """

    def __init__(self, settings: StorySettings | None = None) -> None:
        """Start with no pieces."""
        self.settings = settings or StorySettings()
        self.let_go_early = 0
        self._latest = 0
        self._stories = 0
        self._held: deque[_First] = deque()
        self._buckets: dict[int, _First | list[_First]] = {}

    def add(
        self,
        article_id: str,
        moment: datetime | date | None,
        signature: bytes,
        title: str = "",
        summary: str = "",
        text: str = "",
        outlet: str = "",
    ) -> str:
        """Return the story of the next piece; an undated or too short piece is its own.

        signature: of the same title, summary and text, with the same settings.
        Errors: ValueError for a day before that of the piece added last.
        """
        if moment is None or not signature:
            return article_id
        day = moment.toordinal()
        self._forget(day)
        piece = _First(article_id, day, outlet, signature, (title, summary, text))
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
        """Return the story that a piece is a copy of, the earliest of several."""
        met: Counter[_First] = Counter()
        for key in keys:
            for story in self._bucket(key):
                met[story] += 1
        likely = (story for story, _ in met.most_common(CANDIDATES))
        for story in sorted(likely, key=lambda one: one.place):
            if self._are_copies(story, piece):
                return story
        return None

    def _are_copies(self, story: "_First", piece: "_First") -> bool:
        first, other = story.content(self.settings), piece.content(self.settings)
        one_outlet = bool(piece.outlet) and piece.outlet == story.outlet
        return are_copies(first, other, self.settings, one_outlet=one_outlet)

    def _bucket(self, key: int) -> Sequence["_First"]:
        found = self._buckets.get(key, ())
        return (found,) if isinstance(found, _First) else found

    def _hold(self, piece: "_First", keys: list[int]) -> None:
        """Index a story's first piece; most bands have one story, which needs no list."""
        self._stories += 1
        piece.place = self._stories
        self._held.append(piece)
        for key in keys:
            found = self._buckets.setdefault(key, piece)
            if isinstance(found, list):
                if len(found) < CROWDED:
                    found.append(piece)
            elif found is not piece:
                self._buckets[key] = [found, piece]
        if len(self._held) > self.settings.most_held:
            self.let_go_early += 1
            self._let_go(self._held.popleft())

    def _forget(self, day: int) -> None:
        if day < self._latest:
            raise ValueError("Pieces must be added in date order.")
        self._latest = day
        while self._held and self._held[0].day < day - self.settings.days:
            self._let_go(self._held.popleft())

    def _let_go(self, piece: "_First") -> None:
        """Take a story out of its bands; the oldest stands first in each."""
        for key in piece.keys():
            found = self._buckets.get(key)
            if found is piece or found == [piece]:
                del self._buckets[key]
            elif isinstance(found, list) and found[0] is piece:
                del found[0]


class _First:
    """A piece that may turn out to be a story's first."""

    __slots__ = ("article_id", "day", "outlet", "place", "_signature", "_texts", "_content")

    def __init__(
        self, article_id: str, day: int, outlet: str, signature: bytes, texts: tuple[str, str, str]
    ) -> None:
        self.article_id, self.day, self.outlet = article_id, day, outlet
        self.place = 0
        self._signature, self._texts = signature, texts
        self._content: Content | None = None

    def keys(self) -> list[int]:
        return list(dict.fromkeys(np.frombuffer(self._signature, dtype="<u4").tolist()))

    def content(self, settings: StorySettings) -> Content:
        """Work out what to compare when first asked: most pieces never meet a candidate."""
        if self._content is None:
            self._content = content_of(*self._texts, settings)
            self._texts = ("", "", "")
        return self._content
