"""Odd spellings of a text made plain for matching, with the way back to its own offsets."""

import re
import unicodedata
from itertools import pairwise

_ASCII = bytes(range(128))

# Marks that a reader does not see: soft hyphen, zero width, direction, byte order, variation.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
# Arabic vowel signs, also those cast to stand alone, and the stretching line; Hebrew points; none
# is part of a name's skeleton.
_POINTS = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
    "\u0591-\u05bd\u05bf-\u05c7"
)
_WIDE = "\uff00-\uffef\ufb00-\ufdff\ufe70-\ufefe"
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_COMBINING = "\u0300-\u034e\u0350-\u036f\u3099\u309a\uff9e\uff9f"

# Letters that compose only by themselves: with their dot apart they are the usual spelling.
_EXCLUDED = "\u0958-\u095f\u09dc-\u09df\u0a33\u0a36\u0a59-\u0a5e\u0b5c\u0b5d\ufb1d-\ufb4e"
# Halves of a character, as careless programs leave them: no text can be searched with them in it.
_HALVES = "\ud800-\udfff"

# The Turkish capital, that an alphabet without ı writes as I: "İSRAİL" for Israil and ISRAIL.
_DOTTED = "\u0130"

_ODD = re.compile(
    f"[{_HALVES}{_UNSEEN}{_POINTS}{_WIDE}{_SPACES}{_COMBINING}{_EXCLUDED}{_DOTTED}\u1100-\u11ff]"
)
_DROPPED = re.compile(f"[{_UNSEEN}{_POINTS}]")
_HALF = re.compile(f"[{_HALVES}]")
# One base character with all that belongs to it: what composes with what stays together.
_CLUSTER = re.compile(f"[\u1100-\u11ff]+|.[{_COMBINING}{_UNSEEN}{_POINTS}]*", re.DOTALL)


def is_plain(text: str) -> bool:
    """Say whether a text can be searched as it is; the look costs no walk over ASCII."""
    if text.isascii():
        return True
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return _ODD.search(foreign.decode("utf-8", "surrogatepass")) is None


def plain(text: str) -> str:
    """Return the text composed, at normal width, without unseen marks and vowel points."""
    # Most that is odd is a hard space.
    text = text.replace("\u00a0", " ")
    if is_plain(text):
        return text
    return made_plain(text)


def plain_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the plain text and, for each of its characters, where it starts in the given text.

    The list has one entry more: the given text's length.
    """
    parts: list[str] = []
    offsets: list[int] = []
    for start, piece in _clusters(text):
        if piece.isascii():
            offsets.extend(range(start, start + len(piece)))
        else:
            piece = made_plain(piece)
            offsets.extend([start] * len(piece))
        parts.append(piece)
    return "".join(parts), [*offsets, len(text)]


def _clusters(text: str) -> list[tuple[int, str]]:
    starts = [found.start() for found in _CLUSTER.finditer(text)]
    return [(start, text[start:end]) for start, end in pairwise([*starts, len(text)])]


def made_plain(text: str) -> str:
    """Return what plain makes of a text in which something is odd."""
    composed = unicodedata.normalize("NFKC", _HALF.sub("\ufffd", _DROPPED.sub("", text)))
    # What Python makes of the Turkish capital when it is put in small letters keeps the dot.
    return composed.replace("i\u0307", "i").replace(_DOTTED, "I")
