"""What a country's reasons are counted from: coded pieces of a corpus, and what is made of it."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from data.coding.codebook import load_codebook
from data.corpus import Corpus, open_corpus
from data.corpus.errors import NotCodedError
from data.facts import Facts, load_facts
from data.filters import Filters
from data.ingest.builtin import builtin_corpus_folder
from data.names import code_name
from data.questions import reason_topics
from data.questions.coded import about_country, coded_pieces
from data.questions.correctable import FOREIGN, LONGER, uncorrectable
from data.questions.reason_quality import reason_quality
from data.questions.reason_topics import topics_by_window
from data.questions.reason_words import denominator_of
from data.questions.reasons import leading, reason_shares
from tests.data.questions.typed_coded import coded, many

Typed = Callable[..., Corpus]
KAZ = Filters(focus="KAZ")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return open_corpus(builtin_corpus_folder())


def test_only_pieces_that_speak_of_the_agreement_are_read(facts: Facts, corpus: Corpus) -> None:
    """A piece about a harvest gives reasons for an accord, or the switch changes nothing."""
    some = coded_pieces(facts, corpus, KAZ)
    every = coded_pieces(facts, corpus, Filters(focus="KAZ", within="all"))
    assert some.outline["speaks"].all() and 0 < len(some.outline) < len(every.outline)
    assert set(some.passages["row"]) <= set(some.outline["row"])
    assert len(every.outline) == len(every.about) == len(some.about)
    assert len(some.passages) < len(every.passages)


def test_what_one_reader_changes_stays_with_that_reader(facts: Facts, corpus: Corpus) -> None:
    """A column that one page adds or a reason that it marks shows up on all pages."""
    first = coded_pieces(facts, corpus, KAZ)
    first.quality["coder"] = "else"
    first.verdicts.loc[:, "passes"] = True
    for found in (first.gold, first.voice_faults):
        found.clear()
    again = coded_pieces(facts, corpus, KAZ)
    assert "else" not in set(again.quality["coder"]) and not again.verdicts["passes"].all()
    assert again.gold and again.voice_faults


def test_the_filters_narrow_and_the_country_is_that_of_the_page(
    facts: Facts, corpus: Corpus
) -> None:
    """The page of one country reads the pieces of another that is filtered for."""
    asked = Filters(country=("MAR",), focus="KAZ", language=("ru",))
    assert about_country(asked) == Filters(country=("KAZ",), language=("ru",))
    found = coded_pieces(facts, corpus, asked)
    assert found.occasion.country == "KAZ" and set(found.about["language"]) == {"ru"}
    assert found.occasion.day == date(2025, 11, 6)


def test_the_same_pieces_answer_each_question(facts: Facts, corpus: Corpus) -> None:
    """The leading reason of a page is that of other pieces than its shares."""
    shares, leads = reason_shares(facts, corpus, KAZ), leading(facts, corpus, KAZ)
    at = shares[(shares["window"] == "at") & shares["counted"]]
    lead = leads[leads["window"] == "at"].iloc[0]
    assert lead["of"] == at["of"].iloc[0]
    assert not len(at) or lead["stories"] == at["stories"].max()


def test_a_country_without_a_step_has_one_window(facts: Facts, corpus: Corpus) -> None:
    """A country that never joined is compared around a day that means nothing."""
    found = coded_pieces(facts, corpus, Filters(focus="SAU"))
    assert found.windows["window"].tolist() == ["whole"]
    assert found.windows["stories"].iloc[0] == len(found.stories) > 100


def test_a_corpus_that_is_not_coded_is_an_error_of_its_own(facts: Facts, typed: Typed) -> None:
    """A corpus that waits for its coding looks like one without reasons."""
    with pytest.raises(NotCodedError):
        coded_pieces(facts, typed([("2025-11-07", "KAZ", "a")]), KAZ)


def test_topics_are_the_same_listed_or_asked_for(
    facts: Facts, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country with many pieces has other topics than one with few."""
    asked = Filters(focus="KAZ", topic=("trade", "diplomacy"))
    for filters in (KAZ, asked):
        listed = topics_by_window(facts, corpus, filters)
        monkeypatch.setattr(reason_topics, "MOST_LISTED", 0)
        pd.testing.assert_frame_equal(topics_by_window(facts, corpus, filters), listed)
        monkeypatch.undo()
        assert listed["stories"].max() > 10 and "diplomacy" in set(listed["topic"])


def test_topics_are_counted_among_the_same_stories(facts: Facts, corpus: Corpus) -> None:
    """The topics of a window are shares of other stories than its reasons."""
    found, frame = coded_pieces(facts, corpus, KAZ), topics_by_window(facts, corpus, KAZ)
    of = dict(zip(found.windows["window"], found.windows["stories"], strict=True))
    assert (frame["of"] == frame["window"].map(of)).all()
    rows = corpus.articles(about_country(KAZ), order="oldest", rows=500).set_index("row")
    at = found.stories.loc[found.stories["group"] == "at", "row"]
    wanted = rows.loc[at, "topics"].str.split(";").explode().value_counts()
    own = frame[(frame["window"] == "at") & (frame["stories"] > 0)].set_index("topic")["stories"]
    assert own.to_dict() == wanted[wanted.index != ""].to_dict()
    assert frame["name"].tolist() == [code_name(topic) for topic in frame["topic"]]


