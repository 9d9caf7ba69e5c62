"""The tagger: which countries a piece names, how often, and where."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from data.ingest.errors import IngestError
from data.ingest.options import SENSES
from data.ingest.tagging import edges
from data.ingest.tagging.choosing import choose
from data.ingest.tagging.forms import written_forms
from data.ingest.tagging.gazetteer import (
    CONTEXTS,
    GAZETTEER,
    NO_COUNTRY,
    Reading,
    checksum,
    read_gazetteer,
)
from data.ingest.tagging.normalise import is_plain, plain, plain_with_offsets

# Languages of which any reader of the world's press meets names; a Latin name that none of them
# has counts only where the piece's language is known.
WIDELY_READ = frozenset(("en", "fr", "es", "de", "pt", "it", "tr", "nl"))

# What stands beside most words; anything else is looked at more closely.
_EDGE = frozenset(" \n\t.,;:!?()[]{}\"'“”‘’«»-–—/…*|<>=+&%#@")

Kept = tuple[int, int, Reading]


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

    def __init__(self, readings: Iterable[Reading], senses: Sequence[str], checksum: str) -> None:
        self.checksum = checksum
        self.senses = frozenset(senses)
        self._readings = _by_pattern(readings)
        self.patterns = list(self._readings)
        self._table = list(self._readings.values())
        # The one reading of a pattern that needs no look at its surroundings.
        self._plain = [_plain_reading(found) for found in self._table]
        self._automaton = AhoCorasick(
            self.patterns,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )
        self._names_of = lru_cache(4096)(self._named_by_outlet)

    def tag(
        self, title: str, summary: str, text: str, *, language: str = "", outlet: str = ""
    ) -> list[Tag]:
        """Return the countries named, most mentioned first, ties in order of appearance."""
        whole = f"\n{title}\n{summary}\n{text}\n"
        title_end = len(title) + 1
        if not is_plain(whole):
            title_end = len(plain(title)) + 1
            whole = f"\n{plain(title)}\n{plain(summary)}\n{plain(text)}\n"
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        for start, _, reading in self._kept(whole, language, outlet):
            country = reading.country
            if country in counts:
                counts[country] += 1
            else:
                counts[country] = 1
                first[country] = start
        ranked = sorted(counts, key=lambda country: (-counts[country], first[country]))
        return [Tag(country, counts[country], first[country] <= title_end) for country in ranked]

    def matches(self, text: str, *, language: str = "", outlet: str = "") -> list[Match]:
        """Return each place where the text names a country, in order, none over another."""
        if is_plain(text):
            kept = self._kept(f"\n{text}\n", language, outlet)
            return [
                Match(r.country, s - 1, e - 1, text[s - 1 : e - 1], r.sense) for s, e, r in kept
            ]
        whole, offsets = plain_with_offsets(text)
        kept = self._kept(f"\n{whole}\n", language, outlet)
        return [
            Match(r.country, offsets[s - 1], offsets[e - 1], whole[s - 1 : e - 1], r.sense)
            for s, e, r in kept
        ]

    def _kept(self, text: str, language: str, outlet: str) -> list[Kept]:
        """Return what counts in a plain text that begins and ends with a line's end."""
        searched = text.replace("\n", " ")
        kept: list[Kept] = []
        unsure: list[tuple[int, int, tuple[Reading, ...]]] = []
        plain_readings = self._plain
        for pattern, start, end in self._automaton.find_matches_as_indexes(searched):
            reading = plain_readings[pattern]
            if reading is None or searched[end] not in _EDGE or searched[start - 1] not in _EDGE:
                self._look(searched, pattern, start, end, kept, unsure)
            else:
                kept.append((start, end, reading))
        if unsure:
            kept = choose(text, searched, kept, unsure, language)
        senses = self.senses
        if outlet:
            kept = _without_outlet(text, kept, outlet) if self._names_of(outlet) else kept
        return [one for one in kept if one[2].sense in senses]

    def _look(
        self, text: str, pattern: int, start: int, end: int, kept: list[Kept], unsure: list
    ) -> None:
        """Keep a match with words cut well, or the longest shorter one in its place."""
        if not edges.begins(text, start):
            if " " in self.patterns[pattern]:
                self._look_inside(text, start, end, kept, unsure)
            return
        readings = self._table[pattern]
        fitting = tuple(r for r in readings if edges.ends(text, end, r.endings))
        if fitting:
            unsure.append((start, end, fitting))
        elif end - start > 3:
            self._look_shorter(text, start, end, kept, unsure)

    def _look_shorter(
        self, text: str, start: int, end: int, kept: list[Kept], unsure: list
    ) -> None:
        for shorter in range(end - 1, start + 1, -1):
            readings = self._readings.get(text[start:shorter], ())
            fitting = tuple(r for r in readings if edges.ends(text, shorter, r.endings))
            if fitting:
                unsure.append((start, shorter, fitting))
                return
        if " " in text[start:end]:
            self._look_inside(text, start, end, kept, unsure)

    def _look_inside(self, text: str, start: int, end: int, kept: list[Kept], unsure: list) -> None:
        """Search again after the first word of a match that was none."""
        inside = text.index(" ", start, end) + 1
        for pattern, first, last in self._automaton.find_matches_as_indexes(text[inside:end]):
            self._look(text, pattern, first + inside, last + inside, kept, unsure)

    def _named_by_outlet(self, outlet: str) -> bool:
        """Say whether an outlet's name holds a country's and is more than that."""
        found = self._automaton.find_matches_as_indexes(f" {outlet} ")
        return bool(found) and all(end - start < len(outlet) for _, start, end in found)


def load_tagger(senses: Sequence[str] = SENSES, gazetteer: Path = GAZETTEER) -> Tagger:
    """Read the gazetteer and make a tagger that counts the senses given.

    Errors: IngestError for a sense that does not exist or a row that cannot be used.
    """
    if unknown := [sense for sense in senses if sense not in SENSES]:
        raise IngestError(f"senses: {unknown[0]!r} is not one of {', '.join(SENSES)}.")
    return Tagger(read_gazetteer(gazetteer), senses, checksum(gazetteer, CONTEXTS))


def _by_pattern(readings: Iterable[Reading]) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, tuple[Reading, ...]] = {}
    for reading in readings:
        for pattern in written_forms(reading.stem, reading.form):
            found[pattern] = (*found.get(pattern, ()), reading)
    return found


def _plain_reading(readings: tuple[Reading, ...]) -> Reading | None:
    (reading, *others) = readings
    closer = others or any(reading[5:]) or reading.sense in ("capitals", "cities", NO_COUNTRY)
    if closer or (reading.languages and "en" not in reading.languages):
        return None
    return reading


def _without_outlet(text: str, kept: list[Kept], outlet: str) -> list[Kept]:
    spans = []
    at = text.find(outlet)
    while at >= 0:
        spans.append((at, at + len(outlet)))
        at = text.find(outlet, at + 1)
    return [k for k in kept if not any(first <= k[0] and k[1] <= last for first, last in spans)]
