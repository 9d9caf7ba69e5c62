"""Files of reference managers: RIS and BibTeX, real ones, broken ones, hostile ones and our own."""

import pandas as pd
import pytest
from document_files import content_of, rows_of, values_of

from data.export.citations import as_bibtex, as_ris
from data.ingest.readers import bibtex, reference_fields, references, ris
from data.ingest.readers.encoding import LONGEST_LINE
from data.ingest.records import FIELDS, Faulty, Found


def said(file: bytes | str, *fields: str) -> list[tuple[str, ...]]:
    """Return these fields of each row."""
    return [tuple(row.values[field] for field in fields) for row in rows_of(references, file)]


RECORD = """Provider: A database

TY  - NEWS
T1  - A step: eastwards
N2  - In short,
      and on
DA  - 2025/11/07/
PY  - 2025
UR  - https://paper.example/a;b?c=1
JO  - The Paper
LA  - English
KW  - Trade
KW  - Peace
ZZ  - odd
ER  -{}
"""


@pytest.mark.parametrize("end", ["", " "])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_ris_record_with_any_line_end(end: str, newline: str) -> None:
    file = ("\ufeff" + RECORD.format(end)).replace("\n", newline)
    assert references.recognised(content_of(file))
    values = values_of(references, file)
    assert {field: values[field] for field in reference_fields.FIELDS} == {
        "title": "A step: eastwards",
        "summary": "In short, and on",
        "outlet": "The Paper",
        "outlet_country": "",
        "published": "2025-11-07",
        "url": "https://paper.example/a;b?c=1",
        "language": "en",
        "topics": "Trade;Peace",
        "countries": "",
        "kind": "news",
    }
    assert values["ZZ"] == "odd"


def test_what_a_source_of_references_says_of_its_columns() -> None:
    for file in (RECORD.format(""), "@article{a, title={A}, year=2020}"):
        found = references.source(content_of(file))
        assert set(found.fields) <= set(FIELDS)
        assert set(found.fields.values()) <= set(found.columns)
    assert "JO" in references.source(content_of(RECORD)).columns


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("PY  - 2025", "2025"),
        ("PY  - 2025///", "2025"),
        ("Y1  - 2025/11//", "2025-11"),
        ("Y1  - 2025/11/07/morning", "2025-11-07"),
        ("DA  - 2025-11-07", "2025-11-07"),
        ("DA  - 2025\nPY  - 2025/11/07/", "2025-11-07"),
        ("DA  - Nov 7, 2025\nPY  - 2025", "Nov 7, 2025"),
        ("PY  - in press", ""),
    ],
)
def test_days_of_ris(lines: str, published: str) -> None:
    assert said(f"TY  - NEWS\n{lines}\nER  - \n", "published") == [(published,)]


def test_ris_records_that_are_not_ended_and_lines_outside_of_any() -> None:
    file = "TY  - RPRT\nTI  - One\nPB  - Inst\nTY - NEWS\nTI - Two\nER -\nAU  - Lost\nER  - \n"
    one, two, lost = rows_of(references, file)
    assert (one.line, one.values["title"], one.values["kind"]) == (1, "One", "report")
    assert (two.line, two.values["title"]) == (4, "Two")
    assert isinstance(lost, Faulty)
    assert (lost.line, lost.row) == (7, "AU  - Lost\nER  - ")


def test_a_ris_record_that_is_too_long_spoils_no_other() -> None:
    for long in ("x" * (LONGEST_LINE + 1), "x" * (ris.LONGEST_RECORD + 1)):
        file = f"TY  - NEWS\nAB  - {long}\nER  - \nTY  - NEWS\nTI  - Two\nER  - \n"
        bad, good = rows_of(references, file)
        assert isinstance(bad, Faulty)
        assert "longer than" in bad.reason
        assert len(bad.row) <= ris.LONGEST_RECORD
        assert good.values["title"] == "Two"


