"""Which tables list pieces, of which kind they are, and what the others are said to be."""

import pytest
from document_files import sentence_of, source_of

from data.ingest.readers.tables import distinct, kind_of

CURRENT = """id,indexed_date,language,media_name,media_url,publish_date,title,url
a1,2025-01-03 01:02:03,en,paper.example,paper.example,2025-01-02,Ministers meet,https://paper.example/1
a2,2025-01-04 01:02:03,fr,post.example,post.example,2025-01-03,Un envoi,https://post.example/2
"""
EXPLORER = """"stories_id","publish_date","title","url","language","ap_syndicated","themes","media_id","media_name","media_url"
"1","2025-01-02 10:00:00","Ministers meet","https://paper.example/1","en","False","Trade","7","The Paper","https://paper.example"
"2","2025-01-03 11:00:00","An envoy, named","https://post.example/2","en","True","","8","The Post","https://post.example"
"""  # noqa: E501
NEWSAPI = """source_id,source_name,author,title,description,url,urlToImage,publishedAt,content
,The Paper,,Ministers meet,In short,https://paper.example/1,https://paper.example/1.png,2025-01-02T10:00:00Z,They spoke… [+99 chars]
paper,The Post,A. Writer,An envoy is named,In brief,https://post.example/2,,2025-01-03T10:00:00Z,Manama sends… [+12 chars]
"""  # noqa: E501
COUNTS = "a table of counts over time"
MEMBERS = "a table of agreements, treaties or their members"
NOTHING = "a table without a column of titles"


def test_a_story_list_of_media_cloud() -> None:
    """A story list has the day it was indexed for its day, or its site for a headline."""
    source = source_of(CURRENT)
    assert source.kind == "Media Cloud story list"
    assert source.fields == {
        "published": "publish_date",
        "outlet": "media_name",
        "outlet_url": "media_url",
        "language": "language",
        "title": "title",
        "url": "url",
    }
    assert len(list(source.rows())) == 2


def test_a_story_list_of_the_old_explorer() -> None:
    """A list of the old Explorer is no list of pieces, or its themes are lost."""
    source = source_of(EXPLORER)
    assert source.kind == "Media Cloud story list, old Explorer"
    assert source.fields == {
        "published": "publish_date",
        "outlet": "media_name",
        "outlet_url": "media_url",
        "language": "language",
        "title": "title",
        "url": "url",
        "topics": "themes",
    }
    assert [row.values["title"] for row in source.rows()] == ["Ministers meet", "An envoy, named"]


def test_articles_of_newsapi_in_a_table() -> None:
    """The identifier of an outlet stands for its name, or a cut text keeps its mark."""
    source = source_of(NEWSAPI)
    assert source.kind == "NewsAPI articles"
    assert source.fields == {
        "published": "publishedAt",
        "outlet": "source_name",
        "title": "title",
        "summary": "description",
        "text": "content",
        "url": "url",
    }
    assert [row.values["content"] for row in source.rows()] == ["They spoke", "Manama sends"]


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("date,matched_stories,total_stories\n2025-01-02,5,90\n2025-01-03,6,80\n", COUNTS),
        ("date,count\n2025-01-02,5\n2025-01-03,6\n", COUNTS),
        ('Date,"peace AND (trade)",envoy\n1/2/25,0.1,0.2\n1/3/25,0.3,0.4\n', COUNTS),
        ("date,matched_stories,all_candidate_stories,title\n2025-01-02,5,9,x\n", COUNTS),
        ("country,signature,ratification,iso3\nBahrain,2020-09-15,2020-11-09,BHR\n", MEMBERS),
        ("treaty_title,participant,signed\n" + "One of them,Oman,2001-01-01\n" * 4, MEMBERS),
        ("ccode1,ccode2,year,atop_defense\n2,20,1949,1\n2,200,1949,1\n", MEMBERS),
        ("tableId,dataType,Description\nDay,INTEGER,The day of it\n", "the columns of another"),
        ("name,population,capital\nOman,5000000,Muscat\nQatar,3000000,Doha\n", NOTHING),
        ("site,url\nThe Paper,https://a.example\nThe Post,https://b.example/\n", "a list of sites"),
        ("id,score\n1,0.5\n2,0.6\n", NOTHING),
    ],
    ids="matched count queries titled parties treaty dyads columns places sites numbers".split(),
)
def test_tables_of_something_else_say_what_they_are(file: str, what: str) -> None:
    """A table that lists no pieces is read as pieces, or refused without a reason."""
    sentence = sentence_of(file)
    assert sentence.startswith("file is ") and what in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "file",
    [
        "title,url,date,participant,treaty\nMinisters sign,https://a.example/1,2025-01-02,Oman,x\n",
        "title,date,count\nMinisters meet,2025-01-02,5\n",
        "url\nhttps://paper.example/2025/01/02/a-story\n",
        "url,date\nhttps://paper.example/a,2025-01-02\n",
    ],
    ids="member count addresses dated".split(),
)
def test_lists_of_pieces_about_such_things_are_read(file: str) -> None:
    """A list of pieces is refused for a word in the name of one of its columns."""
    assert len(list(source_of(file).rows())) == 1


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "", "a", " "], ["a", "column 2", "a (2)", "column 4"]),
        (["a", "a (2)", "a", "a (2)"], ["a", "a (2)", "a (3)", "a (2) (2)"]),
        (["a\n b", "a b", "\0"], ["a b", "a b (2)", "column 3"]),
    ],
)
def test_names_of_columns_are_distinct(names: list[str], told: list[str]) -> None:
    """Two columns have one name, or one has none."""
    assert distinct(names) == told


def test_a_kind_is_known_by_all_of_its_marks() -> None:
    """A table with some of the columns of a kind is taken for that kind."""
    assert kind_of(["Indexed Date", "media-name", "publish_date", "URL", "more"]) != ""
    assert kind_of(["media_name", "publish_date", "url"]) == ""
