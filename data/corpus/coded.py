"""What a corpus says of the reasons coded in it: passages, and the pieces that they stand in."""

import threading
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from pyroaring import BitMap

from data.corpus.calendar import DAY
from data.corpus.codings import NUMBERS, Coding, find_coding
from data.corpus.columns import Columns
from data.corpus.errors import NotCodedError
from data.corpus.layout import Manifest
from data.corpus.tables import strings

# Of the piece, beside row, day, exact and story.
OF_THE_PIECE = ("outlet", "outlet_country", "language", "kind")
OF_THE_PASSAGE = ("part", "start", "end", "reason", "stance", "voice", "iso3", "actor")
PASSAGE_COLUMNS = ("row", "day", "exact", "story", *OF_THE_PIECE, *OF_THE_PASSAGE)
OUTLINE_COLUMNS = ("row", "day", "exact", "story", *OF_THE_PIECE, "speaks")
# Dated no coarser than this, a piece lies in one day.
EXACT = ("day", "time")
# Codings open at once: the one in use and the one before it.
OPEN = 2


class CodedPieces:
    """Answers from codings, each opened when first asked for. Threads may ask at once."""

    def __init__(self, folder: Path, manifest: Manifest, columns: Columns) -> None:
        self._folder, self._manifest, self._columns = folder, manifest, columns
        self._open: dict[str, Coding] = {}
        self._opening = threading.Lock()

    def holds(self, key: str) -> bool:
        """Say whether the coding of that key is stored whole."""
        return self._found(key) is not None

    def passages(self, chosen: BitMap, key: str) -> pd.DataFrame:
        """Return the passages of the chosen rows, as Corpus.passages says."""
        coding = self._coding(key)
        rows = coding.numbers["row"]
        picks = np.flatnonzero(self._chosen(chosen)[rows])
        frame = self._pieces(rows[picks])
        frame |= {name: coding.numbers[name][picks] for name in NUMBERS if name != "row"}
        for name, codes in coding.codes.items():
            frame[name] = pd.Categorical.from_codes(codes[picks], dtype=coding.kinds[name])
        return pd.DataFrame({name: frame[name] for name in PASSAGE_COLUMNS})

    def outline(self, chosen: BitMap, key: str, agreement: str) -> pd.DataFrame:
        """Return the chosen rows, as Corpus.outline says."""
        coding = self._coding(key)
        rows = np.frombuffer(chosen.to_array(), dtype=np.uint32)
        speaking = np.zeros(self._columns.total, dtype=bool)
        speaking[coding.speaks.get(agreement, rows[:0])] = True
        frame = self._pieces(rows) | {"speaks": speaking[rows]}
        return pd.DataFrame({name: frame[name] for name in OUTLINE_COLUMNS})

    def snippets(self, places: pd.DataFrame) -> list[str]:
        """Return the words at places, as Corpus.snippets says."""
        parts = places["part"].astype("str").to_numpy()
        rows = places["row"].to_numpy().astype(np.uint32)
        words = np.empty(len(places), dtype=object)
        for part in np.unique(parts):
            own = np.flatnonzero(parts == part)
            words[own] = self._columns.texts(rows[own], (part,))[part]
        cuts = zip(words, places["start"], places["end"], strict=True)
        return [text[start:end] for text, start, end in cuts]

    def _pieces(self, rows: np.ndarray) -> dict[str, object]:
        """Return row, day, exact, story and OF_THE_PIECE of rows in any order."""
        single = self._columns.single
        precision = single["precision"]
        exact = np.isin(precision.values, EXACT)
        day = self._columns.published_at(rows).astype(DAY).astype("datetime64[us]")
        frame: dict[str, object] = {"row": rows.astype(np.int64), "day": day}
        frame["exact"] = exact[precision.codes[rows]]
        frame["story"] = self._columns.story[rows].astype(np.int64)
        for name in OF_THE_PIECE:
            codes = single[name].codes[rows]
            frame[name] = pd.Categorical.from_codes(codes, dtype=self._kinds[name])
        return frame

    @cached_property
    def _kinds(self) -> dict[str, pd.CategoricalDtype]:
        single = self._columns.single
        return {name: pd.CategoricalDtype(strings(single[name].values)) for name in OF_THE_PIECE}

    def _chosen(self, chosen: BitMap) -> np.ndarray:
        """Return by row whether it is chosen."""
        rows = np.zeros(self._columns.total, dtype=bool)
        rows[np.frombuffer(chosen.to_array(), dtype=np.uint32)] = True
        return rows

    def _coding(self, key: str) -> Coding:
        coding = self._found(key)
        if coding is None:
            raise NotCodedError(
                f"The reasons in the corpus {self._manifest.name} are not coded yet with this "
                f"codebook; python -m data.ingest.coding {self._folder} does it."
            )
        return coding

    def _found(self, key: str) -> Coding | None:
        with self._opening:
            coding = self._open.pop(key, None)
            coding = coding or find_coding(self._folder, self._manifest.build, key)
            if coding is not None:
                # The last is the one last asked for.
                self._open[key] = coding
            while len(self._open) > OPEN:
                del self._open[next(iter(self._open))]
        return coding
