"""The answers a corpus must give, worked out the plain and slow way with pandas."""

import numpy as np
import pandas as pd

from data.coding.coder import Coder
from data.filters import Filters

FACETS = {
    "country": "country",
    "published_in": "outlet_country",
    "outlet": "outlet",
    "language": "language",
    "kind": "kind",
    "topic": "topic",
}
LISTS = {"country": "countries", "topic": "topics"}
FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
FINE_ENOUGH = {
    "day": ("day", "time"),
    "week": ("day", "time"),
    "month": ("day", "time", "month"),
    "quarter": ("day", "time", "month"),
    "year": ("day", "time", "month", "year"),
}


def listed(joined: str) -> list[str]:
    """Split a ;-joined cell, each value once."""
    return list(dict.fromkeys(part for part in joined.split(";") if part))


class NaiveCorpus:
    """The same questions over a frame of pieces; matches tells which summaries fit a q."""

    def __init__(self, rows: pd.DataFrame, matches: dict[str, set[str]]) -> None:
        ordered = rows.sort_values("published_at", kind="stable", na_position="last")
        texts = ordered.columns.drop("published_at")
        ordered = ordered.astype(dict.fromkeys(texts, "str"))
        self.rows = ordered.reset_index(drop=True).rename_axis("row").reset_index()
        self.matches = matches

    def chosen(self, filters: Filters) -> pd.DataFrame:
        """Return the rows a filter chooses."""
        rows = self.rows
        for name, column in FACETS.items():
            wanted = set(getattr(filters, name))
            if wanted and name in LISTS:
                fits = [bool(wanted & set(listed(cell))) for cell in rows[LISTS[name]]]
                rows = rows[np.array(fits, dtype=bool)]
            elif wanted:
                rows = rows[rows[column].isin(wanted)]
        if filters.dates:
            days = rows["published_at"].dt.normalize()
            rows = rows[days.between(*map(pd.Timestamp, filters.dates))]
        if filters.q:
            rows = rows[rows["article_id"].isin(self.matches[filters.q])]
        return rows

    def count(self, filters: Filters, by: tuple[str, ...], of: str) -> pd.DataFrame:
        """Count by grouping a frame with one row per piece and combination of values."""
        rows = self.chosen(filters)
        for name in by:
            if name in FREQUENCIES:
                rows = rows[rows["precision"].isin(FINE_ENOUGH[name])]
                periods = rows["published_at"].dt.to_period(FREQUENCIES[name])
                starts = periods.dt.start_time.astype("datetime64[us]")
                rows = rows.assign(**{name: starts})
            elif name in LISTS:
                rows = rows.assign(**{name: [listed(cell) for cell in rows[LISTS[name]]]})
                rows = rows.explode(name).dropna(subset=[name])
                if wanted := getattr(filters, name):
                    rows = rows[rows[name].isin(wanted)]
                rows = rows.astype({name: "str"})
        counted = {"articles": "row", "stories": "story_id", "outlets": "outlet"}[of]
        if not by:
            return pd.DataFrame({"count": [rows[counted].nunique()]}).astype("int64")
        counts = rows.groupby(list(by))[counted].nunique()
        return counts.astype("int64").rename("count").reset_index()

    def articles(self, filters: Filters, order: str) -> list[str]:
        """Return the ids of the chosen pieces in order (newest, oldest or outlet)."""
        rows = self.chosen(filters)
        dated, undated = rows[rows["published_at"].notna()], rows[rows["published_at"].isna()]
        if order == "oldest":
            return [*dated["article_id"], *undated["article_id"]]
        newest = pd.concat([dated.iloc[::-1], undated])
        if order == "outlet":
            newest = newest.sort_values("outlet", kind="stable", key=lambda names: names.map(str))
        return newest["article_id"].to_list()

    def stories(self, filters: Filters, period: str) -> dict[str, tuple]:
        """Return pieces, outlets, first day and title of each story of the chosen pieces."""
        rows = self.chosen(filters)
        rows = rows[rows["precision"].isin(FINE_ENOUGH[period])] if period else rows
        return {
            story: (
                len(own),
                own["outlet"].nunique(),
                own["published_at"].iloc[0],
                own["title"].iloc[0] or own["summary"].iloc[0],
            )
            for story, own in rows.groupby("story_id")
        }

    def passages(self, filters: Filters, coder: Coder) -> pd.DataFrame:
        """Return the chosen pieces' passages, each piece coded where it stands."""
        rows = []
        for piece in self._outlined(filters).to_dict("records"):
            whole = self.rows.loc[piece["row"]]
            parts = (whole.get(part, "") for part in ("title", "summary", "text"))
            codes = coder.code(*parts, piece["language"], piece["kind"])
            rows += [piece | code._asdict() for code in codes]
        return pd.DataFrame(rows)

    def outline(self, filters: Filters, coder: Coder, agreement: str) -> pd.DataFrame:
        """Return the chosen pieces, and whether each speaks of an agreement."""
        pieces = self._outlined(filters)
        words = self.rows.loc[pieces["row"], ["title", "summary"]].itertuples(index=False)
        said = self.rows.loc[pieces["row"], "agreement"].map(coder.agreements_said)
        speaks = [
            agreement in coder.names_agreement(texts) | own
            for texts, own in zip(words, said, strict=True)
        ]
        return pieces.assign(speaks=np.array(speaks, dtype=bool))

    def _outlined(self, filters: Filters) -> pd.DataFrame:
        rows = self.chosen(filters)
        names = ("outlet", "outlet_country", "language", "kind")
        pieces = {
            "row": rows["row"],
            "day": rows["published_at"].dt.normalize(),
            "exact": rows["precision"].isin(FINE_ENOUGH["day"]),
            "story": rows["story_id"],
        }
        return pd.DataFrame(pieces | {name: rows[name] for name in names})

    def options(self, filters: Filters) -> list[tuple[str, str, int]]:
        """Return dimension, value and count of every value the corpus holds."""
        found = []
        for name, column in FACETS.items():
            others = self.chosen(
                Filters(
                    **{
                        other: getattr(filters, other)
                        for other in (*FACETS, "dates", "q")
                        if other != name
                    }
                )
            )
            cells = LISTS.get(name, column)
            held = {value for cell in self.rows[cells] for value in _values(name, cell)}
            for value in held:
                count = sum(value in _values(name, cell) for cell in others[cells])
                found.append((name, value, count))
        return sorted(found, key=lambda row: (row[0], -row[2], row[1]))


def _values(name: str, cell: str) -> list[str]:
    return listed(cell) if name in LISTS else [cell] if cell else []