def test_a_bibtex_entry() -> None:
    values = values_of(
        references,
        r"""% Encoding: UTF-8
@string{aje = "Al Jazeera"}
@Article{key,
  title    = {{Why} {K}azakhstan \& {\'E}tats d{\"u} joined -- \emph{now}},
  journal  = aje # { English},
  date     = {2020-08-13/2020-08-15},
  abstract = "It's 50\% or \$5 of {"}all{"}",
  url      = {https://paper.example/a\_b%20c},
  keywords = {Israel, UAE; trade},
  langid   = {american},
}""",
    )
    assert {field: values[field] for field in reference_fields.FIELDS} == {
        "title": "Why Kazakhstan & États dü joined – now",
        "summary": 'It\'s 50% or $5 of "all"',
        "outlet": "Al Jazeera English",
        "outlet_country": "",
        "published": "2020-08-13",
        "url": "https://paper.example/a_b%20c",
        "language": "en",
        "topics": "Israel;UAE;trade",
        "countries": "",
        "kind": "",
    }


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 2020", "2020"),
        ("year = {2020}, month = aug", "2020-08"),
        ("year = {2020}, month = {August}, day = 3", "2020-08-03"),
        ('year = "2020", month = "13~" # aug', "2020-08-13"),
        ("year = 2020, month = 8", "2020-08"),
        ("year = 2020, month = Sept", "2020-09"),
        ("year = 2020, day = 3", "2020"),
        ("date = {2020-08}", "2020-08"),
        ("year = {in press}", ""),
    ],
)
def test_days_of_bibtex(fields: str, published: str) -> None:
    assert said(f"@misc{{a, title = {{A}}, {fields}}}", "published") == [(published,)]


@pytest.mark.parametrize(
    ("fields", "outlet", "url"),
    [
        (r"howpublished = {\url{https://paper.example/a}}", "", "https://paper.example/a"),
        ("howpublished = {A leaflet}", "A leaflet", ""),
        ("institution = {INSS}, doi = {10.1234/ab}", "INSS", "https://doi.org/10.1234/ab"),
        ("journaltitle = {The Paper}, publisher = {House}", "The Paper", ""),
        ("url = {javascript:steal()}", "", ""),
    ],
)
def test_outlet_and_address_of_bibtex(fields: str, outlet: str, url: str) -> None:
    assert said(f"@misc{{a, title = {{A}}, {fields}}}", "outlet", "url") == [(outlet, url)]


BROKEN = r"""@comment{jabref-meta: mail@example.org;}
@article{a, title = {One}, year = 2020}
@online{b,
  title = {Unbalanced {brace,
  year = 2020
}
@article(c, title = {Three}, journal = unknown)
@article{d, title = {No comma} year = 2020}
@include{/etc/passwd}
@article{e, title = {\input{/etc/passwd}Five, mail@example.org}} @book{f, title = "Six"}
"""


def test_a_bad_bibtex_entry_spoils_no_other() -> None:
    rows = rows_of(references, BROKEN)
    assert [row.line for row in rows] == [2, 3, 7, 8, 9, 10, 10]
    titles = [row.values["title"] if isinstance(row, Found) else None for row in rows]
    assert titles == ["One", None, "Three", None, None, "Five, mail@example.org", "Six"]
    assert rows[2].values["outlet"] == "unknown"
    assert rows[1].row.startswith("@online{b,")
    assert "root:" not in str(rows)


def test_abbreviations_cannot_fill_the_memory() -> None:
    lines = [f'@string{{a0 = "{"x" * 1000}"}}']
    lines += [f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60)]
    lines += ["@article{a, title = a50 # a50}", "@article{b, title = {Two}}"]
    rows = rows_of(references, "\n".join(lines))
    assert rows[-1].values["title"] == "Two"
    assert all(len(str(row)) < 2 * bibtex.LONGEST_ENTRY for row in rows)
    assert isinstance(rows[0], Faulty)
    again = "@article{a, title = " + " # ".join(["a0"] * 400) + "}"
    assert "too much text" in rows_of(references, f"{lines[0]}\n{again}")[0].reason


