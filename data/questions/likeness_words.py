"""Look-alikes in sentences: who is most alike, who of them is in, where the measures disagree."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from data.facts import Facts, counting_step
from data.filters import Filters
from data.questions.case import RELATIONS
from data.questions.case_order import nth
from data.questions.lookalikes import left_out, portfolio_day
from data.with_article import capital, listed, the_agreement, the_country
from data.wording import day_in_words

NEAREST, FIRST = 10, 3
# Smaller differences of rank are no disagreement.
APART = 3


def likeness_words(frame: pd.DataFrame, facts: Facts, agreement: str) -> list[str]:
    """Say what a table of look-alikes shows; one sentence where nobody could be ranked.

    frame: as data.questions.lookalikes.lookalikes returns it for the agreement.
    """
    ranked = frame[frame["s_rank"].notna() & frame["kappa_rank"].notna()]
    if ranked.empty:
        most = int(frame["compared"].max()) if len(frame) else 0
        return [f"At most {most} agreements were open to it and to another: too few to compare."]
    called = the_agreement(facts.agreement_names[agreement])
    has = counting_step(agreement) == RELATIONS
    verbs = ("has", "have", "has no") if has else ("is in", "are in", "is not in")
    one, many, without = (f"{verb} {called}" for verb in verbs)
    if len(ranked) == 1:
        name, joined = capital(_names(ranked)), ranked["joined"].iloc[0]
        stands = one if joined else without
        return [f"{name} is the only country with enough to compare; it {stands}."]
    said = [_most_alike(ranked), _who_is_in(ranked, one, many)]
    near = (ranked["s_rank"] <= NEAREST) | (ranked["kappa_rank"] <= NEAREST)
    return [*said, *_disagreement(ranked[near])]


def _most_alike(ranked: pd.DataFrame) -> str:
    by_s, by_kappa = (_first(ranked, measure) for measure in ("s_rank", "kappa_rank"))
    if by_s == by_kappa:
        return f"Most alike by S and by kappa: {by_s}."
    return f"Most alike by S: {by_s}; by kappa: {by_kappa}."


def _first(ranked: pd.DataFrame, rank: str) -> str:
    """Name the first few by a rank; of many that share a place, only their number."""
    first = ranked[ranked[rank] <= FIRST].sort_values(rank, kind="stable")
    if len(first) <= FIRST + 1:
        return _names(first)
    last = first[rank].max()
    before, tied = first[first[rank] < last], int((first[rank] == last).sum())
    return f"{_names(before)}, then {tied} that tie" if len(before) else f"{tied} that tie"


def _who_is_in(ranked: pd.DataFrame, one: str, many: str) -> str:
    """Say who of the nearest is in; one, many: "is in the agreement" and "are in" it."""
    nearest = ranked.head(NEAREST)
    joined, others = nearest[nearest["joined"]], ranked[ranked["joined"]]
    of = f"Of the {len(nearest)} most alike by the mean of both ranks,"
    if len(joined):
        return f"{of} {len(joined)} {one if len(joined) == 1 else many}: {_names(joined)}."
    if others.empty:
        return f"{of} none {one}, nor of the {len(ranked)} ranked."
    place = nth(int(others.index[0]) + 1)
    return f"{of} none {one}; the first is {_name(others.iloc[0])}, {place} of {len(ranked)}."


def _disagreement(near: pd.DataFrame) -> list[str]:
    """Say on whom the two ranks are furthest apart, and what each of the measures sees."""
    apart = (near["s_rank"] - near["kappa_rank"]).astype("int64")
    if apart.abs().max() < APART:
        return []
    row = near.loc[apart.abs().idxmax()]
    places = f"{nth(int(row['s_rank']))} by S, {nth(int(row['kappa_rank']))} by kappa"
    counts = {name: int(row[name]) for name in ("compared", "both", "neither")}
    higher = _s_higher if row["s_rank"] < row["kappa_rank"] else _kappa_higher
    return [f"The two disagree most on {_name(row)} ({places}): {higher(counts)}."]


def _s_higher(counts: Mapping[str, int]) -> str:
    return (
        f"of {counts['compared']} agreements open to both, both are in {counts['both']} and "
        f"neither in {counts['neither']}, and S counts both alike, where kappa takes off what "
        "chance would give"
    )


def _kappa_higher(counts: Mapping[str, int]) -> str:
    same = counts["both"] + counts["neither"]
    return (
        f"being in or out agrees on {same} of {counts['compared']} agreements, which kappa weighs "
        "against chance; S looks at how far each has come instead"
    )


def _names(rows: pd.DataFrame) -> str:
    return listed([the_country(name) for name in rows["name"]])


def _name(row: pd.Series) -> str:
    return the_country(row["name"])


def portfolio_words(facts: Facts, filters: Filters, today: date) -> str:
    """Say of which day the portfolios compared are, and what they leave out."""
    day = day_in_words(portfolio_day(facts, filters, today))
    aside = listed([the_agreement(facts.agreement_names[n]) for n in left_out(filters.agreement)])
    number = len(facts.agreement_names) - len(left_out(filters.agreement))
    return (
        f"Memberships on {day} in up to {number} agreements, without {aside}; each pair over those "
        "that both could join. S compares how far each has come; kappa compares being in alone, "
        "and takes off what chance would give."
    )
