"""What the reader types to search, read into a tree of words, and what counts as a word."""

import re
import unicodedata
from dataclasses import dataclass

from data.corpus.errors import SearchError

# Scripts written without spaces (or, in Korean, with endings glued on): each sign is a token.
_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD_PATTERN = rf"[{_SIGNS}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{_SIGNS}]]+"
# Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and stretching. Vowel
# signs of Indic scripts are letters, so they stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]"
)
_PIECES = re.compile(
    r'"(?P<phrase>[^"]*)"|(?P<quote>")|(?P<open>\()|(?P<close>\))|(?P<word>[^\s"()]+)'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must stand side by side; one word is the usual case."""

    text: str


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


def parsed(q: str) -> Tree:
    """Read search words: words side by side must all occur, OR widens, - or NOT excludes.

    Precedence from tight to loose: brackets, NOT, AND (or nothing), OR. Phrases stand in
    quotation marks. Errors: SearchError, with the place counted in characters from 1.
    """
    reading = _Reading(_tokens(q))
    tree = reading.either()
    if reading.kind == "close":
        raise SearchError(_said("a bracket ) that nothing opens", reading.place, "take it out"))
    return tree


def _tokens(q: str) -> list[tuple[str, str, int]]:
    """Split into (kind, text, place); a leading minus is an operator of its own."""
    found = []
    q = q.translate(_QUOTES)
    for match in _PIECES.finditer(q):
        kind, text, place = match.lastgroup, match[match.lastgroup], match.start() + 1
        if kind == "quote":
            raise SearchError(
                _said("a quotation mark that is not closed", place, "close it or take it out")
            )
        if kind == "word" and text in ("AND", "OR", "NOT"):
            kind = text
        elif kind == "word" and text.startswith("-") and text.strip("-"):
            found.append(("NOT", "-", place))
            text = text.lstrip("-")
        elif text == "-" and q[place : place + 1] in ('"', "("):
            kind = "NOT"
        found.append((kind, text, place))
    return found


class _Reading:
    """A recursive descent over the tokens."""

    def __init__(self, tokens: list[tuple[str, str, int]]) -> None:
        self._tokens = [*tokens, ("end", "", 0)]
        self._next = 0
        self._depth = 0

    @property
    def kind(self) -> str:
        """Return the kind of the token that comes next."""
        return self._tokens[self._next][0]

    @property
    def place(self) -> int:
        """Return where the token that comes next stands."""
        return self._tokens[self._next][2]

    def either(self) -> Tree:
        """Read alternatives."""
        parts = [self._both()]
        while self.kind == "OR":
            self._next += 1
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Tree:
        parts = [self._one()]
        while self.kind in ("AND", "NOT", "open", "word", "phrase"):
            self._next += self.kind == "AND"
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Tree:
        kind, text, place = self._tokens[self._next]
        if kind not in ("NOT", "open", "word", "phrase"):
            raise SearchError(self._nothing())
        self._next += 1
        if kind in ("word", "phrase"):
            return Words(text)
        self._depth += 1
        if self._depth > DEEPEST:
            raise SearchError(
                f"Search words: more than {DEEPEST} brackets or exclusions inside each other; "
                "ask for less at once."
            )
        tree = Not(self._one()) if kind == "NOT" else self._bracket(place)
        self._depth -= 1
        return tree

    def _bracket(self, place: int) -> Tree:
        tree = self.either()
        if self.kind != "close":
            raise SearchError(
                _said("a bracket ( that is not closed", place, "close it or take it out")
            )
        self._next += 1
        return tree

    def _nothing(self) -> str:
        if self._next == 0 and self.kind == "end":
            return "Search words: there is nothing to search for."
        before = self._tokens[self._next - 1] if self._next else self._tokens[0]
        fault = f"no word where one is needed, at “{before[1] or '('}”"
        return _said(fault, before[2], "put a word there or take it out")


def _said(fault: str, place: int, mend: str) -> str:
    return f"Search words: {fault} (character {place}); {mend}."
