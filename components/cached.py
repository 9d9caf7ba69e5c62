"""The only cache: one wrapper per question, keyed by the corpus and by the filter."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.chosen_corpus import chosen, manifest_state
from components.coverage_chart import coverage_chart
from components.membership_map import membership_map
from components.theme import LOOKS
from components.world import REGIONS
from data.corpus import Corpus, CorpusError, open_corpus
from data.corpus.home import corpora_folder
from data.facts import Facts, counting_step, load_facts
from data.filters import EARLIEST, LATEST, SELECTIONS, Filters
from data.ingest.builtin import builtin_corpus_folder
from data.names import readable
from data.questions import coverage as coverage_questions
from data.questions import events as event_questions
from data.questions import membership as membership_questions
from data.questions import status as status_rules
from data.questions.values import allowed_values as allowed_values_of
from data.sources import load_sources

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from data.ingest.options import Options
    from data.ingest.preview import FilePreview

log = logging.getLogger("accord_atlas")

# Answers are small frames; the bound keeps a server with many readers from growing without end.
ENTRIES = 256
# Each is mapped from its files; what it costs in memory is mostly its bitmaps.
OPEN_CORPORA = 8
WORLD = "app/static/world.geojson"


@st.cache_resource(show_spinner=False)
def facts() -> Facts:
    """Return the facts, read and checked once. Errors: FactsError."""
    return load_facts()


def corpus() -> Corpus:
    """Return the corpus this reader looks at: the one chosen, or the built-in one."""
    return _shown()[0]


def corpus_note() -> str:
    """Say why the built-in corpus is shown instead of the one asked for; "" where it is not."""
    return _shown()[1]


def is_built_in() -> bool:
    """Say whether the corpus shown is the built-in one."""
    return corpus() is built_in()


def _shown() -> tuple[Corpus, str]:
    choice = chosen()
    fault = choice.fault
    if choice.folder is not None:
        state = manifest_state(choice.folder)
        fault = _fault(str(choice.folder), state)
        if not fault:
            return _opened(str(choice.folder), state), ""
    return built_in(), f"{fault} The built-in corpus is shown instead." if fault else ""


def opened(name: str) -> Corpus | None:
    """Return a corpus of the corpora folder, whichever is shown; None where it cannot be opened."""
    folder = corpora_folder() / name
    state = manifest_state(folder)
    return None if _fault(str(folder), state) else _opened(str(folder), state)


@st.cache_resource(show_spinner=False)
def built_in() -> Corpus:
    """Return the corpus that comes with the program."""
    return open_corpus(builtin_corpus_folder())


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _opened(folder: str, state: tuple[int, int]) -> Corpus:
    """Return a corpus shared between readers; state changes when it is built again."""
    return open_corpus(folder)


# A fault is looked for again after a moment: the disk may be back, or the corpus mended.
@st.cache_data(show_spinner=False, max_entries=64, ttl=10)
def _fault(folder: str, state: tuple[int, int]) -> str:
    try:
        _opened(folder, state)
    except CorpusError as error:
        log.warning("corpus %s not opened: %s", folder, error)
        return str(error)
    return ""


def _stamp(held: Corpus) -> str:
    """Return what tells one corpus from another in a cache key."""
    return held.manifest.checksum


def allowed_values() -> Mapping[str, Collection[str]]:
    """Return the values that exist, by filter field."""
    held = corpus()
    return _allowed_values(_stamp(held), held)


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _allowed_values(stamp: str, _held: Corpus) -> Mapping[str, Collection[str]]:
    return allowed_values_of(facts(), _held)


@st.cache_resource(show_spinner=False, max_entries=OPEN_CORPORA)
def _names(stamp: str, _held: Corpus) -> Mapping[str, str]:
    values = _allowed_values(stamp, _held)
    return readable(
        dict(facts().country_names),
        languages=values["language"],
        codes=(*values["kind"], *values["topic"]),
    )


def names() -> Mapping[str, str]:
    """Return readable names by code: countries, languages, kinds, topics."""
    held = corpus()
    return _names(_stamp(held), held)


def in_words(filters: Filters) -> str:
    """Say which pieces are chosen, with the corpus's own days where no dates are."""
    held = corpus()
    span = (held.first_day, held.last_day) if held.first_day and held.last_day else None
    return filters.describe(names(), span)


