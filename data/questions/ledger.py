"""The passages and pieces for and against what the Country page says of coverage."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.coding.codebook import Actor
from data.corpus import Corpus
from data.facts import Facts
from data.filters import FilterError, Filters
from data.questions.claims import Claim, as_part, parse_claim
from data.questions.coded import CodedPieces, about_country, coded_pieces
from data.questions.occasion import AFTER, Window
from data.questions.read_windows import is_in, story_pieces
from data.questions.tally import CONTEXT, SIDE_OF, SIDES
from data.questions.voices import CAMPS, REST, UNKNOWN, as_actors_say, by_press, camps_of
from data.wording import shown

PIECE = ("day", "exact", "outlet", "outlet_country", "language", "kind")
PASSAGE = {"part": "", "start": 0, "end": 0, "reason": "", "stance": "", "voice": "", "actor": ""}
ROWS = ("side", "story", "copies", "row", *PIECE, *PASSAGE)
# Where a passage may stand in a piece, in order.
PARTS = ("title", "summary", "text")
# Claims about pieces, in which no passage is looked for.
OF_PIECES = ("topic", "change")

Actors = Mapping[str, Actor] | None


def evidence_rows(
    facts: Facts, corpus: Corpus, filters: Filters, claim: str, actors: Actors = None
) -> pd.DataFrame:
    """Return the passages or pieces behind a claim about coverage, without their words.

    Shape: see rows_behind. Errors: FilterError for a claim that is none; NotCodedError;
    CodebookError.
    """
    coded = coded_pieces(facts, corpus, filters)
    return rows_behind(coded, facts, corpus, filters, claim, actors)


def rows_behind(
    coded: CodedPieces,
    facts: Facts,
    corpus: Corpus,
    filters: Filters,
    claim: str,
    actors: Actors = None,
) -> pd.DataFrame:
    """Return the passages or pieces behind a claim about coverage, without their words.

    actors: a table of the reader's own, by id, by which voices are told; None means the one that
    the coding was made with. A story stands for itself by its earliest piece that is read in the
    claim's windows.
    Shape: one row per passage that a reason is coded in, else per story; sides in the order of
    SIDES, within them in order of time.
        side     str    for: given; against: disputed or denied; named: no more than named;
                        context: a piece that is counted, without a passage
        story    int64  copies of one text are one
        copies   int64  pieces of the story that are read in these windows, this one too
        row      int64  of the piece in the corpus
        day, exact, outlet, outlet_country, language, kind: of the piece, as Corpus.outline
        part, start, end, reason, stance, voice, actor: of the passage, as Corpus.passages; ""
            and 0 without one
    Errors: FilterError for a claim that is none.
    """
    pieces, found = _found(coded, facts, corpus, filters, claim, actors)
    stories, numbers = np.unique(pieces["story"].to_numpy(), return_counts=True)
    found["copies"] = numbers[np.searchsorted(stories, found["story"].to_numpy())]
    return _in_order(found)


def sides_behind(
    coded: CodedPieces,
    facts: Facts,
    corpus: Corpus,
    filters: Filters,
    claim: str,
    actors: Actors = None,
) -> pd.DataFrame:
    """Return side, story, row and outlet of each passage or piece behind a claim, in any order.

    What can be counted of rows_behind, in a fraction of its time. Errors: as there.
    """
    _, found = _found(coded, facts, corpus, filters, claim, actors)
    return found[["side", "story", "row", "outlet"]]


def _found(
    coded: CodedPieces,
    facts: Facts,
    corpus: Corpus,
    filters: Filters,
    claim: str,
    actors: Actors,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the pieces read in a claim's windows, and what is found in them."""
    asked = parse_claim(claim)
    if asked.kind == "change":
        pieces = _compared(coded, facts, corpus, filters, asked.window)
    else:
        pieces = _windowed(coded, asked.window)
    stories = story_pieces(pieces)
    if asked.kind == "press":
        stories = stories[_of_press(stories, coded, facts, asked.parts[1])]
    if asked.kind == "topic":
        stories = stories[stories["row"].isin(_of_topic(corpus, filters, coded, asked.subject))]
    if asked.kind in OF_PIECES:
        return pieces, stories.assign(side=CONTEXT, **PASSAGE)
    return pieces, _with_passages(stories, _passages(coded, asked, actors))


