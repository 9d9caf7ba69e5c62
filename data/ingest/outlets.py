"""Who published a piece: the outlet by its address, its name made plain, and its country."""

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from data.facts import FILES

# Hosts of many outlets that the bundled public suffix list does not hold; each name before
# them is an outlet of its own.
BLOG_HOSTS = (
    "beehiiv.com",
    "blogfa.com",
    "ghost.io",
    "livejournal.com",
    "medium.com",
    "over-blog.com",
    "substack.com",
    "tistory.com",
    "tumblr.com",
    "typepad.com",
    "wordpress.com",
)
# Platforms show others' pieces, so their country says nothing about a piece.
PLATFORMS = frozenset("bing blogspot facebook google instagram linkedin reddit telegram tiktok "
                      "twitter youtube youtu".split())  # fmt: skip
# Country codes used all over the world for how they look. Armenia's (am), India's, Moldova's,
# Mongolia's and Somalia's stay, because most news under them is from there. Below a second
# level that only the country gives out (com.co, gov.ly) these count as well.
GENERIC = frozenset(
    "ac ag ai as bz cc cf co cx dj eu fm ga gd gg gl gq gs hm im io je ki la lc li ly me ml ms mu "
    "nf nu pm pn pw sc sh sx st tc tf tk tl to tv vc vg vu wf ws yt".split()
)
# Codes that differ from ISO 3166-1, and territories that stand under a state here.
OTHERS = {
    "uk": "GBR", "su": "RUS", "gov": "USA", "mil": "USA", "edu": "USA", "pr": "USA", "gu": "USA",
    "re": "FRA", "gp": "FRA", "mq": "FRA", "gf": "FRA", "nc": "FRA", "pf": "FRA", "fo": "DNK",
    "рф": "RUS", "қаз": "KAZ", "укр": "UKR", "срб": "SRB", "мкд": "MKD", "бел": "BLR",
    "мон": "MNG", "бг": "BGR", "ελ": "GRC", "հայ": "ARM", "გე": "GEO", "ישראל": "ISR",
    "امارات": "ARE", "السعودية": "SAU", "قطر": "QAT", "عمان": "OMN", "الاردن": "JOR",
    "البحرين": "BHR", "مصر": "EGY", "سورية": "SYR", "فلسطين": "PSE", "تونس": "TUN",
    "المغرب": "MAR", "الجزائر": "DZA", "سودان": "SDN", "اليمن": "YEM", "عراق": "IRQ",
    "موريتانيا": "MRT", "ایران": "IRN", "پاکستان": "PAK", "پاكستان": "PAK", "مليسيا": "MYS",
    "भारत": "IND", "ভারত": "IND", "இந்தியா": "IND", "بھارت": "IND", "বাংলা": "BGD",
    "ලංකා": "LKA", "இலங்கை": "LKA", "中国": "CHN", "中國": "CHN", "香港": "HKG", "澳門": "MAC",
    "台湾": "TWN", "台灣": "TWN", "新加坡": "SGP", "한국": "KOR", "ไทย": "THA", "ລາວ": "LAO",
}  # fmt: skip
LONGEST_HOST = 253  # RFC 1035
LISTED, INFERRED = "listed", "inferred"

