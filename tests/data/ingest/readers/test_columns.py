"""Which column is read as which field: by its name in many languages, and by what stands in it."""

import pytest

from data.ingest.readers import column_values
from data.ingest.readers.column_names import FETCHED, KNOWN, NAMES, OTHER
from data.ingest.readers.columns import key, known_names, recognised_fields
from data.ingest.records import FIELDS

# A day, an outlet, a title, a text, an address, a language.
ROW = (
    "2025-01-02",
    "The Paper",
    "Ministers meet in Rabat to speak of trade",
    "They spoke for hours. " * 30,
    "https://paper.example/1",
    "en",
)


def fields_of(*columns: str, **cells: list[str]) -> dict[str, str]:
    """Return the fields of a table, by names alone or by names and cells."""
    names = columns or tuple(cells)
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return dict(recognised_fields(names, rows).fields)


def test_the_names_are_spelt_as_they_are_looked_up() -> None:
    """A name in the lists can never be met, as no column's name comes out like it."""
    for name in KNOWN | OTHER:
        assert key(name) == name
    assert tuple(NAMES) == FIELDS
    assert len(set(FETCHED)) == len(FETCHED)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ("Publication Date|Headline|Source Name|URL|Lead", "published title outlet url summary"),
        ("publish_date|title|media_name|url|language", "published title outlet url language"),
        ("Fecha|Título|Medio|Enlace|Resumen", "published title outlet url summary"),
        ("Date|Titre|Source|Lien|Résumé", "published title outlet url summary"),
        ("Datum|Überschrift|Quelle|Link|Volltext", "published title outlet url text"),
        ("data|titolo|testata|link|testo", "published title outlet url text"),
        ("Дата|Заголовок|Источник|Ссылка|Текст", "published title outlet url text"),
        ("التاريخ|العنوان|المصدر|الرابط|النص", "published title outlet url text"),
        ("תאריך|כותרת|מקור|קישור|טקסט", "published title outlet url text"),
        ("tarih|başlık|kaynak|bağlantı|metin", "published title outlet url text"),
        ("日期|标题|来源|链接|正文", "published title outlet url text"),
        ("日付|見出し|媒体|URL|本文", "published title outlet url text"),
        ("күні|тақырып|source|сілтеме|мәтін", "published title outlet text"),
        ("PUBLISHED-AT|Head_Line|news paper|Article.URL|Tags", "published title outlet url topics"),
    ],
)  # fmt: skip
def test_names_in_many_languages(columns: str, fields: str) -> None:
    """A column with a usual name in another language is not recognised."""
    names = columns.split("|")
    found = fields_of(*names)
    told = {field: name for field, name in zip(fields.split(), names, strict=False)}
    if len(fields.split()) < len(names):
        told["text"] = names[-1]
    assert found == told


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Publish_Date ", "publishdate"),
        ("ＵＲＬ", "url"),
        ("Source (Name)", "sourcename"),
        ("TİTLE", "ti̇tle"),
        ("\ufefftitle", "title"),
        ("", ""),
        ("العُنوان", "العُنوان"),
    ],
)
def test_how_names_are_spelt(name: str, spelt: str) -> None:
    """Blanks, signs or capitals in a name hide what it says."""
    assert key(name) == spelt


def test_the_head_line_is_told_by_its_names() -> None:
    """A row of cells counts as names of columns, or names do not."""
    assert known_names(["Title", "Date", "whatever", ""]) == 2
    assert known_names(["Ministers meet", "2025-01-02", "en"]) == 0


@pytest.mark.parametrize(
    ("better", "worse", "field"),
    [
        ("publish_date", "date", "published"),
        ("date", "updated", "published"),
        ("headline", "heading", "title"),
        ("full_text", "content", "text"),
        ("media_name", "source", "outlet"),
        ("url", "link", "url"),
        ("description", "snippet", "summary"),
    ],
)
def test_the_better_name_is_taken_wherever_it_stands(better: str, worse: str, field: str) -> None:
    """Of two columns for one field, the one that stands first wins and not the better one."""
    assert fields_of(worse, better)[field] == better
    assert fields_of(better, worse)[field] == better


def test_a_column_mostly_empty_gives_way_to_a_full_one() -> None:
    """A column with the best name and no cells is read, and the full one is not."""
    found = fields_of(
        title=["", "", "", "One title here"],
        headline=["A title", "B title", "C title", "D title"],
    )
    assert found["title"] == "headline"


