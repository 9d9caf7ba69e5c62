"""The cues of some languages made ready: which patterns hold in a sentence, and what they mean."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from data.coding.codebook import STANCES, Cues, Languages
from data.coding.folding import Folded
from data.coding.phrases import Found, Phrases, parts_of

# A short name in capitals, as NPT, is a word of its own kind; from here on it is also read as Nato.
CAPITALISED_FROM = 4


class Beside(NamedTuple):
    """What stands in a sentence beside its reasons: stances, by weight, and forms of saying."""

    stances: list[tuple[Found, int]]
    saying: list[Found]


class _Patterns:
    """Patterns with what each means, found by the phrases they are made of.

    Hundreds share their commonest part, so a pattern of several parts is kept under its two
    rarest: looked at only where both stand.
    """

    def __init__(self, meant: Iterable[tuple[str, object]]) -> None:
        known = [(parts_of(pattern), meaning) for pattern, meaning in meant]
        uses = Counter(part for parts, _ in known for part in parts)
        self.phrases = list(uses)
        self.single: dict[str, list[object]] = {}
        self._joined: dict[str, dict[str, list[tuple[tuple[str, ...], object]]]] = {}
        for parts, meaning in known:
            if len(parts) == 1:
                self.single.setdefault(parts[0], []).append(meaning)
                continue
            rarest, next_rarest, *_ = sorted(parts, key=lambda part: (uses[part], part))
            under = self._joined.setdefault(rarest, {})
            under.setdefault(next_rarest, []).append((parts, meaning))

    def holding(
        self, found: Mapping[str, list[Found]]
    ) -> Iterator[tuple[object, tuple[list[Found], ...]]]:
        """Yield what the patterns that hold mean, with the places of each of their parts."""
        for phrase, places in found.items():
            for meaning in self.single.get(phrase, ()):
                yield meaning, (places,)
            if phrase in self._joined:
                under = self._joined[phrase]
                for other in under.keys() & found.keys():
                    for parts, meaning in under[other]:
                        if len(parts) == 2 or all(part in found for part in parts):
                            yield meaning, tuple(found[part] for part in parts)


class Matching:
    """Finds cues of some languages; patterns of reasons first, the others only beside these."""

    def __init__(self, cues: Cues, languages: Sequence[str]) -> None:
        self._reasons = _Patterns(
            (pattern, (reason, free))
            for free, by_reason in ((False, cues.reasons), (True, cues.free))
            for reason, by_language in by_reason.items()
            for pattern in _of(by_language, languages)
        )
        self._agreements = _agreement_forms(cues.agreements)
        self._first = Phrases([*self._reasons.phrases, *self._agreements])
        self._stances = _Patterns(
            (pattern, STANCES.index(stance))
            for stance, by_language in cues.stances.items()
            for pattern in _of(by_language, languages)
        )
        self._saying = frozenset(_of(cues.saying, languages))
        self._second = Phrases([*self._stances.phrases, *self._saying])
        self._cancelling = {
            reason: Phrases(forms)
            for reason, by_language in cues.cancelled.items()
            if (forms := _of(by_language, languages))
        }
        self._ties = _Patterns((p, True) for p in _of(cues.relations or {}, languages))
        self._tying = Phrases(self._ties.phrases)

    def find(self, whole: Folded) -> list[Found]:
        """Return what may be a cue of a reason or the name of an agreement."""
        return self._first.find(whole.text)

    def agreements(self, found: Iterable[Found], whole: Folded) -> set[str]:
        """Return the agreements named among finds."""
        named: set[str] = set()
        for one in found:
            if one.phrase in self._agreements:
                as_is = whole.plain[one.start : one.end]
                named.update(
                    agreement
                    for agreement, ways in self._agreements[one.phrase]
                    if not ways or as_is in ways
                )
        return named

    def may_hold_reason(self, found: Iterable[Found]) -> bool:
        """Say whether a pattern of a reason holds, were the whole text one sentence."""
        return any(True for _ in self._reasons.holding(_by_phrase(found)))

    def reasons(
        self, found: Iterable[Found], text: str, first: int
    ) -> dict[str, tuple[list[int], bool]]:
        """Return the reasons of a sentence: where their cues stand, and whether one needs no tie.

        found: in the whole text; text: of the sentence, which begins at first.
        """
        by_phrase = _by_phrase(found)
        reasons: dict[str, tuple[list[int], bool]] = {}
        cancelled: dict[str, list[Found]] = {}
        for (reason, free), parts in self._reasons.holding(by_phrase):
            if reason in self._cancelling:
                if reason not in cancelled:
                    cancelled[reason] = self._cancelling[reason].find(text)
                parts = tuple(_not_in(part, cancelled[reason], first) for part in parts)
                if not all(parts):
                    continue
            places, was_free = reasons.get(reason, ([], False))
            places += [one.start for part in parts for one in part]
            reasons[reason] = places, was_free or free
        return reasons

    def beside(self, text: str) -> Beside:
        """Return the stances and forms of saying in a sentence."""
        found = self._second.find(text)
        stances = [
            (one, weight)
            for weight, parts in self._stances.holding(_by_phrase(found))
            for part in parts
            for one in part
        ]
        return Beside(stances, [one for one in found if one.phrase in self._saying])

    def names_relation(self, text: str) -> bool:
        """Say whether a sentence holds a word that ties it to relations between states."""
        return any(True for _ in self._ties.holding(_by_phrase(self._tying.find(text))))


_NOTHING: frozenset[str] = frozenset()


def _of(by_language: Languages, languages: Sequence[str]) -> list[str]:
    return [pattern for one in languages for pattern in by_language.get(one, ())]


def _by_phrase(found: Iterable[Found]) -> dict[str, list[Found]]:
    by_phrase: dict[str, list[Found]] = {}
    for one in found:
        by_phrase.setdefault(one.phrase, []).append(one)
    return by_phrase


def _not_in(found: Iterable[Found], spans: Iterable[Found], first: int) -> list[Found]:
    """Return the finds of a whole text that lie in no span of the sentence that begins at first."""
    return [
        one
        for one in found
        if not any(
            span.start <= one.start - first and one.end - first <= span.end for span in spans
        )
    ]


def _agreement_forms(
    forms: Languages,
) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return by phrase the agreements it names, and how it must be written; empty for any way."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for agreement, names in forms.items():
        for name in names:
            found.setdefault(name.lower(), []).append((agreement, _as_written(name)))
    return found


def _as_written(name: str) -> frozenset[str]:
    if " " in name or name == name.lower():
        return _NOTHING
    ways = {name, name.upper()}
    if len(name) >= CAPITALISED_FROM:
        ways.add(name.capitalize())
    return frozenset(ways)