_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@\s]*@)?([^/?#:@\s\[\]]+)", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DOMAIN = re.compile(r"[^\s/]+\.[^\s/.]{2,}")
_NUMBERS = re.compile(r"[\d.]+")
# Joiners are letters' business in Persian and in Indian scripts; other unseen signs are not.
_JOINERS = "\u200c\u200d"
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


def outlet_of(url: str) -> str:
    """Return the registered domain of an address, such as bbc.co.uk; "" for none or a number.

    Blogs on a shared host are outlets of their own (name.blogspot.com). Source: the public
    suffix list as bundled with tldextract, so nothing is fetched.
    """
    match = _HOST.match(url)
    # Checked before the cache, which would keep what a hostile file calls a host.
    return _registered(match[1]) if match and len(match[1]) <= LONGEST_HOST else ""


def tidy_outlet(name: str) -> str:
    """Return an outlet's name without control signs and spare spaces; an address as its host."""
    if not name.isascii() or not name.isprintable():
        name = "".join(_kept(sign) for sign in unicodedata.normalize("NFC", name))
    plain = " ".join(name.split())
    if _ADDRESS.fullmatch(plain) and (match := _HOST.match(plain)):
        return match[1].casefold().rstrip(".").removeprefix("www.")
    return plain


@lru_cache(maxsize=1 << 16)
def outlet_country(outlet: str, host: str) -> tuple[str, str]:
    """Return the country an outlet is published in (alpha-3) and the basis of saying so.

    host: of the piece's or the outlet's address, or the whole address; "" for none.
    Basis: "listed" in data/files/outlets.csv by domain, or by a name that only one country's
    outlets bear; "inferred" from a country-code domain; ("", "") for neither. A country-code
    domain weighs more than a name alone.
    """
    domains, names = _listed()
    at = outlet_of(host) if host else ""
    if at in domains:
        return domains[at], LISTED
    inferred = _of_code(at)
    named = names.get(_plain_name(outlet), "")
    if named and inferred in ("", named):
        return named, LISTED
    own = outlet_of(outlet) if _DOMAIN.fullmatch(outlet) else ""
    if not inferred and own in domains:
        return domains[own], LISTED
    inferred = inferred or _of_code(own)
    return (inferred, INFERRED) if inferred else ("", "")


@lru_cache(maxsize=1 << 16)
def _registered(host: str) -> str:
    plain = _readable(host.casefold().strip("."))
    if "." not in plain or _NUMBERS.fullmatch(plain):
        return ""
    found = _extract()(plain)
    if not found.suffix:
        return ""
    if found.domain in ("", "www"):
        return found.suffix
    return f"{found.domain}.{found.suffix}"


@lru_cache(maxsize=1)
def _extract() -> Callable:
    from tldextract import TLDExtract

    return TLDExtract(
        suffix_list_urls=(),
        cache_dir=None,
        include_psl_private_domains=True,
        extra_suffixes=BLOG_HOSTS,
    )


def _readable(host: str) -> str:
    """Write a host's punycode labels in their own script."""
    if "xn--" not in host:
        return host
    labels = host.split(".")
    for place, label in enumerate(labels):
        if label.startswith("xn--"):
            try:
                labels[place] = label[4:].encode("ascii").decode("punycode")
            except UnicodeError:
                return host
    return ".".join(labels)


@lru_cache(maxsize=1 << 14)
def _of_code(domain: str) -> str:
    """Return the country whose code a domain ends in; "" where the code says nothing."""
    if "." not in domain:
        return ""
    found = _extract()(domain, include_psl_private_domains=False)
    if found.domain in PLATFORMS or _on_a_shared_host(domain):
        return ""
    code = domain.rpartition(".")[2]
    if code in GENERIC and "." not in found.suffix:
        return ""
    return OTHERS.get(code) or _codes().get(code, "")


def _on_a_shared_host(domain: str) -> bool:
    return _extract()(domain).is_private or domain.endswith(BLOG_HOSTS)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return alpha-3 by country-code domain, for the codes that follow ISO 3166-1."""
    with (FILES / "countries.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["iso2"].casefold(): row["iso3"] for row in rows if row["iso2"]}


@lru_cache(maxsize=1)
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Return the curated countries: by domain, and by plain name."""
    domains: dict[str, str] = {}
    names: dict[str, str] = {}
    with (FILES / "outlets.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            domains[row["domain"]] = row["country"]
            for name in filter(None, row["names"].split(";")):
                names[_plain_name(name)] = row["country"]
    return domains, names


def _plain_name(name: str) -> str:
    """Return a name as it is compared: without case, accents and a leading The."""
    folded = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(bare.split()).removeprefix("the ")


def _kept(sign: str) -> str:
    if sign.isspace():
        return " "
    unseen = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") and sign not in _JOINERS
    return "" if unseen else sign
