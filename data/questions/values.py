"""Which values each filter can have, from the facts and from the corpus in use."""

from collections.abc import Mapping

from data.corpus import Corpus
from data.facts import Facts
from data.filter_fields import SELECTIONS


def allowed_values(facts: Facts, corpus: Corpus) -> Mapping[str, set[str]]:
    """Return the values that exist, by filter field.

    Every known country is one, also where the corpus has no piece about it or from it.
    """
    options = corpus.options()
    found = {name: set(rows["value"]) for name, rows in options.groupby("dimension")}
    countries = set(facts.country_names)
    about = countries | found.get("country", set())
    return {name: found.get(name, set()) for name in SELECTIONS} | {
        "agreement": set(facts.agreement_names),
        "country": about,
        "focus": countries,
        "published_in": countries | found.get("published_in", set()),
    }
