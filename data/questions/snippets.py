"""A passage with a little of what stands around it, short enough to be passed on."""

from typing import NamedTuple

# Full texts are private: what leaves the corpus's folder of a piece is no longer than this.
LONGEST = 300
AROUND = 90
CUT = "…"


class Snippet(NamedTuple):
    """Part of a text; start, end: where the passage stands in it."""

    words: str
    start: int
    end: int


def snippet(text: str, start: int, end: int, longest: int = LONGEST) -> Snippet:
    """Return the passage from start to end with some words around it, at most longest characters.

    What is left out is marked by an ellipsis; a passage that is itself too long is cut at its end.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    room = longest - 2 * len(CUT)
    end = min(end, start + room)
    spare = min(AROUND, (room - (end - start)) // 2)
    first, last = _word_after(text, start, spare), _word_before(text, end, spare)
    before, after = CUT if first else "", CUT if last < len(text) else ""
    own = len(before) - first
    words = f"{before}{text[first:last]}{after}"
    return Snippet(words, start + own, end + own)


def _word_after(text: str, start: int, spare: int) -> int:
    """Return the place of the first whole word at most spare characters before the start."""
    first = max(0, start - spare)
    if first == 0 or text[first - 1].isspace():
        return first
    space = next((place for place in range(first, start) if text[place].isspace()), start - 1)
    return space + 1


def _word_before(text: str, end: int, spare: int) -> int:
    """Return the place after the last whole word at most spare characters after the end."""
    last = min(len(text), end + spare)
    if last == len(text) or text[last].isspace():
        return last
    return next((place for place in range(last, end, -1) if text[place - 1].isspace()), end)
