"""Citations that reference managers read back with every letter, and that keep their keys."""

import re

import pandas as pd
import pytest
import rispy
from pybtex.database import parse_string

from data.export.citations import NO_TITLE, OUR_TITLE, as_bibtex, as_ris

PIECE = {
    "article_id": "a1",
    "published_at": pd.Timestamp("2020-08-13", tz="UTC"),
    "precision": "day",
    "outlet": "Asia Times",
    "outlet_country": "HKG",
    "language": "en",
    "kind": "news",
    "title": "A headline",
    "summary": "Covers the surprise deal.",
    "url": "https://example.org/a_b%20c?d=1&e=2#f~g",
    "topics": ["diplomacy", "palestinians"],
    "countries": ["ISR", "ARE"],
}
HARD = [
    r"50% of A&B_C #1 costs $5 {sic ~ ^ \end } \\",
    "اتفاقيات إبراهيم والسلام",
    "הסכמי אברהם",
    'Peace 🕊 – “quoted” "straight" d\'accord é ı 中文',
    "Line one\nER  - \nTY  - BOOK\r\n@misc{x, title={y}}",
    "unbalanced { brace",
    "unbalanced } brace, @comment",
]
BACK = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


def pieces(*changes: dict) -> pd.DataFrame:
    """Return a frame with a piece per change, each with an id of its own unless one is given."""
    rows = [
        {**PIECE, "article_id": f"a{place}", **change} for place, change in enumerate(changes, 1)
    ]
    return pd.DataFrame(rows, columns=list(PIECE))


def bibtex(articles: pd.DataFrame) -> list[dict]:
    """Read our BibTeX back: key, type and fields, in order."""
    parsed = parse_string(as_bibtex(articles).decode(), "bibtex").entries
    return [{"key": key, "type": entry.type, **entry.fields} for key, entry in parsed.items()]


def ris(articles: pd.DataFrame) -> list[dict]:
    """Read our RIS back."""
    return rispy.loads(as_ris(articles).decode())


def as_read(latex: str) -> str:
    """Undo LaTeX's escapes as a reader of the bibliography sees them."""
    signs = sorted(BACK, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, signs)), lambda found: BACK[found[0]], latex)


def one_line(text: str) -> str:
    """Return text as one line, which is all that a citation holds."""
    return " ".join(text.split())


def test_bibtex_has_every_fact_of_a_piece() -> None:
    """A field of a news piece is missing or wrong."""
    assert bibtex(pieces({})) == [
        {
            "key": "asia-times-2020-a1",
            "type": "article",
            "title": "{A headline}",
            "journal": "Asia Times",
            "year": "2020",
            "month": "August",
            "day": "13",
            "url": PIECE["url"],
            "language": "en",
            "keywords": "diplomacy, palestinians, ISR, ARE",
            "abstract": "Covers the surprise deal.",
        }
    ]


def test_ris_has_every_fact_of_a_piece() -> None:
    """A field of a news piece is missing or wrong."""
    assert ris(pieces({})) == [
        {
            "type_of_reference": "NEWS",
            "id": "asia-times-2020-a1",
            "title": "A headline",
            "secondary_title": "Asia Times",
            "year": "2020",
            "date": "2020/08/13/",
            "urls": [PIECE["url"]],
            "language": "en",
            "keywords": ["diplomacy", "palestinians", "ISR", "ARE"],
            "abstract": "Covers the surprise deal.",
            "place_published": "HKG",
        }
    ]


@pytest.mark.parametrize("text", HARD)
def test_bibtex_keeps_every_letter(text: str) -> None:
    """A sign that LaTeX reads as a command broke the file or was lost."""
    (entry,) = bibtex(pieces({"title": text, "outlet": text, "summary": text}))
    assert as_read(entry["title"]) == f"{{{one_line(text)}}}"
    assert as_read(entry["journal"]) == as_read(entry["abstract"]) == one_line(text)


@pytest.mark.parametrize("text", HARD)
def test_ris_keeps_every_letter(text: str) -> None:
    """A line break in a text began a field or ended the record."""
    (record,) = ris(pieces({"title": text, "outlet": text, "summary": text}))
    assert record["title"] == record["secondary_title"] == record["abstract"] == one_line(text)


