"""A reader's own events: files of many kinds are read, and each bad row says how to mend it."""

import io
from datetime import date

import openpyxl
import pytest

from data.facts import load_facts
from data.ingest.events_file import (
    COLUMNS,
    FAULT_COLUMNS,
    MOST_EVENTS,
    MOST_FAULTS,
    TEMPLATE,
    EventsFileError,
    OwnEvents,
    read_events,
)

COUNTRIES = {
    "KAZ": "Kazakhstan",
    "ISR": "Israel",
    "CIV": "Côte d'Ivoire",
    "KOR": "Korea, Republic of",
    "TUR": "Türkiye",
}
HEAD = "date,end_date,title,countries,description,source\n"
HOW = "Write it as 2025-11-06, 2025-11 or 2025."


def read(text: str, encoding: str = "utf-8") -> OwnEvents:
    return read_events(text.encode(encoding), "mine.csv", COUNTRIES)


def told(found: OwnEvents) -> list[list]:
    return found.faults.values.tolist()


def dates_of(*values: str) -> list[str]:
    rows = "".join(f'"{value}",Event {place}\n' for place, value in enumerate(values))
    return read(f"date,title\n{rows}").events["date"].tolist()


def test_a_whole_row_is_read() -> None:
    """A column is lost or stands under another one."""
    found = read(HEAD + "2025-03-10,2025-04,Talks,KAZ;ISR,In Astana,https://example.org/a\n")
    assert list(found.events) == list(COLUMNS)
    assert found.events.iloc[0].tolist() == [
        *("2025-03-10", "2025-04", "Talks", "In Astana", "KAZ;ISR", "https://example.org/a"),
    ]
    assert found.faults.dtypes.astype(str).to_dict() == FAULT_COLUMNS
    assert (len(found.faults), found.duplicates) == (0, 0)


@pytest.mark.parametrize(
    "head",
    [
        "Date;Title",
        " WHEN ; Event ",
        "Day;label",
        "start;name",
        "Start date;Headline",
        "sep=;\ndate;title",
        "My events\n\ndate;title",
        "title (long);note;x\ndate;title",
    ],
)
def test_columns_go_by_many_names_and_the_head_may_come_later(head: str) -> None:
    """A file that says "when" and "event" is refused."""
    found = read(f"{head}\n2025-11-06;Summit\n")
    assert found.events[["date", "title"]].values.tolist() == [["2025-11-06", "Summit"]]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("until", "end_date"),
        ("End", "end_date"),
        ("End date", "end_date"),
        ("note", "description"),
        ("URL", "source"),
    ],
)
def test_other_columns_go_by_their_usual_names(column: str, field: str) -> None:
    """What a reader wrote under a usual name is not read."""
    found = read(f"date,title,{column}\n2025-11-06,Summit,2026\n")
    assert found.events[field].tolist() == ["2026"]


ARABIC = "اليوم الأول من المحادثات في العاصمة"
RUSSIAN = "Встреча министров иностранных дел в столице"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", ARABIC),
        ("utf-8-sig", RUSSIAN),
        ("utf-16", ARABIC),
        ("utf-16-le", RUSSIAN),
        ("cp1256", ARABIC),
        ("cp1251", RUSSIAN),
        ("cp1252", "Réunion d'été à Rabat"),
    ],
)
def test_encodings_and_separators_are_recognised(sign: str, encoding: str, title: str) -> None:
    """A file that Excel saved in Arabic or with semicolons shows wrong letters or none."""
    rows = [["date", "title", "countries"], ["2025-11-06", title, "KAZ"]]
    text = "\r\n".join(sign.join(cells) for cells in rows) + "\r\n"
    found = read(text, encoding)
    assert found.events[["title", "iso3s"]].values.tolist() == [[title, "KAZ"]]


