"""All spellings of the gazetteer as one automaton, with what can be known of each beforehand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from data.ingest.tagging.forms import written_forms
from data.ingest.tagging.gazetteer import ABROAD, NO_COUNTRY, NOTHING, Reading, Words

PLACES = ("capitals", "cities")


class Candidates(NamedTuple):
    """What one spelling may mean.

    conditional: some reading depends on the language or on the words beside it. shields: words or
    phrases in small letters directly after which it means no country: "bone" of bone China.
    """

    readings: tuple[Reading, ...]
    conditional: bool
    shields: Words = NOTHING


class Patterns:
    """An automaton and, by the number of a pattern, what it says.

    candidates: all readings. sure: the reading where nothing else matters, False for a phrase that
    means no country, None where one must look. calm: the only reading, where no more than a given
    name before it or a capital after it can change it. firm: a spelling of ASCII letters that has
    no endings: cut badly it is nothing at all. shields: those of the candidates.
    """

    def __init__(self, spellings: Mapping[str, Candidates]) -> None:
        self.candidates = list(spellings.values())
        self.sure = [_sure(found) for found in self.candidates]
        self.calm = [_calm(found) for found in self.candidates]
        self.shields = [found.shields for found in self.candidates]
        self.firm = [
            spelling.isalpha() and spelling.isascii() and not _has_endings(found)
            for spelling, found in spellings.items()
        ]
        self.automaton = AhoCorasick(
            spellings,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )


class NearWords:
    """Finds which of the words that rows of the gazetteer want in a piece stand in one."""

    def __init__(self, spellings: Mapping[str, Candidates]) -> None:
        readings = (reading for found in spellings.values() for reading in found.readings)
        self._words = sorted(set().union(*(reading.near for reading in readings)) - {ABROAD})
        # Few enough for the fastest kind, which takes the most memory.
        self._automaton = AhoCorasick(self._words, implementation=Implementation.DFA)

    def found(self, text: str) -> set[str]:
        """Return the words that stand in a text, in the middle of a longer word too."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return {self._words[number] for number, _, _ in matches}


def spellings_of(readings: Iterable[Reading]) -> dict[str, Candidates]:
    """Return what each spelling of the rows, and of the phrases that shield them, may mean."""
    found: dict[str, tuple[Reading, ...]] = {}
    shields: list[str] = []
    for reading in readings:
        shields.extend(reading.shields)
        for spelling in written_forms(reading.stem, reading.form):
            known = found.get(spelling)
            found[spelling] = _with(known, reading) if known else (reading,)
    for shield in shields:
        for spelling in written_forms(shield, ""):
            found.setdefault(spelling, (Reading("", shield, NO_COUNTRY),))
    return {
        spelling: Candidates(rows, any(map(_is_conditional, rows)))
        for spelling, rows in found.items()
    }


def english_spellings(spellings: Mapping[str, Candidates]) -> dict[str, Candidates]:
    """Return the spellings that begin with no small letter, with what they mean in English.

    Phrases that shield a name and begin with a small letter become words to look for before it.
    """
    english = {}
    for spelling, found in spellings.items():
        if spelling[0].islower():
            continue
        rows = found.readings
        if found.conditional and any(map(_speaks_other, rows)):
            rows = tuple(row for row in rows if not _speaks_other(row))
            if not rows:
                continue
        english[spelling] = Candidates(
            rows, any(map(_is_conditional, rows)), frozenset(_small_shields(rows))
        )
    return english


def _small_shields(rows: Iterable[Reading]) -> Iterator[str]:
    """Yield what stands before the name in the shields that begin with a small letter."""
    for row in rows:
        for shield in row.shields:
            before = shield.removesuffix(row.stem).rstrip()
            if shield[0].islower() and before != shield:
                yield before


def _with(known: tuple[Reading, ...], reading: Reading) -> tuple[Reading, ...]:
    if any(_covers(other, reading) for other in known):
        return known
    return (*(other for other in known if not _covers(reading, other)), reading)


def _covers(known: Reading, other: Reading) -> bool:
    """Say whether a row leaves nothing to add for another of the same spelling."""
    if known.country != other.country or known[5:12] != other[5:12]:
        return False
    if known.sense != other.sense and known.sense in PLACES:
        return False
    return not known.languages or bool(other.languages) and other.languages <= known.languages


def _is_conditional(reading: Reading) -> bool:
    beside = reading.after or reading.before or reading.not_after or reading.not_before
    return bool(beside or _speaks_other(reading))


def _speaks_other(reading: Reading) -> bool:
    return bool(reading.languages) and "en" not in reading.languages


def _has_endings(found: Candidates) -> bool:
    return any(reading.endings for reading in found.readings)


def _sure(found: Candidates) -> Reading | bool | None:
    (reading, *others) = found.readings
    if others or found.conditional or found.shields or reading.near or reading.endings:
        return None
    if reading.sense == NO_COUNTRY:
        return False
    return reading if reading.sense not in PLACES or reading.form == "comma" else None


def _calm(found: Candidates) -> Reading | None:
    (reading, *others) = found.readings
    if others or reading.sense == NO_COUNTRY or _speaks_other(reading):
        return None
    return None if reading.near or reading.endings or reading.after or reading.before else reading
