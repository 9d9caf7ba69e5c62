"""Where a name begins and ends: words around it, capitals, accents, clitics, case endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.tagging import Tagger
from data.ingest.tagging.edges import begins, ends, rest_of_word


@pytest.mark.parametrize(
    ("text", "name", "is_word"),
    [
        ("Roman", "oman", False),
        ("woman", "oman", False),
        ("Somalia", "mali", False),
        ("(Mali)", "Mali", True),
        ("“Mali”", "Mali", True),
        ("pro-Israel", "Israel", True),
        ("Israel's", "Israel", True),
        ("Israel-led", "Israel", True),
        ("Israel2020", "Israel", False),
        ("_Israel_", "Israel", True),
        ("访问以色列的", "以色列", True),
        ("ローマリオ", "マリ", False),
        ("マリの", "マリ", True),
        ("ترى إيران", "إيران", True),
        ("وإيران", "إيران", True),
        ("وبإيران", "إيران", True),
        ("طإيران", "إيران", False),
        ("בישראל", "ישראל", True),
        ("ושבישראל", "ישראל", True),
        ("גישראל", "ישראל", False),
        ("미국은", "미국", True),
        ("미국산", "미국", True),
        ("미국쥐", "미국", False),
    ],
)
def test_a_name_is_a_word_of_its_own(text: str, name: str, is_word: bool) -> None:
    """A country is found inside another word, or is lost behind a prefix of its script."""
    start = text.index(name)
    assert (begins(text, start) and ends(text, start + len(name))) is is_word


@pytest.mark.parametrize(
    ("text", "stem", "endings", "fits"),
    [
        ("Россия", "Росси", {"я", "и"}, True),
        ("Россиян", "Росси", {"я", "и"}, False),
        ("РОССИЯ", "РОССИ", {"я", "и"}, True),
        ("РОССИя", "РОССИ", {"я", "и"}, True),
        ("РоссиЯ", "Росси", {"я", "и"}, False),
        ("Иран", "Иран", {"", "а"}, True),
        ("Иран", "Иран", {"а"}, False),
        ("Иран.", "Иран", {"", "а"}, True),
        ("Иранский", "Иран", {"", "а"}, False),
    ],
)
def test_a_stem_takes_its_endings_only(text: str, stem: str, endings: set[str], fits: bool) -> None:
    """A case of a name is lost, or a longer word counts as one."""
    assert ends(text, len(stem), frozenset(endings)) is fits


def test_the_rest_of_a_word_is_at_most_twelve_letters() -> None:
    """A text without spaces is read to its end at every name."""
    assert rest_of_word("Israels, x", 6) == "s"
    assert rest_of_word("a" * 50, 0) == "a" * 12


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("kazakhstan and israel", ""),
        ("Kazakhstan And Israel", "KAZ ISR"),
        ("KAZAKHSTAN AND ISRAEL", "KAZ ISR"),
        ("COTE D'IVOIRE", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Réunion, Curaçao", "REU CUW"),
        ("Reunion, Curacao", "CUW REU"),
        ("Turkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("#Israel @Israel", "ISR"),
        ("https://israel.example/Kazakhstan-news", "KAZ"),
        ("Israel/Bahrain/UAE", "ISR BHR ARE"),
        ("Israel–Bahrain", "ISR BHR"),
        ("Israel—Bahrain", "ISR BHR"),
        ("US-Israel", "USA ISR"),
        ("Guinea–Bissau", "GNB"),
        ("Guinea-\nBissau", "GIN GNB"),
        ("South\nKorea", "KOR"),
        ("Israeli-Kazakh", "ISR KAZ"),
        ("non-Israeli", "ISR"),
        ("ex-Soviet Kazakhstan", "KAZ RUS"),
    ],
)
def test_case_accents_and_signs_around(tagger: Tagger, text: str, countries: str) -> None:
    """A headline in capitals, a spelling without accents or a sign beside it hides a name."""
    found = {tag.country for tag in tagger.tag(text, "", "", language="en")}
    assert found == set(countries.split())


def test_no_name_runs_from_the_title_into_the_text(tagger: Tagger) -> None:
    """The last word of a title and the first of a text make a country."""
    assert tagger.tag("Heading south", "Korea", "", language="en") != []
    found = {tag.country for tag in tagger.tag("Papua New", "Guinea fees", "", language="en")}
    assert found == {"GIN"}


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_no_text_makes_an_edge_fail(text: str, start: int, end: int) -> None:
    """A letter of some script stops the tagger with an error."""
    start, end = min(start, len(text)), min(end, len(text))
    if start < len(text):
        assert begins(text, start) in (True, False)
    if end:
        assert ends(text, end) in (True, False)
        assert ends(text, end, frozenset(("", "a"))) in (True, False)
