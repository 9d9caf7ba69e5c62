"""Who says why: camps seen from a country, nobody spread, the reader's table, and the press."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.coding.codebook import Actor
from data.questions.coded import CodedPieces
from data.questions.occasion import Occasion
from data.questions.voices import CAMPS, by_press, camps_of, voices_of
from tests.data.questions.typed_coded import STEP, WINDOWS, coded, many

AT = "2021-03-10"
SPOKEN = [
    (0, "trade", "given", "government", "KAZ", "kaz_president"),
    (0, "trade", "given", "government", "ISR", "isr_minister"),
    (1, "trade", "denied", "government", "USA", "us_president"),
    (2, "trade", "given", "government", "TUR", ""),
    (3, "trade", "disputed", "opponent", "", "movement"),
    (4, "trade", "given", "analyst", "", "analyst"),
    (5, "trade", "named", "outlet"),
    (6, "trade", "given", "none"),
    (6, "iran", "named", "none"),
]


def of(country: str, found: CodedPieces) -> CodedPieces:
    """Return coded pieces of another country's page."""
    return replace(found, occasion=Occasion(country, STEP, "", False, WINDOWS))


def cells(frame: pd.DataFrame, column: str = "stories", reason: str = "trade") -> dict[str, int]:
    rows = frame[(frame["reason"] == reason) & (frame[column] > 0)]
    return dict(zip(rows["camp"], rows[column], strict=True))


def test_camps_are_seen_from_the_country_and_the_agreement() -> None:
    """The sponsor's words are counted as some other government's."""
    found = cells(voices_of(coded(many(AT, 7, first=0), SPOKEN)))
    assert found == dict.fromkeys(CAMPS, 1)


@pytest.mark.parametrize(
    ("country", "camps"),
    [
        ("KAZ", ["own_government", "counterpart", "sponsor"]),
        ("ISR", ["other_government", "own_government", "sponsor"]),
        ("USA", ["other_government", "counterpart", "own_government"]),
    ],
)
def test_the_countrys_own_government_comes_before_its_part(country: str, camps: list) -> None:
    """On the counterpart's own page its government is called the counterpart."""
    found = of(country, coded(many(AT, 7, first=0), SPOKEN))
    assert camps_of(found.passages.iloc[:3], found).tolist() == camps


def test_what_nobody_is_named_as_saying_is_apart() -> None:
    """Sentences without a speaker are spread over the camps, or count as attributed."""
    frame = voices_of(coded(many(AT, 7, first=0), SPOKEN))
    assert cells(frame, reason="iran") == {"unattributed": 1}
    attributed = frame.groupby("reason")["attributed"].first().to_dict()
    assert attributed == {"gaza": 0, "iran": 0, "trade": 6}


def test_sentences_and_stories_are_counted_each() -> None:
    """Two sentences of a story make two stories, or stances are of stories."""
    codes = [(0, "trade", "given", "analyst"), (0, "trade", "named", "analyst")]
    frame = voices_of(coded(many(AT, 2, first=0), [*codes, (1, "trade", "denied", "analyst")]))
    row = frame[(frame["reason"] == "trade") & (frame["camp"] == "analyst")].iloc[0]
    assert row[["passages", "stories", "given", "disputed", "denied"]].tolist() == [3, 2, 1, 0, 1]


def test_only_the_piece_that_stands_for_a_story_speaks() -> None:
    """A copy says again what its first piece said, or pieces outside the windows speak."""
    pieces = [(0, AT, 7, "a"), (1, AT, 7, "b"), (2, "2022-01-01", 8, "a")]
    codes = [(row, "trade", "given", "analyst") for row in range(3)]
    assert cells(voices_of(coded(pieces, codes)), "passages") == {"analyst": 1}


def test_every_reason_and_camp_has_a_row() -> None:
    """An empty page breaks, or a camp is missing where nobody speaks."""
    frame = voices_of(coded([]))
    assert len(frame) == 3 * len(CAMPS) and (frame["passages"] == 0).all()
    assert frame.dtypes.astype(str)[["camp", "stories", "counted"]].tolist() == [
        "str",
        "int64",
        "bool",
    ]


def test_who_speaks_is_counted_only_where_it_is_coded_well_enough() -> None:
    """Camps are told apart though their speakers are mostly taken for nobody."""
    faults = {"government": "Too many governments are missed."}
    frame = voices_of(coded(many(AT, 7, first=0), SPOKEN, voice_faults=faults))
    own = frame[frame["reason"] == "trade"].set_index("camp")
    assert own.index[~own["counted"]].tolist() == [
        "own_government",
        "counterpart",
        "sponsor",
        "other_government",
    ]
    assert set(own["why_not"]) == {"", faults["government"]}
    assert "never measured" in frame[frame["reason"] == "gaza"]["why_not"].iloc[0]


def test_a_readers_table_says_whose_words_are_whose() -> None:
    """An edited table changes nothing, or also what was coded without an actor."""
    actors = {
        "isr_minister": Actor("isr_minister", "opponent", "", "A minister", ()),
        "us_president": Actor("us_president", "government", "KAZ", "A president", ()),
    }
    found = cells(voices_of(coded(many(AT, 7, first=0), SPOKEN), actors))
    # The actors that the table lacks speak for nobody; where none was named nothing changes.
    assert found == {
        "own_government": 1,
        "opponent": 1,
        "other_government": 1,
        "outlet": 1,
        "unattributed": 4,
    }


def press() -> CodedPieces:
    """Return stories of ten countries and of unknown ones; every third of Kazakhstan has trade."""
    pieces = many(AT, 30, first=0)
    for place in range(9):
        pieces += [
            (100 + 10 * place + n, AT, 100 + 10 * place + n, "x", f"AA{chr(65 + place)}")
            for n in range(9 - place)
        ]
    pieces += [(500, AT, 500, "y"), (501, AT, 501, "y")]
    return coded(pieces, [(row, "trade") for row in range(0, 30, 3)] + [(500, "trade")])


def test_the_eight_largest_then_the_rest_then_the_unknown() -> None:
    """Small countries are lost, or an unknown country passes for one."""
    frame = by_press(press(), {"KAZ": "Kazakhstan", "AAA": "A land"})
    own = frame[frame["reason"] == "trade"]
    assert own["outlet_country"].tolist() == [
        "KAZ",
        *(f"AA{c}" for c in "ABCDEFG"),
        "rest",
        "unknown",
    ]
    assert own["press"].tolist()[:3] == ["Kazakhstan", "A land", "AAB"]
    assert own["of"].tolist() == [30, 9, 8, 7, 6, 5, 4, 3, 3, 2]
    assert own["press"].tolist()[-2:] == ["All other countries", "Country not known"]


def test_shares_of_a_press_are_of_its_own_stories() -> None:
    """The share of a country's press is one of all stories, or of another press."""
    frame = by_press(press(), {})
    row = frame[(frame["reason"] == "trade") & (frame["outlet_country"] == "KAZ")].iloc[0]
    assert (row["stories"], row["of"], row["enough"]) == (10, 30, True)
    assert row["share"] == pytest.approx(1 / 3)
    assert row["low"] < row["share"] < row["high"]
    other = frame[(frame["reason"] == "trade") & (frame["outlet_country"] == "unknown")].iloc[0]
    assert (other["stories"], other["enough"]) == (1, False) and np.isnan(other["low"])


def test_without_stories_there_is_no_press() -> None:
    """An empty page breaks."""
    assert by_press(coded([]), {}).empty
