"""Choosing what an ambiguous name means: by the words beside it, then by the whole piece."""

from functools import cached_property
from math import log2
from typing import NamedTuple

from data.ingest.tagging.context import stands_after, stands_before
from data.ingest.tagging.gazetteer import ABROAD, CAPITALISED, NO_COUNTRY, Reading, Words
from data.ingest.tagging.guessing import guess_language
from data.ingest.tagging.patterns import PLACES, Candidates, NearWords

Kept = tuple[int, int, Reading]
Unsure = tuple[int, int, Candidates]
Readings = tuple[Reading, ...]

# Languages of which any reader of the world's press meets names; where a piece's language is not
# known, a Latin name counts only if one of them has it.
WIDELY_READ = frozenset(("en", "fr", "es", "de", "pt", "it", "tr", "nl"))

# Before a place, never before a person.
_PLACING = frozenset(("in", "In", "into", "from", "across", "throughout", "inside", "near", "IN"))

# A street is named after a town that lies elsewhere. St. is left out: it is a saint as often.
_STREETS = frozenset(
    ("Street", "Road", "Rd", "Avenue", "Ave", "Drive", "Lane", "Boulevard", "Blvd")
)
_STREET_INITIALS = frozenset("SRADLB")

# What evidence weighs: a rank of 3 is a factor of ten in a town's population.
_NEAR, _ABROAD, _MOST = 6.0, 4.0, 8.0
# What a country weighs that is surely named so often, up to as often as makes a difference.
_COUNTED = 15
_LOGS = [min(2 * log2(1 + times), _MOST) for times in range(_COUNTED + 1)]

# So far into a piece one looks for words that tell its region, in characters: a book is no piece.
_LOOKED_AT = 20_000


def follows(text: str, start: int, words: Words) -> bool:
    """Say whether one of the words, capitals first, stands directly before start."""
    before = text[start - 2]
    if text[start - 1] != " " or not (before.islower() or before == "."):
        return False
    first = text.rfind(" ", 0, start - 1) + 1
    return text[first].isupper() and text[first : start - 1] in words


def names_street(text: str, end: int) -> bool:
    """Say whether a street's word stands directly after end: "Dublin Road"."""
    if text[end] != " " or text[end + 1] not in _STREET_INITIALS:
        return False
    last = text.find(" ", end + 2)
    return text[end + 1 : last].rstrip(".,;:!?)") in _STREETS


class Beside(NamedTuple):
    """Words that decide what a name means, the same for all pieces.

    persons: after these a place's name is a person's. regions: states and provinces. near: finds
    the words that rows ask for in a piece.
    """

    persons: Words
    regions: Words
    near: NearWords