def test_a_workbook_is_read_with_its_dates() -> None:
    """A file of Excel has to be saved as CSV first, or its days become numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Event", "When", "Until"])
    sheet.append(["Summit", date(2025, 11, 6), None])
    sheet.append([None, None, None])
    sheet.append(["Talks", "2025-03", 2026])
    sheet.append(["Nothing", None, None])
    file = io.BytesIO()
    book.save(file)
    found = read_events(file.getvalue(), "mine.xlsx", COUNTRIES)
    assert found.events[["date", "end_date", "title"]].values.tolist() == [
        ["2025-11-06", "", "Summit"],
        ["2025-03", "2026", "Talks"],
    ]
    assert told(found) == [[5, "When", f"There is no date. {HOW}"]]


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025-11-06", "2025-11-06"),
        ("2025-11", "2025-11"),
        ("2025", "2025"),
        ("20251106", "2025-11-06"),
        ("2025/11/06", "2025-11-06"),
        ("13/11/2025", "2025-11-13"),
        ("11/13/2025", "2025-11-13"),
        ("6.6.2025", "2025-06-06"),
        ("6 November 2025", "2025-11-06"),
        ("Nov 6, 2025", "2025-11-06"),
        ("2025-11-06 00:00:00", "2025-11-06"),
        (" 2025-11-06 ", "2025-11-06"),
    ],
)
def test_dates_are_read_as_fine_as_they_are_given(value: str, date: str) -> None:
    """A month becomes its first day, or a date as people write it is refused."""
    assert dates_of(value) == [date]


def test_other_dates_of_the_file_settle_which_number_is_the_day() -> None:
    """3/4/2025 is a fault though the file shows that it writes the day first."""
    assert dates_of("3/4/2025", "13/4/2025") == ["2025-04-03", "2025-04-13"]
    assert dates_of("3/4/2025", "4/13/2025") == ["2025-03-04", "2025-04-13"]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("", ""),
        ("KAZ", "KAZ"),
        ("kaz; isr", "KAZ;ISR"),
        ('"Kazakhstan, ISR"', "KAZ;ISR"),
        ("Cote d Ivoire", "CIV"),
        ("TÜRKIYE", "TUR"),
        ('"Korea, Republic of"', "KOR"),
        ('"Korea, Republic of;Israel"', "KOR;ISR"),
        ("KAZ;Kazakhstan;", "KAZ"),
    ],
)
def test_countries_go_by_code_or_name(value: str, codes: str) -> None:
    """An event is lost from the view of its country."""
    found = read(f"date,title,countries\n2025-11-06,Summit,{value}\n")
    assert found.events["iso3s"].tolist() == [codes]


BAD = {
    "no date": (",,A,,,", "date", f"There is no date. {HOW}"),
    "a dash for a date": ("-,,A,,,", "date", f"There is no date. {HOW}"),
    "no such day": (
        "2025-02-30,,A,,,",
        "date",
        f"“2025-02-30” is no day: there is no day 2025-02-30. {HOW}",
    ),
    "no date at all": ("soon,,A,,,", "date", f"“soon” is no day: not a date. {HOW}"),
    "two ways": (
        "3/4/2025,,A,,,",
        "date",
        f"“3/4/2025” can be read day first or month first. {HOW}",
    ),
    "too early": (
        "1066-10-14,,A,,,",
        "date",
        f"“1066-10-14” is no day: the year 1066 is outside 1900 to 2100. {HOW}",
    ),
    "a bad end": ("2025-01-01,later,A,,,", "end_date", f"“later” is no day: not a date. {HOW}"),
    "an end before the start": (
        "2025-02-01,2025-01,A,,,",
        "end_date",
        "The end, Jan 2025, is before the beginning, 1 Feb 2025. Change one of the two, or leave "
        "the end empty.",
    ),
    "no title": (
        "2025-01-01,, ,,,",
        "title",
        "There is no title. Say in a few words what happened.",
    ),
    "a text for a title": (
        f"2025-01-01,,{'a' * 1234},,,",
        "title",
        "The title has 1,234 letters, more than 200. Shorten it; the rest can stand in a column "
        "description.",
    ),
    "no such country": (
        "2025-01-01,,A,Kazakstan,,",
        "countries",
        "“Kazakstan” is no country known here. Kazakhstan may be meant. Write its English name or "
        "its code of three letters, several with ; between them.",
    ),
    "nothing like a country": (
        "2025-01-01,,A,KAZ;Narnia,,",
        "countries",
        "“Narnia” is no country known here. Write its English name or its code of three letters, "
        "several with ; between them.",
    ),
    "a comma without quotes": (
        "2025-01-01,,A,,Talks, and more,x",
        "",
        "It has 7 cells where the first line has 6. Put a text that holds the separator between "
        "quotation marks.",
    ),
    "an open quote": (
        '2025-01-01,,"A,,,',
        "",
        "Its quotation marks do not match. Close the one that is open, and write one that belongs "
        "to the text twice.",
    ),
}


@pytest.mark.parametrize(("row", "field", "reason"), BAD.values(), ids=BAD)
def test_a_bad_row_is_told_and_spoils_no_other(row: str, field: str, reason: str) -> None:
    """A reader is not told which line is wrong, or loses the good ones with it."""
    found = read(f"{HEAD}2024-01-01,,Before,,,\n{row}\n2024-01-03,,After,,,\n")
    assert told(found) == [[3, field, reason]]
    assert found.events["title"].tolist() == ["Before", "After"]


def test_faults_name_the_columns_of_the_file() -> None:
    """A fault speaks of a column that the reader's file does not have."""
    found = read("Event;When;Until\nA;2025;2024\n;2025;\n")
    assert [row[:2] for row in told(found)] == [[2, "Until"], [3, "Event"]]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    """The line of a fault is off where a cell before it has line breaks."""
    found = read('date,title,note\n2025-01-01,A,"one\ntwo\nthree"\n\nx,B,\n')
    assert [row[0] for row in told(found)] == [6]
    assert found.events["description"].tolist() == ["one two three"]


