"""Words of a query turned into what the search index can be asked."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from data.corpus import words
from data.corpus.query_tokens import said
from data.filters import shown

TITLE, BODY = "title", "body"
# A word in the title says more about a piece than one in its text.
TITLE_WEIGHT = 2.0
MOST_NEAR = 3
# Ways of placing words near each other that are asked for at once: three words at most 10 apart.
MOST_PLACINGS = 400


class Term(NamedTuple):
    """A word as the index holds it, or the beginning of one."""

    text: str
    begins: bool = False


# Terms that stand side by side: a word, or signs and parts of one.
Unit = tuple[Term, ...]


def units(part: words.Words, analyzer: tantivy.TextAnalyzer) -> list[Unit]:
    """Return the words of a part, each as its terms. Errors: SearchError for a bare beginning."""
    found = []
    for chunk in part.text.split():
        tokens = analyzer.analyze(words.folded(chunk))
        if not tokens:
            continue
        last = tokens[-1]
        # A sign that is a word of its own goes on no further.
        begins = "*" in chunk and len(analyzer.analyze(f"{last}a")) == 1
        if begins and len(last) == 1:
            raise said(
                f"a beginning of one letter, {shown(last)}, which too many words share",
                part.place,
                "type more of the word",
            )
        found.append((*map(Term, tokens[:-1]), Term(last, begins)))
    return found


def query_of(part: words.Words, schema: tantivy.Schema, found: list[Unit]) -> Query:
    """Return the query of words that hold at least one term. Errors: SearchError."""
    fields = (TITLE,) if part.field == "title" else (TITLE, BODY)
    if part.near is not None:
        _check_near(part, found)
    placings = list(_placings(part, found))
    asked = []
    for field in fields:
        weight = TITLE_WEIGHT if field == TITLE else 1.0
        for terms, slop in placings:
            query = _in_field(schema, field, terms, slop)
            asked.append((Occur.Should, Query.boost_query(query, weight)))
    return Query.boolean_query(asked) if len(asked) > 1 else asked[0][1]


def _check_near(part: words.Words, found: list[Unit]) -> None:
    fault = ""
    if len(found) < 2:
        fault, mend = "a ~ behind a single word", "put two or three words in the quotation marks"
    elif len(found) > MOST_NEAR:
        fault = f"more than {MOST_NEAR} words that are to be near each other"
        mend = "take some out, or join pairs by AND"
    elif any(_may_be_one(*pair) for pair in combinations(found, 2)):
        fault = "the same word twice in what is to be near"
        mend = "name different words"
    if fault:
        raise said(fault, part.place, mend)


def _may_be_one(one: Unit, other: Unit) -> bool:
    """Say whether one word of a text could stand for both."""
    if len(one) > 1 or len(other) > 1:
        return one == other
    (first, second) = sorted((one[0], other[0]), key=lambda term: len(term.text))
    return first.text == second.text or (first.begins and second.text.startswith(first.text))


def _placings(part: words.Words, found: list[Unit]) -> Iterator[tuple[list[tuple[int, Term]], int]]:
    """Yield terms with their places, and how many words may come between them in all."""
    if part.near is None:
        yield list(enumerate(term for unit in found for term in unit)), 0
    elif len(found) == 2 and all(len(unit) == 1 for unit in found):
        for order in permutations(found):
            yield list(enumerate(unit[0] for unit in order)), part.near
    else:
        # The index puts a gap anywhere in a unit and miscounts the gaps of three words.
        gaps = list(_gaps(len(found) - 1, part.near))
        orders = list(permutations(found))
        if len(gaps) * len(orders) > MOST_PLACINGS:
            raise said(
                f"more than {MOST_PLACINGS} ways in which these words can be near each other",
                part.place,
                "take a word out, or a smaller number behind ~",
            )
        for order in orders:
            yield from ((_placed(order, gap), 0) for gap in gaps)


def _gaps(between: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield every way of leaving at most so many places free between units."""
    if not between:
        yield ()
        return
    for first in range(most + 1):
        yield from ((first, *rest) for rest in _gaps(between - 1, most - first))


def _placed(order: Sequence[Unit], gaps: Sequence[int]) -> list[tuple[int, Term]]:
    place, terms = 0, []
    for unit, gap in zip(order, (*gaps, 0), strict=True):
        terms += [(place + step, term) for step, term in enumerate(unit)]
        place += len(unit) + gap
    return terms


def _in_field(
    schema: tantivy.Schema, field: str, placed: list[tuple[int, Term]], slop: int
) -> Query:
    first = placed[0][1]
    if len(placed) == 1:
        if first.begins:
            # All its words would score alike, so a beginning chooses pieces and ranks none.
            return Query.const_score_query(Query.regex_query(schema, field, _pattern(first)), 0.0)
        return Query.term_query(schema, field, first.text)
    if any(term.begins for _, term in placed):
        patterns = [(place, _pattern(term)) for place, term in placed]
        return Query.regex_phrase_query(schema, field, patterns, slop)
    return Query.phrase_query(schema, field, [(place, term.text) for place, term in placed], slop)


def _pattern(term: Term) -> str:
    return re.escape(term.text) + ".*" * term.begins
