"""Where the passages of a text begin and end: a passage is a sentence."""

from collections.abc import Iterator

from sentencex import get_sentence_boundaries


def passages(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text begin and end, without the blanks around them."""
    for found in get_sentence_boundaries(language, words):
        piece = words[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end > start:
            yield start, end
