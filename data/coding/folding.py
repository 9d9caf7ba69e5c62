"""Texts made equal for matching: small letters, plain signs, and the way back to their offsets."""

from bisect import bisect_left
from typing import NamedTuple

from data.ingest.tagging.normalise import is_plain, plain_with_offsets

# Signs for which writers of one language use several. Each stands for one other, so that no
# offset moves: apostrophes, hyphens, the dotless i, Arabic alifs, the Russian e with dots.
_SAME = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u05f3": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u05be": "-",
    "\u0131": "i",
    "\u0623": "\u0627",
    "\u0625": "\u0627",
    "\u0622": "\u0627",
    "\u0671": "\u0627",
    "\u0451": "\u0435",
    "\n": " ",
    "\t": " ",
    "\r": " ",
}
_SAME_ASCII = ("\n", "\t", "\r")


class Folded(NamedTuple):
    """A text to search in. plain: with its capitals. offsets: of each sign; None where equal."""

    text: str
    plain: str
    offsets: list[int] | None

    def place(self, number: int) -> int:
        """Return where a sign of the folded text stands in the text as given."""
        return number if self.offsets is None else self.offsets[number]

    def cut(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the folded text that a stretch of the given one became."""
        if self.offsets is None:
            return start, end
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def folded(text: str) -> Folded:
    """Fold a text; in most, no sign moves."""
    if text.isascii():
        plain = _with_spaces(text)
        if "  " not in plain:
            return Folded(plain.lower(), plain, None)
        return _moved(text)
    if is_plain(text) and "  " not in text and len(small := folded_word(text)) == len(text):
        return Folded(small, text, None)
    return _moved(text)


def folded_word(word: str) -> str:
    """Return words of a pattern, or of a plain text, as they are searched for."""
    small = word.lower()
    for sign, same in _SAME.items():
        if sign in small:
            small = small.replace(sign, same)
    return small


def _with_spaces(text: str) -> str:
    for sign in _SAME_ASCII:
        if sign in text:
            text = text.replace(sign, " ")
    return text


def _moved(text: str) -> Folded:
    """Fold a text in which marks fall away or blanks stand side by side."""
    plain, offsets = plain_with_offsets(text)
    kept, places = [], []
    blank = False
    for sign, place in zip(plain, offsets, strict=False):
        is_blank = sign.isspace()
        if is_blank and blank:
            continue
        blank = is_blank
        # One sign for one: what becomes two in small letters keeps its first.
        kept.append(" " if is_blank else sign)
        places.append(place)
    whole = "".join(kept)
    small = "".join(folded_word(sign)[:1] or sign for sign in whole)
    return Folded(small, whole, [*places, len(text)])
