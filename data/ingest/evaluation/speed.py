"""How fast texts are tagged, beside the bare search for the same spellings."""

from collections.abc import Callable, Sequence
from time import perf_counter

from data.ingest.tagging import Tagger

REPEATS = 5


def speeds(tagger: Tagger, texts: Sequence[str]) -> dict[str, float]:
    """Return MB of UTF-8 a second in this process, the best of REPEATS, by what is done.

    The bare search looks for all spellings of the gazetteer, without a look at words' edges; that
    for an English text leaves out those which begin with a small letter, as the tagger does.
    """
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    every, english = tagger.every.automaton, tagger.english.automaton
    return {
        "tagging, language unknown": megabytes
        / _best(lambda text: tagger.tag("", "", text), texts),
        "tagging, language given": megabytes
        / _best(lambda text: tagger.tag("", "", text, language="en"), texts),
        "bare search, all spellings": megabytes / _best(every.find_matches_as_indexes, texts),
        "bare search, English only": megabytes / _best(english.find_matches_as_indexes, texts),
    }


def _best(work: Callable[[str], object], texts: Sequence[str]) -> float:
    best = float("inf")
    for _ in range(REPEATS):
        started = perf_counter()
        for text in texts:
            work(text)
        best = min(best, perf_counter() - started)
    return best
