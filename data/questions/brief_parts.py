"""What a brief is made of: sentences, each with its claim, and the references they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# The paragraphs of a brief, in their order.
STANDS, REASONS, COVERAGE, LIMITS = "stands", "reasons", "coverage", "limits"
PARAGRAPHS = (STANDS, REASONS, COVERAGE, LIMITS)


@dataclass(frozen=True, slots=True)
class Reference:
    """A piece that was published, or the source of a recorded fact.

    key: what tells it from others: the id of a piece, the words of a source. by: the outlet, or
    the host of a source. when: its day in words, no finer than known, "" where not said. title:
    of the piece, or what the fact says; "" where there is none. url: "" where there is none.
    """

    key: str
    by: str
    when: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a brief.

    part: its paragraph. claim: what opens its evidence, "" where it has none of its own.
    references: their numbers in the list, from 1. unlisted: how many more there are.
    """

    part: str
    text: str
    claim: str = ""
    references: tuple[int, ...] = ()
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """About half a page that answers the question of a country's page.

    question: as a title. agreement, country: their names in words.
    """

    question: str
    country: str
    agreement: str
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]

    def paragraphs(self) -> list[list[Sentence]]:
        """Return the sentences by paragraph; a paragraph without any is left out."""
        parts = ([one for one in self.sentences if one.part == part] for part in PARAGRAPHS)
        return [part for part in parts if part]


@dataclass(slots=True)
class References:
    """A list of references that grows as sentences are written; each stands in it once."""

    listed: dict[str, Reference] = field(default_factory=dict)

    def numbers(self, wanted: Iterable[Reference]) -> tuple[int, ...]:
        """Return the numbers of references, new ones put at the end of the list."""
        asked = list(wanted)
        for one in asked:
            self.listed.setdefault(one.key, one)
        places = {key: number for number, key in enumerate(self.listed, 1)}
        return tuple(sorted({places[one.key] for one in asked}))


def numbers_in_words(numbers: Sequence[int]) -> str:
    """Write reference numbers as 1, 3–5; "" for none."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(_span(first, last) for first, last in spans)


def _span(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first}–{last}"
