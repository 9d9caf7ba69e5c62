"""A link or options in, the table that the page draws out: `python -m data.ask LINK`."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from data.address import from_address
from data.coding.codebook_error import CodebookError
from data.corpus import Corpus, CorpusError, open_corpus
from data.corpus.home import BUILT_IN, checked_name, corpora_folder, corpus_folder
from data.facts import Facts, FactsError, load_facts
from data.filter_fields import RENAMED
from data.filters import FilterError, Filters
from data.ingest.builtin import builtin_corpus_folder
from data.ingest.errors import IngestError
from data.questions.values import allowed_values
from data.tables import TABLES, listed

# Each page's first table; --table names any other.
PAGES = {
    "overview": "overview_coverage",
    "membership": "map",
    "coverage": "coverage",
    "country": "memberships",
    "articles": "articles",
    "corpus": "values",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a page's table as CSV or JSON; return 0, or 2 with a sentence on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        facts = load_facts()
        page, given = _page_and_values(asked)
        corpus = open_corpus(corpus_folder_of(asked.corpus, given.pop("corpus", [])))
        filters, notes = from_address(given, allowed_values(facts, corpus))
        if notes:
            raise FilterError(" ".join(note.replace("; left out.", ".") for note in notes))
        if page == "country":
            filters = filters.about_one(filters.subject())
        frame = table(facts, corpus, asked.table or PAGES[page], filters, date.today())
    except (FilterError, CorpusError, FactsError, IngestError, CodebookError) as error:
        print(f"data.ask: {error}", file=sys.stderr)
        return 2
    try:
        print(_written(frame, asked.format), end="")
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe, `head` say, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def table(facts: Facts, corpus: Corpus, name: str, filters: Filters, today: date) -> pd.DataFrame:
    """Return the table that a page draws, by its name in data.tables.

    articles has all pieces, where the page's download stops at the first 100,000.
    """
    if name == "articles":
        return listed(corpus, filters, rows=corpus.total)
    return TABLES[name](facts, corpus, filters, today)


def corpus_folder_of(option: str, linked: Sequence[str]) -> Path:
    """Return the corpus's folder: a name or path as an option, a name in a link, the variable.

    A link comes from others, so it may not hold a path.
    Errors: CorpusError.
    """
    if not option and any(linked):
        name = linked[-1]
        return (
            builtin_corpus_folder() if name == BUILT_IN else corpora_folder() / checked_name(name)
        )
    wanted = option or os.environ.get("ACCORD_ATLAS_CORPUS", "")
    return corpus_folder(wanted) if wanted not in ("", BUILT_IN) else builtin_corpus_folder()


def _page_and_values(asked: argparse.Namespace) -> tuple[str, dict[str, list[str]]]:
    """Read page and parameters from a link, and lay the options over them."""
    try:
        link = urlsplit(asked.what)
    except ValueError:
        raise FilterError(f"{asked.what!r} is not a link.") from None
    page = link.path.strip("/").rsplit("/", 1)[-1] or "overview"
    if page not in PAGES:
        raise FilterError(f"{page!r} is no page; one of {', '.join(PAGES)}.")
    given = parse_qs(link.query)
    names = {field.name for field in fields(Filters)}
    known = names | set(RENAMED)
    if unknown := [name for name in given if name not in known and not name.startswith("utm_")]:
        raise FilterError(f"{unknown[0]!r} is no name in an address; one of {', '.join(names)}.")
    options = {name: getattr(asked, name) for name in names if name != "corpus"}
    return page, given | {name: values for name, values in options.items() if values}


def _written(frame: pd.DataFrame, form: str) -> str:
    plain = frame.copy()
    for column in plain.select_dtypes("datetime"):
        days = plain[column].dt.normalize() == plain[column]
        written = plain[column].dt.strftime("%Y-%m-%dT%H:%M:%S")
        plain[column] = written.where(~days, plain[column].dt.strftime("%Y-%m-%d"))
    if form == "json":
        return plain.to_json(orient="records", force_ascii=False, indent=1) + "\n"
    for column in plain.select_dtypes("bool"):
        plain[column] = plain[column].map({True: "true", False: "false"})
    return plain.to_csv(index=False, lineterminator="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.ask", description=__doc__)
    parser.add_argument("what", help="a link from the app, or a page: " + ", ".join(PAGES))
    parser.add_argument(
        "--table",
        choices=tuple(TABLES),
        default="",
        metavar="NAME",
        help="another table of the page: " + ", ".join(TABLES),
    )
    parser.add_argument("--format", choices=("csv", "json"), default="csv")
    parser.add_argument(
        "--corpus",
        default="",
        help="a name in the corpora folder, or a folder; without it the one that the link names, "
        f"else $ACCORD_ATLAS_CORPUS, else {BUILT_IN}",
    )
    for field in fields(Filters):
        if field.name == "corpus":
            continue
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", action="extend", nargs="+", default=[]
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
