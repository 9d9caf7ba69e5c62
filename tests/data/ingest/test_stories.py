"""Copies of one text become one story, and what only looks alike does not."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.ingest.copies import content_of, jaccard
from data.ingest.shingles import runs_of, words_of
from data.ingest.stories import StoryGrouper, StorySettings, signature
from tests.data.ingest.syndicated_copies import found_pairs, printed

SETTINGS = StorySettings()
DAY = date(2025, 10, 14)
WIRE = " ".join(f"The delegate from town {name} asked for calm and more time." for name in "abcdef")
WIRE += (
    " Talks on the harbour fees go on in the old customs house until the end of the week, "
    "and the ministers of both countries hope to sign before the holidays begin. The dock "
    "workers, who fear for their wages, have called a strike and want to see the text first."
)


class Desk:
    """Gives pieces to a grouper with their signatures."""

    def __init__(self, settings: StorySettings = SETTINGS) -> None:
        self.settings, self.grouper = settings, StoryGrouper(settings)

    def add(
        self,
        name: str,
        day: int | None,
        title: str = "",
        summary: str = "",
        text: str = "",
        outlet: str = "",
    ) -> str:
        texts = title, summary, text
        moment = None if day is None else DAY + timedelta(days=day)
        bands = signature(*texts, self.settings)
        return self.grouper.add(name, moment, bands, *texts, outlet=outlet)


def test_precision_and_recall_on_the_hand_made_set() -> None:
    """The floors of what README states; tests/benchmarks/syndication.py prints the curve."""
    pieces = printed()
    sums = [0, 0, 0]
    for seed in range(3):
        for place, number in enumerate(found_pairs(pieces, SETTINGS, seed)[:3]):
            sums[place] += number
    right, found, copies = sums
    assert right / found >= 0.975
    assert right / copies >= 0.88


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Another headline entirely", WIRE, id="other headline"),
        pytest.param("", WIRE.upper(), id="case"),
        pytest.param("", WIRE.replace(",", " –").replace(".", " ;"), id="punctuation and spaces"),
        pytest.param("", WIRE.replace("the", "t\u00adhe"), id="soft hyphens"),
        pytest.param("", f"LIDO (BNA) - {WIRE}\nFrom the Bay News Agency.", id="lines around it"),
        pytest.param("", WIRE[: len(WIRE) // 2], id="cut to its first half"),
        pytest.param("", f"{WIRE} {' '.join(f'New{n} words{n}' for n in range(20))}", id="longer"),
    ],
)
def test_a_copy_joins_the_story(title: str, text: str) -> None:
    desk = Desk()
    assert desk.add("first", 0, "Talks on harbour fees go on", "", WIRE) == "first"
    assert desk.add("copy", 1, title, "", text) == "first"


@pytest.mark.parametrize(("day", "story"), [(3, "first"), (4, "copy")])
def test_three_days_count_from_the_first_piece_and_not_from_the_latest(
    day: int, story: str
) -> None:
    desk = Desk()
    desk.add("first", 0, "", "", WIRE)
    assert desk.add("second", 2, "", "", WIRE) == "first"
    assert desk.add("copy", day, "", "", WIRE) == story


def test_an_undated_piece_and_a_text_too_short_are_their_own_stories() -> None:
    desk = Desk()
    desk.add("first", 0, "Letters", "", WIRE)
    assert desk.add("undated", None, "Letters", "", WIRE) == "undated"
    assert signature("Morning briefing", "", "", SETTINGS) == b""
    assert desk.add("a", 0, "Morning briefing") == "a"
    assert desk.add("b", 0, "Morning briefing") == "b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Harbour prices on Tuesday: wheat 212 crowns, barley 180 crowns a tonne",
            "Harbour prices on Tuesday: wheat 219 crowns, barley 176 crowns a tonne",
            id="numbers",
        ),
        pytest.param(
            "The latest news bulletin of the bay radio at 10:00 GMT today",
            "The latest news bulletin of the bay radio at 11:00 GMT today",
            id="hours",
        ),
        pytest.param(
            "Scientists find a spring under the desert lake of Umar",
            "Scientists find no rain over the northern hills of Kesh",
            id="words",
        ),
    ],
)
def test_titles_alike_but_not_the_same_are_apart(one: str, other: str) -> None:
    desk = Desk()
    desk.add("one", 0, one)
    assert desk.add("other", 0, other) == "other"


def test_the_same_words_with_other_numbers_are_another_day_s_report() -> None:
    report = f"{WIRE} Prices: wheat {{}}, barley {{}}, oats {{}}, rye {{}} crowns."
    desk = Desk()
    desk.add("one", 0, "Prices", "", report.format(212, 180, 95, 140))
    assert desk.add("copy", 0, "Prices", "", report.format(212, 180, 95, 140)) == "one"
    assert desk.add("other", 1, "Prices", "", report.format(219, 176, 96, 139)) == "other"


def test_standing_words_of_an_outlet_make_no_story_but_an_agency_summary_does() -> None:
    summary = "Follow our coverage of the bay on all channels and write to the desk at any hour"
    titles = "Minister opens the new harbour in Lido", "Storm closes the strait for a third night"
    desk = Desk()
    desk.add("one", 0, titles[0], summary, outlet="Bay Television")
    assert desk.add("two", 0, titles[1], summary, outlet="Bay Television") == "two"
    assert desk.add("three", 0, "Lido has a harbour again", summary, outlet="Courier") == "one"


def test_the_name_of_an_outlet_after_the_title_does_not_count() -> None:
    desk = Desk()
    desk.add("one", 0, "Umar opens an embassy in Port Almera - Northern Wire")
    assert desk.add("two", 0, "Umar opens an embassy in Port Almera | Lido Courier") == "one"


def test_stories_do_not_chain_from_member_to_member() -> None:
    """Each text keeps half of the one before: the third is a copy of the second only."""
    parts = [" ".join(f"w{part}x{n}" for n in range(80)) for part in range(4)]
    desk = Desk()
    assert desk.add("a", 0, "", "", f"{parts[0]} {parts[1]}") == "a"
    assert desk.add("b", 0, "", "", f"{parts[0]} {parts[1]} {parts[2]}") == "a"
    assert desk.add("c", 0, "", "", f"{parts[2]} {parts[3]}") == "c"


def test_pieces_out_of_order_are_refused() -> None:
    desk = Desk()
    desk.add("a", 1, "", "", WIRE)
    with pytest.raises(ValueError, match="date order"):
        desk.add("b", 0, "", "", WIRE)


def test_moments_of_one_day_need_no_order() -> None:
    grouper = StoryGrouper()
    bands = signature("", "", WIRE, SETTINGS)
    late, early = (datetime(2025, 10, 14, hour, tzinfo=UTC) for hour in (20, 6))
    assert grouper.add("a", late, bands, "", "", WIRE) == "a"
    assert grouper.add("b", early, bands, "", "", WIRE) == "a"


def test_memory_is_bounded_and_the_manifest_says_so() -> None:
    desk = Desk(StorySettings(most_held=10))
    for number in range(30):
        desk.add(str(number), 0, "", "", " ".join(f"n{number}w{word}" for word in range(80)))
    assert len(desk.grouper._held) == 10
    assert "over 10 stories within 3 days" in desk.grouper.notes()[0]
    assert "20 of them" in desk.grouper.notes()[0]
    assert Desk().grouper.notes() == ()


def test_days_gone_by_leave_nothing_in_memory() -> None:
    desk = Desk()
    for number in range(20):
        desk.add(str(number), 0, "", "", f"{WIRE} {number}" if number % 2 else WIRE[number:])
    desk.add("later", 9, "", "", " ".join(f"word{n}" for n in range(90)))
    assert len(desk.grouper._held) == 1
    assert len(desk.grouper._buckets) <= SETTINGS.permutations


def test_many_pieces_of_one_template_are_all_apart_and_bounded_in_work() -> None:
    desk = Desk()
    words = " ".join(WIRE.split()[-45:])
    for number in range(200):
        text = " ".join(f"{word} {number * 31 + place}" for place, word in enumerate(words.split()))
        assert desk.add(str(number), 0, "", "", f"{words} {text}") == str(number)


def test_signatures_are_the_same_in_a_process_with_another_seed_of_hashes() -> None:
    code = (
        "import sys; from data.ingest.stories import *; "
        "sys.stdout.write(signature('A title', '', sys.stdin.read(), StorySettings()).hex())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=WIRE,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert done.stdout == signature("A title", "", WIRE, SETTINGS).hex()


def test_signatures_stay_what_they_were() -> None:
    """Corpora keep them while pieces are added; a change here must change the settings too."""
    one = signature("", "", " ".join(f"word{n}" for n in range(70)), SETTINGS)
    assert one.hex()[:32] == PINNED
    assert len(one) == 4 * (SETTINGS.permutations + SETTINGS.opening_permutations) // SETTINGS.rows


PINNED = "66ebe4017aefa2ad47203353f4e7800a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't stop", "dont STOP"),
        ("Straße 5", "STRASSE 5"),
        ("مُحَمَّد", "محمد"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_words_are_compared_without_what_varies_between_outlets(one: str, other: str) -> None:
    assert words_of(one).hashes.tolist() == words_of(other).hashes.tolist()


@pytest.mark.parametrize(
    ("text", "length", "spaced"),
    [
        ("one two, three", 3, True),
        ("中国与日本签署协议", 4, False),
        ("ลงนามข้อตกลง", 5, False),
        ("한국과 일본", 2, True),
        ("", 0, True),
        (" .,;\n", 0, True),
        ("a\ud800b", 2, True),
        ("🙂 x", 1, True),
    ],
)
def test_length_in_words(text: str, length: int, spaced: bool) -> None:
    words = words_of(text)
    assert (len(words), words.spaced) == (length, spaced)
    assert len(runs_of(words, 2)) <= max(len(words.hashes), 1)


@pytest.mark.parametrize(
    ("text", "numbers"), [("3:1 and 4", 4), ("no numbers", 0), ("5 5 5", 1), ("2020/05/10", 5)]
)
def test_joined_numbers_are_numbers_too(text: str, numbers: int) -> None:
    assert len(words_of(text).numbers) == numbers


def test_similarity_is_exact() -> None:
    """Six words have five runs of two; with the last word changed they share four of six."""
    texts = ("a b c d e f", "a b c d e g")
    one, other = (content_of("", text, "", SETTINGS) for text in texts)
    assert jaccard(one.shingles, other.shingles) == pytest.approx(4 / 6)
