"""The tagger: which countries a piece names, how often, and where."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from data.ingest.errors import IngestError
from data.ingest.options import SENSES
from data.ingest.tagging import edges
from data.ingest.tagging.choosing import Beside, Kept, Piece, Unsure, follows, names_street
from data.ingest.tagging.context import stands_after
from data.ingest.tagging.gazetteer import (
    CONTEXTS,
    GAZETTEER,
    NOTHING,
    Reading,
    Words,
    checksum,
    read_contexts,
    read_gazetteer,
)
from data.ingest.tagging.normalise import is_plain, plain, plain_with_offsets
from data.ingest.tagging.patterns import (
    Candidates,
    NearWords,
    Patterns,
    english_spellings,
    spellings_of,
)

# Lists of contexts.csv: after these words a place's name is a person's.
PERSONS = ("given_names", "person_titles", "initials")
# Of contexts.csv: states and provinces, in which a town may lie that stands before a comma.
REGIONS = "regions"

# What stands beside most words; anything else is looked at more closely.
_EDGE = frozenset(" \n\t.,;:!?()[]{}\"'“”‘’«»-–—/…*|<>=+&%#@")
LONGEST_NAME = 60
# So much of a text says whether it is English, in characters.
_LOOKED_AT = 1000
_ENGLISH = (" of ", " and ", " for ", " with ", " from ")
_ELSEWHERE = (" de ", " der ", " la ", " el ", " di ", " van ", " en ", " dan ", " e ", " y ")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Tag(NamedTuple):
    """A country that a piece names: alpha-3 code, how many times, whether in the title."""

    country: str
    count: int
    in_title: bool


class Match(NamedTuple):
    """One place where a text names a country: text[start:end] is what was read as name."""

    country: str
    start: int
    end: int
    name: str
    sense: str


class Tagger:
    """Finds the countries that texts name; made once by load_tagger, it may be shared."""

    def __init__(
        self,
        readings: Iterable[Reading],
        senses: Sequence[str],
        lists: Mapping[str, Words],
        checksum: str,
    ) -> None:
        self.checksum = checksum
        self.senses = frozenset(senses)
        self._all_senses = self.senses >= set(SENSES)
        self._persons = frozenset().union(*(lists.get(name, ()) for name in PERSONS))
        self._spellings = spellings_of(readings)
        near = NearWords(self._spellings)
        self._beside = Beside(self._persons, lists.get(REGIONS, NOTHING), near)
        self._names_of = lru_cache(4096)(self._named_by_outlet)

    @cached_property
    def english(self) -> Patterns:
        """The patterns that an English text may hold: names there begin with a capital.

        Without the others not every small letter of a text is the beginning of a search, and that
        is more than twice as fast.
        """
        return Patterns(english_spellings(self._spellings))

    @cached_property
    def every(self) -> Patterns:
        """All patterns; made when a text first needs it."""
        return Patterns(self._spellings)

    @property
    def spellings(self) -> list[str]:
        """Every spelling looked for."""
        return list(self._spellings)

    def tag(
        self, title: str, summary: str, text: str, *, language: str = "", outlet: str = ""
    ) -> list[Tag]:
        """Return the countries named, most mentioned first, ties in order of appearance."""
        # Two line ends, so that no name runs from the title into the text.
        whole = f"\n\n{title}\n\n{summary}\n\n{text}\n\n"
        if not is_plain(whole):
            title = plain(title)
            whole = f"\n\n{title}\n\n{plain(summary)}\n\n{plain(text)}\n\n"
        title_end = len(title) + 2
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        for start, _, reading in self._kept(whole, language, outlet):
            country = reading[0]
            if country in counts:
                counts[country] += 1
            else:
                counts[country] = 1
                first[country] = start
        # The countries stand in the order of their appearance, and the sort keeps it.
        ranked = sorted(counts, key=counts.__getitem__, reverse=True)
        return [Tag(country, counts[country], first[country] < title_end) for country in ranked]

    def matches(self, text: str, *, language: str = "", outlet: str = "") -> list[Match]:
        """Return each place where the text names a country, in order, none over another."""
        whole, offsets = (text, None) if is_plain(text) else plain_with_offsets(text)
        found = []
        for start, end, reading in self._kept(f"\n\n{whole}\n\n", language, outlet):
            start, end = start - 2, end - 2
            if reading.form == "comma":
                start += 2
            if reading.endings:
                end += len(edges.rest_of_word(whole, end))
            name = whole[start:end]
            if offsets:
                start, end = offsets[start], offsets[end]
            found.append(Match(reading.country, start, end, name, reading.sense))
        return found

    def _kept(self, text: str, language: str, outlet: str) -> list[Kept]:
        """Return what counts in a plain text that begins and ends with two line ends."""
        searched = text.replace("\n", " ")
        patterns = self.english if _is_english(searched, language) else self.every
        sure, calm, firm, shields = patterns.sure, patterns.calm, patterns.firm, patterns.shields
        persons, edge, letters = self._persons, _EDGE, _LETTERS
        kept: list[Kept] = []
        unsure: list[Unsure] = []
        for number, start, end in patterns.automaton.find_matches_as_indexes(searched):
            before, after = searched[start - 1], searched[end]
            if after not in edge or before not in edge:
                reading = sure[number]
                if reading and after in edge and reading.form == "comma":
                    # The comma ends the word before it.
                    kept.append((start, end, reading))
                elif not firm[number] or not (after in letters or before in letters):
                    self._look(searched, patterns, start, end, unsure)
                continue
            reading = sure[number]
            if reading:
                kept.append((start, end, reading))
            elif reading is None:
                words = shields[number]
                if words and stands_after(searched, start, words):
                    continue
                reading = calm[number]
                if reading is None or (
                    reading.not_before and after in " -" and not searched[end + 1].islower()
                ):
                    unsure.append((start, end, patterns.candidates[number]))
                elif follows(searched, start, persons) or names_street(searched, end):
                    unsure.append((start, end, patterns.candidates[number]))
                else:
                    kept.append((start, end, reading))
        if unsure:
            kept = Piece(text, searched, language, self._beside).choose(kept, unsure)
        if outlet and self._names_of(outlet := plain(outlet)):
            kept = _without_outlet(text, kept, outlet)
        if self._all_senses:
            return kept
        senses = self.senses
        return [one for one in kept if one[2].sense in senses]

    def _look(
        self, text: str, patterns: Patterns, start: int, end: int, unsure: list[Unsure]
    ) -> None:
        """Find in a match that is cut badly what is not: a shorter name, or a later one."""
        if edges.begins(text, start):
            for shorter in range(end, start + 1, -1):
                found = self._spellings.get(text[start:shorter])
                if found and (fitting := _fitting(text, shorter, found)):
                    unsure.append((start, shorter, fitting))
                    return
        inside = text.find(" ", start, end) + 1
        if inside:
            # A name that begins in the match may end behind it.
            within = text[inside : end + LONGEST_NAME]
            for _, first, last in patterns.automaton.find_matches_as_indexes(within):
                if first + inside < end:
                    self._look(text, patterns, first + inside, last + inside, unsure)

    def _named_by_outlet(self, outlet: str) -> bool:
        """Say whether an outlet's name holds a country's and is more than that."""
        found = self.every.automaton.find_matches_as_indexes(outlet)
        return bool(found) and all(end - start < len(outlet) for _, start, end in found)


def load_tagger(senses: Sequence[str] = SENSES, gazetteer: Path = GAZETTEER) -> Tagger:
    """Read the gazetteer and make a tagger that counts the senses given.

    Errors: IngestError for a sense that does not exist or a row that cannot be used.
    """
    if unknown := [sense for sense in senses if sense not in SENSES]:
        raise IngestError(f"senses: {unknown[0]!r} is not one of {', '.join(SENSES)}.")
    rows = read_gazetteer(gazetteer)
    return Tagger(rows, senses, read_contexts(), checksum(gazetteer, CONTEXTS))


def _is_english(text: str, language: str) -> bool:
    if language:
        return language[:2] == "en"
    count, last = text.count, _LOOKED_AT
    if count(" the ", 0, last) > 2 * (count(" de ", 0, last) + count(" der ", 0, last)):
        return True
    # A brief report need not have an article; other tongues' commonest words it has not either.
    if not any(count(word, 0, last) for word in _ENGLISH):
        return False
    return not any(count(word, 0, last) for word in _ELSEWHERE)


def _fitting(text: str, end: int, found: Candidates) -> Candidates | None:
    """Return the candidates whose word may end here, or take the ending that follows."""
    readings = tuple(r for r in found.readings if edges.ends(text, end, r.endings))
    return Candidates(readings, found.conditional) if readings else None


def _without_outlet(text: str, kept: list[Kept], outlet: str) -> list[Kept]:
    spans = []
    at = text.find(outlet)
    while at >= 0:
        spans.append((at, at + len(outlet)))
        at = text.find(outlet, at + 1)
    return [k for k in kept if not any(first <= k[0] and k[1] <= last for first, last in spans)]