class Piece:
    """One piece's text while its unsure matches are decided.

    text: with its line ends; searched: the same with spaces for them.
    """

    def __init__(self, text: str, searched: str, language: str, beside: Beside) -> None:
        self.text = text
        self.searched = searched
        self.persons, self.regions, self.near = beside
        self.language = language.lower().partition("-")[0]

    def choose(self, kept: list[Kept], unsure: list[Unsure]) -> list[Kept]:
        """Return kept and what the unsure matches were found to mean, in order of the text."""
        sure, several = kept.copy(), []
        called: set[str] = set()
        for start, end, (readings, conditional, _) in unsure:
            if readings[0].sense in PLACES and names_street(self.searched, end):
                continue
            if conditional:
                readings = self._fitting(start, end, readings, called)
            elif readings[0].sense in PLACES and follows(self.searched, start, self.persons):
                called.add(readings[0].name)
                continue
            if len(readings) > 1 or readings and readings[0].near:
                several.append((start, end, readings))
            elif readings and readings[0].sense != NO_COUNTRY:
                sure.append((start, end, readings[0]))
        if called:
            sure = [k for k in sure if k[2].name not in called or self._located(k[0], k[1])]
        if several:
            self._matches = (kept, unsure)
            sure += self._decided(several, Evidence(self.searched, sure, self.near), called)
        sure.sort()
        return sure

    def _fitting(self, start: int, end: int, readings: Readings, called: set[str]) -> Readings:
        """Return the readings that what stands beside allows; add persons' names to called."""
        fitting = []
        for reading in readings:
            if reading.languages and not self._speaks(reading):
                continue
            if self._is_person(start, end, reading):
                called.add(reading.name)
            elif self._stands(start, end, reading):
                fitting.append(reading)
        return tuple(fitting)

    def _speaks(self, reading: Reading) -> bool:
        if self.language:
            return self.language in reading.languages
        if not reading.name[0] < "\u0250":
            return True
        if self._guessed:
            return self._guessed in reading.languages
        return not reading.languages.isdisjoint(WIDELY_READ)

    @cached_property
    def _guessed(self) -> str:
        return guess_language(self.searched)

    def _is_person(self, start: int, end: int, reading: Reading) -> bool:
        names = reading.not_after or (self.persons if reading.sense in PLACES else None)
        if names and stands_after(self.searched, start, names):
            return True
        if not reading.not_before or not stands_before(self.text, end, reading.not_before):
            return False
        return CAPITALISED not in reading.not_before or not self._placed(start)

    def _stands(self, start: int, end: int, reading: Reading) -> bool:
        if reading.after and not stands_after(self.searched, start, reading.after):
            return False
        return not reading.before or stands_before(self.text, end, reading.before)

    def _decided(self, several: list[Unsure], evidence: "Evidence", called: set[str]) -> list[Kept]:
        """Return the best reading of each of several, but for what persons are called."""
        decided = []
        # Told apart by their place in memory: several holds them all, so no two share one.
        best_of: dict[int, Reading] = {}
        for start, end, readings in several:
            inside = self._in_region(start, end, readings)
            if not inside:
                continue
            if inside is not readings:
                best = evidence.best(inside)
            elif (best := best_of.get(id(readings))) is None:
                best = best_of[id(readings)] = evidence.best(readings)
            if best.sense == NO_COUNTRY:
                continue
            if best.name in called and not self._located(start, end):
                if not evidence.is_near(best):
                    continue
            decided.append((start, end, best))
        return decided

    def _located(self, start: int, end: int) -> bool:
        """Say whether a name that is also a person's here is used as a place's: "in Jordan"."""
        return self._placed(start) or self.searched[end : end + 2] == ", "

    def _placed(self, start: int) -> bool:
        first = self.searched.rfind(" ", 0, start - 1) + 1
        return self.searched[first : start - 1] in _PLACING

    def _in_region(self, start: int, end: int, readings: Readings) -> Readings:
        """Return the readings that fit "Town, Region", or all where the text is not such."""
        text = self.searched
        if text[end] == "," or text[end + 1] == "(":
            region = self._regions(self._starting.get(end + 2) or self._starting.get(end, ()))
            if region and readings[0].sense in PLACES:
                # "EDMONTON, Ky.": a state after a comma leaves no doubt.
                return _inside(readings, region) or (() if region[0].form == "comma" else readings)
        if text[start - 2] == "," and (regions := self._regions(readings)):
            town = tuple(r for r in self._ending.get(start - 2, ()) if r.sense in PLACES)
            return _inside(regions, town) or readings
        return readings

    def _regions(self, readings: Readings) -> Readings:
        """Return the readings that a town may lie in; other towns are a list's next item."""
        return tuple(
            reading
            for reading in readings
            if reading.sense == "names" or reading.form == "comma" or reading.name in self.regions
        )

    @cached_property
    def _starting(self) -> dict[int, Readings]:
        """What the matches may mean, by where they start."""
        kept, unsure = self._matches
        return {k[0]: (k[2],) for k in kept} | {u[0]: u[2].readings for u in unsure}

    @cached_property
    def _ending(self) -> dict[int, Readings]:
        """What the matches may mean, by where they end."""
        kept, unsure = self._matches
        return {k[1]: (k[2],) for k in kept} | {u[1]: u[2].readings for u in unsure}


def _inside(readings: Readings, others: Readings) -> Readings:
    countries = {other.country for other in others}
    return tuple(reading for reading in readings if reading.country in countries)


class Evidence:
    """What a piece surely names, as weight for one reading of a name over another."""

    def __init__(self, text: str, sure: list[Kept], near: NearWords) -> None:
        self._text = text
        self._words = near
        self._found: set[str] | None = None
        self._named: dict[str, int] = {}
        self._local: dict[str, int] = {}
        for _, _, reading in sure:
            country = reading[0]
            self._named[country] = self._named.get(country, 0) + 1
            if reading[2] == "cities":
                self._local[country] = self._local.get(country, 0) + 1

    def best(self, readings: Readings) -> Reading:
        """Return the reading that fits the piece best."""
        if len(readings) == 1:
            return readings[0]
        bare = [self._bare(reading) for reading in readings]
        least = [w + self._from_abroad(r) for w, r in zip(bare, readings, strict=True)]
        first = max(range(len(readings)), key=least.__getitem__)
        # Looking for words in the whole piece is dear, and seldom can they change anything.
        for at, reading in enumerate(readings):
            if at != first and reading.near and bare[at] + _NEAR >= least[first]:
                return max(readings, key=self.weight)
        return readings[first]

    def weight(self, reading: Reading) -> float:
        """Return how well a reading fits the piece."""
        weight = self._bare(reading)
        if not reading.near:
            return weight
        return weight + (_NEAR if self.is_near(reading) else self._from_abroad(reading))

    def _bare(self, reading: Reading) -> float:
        """Return what a reading weighs by its rank and by what else the piece surely names."""
        country = reading[0]
        named = _LOGS[min(self._named.get(country, 0), _COUNTED)]
        if reading[2] == "cities":
            named = max(_LOGS[min(self._local.get(country, 0), _COUNTED)], named / 2)
        return reading.rank + named

    def _from_abroad(self, reading: Reading) -> float:
        return _ABROAD if ABROAD in reading.near and self._abroad(reading) else 0.0

    def is_near(self, reading: Reading) -> bool:
        """Say whether one of a reading's own words stands in the piece."""
        if self._found is None:
            self._found = self._words.found(self._text[:_LOOKED_AT])
        return not self._found.isdisjoint(reading.near)

    def _abroad(self, reading: Reading) -> bool:
        return any(other not in ("", "USA", reading.country) for other in self._named)
