"""A saved web page is one article: its metadata and text, and nothing that could run."""

import socket

import pytest
from document_files import content_of, refusal, values_of

from data.ingest.readers import web_page

WORDS = "Both sides signed a paper on trade and travel. " * 12
DATED = (
    '<meta property="article:published_time" content="2020-09-15T12:00:00+00:00">'
    '<meta property="article:modified_time" content="2021-01-15T12:00:00+00:00">'
)
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>A step - The Paper</title>{meta}
<meta property="og:site_name" content="The Paper">
<meta name="description" content="What follows from it.">
<meta name="keywords" content="peace, trade">
<link rel="canonical" href="https://paper.example/step">
<script>document.title = "stolen"</script></head>
<body onload="steal()"><nav>Home | World</nav>
<article><h1>A step</h1><p>{words}</p>
<p onclick="steal()">Second <a href="javascript:steal()">paragraph</a>. {words}</p>
<script>steal()</script><style>p {{color: red}}</style></article>
<footer>All rights reserved</footer></body></html>"""


def page(meta: str = DATED, words: str = WORDS) -> str:
    return PAGE.format(meta=meta, words=words)


def test_metadata_and_text_of_an_article() -> None:
    values = values_of(web_page, page())
    assert values["text"].startswith("Both sides signed")
    del values["text"]
    assert values == {
        "title": "A step",
        "summary": "What follows from it.",
        "outlet": "The Paper",
        "published": "2020-09-15",
        "url": "https://paper.example/step",
        "language": "en",
        "topics": "peace;trade",
    }
    assert web_page.source(content_of(page())).notes == ()


def test_nothing_that_runs_reaches_a_piece() -> None:
    for value in values_of(web_page, page()).values():
        for part in ("steal", "script", "onclick", "color", "<"):
            assert part not in value


def test_a_day_that_only_the_text_has_is_said_to_be_a_guess() -> None:
    guessed = page("", "15 September 2020. " + WORDS)
    assert values_of(web_page, guessed)["published"] == "2020-09-15"
    (note,) = web_page.source(content_of(guessed)).notes
    assert "one was found elsewhere in the page" in note


def test_a_page_without_a_day_stays_undated() -> None:
    assert values_of(web_page, page(""))["published"] == ""
    assert "No day" in web_page.source(content_of(page(""))).notes[0]


def test_a_fragment_of_a_page_is_read() -> None:
    assert values_of(web_page, f"<p>{WORDS}</p>")["text"].startswith("Both sides signed")


def test_the_address_a_browser_saved_stands_in() -> None:
    bare = page().replace('<link rel="canonical" href="https://paper.example/step">', "")
    saved = "<!-- saved from url=(0026)https://paper.example/seen -->\n" + bare
    assert web_page.recognised(content_of(saved))
    assert values_of(web_page, saved)["url"] == "https://paper.example/seen"


def test_entities_of_its_own_are_not_resolved() -> None:
    doctype = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/passwd">'
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    )
    xhtml = page(words=WORDS + "&file; &b; ").replace("<!DOCTYPE html>", doctype)
    text = values_of(web_page, xhtml)["text"]
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text
    assert "Both sides signed" in text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    meta = (
        DATED + '<link rel="stylesheet" href="http://paper.example/a.css"><base href="//x.example">'
    )
    assert values_of(web_page, page(meta))["title"] == "A step"


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote"])
def test_a_page_nested_100_000_deep_ends_in_a_sentence_or_in_its_text(tag: str) -> None:
    deep = f"<html><body>{f'<{tag}>' * 100_000}<p>{WORDS}</p></body></html>"
    try:
        text = values_of(web_page, deep)["text"]
    except web_page.IngestError as error:
        assert "web page" in str(error)
    else:
        assert "<" not in text


@pytest.mark.parametrize(
    "empty",
    ["<html></html>", "<html><body><script>var a = 1</script></body></html>", "<!doctype html>"],
)
def test_a_page_without_an_article_is_refused(empty: str) -> None:
    assert "no article's text was found" in refusal(web_page, empty)


def test_a_page_too_large_for_an_article_is_refused() -> None:
    assert "16 MB" in refusal(web_page, b"<html>" + b"a" * web_page.LARGEST)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_the_declared_encoding_holds_and_utf_8_goes_before_a_false_one(encoding: str) -> None:
    arabic = "وقعت الدولتان اتفاقا جديدا بشأن التجارة والسفر بين البلدين. " * 10
    raw = page('<meta charset="windows-1256">' + DATED, arabic).encode(encoding)
    assert values_of(web_page, raw)["text"].startswith("وقعت الدولتان")


def test_nul_bytes_do_not_cut_a_page_off() -> None:
    values = values_of(web_page, page().replace("Second", "Sec\0ond"))
    assert "Second paragraph" in values["text"]


@pytest.mark.parametrize(
    ("beginning", "is_page"),
    [
        ("<!doctype HTML><p>x", True),
        ("\ufeff <html lang=en>", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y"><html>', True),
        ("<article><p>x</p></article>", True),
        ('<?xml version="1.0"?><rss version="2.0">', False),
        ("Title\n<p>x</p>", False),
        ("<price>x</price>", False),
    ],
)
def test_pages_are_known_by_how_they_begin(beginning: str, is_page: bool) -> None:
    assert web_page.recognised(content_of(beginning)) is is_page
