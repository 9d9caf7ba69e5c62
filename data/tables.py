"""The table behind each figure, by the figure's name: drawn, downloaded, asked for, replayed."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from data.corpus import Corpus
from data.corpus.protocol import ARTICLE_COLUMNS
from data.facts import FILES, Facts
from data.filter_fields import OF, PARTS
from data.filters import FilterError, Filters
from data.methods.distinctive import TooFewWordsError
from data.names import readable
from data.questions import events, membership
from data.questions.brief import brief_table
from data.questions.coverage import coverage
from data.questions.distinct import distinct_words
from data.questions.event_study import event_study
from data.questions.evidence import evidence
from data.questions.lines import ALL, PARTED, behind, line_codes, line_names
from data.questions.lookalikes import lookalikes
from data.questions.memberships_axis import memberships_axis
from data.questions.places import coverage_places
from data.questions.reason_quality import reason_quality
from data.questions.reason_topics import topics_by_window
from data.questions.reasons import reason_changes, reason_shares
from data.questions.robustness import robustness
from data.questions.signals import Signals, found_signals
from data.questions.standing import special
from data.questions.usable import usable
from data.questions.values import allowed_values
from data.questions.voices import reasons_by_press, who_says
from data.sources import load_sources

# What a screen holds: countries on a timeline, lines of a list of what happened lately.
MOST_BARS = 40
LATEST_ROWS = 8
# A file of pieces stops here, and says so.
MOST_PIECES = 100_000
LONGEST_SUMMARY = 500
SOURCE_COLUMNS = ("file", "title", "producer", "licence", "accessed")
FACT_FILES = (
    "agreements.csv",
    "memberships.csv",
    "events.csv",
    "countries.csv",
    "agreement_parts.csv",
    "eligibility.csv",
)

Maker = Callable[[Facts, Corpus, Filters, date], pd.DataFrame]


def coverage_lines(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return coverage over time as data.questions.coverage, with the name of each line."""
    drawn, _ = usable(corpus, filters)
    return _named(coverage(corpus, drawn), drawn, facts, corpus)


