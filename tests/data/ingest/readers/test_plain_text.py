"""A text file is one article: what is its title, summary, outlet and day, and what is neither."""

import pytest
from document_files import beside, content_of, files_of, refusal, rows_of, values_of

from data.ingest.readers import plain_text

ARTICLE = """\
\u2019Why now?\u2019: A step eastwards

'Why now?': A step eastwards

First paragraph of the piece.

Advertisement

Second paragraph
Share this article
Author\u2019s Summary

In short, a step.

more

The Daily The Daily \u2014 2025-11-07

More News"""


def test_the_shape_of_kept_articles_is_read_whole() -> None:
    assert values_of(plain_text, ARTICLE) == {
        "title": "\u2019Why now?\u2019: A step eastwards",
        "summary": "In short, a step.",
        "text": "First paragraph of the piece.\n\nSecond paragraph",
        "outlet": "The Daily",
        "published": "2025-11-07",
    }
    (note,) = plain_text.source(content_of(ARTICLE)).notes
    assert "outlet and day in the last line" in note
    assert "author's summary" in note


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Haaretz - 2020-08-13", "Haaretz"),
        ("Haaretz \u2013 2020-08-13", "Haaretz"),
        ("Asharq Al-Awsat \u2014 2020-08-13", "Asharq Al-Awsat"),
        ("The New Paper The New Paper \u2014 2020-08-13", "The New Paper"),
        ("Duran Duran News - 2020-08-13", "Duran Duran News"),
    ],
)
def test_the_last_line_names_outlet_and_day(line: str, outlet: str) -> None:
    values = values_of(plain_text, f"A title\n\nA paragraph.\n\n{line}\n")
    assert (values["outlet"], values["published"]) == (outlet, "2020-08-13")
    assert values["text"] == "A paragraph."


def test_headlines_of_other_pieces_below_the_last_line_are_no_text() -> None:
    values = values_of(
        plain_text, "A title\nText.\nPaper - 2020-08-13\nMore News\nAnother headline\n"
    )
    assert values["text"] == "Text."


@pytest.mark.parametrize(
    "heading", ["Author's Summary", "Author`s summary:", "AUTHOR\u02bcS SUMMARY"]
)
def test_the_summary_goes_by_any_apostrophe(heading: str) -> None:
    values = values_of(plain_text, f"A title\nText.\n{heading}\nIn short.\nAnd on.\n")
    assert (values["summary"], values["text"]) == ("In short.", "Text.\n\nAnd on.")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Wednesday, 23 April 2014 16:07", "2014-04-23"),
        ("Published on Apr 24, 2014 8:21 AM", "2014-04-24"),
        ("Brasília, 7 de novembro de 2025", "2025-11-07"),
        ("2014-04-23", "2014-04-23"),
        ("04/05/2014", "04/05/2014"),
        ("Hall 12, 2014", ""),
        ("It was signed on 13 August 2020.", ""),
    ],
)
def test_a_line_for_the_day_is_found_and_a_sentence_is_left_alone(line: str, day: str) -> None:
    values = values_of(plain_text, f"A title\n{line}\nA paragraph.\n")
    assert values["published"] == day
    assert (line in values["text"]) is (day == "")


def test_a_file_of_one_paragraph_has_no_title_and_says_so() -> None:
    paragraph = "One long paragraph " * 40
    assert values_of(plain_text, paragraph)["title"] == ""
    assert "no line that can be a title" in plain_text.source(content_of(paragraph)).notes[0]


def test_text_in_other_encodings_is_read() -> None:
    arabic = "عنوان المقال\nالفقرة الأولى من النص وفيها كلمات كثيرة عن السلام والتجارة\n" * 3
    for encoding in ("utf-8-sig", "utf-16", "cp1256"):
        assert values_of(plain_text, arabic.encode(encoding))["title"] == "عنوان المقال"


def test_control_characters_do_not_reach_a_piece() -> None:
    values = values_of(plain_text, "A ti\0tle\nText\x07 and more text.\n" + "word " * 100)
    assert values["title"] == "A title"
    assert "\x07" not in values["text"]


def test_what_is_no_text_is_not_taken_for_it() -> None:
    assert not plain_text.recognised(content_of(bytes(range(256)) * 4))
    assert not plain_text.recognised(content_of(b" \n"))
    assert plain_text.recognised(content_of("Ein Titel\n".encode("latin-1")))


def test_only_furniture_or_far_too_much_is_refused() -> None:
    assert "without words" in refusal(plain_text, "Advertisement\nRead more\n")
    assert "16 MB" in refusal(plain_text, b"a" * (plain_text.LARGEST + 1))


@beside
def test_each_kept_file_is_one_piece_with_its_words() -> None:
    kept = [*files_of("data/plain-text", "*.txt"), *files_of("seed", "*.txt")]
    assert len(kept) == 10
    for content in kept:
        assert plain_text.recognised(content)
        (row,) = plain_text.source(content).rows()
        assert len(row.values["text"]) > 0.75 * content.size - 400, content.name


@beside
def test_the_first_kept_article_is_read_as_what_it_is() -> None:
    (content,) = files_of("seed", "000_*.txt")
    (row,) = plain_text.source(content).rows()
    assert row.values["outlet"] == "The New Arab"
    assert row.values["published"] == "2025-11-07"
    assert row.values["summary"].endswith("alliances.")
    assert row.values["title"] not in row.values["text"]
    assert len(rows_of(plain_text, content.head)) == 1
