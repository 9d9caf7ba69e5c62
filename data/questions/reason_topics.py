"""Topics given with the corpus, before a step, at it and after: a layer apart from the reasons."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.corpus.protocol import Corpus
from data.facts import Facts
from data.filters import Filters
from data.names import code_name
from data.questions.coded import CodedPieces, about_country, coded_pieces
from data.questions.live import NOT_COLLECTED
from data.questions.story_shares import story_shares

# Beyond this many pieces about a country each topic is asked for.
MOST_LISTED = 3_000


def topics_by_window(facts: Facts, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Count the corpus's own topics among the stories of each window; shape: see topics_of."""
    return topics_of(coded_pieces(facts, corpus, filters), corpus, filters)


def topics_of(coded: CodedPieces, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Count the topics that the corpus gives its pieces among the stories of each window.

    They are as whoever made the corpus chose them: how well is not known, and nothing is corrected.
    A story is its earliest piece in the window; a piece may have several topics or none.
    Shape: one row per window and topic that a piece about the country has, most frequent first.
        window, state        str
        first_day, last_day  datetime64[us]
        topic, name          str
        stories, of          Int64    with the topic, and in the window; NA where not collected
        share, low, high     float64  stories / of, and its 95 % interval by outlet
        enough               bool     the window has 20 stories or more
    """
    held = _held(coded, corpus, filters)
    numbers = held["item"].value_counts().to_dict()
    # Equal numbers stand in the order of their names, the same each time.
    topics = sorted(filter(numbers.get, numbers), key=lambda topic: (-numbers[topic], topic))
    windows = coded.windows
    table = story_shares(coded.stories, held, windows["window"].tolist(), topics)
    front = windows[["window", "first_day", "last_day", "state"]]
    frame = front.loc[np.repeat(windows.index, len(topics))].reset_index(drop=True)
    frame["topic"] = pd.array(topics * len(windows), dtype="str")
    frame["name"] = frame["topic"].map(code_name).astype("str")
    known = frame["state"].ne(NOT_COLLECTED)
    frame["stories"] = pd.Series(table.having.ravel(), dtype="Int64").where(known)
    frame["of"] = pd.Series(np.repeat(table.of, len(topics)), dtype="Int64").where(known)
    shares = table.shares
    frame = frame.assign(share=shares.share, low=shares.low, high=shares.high)
    return frame.assign(enough=np.repeat(windows["enough"].to_numpy(), len(topics)))


def _held(coded: CodedPieces, corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """Return row and item: which read pieces have which topic."""
    chosen = about_country(filters)
    if len(coded.about) <= MOST_LISTED:
        # Few pieces are listed sooner than each topic is asked for.
        listed = corpus.articles(chosen, order="oldest", rows=MOST_LISTED)
        held = pd.DataFrame({"row": listed["row"], "item": listed["topics"].str.split(";")})
        held = held.explode("item", ignore_index=True)
        held = held[held["row"].isin(coded.outline["row"]) & (held["item"] != "")]
        return held.astype({"item": "category"})
    options = corpus.options(replace(chosen, topic=()))
    topics = options.loc[(options["dimension"] == "topic") & (options["count"] > 0), "value"]
    read = np.zeros(coded.about["row"].max() + 1, dtype=bool)
    read[coded.outline["row"]] = True
    rows = [_rows_of(corpus, replace(chosen, topic=(topic,)), coded, read) for topic in topics]
    codes = np.repeat(np.arange(len(rows)), [len(own) for own in rows])
    item = pd.Categorical.from_codes(codes, pd.Index(topics))
    return pd.DataFrame({"row": np.concatenate([*rows, np.empty(0, np.int64)]), "item": item})


def _rows_of(corpus: Corpus, chosen: Filters, coded: CodedPieces, read: np.ndarray) -> np.ndarray:
    """Return which rows of one topic are read."""
    rows = corpus.outline(chosen, coded.codebook.key, coded.agreement)["row"].to_numpy()
    rows = rows[rows < len(read)]
    return rows[read[rows]]
