"""How far an ingest has come: told to whoever wants to draw it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One moment of an ingest.

    stage: reading, sorting, writing, finishing or coding, for words on the screen.
    rows: rows done in this stage. done, total: bytes while reading, rows afterwards; total 0
        where it is not known.
    """

    stage: str
    rows: int
    done: int
    total: int


Listener = Callable[[Progress], None]