def test_a_corpus_without_topics_has_none(facts: Facts, corpus: Corpus) -> None:
    """The layer breaks where there is nothing to show."""
    assert topics_by_window(facts, corpus, Filters(focus="KAZ", outlet=("No such outlet",))).empty


PASSAGES, TITLES, TEXTS = (
    pd.DataFrame({"part": pd.Categorical([part])}) for part in ("summary", "title", "text")
)


@pytest.mark.parametrize(
    ("texts", "language", "passages", "said"),
    [
        ({"summary": ["The ministers signed the pact."]}, "kk", PASSAGES, ""),
        ({"title": ["Ministers sign pact"]}, "en", TITLES, ""),
        ({"title": ["Ministers sign pact"]}, "ru", TITLES, FOREIGN),
        ({"summary": ["Министры подписали договор."]}, "ru", PASSAGES, FOREIGN),
        ({"summary": ["They signed the pact. It was late."]}, "en", PASSAGES, LONGER),
        ({"title": ["Pact"], "summary": ["They signed the pact."]}, "en", PASSAGES, LONGER),
        ({"text": ["They signed the pact."]}, "en", TEXTS, LONGER),
        ({"summary": ["They signed the pact. It was late."]}, "en", PASSAGES.iloc[:0], LONGER),
        ({"summary": ["They signed the pact."]}, "en", PASSAGES.iloc[:0], ""),
        ({"title": ["Ministers sign pact"]}, "ru", PASSAGES.iloc[:0], FOREIGN),
        ({"title": ["Pact"], "text": ["They signed the pact."]}, "en", TITLES.iloc[:0], LONGER),
    ],
)
def test_what_can_be_corrected(
    typed: Typed, texts: dict[str, list[str]], language: str, passages: pd.DataFrame, said: str
) -> None:
    """Errors measured on sentences correct shares of long texts, or English ones foreign words."""
    held = typed([("2021-03-01", "KAZ", "a", "KAZ", language)], **texts)
    assert uncorrectable(held, pd.DataFrame({"row": [0]}), passages) == said
    assert uncorrectable(held, pd.DataFrame({"row": []}), passages) == ""


def test_the_pieces_that_are_read_are_judged_from_first_to_last(typed: Typed) -> None:
    """Foreign pieces of the first and last months are not seen, or pieces that are not read are."""
    pieces = [
        ("2021-03-01", "KAZ", "a", "KAZ", "en" if 300 <= row < 600 else "ru") for row in range(900)
    ]
    held = typed(pieces, title=["Ministers sign pact"] * 900)
    every, middle = (pd.DataFrame({"row": rows}) for rows in (range(900), range(300, 600)))
    assert uncorrectable(held, every, TITLES) == FOREIGN
    assert uncorrectable(held, middle, TITLES) == ""


def test_the_pieces_of_the_built_in_list_can_be_corrected(corpus: Corpus, facts: Facts) -> None:
    """Single English sentences on foreign pieces are taken for foreign sentences."""
    assert coded_pieces(facts, corpus, KAZ).uncorrectable == ""


def test_the_denominator_is_said_for_each_window(facts: Facts) -> None:
    """A share does not say of what it is a share."""
    found = coded([*many("2021-03-10", 21, first=0), *many("2021-03-01", 1, first=50)])
    about = found.windows.assign(outlets=[1, 10, 0], no_outlet=[0, 2, 0], days=[30, 7, 20])
    about.loc[2, "state"] = "not collected"
    object.__setattr__(found, "windows", about)
    said = denominator_of(found, facts, Filters())
    assert said.of == "independent stories about Kazakhstan that speak of the Abraham Accords"
    assert said.windows == (
        "Before the step (8 Feb 2021 to 9 Mar 2021): 1 story from 1 outlet, too few to compare.",
        "At the step (10 Mar 2021 to 16 Mar 2021): 21 stories from 10 outlets and 2 without.",
        "After it (17 Mar 2021 to 19 Apr 2021): not collected.",
    )
    assert said.in_words().startswith(f"Share of {said.of}. Before the step")
    every = denominator_of(found, facts, Filters(within="all"))
    assert every.of == "independent stories about Kazakhstan"


def test_quality_has_a_row_for_each_reason_of_the_codebook() -> None:
    """A reason that was not measured is missing where its quality is shown."""
    frame, book = reason_quality(), load_codebook()
    assert frame["reason"].tolist() == list(book.reasons)
    assert (frame["why_not"] == "").tolist() == frame["counted"].tolist()
    assert frame["alpha"].dtype == "float64" and frame["passages"].dtype == "Int64"


def test_the_built_in_corpus_is_coded_with_the_codebook_in_use() -> None:
    """The corpus is coded with another codebook than the one that is shown."""
    assert open_corpus(builtin_corpus_folder()).coded(load_codebook().key)
