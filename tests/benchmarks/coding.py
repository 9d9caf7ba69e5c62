"""Speed of coding reasons, and of asking for them afterwards.

Run it from the project's root: python -m tests.benchmarks.coding [FOLDER...] [--pieces N]
Without a folder it makes a corpus of so many pieces, each with a sentence of the built-in list, so
that nearly all carry a reason: the worst case.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

from data.coding.codebook import load_codebook
from data.corpus import Corpus, open_corpus
from data.corpus.home import corpus_folder
from data.filters import Filters
from data.ingest.build import build
from data.ingest.builtin import BIBLIOGRAPHY
from data.ingest.coding import code_corpus
from tests.benchmarks.corpus_generator import SEED, pieces

ROUNDS = 5
AGREEMENT = "abraham-accords"


def of_sentences(number: int, folder: Path) -> Path:
    """Build a corpus of so many pieces, each with a sentence of the built-in list as its title."""
    rows, draw = pieces(number), np.random.default_rng(SEED)
    known = pd.read_csv(BIBLIOGRAPHY, keep_default_na=False)
    drawn = known.iloc[draw.integers(0, len(known), number)]
    rows["title"] = drawn["summary"].to_numpy()
    rows["countries"] = drawn["countries"].to_numpy()
    rows["language"] = "en"
    about = {"licence": "none", "basis": "exhaustive"}
    return build(rows, folder, name=f"{number:,} sentences", **about)


def timed(folder: Path) -> None:
    """Print how long a corpus takes to code, how large that is, and how long questions take."""
    corpus, key = open_corpus(folder), load_codebook().key
    begun = perf_counter()
    is_new = code_corpus(folder)
    seconds = perf_counter() - begun
    print(f"{corpus.manifest.name}: {corpus.total:,} pieces")
    if is_new:
        print(f"  coded in {seconds:.1f} s, {corpus.total / seconds:,.0f} pieces a second")
    begun = perf_counter()
    corpus.coded(key)
    print(f"  opened in {1_000 * (perf_counter() - begun):.1f} ms")
    coded = next(home for home in folder.glob(f"coded/*{key}"))
    size = sum(path.stat().st_size for path in coded.iterdir())
    print(f"  {size / 1e6:.1f} MB on disk")
    for name, filters in {"all": Filters(), **_largest(corpus)}.items():
        _ask(corpus, key, name, filters)


def _largest(corpus: Corpus) -> dict[str, Filters]:
    counts = corpus.count(Filters(), ("country",)).nlargest(1, "count")
    return {country: Filters(country=(country,)) for country in counts["country"]}


def _ask(corpus: Corpus, key: str, name: str, filters: Filters) -> None:
    spans: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        # A page asks all its questions of one choice of pieces, so the first pays for choosing.
        corpus._chosen.cache_clear()
        begun = perf_counter()
        passages = corpus.passages(filters, key)
        between = perf_counter()
        outline = corpus.outline(filters, key, AGREEMENT)
        spans.append((between - begun, perf_counter() - between))
    first, second = (1_000 * median(one) for one in zip(*spans, strict=True))
    print(
        f"  {name}: {len(passages):,} passages in {first:.1f} ms, outline of {len(outline):,} "
        f"pieces in {second:.1f} ms"
    )


def main() -> None:
    """Time the corpora named, or one made for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--make", type=Path, help="keep the corpus made in this folder")
    given = parser.parse_args()
    for name in given.folders:
        timed(corpus_folder(name))
    if given.folders:
        return
    aside = Path(tempfile.mkdtemp())
    try:
        timed(of_sentences(given.pieces, given.make or aside / "sentences"))
    finally:
        shutil.rmtree(aside)


if __name__ == "__main__":
    main()
