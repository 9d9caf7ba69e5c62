"""How often intervals of shares hold the truth, and words are called distinctive by chance.

`python -m tests.benchmarks.error_rates_of_shares`; every number is from seeded draws.
"""

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, norm

from data.methods.audit import precision, sample_places
from data.methods.composition import PRESENCE, adjusted
from data.methods.distinctive import distinctive
from data.methods.shares import wilson

SERIES, OUTLETS, BUCKETS = 200, 10, 24
SPLITS, VOCABULARY, LENGTH = 100, 3_000, 15


def main() -> None:
    """Print one table per method."""
    show("Wilson: part of 20,000 intervals (95 %) that hold the true share", _wilson())
    show(
        f"Shares of {OUTLETS} outlets over {BUCKETS} buckets, {SERIES} series, mix changing: part "
        "of intervals that hold the truth",
        _composition(),
    )
    show(f"Words: part of {SPLITS} splits with a word that is distinctive by chance", _by_chance())
    show("Words: part of planted words found (q < 0.05), 200 texts inside, 800 outside", _planted())
    show("Audit: part of 2,000 samples of 50 whose interval holds the true precision", _audit())


def show(title: str, table: pd.DataFrame) -> None:
    """Print a table under its title."""
    print(f"\n{title}\n{table.to_string(index=False, float_format=lambda x: f'{x:.3f}')}")


def _wilson() -> pd.DataFrame:
    rows = []
    for truth in (0.01, 0.05, 0.2, 0.5):
        row = {"truth": truth}
        for total in (20, 100, 1_000):
            counts = np.random.default_rng(total).binomial(total, truth, 20_000)
            low, high = wilson(counts, np.full(len(counts), total))
            row[f"of {total:,}"] = ((low <= truth) & (truth <= high)).mean()
        rows.append(row)
    return pd.DataFrame(rows)


def _composition() -> pd.DataFrame:
    cases = [
        {"pieces": pieces, "change": change, "own ways": own, "copies": 1}
        for pieces in (3, 20, 200)
        for change in (1.0, 2.0, 0.5)
        for own in (0.0, 0.3)
    ]
    cases += [{"pieces": 20, "change": 1.0, "own ways": 0.0, "copies": copies} for copies in (2, 4)]
    return pd.DataFrame([case | _held(*case.values()) for case in cases])


