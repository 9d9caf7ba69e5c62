"""A passage is said by who is named beside a form of saying, and else by nobody."""

import pytest
from small_codebook import write_codebook

from data.coding.codebook import load_codebook
from data.coding.coder import Coder


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    return Coder(load_codebook(write_codebook(tmp_path_factory.mktemp("codebook"))))


NOBODY = ("none", "", "")
TOKAYEV = ("government", "tokayev", "KAZ")
HAMAS = ("opponent", "hamas", "PSE")
SAID = {
    "before": ("Tokayev says ties bring trade.", TOKAYEV),
    "after": ("Ties bring trade, says Tokayev.", TOKAYEV),
    "according to": ("Ties bring trade, according to Tokayev.", TOKAYEV),
    "according to the ministry": (
        "Trade ties grow, according to the Kazakh foreign ministry.",
        ("government", "kazakh_ministry", "KAZ"),
    ),
    "no saying": ("Tokayev builds trade ties.", NOBODY),
    "nobody": ("Ties bring trade, says a driver.", NOBODY),
    "the nearer of two": ("Tokayev met Hamas, and Hamas warned of trade ties.", HAMAS),
    "the nearer after": ("After Hamas left, Tokayev said ties bring trade.", TOKAYEV),
    "a target is no speaker": ("Drivers said ties with Hamas end trade.", NOBODY),
    "a place is no speaker": ("Trade ties, said aides in Washington.", NOBODY),
    "nor past an article": ("Trade ties, said aides at the White House.", NOBODY),
    "a place that speaks": (
        "Washington says: trade ties.",
        ("government", "washington", "USA"),
    ),
    "a common noun": ("Analysts said ties bring trade.", ("analyst", "analysts", "")),
    "a columnist": ("The columnist says ties bring trade.", ("outlet", "columnist", "")),
    "quoted": ("“Our ties will bring trade” — Tokayev.", TOKAYEV),
    "quoted straight": ('Tokayev: "Our ties will bring trade"', TOKAYEV),
    "named in the quotation": ("“Hamas hates trade ties”, said Tokayev.", TOKAYEV),
    "only named in it": ("“Tokayev said ties bring trade” it read.", NOBODY),
    "a word in marks is no quotation": ('The "trade ties" of Tokayev grew.', NOBODY),
    "marks within a word": ('ארה"ב הרחיבה יחסים וסחר ו"ח Hamas', NOBODY),
    "a state that wants": ("Jakarta insists on trade before ties.", ("government", "", "IDN")),
    "a state told about": ("Ties with Jakarta bring trade.", NOBODY),
    "a paper of its capital": ("A Jakarta daily reports ties and trade.", NOBODY),
    "an office with a name": (
        "Omani trade minister Salim Noor hopes for ties.",
        ("government", "", "OMN"),
    ),
    "officials": ("Officials expect ties to bring trade.", ("government", "", "")),
    "what somebody said": ("A site covers Tokayev's promise of trade and ties.", TOKAYEV),
    "what a state said": (
        "A site covers Omani demands on trade and ties.",
        ("government", "", "OMN"),
    ),
    "a paper's word": ("An Omani newspaper statement covers trade and ties.", NOBODY),
    "cited": (
        "Citing a Jordanian minister, a site lists trade and ties.",
        ("government", "", "JOR"),
    ),
    "passive": ("Oman, hailed by a driver, builds trade ties.", NOBODY),
    "an expert with a name": (
        "Chilean expert Ana Soto says ties bring trade.",
        ("analyst", "", ""),
    ),
    "one who was in office": ("Former ambassador Ana Soto doubts trade ties.", ("analyst", "", "")),
    "a crowd": ("Demonstrators condemn trade ties.", ("opponent", "", "")),
    "a column": ("A Lima column argues that ties bring trade.", ("outlet", "", "")),
    "a title in capitals": ("TOKAYEV SAYS TIES BRING TRADE", TOKAYEV),
    "another sentence": ("Tokayev says so. Ties bring trade.", NOBODY),
    "Russian": ("Токаев заявил, что отношения расширят торговлю.", TOKAYEV),
    "Arabic": ("قال حماس إن علاقات مع إيران مرفوضة", HAMAS),
}


@pytest.mark.parametrize(("text", "speaker"), SAID.values(), ids=SAID)
def test_who_says_so(coder: Coder, text: str, speaker: tuple[str, str, str]) -> None:
    """Words are put into a mouth that did not say them, or taken from the one that did."""
    codes = coder.code("", "", text, "", "news")
    assert codes
    assert {(code.voice, code.actor, code.iso3) for code in codes} == {speaker}


@pytest.mark.parametrize("kind", ["opinion", "editorial", "column"])
def test_an_opinion_is_its_outlets_where_nobody_else_speaks(coder: Coder, kind: str) -> None:
    """A column's view counts as nobody's, or a person quoted in it as the paper."""
    (own,) = coder.code("Ties bring trade.", "", "", "en", kind)
    assert (own.voice, own.actor, own.iso3) == ("outlet", "", "")
    (quoted,) = coder.code("Tokayev says ties bring trade.", "", "", "en", kind)
    assert (quoted.voice, quoted.actor, quoted.iso3) == TOKAYEV


@pytest.mark.parametrize("kind", ["news", "analysis", "official", "report", ""])
def test_news_is_nobodys(coder: Coder, kind: str) -> None:
    """What an agency reports, or an analysis relates, counts as the paper's own view."""
    (code,) = coder.code("Ties bring trade.", "", "", "en", kind)
    assert code.voice == "none"


def test_another_actor_table_is_taken(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Actors given to the coder are passed over for those of the codebook."""
    codebook = load_codebook(write_codebook(tmp_path_factory.mktemp("codebook")))
    coder = Coder(codebook, {"hamas": codebook.actors["hamas"]})
    (code,) = coder.code("Tokayev says ties bring trade.", "", "", "en")
    assert code.voice == "none"
