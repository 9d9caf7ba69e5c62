"""A saved feed: each entry is a piece, no markup reaches one, and no entity bomb goes off."""

import re
from html import escape

import pytest
from document_files import beside, content_of, files_of, refusal, rows_of, values_of

from data.ingest.readers import feed
from data.ingest.readers.content import HEAD

ITEM = "<item><title>{}</title><link>https://paper.example/a</link></item>"
RSS = '<rss version="2.0"><channel><title>The Paper | World</title>{}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Paper</title>'
    "<entry><title>A step</title><id>urn:1</id>{}</entry></feed>"
)


def item(inside: str) -> str:
    return RSS.format(f"<item><title>A step</title>{inside}</item>")


def bomb(declared: str, used: str = "&a;") -> str:
    return f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]>' + RSS.format(ITEM.format(used))


def test_an_item_with_everything() -> None:
    rss = RSS.format(
        "<language>pt-PT</language><link>https://paper.example/</link>"
        "<item><title>A step &amp; more</title><link>https://paper.example/a</link>"
        "<description>In short.</description><pubDate>Wed, 03 Jan 2018 14:11:52 +0200</pubDate>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<![CDATA[<p>The whole text.</p><p>And on.</p>]]></content:encoded>"
        "<category>Trade</category><category>Peace; talks</category></item>"
    )
    assert values_of(feed, rss) == {
        "title": "A step & more",
        "summary": "In short.",
        "text": "The whole text.\n\nAnd on.",
        "url": "https://paper.example/a",
        "published": "2018-01-03T12:11:52Z",
        "outlet": "",
        "language": "",
        "topics": "Trade;Peace, talks",
    }
    found = feed.source(content_of(rss))
    assert found.kind == "RSS feed"
    assert found.given == {"outlet": "The Paper", "language": "pt"}
    assert "World" in found.notes[0]


@pytest.mark.parametrize(
    ("title", "address", "outlet"),
    [
        ("The Guardian | World", "", "The Guardian"),
        ("World news | The Guardian", "https://www.theguardian.com/world", "The Guardian"),
        ("Jornal de Notícias - Últimas Notícias", "http://www.jn.pt", "Jornal de Notícias"),
        ("NYT > Middle East", "", "NYT"),
        ("Asharq Al-Awsat", "", "Asharq Al-Awsat"),
        ("The Paper | World", "http://[broken", "The Paper"),
        ("", "", ""),
    ],
)
def test_the_outlet_in_a_feeds_title(title: str, address: str, outlet: str) -> None:
    assert feed.outlet_and_section(title, address)[0] == outlet


def test_the_source_of_an_item_goes_before_the_feeds_title() -> None:
    values = values_of(
        feed,
        RSS.format(
            "<item><title>A step - Reuters</title>"
            '<source url="https://www.reuters.com">Reuters</source></item>'
        ),
    )
    assert (values["title"], values["outlet"]) == ("A step", "Reuters")


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("", ""),
        ("<published>2020-08-13T10:00:00+03:00</published>", "2020-08-13T07:00:00Z"),
        ("<published>2020-08-13</published>", "2020-08-13"),
        ("<updated>2021-01-01T00:00:00Z</updated>", "2021-01-01T00:00:00Z"),
        (
            "<updated>2021-01-01T00:00:00Z</updated><published>2020-08-13T10:00:00Z</published>",
            "2020-08-13T10:00:00Z",
        ),
        ("<published>13 de agosto de 2020</published>", "13 de agosto de 2020"),
    ],
)
def test_the_moment_of_an_entry_and_none_where_it_has_none(dates: str, published: str) -> None:
    assert values_of(feed, ATOM.format(dates))["published"] == published


def test_rdf_and_old_rss_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>T</title></channel>'
        '<item rdf:about="https://paper.example/a"><title>A step</title>'
        "<link>https://paper.example/a</link></item></rdf:RDF>"
    )
    assert feed.recognised(content_of(rdf))
    assert values_of(feed, rdf)["url"] == "https://paper.example/a"
    old = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">' + item("")
    )
    assert values_of(feed, old)["title"] == "A step"


@pytest.mark.parametrize("kind", ["description", "title"])
def test_markup_and_scripts_in_an_item_become_text(kind: str) -> None:
    markup = (
        '<p onclick="steal()">One <b>bold</b></p><script>steal()</script><p>Two</p>'
        '<img src=x onerror="steal()"><style>p{color:red}</style>'
    )
    for written in (escape(markup), f"<![CDATA[{markup}]]>"):
        values = values_of(feed, RSS.format(f"<item><{kind}>{written}</{kind}></item>"))
        found = values["summary" if kind == "description" else "title"]
        assert found.split() == ["One", "bold", "Two"]
    assert (
        values_of(feed, item(f"<description>{escape(markup)}</description>"))["summary"]
        == "One bold\n\nTwo"
    )


LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)
LONG = "x" * 100_000


