"""What stands behind a claim, ready to be read: passages in their words, pieces, recorded facts."""

from datetime import date

import numpy as np
import pandas as pd

from data.corpus import Corpus
from data.days import first_day, in_words
from data.facts import Facts
from data.filters import FilterError, Filters
from data.questions.claims import parse_claim
from data.questions.ledger import PASSAGE, ROWS, Actors, evidence_rows
from data.questions.snippets import AROUND, Snippet, snippet
from data.questions.standing import special, standing_rows
from data.questions.tally import FACT
from data.source_links import first_address, source_name
from data.wording import shown

# Passages in a file; what is counted is counted before.
MOST_ROWS = 2_000
WORDS = ("article_id", "precision", "title", "snippet", "mark_start", "mark_end", "url")
COLUMNS = (*ROWS, *WORDS)
# Read beyond the passage, so that what is around it ends at a word.
MARGIN = AROUND + 40


def evidence(
    facts: Facts,
    corpus: Corpus,
    filters: Filters,
    claim: str,
    today: date,
    actors: Actors = None,
) -> pd.DataFrame:
    """Return the passages, pieces or facts behind a claim, with their words.

    actors: as evidence_rows has them.
    Shape: as evidence_rows, at most MOST_ROWS of them, the first of each side, and
        article_id, precision, title, url: of the piece, as Corpus.articles
        snippet     str    the passage with a little around it, at most LONGEST characters; of a
                           piece without one its title or summary; of a fact the note on it
        mark_start, mark_end  int64  where the passage stands in the snippet; 0 and 0 without one
    A fact has the side fact, row -1, as outlet who says so, as day the first that its
    date may mean, and as precision how fine that is known.
    Errors: FilterError for a claim that is none; NotCodedError; CodebookError.
    """
    if parse_claim(claim).kind == "special":
        return _facts_behind(facts, filters, claim, today)
    rows = evidence_rows(facts, corpus, filters, claim, actors)
    # Some of each side, as the doubts stand below what is given.
    most = MOST_ROWS // max(rows["side"].nunique(), 1)
    return with_words(corpus, rows.groupby("side", sort=False).head(most))


def with_words(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of evidence_rows with the words of their passages."""
    pieces = corpus.pieces(rows["row"].unique())
    pieces = pieces[["row", "article_id", "precision", "title", "summary", "url"]]
    own = rows.merge(pieces, on="row", how="left", validate="many_to_one")
    cut = _passages(corpus, own)
    return own.assign(
        snippet=pd.array([one.words for one in cut], dtype="str"),
        mark_start=np.array([one.start for one in cut], dtype=np.int64),
        mark_end=np.array([one.end for one in cut], dtype=np.int64),
    )[list(COLUMNS)]


def _passages(corpus: Corpus, rows: pd.DataFrame) -> list[Snippet]:
    said = rows["part"] != ""
    found = iter(_around(corpus, rows[said]))
    whole = rows["title"].where(rows["title"] != "", rows["summary"])
    return [
        next(found) if has else Snippet(snippet(text, 0, len(text)).words, 0, 0)
        for has, text in zip(said, whole, strict=True)
    ]


def _around(corpus: Corpus, rows: pd.DataFrame) -> list[Snippet]:
    """Return the passages of rows with what stands around them."""
    first = (rows["start"] - MARGIN).clip(lower=0)
    wide = rows[["row", "part"]].assign(start=first, end=rows["end"] + MARGIN)
    places = zip(corpus.snippets(wide), rows["start"] - first, rows["end"] - first, strict=True)
    return [snippet(text, start, end) for text, start, end in places]


def _facts_behind(facts: Facts, filters: Filters, claim: str, today: date) -> pd.DataFrame:
    found = standing_rows(facts, filters, claim, today)
    if found.empty and not (special(facts, filters, today)["claim"] == claim).any():
        raise FilterError(f"Evidence shown: {shown(claim)} is nothing that is said of this case.")
    rows = [_fact(number, row) for number, row in enumerate(found.itertuples())]
    kinds = {"exact": "bool", "day": "datetime64[us]"}
    kinds |= dict.fromkeys(
        ("story", "copies", "row", "start", "end", "mark_start", "mark_end"), "int64"
    )
    texts = dict.fromkeys(set(COLUMNS) - set(kinds), "str")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds | texts)


def _fact(number: int, row: tuple) -> dict[str, object]:
    words = row.step.replace("_", " ")
    said = f"{row.agreement}, {row.name}: {words}" if row.agreement else row.name
    lasted = f"Until {in_words(row.end_date)}. " if row.end_date else ""
    return PASSAGE | {
        "side": FACT,
        "story": number,
        "copies": 1,
        "row": -1,
        "day": first_day(row.date) if row.date else None,
        "exact": len(row.date) == len("2025-11-06"),
        "outlet": source_name(row.source),
        "outlet_country": "",
        "language": "",
        "kind": row.step,
        "article_id": "",
        "precision": {10: "day", 7: "month", 4: "year"}.get(len(row.date), ""),
        "title": said,
        "snippet": f"{lasted}{row.note}".strip(),
        "mark_start": 0,
        "mark_end": 0,
        "url": first_address(row.source) or "",
    }
