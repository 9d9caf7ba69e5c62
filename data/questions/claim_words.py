"""A claim in words: the title over its evidence."""

from collections.abc import Mapping

from data.names import code_name
from data.questions.brief_words import from_to, quoted
from data.questions.claims import Claim, as_part
from data.questions.coded import CodedPieces
from data.questions.occasion import AFTER, BEFORE
from data.questions.voices import CAMPS, REST_NAMES
from data.with_article import the_country

SIDES = {BEFORE: "before the step", AFTER: "after the step"}


def claim_in_words(
    claim: Claim, coded: CodedPieces, names: Mapping[str, str], topics: Mapping[str, str]
) -> str:
    """Say what the evidence of a claim about coverage is of.

    names: of countries, by code. topics: names of topics, by code.
    """
    country = the_country(names[coded.occasion.country])
    if claim.kind == "change":
        return f"Pieces about {country} compared {SIDES.get(claim.window or AFTER, claim.window)}"
    if claim.kind == "topic":
        codes = {as_part(code): name for code, name in topics.items()}
        topic = codes.get(claim.subject, code_name(claim.subject))
        return f"Pieces with the topic {quoted(topic)}{_when(claim, coded)}"
    known = coded.codebook.reasons.get(claim.subject)
    reason = quoted(known.name if known else claim.subject)
    if claim.kind == "says":
        return f"{reason}, as said by: {CAMPS.get(claim.parts[1], claim.parts[1]).lower()}"
    if claim.kind == "press":
        place = claim.parts[1]
        press = REST_NAMES.get(place, the_country(names.get(place, place)))
        return f"{reason} in the press of: {press}"
    return f"{reason} in stories about {country}{_when(claim, coded)}"


def _when(claim: Claim, coded: CodedPieces) -> str:
    window = coded.occasion.window(claim.window)
    return f", {from_to(window.first, window.last)}" if window else ""
