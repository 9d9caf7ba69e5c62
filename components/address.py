"""The address bar is the state: filters are read from it, and widgets only ever write to it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from components import cached, chosen_corpus
from data.address import from_address
from data.corpus import Corpus, SearchError
from data.corpus.home import BUILT_IN
from data.filter_fields import LABELS, SELECTIONS
from data.filters import Filters

FEW_MONTHS = timedelta(days=120)
# In the session: the page and address that each widget was made at, by key; and the page and
# address before the last change with the address it wrote, until a run was whole.
MADE_AT, UNDERWAY = "widgets_made_at", "change_underway"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the address says: filters that can be used, notes on the rest, and q as typed."""

    filters: Filters
    notes: tuple[str, ...]
    typed_q: str


def read() -> Reading:
    """Read the address. What cannot be used is left out, and said in a note."""
    given = _given()
    filters, notes = from_address(given, allowed())
    if not filters.corpus and not cached.corpus_note() and (name := chosen_corpus.chosen().name):
        # The corpus of the server's start, said so that a copied link shows the same elsewhere.
        filters = replace(filters, corpus=name)
        if not any(given.get("corpus", ())):
            st.query_params["corpus"] = name
            if (
                not any(given.get("every", ()))
                and (step := _step(cached.corpus())) != filters.every
            ):
                filters = replace(filters, every=step)
                st.query_params["every"] = step
    typed = (given.get("q") or [""])[-1]
    filters = _searchable(filters, notes)
    return Reading(filters, tuple(notes), typed)


def _searchable(filters: Filters, notes: list[str]) -> Filters:
    """Leave out the search words of A, and of B, that cannot be read, each for itself."""
    if fault := _fault(replace(filters, versus="", part="")):
        notes.append(fault)
        filters = replace(filters, q="")
    second = filters.second()
    if fault := _fault(second):
        notes.append(f"{LABELS['versus']}: {fault}")
        left = replace(second, q="").only(*SELECTIONS).to_address()
        filters = replace(filters, versus=left, part=filters.part if left else "")
        if filters.compared() != filters.compare:
            # The picked line was one of A and B.
            filters = replace(filters, picked_line="")
    return filters


def _fault(filters: Filters) -> str:
    """Say why the search words of filters cannot be read; "" where they can."""
    try:
        if filters.q:
            cached.count(filters)
    except SearchError as error:
        return str(error)
    return ""


def write(filters: Filters) -> None:
    """Put filters into the address; the browser keeps the old one for its back button."""
    before = _place()
    st.query_params.from_dict(parse_qs(filters.to_address()))
    st.session_state[UNDERWAY] = before, _given()


def arrived() -> None:
    """Say that a run came to its end, so that the browser shows the last address written."""
    st.session_state.pop(UNDERWAY, None)


def widget(key: str, value: object, changed: Callable[..., None], *args: object) -> dict[str, Any]:
    """Return key and on_change of a widget that shows `value` and calls changed(*args).

    The widget is set on every run, so that it says what the address says, also after the
    browser's back button.
    """
    st.session_state[key] = value
    st.session_state.setdefault(MADE_AT, {})[key] = _place()
    return {"key": key, "on_change": _called, "args": (key, changed, *args)}


def _called(key: str, changed: Callable[..., None], *args: object) -> None:
    """Call what a change of a widget calls, unless the browser left the widget's address.

    After the back button, a run that is cut short leaves the browser with widgets that say what
    the last address said, and the next run takes that for a change by the reader. A change made
    before the browser showed the last one is none of those: it is made to that last address.
    """
    before, written = st.session_state.get(UNDERWAY, (None, None))
    if before == _place():
        st.query_params.from_dict(written)
    elif written != _given() and st.session_state[MADE_AT][key] != _place():
        return
    changed(*args)


def _place() -> tuple[str | None, dict[str, list[str]]]:
    return st.context.url, _given()


def _given() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def allowed() -> Mapping[str, Collection[str]]:
    """Return the values that exist, by field: those of the corpus, and all countries known."""
    return {**cached.allowed_values(), "corpus": chosen_corpus.choices()}


def change(**changes: object) -> None:
    """Change some filters in the address; for callbacks, which see the address as it is now."""
    write(read().filters.with_choice(**changes))


def show_corpus(name: str) -> None:
    """Switch to another corpus, for callbacks; name as data.corpus.home has it, "" for the start's.

    What is chosen and does not exist there is let go without a note: the reader asked to leave.
    The time step becomes one that shows something of the new corpus.
    """
    if name:
        st.query_params["corpus"] = name
    else:
        st.query_params.pop("corpus", None)
    filters = read().filters
    held, start = cached.corpus(), chosen_corpus.at_start()
    if filters.dates and not _meet(filters.dates, (held.first_day, held.last_day)):
        filters = replace(filters, dates=None)
    said = "" if name == BUILT_IN and start.folder is None else name
    write(filters.with_choice(corpus=said, every=_step(held)))


def bound(name: str, value: Any, convert: Callable[[Any], Any] | None = None) -> dict[str, Any]:  # noqa: ANN401
    """Return key and on_change for a widget that shows `value` and writes the field `name`.

    convert: from the widget's value to the field's, where they differ.
    """
    key = f"filter_{name}"
    return widget(key, value, _changed, name, key, convert)


def link_parameters(filters: Filters) -> list[tuple[str, str]]:
    """Return the address as pairs, for links to other pages; the open piece stays behind."""
    own = ("article", "page", "picked", "claim")
    kept = replace(filters, **{name: _default(name) for name in own})
    parsed = parse_qs(replace(kept, picked_line="").to_address())
    return [(name, value) for name, values in parsed.items() for value in values]


def _changed(name: str, key: str, convert: Callable[[Any], Any] | None) -> None:
    value = st.session_state[key]
    if convert is not None:
        value = convert(value)
    change(**{name: tuple(value) if isinstance(value, list) else value})


def _step(held: Corpus) -> str:
    """Return a time step of which a corpus has more than a few."""
    if held.first_day and held.last_day and held.last_day - held.first_day <= FEW_MONTHS:
        return "day"
    return str(_default("every"))


def _meet(days: tuple[date, date], span: tuple[date | None, date | None]) -> bool:
    return None not in span and days[0] <= span[1] and span[0] <= days[1]


def _default(name: str) -> object:
    return next(field.default for field in fields(Filters) if field.name == name)
