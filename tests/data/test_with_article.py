"""Names within a sentence, and who has a part in an agreement."""

from pathlib import Path

import pytest

from data.facts import FactsError, load_facts
from data.parts import COUNTERPART, SPONSOR, having, load_parts
from data.with_article import capital, listed, the_agreement, the_country


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kazakhstan", "Kazakhstan"),
        ("United Arab Emirates", "the United Arab Emirates"),
        ("The Bahamas", "the Bahamas"),
        ("Democratic Republic of the Congo", "the Democratic Republic of the Congo"),
        ("Dominica", "Dominica"),
        ("Dominican Republic", "the Dominican Republic"),
    ],
)
def test_a_country_takes_its_article(name: str, said: str) -> None:
    """A sentence says "shared with United States"."""
    assert the_country(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Abraham Accords", "the Abraham Accords"),
        ("NATO", "NATO"),
        ("EU", "the EU"),
        ("Rome Statute (ICC)", "the Rome Statute"),
        ("Ties with Israel", "ties with Israel"),
        ("MNNA", "the group of major non-NATO allies"),
    ],
)
def test_an_agreement_takes_its_article(name: str, said: str) -> None:
    """A sentence says "in the NATO" or "in Abraham Accords"."""
    assert the_agreement(name) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined(words: list[str], said: str) -> None:
    """A list of one begins with "and"."""
    assert listed(words) == said


def test_a_sentence_begins_with_a_capital_and_keeps_the_others() -> None:
    """The United States become "The united states"."""
    assert capital("the United States") == "The United States"


def test_parts_are_those_of_countries_and_agreements_that_exist() -> None:
    """A misspelt code makes an agreement one without a counterpart."""
    facts = load_facts()
    assert having("abraham-accords", COUNTERPART) == ("ISR",)
    assert having("abraham-accords", SPONSOR) == ("USA",)
    assert having("nato", SPONSOR) == ()
    assert set(load_parts()) <= set(facts.agreement_names)
    assert {code for parts in load_parts().values() for code in parts} <= set(facts.country_names)


def test_a_part_that_is_not_known_is_said(tmp_path: Path) -> None:
    """A part that no code reads is taken for one that has a meaning."""
    text = "agreement_id,iso3,part\nnato,USA,patron\n"
    (tmp_path / "agreement_parts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FactsError, match="line 2, field part: 'patron'"):
        load_parts(tmp_path)