def _windowed(coded: CodedPieces, window: str) -> pd.DataFrame:
    """Return the pieces read in a window, or in any of them."""
    windows = [one for one in coded.occasion.windows if window in ("", one.name)]
    if window and not windows:
        named = ", ".join(one.name for one in coded.occasion.windows) or "none"
        raise FilterError(
            f"Evidence shown: {shown(window)} is no window of this page, which has {named}."
        )
    inside = [is_in(coded.outline, one) for one in windows]
    return coded.outline[np.any(inside, axis=0)] if inside else coded.outline.iloc[:0]


def _compared(
    coded: CodedPieces, facts: Facts, corpus: Corpus, filters: Filters, window: str
) -> pd.DataFrame:
    """Return the pieces about the country on the days compared by the event study."""
    # Imported here, as it brings the methods of an event study, which few claims need.
    from data.questions.event_study import compared_days, event_study

    days = compared_days(event_study(facts, corpus, filters)).get(window or AFTER)
    if days is None:
        raise FilterError("Evidence shown: no coverage was compared, so no piece stands behind it.")
    inside = [is_in(coded.about, Window("", *ends)) for ends in days]
    return coded.about[np.any(inside, axis=0)] if inside else coded.about.iloc[:0]


def _passages(coded: CodedPieces, asked: Claim, actors: Actors) -> pd.DataFrame:
    """Return the passages that a claim is about, wherever their pieces stand."""
    if asked.subject not in coded.codebook.reasons:
        raise FilterError(f"Evidence shown: {shown(asked.subject)} is no reason of the codebook.")
    own = coded.passages[coded.passages["reason"] == asked.subject]
    if asked.kind == "says" and asked.parts[1] not in CAMPS:
        raise FilterError(f"Evidence shown: {shown(asked.parts[1])} is no camp of speakers.")
    own = as_actors_say(own, actors)
    return own[camps_of(own, coded) == asked.parts[1]] if asked.kind == "says" else own


def _with_passages(stories: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Put each passage of the stories' pieces beside its piece; stories are in order of rows."""
    rows, wanted = stories["row"].to_numpy(), passages["row"].to_numpy()
    place = np.searchsorted(rows, wanted)
    held = np.append(rows, -1)[place] == wanted
    own = passages.loc[held, list(PASSAGE)].reset_index(drop=True)
    found = stories[["row", "story", *PIECE]].iloc[place[held]].reset_index(drop=True)
    return found.assign(**{name: own[name] for name in PASSAGE}, side=own["stance"].map(SIDE_OF))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by side, then by day and by place within the piece."""
    side = pd.Index(SIDES).get_indexer(rows["side"])
    part = pd.Index(PARTS).get_indexer(rows["part"])
    order = np.lexsort((rows["start"], part, rows["row"], side))
    words = dict.fromkeys(rows.select_dtypes("category"), "str") | {"side": "str"}
    numbers = dict.fromkeys(("copies", "start", "end"), "int64")
    return rows.iloc[order].astype(words | numbers)[list(ROWS)].reset_index(drop=True)


def _of_press(stories: pd.DataFrame, coded: CodedPieces, facts: Facts, press: str) -> pd.Series:
    """Return which stories are of the press of a country, of all other countries, or unknown."""
    country = stories["outlet_country"].astype("str")
    if press not in (UNKNOWN, REST, *facts.country_names):
        raise FilterError(f"Evidence shown: {shown(press)} is no country with a press.")
    if press == UNKNOWN:
        return country == ""
    if press == REST:
        apart = by_press(coded, facts.country_names)["outlet_country"]
        return ~country.isin(apart) & (country != "")
    return country == press


def _of_topic(corpus: Corpus, filters: Filters, coded: CodedPieces, topic: str) -> pd.Series:
    """Return the rows of the pieces about the country that carry a topic of the corpus."""
    options = corpus.options(about_country(filters))
    held = options.loc[options["dimension"] == "topic", "value"]
    named = tuple(value for value in held if as_part(value) == topic)
    if not named:
        raise FilterError(f"Evidence shown: {shown(topic)} is no topic of these pieces.")
    narrowed = about_country(filters).with_choice(topic=named)
    return corpus.outline(narrowed, coded.codebook.key, coded.agreement)["row"]