@pytest.mark.parametrize(
    "hostile",
    [
        "@article{a, title = {" + "{" * 100_000 + "}" * 100_000 + "}}",
        "@article{a, title = {" + "{" * 100_000,
        "@article{a,\n title = {" + "x" * (LONGEST_LINE + 1) + "}}",
        "@article{a, title = {A\0B}}",
        '@article{a, title = "' + "{" * 50,
    ],
    ids="deep open huge nul quote".split(),
)
def test_hostile_bibtex_is_one_bad_row(hostile: str) -> None:
    bad, good = rows_of(references, hostile + "\n@article{b, title = {Two}}\n")
    assert isinstance(bad, Faulty)
    assert len(bad.row) <= 2 * bibtex.LONGEST_ENTRY
    assert good.values["title"] == "Two"


def test_deep_commands_in_latex_do_not_end_the_reading() -> None:
    deep = r"\emph{" * 90 + "A" + "}" * 90
    assert said(f"@article{{a, title = {{{deep}}}}}", "title") == [("A",)]


@pytest.mark.parametrize(
    ("said_so", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("eng", "en"),
        ("Arabic", "ar"),
        ("ngerman", "de"),
        ("Kazakh", "kk"),
        ("", ""),
        ("Klingonese", ""),
    ],
)
def test_languages_by_code_and_by_name(said_so: str, code: str) -> None:
    assert reference_fields.language_of(said_so) == code


TITLE = "A & B: 50% of $5 #1, a_b ~ ^ {x} \\ end, \"q\" 'r' é ع"


def pieces() -> pd.DataFrame:
    """Return three pieces as an export has them: whole, without headline, to the month only."""
    empty = {"outlet_country": None, "language": None, "url": None, "topics": "", "countries": ""}
    rows = [
        {
            "article_id": "a-1",
            "published_at": pd.Timestamp("2025-11-07"),
            "precision": "day",
            "outlet": "Al Jazeera",
            "outlet_country": "QAT",
            "language": "ar",
            "kind": "news",
            "title": TITLE,
            "summary": "In short; and on.",
            "url": "https://paper.example/a_b?x=1&y=%20#f",
            "topics": "trade;gaza-war",
            "countries": "KAZ;ISR",
        },
        empty
        | {
            "article_id": "B",
            "published_at": pd.NaT,
            "precision": None,
            "outlet": "INSS",
            "kind": "report",
            "title": None,
            "summary": "Only a summary.",
        },
        empty
        | {
            "article_id": "c",
            "published_at": pd.Timestamp("2025-11-01"),
            "precision": "month",
            "outlet": "البيان",
            "kind": "official",
            "title": "عنوان",
            "summary": None,
            "countries": "ARE",
        },
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("export", [as_bibtex, as_ris])
def test_our_own_exports_read_back(export: object) -> None:
    back = said(
        export(pieces()),
        *("title", "summary", "outlet", "published", "language", "url", "topics"),
        *("countries", "kind"),
    )
    url = "https://paper.example/a_b?x=1&y=%20#f"
    assert back == [
        (TITLE, "In short; and on.", "Al Jazeera", "2025-11-07", "ar", url)
        + ("trade;gaza-war", "KAZ;ISR", "news"),
        ("", "Only a summary.", "INSS", "", "", "", "", "", "report"),
        ("عنوان", "", "البيان", "2025-11", "", "", "", "ARE", "official"),
    ]


def test_country_codes_in_the_keywords_of_others_stay_keywords() -> None:
    file = "@article{smith2020, title={A}, journal={Paper}, year=2020, keywords={USA, trade}}"
    assert said(file, "topics", "countries") == [("USA;trade", "")]


@pytest.mark.parametrize(
    ("file", "is_references"),
    [
        ("%% made\n@STRING{a = {b}}\n", True),
        ("@online {key ,\n title = {A}}", True),
        ("\ufeffTY  - JOUR\r\n", True),
        ("TY - JOUR\r", True),
        ("@someone (at example.org), wrote = that", False),
        ("TY  - for reading", False),
        ("TYPE  - NEWS", False),
        ("title,url\nx@{y},=\n", False),
    ],
)
def test_references_are_known_by_their_first_lines(file: str, is_references: bool) -> None:
    assert references.recognised(content_of(file)) is is_references
