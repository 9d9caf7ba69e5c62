"""Folding makes spellings equal, and every sign of the outcome knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.coding.folding import folded, folded_word

EQUAL = {
    "capitals": ("TRADE", "trade"),
    "Turkish capitals": ("ANLAŞMASI", "anlaşması"),
    "the Turkish dotted capital": ("İSRAİL", "israil"),
    "Russian e": ("РАСЧЁТ", "расчет"),
    "apostrophes": ("l’accord", "l'accord"),
    "hyphens": ("multi‑vector", "multi-vector"),
    "Arabic alif": ("إسرائيل", "اسرائيل"),
    "Arabic vowels": ("إِسْرَائِيل", "إسرائيل"),
    "Hebrew points": ("יְחָסִים", "יחסים"),
    "wide letters": ("ｔｒａｄｅ", "trade"),
    "a composed letter": ("re\u0301gion", "région"),
    "blanks": ("free \n\t trade", "free trade"),
    "a hard space": ("free\u00a0trade", "free trade"),
    "unseen signs": ("tra\u00adde\u200b", "trade"),
}


@pytest.mark.parametrize(("one", "other"), EQUAL.values(), ids=EQUAL)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    """A word is found in one text and not in the next, by a sign that no reader sees."""
    assert folded(one).text == folded(other).text == folded_word(folded(other).plain)


SIGNS = st.text(
    st.one_of(st.characters(), st.sampled_from(" \n\u0130ıßﬁÅ\u0301\u200bשְׁلَ한ㅎ각\u1100\u1161🙂"))
)


@given(SIGNS)
def test_offsets_lead_back(text: str) -> None:
    """A mark that falls away moves the passage that is shown."""
    whole = folded(text)
    assert len(whole.text) == len(whole.plain)
    places = [whole.place(number) for number in range(len(whole.text) + 1)]
    assert places == sorted(places) and places[-1] == len(text)
    assert whole.cut(0, len(text)) == (0, len(whole.text))
    for start in range(len(text) + 1):
        first, last = whole.cut(start, len(text))
        assert all(place >= start for place in places[first:last])
