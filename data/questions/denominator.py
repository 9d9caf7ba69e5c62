"""What the numbers of a chart are, in words: what is counted, and what a share is a share of."""

from collections.abc import Mapping

from data.filters import Filters
from data.questions.lines import SOURCES, SUBJECT
from data.wording import second_in_words, selections_in_words

NOUNS = {"articles": "pieces", "stories": "stories", "outlets": "outlets"}
LINE_OWN = {
    "outlet": "the outlet's own {noun}",
    "published_in": "{noun} published in that country",
    "language": "{noun} in that language",
}
WEAK = {
    "curated": "This corpus is a chosen list: a share of it says what the list holds, not how "
    "much the press wrote.",
    "keyword": "This corpus was collected by search words: a share of it is one of what the words "
    "found, not of all that was published.",
}


def measured(filters: Filters, names: Mapping[str, str]) -> str:
    """Say in one or two sentences what the numbers drawn are, and of what; for every export.

    filters: as data.questions.usable returns them. names: readable names by code.
    """
    noun, every = NOUNS[filters.of], filters.every
    whole = f"{_whole(filters, names)} in the same {every}{_live(filters)}"
    sentences = {
        "count": f"Number of {noun} by {every}.",
        "share": f"Share of {whole}.{_mix(filters)}",
        "index": f"Number of {noun} by {every}, 100 = {_base(filters)}.",
        "per_outlet": f"Number of {noun} by {every} for each outlet live on some day of it.",
    }
    return sentences[filters.measure]


def weak_share(basis: str, filters: Filters) -> str:
    """Say why a share of this corpus says little; "" where it says what it seems to.

    basis: of the corpus's manifest. Only shares are concerned.
    """
    return WEAK.get(basis, "") if filters.measure == "share" else ""


def _whole(filters: Filters, names: Mapping[str, str]) -> str:
    noun = NOUNS[filters.of]
    if filters.compare == "versus":
        return f"all {noun} of the corpus"
    if filters.compare == "press":
        return f"all {noun} of the same press (the country's own, or the rest)"
    subject = any(getattr(filters, name) for name in SUBJECT)
    if filters.compare in SOURCES and subject:
        return LINE_OWN[filters.compare].format(noun=noun)
    kept = selections_in_words(filters, names, leave_out=("topic", filters.compare))
    return " ".join([f"all {noun}", *kept])


def _live(filters: Filters) -> str:
    return "" if filters.compare == "versus" else ", from outlets that were collected then"


def _mix(filters: Filters) -> str:
    if filters.mix != "constant":
        return ""
    return (
        " The mix of outlets is held constant: each outlet of a fixed panel weighs the same in "
        "every step."
    )


def _base(filters: Filters) -> str:
    if filters.base is None:
        return f"the mean of the {filters.every}s shown"
    first, last = filters.base
    return f"the mean of {first.isoformat()} to {last.isoformat()}"


def second_filter(filters: Filters, names: Mapping[str, str]) -> str:
    """Name filter B of a comparison of two filters; "" in any other."""
    return second_in_words(filters, names) if filters.compare == "versus" else ""
