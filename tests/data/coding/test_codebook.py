"""The codebook is read whole or not at all, and what is wrong with it is named where it stands."""

import shutil
from pathlib import Path

import pytest
from small_codebook import ACTORS, CUES, REASONS, write_codebook

from data.coding import codebook
from data.coding.codebook import BESIDE, CodebookError, coding_key, load_codebook
from data.facts import FILES


def test_all_three_files_are_read(tmp_path: Path) -> None:
    """A reason, a cue or an actor of the files is unknown to the program."""
    codebook = load_codebook(write_codebook(tmp_path))
    assert list(codebook.reasons) == ["trade", "iran", "security"]
    assert codebook.reasons["trade"].examples == ("They trade.",)
    assert codebook.stances["denied"] == "Denied."
    assert codebook.cues.reasons["trade"]["he"] == ("סחר",)
    assert codebook.cues.free == {"security": {"en": ("defence pact",)}}
    assert codebook.cues.relations["ru"] == ("отношени*",)
    assert codebook.actors["tokayev"].forms == ("tokayev", "токаев*")
    assert codebook.cues.version == "2" and codebook.version == "1.0"


def test_names_of_the_facts_stand_beside_the_forms_of_the_cues(tmp_path: Path) -> None:
    """An agreement without cues, or with them, is no longer found by its own name."""
    forms = load_codebook(write_codebook(tmp_path)).cues.agreements
    assert forms["abraham-accords"][0] == "Abraham Accords"
    assert "авраамов* соглашени*" in forms["abraham-accords"]
    assert forms["african-union"] == ("African Union",)
    assert {"Organisation of Islamic Cooperation", "Organization of Islamic Cooperation"} <= set(
        forms["oic"]
    )


def test_without_relations_no_tie_is_asked_for(tmp_path: Path) -> None:
    """Leaving the list out reads as a list that nothing satisfies."""
    cues = CUES[: CUES.index("relations:")]
    assert load_codebook(write_codebook(tmp_path, cues=cues)).cues.relations is None


@pytest.mark.parametrize(
    "changed",
    [
        {"reasons": REASONS.replace("They trade.", "They barter.")},
        {"cues": CUES.replace("tehran", "teheran")},
        {"actors": ACTORS + "x,analyst,,X,x\n"},
    ],
)
def test_every_file_changes_checksum_and_key(tmp_path: Path, changed: dict[str, str]) -> None:
    """A changed codebook is taken for the one that was measured and coded with."""
    folder = write_codebook(tmp_path)
    before = load_codebook(folder)
    assert before.key == coding_key(folder) and before.key.startswith(before.checksum)
    assert len(before.checksum) == 12
    write_codebook(tmp_path, **changed)
    after = load_codebook(folder)
    assert after.checksum != before.checksum and after.key != before.key
    write_codebook(tmp_path)
    assert load_codebook(folder).key == before.key


def test_another_agreement_changes_the_key_and_not_the_checksum(tmp_path: Path) -> None:
    """A name added to the facts is never looked for, or what was measured seems out of date."""
    before = load_codebook(write_codebook(tmp_path))
    with (tmp_path / "agreements.csv").open("a", encoding="utf-8") as file:
        file.write("tea,Tea Treaty,Tea Treaty,treaty,1900-01-01,,,\n")
    after = load_codebook(tmp_path)
    assert after.checksum == before.checksum and after.key != before.key
    assert after.cues.agreements["tea"] == ("Tea Treaty",)


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_read_beside_the_codebook_changes_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A country's name is mended, and the passages coded without it are shown for ever."""
    folder = write_codebook(tmp_path / "codebook")
    for one in BESIDE:
        shutil.copyfile(FILES / one, tmp_path / one)
    monkeypatch.setattr(codebook, "FILES", tmp_path)
    before = load_codebook(folder)
    assert before.key == coding_key(folder)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    after = load_codebook(folder)
    assert after.key == coding_key(folder) != before.key
    assert after.checksum == before.checksum
    (tmp_path / name).unlink()
    with pytest.raises(CodebookError, match=name):
        coding_key(folder)


def test_another_splitter_of_sentences_changes_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade passages of two ways to part sentences stand beside each other."""
    folder = write_codebook(tmp_path)
    before = coding_key(folder)
    codebook._beside.cache_clear()
    monkeypatch.setattr(codebook, "version", lambda name: f"another {name}")
    assert coding_key(folder) != before
    codebook._beside.cache_clear()


def test_another_coder_was_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reasons are counted because another program found them well in the same codebook."""
    folder = write_codebook(tmp_path)
    checksum = load_codebook(folder).checksum
    monkeypatch.setattr(codebook, "CODER", "another")
    assert not coding_key(folder).startswith(checksum)


