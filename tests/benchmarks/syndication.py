"""How well copies of one text are found: pair precision and recall over the thresholds.

`python -m tests.benchmarks.syndication`; the set is tests/data/ingest/syndicated_copies.py.
"""

from collections import Counter
from dataclasses import replace
from time import perf_counter

from data.ingest.stories import StoryGrouper, StorySettings, signature
from tests.data.ingest.syndicated_copies import FIRST_DAY, Printed, found_pairs, printed

ORDERS = 6
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NEVER = 2.0
SHINGLES = (1, 2, 3, 4, 5)
LENGTH, TIMES = 2_000, 2_000


def measured(
    pieces: list[Printed], settings: StorySettings
) -> tuple[float, float, list[tuple[Printed, Printed]]]:
    """Return pair precision, pair recall and the pairs told wrongly, over several orders."""
    right = found = copies = 0
    wrong = []
    for seed in range(ORDERS):
        of_these = found_pairs(pieces, settings, seed)
        right, found, copies = right + of_these[0], found + of_these[1], copies + of_these[2]
        wrong += of_these[3]
    return right / max(found, 1), right / copies, wrong


def curve(pieces: list[Printed], settings: StorySettings) -> None:
    """Print precision and recall while one setting after another moves.

    Jaccard similarity is moved without containment too, which finds most of what it finds.
    """
    alone = replace(settings, containment=NEVER)
    for name, of_these, values in (
        ("containment", settings, THRESHOLDS),
        ("threshold", settings, THRESHOLDS),
        ("threshold", alone, THRESHOLDS),
        ("brief_threshold", settings, THRESHOLDS),
        ("brief_containment", settings, THRESHOLDS),
        ("title_threshold", settings, THRESHOLDS),
        ("same_numbers", settings, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ("shingle", settings, SHINGLES),
    ):
        print(f"\n{name}{', without containment' if of_these is alone else ''}")
        print("   value  precision  recall")
        for value in values:
            precision, recall, _ = measured(pieces, replace(of_these, **{name: value}))
            chosen = " <- chosen" if getattr(of_these, name) == value else ""
            print(f"{value:8}      {precision:.3f}   {recall:.3f}{chosen}")


def missed(pieces: list[Printed], settings: StorySettings) -> None:
    """Print which kinds of copies are missed most, and what is joined wrongly."""
    wrong = measured(pieces, settings)[2]
    for name, same in (("missed", True), ("wrongly joined", False)):
        kinds = Counter(
            how for a, b in wrong if (a.text_of == b.text_of) is same for how in (a.how, b.how)
        )
        print(f"{name}: " + ", ".join(f"{how} {number}" for how, number in kinds.most_common(6)))


def speed(settings: StorySettings) -> None:
    """Print the time that a piece of about 2,000 characters takes in each step."""
    texts = [_other_words(number) for number in range(TIMES)]
    signature("", "", texts[0], settings)
    start = perf_counter()
    bands = [signature("", "", text, settings) for text in texts]
    signed = perf_counter()
    grouper = StoryGrouper(settings)
    for number, text in enumerate(texts):
        grouper.add(str(number), FIRST_DAY, bands[number], "", "", text)
    added = perf_counter()
    for number, text in enumerate(texts):
        grouper.add(f"copy {number}", FIRST_DAY, bands[number], "", "", text)
    copied = perf_counter()
    for name, seconds in (
        ("signature", signed - start),
        ("a new text", added - signed),
        ("a copy", copied - added),
    ):
        print(f"{name}: {seconds / TIMES * 1e6:.0f} microseconds")


def _other_words(number: int) -> str:
    words = (f"w{(number * 7919 + place * 104729) % 1_000_003}" for place in range(LENGTH // 7))
    return " ".join(words)


def main() -> None:
    """Print the set's size, the result at the chosen settings, the curve and the speed."""
    pieces, settings = printed(), StorySettings()
    precision, recall, _ = measured(pieces, settings)
    print(f"{len(pieces)} pieces, {len({p.text_of for p in pieces})} texts, {ORDERS} orders")
    print(f"at the chosen settings: precision {precision:.3f}, recall {recall:.3f}")
    missed(pieces, settings)
    speed(settings)
    curve(pieces, settings)


if __name__ == "__main__":
    main()
