"""A brief says what the numbers say, in sentences that read well, and where there is too little."""

import re

import pandas as pd
import pytest

from data.corpus import open_corpus
from data.fact_checks import STEPS
from data.filters import Filters
from data.ingest.build import build
from data.questions.brief import brief, brief_table
from data.questions.brief_coverage import limits
from data.questions.brief_parts import Brief
from data.questions.brief_reasons import reasons
from data.questions.brief_stands import BEGINS, GOES_ON, stands
from data.questions.brief_told import Told
from data.questions.case import Case
from data.questions.claims import parse_claim
from data.questions.coded import CodedPieces
from data.questions.standing import told
from data.questions.tally import tally
from data.questions.voices import CAMPS
from tests.data.questions.typed_coded import coded, many, quality
from tests.data.saved_views import TODAY, held

BEFORE, AT, AFTER = "2021-03-01", "2021-03-10", "2021-03-20"
# What no sentence may hold: a missing value, a cause, a gap, one of several.
HOLES = re.compile(
    r"\bnan\b|None|<NA>|\bbecause\b|\bcaus|  |\.\.|\( "
    r"|\b1 (?:stories|outlets|pieces|days|countries)\b"
)
JOINED = ("KAZ", "ARE", "BHR", "MAR", "SDN")
NOT_JOINED = ("SAU", "AZE", "SYR", "IDN", "XSL")


def of(country: str, agreement: str = "abraham-accords") -> Brief:
    return brief(*held(), Filters(focus=country, agreement=agreement), TODAY)


def said(found: CodedPieces) -> list[str]:
    """Return the sentences on reasons of typed-out pieces."""
    passages = found.passages.merge(found.outline[["row", "story", "outlet"]], on="row")
    sides = {"given": "for", "disputed": "against", "denied": "against", "named": "named"}

    def counted(claim: str) -> object:
        own = passages[passages["reason"] == parse_claim(claim).subject]
        return tally(own.assign(side=own["stance"].astype("str").map(sides)))

    camps = {camp: name.lower() for camp, name in CAMPS.items()}
    about = "about Kazakhstan that speak of the Abraham Accords"
    return [one.text for one in reasons(Told(found, about, "the list", camps, counted))]


def codes(reason: str, rows: range, stance: str = "given") -> list[tuple]:
    return [(row, reason, stance) for row in rows]


@pytest.mark.parametrize("country", [*JOINED, *NOT_JOINED, "FRA", "ISR", "USA"])
def test_every_brief_reads_as_sentences(country: str) -> None:
    """A brief has a hole where a name or a number is missing, or claims a cause."""
    made = of(country)
    assert 4 <= len(made.sentences) <= 12
    for one in made.sentences:
        assert re.fullmatch(r"[A-Z0-9“].*\.", one.text), one.text
        assert not re.search(r"\bnan\b|None|<NA>|\bbecause\b|\bcaus|  |\.\.|\( ", one.text), (
            one.text
        )
        assert not re.search(r"\b1 (?:stories|outlets|pieces|days|countries)\b", one.text), one.text
        assert not one.claim or parse_claim(one.claim)
        assert all(1 <= number <= len(made.references) for number in one.references)
    cited = {number for one in made.sentences for number in one.references}
    assert cited == set(range(1, len(made.references) + 1))
    assert "not of all coverage" in made.sentences[-1].text


def test_the_show_piece_says_what_is_on_record() -> None:
    """Kazakhstan's brief lacks what started the product: relations since 1992, no signing found."""
    made = of("KAZ")
    text = " ".join(one.text for one in made.sentences)
    assert "was announced on 6 Nov 2025; no signing is recorded" in text
    assert "relations with Israel since 10 Apr 1992" in text
    assert "first of the 5 countries of Central Asia" in text
    assert "Not enough evidence on reasons" in text


@pytest.mark.parametrize(
    ("country", "agreement", "begins"),
    [
        ("ARE", "abraham-accords", "The United Arab Emirates’ joining the Abraham Accords was "),
        ("SAU", "abraham-accords", "No step of Saudi Arabia towards the Abraham Accords is "),
        ("ISR", "abraham-accords", "Israel is the counterpart in the Abraham Accords"),
        ("FIN", "nato", "Finland became a member of NATO on 4 Apr 2023."),
        ("EGY", "israel-relations", "Egypt established ties with Israel on 26 Feb 1980."),
        (
            "GBR",
            "eu",
            "The United Kingdom became a member of the EU on 1 Jan 1973, and it withdrew",
        ),
        (
            "SYR",
            "arab-league",
            "Syria became a member of the Arab League on 22 Mar 1945, and it was",
        ),
        ("HUN", "rome-statute", "Hungary signed the Rome Statute on 15 Jan 1999, it ratified on "),
    ],
)
def test_how_a_country_stands_is_told_as_a_sentence(
    country: str, agreement: str, begins: str
) -> None:
    """A step is told with the wrong verb, name or article."""
    facts, filters = held()[0], Filters(focus=country, agreement=agreement)
    facts_said = {one.claim: one for one in told(facts, filters, TODAY)}
    first = next(stands(Case.of(facts, filters, TODAY), facts_said))
    assert first.text.startswith(begins)
    assert not re.search(r"1973 \(until", first.text)


