"""Phrases looked for in folded texts, all at once: whole words, with any ending where they ask."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from data.coding.codebook_files import JOIN
from data.coding.folding import folded_word
from data.ingest.tagging import edges

_ARTICLE, _FOR_THE = "\u0627\u0644", "\u0644\u0644"


class Found(NamedTuple):
    """A phrase that stands in a text at start to end."""

    phrase: str
    start: int
    end: int


class _Rest(NamedTuple):
    """What must follow the beginning of a phrase that the automaton found."""

    phrase: str
    any_ending: bool
    more: re.Pattern[str] | None


class Phrases:
    """Finds phrases; shared between texts. Phrases are as in the files of the codebook."""

    def __init__(self, phrases: Iterable[str]) -> None:
        rests: dict[str, list[_Rest]] = {}
        for phrase in dict.fromkeys(phrases):
            for spelling in _spellings(folded_word(phrase)):
                beginning, rest = _cut(phrase, spelling)
                rests.setdefault(beginning, []).append(rest)
        self._rests = list(rests.values())
        # Overlapping matches are found: a phrase may lie in a longer one of another meaning.
        self._automaton = AhoCorasick(
            list(rests), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[Found]:
        """Return each phrase that stands in a folded text, with any word it ends in whole."""
        found = []
        last = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum() and not edges.begins(text, start):
                continue
            for phrase, any_ending, more in self._rests[number]:
                if more is not None:
                    if rest := more.match(text, end):
                        found.append(Found(phrase, start, rest.end()))
                elif any_ending:
                    found.append(Found(phrase, start, _word_end(text, end)))
                elif end == last or not text[end].isalnum() or edges.ends(text, end, _NO_ENDING):
                    found.append(Found(phrase, start, end))
        return found


_NO_ENDING: frozenset[str] = frozenset()


def parts_of(pattern: str) -> tuple[str, ...]:
    """Return the phrases that must all stand in a sentence."""
    return tuple(pattern.split(JOIN))


def _spellings(phrase: str) -> Iterator[str]:
    """Yield a phrase, and in Arabic what "for" and the article become before it."""
    yield phrase
    if phrase.startswith(_ARTICLE):
        yield _FOR_THE + phrase.removeprefix(_ARTICLE)


def _cut(phrase: str, spelling: str) -> tuple[str, _Rest]:
    beginning, star, more = spelling.partition("*")
    if not more:
        return beginning, _Rest(phrase, bool(star), None)
    rest = r"\w*" + re.escape(more).replace(r"\*", r"\w*")
    ending = "" if more.endswith("*") else r"(?!\w)"
    return beginning, _Rest(phrase, False, re.compile(rest + ending))


def _word_end(text: str, end: int) -> int:
    last = len(text)
    while end < last and text[end].isalnum():
        end += 1
    return end
