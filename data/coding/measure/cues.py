"""What the program's cues find in the drawn passages, as it codes them in a corpus."""

from collections.abc import Sequence

import numpy as np

from data.coding.codebook import STANCES, Codebook
from data.coding.coder import Code, Coder
from data.coding.measure.codings import Labels, Passage


def by_cues(passages: Sequence[Passage], codebook: Codebook) -> Labels:
    """Code each passage within its text; voice: of the first reason found, "" where there is none.

    The coder knows the language and the kind of the piece, which the readers were not told.
    """
    coder = Coder(codebook)
    order = {reason: number for number, reason in enumerate(codebook.reasons)}
    stance = np.full((len(passages), len(order)), "", dtype=object)
    voice = np.full(len(passages), "", dtype=object)
    for row, passage in enumerate(passages):
        codes = _codes(coder, passage)
        for code in sorted(codes, key=lambda code: STANCES.index(code.stance)):
            stance[row, order[code.reason]] = code.stance
        if codes:
            voice[row] = f"{codes[0].voice}:{codes[0].iso3}".removesuffix(":")
    return Labels(tuple(order), stance, voice)


def _codes(coder: Coder, passage: Passage) -> list[Code]:
    text = passage.text
    parts = dict.fromkeys(("title", "summary", "text"), "") | {text.part: text.words}
    found = coder.code(**parts, language=text.of_piece, kind=text.kind)
    return [code for code in found if code.start < passage.end and code.end > passage.start]
