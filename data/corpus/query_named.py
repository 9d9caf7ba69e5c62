"""The fields of a query that a corpus answers by names it knows: outlets and countries."""

import csv
import difflib
import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache

import tantivy
from pyroaring import BitMap

from data.corpus import words
from data.corpus.bitmaps import Facet
from data.corpus.query_terms import units
from data.corpus.query_tokens import said
from data.facts import FILES
from data.filters import shown

# How alike a name must be to be offered in place of one that is not known, 0 to 1.
NEAR = 0.75


class NamedRows:
    """The rows of outlets whose names hold words, and of countries by code or English name."""

    def __init__(self, facets: Mapping[str, Facet], analyzer: tantivy.TextAnalyzer) -> None:
        self._facets, self._analyzer = facets, analyzer

    def rows(self, part: words.Words) -> BitMap:
        """Return the rows of an outlet or a country. Errors: SearchError for no country."""
        return self._of_outlet(part) if part.field == "outlet" else self._of_country(part)

    def _of_outlet(self, part: words.Words) -> BitMap:
        terms = (term for unit in units(part, self._analyzer) for term in unit)
        pattern = " ".join(re.escape(term.text) + "[^ ]*" * term.begins for term in terms)
        held = re.compile(f" {pattern} ")
        return self._facets["outlet"].any_of(
            name for name, spaced in self._outlets if held.search(spaced)
        )

    @cached_property
    def _outlets(self) -> list[tuple[str, str]]:
        return [
            (name, f" {' '.join(self._analyzer.analyze(words.folded(name)))} ")
            for name in self._facets["outlet"].values
        ]

    def _of_country(self, part: words.Words) -> BitMap:
        if "*" in part.text:
            raise said("a * in the field country", part.place, "write the whole name or a code")
        facet, name = self._facets["country"], _plain(part.text)
        code = country_codes().get(name, name.upper())
        if name not in country_codes() and facet.code(code) is None:
            nearest = difflib.get_close_matches(name, country_names(), 1, cutoff=NEAR)
            known = f"the nearest is {country_names()[nearest[0]]}" if nearest else ""
            mend = known or "write its English name or a code like KAZ"
            raise said(f"no country {shown(part.text)}", part.place, mend)
        return facet.any_of((code,))


@lru_cache(maxsize=1)
def country_codes() -> Mapping[str, str]:
    """Return alpha-3 codes by code, name, official name and alias, in small letters and plain.

    A code beats a name and a name an alias; an alias of two countries stands for neither.
    """
    aliases = [(alias, row) for row in _countries() for alias in row["aliases"].split(";")]
    shared = Counter(_plain(alias) for alias, _ in aliases)
    found = {_plain(alias): row["iso3"] for alias, row in aliases if shared[_plain(alias)] == 1}
    for row in _countries():
        official = (name.partition("(")[0] for name in row["official_name_en"].split(";"))
        found |= {_plain(name): row["iso3"] for name in official}
    for column in ("name_en", "iso3"):
        found |= {_plain(row[column]): row["iso3"] for row in _countries()}
    return {spelling: code for spelling, code in found.items() if spelling}


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Return English names by the same in small letters and plain."""
    return {_plain(row["name_en"]): row["name_en"] for row in _countries()}


@lru_cache(maxsize=1)
def _countries() -> list[dict[str, str]]:
    with (FILES / "countries.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", words.folded(name).casefold()))
