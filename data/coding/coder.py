"""Which reasons the sentences of a piece carry, with what stance, and who says so: by cues."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from data.coding.codebook import Actor, Codebook
from data.coding.folding import Folded, folded
from data.coding.matching import Matching
from data.coding.passages import passages
from data.coding.phrases import Found
from data.coding.speakers import OWN_VIEW, Speakers
from data.coding.stances import stance_of
from data.coding.tongues import tongues_of

if TYPE_CHECKING:
    from data.coding.countries import Countries

PARTS = ("title", "summary", "text")


class Code(NamedTuple):
    """One reason in one sentence: words[start:end] of a part of the piece.

    voice: who says it, none where nobody is named; actor, iso3: "" where not known.
    """

    part: str
    start: int
    end: int
    reason: str
    stance: str
    actor: str
    voice: str
    iso3: str


class Coder:
    """Codes pieces by the cues of a codebook; holds nothing that changes its answers."""

    def __init__(self, codebook: Codebook, actors: Mapping[str, Actor] | None = None) -> None:
        self._cues = codebook.cues
        self._speakers = Speakers(codebook.actors if actors is None else actors)
        self._order = {reason: number for number, reason in enumerate(codebook.reasons)}
        self._matchings: dict[tuple[str, ...], Matching] = {}
        self._listed = frozenset(
            language
            for by_language in (*self._cues.reasons.values(), *self._cues.free.values())
            for language in by_language
        )

    def code(
        self, title: str, summary: str, text: str, language: str = "", kind: str = ""
    ) -> list[Code]:
        """Return what a piece's sentences carry, by part, place and the codebook's order."""
        return self.read(title, summary, text, language, kind)[0]

    def names_agreement(self, texts: Iterable[str]) -> set[str]:
        """Return the ids of the agreements that texts name."""
        return set().union(*(self.read(text, "", "")[1] for text in texts))

    def agreements_said(self, said: str) -> set[str]:
        """Return the agreements that a file names for a piece: by id or by name, joined by ;."""
        found: set[str] = set()
        for one in filter(None, (part.strip() for part in said.split(";"))):
            found |= {one} if one in self._cues.agreements else self.names_agreement([one])
        return found

    def read(
        self, title: str, summary: str, text: str, language: str = "", kind: str = ""
    ) -> tuple[list[Code], set[str]]:
        """Return what code and names_agreement do, in one pass over the words."""
        codes: list[Code] = []
        agreements: set[str] = set()
        for part, words in zip(PARTS, (title, summary, text), strict=True):
            if words:
                codes += self._part(part, words, language, kind, agreements)
        return codes, agreements

    def _part(
        self, part: str, words: str, language: str, kind: str, agreements: set[str]
    ) -> Iterator[Code]:
        """Yield the codes of one part; add the agreements it names."""
        languages = tongues_of(words, language, self._listed)
        matching = self._matching(languages)
        whole = folded(words)
        found = matching.find(whole)
        if not found:
            return
        agreements |= matching.agreements(found, whole)
        if not matching.may_hold_reason(found):
            return
        for start, end in passages(words, languages[0]):
            first, last = whole.cut(start, end)
            inside = [one for one in found if first <= one.start and one.end <= last]
            if inside:
                sentence = _Sentence(whole, first, last, inside, languages)
                for reason, stance, actor in self._sentence(sentence, matching, kind):
                    yield Code(part, start, end, reason, stance, *actor)

    def _sentence(
        self, sentence: "_Sentence", matching: Matching, kind: str
    ) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
        """Yield reason, stance and who says so for a sentence in which cues stand."""
        reasons = matching.reasons(sentence.found, sentence.text, sentence.first)
        if not reasons:
            return
        tied = {reason for reason, (_, free) in reasons.items() if free}
        if len(tied) < len(reasons) and self._is_tied(sentence, matching):
            tied = set(reasons)
        if not tied:
            return
        beside = matching.beside(sentence.text)
        actor = self._actor(sentence, beside.saying, kind)
        for reason in sorted(tied, key=self._order.__getitem__):
            places = [place - sentence.first for place in reasons[reason][0]]
            yield reason, stance_of(sentence.text, places, beside.stances), actor

    def _is_tied(self, sentence: "_Sentence", matching: Matching) -> bool:
        """Say whether a sentence is tied to relations between states."""
        if self._cues.relations is None:
            return True
        if matching.agreements(sentence.found, sentence.whole):
            return True
        if matching.names_relation(sentence.text):
            return True
        words = sentence.whole.plain[sentence.first : sentence.last]
        return self._countries.named(words, sentence.languages) > 1

    def _actor(self, sentence: "_Sentence", saying: list[Found], kind: str) -> tuple[str, str, str]:
        actor = self._speakers.speaker(sentence.text, saying, sentence.languages)
        if actor is not None:
            return actor.actor, actor.voice, actor.iso3
        return "", "outlet" if kind in OWN_VIEW else "none", ""

    def _matching(self, languages: tuple[str, ...]) -> Matching:
        if languages not in self._matchings:
            self._matchings[languages] = Matching(self._cues, languages)
        return self._matchings[languages]

    @cached_property
    def _countries(self) -> "Countries":
        from data.coding.countries import Countries

        return Countries()


class _Sentence:
    """A sentence of a folded text, with the cues found in it."""

    def __init__(
        self,
        whole: Folded,
        first: int,
        last: int,
        found: list[Found],
        languages: tuple[str, ...],
    ) -> None:
        self.whole, self.first, self.last = whole, first, last
        self.found, self.languages = found, languages
        self.text = whole.text[first:last]
