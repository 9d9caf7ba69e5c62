"""The tagger: which countries a piece names, how often, and where."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from data.ingest.errors import IngestError
from data.ingest.options import SENSES
from data.ingest.tagging import edges
from data.ingest.tagging.choosing import PLACES, Kept, Piece, Unsure
from data.ingest.tagging.forms import written_forms
from data.ingest.tagging.gazetteer import (
    CONTEXTS,
    GAZETTEER,
    NO_COUNTRY,
    Reading,
    Words,
    checksum,
    read_contexts,
    read_gazetteer,
)
from data.ingest.tagging.normalise import is_plain, plain, plain_with_offsets

# Lists of contexts.csv: after these words a place's name is a person's.
PERSONS = ("given_names", "person_titles", "initials")

# What stands beside most words; anything else is looked at more closely.
_EDGE = frozenset(" \n\t.,;:!?()[]{}\"'“”‘’«»-–—/…*|<>=+&%#@")


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
        self, readings: Iterable[Reading], senses: Sequence[str], persons: Words, checksum: str
    ) -> None:
        self.checksum = checksum
        self._persons = persons
        self.senses = frozenset(senses)
        self._readings = _by_pattern(readings)
        self.patterns = list(self._readings)
        self._table = list(self._readings.values())
        # The one reading of a pattern, where nothing beside it can change it; then those of
        # places, which are somebody's name after a given name.
        self._sure = [_sure_reading(found) for found in self._table]
        self._places = [_place_reading(found) for found in self._table]
        # English names begin with a capital. Patterns that do not make each small letter of a
        # text the beginning of a search, at a third of the speed.
        self._index = [n for n, pattern in enumerate(self.patterns) if not pattern[0].islower()]
        self.english = _automaton(self.patterns[n] for n in self._index)
        self._sure_english = [self._sure[n] for n in self._index]
        self._places_english = [self._places[n] for n in self._index]
        self._names_of = lru_cache(4096)(self._named_by_outlet)

    @cached_property
    def every(self) -> AhoCorasick:
        """The automaton of all patterns, in their order; made when a text first needs it."""
        return _automaton(self.patterns)

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
        unsure: list[Unsure] = []
        if language[:2] == "en" or not language and " the " in searched:
            automaton, sure, places = self.english, self._sure_english, self._places_english
            index = self._index
        else:
            automaton, sure, places, index = self.every, self._sure, self._places, None
        persons, edge = self._persons, _EDGE
        for pattern, start, end in automaton.find_matches_as_indexes(searched):
            if searched[end] not in edge or searched[start - 1] not in edge:
                self._look(searched, automaton, start, end, kept, unsure)
            elif (reading := sure[pattern]) is not None:
                kept.append((start, end, reading))
            elif (reading := places[pattern]) is not None and not _follows(
                searched, start, persons
            ):
                kept.append((start, end, reading))
            else:
                readings = self._table[index[pattern] if index else pattern]
                unsure.append((start, end, readings))
        if unsure:
            kept = Piece(text, searched, language, persons).choose(kept, unsure)
        if outlet and self._names_of(outlet):
            kept = _without_outlet(text, kept, outlet)
        senses = self.senses
        return [one for one in kept if one[2].sense in senses]

    def _look(
        self,
        text: str,
        automaton: AhoCorasick,
        start: int,
        end: int,
        kept: list[Kept],
        unsure: list,
    ) -> None:
        """Keep a match with words cut well, or the longest shorter one in its place."""
        if edges.begins(text, start):
            for shorter in range(end, start + 1, -1):
                readings = self._readings.get(text[start:shorter], ())
                fitting = tuple(r for r in readings if edges.ends(text, shorter, r.endings))
                if fitting:
                    unsure.append((start, shorter, fitting))
                    return
        inside = text.find(" ", start, end) + 1
        if inside:
            # No match begins inside a word: search again after the first.
            for _, first, last in automaton.find_matches_as_indexes(text[inside:end]):
                self._look(text, automaton, first + inside, last + inside, kept, unsure)

    def _named_by_outlet(self, outlet: str) -> bool:
        """Say whether an outlet's name holds a country's and is more than that."""
        found = self.every.find_matches_as_indexes(f" {outlet} ")
        return bool(found) and all(end - start < len(outlet) for _, start, end in found)


def load_tagger(senses: Sequence[str] = SENSES, gazetteer: Path = GAZETTEER) -> Tagger:
    """Read the gazetteer and make a tagger that counts the senses given.

    Errors: IngestError for a sense that does not exist or a row that cannot be used.
    """
    if unknown := [sense for sense in senses if sense not in SENSES]:
        raise IngestError(f"senses: {unknown[0]!r} is not one of {', '.join(SENSES)}.")
    lists = read_contexts()
    persons = frozenset().union(*(lists.get(name, ()) for name in PERSONS))
    return Tagger(read_gazetteer(gazetteer), senses, persons, checksum(gazetteer, CONTEXTS))


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(
        patterns,
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )


def _by_pattern(readings: Iterable[Reading]) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, tuple[Reading, ...]] = {}
    shields: list[str] = []
    for reading in readings:
        shields.extend(reading.shields)
        for pattern in written_forms(reading.stem, reading.form):
            known = found.get(pattern, ())
            if not any(_covers(other, reading) for other in known):
                rest = tuple(other for other in known if not _covers(reading, other))
                found[pattern] = (*rest, reading)
    for shield in shields:
        reading = Reading("", shield, NO_COUNTRY)
        for pattern in written_forms(shield, ""):
            found.setdefault(pattern, (reading,))
    return found


def _covers(known: Reading, other: Reading) -> bool:
    """Say whether a row leaves nothing to add for another of the same spelling."""
    if known.country != other.country or known.sense != other.sense or known[5:] != other[5:]:
        return False
    return not known.languages or bool(other.languages) and other.languages <= known.languages


def _sure_reading(readings: tuple[Reading, ...]) -> Reading | None:
    """Return the reading that needs no look at what stands beside it or in the piece."""
    reading = readings[0]
    if len(readings) > 1 or reading.sense in PLACES and reading.form != "comma":
        return None
    return reading if _is_unconditional(reading) else None


def _place_reading(readings: tuple[Reading, ...]) -> Reading | None:
    """Return the reading of a town or region that only a person's name can take away."""
    reading = readings[0]
    if len(readings) > 1 or reading.sense not in PLACES:
        return None
    return reading if _is_unconditional(reading) else None


def _is_unconditional(reading: Reading) -> bool:
    if reading.languages and "en" not in reading.languages:
        return False
    beside = (reading.after, reading.before, reading.not_after, reading.not_before, reading.near)
    return not any(beside) and not reading.endings


def _follows(text: str, start: int, persons: Words) -> bool:
    """Say whether a given name or a title stands before start: "Whitney Houston"."""
    before = text[start - 2]
    if not (before.islower() or before == ".") or text[start - 1] != " ":
        return False
    first = text.rfind(" ", 0, start - 1) + 1
    return text[first].isupper() and text[first : start - 1] in persons


def _without_outlet(text: str, kept: list[Kept], outlet: str) -> list[Kept]:
    spans = []
    at = text.find(outlet)
    while at >= 0:
        spans.append((at, at + len(outlet)))
        at = text.find(outlet, at + 1)
    return [k for k in kept if not any(first <= k[0] and k[1] <= last for first, last in spans)]
