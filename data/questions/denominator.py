"""What the numbers of a chart are, in words: what is counted, and what a share is a share of."""

from collections.abc import Mapping

from data.filters import Filters
from data.questions.lines import SOURCES, SUBJECT
from data.wording import NOUNS, second_in_words, selections_in_words

LINE_OWN = {
    "outlet": "the outlet's own {noun}",
    "published_in": "{noun} published in that country",
    "language": "{noun} in that language",
}
# What a piece may be about several of.
SEVERAL = {"country": "countries", "topic": "topics"}
OWN_OR_REST = "(the country's own, or all the rest)"
KEPT_WORDS = {"outlet": "of ", "kind": "of the kind "}
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
    noun, every = NOUNS[filters.of][1], filters.every
    whole = f"{_whole(filters, names)} in the same {every}, for {every}s wholly collected"
    sentences = {
        "count": f"Number of {noun} by {every}{_stacked(filters)}.",
        "share": f"Share of {whole}.{_mix(filters)}",
        "index": f"Number of {noun} by {every}; 100 is {_base(filters)}.",
        "per_outlet": f"Number of {noun} by {every} for each outlet live on some day of it.",
    }
    return sentences[filters.measure]


def _stacked(filters: Filters) -> str:
    """Say of bars on top of each other where they add up to more than there are pieces."""
    if filters.view != "stacked" or filters.compare not in SEVERAL:
        return ""
    number = len(getattr(filters, filters.compare))
    # Without a choice the countries are one line, and the topics those with most pieces.
    if number == 1 or not number and filters.compare == "country":
        return ""
    return f"; a piece about several {SEVERAL[filters.compare]} counts in each"


def weak_share(basis: str, filters: Filters) -> str:
    """Say why a share of this corpus says little; "" where it says what it seems to.

    basis: of the corpus's manifest. Only shares are concerned.
    """
    return WEAK.get(basis, "") if filters.measure == "share" else ""


def _whole(filters: Filters, names: Mapping[str, str]) -> str:
    noun = NOUNS[filters.of][1]
    if filters.compare == "versus":
        return f"all {noun} of the corpus"
    kept = _kept(filters, names)
    if filters.compare == "press":
        return " ".join([f"all {noun} of the same press", *kept, OWN_OR_REST])
    if filters.compare in SOURCES and any(getattr(filters, name) for name in SUBJECT):
        return " ".join([LINE_OWN[filters.compare].format(noun=noun), *kept])
    return " ".join([f"all {noun}", *kept])


def _kept(filters: Filters, names: Mapping[str, str]) -> list[str]:
    """Say the choices of sources and kinds, which hold for the whole too."""
    kept = ("published_in", "outlet", "language", "kind")
    said = []
    for name in kept:
        if name != filters.compare:
            words = selections_in_words(filters.only(name), names)
            said += [KEPT_WORDS.get(name, "") + one.removeprefix("kind: ") for one in words]
    return said


def _mix(filters: Filters) -> str:
    if filters.mix != "constant":
        return ""
    return (
        " The mix of outlets is held constant: each outlet of a fixed panel weighs the same in "
        "every step."
    )


def _base(filters: Filters) -> str:
    own = f"the line's own mean of the {filters.every}s wholly collected"
    if filters.base is None:
        return own
    first, last = filters.base
    return f"{own} from {first.isoformat()} to {last.isoformat()}"


def second_filter(filters: Filters, names: Mapping[str, str]) -> str:
    """Name filter B of a comparison of two filters; "" in any other."""
    return second_in_words(filters, names) if filters.compare == "versus" else ""
