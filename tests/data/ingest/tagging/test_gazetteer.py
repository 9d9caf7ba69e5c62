"""The gazetteer's rows: read, refused with a place and a reason, and made anew without a change."""

import csv
import shutil
from pathlib import Path

import pytest

from data.ingest.errors import IngestError
from data.ingest.tagging import GAZETTEER, Tagger, load_tagger
from data.ingest.tagging.gazetteer import (
    ABROAD,
    CAPITALISED,
    COLUMNS,
    CONTEXTS,
    FILES,
    NO_COUNTRY,
    read_contexts,
    read_gazetteer,
)
from data.ingest.tagging.inflection import inflected
from data.ingest.tagging.normalise import made_plain, plain
from data.ingest.tagging.prepare import DERIVED, codes, write_gazetteer

HEADER = ",".join(COLUMNS)


def gazetteer(folder: Path, *rows: dict[str, str], head: str = HEADER) -> Path:
    """Write rows, each with what it says beyond "KAZ, Kazakhstan, names"."""
    usual = {"iso3": "KAZ", "name": "Kazakhstan", "sense": "names"}
    path = folder / "gazetteer.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(head + "\n")
        csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n").writerows(
            usual | row for row in rows
        )
    return path


def test_a_row_says_what_its_name_means(tmp_path: Path) -> None:
    """A column of the gazetteer is read as another, or not at all."""
    row = {"name": "Росси|я", "iso3": "RUS", "languages": "ru;uk", "endings": "я;и", "rank": "1.5"}
    more = {"after": "в;из", "before": "и", "near": "Москва;@abroad", "not_before": "red"}
    (reading,) = read_gazetteer(gazetteer(tmp_path, row | more))
    assert (reading.country, reading.name, reading.stem) == ("RUS", "Росси|я", "Росси")
    assert (reading.sense, reading.languages) == ("names", {"ru", "uk"})
    assert (reading.endings, reading.rank) == ({"я", "и"}, 1.5)
    assert (reading.after, reading.before) == ({"в", "из"}, {"и"})
    assert reading.near == {"Москва", ABROAD}
    assert reading.shields == ("Россия red", "Россия Red")


def test_a_list_stands_for_its_words(tmp_path: Path) -> None:
    """A row that names a list of contexts.csv has the list's name for a word."""
    contexts = tmp_path / "contexts.csv"
    contexts.write_text("list,word\nfirst,Ann\nfirst,Bo\nnot_surnames,Bank\n", "utf-8")
    path = gazetteer(tmp_path, {"not_after": "@first;Mr", "not_before": "@capitalised"})
    (reading,) = read_gazetteer(path, contexts)
    assert reading.not_after == {"Ann", "Bo"}
    assert reading.not_before == {CAPITALISED, "!Bank"}
    assert reading.shields == ("Mr Kazakhstan",)


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ({"iso3": "Kaz"}, "iso3", "'Kaz' is not three capital letters"),
        ({"iso3": "КАЗ"}, "iso3", "is not three capital letters"),
        ({"iso3": "KZ"}, "iso3", "'KZ'"),
        ({"name": ""}, "name", "empty"),
        ({"name": "|я"}, "name", "nothing stands before the bar"),
        ({"sense": "Names"}, "sense", "'Names' is not one of names, demonyms, capitals, cities"),
        ({"sense": "none"}, "sense", "'none' is not one of names"),
        ({"iso3": "", "sense": "names"}, "sense", "is not one of none, as iso3 is empty"),
        ({"form": "upper"}, "form", "'upper' is neither empty nor exact nor comma"),
        ({"rank": "high"}, "rank", "'high' is not a number"),
        ({"near": "@nowhere"}, "near", "contexts.csv has no list 'nowhere'"),
        ({"endings": "@xx"}, "endings", "no list 'xx'"),
        ({"not_after": "Mr;@xx"}, "not_after", "no list 'xx'"),
    ],
)
def test_a_fault_names_file_line_and_field(
    tmp_path: Path, row: dict[str, str], field: str, said: str
) -> None:
    """Whoever edits the gazetteer cannot tell which cell is wrong, or a wrong one is taken."""
    path = gazetteer(tmp_path, {}, row)
    with pytest.raises(IngestError) as error:
        list(read_gazetteer(path))
    assert str(error.value).startswith(f"{path}, line 3, {field}: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("iso3,name\nKAZ,Kazakhstan\n", "the first line must be iso3,name,sense"),
        ("", "the first line must be"),
        (f"{HEADER}\nKAZ,Kazakhstan,names\n", "line 2: 3 fields, not 13"),
        (f'{HEADER}\n\nKAZ,"Kaz\n', "not a CSV file in UTF-8"),
    ],
)
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A damaged gazetteer gives a traceback, or a tagger that finds nothing."""
    path = tmp_path / "g.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(IngestError) as error:
        list(read_gazetteer(path))
    assert str(path) in str(error.value) and said in str(error.value)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A missing file, or one in another encoding, gives a traceback."""
    with pytest.raises(IngestError, match=r"none\.csv: there is no such file"):
        list(read_gazetteer(tmp_path / "none.csv"))
    path = tmp_path / "g.csv"
    path.write_bytes(HEADER.encode() + "\nCIV,Côte d'Ivoire,names,,,,,,,,,,\n".encode("latin-1"))
    with pytest.raises(IngestError, match="not a CSV file in UTF-8"):
        list(read_gazetteer(path))
    contexts = tmp_path / "contexts.csv"
    contexts.write_text("list,word\nfirst,Ann\nbad name,Bo\n", "utf-8")
    with pytest.raises(IngestError, match=r"contexts\.csv, line 3, list: 'bad name'"):
        read_contexts(contexts)