def test_every_step_has_its_verb() -> None:
    """A country that took a step of another kind has no brief."""
    assert set(BEGINS) == set(GOES_ON) == set(STEPS)


def test_the_leading_reason_has_its_share_interval_and_what_stands_against_it() -> None:
    """The brief gives a reason without its denominator, or hides what is said against it."""
    pieces = many(AT, 24, first=0)
    given = (
        codes("trade", range(8)) + codes("iran", range(8, 11)) + codes("trade", range(2), "denied")
    )
    first, second, ranked, third, fourth = said(coded(pieces, given))
    assert first.startswith(
        "The list holds 24 independent stories about Kazakhstan that speak of the Abraham Accords "
        "from 10 to 16 Mar 2021. Of the considerations for the step, most often found is “Trade”, "
        "in 8 stories from 8 outlets (33%, 95% interval "
    )
    assert (
        "given as a reason in all of them; 2 stories from 2 outlets dispute or deny it; next comes "
        "“Iran” (12%)"
    ) in first
    assert second == "No counted objection or assessment is found."
    assert ranked == (
        "Not ranked, as their coding is not good enough: “Gaza”; the ranking is among the other 2."
    )
    assert third == (
        "Not enough evidence on who says so: in the 8 stories with “Trade” in all windows "
        "together, nobody is named as speaking of it."
    )
    assert fourth == (
        "Not enough evidence on reasons before the step: from 8 Feb to 9 Mar 2021 there is no such "
        "story."
    )


def test_who_says_so_is_named() -> None:
    """Speakers are counted who say something else, or nobody is named though some are."""
    given = [(row, "trade", "given", "government", "USA") for row in range(3)]
    given += [(row, "trade", "given", "analyst", "") for row in range(3, 5)]
    sentences = said(coded(many(AT, 24, first=0), given))
    assert (
        "In the 5 stories with “Trade” in all windows together, it is spoken of by the sponsor in "
        "3 and analysts in 2." in sentences
    )


def test_what_is_not_coded_well_enough_is_not_told() -> None:
    """How a reason is given, or who gives it, is told from codes that are often wrong."""
    given = [(row, "trade", "given", "government", "USA") for row in range(4)]
    given += [(row, "trade", "denied", "analyst", "") for row in range(4, 7)]
    faults = {"stance_fault": "Wrong.", "voice_faults": {"government": "Wrong.", "outlet": "W."}}
    found = coded(many(AT, 24, first=0), given, **faults)
    first, _, _, third, _ = said(found)
    assert "given" not in first and "dispute" not in first
    assert third == (
        "In the 7 stories with “Trade” in all windows together, it is spoken of by analysts in 3; "
        "other speakers are not coded well enough to be counted."
    )
    assert (
        "left out, since their coding is not good enough: whether a reason is given or disputed "
        "and who speaks, but for opponents and analysts."
    ) in limits(held()[1], found).text


def test_a_lead_that_mistakes_of_the_coding_may_make_is_none() -> None:
    """A reason leads by finding more than is there."""
    pieces = many(AT, 60, first=0, outlets=60)
    given = codes("trade", range(20)) + codes("iran", range(20, 34))
    measured = quality(trade=(0.95, 0.99), iran=(0.5, 0.99))
    first = said(coded(pieces, given, measured=measured))[0]
    assert "corrected for known mistakes of the coding, “Iran” (" in first
    assert first.endswith(("may be as frequent.", "is higher."))


def test_too_few_givers_are_not_enough_evidence() -> None:
    """A reason that one story gives is named, with its intervals, as if many did."""
    (only,) = said(
        coded(
            many(AT, 24, first=0), codes("trade", range(1)) + codes("trade", range(1, 6), "named")
        )
    )
    assert only.endswith(
        "Not enough evidence on reasons: the most frequent of those counted is given in 1 story "
        "from 1 outlet, and at least 3 stories from 2 outlets are needed."
    )
    assert "“" not in only and "%" not in only


