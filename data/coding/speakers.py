"""Who is named as saying what a sentence says: an actor beside a form of saying, or none."""

import re
from collections.abc import Iterable, Mapping, Sequence

from data.coding.attribution import Attribution
from data.coding.codebook import Actor
from data.coding.phrases import Found, Phrases

# Kinds of pieces whose own author holds the view where nobody else is named.
OWN_VIEW = frozenset(("opinion", "editorial", "column"))
# A quotation is of at least so many words; fewer are a name or a doubt in marks.
QUOTED_WORDS = 3
# Marks beside a letter stand in a Hebrew abbreviation or for inches.
_QUOTED = re.compile(r'[“„«]([^“”„«»]+)[”“»]|(?<!\w)"([^"“”„«»]+)"(?!\w)')
# After these words an actor is a place, a partner or a target, not who speaks.
_NOT_AFTER = {
    "en": "in from at near to with against between towards toward on over about for by".split(),
    "fr": "à en chez avec contre vers entre sur pour".split(),
    "ru": "в во из с со к против между на для о об".split(),
    "ar": "في من مع ضد نحو بين على إلى".split(),
    "he": "עם נגד בין על אל".split(),
    "tr": [],
}
_ARTICLES = frozenset("the a an its their his her la le les".split())
_WORD = re.compile(r"\w+")


class Speakers:
    """Attributes sentences to actors; made once for an actor table."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self._of_form = {form: one for one, actor in actors.items() for form in actor.forms}
        self._phrases = Phrases(self._of_form)
        self._english = Attribution(actors)

    def speaker(self, text: str, saying: Sequence[Found], languages: Iterable[str]) -> Actor | None:
        """Return who is named as saying or wanting; None where nobody is.

        In English the subject of a verb; elsewhere, or beside a quotation, the nearest actor.
        text: a folded sentence. saying: forms of saying found in it.
        """
        languages = tuple(languages)
        quotations = _quotations(text)
        if "en" in languages:
            if said := self._in_english(text, quotations):
                return said
            if languages[0] == "en":
                saying = ()
        if not saying and not quotations:
            return None
        forms = [one for one in saying if not _inside(one, quotations)]
        named = [
            one
            for one in self._named(text)
            if not _inside(one, quotations) and not _is_apart(text, one, forms, languages)
        ]
        pairs = (
            (_distance(actor, said), actor.start > said.start, actor)
            for said in (forms or quotations)
            for actor in named
            if not _meet(actor, said)
        )
        nearest = min(pairs, default=None)
        return self._actors[self._of_form[nearest[2].phrase]] if nearest else None

    def _in_english(self, text: str, quotations: Sequence[Found]) -> Actor | None:
        # Who is named in a quotation is spoken of; its signs are kept, so that places hold.
        for one in quotations:
            text = text[: one.start + 1] + "_" * (one.end - one.start - 2) + text[one.end - 1 :]
        named = [(one, self._actors[self._of_form[one.phrase]]) for one in self._named(text)]
        return self._english.speaker(text, named)

    def _named(self, text: str) -> list[Found]:
        """Return the actors named; of names within each other the longest."""
        found = sorted(self._phrases.find(text), key=lambda one: (one.start, -one.end))
        kept: list[Found] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return kept


def _quotations(text: str) -> list[Found]:
    return [
        Found("", found.start(), found.end())
        for found in _QUOTED.finditer(text)
        if len((found[1] or found[2]).split()) >= QUOTED_WORDS
    ]


def _inside(one: Found, spans: Iterable[Found]) -> bool:
    return any(span.start <= one.start and one.end <= span.end for span in spans)


def _meet(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _distance(one: Found, other: Found) -> int:
    return other.start - one.end if one.end <= other.start else one.start - other.end


def _is_apart(text: str, one: Found, forms: Iterable[Found], languages: Iterable[str]) -> bool:
    """Say whether an actor is a place, a partner or a target, by the word before it."""
    word, start = _word_before(text, one.start)
    if not any(word in _NOT_AFTER.get(language, ()) for language in languages):
        return False
    # In "according to the ministry" the word belongs to the form of saying.
    return not any(form.start <= start < form.end for form in forms)


def _word_before(text: str, end: int) -> tuple[str, int]:
    """Return the word before a place, past an article, and where it begins."""
    words = list(_WORD.finditer(text, max(0, end - 24), end))
    if words and words[-1][0] in _ARTICLES:
        words.pop()
    return (words[-1][0], words[-1].start()) if words else ("", end)