def test_a_byte_order_mark_and_blank_lines_are_no_fault(tmp_path: Path) -> None:
    """A gazetteer saved by a spreadsheet is refused."""
    path = tmp_path / "g.csv"
    text = f"\ufeff{HEADER}\r\n\r\nKAZ,Kazakhstan,names,,,,,,,,,,\r\n"
    path.write_bytes(text.encode())
    assert [reading.country for reading in read_gazetteer(path)] == ["KAZ"]


def test_an_edited_gazetteer_is_what_counts(tmp_path: Path) -> None:
    """A user's own rows change nothing, or two gazetteers cannot be told apart."""
    path = gazetteer(tmp_path, {"name": "Freedonia", "iso3": "KAZ"})
    one = load_tagger(gazetteer=path)
    assert [tag.country for tag in one.tag("Freedonia and Israel", "", "")] == ["KAZ"]
    first = one.checksum
    gazetteer(tmp_path, {"name": "Sylvania", "iso3": "KAZ"})
    assert load_tagger(gazetteer=path).checksum != first


def test_a_sense_that_does_not_exist_is_named() -> None:
    """A misspelt sense gives a corpus without countries."""
    with pytest.raises(IngestError, match="'demonym' is not one of names, demonyms"):
        load_tagger(("names", "demonym"))


def test_writing_the_gazetteer_anew_changes_nothing(tmp_path: Path) -> None:
    """The derived rows are not what prepare makes, or a row by hand is lost."""
    copy = tmp_path / "gazetteer.csv"
    shutil.copy(GAZETTEER, copy)
    write_gazetteer(copy)
    assert copy.read_bytes() == GAZETTEER.read_bytes()


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("by_hand", "left"),
    [
        ({"languages": "kk"}, {("Германи|я", ""), ("Германия|", ""), ("Германия|", "kk")}),
        ({"languages": ""}, {("Германия|", "")}),
    ],
)
def test_a_row_by_hand_stands_for_its_own_languages(
    tmp_path: Path, by_hand: dict[str, str], left: set[tuple[str, str]]
) -> None:
    """A row for Kazakh takes the name away from Russian, or one for all is doubled."""
    row = {"iso3": "DEU", "name": "Германия|", "source": "ours"} | by_hand
    path = gazetteer(tmp_path, row)
    write_gazetteer(path)
    said = {
        (row["name"], row["languages"])
        for row in rows_of(path)
        if row["iso3"] == "DEU" and row["name"].replace("|", "") == "Германия"
    }
    assert said == left


