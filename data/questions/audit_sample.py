"""Audit this number: a random sample of the pieces behind a figure, to be read."""

import pandas as pd

from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.audit import SIZE, sample_places, seed_of


def audit_sample(
    corpus: Corpus, filters: Filters, draw: int = 1, *, size: int = SIZE
) -> pd.DataFrame:
    """Draw pieces that match the filters, each as likely as any other; for a reader to judge.

    draw: the same view has the same first draw for every reader, and another second one.
    Shape: one row per piece, at most size and all where there are no more: ARTICLE_COLUMNS, by
        date, oldest first, undated ones last.
    Unit: pieces, whatever filters.of. Errors: none of its own.
    """
    chosen = filters.corpus_part()
    number = int(corpus.count(chosen)["count"].sum())
    places = sample_places(number, size, seed=seed_of(chosen.to_address(), draw))
    if not len(places):
        return corpus.articles(chosen, order="oldest", rows=0)
    pieces = [corpus.articles(chosen, order="oldest", first=int(k), rows=1) for k in places]
    return pd.concat(pieces, ignore_index=True)
