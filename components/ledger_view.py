"""The evidence ledger: what stands behind a sentence or a number, opened over the page."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import streamlit as st

from components import address, cached
from components.download import download
from components.filter_bar import corpus_line
from components.ledger_items import STYLE, Words, items
from components.own_actors import as_file, own_actors
from components.plain import plain
from data.coding.codebook import CodebookError
from data.corpus.errors import NotCodedError
from data.filters import FilterError, Filters
from data.questions.claim_words import claim_in_words
from data.questions.claims import parse_claim
from data.questions.coded import CodedPieces
from data.questions.tally import AGAINST, CONTEXT, FACT, FOR, NAMED, SIDES, tally
from data.questions.voices import VOICE_OF

STORIES = 10
LABEL = "Evidence"
HEADINGS = {
    FOR: "Given as a reason",
    AGAINST: "Disputed or denied",
    NAMED: "Only named",
    CONTEXT: "Pieces counted",
    FACT: "On record",
}
OF_REASONS = ("reason", "says", "press")
NOTHING = "Nothing is recorded, so there is nothing to show."
CODED_BY_PATTERNS = (
    "A story is shown by its earliest piece. Passages are found by the codebook's patterns; some "
    "are coded wrongly."
)


def evidence_button(claim: str, key: str, label: str = LABEL) -> None:
    """Offer the evidence for a claim; it opens over the page, where it was asked for."""
    st.button(
        label,
        key=key,
        on_click=address.change,
        kwargs={"claim": claim},
        type="tertiary",
        icon=":material/quick_reference_all:",
    )


def evidence_dialog(filters: Filters, today: date) -> None:
    """Show the evidence for the claim in the address, if there is one, over the page."""
    if not filters.claim:
        return
    try:
        title = _title(filters, today)
        found = cached.evidence(filters, today, own_actors())
    except (FilterError, NotCodedError, CodebookError) as error:
        st.warning(plain(str(error)), icon=":material/info:")
        return
    opened = st.dialog(plain(title), width="large", on_dismiss=_close)(_shown)
    opened(found, cached.evidence_sides(filters, found, own_actors()), filters, title)


def _close() -> None:
    address.change(claim="")


def _title(filters: Filters, today: date) -> str:
    claim = parse_claim(filters.claim)
    if claim.kind == "special":
        said = cached.special(filters, today).set_index("claim")["sentence"]
        return said.get(filters.claim, LABEL)
    names = cached.names()
    return claim_in_words(claim, cached.coded(filters), names, names)


def _shown(found: pd.DataFrame, sides: pd.DataFrame, filters: Filters, title: str) -> None:
    """Show a page of stories, with what they come to over them.

    found: the evidence that is listed. sides: side, story and outlet of all of it.
    """
    st.html(STYLE)
    st.markdown(f"**{plain(_in_words(sides, filters))}**")
    for said in (*_cut(found, sides), *_cautions(filters)):
        st.caption(plain(said))
    order = found.groupby(["side", "story"], sort=False).ngroup()
    pages = -(-found.groupby(["side", "story"]).ngroups // STORIES)
    page = st.pagination(pages, key=f"evidence_page_{filters.claim}") if pages > 1 else 1
    here = found[(order >= (page - 1) * STORIES) & (order < page * STORIES)]
    actors = own_actors()
    words = Words(cached.names(), _actors())
    for side in SIDES:
        if len(own := here[here["side"] == side]):
            number = sides.loc[sides["side"] == side, "story"].nunique()
            st.markdown(f"**{HEADINGS[side]}** ({number:,})")
            st.html(items(own, filters, words))
    download(
        found,
        name="evidence",
        filters=filters,
        title=title,
        subtitle=cached.in_words(filters.about_one(filters.subject())),
        source=corpus_line(),
        extras={} if actors is None else {"actors/actors.csv": lambda: as_file(actors)},
        key="download_evidence",
    )


def _cut(found: pd.DataFrame, sides: pd.DataFrame) -> Iterator[str]:
    """Say that less is listed than there is, and whose actors were asked."""
    if len(found) < len(sides):
        yield (
            f"Listed, and in the file, are {len(found):,} of {len(sides):,} passages or pieces: "
            "the earliest of each heading. The numbers are of all."
        )
    if own_actors() is not None:
        yield "Who speaks is told by your own table of actors; the answer in short uses the usual."


def _in_words(found: pd.DataFrame, filters: Filters) -> str:
    kind = parse_claim(filters.claim).kind
    if found.empty and kind == "special":
        return NOTHING
    stances = kind not in OF_REASONS or not cached.coded(filters).stance_fault
    return tally(found).in_words(stances=stances)


def _cautions(filters: Filters) -> Iterator[str]:
    """Say what the evidence is not."""
    claim = parse_claim(filters.claim)
    if claim.kind not in OF_REASONS:
        return
    coded = cached.coded(filters)
    if why := coded.why_not.get(claim.subject, ""):
        yield f"This reason is not counted. {why}"
    if fault := coded.stance_fault:
        yield f"The headings below are often wrong. {fault}"
    if claim.kind == "says" and (fault := _voice_fault(coded, claim.parts[1])):
        yield f"This camp is not counted. {fault}"
    yield CODED_BY_PATTERNS


def _voice_fault(coded: CodedPieces, camp: str) -> str:
    return coded.voice_faults.get(VOICE_OF.get(camp, camp), "")


def _actors() -> dict[str, str]:
    named = own_actors() or cached.codebook().actors
    return {actor: one.name for actor, one in named.items()}
