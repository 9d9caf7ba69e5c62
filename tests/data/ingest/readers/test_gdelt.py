"""GDELT's tables: known by their columns, each row an article with its countries in ISO codes."""

import pytest
from document_files import beside, content_of, files_of, refusal, rows_of, values_of

from data.ingest.readers import gdelt, gdelt_countries
from data.ingest.readers.encoding import LONGEST_LINE
from data.ingest.readers.gdelt_columns import (
    COUNTS_1,
    EVENTS_1,
    EVENTS_2,
    GKG_1,
    GKG_2,
    MENTIONS,
    Table,
)
from data.ingest.records import Faulty, Found

EVENT = {
    "GLOBALEVENTID": "7",
    "SQLDATE": "20200813",
    "MonthYear": "202008",
    "Year": "2020",
    "FractionDate": "2020.6137",
    "DATEADDED": "20200814094500",
    "SOURCEURL": "https://paper.example/a",
}
MENTION = {
    "GLOBALEVENTID": "7",
    "EventTimeDate": "20200813094500",
    "MentionTimeDate": "20200814094500",
    "MentionType": "1",
    "MentionSourceName": "paper.example",
    "MentionIdentifier": "https://paper.example/a",
}
RECORD = {
    "GKGRECORDID": "20200814094500-T3",
    "DATE": "20200814094500",
    "SourceCollectionIdentifier": "1",
    "SourceCommonName": "paper.example",
    "DocumentIdentifier": "https://paper.example/a",
}
DAY_RECORD = {
    "DATE": "20200813",
    "NUMARTS": "1",
    "THEMES": "PEACE",
    "TONE": "-1.5,3,4.5",
    "SOURCES": "paper.example",
    "SOURCEURLS": "https://paper.example/a",
}
COUNT = {"DATE": "20200813", "NUMARTS": "1", "COUNTTYPE": "KILL", "NUMBER": "5"}
PLAIN = {
    EVENTS_2: EVENT,
    EVENTS_1: EVENT | {"DATEADDED": "20200814"},
    MENTIONS: MENTION,
    GKG_2: RECORD,
    GKG_1: DAY_RECORD,
    COUNTS_1: COUNT,
}


def row(table: Table, **said: str) -> str:
    cells = PLAIN[table] | said
    return "\t".join(cells.get(name, "") for name in table.columns) + "\n"


@pytest.mark.parametrize("table", PLAIN, ids=lambda table: table.kind)
def test_each_table_is_known_by_its_columns_and_not_by_their_number(table: Table) -> None:
    assert gdelt.recognised(content_of(row(table)))
    assert not gdelt.recognised(content_of(row(table).replace("2020", "abcd")))
    assert not gdelt.recognised(content_of("x\t" * (len(table.columns) - 1) + "x\n"))


@pytest.mark.parametrize("table", [EVENTS_2, MENTIONS, GKG_2], ids=lambda table: table.kind)
def test_a_row_is_an_article_seen_at_a_moment(table: Table) -> None:
    values = values_of(gdelt, row(table))
    assert values["url"] == "https://paper.example/a"
    assert values["published"] == "2020-08-14T09:45:00Z"
    assert values[table.columns[0]] == PLAIN[table][table.columns[0]]
    found = gdelt.source(content_of(row(table)))
    assert set(found.fields.values()) <= set(found.columns)
    assert table.seen in found.notes[0]


def test_tables_of_days_give_days() -> None:
    assert values_of(gdelt, row(EVENTS_1))["published"] == "2020-08-14"
    assert values_of(gdelt, row(GKG_1))["published"] == "2020-08-13"


def test_countries_of_an_event_are_its_places_and_its_actors() -> None:
    said = {
        "ActionGeo_CountryCode": "IS",
        "ActionGeo_ADM1Code": "IS05",
        "Actor1Geo_CountryCode": "AE",
        "Actor2Geo_CountryCode": "IS",
        "Actor1CountryCode": "USA",
        "Actor2CountryCode": "EUR",
    }
    for table in (EVENTS_2, EVENTS_1):
        assert values_of(gdelt, row(table, **said))["countries"] == "ISR;ARE;USA"


@pytest.mark.parametrize(
    ("fips", "iso"),
    [
        ("IS", "ISR"),
        ("IZ", "IRQ"),
        ("AE", "ARE"),
        ("BA", "BHR"),
        ("SU", "SDN"),
        ("OD", "SSD"),
        ("GZ", "PSE"),
        ("WE", "PSE"),
        ("KV", "XKX"),
        ("RI", "SRB"),
        ("RB", "SRB"),
        ("KZ", "KAZ"),
        ("USNY", "USA"),
        ("CH", "CHN"),
        ("SZ", "CHE"),
        ("WI", "ESH"),
        ("GM", "DEU"),
        ("GG", "GEO"),
        ("TX", "TKM"),
    ],
)
def test_fips_codes_that_are_not_the_iso_ones(fips: str, iso: str) -> None:
    assert gdelt_countries.of_places([fips]) == [iso]


def test_codes_that_are_no_country_here_are_left_out() -> None:
    assert gdelt_countries.of_places(["OC", "", "GL", "RQ", "XX"]) == []
    assert gdelt_countries.of_actors(["AFR", "WST", "", "GZS", "ROM", "ISR"]) == [
        "PSE",
        "ROU",
        "ISR",
    ]


def test_the_division_tells_the_country_where_the_country_column_is_wrong() -> None:
    places = (
        "4#Budapest, Hungary#RS#HU05#47.5#19#-85;1#Qatar#RS#QA#25.5#51.2#QA;1#Russia#RS##60#100#RS"
    )
    assert values_of(gdelt, row(GKG_2, Locations=places))["countries"] == "HUN;QAT;RUS"
    long = "4#Gaza, Israel (general)#GZ#GZ00##31.5#34.4#-79#150"
    assert values_of(gdelt, row(GKG_2, V2Locations=long))["countries"] == "PSE"


