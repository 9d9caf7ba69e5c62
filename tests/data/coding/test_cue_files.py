"""The cues and actors that the product is delivered with: whole, and free of slips."""

import csv
from collections.abc import Iterator
from itertools import product

import pytest
import yaml

from data.coding.codebook import load_codebook
from data.facts import FILES

LANGUAGES = ("en", "ru", "ar", "he", "tr", "fr")
CODEBOOK = load_codebook()


def _lists() -> Iterator[tuple[str, list[str]]]:
    """Yield each list of patterns with where it stands, as it is written."""
    waiting = [("", yaml.safe_load((FILES / "reason_cues.yaml").read_bytes()))]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{place}.{name}", inner) for name, inner in value.items()]
        elif isinstance(value, list):
            yield place.removeprefix("."), value


LISTS = dict(_lists())


def _actors() -> list[dict[str, str]]:
    with (FILES / "actors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("reason", "language"), list(product(CODEBOOK.reasons, LANGUAGES)))
def test_each_reason_is_looked_for_in_each_language(reason: str, language: str) -> None:
    """A reason without cues would silently count as absent from a language's press."""
    assert len(CODEBOOK.cues.reasons[reason].get(language, ())) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_ties_sayings_and_stances(language: str) -> None:
    """Without them a language's passages were never tied, attributed or told for or against."""
    cues = CODEBOOK.cues
    assert cues.relations and cues.relations.get(language)
    assert cues.saying.get(language)
    assert all(cues.stances[stance].get(language) for stance in ("given", "disputed", "denied"))


@pytest.mark.parametrize("place", LISTS)
def test_patterns_are_in_small_letters_and_stand_once(place: str) -> None:
    """A capital is never found, an empty pattern is found everywhere, a second one is a slip."""
    patterns = LISTS[place]
    assert all(pattern == pattern.lower() == pattern.strip() != "" for pattern in patterns)
    assert len(set(patterns)) == len(patterns)


def test_no_pattern_is_a_lone_short_word_with_any_ending() -> None:
    """A stem of two letters with any ending would fire on half the dictionary."""
    words = [
        pattern
        for place, patterns in LISTS.items()
        if place.startswith(("reasons.", "free."))
        for pattern in patterns
        if pattern.endswith("*") and " " not in pattern
    ]
    assert [word for word in words if len(word) < 5] == []


def test_free_patterns_belong_to_reasons_of_the_codebook() -> None:
    """A misspelt reason would hold patterns that nothing reads."""
    assert set(CODEBOOK.cues.free) <= set(CODEBOOK.reasons)
    assert set(CODEBOOK.cues.cancelled) <= set(CODEBOOK.reasons)


def test_no_form_names_two_actors() -> None:
    """A form of two actors would give what one says to the other."""
    forms = [form for actor in _actors() for form in actor["forms"].split(";")]
    assert len(set(forms)) == len(forms)
    assert all(form == form.lower().strip() != "" for form in forms)


def test_governments_speak_for_a_country_and_analysts_for_none() -> None:
    """Camps are told from voice and country: without the country a government has no camp."""
    for actor in _actors():
        assert actor["voice"] in ("government", "opponent", "analyst", "outlet"), actor["actor"]
        assert (actor["iso3"] != "") >= (actor["voice"] == "government"), actor["actor"]
        assert actor["iso3"] == "" or actor["voice"] in ("government", "opponent")


@pytest.mark.parametrize(
    ("language", "sentence", "reason"),
    [
        ("en", "The two countries signed a free trade agreement.", "trade"),
        ("ru", "Стороны обсудили торгово-экономическое сотрудничество с Израилем.", "trade"),
        ("ar", "نددت الفصائل الفلسطينية باتفاق التطبيع ووصفته بالخيانة.", "palestinians"),
        ("he", "הפלסטינים גינו את הסכם הנורמליזציה וקראו לו בגידה.", "palestinians"),
        ("tr", "İki ülke serbest ticaret anlaşması imzaladı.", "trade"),
        ("fr", "Les deux pays ont signé un accord de libre-échange.", "trade"),
    ],
)
def test_a_plain_sentence_is_found_in_each_language(
    language: str, sentence: str, reason: str
) -> None:
    """A language whose cues miss a plain sentence is as good as not covered."""
    from data.coding.coder import Coder

    codes = Coder(CODEBOOK).code(sentence, "", "", language)
    assert reason in {code.reason for code in codes}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Israel won the football match against Kazakhstan by two goals to one."),
        ("en", "The bank's quarterly results beat the forecasts of analysts in London."),
        ("ru", "Казахстан обыграл Израиль со счётом два один в отборочном матче."),
        ("ar", "فاز المنتخب السعودي على نظيره المغربي بهدفين لهدف."),
        ("fr", "Le Maroc bat l'Égypte deux buts à un en match amical."),
    ],
)
def test_sport_and_business_carry_no_reason(language: str, sentence: str) -> None:
    """An event that names two countries but no tie between them carries no reason."""
    from data.coding.coder import Coder

    assert Coder(CODEBOOK).code(sentence, "", "", language) == []
