"""Audit this number: a random sample of the pieces behind a figure, to be read."""

import pandas as pd

from data.corpus.counting import COARSE_OF
from data.corpus.protocol import Corpus
from data.filters import Filters
from data.methods.audit import SIZE, sample_places, seed_of


def audit_sample(
    corpus: Corpus, filters: Filters, draw: int = 1, *, size: int = SIZE, every: str = ""
) -> pd.DataFrame:
    """Draw pieces that match the filters, each as likely as any other; for a reader to judge.

    draw: the same view has the same first draw for every reader, and another second one.
    every: a time step, for the number of a chart: pieces without a date that fine are left out.
    Shape: one row per piece, at most size: ARTICLE_COLUMNS, by date, oldest first, undated ones
        last. All where there are no more; what is left out is not made up for.
    Unit: pieces, whatever filters.of. Errors: none of its own.
    """
    chosen = filters.corpus_part()
    number = int(corpus.count(chosen)["count"].sum())
    places = sample_places(number, size, seed=seed_of(chosen.to_address(), draw))
    if not len(places):
        return corpus.articles(chosen, order="oldest", rows=0)
    pieces = [corpus.articles(chosen, order="oldest", first=int(k), rows=1) for k in places]
    sample = pd.concat(pieces, ignore_index=True)
    placed = ~sample["precision"].isin((*COARSE_OF[every], "")) if every else slice(None)
    return sample[placed].reset_index(drop=True)
