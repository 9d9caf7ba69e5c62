"""What reference managers write in their ways, in ours: days, languages, addresses, topics."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from data.ingest.readers.gdelt_countries import known_countries

FIELDS = (
    "title",
    "summary",
    "outlet",
    "outlet_country",
    "published",
    "url",
    "language",
    "topics",
    "countries",
    "kind",
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What LaTeX calls some languages; the others go by their English names.
_IN_LATEX = {
    "american": "en",
    "usenglish": "en",
    "british": "en",
    "ukenglish": "en",
    "canadian": "en",
    "australian": "en",
    "ngerman": "de",
    "austrian": "de",
    "naustrian": "de",
    "brazilian": "pt",
    "brazil": "pt",
    "mexican": "es",
    "farsi": "fa",
}


def day_of(year: str, month: str = "", day: str = "") -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, as far as known; "" without a year.

    month: a number, or a name whose first three letters are English, with the day beside it or not
        ("November", "nov", "11", "7~nov").
    """
    if not re.fullmatch(r"\d{4}", year.strip()):
        return ""
    number, beside = _month(month)
    parts = [int(year), number, _number(day) or beside]
    known = parts[: parts.index(0)] if 0 in parts else parts
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(known))


def _month(said: str) -> tuple[int, int]:
    """Return the month's number and the day that stands beside it; 0 for unknown."""
    name = re.search(r"[A-Za-z]{3,}", said)
    if name is None:
        return _number(said), 0
    short = name[0][:3].lower()
    return (_MONTHS.index(short) + 1 if short in _MONTHS else 0), _number(said)


def _number(said: str) -> int:
    found = re.search(r"\d{1,2}(?!\d)", said)
    return int(found[0]) if found else 0


def language_of(said: str) -> str:
    """Return an ISO 639 code of a code or an English name: "en" of en-GB, eng, English, british."""
    from babel.core import get_global

    word = re.split(r"[-_,;]", said.strip().lower())[0]
    if re.fullmatch(r"[a-z]{2,3}", word):
        return get_global("language_aliases").get(word, word).split("_")[0]
    return _IN_LATEX.get(word) or _by_name().get(word, "")


@cache
def _by_name() -> dict[str, str]:
    from babel import Locale

    return {name.lower(): code for code, name in Locale("en").languages.items() if len(code) < 4}


def web_address(urls: Iterable[str], doi: str) -> str:
    """Return the first address of the web, else the document's by its DOI."""
    for said in urls:
        if found := re.search(r"https?://[^\s<>{}]+", said, re.IGNORECASE):
            return found[0]
    name = re.search(r"10\.\d{4,9}/\S+", doi)
    return f"https://doi.org/{name[0]}" if name else ""


def is_our_export(key: str, outlet: str, year: str) -> bool:
    """Whether a record's key is one that data.export.citations makes: outlet-year-id."""
    from data.export.citations import key as our_key

    if not year.isdecimal():
        return False
    like = our_key({"article_id": "a", "outlet": outlet, "day": date(int(year), 1, 1)})
    return key.startswith(like.removesuffix("a"))


def topics_and_countries(words: Iterable[str], *, ours: bool) -> tuple[str, str]:
    """Return keywords joined by ;, and in our own exports the countries that stand among them."""
    words = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    countries = [word for word in words if ours and word in known_countries()]
    return ";".join(word for word in words if word not in countries), ";".join(countries)


def title_and_summary(title: str, abstract: str, note: str) -> tuple[str, str]:
    """Return both as a piece has them: our exports put a summary where no headline is known."""
    from data.export.citations import NO_TITLE, OUR_TITLE

    if note == OUR_TITLE:
        return "", title
    return ("" if title == NO_TITLE else title), abstract
