"""Shares of stories that have something, by group, with outlets as what is drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.methods.cluster_bootstrap import Shares, clustered_shares


@dataclass(frozen=True)
class Places:
    """Which stories have which items: places among the stories, and among the items.

    rows: of what was held, in which row each pair stands; a pair may stand in several.
    """

    group: np.ndarray
    story: np.ndarray
    item: np.ndarray
    rows: np.ndarray
    shape: tuple[int, int]

    def counted(self, those: np.ndarray | None = None) -> np.ndarray:
        """Count stories as groups by items; those: only by some of what was held, by its rows."""
        story, item = self.once(those)
        return _counted((self.group[story], item), self.shape).astype(np.int64)

    def once(self, those: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return each pair of a story and an item once."""
        kept = slice(None) if those is None else those[self.rows]
        items = max(self.shape[1], 1)
        # Faster than NumPy's, which sorts.
        pairs = pd.unique(self.story[kept].astype(np.int64) * items + self.item[kept])
        return pairs // items, pairs % items


@dataclass(frozen=True)
class StoryShares:
    """For groups of stories (windows, or places of the press): how many have each of some items.

    of: stories, a number for each group. having: a row for each group, a column for each item.
    shares: a column for each group and item, at place(group, item). places: which have which.
    """

    groups: tuple[str, ...]
    items: tuple[str, ...]
    of: np.ndarray
    having: np.ndarray
    shares: Shares
    places: Places

    def place(self, group: str, item: str) -> int:
        """Return the column of shares of an item in a group."""
        return self.groups.index(group) * len(self.items) + self.items.index(item)


def story_shares(
    pieces: pd.DataFrame, held: pd.DataFrame, groups: Sequence[str], items: Sequence[str]
) -> StoryShares:
    """Count the stories of groups that have items, with intervals by outlet.

    pieces: group, row, outlet, one row a story, the row of the piece that stands for it; a row is
        in one group at most. held: row, item; repeated pairs count once, others are left out.
    Pieces of other groups are left out. A story whose outlet is not known ("") counts as from an
    outlet of its own.
    """
    group = _codes(pieces["group"], groups)
    pieces, group = pieces[group >= 0], group[group >= 0]
    places = _places(pieces, group, held, (len(groups), len(items)), items)
    outlet, outlets = _outlets(pieces["outlet"])
    story, item = places.once()
    totals = _counted((outlet, places.group), (outlets, len(groups)))
    counts = _counted(
        (outlet[story], places.group[story], item), (outlets, len(groups), len(items))
    )
    return StoryShares(
        tuple(groups),
        tuple(items),
        totals.sum(axis=0).astype(np.int64),
        counts.sum(axis=0).astype(np.int64),
        clustered_shares(counts, totals),
        places,
    )


def _places(
    pieces: pd.DataFrame,
    group: np.ndarray,
    held: pd.DataFrame,
    shape: tuple[int, int],
    items: Sequence[str],
) -> Places:
    story = pd.Index(pieces["row"].to_numpy()).get_indexer(held["row"].to_numpy())
    item = _codes(held["item"], items)
    rows = np.flatnonzero((story >= 0) & (item >= 0))
    return Places(group, story[rows], item[rows], rows, shape)


def _codes(values: pd.Series, known: Sequence[str]) -> np.ndarray:
    """Return the place of each value among the known ones, -1 where it is not among them."""
    kinds = values.astype("category").cat
    places = pd.Index(known, dtype=object).get_indexer(kinds.categories.astype(object))
    return np.append(places, -1)[kinds.codes]


def _outlets(names: pd.Series) -> tuple[np.ndarray, int]:
    """Return a number for each outlet that occurs, and one for each story of an unknown one."""
    kinds = names.astype("category").cat
    codes = kinds.codes.to_numpy().astype(np.int64)
    unknown = (
        codes == kinds.categories.get_indexer([""])[0] if "" in kinds.categories else codes < 0
    )
    codes[unknown] = len(kinds.categories) + np.arange(unknown.sum())
    found, codes = np.unique(codes, return_inverse=True)
    return codes, len(found)


def _counted(places: tuple[np.ndarray, ...], shape: tuple[int, ...]) -> np.ndarray:
    if not len(places[0]):
        return np.zeros(shape)
    flat = np.ravel_multi_index(places, shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)