def coverage_whole(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return coverage over all days of the corpus, counted in pieces, in stories, in outlets.

    Its lines are those drawn, also where none are chosen and other days or units have others.
    Shape: as coverage_lines, one below the other, with the column of before them.
    Errors: FilterError where all days make too many buckets.
    """
    drawn, _ = usable(corpus, filters)
    parts, codes = [], line_codes(corpus, drawn)
    if drawn.compare not in PARTED and codes != (ALL,):
        drawn = replace(drawn, **{drawn.compare: codes})
    for of in OF:
        part = coverage_lines(facts, corpus, replace(drawn, dates=None, of=of), today)
        part.insert(0, "of", of)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _named(frame: pd.DataFrame, filters: Filters, facts: Facts, corpus: Corpus) -> pd.DataFrame:
    """Return a frame of lines with the readable name of each, in the column name."""
    names = line_names(filters, readable_names(facts, corpus))
    return frame.assign(name=frame["series"].map(lambda code: names.get(code, code)))


def signals(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> Signals:
    """Return the bursts and breaks of coverage that the filters ask for."""
    drawn, _ = usable(corpus, filters)
    return found_signals(coverage(corpus, drawn), drawn)


def words(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return the words that tell the days picked from the others.

    Errors: FilterError where no days are picked, or they hold too little.
    """
    if not filters.picked:
        raise FilterError("Picked days: none are chosen, so there are no words to compare.")
    try:
        return distinct_words(corpus, filters.corpus_part(), filters.picked).words
    except TooFewWordsError as error:
        raise FilterError(str(error)) from error


def places(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return coverage by country as data.questions.places, with names, for every country."""
    names = dict(facts.country_names)
    frame = coverage_places(corpus, filters, list(names))
    return frame.assign(name=frame["iso3"].map(names))


def marks(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return what charts mark within the dates, or the corpus's own days; newest first.

    A reader's own events are not among them: they are in nobody else's facts.
    """
    filters = events.within_days(filters, corpus)
    return events.marks(facts, filters).sort_values("day", ascending=False, kind="stable")


def timeline(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return spans of status of the countries drawn: the chosen ones, at most MOST_BARS of them."""
    spans = membership.spans(facts, filters, today)
    if filters.country:
        spans = spans[spans["iso3"].isin(filters.country)]
    first = list(dict.fromkeys(spans["iso3"]))[:MOST_BARS]
    return spans[spans["iso3"].isin(first)].reset_index(drop=True)


def sources(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return the shipped files; the list of pieces only where the corpus was made from it."""
    shown = load_sources()[list(SOURCE_COLUMNS)]
    held = {one.get("file") for one in corpus.manifest.inputs}
    return shown[(shown["file"] != "bibliography.csv") | ("bibliography.csv" in held)]


def account_of_files(facts: Facts, corpus: Corpus, filters: Filters, today: date) -> pd.DataFrame:
    """Return what each file gave when the corpus was built, and how it was read."""
    return corpus.sources().rename(columns={"kind": "recognised_as", "notes": "how_it_was_read"})


def listed(corpus: Corpus, filters: Filters, rows: int = MOST_PIECES) -> pd.DataFrame:
    """Return the chosen pieces in the chosen order, as Corpus.articles does."""
    return corpus.articles(filters.corpus_part(), order=filters.order, first=0, rows=rows)


def pieces(corpus: Corpus, filters: Filters, figure: str) -> tuple[pd.DataFrame, int]:
    """Return the pieces behind a figure, oldest first, and how many there are.

    figure: a name of COUNTED. Of a chart of lines it is the pieces on its lines, else those that
        the filters choose.
    Shape: ARTICLE_COLUMNS without row, at most MOST_PIECES rows, summaries cut to LONGEST_SUMMARY
        characters; of two filters compared also part, the line on which a piece counts.
    """
    compared = False
    if figure in LINED:
        drawn, _ = usable(corpus, filters)
        compared = drawn.compare == "versus"
        filters = behind(corpus, drawn)
    chosen = [replace(filters, part=part) for part in PARTS] if compared else [filters]
    found, total, room = [], 0, MOST_PIECES
    for one in (each.corpus_part() for each in chosen):
        rows = corpus.articles(one, order="oldest", rows=room)[list(ARTICLE_COLUMNS)]
        total += int(corpus.count(one)["count"].sum())
        room -= len(rows)
        rows = rows.drop(columns="row").assign(summary=rows["summary"].map(_cut))
        found.append(rows.assign(part=one.part) if compared else rows)
    return pd.concat(found, ignore_index=True), total


def _cut(summary: str) -> str:
    """Cut a summary that may be a whole text."""
    return summary if len(summary) <= LONGEST_SUMMARY else f"{summary[:LONGEST_SUMMARY]} …"


@cache
def facts_checksum(folder: Path = FILES) -> str:
    """Return 16 hexadecimal digits that change with the facts that ship with the program."""
    said = b"".join((folder / name).read_bytes() for name in FACT_FILES)
    return hashlib.sha256(said).hexdigest()[:16]


def readable_names(facts: Facts, corpus: Corpus) -> Mapping[str, str]:
    """Return readable names by code: countries, languages, kinds, topics."""
    values = allowed_values(facts, corpus)
    return readable(
        dict(facts.country_names),
        languages=values["language"],
        codes=(*values["kind"], *values["topic"]),
    )


# The names are those of the cards on the pages; each maker gives the frame that its card shows
# and downloads, from the filters that the card was given.
TABLES: Mapping[str, Maker] = {
    **dict.fromkeys(("overview_coverage", "coverage", "country_coverage"), coverage_lines),
    "coverage_map": places,
    "bursts": lambda facts, corpus, filters, today: signals(facts, corpus, filters, today).bursts,
    "breaks": lambda facts, corpus, filters, today: signals(facts, corpus, filters, today).breaks,
    "words": words,
    "marks": marks,
    **dict.fromkeys(
        ("overview_map", "map"),
        lambda facts, corpus, filters, today: membership.membership(facts, filters, today),
    ),
    "timeline": timeline,
    "steps": lambda facts, corpus, filters, today: membership.ladder(
        facts, filters.agreement, filters.country
    ),
    "overlap": lambda facts, corpus, filters, today: membership.overlap(facts, filters, today),
    "memberships": lambda facts, corpus, filters, today: membership.memberships_of(
        facts, filters.subject(), filters.as_of or today, filters.membership
    ),
    "memberships_axis": lambda facts, corpus, filters, today: memberships_axis(
        facts, filters, today
    ),
    "special": lambda facts, corpus, filters, today: special(facts, filters, today),
    "lookalikes": lambda facts, corpus, filters, today: lookalikes(facts, filters, today),
    "reasons": lambda facts, corpus, filters, today: reason_shares(facts, corpus, filters),
    "reason_changes": lambda facts, corpus, filters, today: reason_changes(facts, corpus, filters),
    "topics": lambda facts, corpus, filters, today: topics_by_window(facts, corpus, filters),
    "voices": lambda facts, corpus, filters, today: who_says(facts, corpus, filters),
    "reasons_by_press": lambda facts, corpus, filters, today: reasons_by_press(
        facts, corpus, filters
    ),
    "reason_quality": lambda facts, corpus, filters, today: reason_quality(),
    "event_study": lambda facts, corpus, filters, today: (
        event_study(facts, corpus, filters).buckets
    ),
    "placebos": lambda facts, corpus, filters, today: event_study(facts, corpus, filters).compared,
    "robustness": lambda facts, corpus, filters, today: robustness(facts, corpus, filters).frame,
    "brief": brief_table,
    "evidence": lambda facts, corpus, filters, today: evidence(
        facts, corpus, filters, filters.claim, today
    ),
    "happenings": lambda facts, corpus, filters, today: events.happenings(
        facts, filters, today, rows=LATEST_ROWS
    ),
    "articles": lambda facts, corpus, filters, today: listed(corpus, filters),
    "values": lambda facts, corpus, filters, today: corpus.options(filters.corpus_part()),
    "sources": sources,
    "files": account_of_files,
    "rejects": lambda facts, corpus, filters, today: corpus.rejects(),
    "remarks": lambda facts, corpus, filters, today: corpus.remarks(),
}
# The same question asked of more than is drawn, where there is more.
WHOLE: Mapping[str, Maker] = dict.fromkeys(
    ("overview_coverage", "coverage", "country_coverage"), coverage_whole
)
# Figures of lines over time, and all that count pieces.
LINED = (*WHOLE, "bursts", "breaks")
COUNTED = (*LINED, "coverage_map", "words", "values")
# Accounts that hold rows of the reader's own files as they were, texts too.
PRIVATE = ("rejects", "remarks")
# Rows that a reader added: table, column and its value.
OWN_ROWS = {"marks": ("kind", "own")}
