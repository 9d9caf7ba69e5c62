"""Filters in words: the subtitle of every figure, and the name of every file."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.filters import Filters

# One and several of what is counted.
NOUNS = {
    "articles": ("piece", "pieces"),
    "stories": ("story", "stories"),
    "outlets": ("outlet", "outlets"),
}
FACET_WORDS = {
    "published_in": "published in ",
    "outlet": "",
    "language": "in ",
    "kind": "kind: ",
    "topic": "topic: ",
}
PART_WORDS = {
    "a_only": "only what does not fit: ",
    "b_only": "only what does not fit the above, but: ",
    "both": "only what fits also: ",
    "either": "and besides what fits: ",
}


def described(filters: "Filters", names: Mapping[str, str], span: tuple[date, date] | None) -> str:
    """Say in words which pieces are chosen; see Filters.describe."""
    said = _subject(filters, names)
    if days := filters.dates or span:
        said.append(days_in_words(*days))
    said += selections_in_words(filters, names)
    if not (filters.outlet or filters.language or filters.published_in):
        said.append("all outlets and languages")
    if filters.q:
        said.append(f"matching {filters.q}")
    if filters.part:
        said.append(PART_WORDS[filters.part] + second_in_words(filters, names))
    sentence = " · ".join(said)
    return sentence[0].upper() + sentence[1:]


def second_in_words(filters: "Filters", names: Mapping[str, str]) -> str:
    """Say what the second filter, B, chooses; its dates are those of the first."""
    second = filters.second()
    said = _subject(second, names) if second.country else []
    said += selections_in_words(second, names)
    if second.q:
        said.append(f"matching {second.q}")
    return ", ".join(said) or "all pieces"


def _subject(filters: "Filters", names: Mapping[str, str]) -> list[str]:
    if not filters.country:
        return ["all countries"]
    return [f"about {_listed(filters.country, names, 'or')}"]


def selections_in_words(
    filters: "Filters", names: Mapping[str, str], leave_out: Collection[str] = ()
) -> list[str]:
    """Say each selection but that of the country, in the order of FACET_WORDS."""
    return [
        lead + _listed(getattr(filters, name), names, "or")
        for name, lead in FACET_WORDS.items()
        if getattr(filters, name) and name not in leave_out
    ]


def file_stem(filters: "Filters", page: str) -> str:
    """Return a file name without ending that says page and filter; see Filters.stem."""
    parts = ["accord-atlas", page, filters.corpus, filters.agreement, *filters.country]
    if filters.dates:
        parts += [day.isoformat() for day in filters.dates]
    for name in FACET_WORDS:
        parts += getattr(filters, name)
    parts += [filters.q, filters.part, filters.versus]
    if filters.as_of:
        parts.append(filters.as_of.isoformat())
    for name in ("membership", "every", "of", "measure", "compare", "mix"):
        if getattr(filters, name) != type(filters).__dataclass_fields__[name].default:
            parts.append(getattr(filters, name))
    for name in ("places", "bursts", "breaks", "base", "picked"):
        value = getattr(filters, name)
        if value != type(filters).__dataclass_fields__[name].default:
            said = value if isinstance(value, str) else " ".join(day.isoformat() for day in value)
            parts.append(f"{name} {said}")
    plain = (
        unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode() for part in parts
    )
    words = [re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in plain]
    return "_".join(word for word in words if word)[:120].rstrip("_-")


def day_in_words(day: date) -> str:
    """Write a day as 6 Nov 2025."""
    return f"{day.day} {day:%b} {day.year}"


def days_in_words(first: date, last: date) -> str:
    """Write a range of days, both included; a single day as itself."""
    if first == last:
        return day_in_words(first)
    return f"{day_in_words(first)} to {day_in_words(last)}"


def shown(value: object) -> str:
    """Quote what the reader gave, cut short and without control characters or markup."""
    text = "".join(sign for sign in str(value) if unicodedata.category(sign) != "Cc")
    text = re.sub(r"[<>\[\]`*_$\\]", "", text).strip()
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _listed(values: Iterable[str], names: Mapping[str, str], joiner: str) -> str:
    words = [names.get(value, value) for value in values]
    if len(words) > 4:
        return f"{', '.join(words[:3])} {joiner} {len(words) - 3} more"
    return f" {joiner} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
