"""Outlets come from addresses, their countries from a list or, marked so, from the domain."""

import csv
import socket
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.facts import FILES
from data.ingest.outlets import OTHERS, outlet_country, outlet_of, tidy_outlet

with (FILES / "outlets.csv").open(encoding="utf-8", newline="") as lines:
    LISTED = list(csv.DictReader(lines))
with (FILES / "countries.csv").open(encoding="utf-8", newline="") as lines:
    CODES = {row["iso3"] for row in csv.DictReader(lines)}


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.bbc.co.uk/news/world-1", "bbc.co.uk"),
        ("http://WWW.Haaretz.CO.IL:8080/x?y=http://other.com/", "haaretz.co.il"),
        ("https://arabic.example-news.com/a", "example-news.com"),
        ("//cdn.example.com/x", "example.com"),
        ("www.example.com.au", "example.com.au"),
        ("example.kz/a/b", "example.kz"),
        ("https://reader:secret@example.org/a", "example.org"),
        ("https://someone.blogspot.com/2020/05/a.html", "someone.blogspot.com"),
        ("https://someone.substack.com/p/a", "someone.substack.com"),
        ("https://someone.wordpress.com/", "someone.wordpress.com"),
        ("https://medium.com/@someone/a", "medium.com"),
        ("https://www.gov.uk/a", "gov.uk"),
        ("https://вести.рф/а", "вести.рф"),
        ("https://xn--b1aew.xn--p1ai/", "мвд.рф"),
        ("https://example.com.", "example.com"),
        ("http://192.168.0.1/a", ""),
        ("http://[2001:db8::1]/a", ""),
        ("http://localhost:8501/", ""),
        ("https://news.invalidsuffixhere/", ""),
        ("mailto:a@b", ""),
        ("no address at all", ""),
        ("", ""),
        ("https://", ""),
    ],
)
def test_the_outlet_of_an_address(url: str, outlet: str) -> None:
    assert outlet_of(url) == outlet


def test_no_network_and_no_disk_is_asked_for_the_suffix_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from data.ingest import outlets

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    for cache in (outlets._extract, outlets._registered):
        cache.cache_clear()
    assert outlet_of("https://a.example.co.uk/") == "example.co.uk"


@given(url=st.text(max_size=60))
def test_no_text_whatever_breaks_an_address(url: str) -> None:
    outlet = outlet_of(url)
    assert not outlet or "." in outlet


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("  The   Daily\tExample \n", "The Daily Example"),
        ("https://www.bbc.co.uk/", "bbc.co.uk"),
        ("http://Example.com/world", "example.com"),
        ("Www.rtl.fr", "rtl.fr"),
        ("Example\u200f \u202bNews\x00", "Example News"),
        ("صحيفة\u00a0المثال", "صحيفة المثال"),
        ("خبر\u200cگزاری", "خبر\u200cگزاری"),
        ("Gazeta.ru", "Gazeta.ru"),
        ("", ""),
    ],
)
def test_a_name_is_made_plain(name: str, tidy: str) -> None:
    assert tidy_outlet(name) == tidy


@pytest.mark.parametrize(
    ("outlet", "host", "country", "basis"),
    [
        ("Al Jazeera English", "", "QAT", "listed"),
        ("anything", "aljazeera.com", "QAT", "listed"),
        ("", "https://www.newarab.com/news/a", "GBR", "listed"),
        ("", "al-monitor.com", "USA", "listed"),
        ("Le Parisien", "", "FRA", "listed"),
        ("NEW YORK TIMES", "", "USA", "listed"),
        ("The New York Times", "", "USA", "listed"),
        ("Libération", "", "FRA", "listed"),
        ("Liberation", "", "FRA", "listed"),
        ("هآرتس", "", "", ""),
        ("הארץ", "", "ISR", "listed"),
        ("Haaretz.com", "", "ISR", "listed"),
        ("", "unlisted-paper.co.il", "ISR", "inferred"),
        ("", "unlisted-paper.uk", "GBR", "inferred"),
        ("", "unlisted-paper.su", "RUS", "inferred"),
        ("", "unlisted-paper.kz", "KAZ", "inferred"),
        ("", "пример.рф", "RUS", "inferred"),
        ("", "xn--e1afmkfd.xn--p1ai", "RUS", "inferred"),
        ("", "مثال.قطر", "QAT", "inferred"),
        ("", "unlisted-paper.am", "ARM", "inferred"),
        ("Unlisted-paper.kz", "", "KAZ", "inferred"),
        ("", "unlisted-paper.com.co", "COL", "inferred"),
        ("", "unlisted-paper.co", "", ""),
        ("", "unlisted-paper.io", "", ""),
        ("", "unlisted-paper.tv", "", ""),
        ("", "unlisted-paper.me", "", ""),
        ("", "unlisted-paper.eu", "", ""),
        ("", "unlisted-paper.com", "", ""),
        ("", "someone.blogspot.com", "", ""),
        ("", "news.google.co.uk", "", ""),
        ("Reuters", "news.google.com", "GBR", "listed"),
        ("Observador", "observador.cr", "CRI", "inferred"),
        ("The Star", "", "", ""),
        ("Daily News", "", "", ""),
        ("The Times", "", "", ""),
        ("The Times", "thetimes.co.uk", "GBR", "listed"),
        ("", "", "", ""),
    ],
)
def test_the_country_of_an_outlet_and_its_basis(
    outlet: str, host: str, country: str, basis: str
) -> None:
    assert outlet_country(outlet, host) == (country, basis)


def test_every_listed_domain_is_one_that_an_address_can_give() -> None:
    """A domain that is not the registered one would never be met."""
    assert [row["domain"] for row in LISTED if outlet_of(row["domain"]) != row["domain"]] == []


def test_every_listed_domain_stands_once_and_names_a_country_we_have() -> None:
    counts = Counter(row["domain"] for row in LISTED)
    assert [domain for domain, times in counts.items() if times > 1] == []
    assert {row["country"] for row in LISTED} <= CODES
    assert set(OTHERS.values()) <= CODES
    assert [row["domain"] for row in LISTED] == sorted(counts)


def test_no_name_is_listed_for_two_countries() -> None:
    """A name that outlets of two countries bear says nothing; it must only go by domain."""
    from data.ingest.outlets import _plain_name

    countries: dict[str, set[str]] = {}
    for row in LISTED:
        for name in filter(None, row["names"].split(";")):
            countries.setdefault(_plain_name(name), set()).add(row["country"])
    assert {name: found for name, found in countries.items() if len(found) > 1} == {}


def test_the_list_agrees_with_the_shipped_bibliography() -> None:
    with (FILES / "bibliography.csv").open(encoding="utf-8", newline="") as lines:
        pieces = list(csv.DictReader(lines))
    domains = {row["domain"]: row["country"] for row in LISTED}
    # A portal of many countries, listed where its company sits.
    apart = {
        (piece["outlet"], domains[at], piece["outlet_country"])
        for piece in pieces
        if (at := outlet_of(piece["url"])) in domains
        and at != "yahoo.com"
        and domains[at] != piece["outlet_country"]
    }
    assert apart == set()
