"""The sentences and numbers of the Country page that have evidence, as an address names them."""

import re
import unicodedata
from dataclasses import dataclass

from data.filters import FilterError
from data.questions.occasion import WINDOW_NAMES
from data.wording import shown

# What may stand after each kind: how many parts at the least and at the most. Where the most is
# one more than what the kind needs, the last part is a window.
PARTS = {
    "reason": (1, 2),
    "says": (2, 2),
    "press": (2, 2),
    "topic": (1, 2),
    "change": (0, 1),
    "special": (1, 3),
}
WINDOWED = ("reason", "topic", "change")
LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence or number says, as far as its evidence depends on it.

    kind: reason, says (a reason by a camp), press (a reason in the press of a country), topic,
    change (of coverage) or special (a fact). parts: as an address has them; a window is not among
    them. window: a name of data.questions.occasion.WINDOW_NAMES, "" for all the windows together.
    """

    kind: str
    parts: tuple[str, ...]
    window: str = ""

    @property
    def subject(self) -> str:
        """Return the reason, topic or fact that is claimed; "" for a change of coverage."""
        return self.parts[0] if self.parts else ""

    def __str__(self) -> str:
        return ":".join(filter(None, (self.kind, *self.parts, self.window)))


def parse_claim(text: str) -> Claim:
    """Read a claim. Errors: FilterError with a sentence where it is none that has evidence."""
    if not text:
        raise FilterError("Evidence shown: no sentence or number is chosen, so there is none.")
    kind, *parts = text.split(":")
    if kind not in PARTS:
        raise FilterError(f"Evidence shown: {shown(text)} is nothing that this page claims.")
    least, most = PARTS[kind]
    if not least <= len(parts) <= most or not all(parts):
        raise FilterError(f"Evidence shown: {shown(text)} does not say enough, or says too much.")
    window = parts.pop() if kind in WINDOWED and len(parts) == most else ""
    if window and window not in WINDOW_NAMES:
        raise FilterError(
            f"Evidence shown: {shown(window)} is no window; one of {', '.join(WINDOW_NAMES)}."
        )
    return Claim(kind, tuple(parts), window)


def claim_of(kind: str, *parts: str, window: str = "") -> str:
    """Return a claim as an address writes it; parts may hold signs that an address may not."""
    return str(Claim(kind, tuple(as_part(part) for part in parts), window))


def as_part(value: str) -> str:
    """Return a value with no other signs than a claim may hold, for topics of a reader's own."""
    signs = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", value))
    return signs[:LONGEST_PART]
