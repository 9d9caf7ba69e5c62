"""How many countries a sentence names, where that decides whether it is between states."""

from collections.abc import Sequence

from data.ingest.tagging import load_tagger


class Countries:
    """Counts the countries named; takes a second to make, so it is made when first needed."""

    def __init__(self) -> None:
        self._tagger = load_tagger()

    def named(self, words: str, languages: Sequence[str]) -> int:
        """Return how many countries plain words name."""
        return len(self._tagger.tag("", words, "", language=languages[0]))