def _held(pieces: int, change: float, own: float, copies: int) -> dict[str, float]:
    """Simulate series and return how often the raw and the adjusted intervals hold the truth.

    pieces: mean per outlet and bucket. change: of each outlet's rate, in the second half. own:
    standard deviation of each outlet's own log changes. copies: pieces that come together.
    """
    found: dict[str, list[float]] = {"raw holds": [], "adjusted holds": [], "width": [], "bias": []}
    for seed in range(SERIES):
        counts, totals, truth = _series(np.random.default_rng(seed), pieces, change, own)
        table = adjusted(_long(counts * copies, totals * copies), buckets=range(BUCKETS))
        held = (totals > 0).mean(axis=1) >= PRESENCE
        weights = totals[held].sum(axis=1) / totals[held].sum()
        aim = weights @ truth[held]
        low, high, share = (table[name].to_numpy(float) for name in ("low", "high", "adjusted"))
        raw = wilson(counts.sum(axis=0) * copies, totals.sum(axis=0) * copies)
        found["raw holds"].append(((raw[0] <= aim) & (aim <= raw[1])).mean())
        found["adjusted holds"].append(((low <= aim) & (aim <= high)).mean())
        found["width"].append((high - low).mean())
        found["bias"].append((share - aim)[BUCKETS // 2 :].mean())
    return {name: float(np.mean(values)) for name, values in found.items()}


def _series(
    draw: np.random.Generator, pieces: int, change: float, own: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return counts, totals and true shares; outlets differ in share, size and growth."""
    truth = draw.beta(1, 9, (OUTLETS, 1)) * np.exp(draw.normal(0, own, (OUTLETS, BUCKETS)))
    truth[:, BUCKETS // 2 :] *= change
    growth = np.exp(draw.normal(0, 1, (OUTLETS, 1)) * np.linspace(0, 1, BUCKETS))
    size = draw.dirichlet(np.full(OUTLETS, 2))[:, None] * pieces * OUTLETS
    totals = draw.poisson(size * growth)
    truth = np.minimum(truth, 1)
    return draw.binomial(totals, truth), totals, truth


def _long(counts: np.ndarray, totals: np.ndarray) -> pd.DataFrame:
    outlet, bucket = np.nonzero(totals)
    numbers = {"count": counts[outlet, bucket], "total": totals[outlet, bucket]}
    return pd.DataFrame({"stratum": outlet.astype(str), "bucket": bucket} | numbers)


def _by_chance() -> pd.DataFrame:
    cases = [(300, 300), (1_000, 2_000), (50, 1_000), (20, 4_000)]
    rows = [_false(inside, outside) for inside, outside in cases]
    rows += [_false(200, 800, length=30), _false(200, 800, copies=3)]
    return pd.DataFrame(rows)


def _false(inside: int, outside: int, length: int = LENGTH, copies: int = 1) -> dict[str, object]:
    """Split texts of one kind at random; length and copies are those of the texts inside."""
    exact, by_z = [], []
    for seed in range(SPLITS):
        draw = np.random.default_rng([inside, seed])
        one, other = _texts(draw, inside, length), _texts(draw, outside, LENGTH)
        frame = distinctive(_counted(one) * copies, _counted(other))
        exact.append((frame["q"] < 0.05).any())
        by_z.append((false_discovery_control(2 * norm.sf(frame["z"].abs())) < 0.05).any())
    said = {"texts inside": inside, "outside": outside, "length inside": length, "copies": copies}
    return said | {"q < 0.05": np.mean(exact), "were q from z": np.mean(by_z)}


def _planted() -> pd.DataFrame:
    rows = []
    for inside in (0.03, 0.06, 0.12):
        row: dict[str, float] = {"part of texts inside": inside}
        for outside in (0.0, 0.01, 0.03):
            found = [_found(np.random.default_rng(seed), inside, outside) for seed in range(SPLITS)]
            row[f"{outside:.0%} of outside"] = float(np.mean(found))
        rows.append(row)
    return pd.DataFrame(rows)


def _found(draw: np.random.Generator, inside: float, outside: float) -> bool:
    sides = [_counted(_texts(draw, texts, LENGTH)) for texts in (200, 800)]
    for side, texts, part in zip(sides, (200, 800), (inside, outside), strict=True):
        side["planted"] = draw.binomial(texts, part)
    frame = distinctive(*sides).set_index("word")
    return "planted" in frame.index and bool(frame.loc["planted", "q"] < 0.05)


def _texts(draw: np.random.Generator, number: int, length: int) -> np.ndarray:
    """Return which words stand in each text; words are as frequent as in a language."""
    chance = 1 / (np.arange(VOCABULARY) + 3)
    held = np.zeros((number, VOCABULARY), dtype=bool)
    words = draw.poisson(length, number)
    at = draw.choice(VOCABULARY, words.sum(), p=chance / chance.sum())
    held[np.repeat(np.arange(number), words), at] = True
    return held


def _counted(held: np.ndarray) -> pd.Series:
    return pd.Series(held.sum(axis=0), index=[f"w{number}" for number in range(VOCABULARY)])


def _audit() -> pd.DataFrame:
    rows = []
    for truth in (0.5, 0.8, 0.95):
        row = {"truth": truth}
        for number in (60, 500, 5_000):
            labels = np.where(np.arange(number) < round(truth * number), "right", "wrong")
            drawn = (sample_places(number, seed=seed) for seed in range(2_000))
            found = [precision(pd.Series(labels[places])) for places in drawn]
            held = [one.low <= truth <= one.high for one in found]
            row[f"of {number:,}"] = float(np.mean(held))
        rows.append(row)
    return pd.DataFrame(rows)


if __name__ == "__main__":
    main()
