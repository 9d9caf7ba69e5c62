"""How well countries are found: scores, intervals, gold sets, the command, and the floors."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.ingest.errors import IngestError
from data.ingest.evaluate import main, report
from data.ingest.evaluation.gold import GOLD, Document, GoldSet, read_gold
from data.ingest.evaluation.peers import Findings
from data.ingest.evaluation.scores import Scores, main_country, score
from data.ingest.options import SENSES
from data.ingest.tagging import Tagger, load_tagger


def sets(*said: str) -> list[set[str]]:
    """Return a set of codes a document."""
    return [set(one.split()) for one in said]


def test_scores_are_those_of_a_hand_s_count() -> None:
    """A share is of other pairs than it says."""
    # Three hits (KAZ twice, ISR once), one extra (OMN), two missed (ISR, MAR).
    gold = sets("KAZ ISR", "KAZ", "ISR MAR")
    found = sets("KAZ ISR", "KAZ OMN", "")
    said = score(gold, found)
    assert said.precision.value == pytest.approx(3 / 4)
    assert said.recall.value == pytest.approx(3 / 5)
    assert said.f1.value == pytest.approx(6 / 9)
    # KAZ 1, ISR 1; MAR was never found, and OMN is not in the gold set.
    assert said.macro_precision.value == pytest.approx(1.0)
    assert said.macro_recall.value == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert said.macro_f1.value == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_all_right_is_one_and_all_wrong_is_nothing() -> None:
    """A perfect finder has an interval below one, or a useless one a share above nothing."""
    gold = sets("KAZ", "ISR MAR", "KAZ")
    for name in Scores.__dataclass_fields__:
        right = getattr(score(gold, gold), name)
        assert (right.value, right.low, right.high) == (1, 1, 1)
    wrong = score(gold, sets("OMN", "OMN", "OMN"))
    assert (wrong.precision.value, wrong.recall.value, wrong.f1.value) == (0, 0, 0)


def test_intervals_hold_the_share_and_narrow_with_more_documents() -> None:
    """An interval says nothing of how much was measured, or changes from run to run."""
    gold, found = sets("KAZ", "ISR", "MAR KAZ", "OMN"), sets("KAZ", "", "MAR ISR", "OMN")
    few, many = score(gold, found), score(gold * 50, found * 50)
    assert few == score(gold, found)
    for one in (few, many):
        assert one.f1.low < one.f1.value < one.f1.high
    assert many.f1.value == pytest.approx(few.f1.value)
    assert many.f1.high - many.f1.low < (few.f1.high - few.f1.low) / 3


def test_an_interval_is_that_of_a_plain_bootstrap() -> None:
    """The interval is of other draws than of whole documents."""
    right = np.arange(40) % 4 > 0
    gold = sets(*["KAZ"] * 40)
    found = sets(*["KAZ" if one else "" for one in right])
    said = score(gold, found).recall
    draws = np.random.default_rng(1).choice(right, (4000, 40)).mean(1)
    assert (said.low, said.high) == pytest.approx(np.percentile(draws, (2.5, 97.5)), abs=0.04)


def test_lists_of_different_length_are_no_comparison() -> None:
    """Documents are compared with those of others."""
    with pytest.raises(ValueError):
        score(sets("KAZ"), sets("KAZ", "ISR"))


def test_the_main_country_is_the_first_found() -> None:
    """A document without a country counts as right, or its interval is not Wilson's."""
    said = main_country(sets("KAZ", "ISR", "", "MAR"), ["KAZ", "MAR", "", ""])
    assert said.value == 0.5
    # Of 2 in 4, by the textbook's formula.
    assert (said.low, said.high) == pytest.approx((0.150, 0.850), abs=0.001)


def write_gold(folder: Path) -> None:
    """Write a gold set of each kind, of one or two documents of ours."""
    rows = [
        {
            "doc_id": "1",
            "title": "Kazakhstan signs",
            "text": "Kazakhstan signs\nSoviet archives opened in Astana and in Haifa.",
            "countries_named": ["KAZ", "SUN"],
            "countries": ["KAZ", "SUN", "ISR"],
        },
        {
            "doc_id": "2",
            "title": "Fees",
            "text": "They fell.",
            "dateline": "RABAT, March 3 -",
            "countries_named": [],
            "countries": ["MAR"],
        },
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "lgl.docs.jsonl").write_text(lines + "\n", "utf-8")
    piece = {"mediacloudId": "9", "text": "Israel and Israel and Oman."}
    coded = [piece | {"handCodedCountryCode": "IL"}, piece | {"handCodedCountryCode": ""}]
    (folder / "cliff-nyt.json").write_text(json.dumps(coded), "utf-8")


