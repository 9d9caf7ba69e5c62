"""What a row and each column mean in the tables of evidence and of the brief."""

from collections.abc import Mapping

ROWS: Mapping[str, str] = {
    "brief": "One row for each sentence of the brief, in its order.",
    "evidence": "One row for each passage, piece or fact: for the claim, then against it, then "
    "those that only name it; in order of time.",
}
MEANINGS: Mapping[str, str] = {
    "actor": "who is named as saying it, as the table of actors has it",
    "copies": "pieces of the story that were read in these days, this one too",
    "exact": "whether the date is known to the day",
    "mark_end": "where in the snippet the passage ends",
    "mark_start": "where in the snippet the passage begins, from 0",
    "number": "place of the sentence in the brief, from 1",
    "references": "outlets or sources with days, on which the sentence rests",
    "sentence": "the sentence",
    "snippet": "the passage with a little of what stands around it, at most 300 characters; of a "
    "piece without a passage its title or summary; of a fact the note on it",
    "stance": "named, given, disputed or denied",
    "story": "pieces with the same number are copies of one text",
    "voice": "kind of who says it: none, government, opponent, analyst or outlet",
}
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "brief": {"part": "paragraph: stands, reasons, coverage or limits"},
    "evidence": {
        "day": "day on which the piece stands; of a fact the first that its date may mean",
        "end": "where in the part the passage ends",
        "kind": "kind of piece; of a fact the step",
        "outlet": "name of the outlet; of a fact its source",
        "part": "where in the piece the passage stands: title, summary or text",
        "reason": "reason of the codebook",
        "row": "place of the piece by date in the corpus, from 0; -1 for a fact",
        "title": "title of the piece; empty where the corpus holds none; of a fact what it says",
        "side": "for (given), against (disputed or denied), named (no more than named), context "
        "(a piece that is counted), fact (on record)",
        "start": "where in the part the passage begins, from 0",
    },
}