WRONG = {
    "no side": (
        "reasons",
        ("side: for, definition: Buying.", "side: up, definition: Buying."),
        r"reasons.yaml, reasons.trade.side: 'up' is not for or against",
    ),
    "no definition": (
        "reasons",
        ("definition: Buying., ", ""),
        r"reasons.yaml, reasons.trade: definition is missing",
    ),
    "a field too many": (
        "reasons",
        ("examples: [They trade.]", "examples: [], colour: red"),
        r"reasons.yaml, reasons.trade: colour is not known; name, short",
    ),
    "an empty example": (
        "reasons",
        ("[They trade.]", '[""]'),
        r"reasons.trade.examples, entry 1: words are needed here",
    ),
    "no list": ("reasons", ("[They trade.]", "They trade."), "reasons.trade.examples: a list"),
    "a stance less": ("reasons", ("  denied: {definition: Denied.}\n", ""), "denied is missing"),
    "no voice": ("reasons", ("none: Nobody., ", ""), "reasons.yaml, voices: none is missing"),
    "bad yaml": ("reasons", ("unit: A sentence.", "unit: ]"), r"reasons.yaml, line 3: "),
    "a reason twice": (
        "reasons",
        ("  iran:\n", "  trade:\n"),
        r"reasons.yaml, line \d+: 'trade' stands twice",
    ),
    "an unknown reason": (
        "cues",
        ("  iran: {en", "  irak: {en"),
        r"reason_cues.yaml, reasons: irak is not known; trade, iran, security",
    ),
    "no code of a language": (
        "cues",
        ("ru: [отношени*]", "Russian: [a]"),
        r"reason_cues.yaml, relations: 'Russian' is no code of a language",
    ),
    "a language read as no": ("cues", ("tr: [", "no: ["), r"reasons.trade: False is no name"),
    "a capital": (
        "cues",
        ("tehran", "Tehran"),
        r"reason_cues.yaml, reasons.iran.en, entry 2: 'Tehran' has a capital",
    ),
    "twice": ("cues", ("tehran", '"iran*"'), r"reasons.iran.en, entry 2: 'iran\*' stands twice"),
    "empty": ("cues", ("tehran", '""'), r"reasons.iran.en, entry 2: '' has an empty part"),
    "a blank too many": ("cues", ("defence pact", "'defence  pact'"), r"free.security.en, entry 1"),
    "an empty part": ("cues", ("tehran", "'a ~ '"), r"'a ~ ' has an empty part"),
    "a part glued on": ("cues", ("tehran", "'a ~b'"), r"'a ~b' has an empty part"),
    "a star within": ("cues", ("tehran", "'te*ran'"), r"'te\*ran' has a \* that is not the end"),
    "only a star": ("cues", ("tehran", "'*'"), r"'\*' has a \* that is not the end of a word"),
    "no letter": ("cues", ("tehran", "'--'"), r"'--' has no letter"),
    "a number": ("cues", ("tehran", "2020"), r"2020 is no pattern; quotation marks make it one"),
    "one word for a list": ("cues", ("[סחר]", "סחר"), r"reasons.trade.he: a list of patterns"),
    "an unknown stance": ("cues", ("  denied: {en", "  refused: {en"), r"refused is not known"),
    "an unknown agreement": ("cues", ("abraham-accords:", "accords:"), r"agreements: accords is"),
    "an unknown key": ("cues", ("free:", "fre:"), r"reason_cues.yaml: fre is not known; version"),
    "no saying": ("cues", ("saying:", "free2:"), r"reason_cues.yaml: saying is missing"),
    "no such voice": ("actors", (",opponent,", ",enemy,"), r"actors.csv, line 6, voice: 'enemy'"),
    "no such country": ("actors", (",PSE,", ",Gaza,"), r"actors.csv, line 6, iso3: 'Gaza'"),
    "an actor twice": ("actors", ("hamas,opp", "tokayev,opp"), r"line 6, actor: 'tokayev' is"),
    "a form of two": (
        "actors",
        ("hamas;", "tokayev;"),
        r"actors.csv, line 6, forms: 'tokayev' is a form of 'tokayev' as well",
    ),
    "no form": ("actors", ("hamas;حماس", ""), r"actors.csv, line 6, forms 1: '' has an empty"),
    "a column less": ("actors", ("name_en", "name"), r"actors.csv: the column name_en is missing"),
    "a ragged row": ("actors", (",Analysts,analyst*", ",Analysts"), r"line 7: the row has other"),
}


@pytest.mark.parametrize(("file", "change", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_where_it_stands(
    tmp_path: Path, file: str, change: tuple[str, str], said: str
) -> None:
    """A slip in the files is passed over, or its author is not told where it is."""
    before = {"reasons": REASONS, "cues": CUES, "actors": ACTORS}[file]
    assert change[0] in before
    folder = write_codebook(tmp_path, **{file: before.replace(*change, 1)})
    with pytest.raises(CodebookError, match=said):
        load_codebook(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The reader is shown a traceback, or nothing."""
    (write_codebook(tmp_path) / "actors.csv").unlink()
    with pytest.raises(CodebookError, match=r"actors.csv: No such file"):
        coding_key(tmp_path)
