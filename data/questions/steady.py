"""Shares of coverage as a constant mix of outlets would show them, line by line."""

import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.composition import adjusted
from data.questions.lines import among, line_filters
from data.questions.live import COLLECTED

COLUMNS = {"adjusted": "value", "low": "low", "high": "high"}
EXTRA = ("composition", "covered")


def steady_shares(
    frame: pd.DataFrame, corpus: Corpus, filters: Filters, codes: tuple[str, ...]
) -> pd.DataFrame:
    """Return a coverage frame with value, low, high, composition and covered (all Float64).

    See data.methods.composition.adjusted; its strata are outlets. Errors: TooFewOutletsError.
    """
    parts = []
    for code in codes:
        line = frame[frame["series"] == code]
        whole = line.loc[line["state"] == COLLECTED, "period"].tolist()
        shares = adjusted(outlet_counts(corpus, filters, code), buckets=whole)
        wanted = shares.set_index("bucket").reindex(line["period"])[[*COLUMNS, *EXTRA]]
        parts.append(wanted.rename(columns=COLUMNS).set_index(line.index))
    return frame.join(pd.concat(parts)) if parts else frame.assign(value=frame["share"])


def outlet_counts(corpus: Corpus, filters: Filters, code: str) -> pd.DataFrame:
    """Return a line's counts and totals by outlet: stratum, bucket, count, total (int64)."""
    by = (filters.every, "outlet")
    line, whole = line_filters(filters, code), among(filters, code)
    counts = corpus.count(line.corpus_part(), by, filters.of)
    totals = corpus.count(whole.corpus_part(), by, filters.of)
    both = totals.merge(counts, on=list(by), how="left", suffixes=("_whole", "")).fillna(0)
    names = {filters.every: "bucket", "outlet": "stratum", "count_whole": "total"}
    return both.rename(columns=names).astype({"count": "int64"})
