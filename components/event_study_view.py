"""Whether coverage of a country changed at its step: sentence, chart, and what it is beside."""

from dataclasses import replace

import streamlit as st

from components import cached
from components.event_study_chart import study_chart
from components.figure_card import figure_card, reader_look
from components.filter_bar import corpus_line
from components.ledger_view import evidence_button
from components.placebo_strip import drawn, placebo_strip
from components.plain import plain
from components.study_controls import study_controls
from data.filters import Filters
from data.methods.event_study import WEEK
from data.questions.claims import claim_of
from data.questions.event_study import AFTER, BEFORE, LOOKALIKE, PLACEBO, Study
from data.questions.event_study_words import (
    change_sentence,
    comparison_sentences,
    measured_sentence,
    method_sentence,
)
from data.with_article import the_country

CHANGED = "Coverage changed or not: nothing here says why it did."
CLAIMS = {BEFORE: claim_of("change", window=BEFORE), AFTER: claim_of("change")}
OVERLAPPING = (
    "Windows of neighbouring days overlap, so other days are not independent of each other."
)


def event_study_view(filters: Filters) -> None:
    """Say whether coverage changed at the step of the country in focus, and show it."""
    if cached.study_ready(filters):
        study = cached.study(filters)
    else:
        with st.skeleton(height=420):
            study = cached.study(filters)
    study_controls(filters, study)
    agreement = filters.agreement
    said = [change_sentence(cached.facts(), study, agreement), *comparison_sentences(study)]
    if study.own is None:
        st.info(plain(said[0]), icon=":material/info:")
        return
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))
    with st.container(horizontal=True, gap="small"):
        for side, claim in CLAIMS.items():
            if (study.buckets["side"] == side).any():
                evidence_button(claim, f"change_{side}", f"Pieces {side}")
    if len(study.buckets):
        _study_card(study, filters)
    if len(study.compared) > 1:
        _strip_card(study, filters)


def _study_card(study: Study, filters: Filters) -> None:
    every = "week" if study.plan.length == WEEK else "day"
    name = _name(study)
    title = f"Coverage of {name} around its step"
    figure_card(
        study_chart(
            study.buckets,
            event=study.occasion.day,
            name=name,
            of=study.of,
            every=every,
            look=reader_look(),
        ),
        study.buckets,
        name="event_study",
        filters=filters,
        title=title,
        subtitle=_subtitle(filters),
        source=" ".join(filter(None, [corpus_line(), _weak(filters), _model(study), CHANGED])),
        denominator=measured_sentence(study),
        alt=_alt(study, title, every),
    )


def _strip_card(study: Study, filters: Filters) -> None:
    title = f"The change of {_name(study)} beside other days and other countries"
    figure_card(
        placebo_strip(study.compared, look=reader_look()),
        study.compared,
        name="placebos",
        filters=filters,
        title=title,
        subtitle=_subtitle(filters),
        source=" ".join([corpus_line(), OVERLAPPING]),
        denominator=_compared(study),
        alt=f"{title}. {' '.join(comparison_sentences(study))}",
    )


def _compared(study: Study) -> str:
    """Say what each dot is, and how many have no place."""
    said = (
        "A dot is the ratio around another day, or of another country around the same day; a "
        "triangle one beyond the axis, or of a side that counts nothing; a small pale one is "
        "a large ratio of few pieces."
    )
    missing = [
        f"{number:,} of {study.number(kind):,} {words}"
        for kind, words in ((PLACEBO, "other days"), (LOOKALIKE, "other countries"))
        if (number := study.number(kind) - drawn(study.compared, kind))
    ]
    if not missing:
        return said
    return f"{said} Not drawn, as too little is about the country: {' and '.join(missing)}."


def _alt(study: Study, title: str, every: str) -> str:
    before, after = (
        study.buckets.loc[study.buckets["known"] & (study.buckets["side"] == side), "share"]
        for side in (BEFORE, AFTER)
    )
    shares = ", ".join(
        f"{side} {part.astype(float).mean():.1%} of a {every}'s pieces on average"
        for side, part in (("before", before), ("after", after))
        if len(part)
    )
    return f"{title}: bars by {every}, with fitted counts. {shares}."


def _model(study: Study) -> str:
    return "" if study.fault else method_sentence(study)


def _weak(filters: Filters) -> str:
    """Say that shares of a chosen list are of the list, where it is one."""
    return cached.weak_share(replace(filters, measure="share"))


def _name(study: Study) -> str:
    country = study.occasion.country
    return the_country(cached.facts().country_names.get(country, country))


def _subtitle(filters: Filters) -> str:
    return cached.in_words(filters.about_one(filters.subject()))