def test_what_speaks_against_a_step_is_no_motive_for_it() -> None:
    """That a step is symbolic is told as the reason it was taken for."""
    measured = quality(trade=(0.9, 0.98), gaza=(0.9, 0.98))
    given = codes("gaza", range(12)) + codes("trade", range(12, 16))
    first, second, *_ = said(coded(many(AT, 24, first=0), given, measured=measured))
    assert "Of the considerations for the step, most often found is “Trade”, in 4 stories" in first
    assert "Gaza" not in first
    assert second.startswith("As an objection or assessment, most often found is “Gaza”, in 12 ")


def test_a_reason_that_is_second_when_corrected_does_not_lead() -> None:
    """A reason is most often found only since the coder misses the other."""
    measured = quality(trade=(0.95, 0.97), iran=(0.4, 0.99))
    given = codes("trade", range(20)) + codes("iran", range(20, 38))
    first = said(coded(many(AT, 60, first=0, outlets=60), given, measured=measured))[0]
    assert "which leads cannot be told: as coded it is “Trade”" in first
    assert "most often" not in first and first.endswith("is higher.")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (
            coded(many(AT, 7, first=0)),
            "the list holds 7 independent stories about Kazakhstan that "
            "speak of the Abraham Accords from 10 to 16 Mar 2021, and 20 are needed.",
        ),
        (
            coded(many(AT, 1, first=0)),
            "the list holds 1 independent story about Kazakhstan that "
            "speaks of the Abraham Accords from 10 to 16 Mar 2021, and 20 are needed.",
        ),
        (
            coded([]),
            "the list holds no independent story about Kazakhstan that speaks of the "
            "Abraham Accords from 10 to 16 Mar 2021, and 20 are needed.",
        ),
        (
            coded(many(AT, 24, first=0), measured=quality()),
            "none of the codebook’s 3 reasons is coded well enough to be counted.",
        ),
        (coded([], windows=[]), "the list holds no dated piece."),
        (
            coded(
                [],
                states={"before": "not collected", "at": "not collected", "after": "not collected"},
            ),
            "nothing was collected from 10 to 16 Mar 2021.",
        ),
    ],
    ids=["few", "one", "none", "not measured", "no days", "not collected"],
)
def test_too_little_is_said_to_be_too_little(found: CodedPieces, why: str) -> None:
    """A brief ranks reasons of a handful of stories, or of a coding that nobody measured."""
    assert said(found) == [f"Not enough evidence on reasons: {why}"]


def test_a_reason_that_is_not_counted_is_never_told() -> None:
    """A reason below the bar stands in a sentence that counts or ranks it."""
    sentences = said(
        coded(many(AT, 24, first=0), codes("gaza", range(20)) + codes("trade", range(4)))
    )
    (only,) = [one for one in sentences if "Gaza" in one]
    assert only.startswith("Not ranked, as their coding is not good enough: “Gaza”;")
    assert "“Trade”, in 4 stories" in sentences[0]


def test_a_change_between_windows_is_told_with_its_interval() -> None:
    """A reason that came up only after the step is told as if it had been there before."""
    pieces = many(BEFORE, 40, first=0) + many(AT, 40, first=40)
    sentences = said(coded(pieces, codes("trade", range(40, 70)) + codes("iran", range(3))))
    (change,) = [one for one in sentences if one.startswith("From the days before the step")]
    assert "the share of “Trade” rose from 0% to 75% (95% interval of the difference +" in change


def test_a_table_holds_the_sentences() -> None:
    """The brief asked for on the command line is another than the page's."""
    filters = Filters(focus="SAU")
    table, made = brief_table(*held(), filters, TODAY), brief(*held(), filters, TODAY)
    assert table["sentence"].tolist() == [one.text for one in made.sentences]
    assert table["number"].tolist() == list(range(1, len(table) + 1))
    assert table["part"].iloc[0] == "stands" and table["part"].iloc[-1] == "limits"


def test_a_corpus_of_other_things_has_a_brief(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A list about something else, or without a day, ends in a traceback."""
    rows = pd.DataFrame({"published_at": [pd.NaT], "outlet": "Fish Post", "title": "Cod is dear"})
    folder = build(
        rows, tmp_path_factory.mktemp("fish") / "fish", name="Fish", licence="", basis="exhaustive"
    )
    made = brief(held()[0], open_corpus(folder), Filters(focus="FRA"), TODAY)
    text = " ".join(one.text for one in made.sentences)
    assert "All numbers are of this corpus of 1 piece, not of all coverage" in text
    assert "Not enough evidence on reasons" in text or "not coded yet" in text
