"""An event study in words: what changed, how sure it is, and what was compared."""

from data.facts import Facts
from data.methods.event_study import (
    ALL,
    FEW,
    FEWEST,
    NONE_AFTER,
    NONE_BEFORE,
    NOTHING,
    WEEK,
)
from data.questions.compared_steps import FEWEST_INDEPENDENT, FEWEST_PIECES
from data.questions.event_study import (
    AFTER,
    BEFORE,
    LOOKALIKE,
    NO_EVENT,
    OUTSIDE,
    PLACEBO,
    Study,
)
from data.with_article import the_agreement, the_country
from data.wording import NOUNS, day_in_words, days_in_words

# A ratio beyond these is a matter of the trend, not of the counts.
MOST_RATIO, LEAST_RATIO = 10_000, 0.0001


def change_sentence(facts: Facts, study: Study, agreement: str) -> str:
    """Say whether coverage changed at the event, with ratio and interval, or why nobody can say.

    agreement: its id, for a country without an event.
    """
    name = the_country(facts.country_names.get(study.occasion.country, study.occasion.country))
    if study.fault:
        return _refused(study, name, the_agreement(facts.agreement_names[agreement]))
    own = study.own
    times = f"{times_in_words(own['ratio'])} times what the {_buckets(study)} before lead to expect"
    low, high = times_in_words(own["low"]), times_in_words(own["high"])
    share = f"the share of {NOUNS[study.of][1]} about {name} is"
    day = day_in_words(study.occasion.day)
    if own["low"] <= 1 <= own["high"]:
        return (
            f"No change of coverage can be told from chance: from {day} on {share} {times}, but "
            f"the 95% interval goes from {low} to {high} ({_counts(study)})."
        )
    rose = "rose" if own["ratio"] > 1 else "fell"
    return (
        f"Coverage changed, it {rose}: from {day} on {share} {times} (95% interval {low} to "
        f"{high}; {_counts(study)})."
    )


def comparison_sentences(study: Study) -> list[str]:
    """Say how other days and other countries compare, one sentence each; [] without any."""
    if study.fault in (NO_EVENT, OUTSIDE, FEW, NOTHING, ALL):
        return []
    return [_of_placebos(study), _of_lookalikes(study)]


def measured_sentence(study: Study) -> str:
    """Say what was counted, of what, over which days, and what was left out; "" without buckets."""
    plan, rows = study.plan, study.buckets
    if plan is None or not len(rows):
        return ""
    noun, every = NOUNS[study.of][1], _buckets(study)
    said = [
        f"Counts of {noun} by {_bucket(study)} from {_whole_span(study)}, as shares of all {noun} "
        "of the same choice, whatever they are about. The side after begins with the day itself",
        f"{plan.left_out} days before it are left out" if plan.left_out else "no day is left out",
    ]
    words = f"{', '.join(said)}."
    sides = f"{study.known(BEFORE)} before and {study.known(AFTER)} after"
    words += f" Of these {every} {sides} are compared"
    if not study.left_out():
        return f"{words}."
    return (
        f"{words}; left out: {study.left_out()}, in which nothing was published or collected, or "
        "only in part."
    )


def method_sentence(study: Study) -> str:
    """Say by which model, for those who want to know."""
    weekday = ", the days of the week" if study.plan and study.plan.length == 1 else ""
    even = "" if study.alpha else ", as even as chance"
    return (
        "Negative binomial regression (for counts that vary more than by chance alone) with a "
        f"steady trend{weekday} and a step; dispersion estimated ({study.alpha:.2g}{even}); "
        f"intervals by Newey-West errors (neighbouring {_buckets(study)} are alike) or, where "
        "wider, by the model. Other days and countries are ranked by how much a step betters the "
        "fit, as a ratio of few pieces is large by chance."
    )


def times_in_words(ratio: float) -> str:
    """Write a ratio in two figures, large ones as whole numbers, at most 10,000."""
    if ratio > MOST_RATIO:
        return f"more than {MOST_RATIO:,}"
    if ratio < LEAST_RATIO:
        return f"less than {LEAST_RATIO:g}"
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:#.2g}"


