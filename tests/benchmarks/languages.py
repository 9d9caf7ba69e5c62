"""Language detection: how often it is right, how often it is silent, and how fast.

Run it from the project's root: python -m tests.benchmarks.languages FOLDER, where FOLDER holds
babel-briefings-sample/ (NewsAPI-like JSON in 30 languages) and mediacloud-stories-2026/ (a story
list in 21). A label of a file is the label of its publisher; some are wrong.
"""

import argparse
import csv
import json
from collections.abc import Callable, Iterator
from math import sqrt
from pathlib import Path
from time import perf_counter

from data.ingest.languages import detect, likeliest

Detector = Callable[[str], tuple[str, float]]
# Spoken of by one code or another, in files and in detectors alike.
SAME = {"nb": "no", "nn": "no", "fil": "tl"}
Z = 1.96


def main(arguments: list[str] | None = None) -> None:
    """Print one line per detector and sample: accuracy with its interval, silence, speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true", help="lingua too, where it is installed")
    asked = parser.parse_args(arguments)
    detectors: dict[str, Detector] = {"detect": detect, "py3langid, never silent": likeliest}
    if asked.peers:
        detectors |= dict(lingua_detectors())
    for sample, pieces in samples(asked.folder):
        print(f"\n{sample}: {len(pieces):,} pieces, {len({code for code, _ in pieces})} languages")
        for name, detector in detectors.items():
            print(f"  {name:26} {measured(detector, pieces)}")


def samples(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give each sample's name and its pieces: language as labelled, text."""
    babel = [piece for file in sorted(folder.glob("babel*/sample*.json")) for piece in _json(file)]
    unique = {piece["ID"]: piece for piece in babel}.values()
    yield "babel-briefings, titles", [_labelled(piece, "title") for piece in unique]
    both = [_labelled(piece, "title", "description") for piece in unique]
    yield "babel-briefings, titles and descriptions", both
    stories = [row for file in folder.glob("mediacloud-stories-2026/*.csv") for row in _csv(file)]
    yield "Media Cloud 2026, titles", [_labelled(row, "title") for row in stories]
    others = [row for row in stories if row["language"] != "en"]
    yield "Media Cloud 2026, titles not in English", [_labelled(row, "title") for row in others]


def measured(detector: Detector, pieces: list[tuple[str, str]]) -> str:
    """Return accuracy of the answers with a 95 % Wilson interval, silent share and speed."""
    detector(pieces[0][1])
    begun = perf_counter()
    answers = [detector(text)[0] for _, text in pieces]
    seconds = perf_counter() - begun
    said = [(_same(code), _same(label)) for code, (label, _) in zip(answers, pieces, strict=True)]
    answered = [pair for pair in said if pair[0]]
    right = sum(code == label for code, label in answered)
    low, high = wilson(right, len(answered))
    return (
        f"right {right / len(answered):.3f} [{low:.3f}, {high:.3f}] of {len(answered):,}; "
        f"silent {1 - len(answered) / len(said):.3f}; right of all {right / len(said):.3f}; "
        f"{len(pieces) / seconds:,.0f} pieces/s"
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return middle - half, middle + half


def lingua_detectors() -> Iterator[tuple[str, Detector]]:
    """Give lingua with its small and its large models, on every language it has."""
    from lingua import LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_all_languages
    yield "lingua, small models", _lingua(builder().with_low_accuracy_mode().build())
    yield "lingua, large models", _lingua(builder().build())


def _lingua(detector: object) -> Detector:
    def answer(text: str) -> tuple[str, float]:
        found = detector.detect_language_of(text[:1000])
        return (found.iso_code_639_1.name.lower(), 1.0) if found else ("", 0.0)

    return answer


def _same(code: str) -> str:
    return SAME.get(code, code)


def _labelled(row: dict[str, str], *fields: str) -> tuple[str, str]:
    return row["language"], ". ".join(row[field] for field in fields if row.get(field))


def _json(file: Path) -> list[dict[str, str]]:
    return json.loads(file.read_text(encoding="utf-8"))


def _csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    main()
