"""The README of a view: what its files hold, in plain text that outlives the program."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import pandas as pd

from data.export.column_meanings import meaning, row_meaning, type_in_words
from data.export.view import View

WIDTH = 92
COUNTED = {
    "articles": "Pieces. A piece counts once for each country or topic it names.",
    "stories": "Stories: copies of one text count once, wherever one of its pieces is.",
    "outlets": "Outlets with at least one piece.",
}
HELD = {
    "data/drawn.csv": "the rows drawn, as text",
    "data/drawn.parquet": "the same rows with their types",
    "data/full.csv": "the same question over all days of the corpus, counted in pieces, stories "
    "and outlets (column of)",
    "data/pieces.csv": "the pieces behind the figure, without their texts",
    "picture.png": "the picture",
    "picture.svg": "the picture as lines, for print",
    "page.html": "the figure as a page that opens in any browser, without a network",
    "audit/labels.csv": "a sample of these pieces, as its reader judged them",
    "events/own_events.csv": "the events that the reader added to the chart",
    "citation.txt": "how to cite, as text",
    "citation.bib": "the same for LaTeX",
    "citation.ris": "the same for reference managers",
    "view.json": "the view for programs",
}
REPLAY = (
    "With Accord Atlas and the same corpus on a machine: python -m data.replay FILE.zip builds "
    "the table of data/drawn.csv again and says whether it is the same."
)


def readme(
    view: View,
    drawn: pd.DataFrame,
    files: Mapping[str, bytes],
    *,
    counts: bool,
    left_out: Sequence[str],
) -> bytes:
    """Return the README in UTF-8, lines of at most 92 signs where words allow it.

    drawn: the rows of the figure. files: path and bytes of all other files. counts: the figure
    counts pieces. left_out: a sentence for each thing that is cut or not there, and why.
    """
    blocks = [
        (view.title, [row_meaning(view.figure)]),
        ("Filters", [view.words]),
        ("Address", [view.address]),
        ("What is counted", [COUNTED[view.filters.of]] if counts else []),
        ("Denominator", [view.denominator]),
        ("Columns", list(_columns(view, drawn))),
        ("Source", [view.source]),
        ("Corpus", _corpus(view)),
        ("Licence", [view.licence]),
        ("Made", [f"On {view.today.isoformat()}, with Accord Atlas {view.code}".strip() + "."]),
        ("How to cite", [view.citation]),
        ("How to build the table again", [REPLAY]),
        ("What is cut or not here", list(left_out)),
        ("Files", [f"{path}: {HELD[path]}" for path in files if path in HELD]),
    ]
    written = [_block(heading, lines) for heading, lines in blocks if any(lines)]
    return "\n\n".join([*written, _checksums(files)]).encode()


def _block(heading: str, lines: Iterable[str]) -> str:
    heading = " ".join(heading.split())
    rule = "=" * min(len(heading), WIDTH)
    return "\n".join([heading, rule, *(_wrapped(line) for line in lines if line)])


def _wrapped(line: str) -> str:
    # A corpus's own words may hold line breaks that would look like headings.
    line = " ".join(line.split())
    return textwrap.fill(
        line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _columns(view: View, drawn: pd.DataFrame) -> Iterable[str]:
    for name in drawn.columns:
        said = meaning(view.figure, str(name))
        yield f"{name} ({type_in_words(drawn[name])})" + (f": {said}" if said else "")


def _corpus(view: View) -> list[str]:
    manifest = view.manifest
    return [
        f"{manifest.name}. Checksum {manifest.checksum}, built {manifest.built_at[:10]}, "
        f"{manifest.kept:,} pieces, {manifest.basis}.",
        view.limit,
        manifest.note,
    ]


def _checksums(files: Mapping[str, bytes]) -> str:
    """Return a line per file as the command sha256sum writes and checks it."""
    lines = (f"{sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return "".join(["SHA-256\n=======\n", *lines])
