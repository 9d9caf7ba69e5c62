"""Which countries could join an agreement: one that could not is not one that did not."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.facts import FILES, Facts, FactsError, counting_step

FILE = "eligibility.csv"
OPEN, REGION, SUBREGION, IN, LESS = "open", "region:", "subregion:", "in:", "-"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who could join an agreement.

    terms: read in their order, each adds countries, or with a leading minus takes them away: open
    (all), region:X and subregion:X as countries.csv has them, in:X (all ever in agreement X), or
    an alpha-3 code. Whoever was ever in could join, whatever the terms say; so no terms mean that
    nobody else could. sentence: the rule in words. source: where it stands.
    """

    agreement_id: str
    terms: tuple[str, ...]
    sentence: str
    source: str


@cache
def load_rules(folder: Path = FILES) -> Mapping[str, Rule]:
    """Return the rule of each agreement. Errors: FactsError for one that is there twice."""
    found: dict[str, Rule] = {}
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            name = row["agreement_id"]
            if name in found:
                raise FactsError(f"{FILE}, line {reader.line_num}: {name} is there twice.")
            terms = tuple(filter(None, row["rule"].split(";")))
            found[name] = Rule(name, terms, row["sentence"], row["source"])
    return found


def eligible(facts: Facts, rules: Mapping[str, Rule]) -> Mapping[str, frozenset[str]]:
    """Return the alpha-3 codes of the countries that could join each agreement.

    Errors: FactsError for an agreement without a rule, or a term that names nothing.
    """
    if missing := set(facts.agreement_names) - set(rules):
        raise FactsError(f"{FILE}: no rule for {', '.join(sorted(missing))}.")
    ever = {name: ever_in(facts, name) for name in facts.agreement_names}
    groups = _groups(facts, ever)
    return {name: _reached(rules[name], groups) | ever[name] for name in ever}


def ever_in(facts: Facts, agreement: str) -> frozenset[str]:
    """Return the codes of the countries that took the step that counts, at any time."""
    counting = counting_step(agreement)
    return frozenset(
        iso3
        for iso3, steps in facts.steps.get(agreement, {}).items()
        if any(step.step == counting for step in steps)
    )


def _groups(facts: Facts, ever: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Return the countries that each term can name."""
    lands = facts.countries
    groups: dict[str, frozenset[str]] = {OPEN: frozenset(facts.country_names)}
    groups |= {iso3: frozenset((iso3,)) for iso3 in facts.country_names}
    groups |= {f"{IN}{name}": codes for name, codes in ever.items()}
    for iso3, region, subregion in zip(
        lands["iso3"], lands["region"], lands["subregion"], strict=True
    ):
        for term in (f"{REGION}{region}", f"{SUBREGION}{subregion}"):
            groups[term] = groups.get(term, frozenset()) | {iso3}
    return groups


def _reached(rule: Rule, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for term in rule.terms:
        named = groups.get(term.removeprefix(LESS))
        if named is None:
            raise FactsError(f"{FILE}: {term!r} in the rule of {rule.agreement_id} names nothing.")
        found = found - named if term.startswith(LESS) else found | named
    return found
