"""A hand-made set of syndicated copies and of pieces that only look like copies.

The texts stand in wire_texts.toml. Here each is given to other outlets as these print it: under
another headline, cut, with a line of their own, with another dateline, edited, merged with
another text.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from data.ingest.stories import StoryGrouper, StorySettings, signature

FIRST_DAY = date(2025, 10, 14)
LINES = (
    "(c) Bay News Agency. Reproduction without permission is forbidden.",
    "Read more in tomorrow's Lido Courier.",
    "Source: Northern Wire. Editing by the foreign desk.",
)
CUT_FROM = 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=。)|\n")


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece: what it says, what was done to the text, which text it is, and what else is in it.

    text_of: the number of the text that it is a copy of; also: that of a text merged into it.
    """

    title: str
    summary: str
    text: str
    how: str
    text_of: str
    also: str = ""
    outlet: str = ""


def printed() -> list[Printed]:
    """Return every piece of the set."""
    file = Path(__file__).with_name("wire_texts.toml")
    texts = tomllib.loads(file.read_text(encoding="utf-8"))["text"]
    found = [piece for place, given in enumerate(texts) for piece in _prints(texts, place, given)]
    return [
        Printed(p.title, p.summary, p.text, p.how, p.text_of, p.also, f"Outlet {number % 97}")
        for number, p in enumerate(found)
    ]


def found_pairs(
    pieces: list[Printed], settings: StorySettings, seed: int
) -> tuple[int, int, int, list[tuple[Printed, Printed]]]:
    """Group the pieces in a random order over three days and compare every pair with the truth.

    Returns pairs that are copies and were found, pairs found, pairs that are copies, and those
    told wrongly. Pairs of which one has the other's text merged into it count for neither.
    """
    order = random.Random(seed).sample(pieces, len(pieces))
    grouper = StoryGrouper(settings)
    stories = []
    for place, piece in enumerate(order):
        day = FIRST_DAY + timedelta(days=3 * place // len(order))
        texts = piece.title, piece.summary, piece.text
        bands = signature(*texts, settings)
        stories.append(grouper.add(str(place), day, bands, *texts, outlet=piece.outlet))
    right = found = copies = 0
    wrong = []
    for (one, story), (other, its) in combinations(zip(order, stories, strict=True), 2):
        if {one.also, other.also} & {one.text_of, other.text_of} or one.also and other.also:
            continue
        same, told = one.text_of == other.text_of, story == its
        right, found, copies = right + (same and told), found + told, copies + same
        if same != told:
            wrong.append((one, other))
    return right, found, copies, wrong


def _prints(texts: list[dict], place: int, given: dict) -> Iterator[Printed]:
    """Yield a text as first sent, its copies, and what is no copy of it."""
    text_of = str(place)
    title, summary = given["title"], given.get("summary", "")
    text = given.get("text", "").strip()
    copies = _of_a_text(texts, place, given) if text else _of_a_feed(title, summary)
    yield Printed(title, summary, text, "as sent", text_of)
    for how, its_title, its_summary, its_text, also in copies:
        yield Printed(its_title, its_summary, its_text, how, text_of, also)
    others = [other.strip() for other in given.get("other", ())]
    for number, other in enumerate(others):
        if text:
            yield Printed(title, "", other, "no copy", f"{place}/{number}")
        else:
            head, _, rest = other.partition(". ")
            yield Printed(head, rest, "", "no copy", f"{place}/{number}")
    for other in given.get("other_title", ()):
        yield Printed(other, "", "", "no copy", f"{place}/{other}")


Copy = tuple[str, str, str, str, str]


def _of_a_text(texts: list[dict], place: int, given: dict) -> Iterator[Copy]:
    title, text = given["title"], given["text"].strip()
    sentences = [one for one in _SENTENCE.split(text) if one]
    other = " ".join(sentences[-1].split()[:9])
    yield "other headline", other, "", text, ""
    yield "outlet line", f"{title} - The Lido Courier", "", f"{text}\n{LINES[place % 3]}", ""
    yield "dateline", title, "", f"LIDO (BNA), October 14 - {text.partition(' - ')[2] or text}", ""
    if "edited" in given:
        yield "edited", other, "", given["edited"].strip(), ""
    yield "words changed", title, "", _words_changed(text, place), ""
    yield (
        "sentences left out",
        other,
        "",
        _joined([one for number, one in enumerate(sentences) if number % 3 != 1], text),
        "",
    )
    if len(text) >= CUT_FROM:
        yield "first half", other, "", text[: _cut(sentences, text, 1 / 2)], ""
    if len(text) >= 2 * CUT_FROM:
        yield "first third", other, "", text[: _cut(sentences, text, 1 / 3)], ""
    partner = _partner(texts, place)
    if partner is not None:
        both = f"{text}\n{texts[partner]['text'].strip()}"
        yield "merged", other, "", both, str(partner)


def _of_a_feed(title: str, summary: str) -> Iterator[Copy]:
    yield "outlet in title", f"{title} - Northern Wire", summary, "", ""
    yield "upper case", title.upper(), summary, "", ""
    if summary:
        yield "other headline", " ".join(summary.split()[3:12]), summary, "", ""
        yield "no summary", title, "", "", ""
        yield "summary cut", f"{title} | Lido Courier", f"{summary[: len(summary) // 2]}...", "", ""


def _cut(sentences: list[str], text: str, share: float) -> int:
    """Return where the sentence ends that the given share of a text reaches into."""
    reached = 0
    for sentence in sentences:
        reached = text.index(sentence, reached) + len(sentence)
        if reached >= share * len(text):
            break
    return reached


def _joined(sentences: list[str], text: str) -> str:
    return ("" if "。" in text else " ").join(sentences)


def _words_changed(text: str, seed: int) -> str:
    """Leave out one word in twenty and put another word of the text beside one in twenty."""
    draw = random.Random(seed)
    parts = re.findall(r"\S+\s*", text) if " " in text[:60] else list(text)
    changed = []
    for part in parts:
        chance = draw.random()
        if chance < 0.05 and not any(sign.isdigit() for sign in part):
            continue
        changed.append(part)
        if chance > 0.95:
            changed.append(draw.choice([one for one in parts if not re.search(r"\d", one)]))
    return "".join(changed)


def _partner(texts: list[dict], place: int) -> int | None:
    """Return the next text of the language that is about as long."""
    length = len(texts[place].get("text", ""))
    for other in range(place + 1, len(texts)):
        near = 0.4 * length <= len(texts[other].get("text", "")) <= 1.3 * length
        if near and texts[other]["language"] == texts[place]["language"]:
            return other
    return None
