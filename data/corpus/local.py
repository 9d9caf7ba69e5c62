"""A corpus in a folder on this machine: columns mapped into memory, one bitmap per value."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from pyroaring import BitMap

from data.corpus.bitmaps import read_bitmaps
from data.corpus.coded import CodedPieces
from data.corpus.columns import CONFIDENCE, LISTS, SINGLE, Columns
from data.corpus.counting import Counter
from data.corpus.errors import CorpusError
from data.corpus.ids import id_key
from data.corpus.layout import (
    COLLECTED,
    IDS,
    OUTLETS,
    REJECTS,
    REMARKS,
    SOURCES,
    read_manifest,
)
from data.corpus.ordering import Ordering
from data.corpus.protocol import (
    ARTICLE_COLUMNS,
    DIMENSIONS,
    FACETS,
    MANY_VALUED,
    PERIODS,
    PIECE_COLUMNS,
)
from data.corpus.search import SearchIndex
from data.corpus.tables import numbers, read_table, strings
from data.filter_fields import EITHER, OF, ORDERS
from data.filters import Filters

# Selections kept for the next question; each is at most an eighth of a byte per piece.
REMEMBERED = 64
COLLECTED_COLUMNS = ("outlet", "first_day", "last_day", "basis")
REJECT_COLUMNS = ("file", "line", "reason", "row")
# What became of the rows of the inputs, and where each outlet's country comes from.
ACCOUNT_COLUMNS = {
    REJECTS: REJECT_COLUMNS,
    REMARKS: REJECT_COLUMNS,
    SOURCES: ("file", "kind", "read", "kept", "merged", "rejected", "notes"),
    OUTLETS: ("outlet", "outlet_country", "basis", "articles"),
}


class LocalCorpus:
    """A Corpus (see there) over a folder that data.ingest wrote.

    Opening reads sizes and the small tables; the rest is mapped. Everything held is read-only
    or a cache of its own lock, so threads may share one.
    Errors: CorpusError for a folder that is missing, damaged or no corpus.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder)
        files = self.folder / self.manifest.build
        self._columns = Columns(files)
        self._facets = read_bitmaps(files, (*SINGLE, *LISTS))
        self._search = SearchIndex(files, self._facets)
        self._collected = read_table(files, COLLECTED, COLLECTED_COLUMNS)
        self._account = {
            name: read_table(files, name, columns) for name, columns in ACCOUNT_COLUMNS.items()
        }
        ids = read_table(files, IDS, ("key", "row"))
        self._ids = numbers(ids, "key"), numbers(ids, "row")
        self._check()
        self._counter = Counter(self._columns, self._facets, own_stories=self.manifest.own_stories)
        self._ordering = Ordering(self._columns, self._facets, self._counter)
        self._chosen = lru_cache(maxsize=REMEMBERED)(self._part)
        self._coded = CodedPieces(self.folder, self.manifest, self._columns)

    @property
    def total(self) -> int:
        """Return the number of pieces, undated ones too."""
        return self._columns.total

    @property
    def undated(self) -> int:
        """Return the number of pieces without a date."""
        return self.total - self._columns.calendar.dated

    @property
    def first_day(self) -> date | None:
        """Return the earliest day a piece stands on, or None where none is dated."""
        days = self._columns.calendar.days
        return days[0].astype(object) if len(days) else None

    @property
    def last_day(self) -> date | None:
        """Return the latest day a piece stands on, or None where none is dated."""
        days = self._columns.calendar.days
        return days[-1].astype(object) if len(days) else None

    def count(self, filters: Filters, by: Sequence[str] = (), of: str = "articles") -> pd.DataFrame:
        """Count the chosen pieces, stories or outlets by dimensions, as Corpus.count says."""
        unknown = [name for name in by if name not in DIMENSIONS]
        if unknown or len(set(by)) < len(by) or of not in OF:
            raise ValueError(f"cannot count {of!r} by {tuple(by)!r}")
        # What only B chooses of two filters is not limited to the sources of A.
        limiting = MANY_VALUED if filters.part == "b_only" else FACETS
        only = {
            FACETS[name]: self._facets[FACETS[name]].codes(getattr(filters, name))
            for name in limiting
            if getattr(filters, name)
        }
        return self._counter.count(self._chosen(filters.corpus_part()), tuple(by), of, only)

    def articles(
        self, filters: Filters, order: str = "newest", first: int = 0, rows: int = 50
    ) -> pd.DataFrame:
        """List chosen pieces, as Corpus.articles says."""
        if order not in ORDERS or first < 0 or rows < 0:
            raise ValueError(f"cannot list {rows} pieces from {first} in the order {order!r}")
        chosen = self._chosen(filters.corpus_part())
        if order == "relevance" and filters.q and filters.part not in ("b_only", EITHER):
            listed = self._by_match(filters.q, chosen, first + rows)
            return self._listed(listed[first:], ARTICLE_COLUMNS)
        if order == "outlet":
            return self._listed(self._ordering.by_outlet(chosen, first, rows), ARTICLE_COLUMNS)
        listed = self._ordering.by_date(chosen, first, rows, newest=order != "oldest")
        return self._listed(listed, ARTICLE_COLUMNS)

    def stories(self, filters: Filters, rows: int = 5, period: str = "") -> pd.DataFrame:
        """List the stories with most chosen pieces, as Corpus.stories says."""
        if rows < 0 or period not in ("", *PERIODS):
            raise ValueError(f"cannot list {rows} stories of pieces by {period!r}")
        chosen = self._chosen(filters.corpus_part())
        chosen = self._counter.placed(chosen, (period,)) if period else chosen
        largest = self._counter.largest_stories(chosen, rows)
        firsts = np.array([own[0] for own, _ in largest], dtype=np.uint32)
        listed = self._listed(firsts, ("story_id", "title", "summary", "published_at"))
        outlets = self._columns.single["outlet"].codes
        said = listed["title"].where(listed["title"] != "", listed["summary"])
        return pd.DataFrame(
            {
                "story_id": listed["story_id"],
                "articles": np.array([number for _, number in largest], dtype=np.int64),
                "outlets": np.array([len(np.unique(outlets[own])) for own, _ in largest], np.int64),
                "first": listed["published_at"],
                "title": said,
            }
        )

    def pieces(self, rows: Sequence[int]) -> pd.DataFrame:
        """Return the pieces with these row numbers, in the order given."""
        return self._listed(np.asarray(rows, dtype=np.uint32), ARTICLE_COLUMNS)

    def article(self, article_id: str) -> pd.DataFrame | None:
        """Return one piece as a frame of one row with PIECE_COLUMNS; None where there is none."""
        rows = self._rows_of_id(article_id)
        return self._listed(rows[:1], PIECE_COLUMNS) if len(rows) else None

    def options(self, filters: Filters | None = None) -> pd.DataFrame:
        """Return each filter's values with the pieces choosing them gives; see Corpus.options."""
        filters = (filters or Filters()).corpus_part()
        parts = []
        for name in sorted(FACETS):
            chosen = self._chosen(replace(filters, **{name: ()}))
            counts = self._counter.by_value(chosen, FACETS[name])
            values = self._facets[FACETS[name]].values
            order = np.argsort(-counts, kind="stable")
            order = order[values[order] != ""]
            parts.append((name, values[order], counts[order]))
        return pd.DataFrame(
            {
                "dimension": strings(
                    np.repeat([n for n, *_ in parts], [len(c) for *_, c in parts])
                ),
                "value": strings(np.concatenate([values for _, values, _ in parts])),
                "count": np.concatenate([counts for *_, counts in parts]).astype(np.int64),
            }
        )

    def coded(self, key: str) -> bool:
        """Say whether the reasons in the pieces are coded with the codebook of that key."""
        return self._coded.holds(key)

    def passages(self, filters: Filters, key: str) -> pd.DataFrame:
        """Return the coded passages of the chosen pieces, as Corpus.passages says."""
        return self._coded.passages(self._chosen(filters.corpus_part()), key)

    def outline(self, filters: Filters, key: str, agreement: str) -> pd.DataFrame:
        """Return the chosen pieces without their words, as Corpus.outline says."""
        return self._coded.outline(self._chosen(filters.corpus_part()), key, agreement)

    def snippets(self, places: pd.DataFrame) -> list[str]:
        """Return the words at places in the pieces, as Corpus.snippets says."""
        return self._coded.snippets(places)

    def collected(self) -> pd.DataFrame:
        """Return outlet, first_day, last_day and basis of what was collected; see Corpus."""
        # Copied on write: a change by the caller stays with the caller.
        return self._spans.copy(deep=False)

    @cached_property
    def _spans(self) -> pd.DataFrame:
        frame = self._collected.to_pandas()
        kinds = {"first_day": "datetime64[us]", "last_day": "datetime64[us]"}
        return frame.astype({"outlet": "str", "basis": "str"} | kinds)

    def rejects(self) -> pd.DataFrame:
        """Return the input rows left out: file, line (int64), reason, row."""
        return self._account_of(REJECTS)

    def remarks(self) -> pd.DataFrame:
        """Return what was left out of rows that were kept: file, line (int64), reason, row."""
        return self._account_of(REMARKS)

    def sources(self) -> pd.DataFrame:
        """Return what each file gave: file, kind, read, kept, merged, rejected (int64), notes."""
        return self._account_of(SOURCES)

    def outlets(self) -> pd.DataFrame:
        """Return outlet, outlet_country, basis (stated, listed, inferred, ""), articles."""
        # Copied on write: a change by the caller stays with the caller.
        return self._outlets.copy(deep=False)

    @cached_property
    def _outlets(self) -> pd.DataFrame:
        return self._account_of(OUTLETS)

    def _account_of(self, name: str) -> pd.DataFrame:
        frame = self._account[name].select(ACCOUNT_COLUMNS[name]).to_pandas()
        words = frame.columns.difference(("line", "read", "kept", "merged", "rejected", "articles"))
        return frame.astype(dict.fromkeys(words, "str"))

    def _choose(self, filters: Filters) -> BitMap:
        """Return the rows a filter chooses; shared, so not to be changed."""
        if filters.dates is None:
            chosen = BitMap(range(self.total))
        else:
            chosen = BitMap(self._columns.calendar.rows_between(*filters.dates))
        for name, column in FACETS.items():
            if values := getattr(filters, name):
                chosen = chosen & self._facets[column].any_of(values)
        return chosen & self._search.rows(filters.q) if filters.q else chosen

    def _by_match(self, q: str, chosen: BitMap, until: int) -> np.ndarray:
        """Return the first chosen rows, best match first; those no word speaks for, by date."""
        best = self._search.best(q, chosen, until)
        rest = self._ordering.by_date(chosen - BitMap(best), 0, until - len(best), newest=True)
        return np.concatenate([best, rest])

    def _listed(self, rows: np.ndarray, names: Sequence[str]) -> pd.DataFrame:
        single, lists = self._columns.single, self._columns.lists
        known = {n: column.values[column.codes[rows]] for n, column in single.items() if n in names}
        joined = {"countries": "country", "topics": "topic"}
        known |= {n: lists[name].joined(rows) for n, name in joined.items() if n in names}
        apart = {*known, "row", "published_at", CONFIDENCE}
        texts = tuple(name for name in names if name not in apart)
        known |= self._columns.texts(rows, texts)
        frame = {name: strings(values) for name, values in known.items()}
        frame["row"] = rows.astype(np.int64)
        frame["published_at"] = self._columns.published_at(rows)
        frame[CONFIDENCE] = self._columns.confidence(rows)
        return pd.DataFrame({name: frame[name] for name in names})

    def _rows_of_id(self, article_id: str) -> np.ndarray:
        keys, rows = self._ids
        key = id_key(article_id)
        held = rows[np.searchsorted(keys, key, "left") : np.searchsorted(keys, key, "right")]
        ids = self._columns.texts(held, ("article_id",))["article_id"]
        return held[ids == article_id]

    def _part(self, filters: Filters) -> BitMap:
        """Return the rows of one filter, or of a part of two; shared, so not to be changed."""
        if not filters.part:
            return self._choose(filters)
        first = self._chosen(replace(filters, versus="", part=""))
        second = self._chosen(filters.second().corpus_part())
        if filters.part == EITHER:
            return first | second
        if filters.part == "both":
            return first & second
        return first - second if filters.part == "a_only" else second - first

    def _check(self) -> None:
        if not len(self._ids[0]) == self.total == self.manifest.kept:
            raise CorpusError(
                f"The corpus folder {self.folder} holds {self.total:,} pieces, but its manifest "
                f"says {self.manifest.kept:,}. Build it again."
            )