@pytest.mark.parametrize("title", [None, float("nan"), pd.NA, ""])
def test_a_summary_in_place_of_a_title_is_marked_as_ours(title: object) -> None:
    """A reader would cite our sentence as the outlet's headline."""
    frame = pieces({"title": title})
    (entry,), (record,) = bibtex(frame), ris(frame)
    assert entry["title"] == "{Covers the surprise deal.}" and record["title"] == PIECE["summary"]
    assert entry["note"] == OUR_TITLE and record["notes"] == [OUR_TITLE]
    assert "abstract" not in entry and "abstract" not in record


def test_a_piece_with_neither_title_nor_summary_is_still_there() -> None:
    """A reference manager refuses an entry without a title."""
    frame = pieces({"title": None, "summary": None})
    assert bibtex(frame)[0]["title"] == f"{{{NO_TITLE}}}"
    assert ris(frame)[0]["title"] == NO_TITLE


@pytest.mark.parametrize(
    ("published_at", "precision", "in_bibtex", "in_ris"),
    [
        (pd.Timestamp("2021-01-06", tz="UTC"), "day", ("2021", "January", "6"), "2021/01/06/"),
        (pd.Timestamp("2021-01-06 22:10"), "minute", ("2021", "January", "6"), "2021/01/06/"),
        (pd.Timestamp("2021-05-01"), "month", ("2021", "May", None), "2021/05//"),
        (pd.Timestamp("2021-01-01"), "year", ("2021", None, None), "2021///"),
        (pd.NaT, None, (None, None, None), None),
    ],
)
def test_dates_say_no_more_than_is_known(
    published_at: pd.Timestamp, precision: str | None, in_bibtex: tuple, in_ris: str | None
) -> None:
    """A day or a year was made up."""
    frame = pieces({"published_at": published_at, "precision": precision})
    (entry,), (record,) = bibtex(frame), ris(frame)
    assert tuple(entry.get(name) for name in ("year", "month", "day")) == in_bibtex
    assert record.get("date") == in_ris and record.get("year") == in_bibtex[0]


@pytest.mark.parametrize(
    ("kind", "in_bibtex", "holder", "in_ris"),
    [
        ("opinion", "article", "journal", "NEWS"),
        ("report", "techreport", "institution", "RPRT"),
        ("official", "misc", "howpublished", "GOVDOC"),
    ],
)
def test_reports_and_official_papers_are_not_newspaper_articles(
    kind: str, in_bibtex: str, holder: str, in_ris: str
) -> None:
    """A style would set a think tank's report as a newspaper piece."""
    (entry,), (record,) = bibtex(pieces({"kind": kind})), ris(pieces({"kind": kind}))
    assert entry["type"] == in_bibtex and entry[holder] == "Asia Times"
    assert record["type_of_reference"] == in_ris


def test_keys_are_unique_and_do_not_depend_on_the_selection() -> None:
    """A citation in a paper would point to another piece after the next export."""
    ids = ["a1", "A1", "a 1", "a,1", "é", "中"]
    frame = pieces(*({"article_id": one, "outlet": "الجزيرة"} for one in ids))
    keys = [entry["key"] for entry in bibtex(frame)]
    assert len({key.lower() for key in keys}) == len(ids)
    assert [entry["key"] for entry in bibtex(frame.iloc[[4, 1]])] == [keys[4], keys[1]]
    assert [record["id"] for record in ris(frame)] == keys
    assert all(re.fullmatch(r"[a-z0-9._-]+", key) for key in keys)


def test_lists_may_also_be_texts_with_semicolons() -> None:
    """A corpus that keeps topics as text would export letters as keywords."""
    frame = pieces({"topics": "diplomacy; trade", "countries": "ISR"})
    assert ris(frame)[0]["keywords"] == ["diplomacy", "trade", "ISR"]
    assert bibtex(pieces({"topics": None, "countries": ""}))[0].get("keywords") is None


def test_addresses_cannot_end_their_field() -> None:
    """An address with a brace or a line break broke the file."""
    frame = pieces({"url": "https://example.org/{a}\nER  - b"})
    assert bibtex(frame)[0]["url"] == "https://example.org/%7Ba%7D%20ER%20-%20b"
    assert ris(frame)[0]["urls"] == [bibtex(frame)[0]["url"]]


def test_ris_records_stand_by_themselves_with_the_line_ends_of_the_format() -> None:
    """Numbers between records, or other line ends, stop some reference managers."""
    lines = as_ris(pieces({}, {})).decode().split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines.count("ER  - ") == 2
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) and "\n" not in line for line in lines)


def test_no_pieces_give_an_empty_file() -> None:
    """An empty choice is no error."""
    assert as_bibtex(pieces().iloc[:0]) == b"" and as_ris(pieces().iloc[:0]) == b""
