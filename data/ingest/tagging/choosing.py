"""Choosing what an ambiguous name means: by the words beside it, then by the whole piece."""

from math import log2

from data.ingest.tagging.context import stands_after, stands_before
from data.ingest.tagging.gazetteer import NO_COUNTRY, Reading

Kept = tuple[int, int, Reading]
Unsure = tuple[int, int, tuple[Reading, ...]]

# What joins a town to the state or country it lies in: "Paris, Texas", "Paris (Texas)".
_JOINTS = (", ", " (", " in ")


def choose(
    text: str, searched: str, kept: list[Kept], unsure: list[Unsure], language: str
) -> list[Kept]:
    """Return kept with what the unsure matches were found to mean, in order of the text."""
    open_ones: list[Unsure] = []
    sure = list(kept)
    placed = {k[0]: k for k in kept}
    for start, end, readings in unsure:
        placed.setdefault(start, (start, end, readings[0]))
    for start, end, readings in unsure:
        fitting = _fitting(text, searched, start, end, readings, language)
        if len(fitting) > 1:
            open_ones.append((start, end, fitting))
        elif fitting and fitting[0].sense != NO_COUNTRY:
            sure.append((start, end, fitting[0]))
    if open_ones:
        evidence = _evidence(sure)
        for start, end, readings in open_ones:
            best = _best(searched, readings, evidence)
            if best.sense != NO_COUNTRY:
                sure.append((start, end, best))
    sure.sort(key=lambda one: one[0])
    return sure


def _fitting(
    text: str, searched: str, start: int, end: int, readings: tuple[Reading, ...], language: str
) -> tuple[Reading, ...]:
    return tuple(
        r for r in readings if _in_language(r, language) and _beside(text, searched, start, end, r)
    )


def _in_language(reading: Reading, language: str) -> bool:
    if not reading.languages:
        return True
    if not language:
        return bool(reading.languages & WIDELY_READ) or not _is_latin(reading.name)
    return language[:2] in reading.languages


WIDELY_READ = frozenset(("en", "fr", "es", "de", "pt", "it", "tr", "nl"))


def _is_latin(name: str) -> bool:
    return name[0] < "\u0250"


def _beside(text: str, searched: str, start: int, end: int, reading: Reading) -> bool:
    if reading.after and not stands_after(searched, start, reading.after):
        return False
    if reading.before and not stands_before(text, end, reading.before):
        return False
    if reading.not_after and stands_after(searched, start, reading.not_after):
        return False
    return not (reading.not_before and stands_before(text, end, reading.not_before))


def _evidence(sure: list[Kept]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for _, _, reading in sure:
        counts[reading.country] = counts.get(reading.country, 0) + 1
    return {country: 2 * log2(1 + count) for country, count in counts.items()}


def _best(text: str, readings: tuple[Reading, ...], evidence: dict[str, float]) -> Reading:
    def weight(reading: Reading) -> float:
        near = 6.0 if reading.near and any(word in text for word in reading.near) else 0.0
        return reading.rank + min(evidence.get(reading.country, 0.0), 8.0) + near

    return max(readings, key=weight)
