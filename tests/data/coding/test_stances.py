"""A reason's stance is the strongest word of stance in its own half of the sentence."""

import pytest
from small_codebook import write_codebook

from data.coding.codebook import load_codebook
from data.coding.coder import Coder


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    return Coder(load_codebook(write_codebook(tmp_path_factory.mktemp("codebook"))))


STANCES = {
    "only named": ("Ties bring trade.", {"trade": "named"}),
    "given": ("They hope for trade ties.", {"trade": "given"}),
    "given in several words": ("Ties for the sake of trade.", {"trade": "given"}),
    "doubt outweighs hope": ("They doubt the hope of trade ties.", {"trade": "disputed"}),
    "denial outweighs doubt": ("He denies doubts, hopes for trade ties.", {"trade": "denied"}),
    "in parts": ("He rejects a false claim on trade ties.", {"trade": "denied"}),
    "one part of two": ("He rejects trade ties.", {"trade": "named"}),
    "another half": (
        "Ties were made in hope of trade, but had nothing to do with Iran.",
        {"trade": "given", "iran": "denied"},
    ),
    "a half of its own": (
        "He denies that Iran mattered; ties bring trade.",
        {"trade": "named", "iran": "denied"},
    ),
    "although": (
        "Although aides doubt the trade of the ties, Iran is near.",
        {"trade": "disputed", "iran": "disputed"},
    ),
    "while": (
        "They hope for trade ties while Tehran watches.",
        {"trade": "given", "iran": "named"},
    ),
    "another sentence": ("Ties bring trade. He denies it.", {"trade": "named"}),
    "not within a word": ("Ties and undeniable trade.", {"trade": "named"}),
    "Russian": ("С надеждой на торговлю и отношения.", {"trade": "given"}),
    "Russian halves": (
        "С надеждой на торговлю, но Иран против отношений.",
        {"trade": "given", "iran": "named"},
    ),
}


@pytest.mark.parametrize(("text", "stances"), STANCES.values(), ids=STANCES)
def test_the_strongest_stance_of_its_half(coder: Coder, text: str, stances: dict[str, str]) -> None:
    """A reason that is given counts as denied by what is said of another."""
    found = coder.code("", text, "", "", "news")
    assert {code.reason: code.stance for code in found} == stances