def test_title_moment_topics_and_language_of_a_record() -> None:
    extras = (
        "<PAGE_PRECISEPUBTIMESTAMP>20200813101500</PAGE_PRECISEPUBTIMESTAMP>"
        "<PAGE_TITLE>A step &amp;  more</PAGE_TITLE>"
    )
    values = values_of(
        gdelt,
        row(
            GKG_2,
            Extras=extras,
            Themes="PEACE;TAX_FNCACT_MINISTER;LEADER;PEACE;",
            TranslationInfo="srclc:ara;eng:GT-ARA 1.0",
        ),
    )
    assert values["title"] == "A step & more"
    assert values["published"] == "2020-08-13T10:15:00Z"
    assert values["topics"] == "PEACE;LEADER"
    assert (values["language"], values["outlet"]) == ("ar", "paper.example")


@pytest.mark.parametrize(
    ("said", "code"),
    [("", "en"), ("srclc:zho;eng:x", "zh"), ("srclc:hbs;eng:x", "sr"), ("srclc:ckb;eng:x", "ckb")],
)
def test_languages_of_translated_articles(said: str, code: str) -> None:
    assert values_of(gdelt, row(MENTIONS, MentionDocTranslationInfo=said))["language"] == code


def test_a_document_off_the_web_is_named_by_its_citation() -> None:
    values = values_of(gdelt, row(GKG_2, DocumentIdentifier="as listed, /BBC Monitoring/(c) BBC"))
    assert (values["url"], values["title"]) == ("", "as listed, /BBC Monitoring/(c) BBC")


def test_a_row_about_several_articles_is_all_of_them() -> None:
    urls = "https://a.example/1<UDIV>https://b.example/2"
    rows = rows_of(gdelt, row(GKG_1, SOURCES="a.example;b.example", SOURCEURLS=urls))
    assert [one.values["url"] for one in rows] == ["https://a.example/1", "https://b.example/2"]
    assert {one.line for one in rows} == {1}
    assert {one.values["outlet"] for one in rows} == {""}


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_head_line_in_small_letters_and_commas(delimiter: str) -> None:
    cells = MENTION | {"MentionDocTranslationInfo": "srclc:ara;eng:x"}
    lines = [
        delimiter.join(name.lower() for name in MENTIONS.columns),
        delimiter.join(cells.get(name, "") for name in MENTIONS.columns),
    ]
    (found,) = rows_of(gdelt, "\n".join(lines))
    assert found.line == 2
    assert found.values["language"] == "ar"
    assert found.values["mentionidentifier"] == found.values["url"] == "https://paper.example/a"


def test_every_bad_line_is_said_and_the_others_are_read() -> None:
    good = row(EVENTS_2)
    lines = [good, "7\t20200813\n", "\n", "x" * (LONGEST_LINE + 10) + "\n", good[:-1]]
    rows = rows_of(gdelt, "".join(lines))
    assert [type(one) for one in rows] == [Found, Faulty, Faulty, Found]
    assert [one.line for one in rows] == [1, 2, 4, 5]
    assert "2 columns where GDELT 2.0 events have 61" in rows[1].reason
    assert "16 MB" in rows[2].reason


def test_a_nul_byte_spoils_one_row() -> None:
    rows = rows_of(gdelt, row(EVENTS_2, Actor1Name="A\0B") + row(EVENTS_2))
    assert [type(one) for one in rows] == [Faulty, Found]


def test_events_without_addresses_are_said() -> None:
    without = row(EVENTS_1).rsplit("\t", 1)[0] + "\n"
    assert "without addresses" in refusal(gdelt, without * 3)
    rows = rows_of(gdelt, without + row(EVENTS_1))
    assert [type(one) for one in rows] == [Faulty, Found]
    assert "April 2013" in rows[0].reason


def test_counts_are_no_articles() -> None:
    assert "counts file" in refusal(gdelt, row(COUNTS_1))


# Articles in gkg1.csv: its 95 rows name 119; events1.csv: 40 rows are from before addresses.
KEPT = {
    "events.csv": (100, 0),
    "eventsT.csv": (100, 0),
    "events1.csv": (60, 40),
    "mentions.csv": (100, 0),
    "mentionsT.csv": (100, 0),
    "mentions-with-header.csv": (1635, 0),
    "gkg.csv": (100, 0),
    "gkgT.csv": (100, 0),
    "gkg1.csv": (119, 0),
}


@beside
def test_each_line_of_each_kept_table_is_accounted_for() -> None:
    for content in files_of("data/gdelt-raw", "*.csv"):
        if content.name in KEPT:
            rows = list(gdelt.source(content).rows())
            found = sum(isinstance(one, Found) for one in rows)
            assert (found, len(rows) - found) == KEPT[content.name], content.name
            lines = content.open().read().count(b"\n")
            numbers = {one.line for one in rows}
            assert len(numbers) in (lines, lines - 1, lines + 1), content.name
        else:
            assert not gdelt.recognised(content) or content.name == "gkg1Count.csv"


@beside
def test_kept_tables_name_the_countries_that_stand_beside_their_codes() -> None:
    (content,) = files_of("data/gdelt-raw", "gkg.csv")
    first = next(gdelt.source(content).rows())
    assert {"HUN", "RUS", "UKR"} <= set(first.values["countries"].split(";"))
    for content in files_of("data/gdelt-raw", "events*.csv"):
        rows = [one for one in gdelt.source(content).rows() if isinstance(one, Found)]
        assert sum(bool(one.values["countries"]) for one in rows) >= 0.95 * len(rows)