def test_rows_by_hand_come_first_and_stay_as_they_are(tmp_path: Path) -> None:
    """A person's work is sorted away or rewritten."""
    mine = [{"name": "Zzz", "near": "a;b", "source": "ours"}, {"name": "Aaa", "source": "mine"}]
    path = gazetteer(tmp_path, *mine, {"name": "Old", "source": "cldr"})
    write_gazetteer(path)
    first, second, *others = rows_of(path)
    assert (first["name"], first["near"], second["name"]) == ("Zzz", "a;b", "Aaa")
    assert {row["source"] for row in others} == set(DERIVED)
    assert "Old" not in {row["name"] for row in others}


def test_every_row_can_be_met_in_a_text(tagger: Tagger) -> None:
    """A row looks for signs that are dropped from every text before it is searched."""
    unseen = [one for one in tagger.spellings if made_plain(one) != one and plain(one) != one]
    assert unseen == []
    spaced = [one for one in tagger.spellings if one != one.strip()]
    assert spaced == []
    for reading in read_gazetteer():
        words = reading.after | reading.before | reading.near | reading.endings
        assert [word for word in words if plain(word) != word] == [], reading.name


def test_every_row_is_of_a_country_that_the_product_knows() -> None:
    """A row's code is misspelt, and its pieces belong to no country of the filters."""
    known = {row["iso3"] for row in rows_of(FILES / "countries.csv")} | set(codes().values())
    unknown = {reading.country for reading in read_gazetteer()} - known - {""}
    assert unknown == set()


def test_no_row_is_there_twice() -> None:
    """An edit to a row by hand has no effect, as its double says otherwise."""
    rows = [tuple(row.values())[:6] for row in rows_of(GAZETTEER) if row["source"] == "ours"]
    # Rows of one name differ in country, sense, languages or in the words beside them.
    beside = [tuple(row.values())[6:] for row in rows_of(GAZETTEER) if row["source"] == "ours"]
    doubled = {row for row in zip(rows, beside, strict=True)}
    assert len(doubled) == len(rows)


def test_phrases_of_no_country_have_no_country() -> None:
    """A phrase that shields a name counts as a country with an empty code."""
    for reading in read_gazetteer():
        assert (reading.country == "") is (reading.sense == NO_COUNTRY), reading.name


def test_lists_are_all_used() -> None:
    """A list of contexts.csv is kept up for nothing, as no row or module names it."""
    used = {
        word.removeprefix("@")
        for row in rows_of(GAZETTEER)
        for cell in row.values()
        for word in cell.split(";")
        if word.startswith("@")
    }
    by_modules = {
        "given_names",
        "person_titles",
        "initials",
        "not_places",
        "not_surnames",
        "regions",
    }
    assert set(read_contexts(CONTEXTS)) - used - by_modules == set()


@pytest.mark.parametrize(
    ("name", "languages", "stems"),
    [
        ("Россия", {"ru"}, {("Росси|я", "@ru_iya")}),
        ("Италия", {"ru", "kk"}, {("Италия|", "@kk"), ("Итали|я", "@ru_iya")}),
        ("Израиль", {"ru"}, {("Израил|ь", "@ru_soft")}),
        ("Казахстан", {"ru", "uk"}, {("Казахстан|", "@ru_hard;@uk_hard")}),
        ("Украина", {"ru"}, {("Украин|а", "@ru_a")}),
        ("Марокко", {"ru"}, {("Марокко", "")}),
        ("Саудовская Аравия", {"ru"}, {("Саудовская Аравия", "")}),
        ("Kasachstan", {"de"}, {("Kasachstan", "")}),
    ],
)
def test_a_name_takes_the_endings_of_its_language(
    name: str, languages: set[str], stems: set[tuple[str, str]]
) -> None:
    """A name is declined as another kind of word, or in a language that does not decline it."""
    assert set(inflected(name, languages)) == stems
