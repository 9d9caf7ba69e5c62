"""The address bar is the state: filters are read from it, and widgets only ever write to it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from components import cached
from data.corpus import SearchError
from data.filters import Filters, from_address


@dataclass(frozen=True, slots=True)
class Reading:
    """What the address says: filters that can be used, notes on the rest, and q as typed."""

    filters: Filters
    notes: tuple[str, ...]
    typed_q: str


def read() -> Reading:
    """Read the address. What cannot be used is left out, and said in a note."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    filters, notes = from_address(given, allowed())
    typed = (given.get("q") or [""])[-1]
    if filters.q:
        try:
            cached.count(filters)
        except SearchError as error:
            notes.append(str(error))
            filters = replace(filters, q="")
    return Reading(filters, tuple(notes), typed)


def write(filters: Filters) -> None:
    """Put filters into the address; the browser keeps the old one for its back button."""
    st.query_params.from_dict(parse_qs(filters.to_address()))


def allowed() -> Mapping[str, Collection[str]]:
    """Return the values that exist, by field: those of the corpus, and all countries known."""
    return cached.allowed_values()


def change(**changes: object) -> None:
    """Change some filters in the address; for callbacks, which see the address as it is now."""
    write(read().filters.with_choice(**changes))


def bound(name: str, value: Any, convert: Callable[[Any], Any] | None = None) -> dict[str, Any]:  # noqa: ANN401
    """Return key and on_change for a widget that shows `value` and writes the field `name`.

    The widget is set on every run, so that it says what the address says, also after the
    browser's back button. convert: from the widget's value to the field's, where they differ.
    """
    key = f"filter_{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": _changed, "args": (name, key, convert)}


def link_parameters(filters: Filters) -> list[tuple[str, str]]:
    """Return the address as pairs, for links to other pages; the open piece stays behind."""
    kept = replace(filters, **{name: _default(name) for name in ("article", "page", "picked")})
    parsed = parse_qs(replace(kept, picked_country="").to_address())
    return [(name, value) for name, values in parsed.items() for value in values]


def _changed(name: str, key: str, convert: Callable[[Any], Any] | None) -> None:
    value = st.session_state[key]
    if convert is not None:
        value = convert(value)
    change(**{name: tuple(value) if isinstance(value, list) else value})


def _default(name: str) -> object:
    return next(field.default for field in fields(Filters) if field.name == name)