def options(filters: Filters) -> pd.DataFrame:
    """Return the values of every filter with the count that choosing them would give."""
    held = corpus()
    return _options(_stamp(held), held, filters.corpus_part())


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _options(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return _held.options(filters)


def count(filters: Filters, by: tuple[str, ...] = (), of: str = "articles") -> pd.DataFrame:
    """Count pieces, stories or outlets by dimensions, as Corpus.count does."""
    held = corpus()
    return _count(_stamp(held), held, filters.corpus_part(), by, of)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _count(
    stamp: str, _held: Corpus, filters: Filters, by: tuple[str, ...], of: str
) -> pd.DataFrame:
    return _held.count(filters, by, of)


def articles(filters: Filters, first: int, rows: int) -> pd.DataFrame:
    """Return some of the chosen pieces in the chosen order, as Corpus.articles does."""
    held = corpus()
    return _articles(_stamp(held), held, filters.corpus_part(), filters.order, first, rows)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _articles(
    stamp: str, _held: Corpus, filters: Filters, order: str, first: int, rows: int
) -> pd.DataFrame:
    return _held.articles(filters, order=order, first=first, rows=rows)


def exported(filters: Filters, rows: int) -> Callable[[], pd.DataFrame]:
    """Return what fetches the chosen pieces for a file; too large and too rare to be kept.

    A download is made on the click, apart from any run of the page and without its address, so
    the corpus is chosen now.
    """
    held = corpus()
    return lambda: held.articles(filters.corpus_part(), order=filters.order, first=0, rows=rows)


def article(article_id: str) -> pd.DataFrame | None:
    """Return one piece as a frame of one row, or None where the corpus does not hold it."""
    return corpus().article(article_id)


def coverage(filters: Filters) -> pd.DataFrame:
    """Return coverage over time, one line per chosen country."""
    kept = filters.only(*SELECTIONS, "dates", "q", "every", "of")
    held = corpus()
    return _coverage(_stamp(held), held, kept)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _coverage(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.coverage(_held, filters)


def unplaced(filters: Filters) -> int:
    """Return how many chosen pieces have no date fine enough for the time step."""
    held = corpus()
    return _unplaced(_stamp(held), held, filters.only(*SELECTIONS, "dates", "q", "every"))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _unplaced(stamp: str, _held: Corpus, filters: Filters) -> int:
    return coverage_questions.unplaced(_held, filters)


def coverage_figure(filters: Filters, look: str, height: int) -> "go.Figure":
    """Return the coverage line; shared between readers, so nothing may change it."""
    kept = filters.only(*SELECTIONS, "agreement", "dates", "q", "every", "of", "measure", "marks")
    return _coverage_figure(_stamp(corpus()), kept, look, height)


@st.cache_resource(show_spinner=False, max_entries=64)
def _coverage_figure(stamp: str, filters: Filters, look: str, height: int) -> "go.Figure":
    return coverage_chart(
        coverage(filters),
        marks(filters),
        names=names(),
        look=LOOKS[look],
        measure=filters.measure,
        every=filters.every,
        of=filters.of,
        height=height,
    )


def narrowed(filters: Filters, first: date, last: date) -> Filters:
    """Return the filters of the pieces behind a bucket of the coverage line."""
    return coverage_questions.narrowed(filters, first, last)


def most_covered(filters: Filters) -> pd.DataFrame:
    """Return the five countries most pieces, stories or outlets are about."""
    held = corpus()
    return _most_covered(_stamp(held), held, filters.only(*SELECTIONS, "dates", "q", "of"))


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _most_covered(stamp: str, _held: Corpus, filters: Filters) -> pd.DataFrame:
    return coverage_questions.most_covered(_held, filters)


def membership(filters: Filters, today: date) -> pd.DataFrame:
    """Return how every country stands in the chosen agreement on the chosen day."""
    return _membership(filters.only("agreement", "membership", "as_of"), today)


@st.cache_data(show_spinner=False, max_entries=ENTRIES)
def _membership(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.membership(facts(), filters, today)


def counted_statuses(agreement: str, reading: str) -> tuple[str, ...]:
    """Return the statuses that make a member in a reading."""
    return status_rules.counted_statuses(counting_step(agreement), reading)


@st.cache_data(show_spinner=False, max_entries=64)
def status_days(agreement: str) -> pd.DataFrame:
    """Return the whole picture on each day on which a status changes."""
    return membership_questions.status_days(facts(), agreement)


@st.cache_data(show_spinner=False, max_entries=64)
def member_counts(reading: str, today: date) -> dict[str, int]:
    """Return how many members each agreement has today."""
    return {
        agreement: len(membership_questions.members_on(facts(), agreement, today, reading))
        for agreement in facts().agreement_names
    }


@st.cache_data(show_spinner=False, max_entries=64)
def map_countries(agreement: str) -> pd.DataFrame:
    """Return every country with its label point and its steps as hover text."""
    return membership_questions.map_countries(facts(), agreement)


@st.cache_resource(show_spinner=False, max_entries=64)
def membership_figure(
    agreement: str, day: date, look: str, region: str, height: int, counted: tuple[str, ...]
) -> "go.Figure":
    """Return the map; a figure with hundreds of frames takes Plotly a third of a second to check.

    The one object is shared between readers: nothing may change it, exports work on copies.
    """
    return membership_map(
        status_days(agreement),
        map_countries(agreement),
        day=day.isoformat(),
        look=LOOKS[look],
        geojson=WORLD,
        region=REGIONS[region],
        height=height,
        counted=counted,
    )


def ladder(agreement: str, countries: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the dated steps with their sources."""
    return membership_questions.ladder(facts(), agreement, countries)


def spans(filters: Filters, today: date) -> pd.DataFrame:
    """Return each country's status as spans of time."""
    return _spans(filters.only("agreement"), today)


@st.cache_data(show_spinner=False, max_entries=64)
def _spans(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.spans(facts(), filters, today)


def overlap(filters: Filters, today: date) -> pd.DataFrame:
    """Return the other agreements with the members they share."""
    return _overlap(filters.only("agreement", "membership", "as_of"), today)


@st.cache_data(show_spinner=False, max_entries=64)
def _overlap(filters: Filters, today: date) -> pd.DataFrame:
    return membership_questions.overlap(facts(), filters, today)


def memberships_of(iso3: str, today: date, reading: str) -> pd.DataFrame:
    """Return every agreement a country takes part in."""
    return membership_questions.memberships_of(facts(), iso3, today, reading)


def happenings(filters: Filters, today: date, rows: int) -> pd.DataFrame:
    """Return the latest steps and events of the chosen agreement."""
    return event_questions.happenings(facts(), filters, today, rows=rows)


def marks(filters: Filters) -> pd.DataFrame:
    """Return the steps and events that charts mark, within the dates or the corpus's own days."""
    held = corpus()
    if filters.dates is None and held.first_day and held.last_day:
        # A corpus may be older than what a filter takes; nothing is marked there.
        first, last = max(held.first_day, EARLIEST), min(held.last_day, LATEST)
        filters = filters.with_choice(dates=(first, max(first, last)))
    return event_questions.marks(facts(), filters)


@st.cache_data(show_spinner=False)
def sources() -> pd.DataFrame:
    """Return where the shipped files come from, with licences and limits."""
    return load_sources()


def preview(paths: Sequence[Path], options: "Options") -> "list[FilePreview]":
    """Return how files would be read, by their first rows; shared, so not to be changed.

    Errors: IngestError.
    """
    states = tuple((str(path), *_state_of(path)) for path in paths)
    return _preview(states, repr(options), tuple(paths), options)


@st.cache_resource(show_spinner="Reading the first rows", max_entries=16)
def _preview(
    states: tuple, said: str, _paths: tuple[Path, ...], _options: "Options"
) -> "list[FilePreview]":
    # Reading files of every kind loads much that a page without files does without.
    from data.ingest.preview import preview as preview_of

    return preview_of(_paths, _options)


def _state_of(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
