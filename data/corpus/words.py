"""What the reader types to search, read into a tree of words, and what counts as a word."""

import dataclasses
import re
import unicodedata
from dataclasses import dataclass

from data.corpus.errors import SearchError
from data.corpus.query_tokens import Token, said, tokens

# Scripts written without spaces (or, in Korean, with endings glued on): each sign is a token.
_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD_PATTERN = rf"[{_SIGNS}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{_SIGNS}]]+"
# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and stretching. Vowel
# signs of Indic scripts are letters, so they stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]"
)
DEEPEST = 20
# Fields that a corpus answers by the names it knows, not by its texts.
NAMED = ("outlet", "country")
_BEGINNINGS = ("NOT", "open", "field", "word", "phrase")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must stand side by side; one word is the usual case.

    A word that ends in * is the beginning of one. field: where they stand ("" is anywhere in the
    text). near: the words that may stand between them, in any order, or None for side by side.
    place: of the first character, from 1.
    """

    text: str
    field: str = ""
    near: int | None = None
    place: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class All:
    """Parts that must all be there."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Parts of which at least one must be there."""

    parts: tuple["Tree", ...]


Tree = Words | Not | All | Any


def folded(text: str) -> str:
    """Return text without accents and vowel points, and with wide or joined letters as usual."""
    if text.isascii():
        return text
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", plain)


def names(tree: Tree) -> bool:
    """Say whether an outlet or a country is named anywhere in a tree."""
    if isinstance(tree, Words):
        return tree.field in NAMED
    return names(tree.part) if isinstance(tree, Not) else any(map(names, tree.parts))


def parsed(q: str) -> Tree:
    """Read search words: words side by side must all occur, OR widens, - or NOT excludes.

    Precedence from tight to loose: fields and brackets, NOT, AND (or nothing), OR. Phrases stand
    in quotation marks, "…"~5 is near, * ends the beginning of a word, a field stands before a
    word, phrase or bracket. Errors: SearchError, with the place in characters from 1.
    """
    reading = _Reading(tokens(q))
    tree = reading.either()
    if reading.kind == "close":
        raise said("a bracket ) that nothing opens", reading.token.place, "take it out")
    return tree


class _Reading:
    """A recursive descent over the tokens."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = [*found, Token("end", "", 0)]
        self._next = 0
        self._depth = 0
        self._field = ""

    @property
    def token(self) -> Token:
        """Return the token that comes next."""
        return self._tokens[self._next]

    @property
    def kind(self) -> str:
        """Return the kind of the token that comes next."""
        return self.token.kind

    def either(self) -> Tree:
        """Read alternatives."""
        parts = [self._both()]
        while self.kind == "OR":
            self._next += 1
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Tree:
        parts = [self._one()]
        while self.kind in ("AND", *_BEGINNINGS):
            self._next += self.kind == "AND"
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Tree:
        token = self.token
        if token.kind not in _BEGINNINGS:
            raise self._nothing()
        self._next += 1
        if token.kind in ("word", "phrase"):
            return self._words(token)
        if token.kind == "field":
            return self._in_field(token)
        self._depth += 1
        if self._depth > DEEPEST:
            raise SearchError(
                f"Search words: more than {DEEPEST} brackets or exclusions inside each other; "
                "ask for less at once."
            )
        tree = Not(self._one()) if token.kind == "NOT" else self._bracket(token)
        self._depth -= 1
        return tree

    def _words(self, token: Token) -> Words:
        if token.near is not None and self._field in NAMED:
            raise said(f"a ~ in the field {self._field}", token.place, "take it out")
        return Words(token.text, self._field, token.near, token.place)

    def _in_field(self, token: Token) -> Tree:
        if self._field:
            raise said(
                f"the field {token.text} inside the field {self._field}",
                token.place,
                "put it outside the brackets",
            )
        if self.kind not in ("word", "phrase", "open"):
            raise self._nothing()
        self._field = token.text
        tree = self._one()
        self._field = ""
        return tree

    def _bracket(self, token: Token) -> Tree:
        tree = self.either()
        if self.kind != "close":
            raise said("a bracket ( that is not closed", token.place, "close it or take it out")
        self._next += 1
        return tree

    def _nothing(self) -> SearchError:
        if self._next == 0 and self.kind == "end":
            return SearchError("Search words: there is nothing to search for.")
        before = self._tokens[self._next - 1] if self._next else self._tokens[0]
        fault = f"no word where one is needed, at “{before.text or '('}”"
        return said(fault, before.place, "put a word there or take it out")