def _refused(study: Study, name: str, agreement: str) -> str:
    noun, fault = NOUNS[study.of][1], study.fault
    if fault == NO_EVENT:
        return (
            f"There is no event to compare around: no step of {name} towards {agreement} is known "
            "to the day. Any other day can be chosen."
        )
    day = day_in_words(study.occasion.day)
    if fault == OUTSIDE:
        return f"Nothing can be compared: {day} lies outside the days of this corpus."
    own, every = study.own, _buckets(study)
    before, after = study.known(BEFORE), study.known(AFTER)
    if fault == FEW:
        gap = f" (the {study.plan.left_out} days before it are left out)"
        return (
            f"Too little to compare: of the {every} asked for, {before} before {day}"
            f"{gap if study.plan.left_out else ''} and {after} from it on have {noun} and were "
            f"wholly collected; {FEWEST[study.plan.length]} on each side are needed."
        )
    if fault == NOTHING:
        return (
            f"No piece about {name} stands on the days compared: none of "
            f"{own['total_before']:,} {noun} before {day}, none of {own['total_after']:,} after."
        )
    if fault in (NONE_BEFORE, NONE_AFTER):
        return _one_sided(study, name, noun, day)
    if fault == ALL:
        return (
            f"All {own['total_before'] + own['total_after']:,} {noun} compared are about {name}, "
            "so their share cannot change."
        )
    return (
        f"No ratio can be given: the {noun} about {name} ({_counts(study)}) stand in so few "
        f"{every} that a step cannot be told from a trend."
    )


def _one_sided(study: Study, name: str, noun: str, day: str) -> str:
    own, none_before = study.own, study.fault == NONE_BEFORE
    bound = times_in_words(own["low"] if none_before else own["high"])
    counts = f"{_counts(study)}, around {day}"
    if own["low"] <= 1 <= own["high"]:
        return (
            f"No change of coverage can be told from chance: too few {noun} are about {name} "
            f"({counts})."
        )
    least = f"at {'least' if none_before else 'most'} {bound} times that before (95%)"
    return (
        f"Coverage changed, it {'rose' if none_before else 'fell'}: no ratio can be given, as one "
        f"side counts nothing ({counts}), but the share of {noun} about {name} after is {least}."
    )


def _counts(study: Study) -> str:
    own, noun = study.own, NOUNS[study.of][1]
    return (
        f"{own['before']:,} of {own['total_before']:,} {noun} before, {own['after']:,} of "
        f"{own['total_after']:,} after"
    )


def _of_placebos(study: Study) -> str:
    rows = study.compared[study.compared["kind"] == PLACEBO]
    telling = rows[rows["ratio"].notna()]
    if len(rows) and telling.empty:
        return (
            f"It cannot be tested whether this is more than on other days: around none of "
            f"{len(rows)} drawn from the corpus is there enough about the country to compare."
        )
    if study.placebo_p is None:
        return (
            f"The corpus has too few other days with as many {_buckets(study)} on both sides, and "
            "far enough from each other, to compare the event with."
        )
    sure, silent = int(telling["as_sure"].sum()), len(rows) - len(telling)
    day = "day" if len(telling) == 1 else "days"
    every = (
        f"the {len(telling)} other {day} with enough pieces"
        if silent
        else (f"{len(telling)} other {day} drawn from the corpus")
    )
    said = (
        f"Of {every}, coverage changed as surely around {sure or 'none'} "
        f"(placebo p = {p_in_words(study.placebo_p)}{_least(sure)}; {_silent(silent)}all "
        f"{len(rows)} overlap, and weigh as {study.independent:.0f} independent days)"
    )
    if not study.clear:
        return f"{said}; what is compared around them may hold the event, which makes p too large."
    return f"{said}."


def _of_lookalikes(study: Study) -> str:
    number = study.number(LOOKALIKE)
    if study.lookalike_p is None:
        verb, countries = ("is", "country") if number == 1 else ("are", "countries")
        return (
            f"There {verb} {number} {countries} that did not join with {FEWEST_PIECES} "
            f"{NOUNS[study.of][1]} on these days, too few to compare with "
            f"({FEWEST_INDEPENDENT} are needed)."
        )
    sure = study.as_sure(LOOKALIKE)
    return (
        f"Of {number} countries that did not join, coverage of {sure or 'none'} changed as surely "
        f"on the same day (p = {p_in_words(study.lookalike_p)}{_least(sure)})."
    )


def _silent(days: int) -> str:
    """Say how days that tell nothing stand in p: around them nothing about the country changed."""
    if not days:
        return ""
    verb = "counts as one" if days == 1 else "count as days"
    return f"{days} more, with too few pieces to tell, {verb} without such a change; "


def _least(sure: int) -> str:
    return "" if sure else ", the least they can give"


def p_in_words(p: float) -> str:
    """Write a probability: 0.005, 0.070, 0.40."""
    return f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def _bucket(study: Study) -> str:
    return "week" if study.plan.length == WEEK else "day"


def _buckets(study: Study) -> str:
    return f"{_bucket(study)}s"


def _whole_span(study: Study) -> str:
    rows = study.buckets
    return days_in_words(rows["first_day"].iloc[0], rows["last_day"].iloc[-1])
