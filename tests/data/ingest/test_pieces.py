"""A row becomes a piece: each field read, checked and said in one way."""

from datetime import datetime

import pytest

from data.ingest.date_evidence import date_reading
from data.ingest.errors import IngestError
from data.ingest.options import Options
from data.ingest.pieces import Piece, PieceMaker, RowError, with_columns
from data.ingest.records import FIELDS, Found, Source

GOOD = {
    "published": "2020-09-15",
    "outlet": "Haaretz",
    "language": "he",
    "url": "https://haaretz.example/1",
    "title": "Signed",
    "summary": "Signed, “at last” 🙂 בוושינגטון",
}


def maker(*fields: str, given: dict[str, str] | None = None, **options: object) -> PieceMaker:
    """Return a maker for a file whose columns are named as the fields they are read as."""
    fields = fields or tuple(GOOD)
    source = Source(
        name="list.csv",
        kind="CSV table",
        columns=fields,
        fields={field: field for field in fields},
        rows=lambda: iter(()),
        given=given or {},
    )
    return PieceMaker(source, Options(corpus="x", **options), date_reading(["2020-09-15"]))


def made(values: dict[str, str], **options: object) -> tuple[Piece, list[tuple[str, str]]]:
    """Return the piece of a row, and the reasons and values of what was left out."""
    one = maker(*(set(FIELDS) & {*GOOD, *values}), **options)
    piece = one.made(Found(7, GOOD | values))
    assert all(line == 7 for line, _, _ in one.remarks)
    return piece, [(reason, value) for _, reason, value in one.remarks]


def test_a_good_row_is_kept_whole() -> None:
    """A cell of a good row is lost or changed."""
    piece, left_out = made({})
    assert piece.published_at == datetime(2020, 9, 15) and piece.precision == "day"
    assert (piece.title, piece.summary, piece.outlet) == ("Signed", GOOD["summary"], "Haaretz")
    assert (piece.url, piece.language, piece.source_file) == (GOOD["url"], "he", "list.csv")
    assert (piece.stated, left_out) == (False, [])


@pytest.mark.parametrize(
    ("values", "field", "expected", "left_out"),
    [
        ({"url": "javascript:alert(1)"}, "url", "", "url: not an address of the web"),
        ({"url": "https://[x"}, "url", "", "url: not an address of the web"),
        ({"language": "Klingonish"}, "language", "", "language: not known"),
        ({"countries": "ISR;Nowhere"}, "countries", "ISR", "countries: no country"),
        ({"outlet_country": "Narnia"}, "outlet_country", "ISR", "outlet_country: no country"),
        ({"published": "soon"}, "published_at", None, "published: "),
        ({"published": "12 hours ago"}, "published_at", None, "published: "),
    ],
)
def test_a_bad_value_is_left_out_and_said(
    values: dict[str, str], field: str, expected: object, left_out: str
) -> None:
    """One bad cell costs the whole row, or is dropped without a word."""
    piece, said = made(values)
    assert getattr(piece, field) == expected
    assert piece.title == "Signed"
    assert len(said) == 1 and said[0][0].startswith(left_out)
    assert said[0][1] in next(iter(values.values()))


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        ({"countries": "kaz, Israel | ARE"}, "countries", ""),
        ({"countries": "kaz; Israel ;AE;KAZ"}, "countries", "KAZ;ISR;ARE"),
        ({"countries": "Republic of Kazakhstan"}, "countries", "KAZ"),
        ({"outlet_country": "IL"}, "outlet_country", "ISR"),
        ({"title": "Signed - Haaretz"}, "title", "Signed"),
        ({"title": "Haaretz"}, "title", "Haaretz"),
        ({"title": "a\x00b\x07 \n c\ud800"}, "title", "ab c"),
        ({"text": "one\n\ntwo\x00"}, "text", "one\n\ntwo"),
        ({"topics": "a; b;;a"}, "topics", "a;b"),
        ({"topics": "a, b"}, "topics", "a;b"),
        ({"outlet": "", "url": "https://www.haaretz.co.il/1"}, "outlet", "haaretz.co.il"),
    ],
)
def test_a_value_is_said_in_one_way(values: dict[str, str], field: str, expected: str) -> None:
    """Two spellings of one thing are two values, or unseen signs reach a page."""
    if "|" in values.get("countries", ""):
        expected = "KAZ;ISR"
        values = {"countries": "kaz|Israel"}
    assert getattr(made(values)[0], field) == expected


def test_a_row_of_nothing_is_rejected() -> None:
    """A piece without words or address stands in lists."""
    with pytest.raises(RowError, match="no title, summary, text or address"):
        made({"title": " ", "summary": "", "url": "n/a"})


def test_what_the_user_and_the_file_say_fills_gaps_only() -> None:
    """--outlet overwrites what a row says, or is not used where it says nothing."""
    one = maker("outlet", "title", outlet="Mine", kind="news")
    named = one.made(Found(1, {"outlet": "Own", "title": "x"}))
    unnamed = one.made(Found(2, {"outlet": "", "title": "y"}))
    assert (named.outlet, unnamed.outlet, unnamed.kind) == ("Own", "Mine", "news")
    given = maker("title", given={"outlet": "Feed"}, outlet="Mine")
    assert given.made(Found(1, {"title": "x"})).outlet == "Feed"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "https://a.example/x#part", True),
        ("https://a.example/x", "http://A.example/x/", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=1&utm_source=feed", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x?q=a%20b", "https://a.example/x?q=a%20b&utm_source=t", True),
        ("https://a.example/x?a", "https://a.example/x?a&fbclid=z", True),
        ("https://a.example/app#/article/1", "https://a.example/app#/article/2", False),
        ("https://a.example/#!/1", "https://a.example/#!/1", True),
        ("https://a.example/x", "https://a.example/y", False),
        ("https://a.example/", "https://a.example/", False),
    ],
)
def test_rows_of_one_address_share_a_key(one: str, other: str, same: bool) -> None:
    """A piece counts twice by its link's tail, or an outlet's home page swallows its pieces."""
    keys = [
        made({"url": url, "title": url + str(at)})[0].key for at, url in enumerate((one, other))
    ]
    assert (keys[0] == keys[1]) is same


def test_ids_depend_on_the_row_alone() -> None:
    """A link to a piece breaks when the list grows."""
    assert made({})[0].article_id == made({"title": "Other"})[0].article_id
    without = {"url": ""}
    assert made(without)[0].article_id == made(without)[0].article_id
    assert made(without)[0].article_id != made(without | {"title": "Other"})[0].article_id


def test_a_column_that_is_not_there_is_named() -> None:
    """A misspelt column gives a corpus without titles."""
    source = Source(name="l.csv", kind="", columns=("a",), fields={}, rows=lambda: iter(()))
    assert with_columns(source, {"title": "a", "summary": ""}) == {"title": "a", "summary": ""}
    with pytest.raises(IngestError, match="l.csv has no column 'b'; it has a"):
        with_columns(source, {"title": "b"})
    with pytest.raises(IngestError, match="'headline' is no field of a piece"):
        with_columns(source, {"headline": "a"})