def test_the_same_event_is_taken_once_and_counted() -> None:
    """An event named twice is drawn and counted twice."""
    rows = "2025-01-01,,Summit,KAZ,,\n2025-01-01,,SUMMIT,Kazakhstan,again,\n2025-01-01,,Summit,,,\n"
    found = read(HEAD + rows)
    assert found.events["iso3s"].tolist() == ["KAZ", ""]
    assert found.duplicates == 1


def test_formulas_and_markup_stay_the_text_they_are() -> None:
    """A title is changed, or signs that are not seen come onto the chart."""
    found = read(HEAD + '2025-01-01,,"=1+1 <b>x</b>\n\x07 y",,,\n')
    assert found.events["title"].tolist() == ["=1+1 <b>x</b> y"]


UNFIT = {
    "empty": (b"", "mine.csv is an empty file."),
    "blank": (b" \r\n ", "mine.csv is an empty file."),
    "no title": (
        b"date,end_date,where\n2025-01-01,,x\n",
        "mine.csv has no column of titles; the first line must name its columns, date and title "
        "among them. It begins: date, end_date, where",
    ),
    "no date": (
        b"title;x\nSummit;1\n",
        "mine.csv has no column of dates; the first line must name its columns, date and title "
        "among them. It begins: title, x",
    ),
    "no head line": (
        b"2025-01-01,Summit\n",
        "mine.csv has no column of dates and none of titles; the first line must name its "
        "columns, date and title among them. It begins: 2025-01-01, Summit",
    ),
    "prose": (
        b"This is a letter.\nYours\n",
        "mine.csv has no column of dates and none of titles; the first line must name its "
        "columns, date and title among them.",
    ),
    "too large": (
        b"date,title\n" + b"2025-01-01,x\n" * 4_000_000,
        "mine.csv is larger than 1 MB, too large for a list of events; keep only the rows and "
        "columns that are needed.",
    ),
    "too many": (
        ("date,title\n" + "".join(f"2025-01-01,{at}\n" for at in range(MOST_EVENTS + 1))).encode(),
        "mine.csv lists more than 2,000 events; keep those that matter most.",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "mine.csv is not a table of text; save it as CSV, TSV or Excel.",
    ),
    "a damaged workbook": (
        b"PK\x03\x04" + bytes(200),
        "mine.csv is a damaged workbook (File is not a zip file). Save it again.",
    ),
    "words for dates": (
        ("date,title\n" + "not a day,x\n" * (MOST_FAULTS + 1)).encode(),
        "mine.csv has more than 100 rows that cannot be used; mend them or leave them out. The "
        f"first is line 2, date: “not a day” is no day: not a date. {HOW}",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), UNFIT.values(), ids=UNFIT)
def test_a_file_that_is_no_list_of_events_is_refused_in_one_sentence(
    content: bytes, sentence: str
) -> None:
    """A reader meets a traceback, or a chart with marks made of noise."""
    with pytest.raises(EventsFileError) as caught:
        read_events(content, "mine.csv", COUNTRIES)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("size", [1, 7, 64, 5_000])
def test_noise_is_never_more_than_a_sentence(size: int) -> None:
    """Bytes that are no file at all end in another error than the one that is said."""
    for seed in range(20):
        noise = bytes((at * 7919 * (seed + 3) + at * at * 31) % 256 for at in range(size))
        with pytest.raises(EventsFileError, match=r"mine\.csv"):
            read_events(noise, "mine.csv", COUNTRIES)


def test_the_example_that_is_offered_can_be_read() -> None:
    """A reader fills in the example and it is refused."""
    found = read_events(TEMPLATE, "example.csv", load_facts().country_names)
    assert len(found.events) == 3
    assert found.faults.empty


def test_the_shipped_events_can_be_read_as_a_readers_own() -> None:
    """Whoever starts from our own list of events is refused."""
    facts = load_facts()
    text = facts.events.to_csv(index=False)
    found = read_events(text.encode(), "events.csv", facts.country_names)
    assert (len(found.events), len(found.faults)) == (len(facts.events), 0)
