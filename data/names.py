"""Readable names for the codes in facts and corpora: countries, languages, kinds, topics."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

# Where the code alone would read oddly; every other code is written with spaces and a capital.
SPELLED = {
    "us-politics": "US politics",
    "gaza-war": "Gaza war",
    "russia-china": "Russia and China",
}
_ENGLISH = Locale("en")


def language_name(code: str) -> str:
    """Name a language in English by its ISO 639 or BCP 47 code; an unknown code stays as it is."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (UnknownLocaleError, ValueError):
        return _ENGLISH.languages.get(code, code)


def code_name(code: str) -> str:
    """Write a kind or topic code as words."""
    return SPELLED.get(code, code.replace("-", " ").replace("_", " ").capitalize())


def readable(
    country_names: dict[str, str],
    *,
    languages: Iterable[str],
    codes: Iterable[str],
) -> dict[str, str]:
    """Return names by code for everything a filter can name; country codes are upper case."""
    names = {code: code_name(code) for code in codes}
    names |= {code: language_name(code) for code in languages}
    return names | country_names