@pytest.mark.parametrize(
    ("column", "cells", "field"),
    [
        ("date", ["yesterday", "today"], "published"),
        ("title", ["1", "2"], "title"),
        ("link", ["yes", "no"], "url"),
        ("source", ["https://a.example/1", "https://a.example/2"], "outlet"),
        ("text", ["17", "18"], "text"),
        ("language", ["a whole sentence stands here", "and another one here"], "language"),
    ],
)
def test_a_name_that_its_cells_deny_is_not_believed(
    column: str, cells: list[str], field: str
) -> None:
    """A column is read by its name as something that its cells cannot be."""
    assert column != fields_of(**{column: cells}).get(field)


def test_addresses_under_source_are_addresses() -> None:
    """A column named source is the outlet, whatever stands in it."""
    cells = ["https://a.example/1", "https://a.example/2"]
    assert fields_of(title=["A b", "C d"], source=cells)["url"] == "source"
    assert fields_of(title=["A b", "C d"], source=["Paper", "Post"])["outlet"] == "source"


def test_columns_without_telling_names_are_read_by_their_cells() -> None:
    """A table without names of columns has no titles, or its texts are taken for titles."""
    rows = [
        {f"column {at}": f"{cell}{row}" if at in (2, 4) else cell for at, cell in enumerate(ROW)}
        for row in range(4)
    ]
    reading = recognised_fields(list(rows[0]), rows)
    assert reading.fields == {
        "published": "column 0",
        "title": "column 2",
        "text": "column 3",
        "url": "column 4",
        "language": "column 5",
    }
    assert sum("by what stands in it" in note for note in reading.notes) == 5


def test_names_of_something_else_are_not_guessed_at() -> None:
    """The names of authors or of pictures are read as titles or addresses."""
    cells = ["A long name of a person here", "Another long name of a person"]
    pictures = ["https://a.example/1.png", "https://a.example/2.png"]
    found = fields_of(date=["2025-01-02"] * 2, author=cells, image=pictures)
    assert found == {"published": "date"}


def test_the_day_of_fetching_is_a_last_resort_and_said() -> None:
    """The day a page was fetched stands for its day in silence, or before a better one."""
    reading = recognised_fields(
        ["title", "date_extracted"], [{"title": "A b", "date_extracted": "2025-01-02"}]
    )
    assert reading.fields["published"] == "date_extracted"
    assert any("fetched" in note for note in reading.notes)
    found = fields_of(scraped_at=["2025-01-02"], published=["2025-01-01"])
    assert found["published"] == "published"


def test_the_mark_of_a_cut_text_is_found_and_said() -> None:
    """The end of a text that was cut is part of the text."""
    reading = recognised_fields(["content"], [{"content": "They spoke of… [+1234 chars]"}])
    assert reading.cut == ("content",)
    assert any("only the beginning" in note for note in reading.notes)
    assert recognised_fields(["content"], [{"content": "Whole. [1]"}]).cut == ()


def test_what_an_inner_object_says_of_the_piece_is_read() -> None:
    """A search engine's export has its pieces one level down, and their titles are outlets."""
    found = fields_of("_id", "_source.title", "_source.date", "_source.url", "_source.text")
    assert found == {
        "title": "_source.title",
        "published": "_source.date",
        "url": "_source.url",
        "text": "_source.text",
    }
    found = fields_of("title", "url", "publishedAt", "source.id", "source.name", "image.url")
    assert (found["title"], found["outlet"], found["url"]) == ("title", "source.name", "url")


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["2025-01-02", "2025-01-02T10:00:00Z", "02.01.2025", "1/2/25"], "dates"),
        (["20250102", "20250102103000", "1735787045", "1735787045000"], "dates"),
        (["19 May 2025", "Monday, 19 May 2025", "May 19, 2025", "19 de mayo de 2025"], "dates"),
        (["https://a.example/1", "www.a.example/x", "a.example/1", "//a.example/1"], "pages"),
        (["1", "1.5", "-3", "12 %", "1e5", "1,000"], "numbers"),
        (["a.example", "https://a.example", "Ministers meet", "page 1/2"], "nothing"),
    ],
)
def test_what_cells_look_like(cells: list[str], are: str) -> None:
    """A cell of one kind is taken for another."""
    for kind in ("dates", "pages"):
        assert getattr(column_values, kind)(cells) is (kind == are), kind
    if are != "dates":
        assert column_values.numbers(cells) is (are == "numbers")