def test_gold_sets_are_read_as_their_kinds(tmp_path: Path) -> None:
    """A gold set's labels are those of another question, or a dateline is lost."""
    write_gold(tmp_path)
    names, places, coded = read_gold(tmp_path)
    assert (names.name, names.kind, places.kind) == ("LGL", "names", "places")
    assert (coded.name, coded.kind) == ("cliff-nyt", "main")
    first, second = names.documents
    assert first.countries == {"KAZ", "RUS"}
    # The text begins with the title, which must not count twice.
    assert (first.title, second.title) == ("", "Fees")
    assert second.text == "RABAT, March 3 - They fell."
    assert places.documents[1].countries == {"MAR"}
    assert [document.countries for document in coded.documents] == [{"ISR"}, frozenset()]


def test_a_gold_set_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """An empty folder gives a traceback, or scores of nothing."""
    with pytest.raises(IngestError, match="no gold sets there. Name the folder"):
        read_gold(tmp_path)
    assert main(["--gold", str(tmp_path)]) == 2
    assert "no gold sets there" in capsys.readouterr().err
    (tmp_path / "lgl.docs.jsonl").write_text("{", "utf-8")
    with pytest.raises(IngestError, match=r"lgl\.docs\.jsonl: not JSON lines"):
        read_gold(tmp_path)


def test_the_command_prints_scores_speed_and_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    """A table is missing, or an error cannot be traced to its words."""
    write_gold(tmp_path)
    assert main(["--gold", str(tmp_path), "--errors", "5"]) == 0
    said = capsys.readouterr().out
    assert "LGL, names: 2 documents" in said and "LGL, places: 2 documents" in said
    assert "cliff-nyt: main country right in 0.500" in said and "of 2" in said
    assert "MB/s on LGL" in said and "bare search, all spellings" in said
    assert "cliff-nyt, main: 2 documents disagree" in said
    assert "9: missed none, extra OMN" in said
    assert "    OMN names: Israel and Israel and Oman." in said


def test_other_finders_stand_beside_ours() -> None:
    """A finder is judged by another's findings, or one that cannot run has a score."""
    gold = GoldSet("Own", "places", (Document("1", "", "Kazakhstan", frozenset(("KAZ",))),))
    found = (frozenset(("KAZ",)),)
    peers = {
        "Own": {
            "good": Findings("good", "1.0", (frozenset(),), found, seconds=1.0),
            "bad": Findings("bad", "2.0", found, (frozenset(),), seconds=1.0),
            "gone": Findings("gone", missing="It is not to be had."),
        }
    }
    said = list(report([gold], {SENSES: load_tagger()}, peers))
    scores = {line.split()[0]: line.split() for line in said if line.startswith("  ")}
    rows = [line.split() for line in said if line.startswith("  ")]
    f1 = {row[0]: row[6] for row in rows if row[0] in ("good", "bad") and len(row) > 6}
    assert f1 == {"good": "1.000", "bad": "0.000"}
    assert "  gone: It is not to be had." in said
    assert len(scores) == len({row[0] for row in rows})


def f1(gold: GoldSet, tagger: Tagger) -> float:
    """Return the share that a gold set is judged by."""
    found = [
        {tag.country for tag in tagger.tag(document.title, "", document.text)}
        for document in gold.documents
    ]
    return score([document.countries for document in gold.documents], found).f1.value


@pytest.mark.skipif(
    not (GOLD / "tr-news.docs.jsonl").exists(),
    reason="the gold sets (shared/data/gold-country-tags beside this project) are not here",
)
def test_countries_are_found_as_well_as_they_were() -> None:
    """A change to the tagger or to the gazetteer finds countries less well."""
    gold = {(one.name, one.kind): one for one in read_gold(GOLD)}
    named, every = load_tagger(("names", "demonyms")), load_tagger()
    assert f1(gold["TR-News", "names"], named) >= 0.95
    assert f1(gold["LGL", "names"], named) >= 0.88
    assert f1(gold["TR-News", "places"], every) >= 0.86
    assert f1(gold["LGL", "places"], every) >= 0.75
    coded = gold["cliff-nyt", "main"].documents
    first = [[*every.tag(one.title, "", one.text), None][0] for one in coded]
    codes = [tag.country if tag else "" for tag in first]
    assert main_country([one.countries for one in coded], codes).value >= 0.9
