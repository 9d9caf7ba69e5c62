"""Odd spellings of a text: what a reader does not see must not hide a name, nor shift offsets."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.ingest.tagging import Tagger
from data.ingest.tagging.normalise import is_plain, made_plain, plain, plain_with_offsets

ODD = [
    ("Kazakh\u00adstan", "Kazakhstan", "KAZ"),  # soft hyphen
    ("\u200fIsrael\u200e", "Israel", "ISR"),  # direction marks
    ("Isra\u200bel", "Israel", "ISR"),  # zero width space
    ("\ufeffIsrael", "Israel", "ISR"),  # byte order mark
    ("South\u00a0Korea", "South Korea", "KOR"),  # hard space
    ("South\u3000Korea", "South Korea", "KOR"),  # ideographic space
    ("South\u202fKorea", "South Korea", "KOR"),  # narrow hard space
    ("Ｉｓｒａｅｌ", "Israel", "ISR"),  # full width
    ("Türkiye".replace("ü", "u\u0308"), "Türkiye", "TUR"),  # combining mark
    ("יִשְׂרָאֵל", "ישראל", "ISR"),  # Hebrew points
    ("إِسْرَائِيل", "إسرائيل", "ISR"),  # Arabic vowels
    ("إســرائيل", "إسرائيل", "ISR"),  # stretched
    ("ﺇﺳﺮﺍﺋﻴﻞ", "إسرائيل", "ISR"),  # presentation forms
    ("ｶｻﾞﾌｽﾀﾝ", "カザフスタン", "KAZ"),  # half width
    ("カサ\u3099フスタン", "カザフスタン", "KAZ"),  # voicing mark apart
    (unicodedata.normalize("NFD", "대한민국"), "대한민국", "KOR"),  # letters apart
    ("İSRAİL", "ISRAIL", "ISR"),  # Turkish capitals
    ("KAZAKİSTAN", "KAZAKISTAN", "KAZ"),
    ("i\u0307srail".capitalize(), "Israil", "ISR"),
]


@pytest.mark.parametrize(("odd", "tidy", "country"), ODD)
def test_an_odd_spelling_is_found_where_it_stands(
    tagger: Tagger, odd: str, tidy: str, country: str
) -> None:
    """A name with an unseen mark in it is lost, or is marked in the wrong place."""
    assert not is_plain(odd)
    assert plain(odd) == tidy
    language = "tr" if tidy.startswith(("KAZAKIS", "ISRAIL", "Israil")) else ""
    text = f"\u200f… {odd} …\u200e"
    (match,) = tagger.matches(text, language=language)
    assert (match.country, match.name) == (country, tidy)
    assert plain(text[match.start : match.end]) == tidy
    assert [tag.country for tag in tagger.tag(text, "", "", language=language)] == [country]


@pytest.mark.parametrize("text", ["", "Israel", "Türkiye", "קזחסטן", "哈萨克斯坦", "“é” – 🙂"])
def test_a_usual_text_is_searched_as_it_is(text: str) -> None:
    """Every text is copied before it is searched, or an ordinary letter is changed."""
    assert is_plain(text)
    assert plain(text) == text
    assert plain_with_offsets(text) == (text, list(range(len(text) + 1)))


def test_half_a_character_is_replaced() -> None:
    """A damaged character stops the search with an error."""
    assert plain("Israel\ud800 ") == "Israel\ufffd "


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("هنگ‌کنگ", "HKG"),  # CLDR's Persian name has a zero width mark
        ("ประเทศกัมพูชา", "KHM"),
        ("פֿראַנקרייך", "FRA"),  # and the Yiddish one has points
        ("پاکِستان", "PAK"),
    ],
)
def test_names_with_unseen_marks_of_their_own_are_found(
    tagger: Tagger, name: str, country: str
) -> None:
    """A name of the gazetteer is never found, as its marks are dropped from each text."""
    assert [tag.country for tag in tagger.tag("", f"{name} !", "")] == [country]


LETTERS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\u00ad\u0301\u0307\u064b\u05b4\u200f\u00a0\u3000İiIﷲﬁ\u1100\u1161Ａ한"),
    ),
    max_size=30,
)


@given(LETTERS)
def test_offsets_rise_and_stay_in_the_text(text: str) -> None:
    """A page marks letters beside the name, or fails on an offset out of the text."""
    tidy, offsets = plain_with_offsets(text)
    assert len(offsets) == len(tidy) + 1 and offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert tidy == made_plain(text)


@example("\ufe70")
@example("\u0627\ufe77\u0653")
@given(LETTERS)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    """What was made plain is searched otherwise the second time."""
    tidy = plain(text)
    assert plain(tidy) == tidy


@given(before=LETTERS, after=LETTERS)
def test_a_name_between_odd_characters_has_its_own_offsets(
    tagger: Tagger, before: str, after: str
) -> None:
    """text[start:end] is not the name when something odd stands before it."""
    text = f"{before}\n\nSouth\u00a0Korea\n\n{after}"
    start = len(before) + 2
    at = [m for m in tagger.matches(text) if m.start == start]
    assert [(m.country, m.end - m.start, m.name) for m in at] == [("KOR", 11, "South Korea")]
    assert text[start : at[0].end] == "South\u00a0Korea"
