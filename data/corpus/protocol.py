"""What every page may ask of a corpus, whatever holds it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from data.corpus.layout import Manifest
from data.filters import Filters

PERIODS = ("day", "week", "month", "quarter", "year")
# A filter's name and the column it chooses by.
FACETS = {
    "country": "country",
    "published_in": "outlet_country",
    "outlet": "outlet",
    "language": "language",
    "kind": "kind",
    "topic": "topic",
}
MANY_VALUED = ("country", "topic")
DIMENSIONS = (*PERIODS, *FACETS.values())
ARTICLE_COLUMNS = (
    "article_id",
    "row",
    "published_at",
    "precision",
    "outlet",
    "outlet_country",
    "language",
    "kind",
    "title",
    "summary",
    "url",
    "topics",
    "countries",
    "story_id",
)
# What one piece shows beyond its line in a list.
PIECE_COLUMNS = (*ARTICLE_COLUMNS, "agreement", "text", "source_file", "language_confidence")


class Corpus(Protocol):
    """Published pieces, and the questions that can be put to them.

    In filters, values of one field widen and fields narrow. Of a Filters only the selections,
    dates, q, and where part names a part of two filters, versus are read. A piece stands on the
    first day of its date, so that one dated March 2021 is chosen by ranges that hold 1 March
    2021. A value the corpus does not hold chooses nothing. Errors of every question that takes
    filters: SearchError where q cannot be read.
    Answers are new frames; changing one changes nothing else. Threads may ask at once.
    """

    manifest: Manifest

    @property
    def total(self) -> int:
        """Return the number of pieces, undated ones too."""

    @property
    def undated(self) -> int:
        """Return the number of pieces without a date."""

    @property
    def first_day(self) -> date | None:
        """Return the earliest day a piece stands on, or None where none is dated."""

    @property
    def last_day(self) -> date | None:
        """Return the latest day a piece stands on, or None where none is dated."""

    def count(self, filters: Filters, by: Sequence[str] = (), of: str = "articles") -> pd.DataFrame:
        """Count the chosen pieces, or their distinct stories or outlets, by dimensions.

        by: names of DIMENSIONS, each once; an empty one asks for one number.
        of: articles, stories (counted wherever one of its pieces is) or outlets.
        Shape: one row per combination that occurs, in the order of by; without by one row.
            the dimensions  datetime64[us], the period's first day (weeks: Monday); else str,
                            "" where the piece does not say
            count           int64
        A piece counts once for each of its countries and topics, and in none if it has none;
        where filters choose countries (or topics), only the chosen ones are rows. A piece is in
        no bucket finer than its date: month precision is in no day or week, year precision only
        in years, undated in none; all three count where no period is asked for.
        Errors: ValueError for an unknown dimension or of.
        """

    def articles(
        self, filters: Filters, order: str = "newest", first: int = 0, rows: int = 50
    ) -> pd.DataFrame:
        """List chosen pieces from the first-th on, at most rows of them.

        order: newest; oldest (its mirror image, but undated pieces are last in both); outlet
            (by name, newest first within); relevance (best match of q first, equals newest
            first; newest where q is empty).
        Shape: ARTICLE_COLUMNS. row int64, the place by date from 0, undated last; published_at
            datetime64[us] in UTC; topics and countries joined by ";", most mentioned first;
            precision time, day, month, year or "" (undated); the rest str, "" for nothing said.
        Errors: ValueError for an unknown order or a negative first or rows.
        """

    def stories(self, filters: Filters, rows: int = 5, period: str = "") -> pd.DataFrame:
        """List the stories with most chosen pieces, at most rows of them.

        period: leave out pieces that are in no such bucket, as counting by it would.
        Shape: story_id, articles and outlets (int64, of the chosen pieces), first (datetime64[us],
            of its earliest chosen piece, undated last) and that piece's title, or its summary
            where it has none; most pieces first, equals in no order that means anything.
        Errors: ValueError for an unknown period or negative rows.
        """

    def pieces(self, rows: Sequence[int]) -> pd.DataFrame:
        """Return the pieces with these row numbers, in the order given: ARTICLE_COLUMNS."""

    def article(self, article_id: str) -> pd.DataFrame | None:
        """Return one piece as a frame of one row with PIECE_COLUMNS; None where there is none."""

    def options(self, filters: Filters | None = None) -> pd.DataFrame:
        """Return each value of each filter with the number of pieces choosing it would give.

        filters: a dimension's counts obey all of them but its own; None means the whole corpus.
        Shape: dimension (a name of FACETS), value (str, never ""), count (int64, 0 where the
            filters leave none), by dimension, highest count first, then value.
        """

    def coded(self, key: str) -> bool:
        """Say whether the reasons in the pieces are coded with the codebook of that key."""

    def passages(self, filters: Filters, key: str) -> pd.DataFrame:
        """Return the passages of the chosen pieces that carry a reason.

        key: data.coding.codebook's, of the codebook they were coded with.
        Shape: one row per passage and reason, by row, part and place.
            row, story      int64; where each piece is a story, its story is its own
            day, exact      datetime64[us], NaT undated; bool, dated to the day
            outlet, outlet_country, language, kind  categories, "" where not said
            part            category: title, summary or text
            start, end      int32, in characters of that part
            reason, stance, voice, iso3, actor      categories; iso3 of who speaks and actor are
                            "" where nobody is named
        Errors: NotCodedError where no such coding is stored.
        """

    def outline(self, filters: Filters, key: str, agreement: str) -> pd.DataFrame:
        """Return the chosen pieces without their words, by row.

        Shape: row, day, exact, story, outlet, outlet_country, language, kind as in passages, and
            speaks (bool): its file says that the piece is on the agreement, or its words name it.
        Errors: NotCodedError where no such coding is stored.
        """

    def snippets(self, places: pd.DataFrame) -> list[str]:
        """Return the words at places: a frame with row, part, start and end, in any order."""

    def collected(self) -> pd.DataFrame:
        """Return the spans in which collecting went on.

        Shape: outlet, first_day, last_day (datetime64[us]), basis (stated or estimated), by
            outlet and day. Outlet "" is the corpus as a whole: between its spans nothing was
            collected. Single outlets have rows where that says something: not in a curated list.
        """

    def rejects(self) -> pd.DataFrame:
        """Return the input rows left out: file, line (int64), reason, row."""

    def remarks(self) -> pd.DataFrame:
        """Return what was left out of rows that were kept: file, line (int64), reason, row."""

    def sources(self) -> pd.DataFrame:
        """Return what each file gave: file, kind, read, kept, merged, rejected (int64), notes."""

    def outlets(self) -> pd.DataFrame:
        """Return each outlet's country and where that comes from.

        Shape: outlet, outlet_country, basis (stated by the file; listed in data/files/outlets.csv;
            inferred from the address; "" where not known), articles (int64), by outlet.
        """
