"""What a coder finds, gathered row by row into the columns of a coding."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from data.coding.codebook import STANCES, VOICES, Codebook
from data.coding.coder import PARTS, Code
from data.corpus.codings import NUMBERS, write_coding


class CodedColumns:
    """Columns that grow; some 30 bytes a passage and reason stay in memory until the end."""

    def __init__(self, codebook: Codebook) -> None:
        known = {
            "part": PARTS,
            "reason": codebook.reasons,
            "stance": STANCES,
            "voice": VOICES,
            # Who speaks may be of a state that no actor of the table speaks for; it is added then.
            "iso3": [""],
            "actor": ["", *sorted(codebook.actors)],
        }
        self._places = {
            name: {value: place for place, value in enumerate(values)}
            for name, values in known.items()
        }
        self._numbers = {name: array("i") for name in NUMBERS}
        self._codes = {name: array("i") for name in known}
        self._agreements = {one: place for place, one in enumerate(codebook.cues.agreements)}
        self._speaks = array("i"), array("i")

    def add(self, row: int, codes: Iterable[Code], agreements: Iterable[str]) -> None:
        """Add what a piece's words carry, and the agreements it speaks of."""
        for code in codes:
            self._numbers["row"].append(row)
            self._numbers["start"].append(code.start)
            self._numbers["end"].append(code.end)
            for name, places in self._places.items():
                place = places.setdefault(getattr(code, name), len(places))
                self._codes[name].append(place)
        for agreement in sorted(agreements):
            self._speaks[0].append(row)
            self._speaks[1].append(self._agreements[agreement])

    def write(self, folder: Path, about: Mapping[str, object]) -> None:
        """Write the coding to an empty folder."""
        numbers = {
            name: np.frombuffer(values, dtype=np.intc).astype(NUMBERS[name])
            for name, values in self._numbers.items()
        }
        named = {
            name: (np.frombuffer(self._codes[name], dtype=np.intc), tuple(places))
            for name, places in self._places.items()
        }
        rows, agreements = (np.frombuffer(one, dtype=np.intc) for one in self._speaks)
        speaks = rows.astype(np.uint32), agreements, tuple(self._agreements)
        write_coding(folder, numbers, named, speaks, about)
