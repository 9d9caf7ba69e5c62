"""Where the passages of a text begin and end: a passage is a sentence."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

# Halves of a character, as careless programs leave them; what finds sentences cannot read them.
_HALF = re.compile("[\ud800-\udfff]")


def passages(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text begin and end, without the blanks around them."""
    for found in get_sentence_boundaries(language, _HALF.sub("\ufffd", words)):
        piece = words[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end > start:
            yield start, end
