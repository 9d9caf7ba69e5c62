"""Which encoding a file is in: said, marked, guessed, and lied about."""

import codecs

import pytest
from document_files import CSV, PIECES, all_of, cells_of, content_of, sentence_of, source_of

from data.ingest.errors import IngestError
from data.ingest.readers.encoding import REPLACED, checked_name, encoding_of, first_letters
from data.ingest.records import Faulty

LATIN = """title,date,text
Les ministres se réunissent à Rabat,2025-01-02,Ils ont parlé de droits élevés et d'été
La redevance portuaire baisse à nouveau,2025-01-03,Les navires paient moins cher là-bas
"""
CYRILLIC = """title,date,text
Министры встретились в Рабате и говорили о торговле,2025-01-02,Речь шла о пошлинах и полётах
Портовые сборы снова упали,2025-01-03,Суда платят меньше чем в прошлом году
"""
ARABIC = """title,date,text
وزراء يجتمعون في الرباط لبحث التجارة,2025-01-02,تحدثوا عن الرسوم وعن الطيران بين البلدين
رسوم الميناء تنخفض مرة أخرى,2025-01-03,تدفع السفن أقل من العام الماضي
"""
CHINESE = """title,date,text
部长们在拉巴特会面讨论贸易问题,2025-01-02,他们谈到了关税和两国之间的航班
港口费用再次下降,2025-01-03,船只支付的费用比去年少
"""
SCRIPTS = {"latin": LATIN, "cyrillic": CYRILLIC, "arabic": ARABIC, "chinese": CHINESE}
WIDE = "utf-16 utf-32 utf-16-le utf-16-be utf-8 utf-8-sig".split()
NARROW = [
    ("latin", "cp1252"),
    ("latin", "latin-1"),
    ("cyrillic", "cp1251"),
    ("cyrillic", "cp866"),
    ("arabic", "cp1256"),
    ("arabic", "iso8859-6"),
    ("chinese", "gb18030"),
]


def rows_in(text: str) -> list[tuple[str, ...]]:
    """Return the cells of a table's rows, as none of them has a comma inside."""
    return [tuple(line.split(",")) for line in text.splitlines()[1:]]


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("script", SCRIPTS)
def test_unicode_in_any_form(script: str, encoding: str) -> None:
    """A file in UTF-16, with its mark or without, is no text or has wrong letters."""
    text = SCRIPTS[script]
    assert cells_of(text.encode(encoding)) == rows_in(text)


@pytest.mark.parametrize(("script", "encoding"), NARROW)
def test_older_encodings_are_guessed_and_said(script: str, encoding: str) -> None:
    """A file in an older encoding has wrong letters, or the guess is not told."""
    text = SCRIPTS[script]
    source = source_of(text.encode(encoding))
    assert [tuple(row.values.values()) for row in source.rows()] == rows_in(text)
    assert any("guess" in note for note in source.notes)


@pytest.mark.parametrize(("script", "encoding"), [*NARROW, ("cyrillic", "koi8-r")])
def test_a_given_encoding_goes_over_what_is_guessed(script: str, encoding: str) -> None:
    """A user's word on the encoding is not followed, and wrong letters cannot be put right."""
    text = SCRIPTS[script]
    source = source_of(text.encode(encoding), encoding)
    assert [tuple(row.values.values()) for row in source.rows()] == rows_in(text)
    assert not any("guess" in note for note in source.notes)


@pytest.mark.parametrize("given", ["utf-16", "UTF16", "utf_32"])
def test_a_given_unicode_form_needs_no_mark(given: str) -> None:
    """A file said to be UTF-16 ends in a traceback for want of a byte order mark."""
    raw = CYRILLIC.encode(codecs.lookup(given).name + "-le")
    assert cells_of(raw, given) == rows_in(CYRILLIC)


@pytest.mark.parametrize(
    "name",
    "klingon rot13 base64 hex idna punycode undefined".split(),
)
def test_what_is_no_encoding_of_files_is_a_sentence(name: str) -> None:
    """A codec of Python that is for other things ends in a traceback."""
    with pytest.raises(IngestError, match="not the name of an encoding"):
        checked_name(name)
    assert "not the name of an encoding" in sentence_of(CSV, name)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "cp1251"),
        (codecs.BOM_UTF16_LE, "utf-8"),
        (codecs.BOM_UTF16_BE, "utf-8"),
    ],
    ids="cp1251 little big".split(),
)
def test_a_mark_that_lies(mark: bytes, encoding: str) -> None:
    """A byte order mark is believed against all that follows it, and every letter is lost."""
    source = source_of(mark + CYRILLIC.encode(encoding))
    assert source.columns == ("title", "date", "text")
    assert [tuple(row.values.values()) for row in source.rows()] == rows_in(CYRILLIC)
    assert source.notes


def test_a_wrong_word_on_the_encoding_is_seen_in_the_notes() -> None:
    """Letters that cannot be read are left out in silence."""
    source = source_of(CYRILLIC.encode("cp1251"), "utf-8")
    assert any(REPLACED in note for note in source.notes)
    assert all(REPLACED in row.values["title"] for row in source.rows())


def test_a_slip_in_utf8_does_not_make_it_another_encoding() -> None:
    """One bad byte turns all letters of a good file into others, or costs its row."""
    source = source_of(CYRILLIC.encode() + b"A bad \xff byte,2025-01-04,x\n")
    rows = list(source.rows())
    assert [row.values["title"] for row in rows][-1] == f"A bad {REPLACED} byte"
    assert tuple(rows[0].values.values()) == rows_in(CYRILLIC)[0]
    assert any("1 at first" in note for note in source.notes)


def test_utf16_that_breaks_off_loses_its_last_sign_only() -> None:
    """Half a sign at the end makes a file unreadable."""
    *rows, last = all_of(CYRILLIC.encode("utf-16-le") + b"x")
    assert [tuple(row.values.values()) for row in rows] == rows_in(CYRILLIC)
    assert isinstance(last, Faulty)


def test_nul_bytes_do_not_make_utf16_of_a_file() -> None:
    """A few NUL bytes in plain letters are taken for UTF-16, and all letters are lost."""
    for every in (7, 40):
        spoilt = "".join(
            f"{sign}\0" if not at % every else sign for at, sign in enumerate(CSV * 4, start=1)
        )
        assert encoding_of(content_of(spoilt)).name == "utf-8"
    assert encoding_of(content_of(bytes(range(256)) * 40)).name not in ("utf-16-le", "utf-16-be")


def test_what_is_looked_at_is_bounded() -> None:
    """A file without line ends is read whole to find its encoding."""
    content = content_of("é" * (3 << 20))
    assert len(first_letters(content, encoding_of(content))) == 1 << 20


def test_a_file_of_nul_bytes_is_no_text() -> None:
    """A file of nothing but NUL bytes is read as an article."""
    assert "no text" in sentence_of(bytes(5_000))
    assert cells_of(CSV) == list(PIECES)
