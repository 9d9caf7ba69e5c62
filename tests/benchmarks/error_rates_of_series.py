"""Bursts and breaks of a series: how often chance makes one, how often one planted is found.

Run it from the project's root: python -m tests.benchmarks.error_rates_of_series. The base share is
0.1. Noise: "even" is binomial; "unruly" has independent log-normal shares by bucket, so that counts
vary 3 times as much (a coefficient of variation of 0.71 at most), "gamma" gamma shares likewise;
"0.3" and "0.6" are unruly, their logarithms autocorrelated by that much (AR 1). A planted burst
lasts a twelfth of the series, 2 buckets at least, after its first third; a planted break is in the
middle.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd

from data.methods.breaks import breaks
from data.methods.bursts import bursts

BASE = 0.1
VARIANCE, MOST = 3.0, 0.5
LENGTHS = (24, 60, 260)
TOTALS = (20, 200, 2000)
SIZES = (1.5, 2.0, 3.0)
NOISES = {"even": None, "gamma": None, "unruly": 0.0, "0.3": 0.3, "0.6": 0.6}
SHOWN = 0.05
NEAR = 2


def main(arguments: list[str] | None = None) -> None:
    """Print false rates, then rates of finding, for bursts and for breaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=200, help="series in each figure")
    rows = parser.parse_args(arguments).series
    print(f"\nSeries without any: % of {rows} with a burst of p <= 5 %, or with a break")
    print(false_rates(rows).to_string(index=False))
    print(f"\nPlanted bursts: % of {rows} found with p <= 5 %, buckets off at start and end")
    print(found_bursts(rows).to_string(index=False))
    print(
        f"\nPlanted breaks: % of {rows} found, % found within {NEAR} buckets, buckets off, % of the"
    )
    print("intervals of these that hold the true ratio, % of series with more than one break")
    print(found_breaks(rows).to_string(index=False))


def series(
    rows: int, shares: np.ndarray, total: int, noise: str, rng: np.random.Generator
) -> np.ndarray:
    """Draw counts (rows x buckets) of a total, around the shares by bucket, with a noise."""
    follows, factor = NOISES[noise], np.ones((rows, len(shares)))
    variance = min((VARIANCE - 1) / (total * BASE), MOST)
    if noise == "gamma":
        factor = rng.gamma(1 / variance, variance, factor.shape)
    elif follows is not None:
        spread = np.log1p(variance)
        logs = rng.standard_normal(factor.shape)
        for bucket in range(1, len(shares)):
            fresh = np.sqrt(1 - follows**2) * logs[:, bucket]
            logs[:, bucket] = follows * logs[:, bucket - 1] + fresh
        factor = np.exp(np.sqrt(spread) * logs - spread / 2)
    return rng.binomial(total, np.minimum(shares * factor, 0.99)).astype(float)


def shown_bursts(counts: np.ndarray, totals: np.ndarray, seed: int = 0) -> pd.DataFrame:
    """Return the bursts a reader would be shown."""
    found = bursts(counts, totals, seed=seed)
    return found[found["p"] <= SHOWN]


def false_rates(rows: int) -> pd.DataFrame:
    """Return percentages of null series with a finding, by length, total and noise."""
    cells = []
    for seed, (length, total) in enumerate(product(LENGTHS, TOTALS)):
        rng = np.random.default_rng(seed)
        cell = {"length": length, "total": total}
        for noise in NOISES:
            drawn = series(rows, np.full(length, BASE), total, noise, rng)
            totals = np.full(length, float(total))
            burst = [len(shown_bursts(row, totals, n)) > 0 for n, row in enumerate(drawn)]
            broken = [len(breaks(row, totals)) > 0 for row in drawn]
            cell |= {f"bursts, {noise}": percent(burst), f"breaks, {noise}": percent(broken)}
        cells.append(cell)
    table = pd.DataFrame(cells)
    kinds = [f"{kind}, {noise}" for kind in ("bursts", "breaks") for noise in NOISES]
    return table[["length", "total", *kinds]]


def found_bursts(rows: int) -> pd.DataFrame:
    """Return how often planted bursts are found, and how far off their ends are."""
    cells = []
    for cell, rng in planted():
        start, end = cell["length"] // 3, cell["length"] // 3 + max(2, cell["length"] // 12) - 1
        shares = np.full(cell["length"], BASE)
        shares[start : end + 1] *= cell["size"]
        totals = np.full(cell["length"], float(cell["total"]))
        for noise in ("even", "unruly"):
            off = []
            for n, row in enumerate(series(rows, shares, cell["total"], noise, rng)):
                found = shown_bursts(row, totals, n)
                hit = found[(found["first"] <= end) & (found["last"] >= start)]
                if len(hit):
                    off.append((abs(hit["first"].min() - start), abs(hit["last"].max() - end)))
            start_off, end_off = np.mean(off, axis=0) if off else (np.nan, np.nan)
            cell |= {f"{noise}: %": round(100 * len(off) / rows)}
            cell |= {f"{noise}: start": round(start_off, 2), f"{noise}: end": round(end_off, 2)}
        cells.append(cell)
    return pd.DataFrame(cells)


def found_breaks(rows: int) -> pd.DataFrame:
    """Return how often planted breaks are found, how far off, and whether intervals hold."""
    cells = []
    for cell, rng in planted():
        middle = cell["length"] // 2
        shares = np.where(np.arange(cell["length"]) < middle, BASE, BASE * cell["size"])
        totals = np.full(cell["length"], float(cell["total"]))
        for noise in ("even", "unruly"):
            found = [breaks(row, totals) for row in series(rows, shares, cell["total"], noise, rng)]
            nearest = pd.DataFrame(
                [one.loc[(one["at"] - middle).abs().idxmin()] for one in found if len(one)],
                columns=["at", "low", "high"],
            )
            off = (nearest["at"] - middle).abs()
            near = nearest[off <= NEAR]
            held = near["low"].lt(cell["size"]) & near["high"].gt(cell["size"])
            cell |= {
                f"{noise}: %": round(100 * len(off) / rows),
                f"{noise}: near": round(100 * len(near) / rows),
                f"{noise}: off": round(off.mean(), 2),
                f"{noise}: held": percent(held),
                f"{noise}: more": percent([len(one) > 1 for one in found]),
            }
        cells.append(cell)
    return pd.DataFrame(cells)


def planted() -> Iterator[tuple[dict[str, float], np.random.Generator]]:
    """Give each length, total and size to plant, with numbers of its own."""
    for seed, (length, total, size) in enumerate(product(LENGTHS, TOTALS, SIZES)):
        yield {"length": length, "total": total, "size": size}, np.random.default_rng(100 + seed)


def percent(hits: Sequence[bool]) -> float:
    """Return the percentage of hits, NaN for none asked."""
    return round(100 * float(np.mean(hits)), 1) if len(hits) else np.nan


if __name__ == "__main__":
    pd.set_option("display.width", 200)
    main()
