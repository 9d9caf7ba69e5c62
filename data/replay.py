"""A saved view built again from its corpus: `python -m data.replay FILE.zip`."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from data.address import from_address
from data.ask import corpus_folder_of
from data.coding.codebook_error import CodebookError
from data.corpus import Corpus, CorpusError, open_corpus
from data.corpus.home import BUILT_IN
from data.export.comparison import Comparison, TextTable, compared, plain, text_table
from data.export.saved_view import SavedView, SavedViewError, read_view
from data.export.tables import as_csv
from data.facts import Facts, FactsError, load_facts
from data.filters import FilterError, Filters
from data.ingest.errors import IngestError
from data.ingest.version import version
from data.questions.values import allowed_values
from data.tables import OWN_ROWS, TABLES, facts_checksum

# What an address says beside the rows of a table: where they come from, what lies open.
ELSEWHERE = ("corpus", "picked_line", "page", "article")
SAME, DIFFERENT, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Say whether the table of a ZIP is the same now.

    Returns 0 where it is, 1 where it differs, 2 with a sentence on standard error where it cannot
    be said.
    """
    asked = _parser().parse_args(arguments)
    try:
        with asked.file.open("rb") as file:
            saved = read_view(file)
        corpus = open_corpus(_folder(saved, asked.corpus))
        for line in (*what_differs(saved, corpus), *_left_aside(saved)):
            print(line)
        found = replayed(saved, load_facts(), corpus)
    except OSError as error:
        print(f"data.replay: {asked.file}: {error.strerror or error}", file=sys.stderr)
        return FAILED
    except SavedViewError as error:
        print(f"data.replay: {asked.file}: {error}", file=sys.stderr)
        return FAILED
    except (CorpusError, FactsError, FilterError, IngestError, CodebookError) as error:
        print(f"data.replay: {error}", file=sys.stderr)
        return FAILED
    print(found.in_words())
    return SAME if found.same else DIFFERENT


def replayed(saved: SavedView, facts: Facts, corpus: Corpus) -> Comparison:
    """Build the table of a saved view again and compare it with the rows saved.

    A filter's value that the corpus does not hold is an error, and so is a table that this
    version does not know. Errors: FilterError, SavedViewError.
    """
    if saved.figure not in TABLES:
        raise SavedViewError(f"This version knows no table named {plain(saved.figure)!r}.")
    filters = _filters(saved, facts, corpus)
    frame = TABLES[saved.figure](facts, corpus, filters, saved.today)
    types = {str(name): str(frame[name].dtype) for name in frame}
    return compared(_without_own(saved), text_table(as_csv(frame)), saved.types, types)


def what_differs(saved: SavedView, corpus: Corpus) -> Iterator[str]:
    """Yield a sentence for corpus, facts and program where they are not those of the file."""
    manifest = corpus.manifest
    if manifest.checksum != saved.checksum:
        yield (
            f"The corpus differs: the file is of {plain(saved.corpus)!r}, checksum "
            f"{plain(saved.checksum)}; this is {plain(manifest.name)!r}, checksum "
            f"{manifest.checksum}."
        )
    if saved.facts != facts_checksum():
        yield (
            f"The facts differ: the file's have checksum {plain(saved.facts)}, these "
            f"{facts_checksum()}."
        )
    if saved.code != version():
        yield f"The program differs: the file is of {plain(saved.code)}, this is {version()}."


def _filters(saved: SavedView, facts: Facts, corpus: Corpus) -> Filters:
    given = {k: values for k, values in parse_qs(saved.filters).items() if k not in ELSEWHERE}
    filters, notes = from_address(given, allowed_values(facts, corpus))
    if notes:
        raise FilterError(" ".join(note.replace("; left out.", ".") for note in notes))
    return filters


def _without_own(saved: SavedView) -> TextTable:
    """Return the rows drawn without those that a reader had added."""
    column, value = OWN_ROWS.get(saved.figure, ("", ""))
    if column not in saved.drawn.columns:
        return saved.drawn
    place = saved.drawn.columns.index(column)
    return saved.drawn._replace(rows=tuple(row for row in saved.drawn.rows if row[place] != value))


def _left_aside(saved: SavedView) -> Iterator[str]:
    number = len(saved.drawn.rows) - len(_without_own(saved).rows)
    if number:
        yield f"Rows that a reader added are not compared: {number:,}."


def _folder(saved: SavedView, option: str) -> Path:
    """Return the corpus's folder: the option, the built-in one, the name in the view's address.

    Errors: CorpusError where none of these says where it is.
    """
    if option or saved.built_in:
        return corpus_folder_of(option, [BUILT_IN])
    linked = parse_qs(saved.filters).get("corpus", [])
    if not linked and not os.environ.get("ACCORD_ATLAS_CORPUS"):
        raise CorpusError(
            f"The file does not say where its corpus, {plain(saved.corpus)!r}, lies: name it with "
            "--corpus."
        )
    return corpus_folder_of("", linked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.replay", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.zip", help="a ZIP from a Download menu")
    parser.add_argument(
        "--corpus",
        default="",
        help="a name in the corpora folder, or a folder; without it the one that the file names",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