@pytest.mark.parametrize(
    "hostile",
    [
        bomb(LAUGHS, "&a11;"),
        bomb(f'<!ENTITY a "{LONG}">', "&a;" * 50_000),
        bomb('<!ENTITY a SYSTEM "file:///etc/passwd">'),
        bomb('<!ENTITY % a SYSTEM "file:///etc/passwd">%a;', ""),
        bomb("<!entity a 'b'>"),
        "<!-- <x -->" + bomb(f'<!ENTITY a "{LONG}">')[21:],
        f'<!--\n<!ENTITY a "{LONG[:2000]}">\n--><!DOCTYPE rss>'
        + RSS.format(ITEM.format("&a;" * 50_000)),
        ATOM.format("").replace("<feed", '<!DOCTYPE feed [<!ENTITY a "b">]><feed', 1),
    ],
    ids="laughs quadratic external parameter small hidden comment atom".split(),
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_used(hostile: str, encoding: str) -> None:
    raw = hostile.encode(encoding)
    assert feed.recognised(content_of(raw))
    assert "declares entities" in refusal(feed, raw)


def test_a_document_type_elsewhere_is_not_fetched() -> None:
    rss = '<!DOCTYPE rss SYSTEM "file:///etc/passwd">' + item("<description>&x;</description>")
    assert "root:" not in values_of(feed, rss)["summary"]


def test_an_encoding_that_hides_signs_is_not_followed() -> None:
    hidden = '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-ENTITY a "b"+AD4-' + item("")
    assert values_of(feed, hidden)["title"] == "A step"


@pytest.mark.parametrize(
    ("declared", "written"),
    [("ISO-8859-1", "iso-8859-1"), ("ISO-8859-1", "utf-8"), ("windows-1252", "cp1252")],
)
def test_encodings_declared_rightly_and_falsely(declared: str, written: str) -> None:
    rss = f'<?xml version="1.0" encoding="{declared}"?>' + RSS.format(ITEM.format("Notícia é"))
    assert values_of(feed, rss.encode(written))["title"] == "Notícia é"


@pytest.mark.parametrize("sign", ["&#x110000;", "&#99999999;", "&#0;", "&#1;", "&#xD800;", "\x01"])
def test_signs_that_there_are_none_of_spoil_no_feed(sign: str) -> None:
    for written in (sign, f"<p>{sign}</p>", escape(f"<p>{sign}x</p>"), "</" + sign):
        rows = rows_of(feed, RSS.format(f"<item><title>A</title><a>{written}</a></item>"))
        assert rows[0].values["title"] == "A"
    assert feed.plain(f"<p>{sign}x</p>") == "x"


def test_damage_that_feedparser_stumbles_over_is_a_sentence() -> None:
    rss = RSS.format("<image></width></image>" + ITEM.format("A")) + "<"
    assert "too damaged" in refusal(feed, rss)


def test_a_feed_with_an_empty_link_is_read() -> None:
    assert values_of(feed, RSS.format("<link/>" + ITEM.format("A")))["title"] == "A"


def test_a_broken_off_feed_gives_its_whole_items() -> None:
    rss = RSS.format(ITEM.format("One") + ITEM.format("Two"))
    titles = [row.values["title"] for row in rows_of(feed, rss[: rss.index("Two") + 3])]
    assert titles[0] == "One"


@pytest.mark.parametrize("tag", ["div", "b"])
def test_an_item_nested_100_000_deep_is_a_piece(tag: str) -> None:
    for nested in (f"<{tag}>", escape(f"<{tag}>")):
        rss = item(f"<description>{nested * 100_000}x</description>")
        assert values_of(feed, rss)["title"] == "A step"


def test_a_feed_without_items_and_one_too_large_are_refused() -> None:
    assert "without entries" in refusal(feed, RSS.format(""))
    assert "without entries" in refusal(feed, RSS.format("<!-- -->" * HEAD))
    large = RSS.format(ITEM.format("A") + " " * feed.LARGEST)
    assert "64 MB" in refusal(feed, large)


@pytest.mark.parametrize(
    ("file", "is_feed"),
    [
        ('\ufeff<?xml version="1.0"?>\n<!-- made -->\n<rss version="0.92">', True),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom">', True),
        ('<rdf:RDF xmlns:foaf="http://xmlns.com/foaf/0.1/"><foaf:Person/>', False),
        ("<feed><animal/></feed>", False),
        ("<html><body><rss></rss>", False),
        ("A text about <rss> feeds", False),
    ],
)
def test_feeds_are_known_by_their_root(file: str, is_feed: bool) -> None:
    assert feed.recognised(content_of(file)) is is_feed


@beside
def test_each_item_of_each_kept_feed_is_a_row_with_title_address_and_day() -> None:
    kept = files_of("data/rss-feeds")
    assert len(kept) == 7
    for content in kept:
        assert feed.recognised(content), content.name
        rows = list(feed.source(content).rows())
        assert len(rows) == len(re.findall(rb"<(?:item|entry)[\s>]", content.open().read()))
        for row in rows:
            assert all(row.values[name] for name in ("title", "url", "published"))
            assert not any(re.search(r"</?[a-z]+[ />]", value) for value in row.values.values())
