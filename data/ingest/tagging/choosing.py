"""Choosing what an ambiguous name means: by the words beside it, then by the whole piece."""

from functools import cached_property
from math import log2

from data.ingest.tagging.context import stands_after, stands_before
from data.ingest.tagging.gazetteer import ABROAD, Reading, Words
from data.ingest.tagging.guessing import guess_language

Kept = tuple[int, int, Reading]
Unsure = tuple[int, int, tuple[Reading, ...]]

# Languages of which any reader of the world's press meets names; where a piece's language is not
# known, a Latin name counts only if one of them has it.
WIDELY_READ = frozenset(("en", "fr", "es", "de", "pt", "it", "tr", "nl"))
PLACES = ("capitals", "cities")

# What evidence weighs: a rank of 3 is a factor of ten in a city's population.
_NEAR, _ABROAD, _IN_REGION, _MOST = 6.0, 4.0, 5.0, 8.0


class Piece:
    """One piece's text while its unsure matches are decided.

    text: with its line ends; searched: the same with spaces for them. persons: words after which
    a place's name is a person's.
    """

    def __init__(self, text: str, searched: str, language: str, persons: Words) -> None:
        self.text = text
        self.searched = searched
        self.persons = persons
        self.language = language.lower().partition("-")[0]

    @cached_property
    def guessed(self) -> str:
        """The language that the text seems to be in, "" when that is not clear."""
        return guess_language(self.searched)

    def choose(self, kept: list[Kept], unsure: list[Unsure]) -> list[Kept]:
        """Return kept and what the unsure matches were found to mean, in order of the text."""
        self._matches = (kept, unsure)
        sure, several = kept.copy(), []
        persons: set[str] = set()
        for start, end, readings in unsure:
            fitting = self._fitting(start, end, readings, persons)
            if len(fitting) > 1 or fitting and fitting[0].near:
                several.append((start, end, fitting))
            elif fitting:
                sure.append((start, end, fitting[0]))
        if several or persons:
            sure = self._decided(sure, several, persons)
        sure.sort()
        return sure

    @cached_property
    def _starting(self) -> dict[int, tuple[Reading, ...]]:
        """What the matches may mean, by where they start."""
        kept, unsure = self._matches
        return {k[0]: (k[2],) for k in kept} | {u[0]: u[2] for u in unsure}

    @cached_property
    def _ending(self) -> dict[int, tuple[Reading, ...]]:
        """What the matches may mean, by where they end."""
        kept, unsure = self._matches
        return {k[1]: (k[2],) for k in kept} | {u[1]: u[2] for u in unsure}

    def _fitting(
        self, start: int, end: int, readings: tuple[Reading, ...], persons: set[str]
    ) -> tuple[Reading, ...]:
        fitting = []
        for reading in readings:
            if not self._in_language(reading):
                continue
            if self._person(start, end, reading):
                persons.add(reading.name)
            elif self._stands(start, end, reading):
                fitting.append(reading)
        return tuple(fitting)

    def _in_language(self, reading: Reading) -> bool:
        if not reading.languages:
            return True
        if self.language:
            return self.language in reading.languages
        if not reading.name[0] < "\u0250":
            return True
        if self.guessed:
            return self.guessed in reading.languages
        return bool(reading.languages & WIDELY_READ)

    def _person(self, start: int, end: int, reading: Reading) -> bool:
        names = reading.not_after or (self.persons if reading.sense in PLACES else None)
        if names and stands_after(self.searched, start, names):
            return True
        return bool(reading.not_before) and stands_before(self.text, end, reading.not_before)

    def _stands(self, start: int, end: int, reading: Reading) -> bool:
        if reading.after and not stands_after(self.searched, start, reading.after):
            return False
        return not reading.before or stands_before(self.text, end, reading.before)

    def _decided(self, sure: list[Kept], several: list[Unsure], persons: set[str]) -> list[Kept]:
        """Return sure and the best reading of each of several, but for persons of this piece."""
        if persons:
            sure = [k for k in sure if k[2].name not in persons or self._located(k[0], k[1])]
        evidence = Evidence(self.searched, sure)
        for start, end, readings in several:
            readings = self._in_region(start, end, readings)
            best = max(readings, key=evidence.weight) if len(readings) > 1 else readings[0]
            if best.name in persons and not self._located(start, end):
                if not evidence.is_near(best):
                    continue
            sure.append((start, end, best))
        return sure

    def _located(self, start: int, end: int) -> bool:
        """Say whether a name that is also a person's here is used as a place's: "in Jordan"."""
        text = self.searched
        first = text.rfind(" ", 0, start - 1) + 1
        return text[first : start - 1] in _PLACING or text[end : end + 2] == ", "

    def _in_region(
        self, start: int, end: int, readings: tuple[Reading, ...]
    ) -> tuple[Reading, ...]:
        """Return the readings that fit "Town, Region", or all where the text is not such."""
        text = self.searched
        if text[end] in ",(" or text[end : end + 2] == " (":
            region = self._starting.get(end + 2) or self._starting.get(end)
            if region and readings[0].sense in PLACES:
                return _inside(readings, region) or readings
        if text[start - 2 : start] == ", ":
            town = tuple(r for r in self._ending.get(start - 2, ()) if r.sense in PLACES)
            return _inside(readings, town) or readings
        return readings


def _inside(readings: tuple[Reading, ...], others: tuple[Reading, ...]) -> tuple[Reading, ...]:
    countries = {other.country for other in others}
    return tuple(reading for reading in readings if reading.country in countries)


_PLACING = frozenset(("in", "In", "into", "from", "across", "throughout", "inside", "near", "IN"))


class Evidence:
    """What a piece surely names, as weight for one reading of a name over another."""

    def __init__(self, text: str, sure: list[Kept]) -> None:
        self._text = text
        self._named: dict[str, int] = {}
        self._local: dict[str, int] = {}
        for _, _, reading in sure:
            self._named[reading.country] = self._named.get(reading.country, 0) + 1
            if reading.sense == "cities":
                self._local[reading.country] = self._local.get(reading.country, 0) + 1

    def weight(self, reading: Reading) -> float:
        """Return how well a reading fits the piece."""
        named = 2 * log2(1 + self._named.get(reading.country, 0))
        if reading.sense == "cities":
            local = 2 * log2(1 + self._local.get(reading.country, 0))
            named = max(local, named / 2)
        near = _NEAR if self.is_near(reading) else 0.0
        abroad = _ABROAD if ABROAD in reading.near and self._abroad(reading.country) else 0.0
        return reading.rank + min(named, _MOST) + max(near, abroad)

    def is_near(self, reading: Reading) -> bool:
        """Say whether one of a reading's own words stands in the piece."""
        return any(word in self._text for word in reading.near)

    def _abroad(self, country: str) -> bool:
        return any(other not in ("", "USA", country) for other in self._named)
