"""Who could join: rules that name countries, and nobody taken for one that did not join."""

from pathlib import Path

import pytest

from data.eligibility import Rule, eligible, ever_in, load_rules
from data.facts import Facts, FactsError, load_facts


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def test_every_agreement_has_a_rule_with_a_sentence_and_a_source(facts: Facts) -> None:
    """An agreement is compared without anybody having said who could join it."""
    rules = load_rules()
    assert set(rules) == set(facts.agreement_names)
    assert all(rule.sentence.endswith(".") and rule.source for rule in rules.values())


def test_whoever_was_ever_in_could_join(facts: Facts) -> None:
    """A member is left out of the comparison by a rule that forgot it."""
    found = eligible(facts, load_rules())
    for agreement, countries in found.items():
        assert ever_in(facts, agreement) <= countries, agreement


@pytest.mark.parametrize(
    ("agreement", "inside", "outside"),
    [
        ("arab-league", {"SAU", "MRT"}, {"KAZ", "ISR", "TUR"}),
        ("oic", {"KAZ", "UGA", "BIH"}, {"FRA", "IND"}),
        ("eu", {"NOR", "GBR", "UKR"}, {"KAZ", "MAR", "USA"}),
        ("nato", {"USA", "AUT"}, {"KAZ", "JPN"}),
        ("osce", {"KAZ", "MNG"}, {"JPN", "ISR"}),
        ("csto", {"KAZ", "UKR"}, {"CHN", "EST"}),
        ("asean", {"TLS"}, {"KAZ", "PNG"}),
        ("brics", {"KAZ", "TUR", "RUS"}, {"DEU", "USA", "TWN"}),
        ("aukus", {"AUS"}, {"NZL"}),
        ("mnna", {"KAZ", "JPN"}, {"USA", "POL"}),
        ("israel-relations", {"KAZ", "XKX"}, {"ISR"}),
    ],
)
def test_the_rules_name_the_right_countries(
    facts: Facts, agreement: str, inside: set[str], outside: set[str]
) -> None:
    """A country that could never join counts as one that chose not to."""
    found = eligible(facts, load_rules())[agreement]
    assert inside <= found
    assert not outside & found


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ((), {"AUS", "GBR", "USA"}),
        (("NZL",), {"AUS", "GBR", "USA", "NZL"}),
        (("subregion:Australia and New Zealand",), {"AUS", "GBR", "USA", "NZL"}),
        (("in:usmca", "-MEX"), {"AUS", "GBR", "USA", "CAN"}),
        (("-USA",), {"AUS", "GBR", "USA"}),
    ],
)
def test_terms_add_and_take_away_in_their_order(
    facts: Facts, terms: tuple[str, ...], expected: set[str]
) -> None:
    """A term is read as another, or one who is in is taken out."""
    rules = load_rules() | {"aukus": Rule("aukus", terms, "Theirs.", "ours")}
    assert eligible(facts, rules)["aukus"] == expected


@pytest.mark.parametrize("term", ["QQQ", "region:Atlantis", "in:nobody", "opened"])
def test_a_term_that_names_nothing_is_said(facts: Facts, term: str) -> None:
    """A misspelt term leaves an agreement open to nobody."""
    rules = load_rules() | {"aukus": Rule("aukus", (term,), "Theirs.", "ours")}
    with pytest.raises(FactsError, match=f"{term}' in the rule of aukus names nothing"):
        eligible(facts, rules)


def test_an_agreement_without_a_rule_is_said(facts: Facts) -> None:
    """A new agreement is silently left out."""
    rules = {name: rule for name, rule in load_rules().items() if name != "opec"}
    with pytest.raises(FactsError, match="no rule for opec"):
        eligible(facts, rules)


def test_a_rule_that_is_there_twice_is_said(tmp_path: Path) -> None:
    """Of two rules the last wins and nobody knows."""
    (tmp_path / "eligibility.csv").write_text(
        "agreement_id,rule,sentence,source\nnato,open,S.,T\nnato,open,S.,T\n", encoding="utf-8"
    )
    with pytest.raises(FactsError, match="line 3: nato is there twice"):
        load_rules(tmp_path)
