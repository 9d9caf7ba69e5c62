"""Reasons are found where the cues stand, in their sentence and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_codebook import CUES, write_codebook

from data.coding.codebook import load_codebook
from data.coding.coder import Code, Coder


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    return Coder(load_codebook(write_codebook(tmp_path_factory.mktemp("codebook"))))


def said(codes: list[Code], **parts: str) -> list[tuple[str, str]]:
    """Return each code's reason with the words it stands in."""
    return [(code.reason, parts[code.part][code.start : code.end]) for code in codes]


# Text before, the sentence, text after, language, reason. The sentence must come back as it is.
SENTENCES = [
    ("Rain fell. ", "Their ties bring trade.", " It ended.", "en", "trade"),
    ("", "Their ties bring trade", "", "", "trade"),
    ("🙂 Ok. 👩‍👩‍👧 Well. ", "Trade follows ties 🇰🇿🤝.", " 🙂", "en", "trade"),
    ("Profit &amp; loss rose. ", "Ties &amp; trade &quot;grow&quot; fast.", " End.", "en", "trade"),
    ("One.\u00a0 ", "Ties\u00a0bring\u00a0trade.", "\nTwo.", "en", "trade"),
    ("A\u200bb\u00adc de\u0301f. ", "T\u00adies bring tra\u00adde.", " Fin.", "en", "trade"),
    ("Cafe\u0301  x.\n\n", "Ties\n  bring   trade.", "\n\nEnd", "en", "trade"),
    ("ＡＢＣ. ", "Ｔｉｅｓ bring ｔｒａｄｅ.", " x", "en", "trade"),
    ("ﬁne. ", "Ties eﬃciently bring trade.", " ﬁn.", "en", "trade"),
    ("Дождь. ", "Отношения расширят торговлю.", " Конец.", "ru", "trade"),
    ("Дождь. ", "Отношения облегчат расчеты.", " Конец.", "ru", "trade"),
    ("مطر. ", "العلاقات تخدم إيران.", " نهاية.", "ar", "iran"),
    ("مطر. ", "هذه علاقات وللتجارة فيها مكان.", " نهاية.", "ar", "trade"),
    ("مَطَر. ", "عَلَاقَاتٌ مَعَ إِيرَانَ", "", "ar", "iran"),
    ("גשם. ", "היחסים יביאו סחר.", " סוף.", "he", "trade"),
    ("גֶּשֶׁם. ", "הַיְּחָסִים יָבִיאוּ סַחַר.", " סוֹף.", "he", "trade"),
    ("Yağmur. ", "İlişkiler ticareti artırır.", " Son.", "tr", "trade"),
    ("YAĞMUR. ", "İLİŞKİLER TİCARETİ ARTIRIR.", " SON.", "tr", "trade"),
    ("Yağmur. ", "İlişkiler YATIRIMI artırır.", " Son.", "tr", "trade"),
    ("Yağmur. ", "İLİŞKİLER IŞIK getirir.", " Son.", "tr", "security"),
    ("Pluie. ", "Les relations aident le commerce.", " Fin.", "fr", "trade"),
    ("Pluie. ", "Des relations pour l’échange.", " Fin.", "fr", "trade"),
]


@pytest.mark.parametrize(("before", "sentence", "after", "language", "reason"), SENTENCES)
@pytest.mark.parametrize("part", ["title", "summary", "text"])
def test_a_code_holds_its_sentence_and_no_sign_more(
    coder: Coder, before: str, sentence: str, after: str, language: str, reason: str, part: str
) -> None:
    """What is shown as evidence begins in the middle of a word, or is another sentence."""
    words = {"title": "", "summary": "", "text": ""} | {part: before + sentence + after}
    codes = coder.code(**words, language=language, kind="news")
    assert said(codes, **words) == [(reason, sentence)]
    assert codes[0].part == part


TIED = st.sampled_from([sentence for _, sentence, *_ in SENTENCES])
ODD = st.text(
    st.sampled_from("ab. \n\u00a0\u200b\u0301\u0130ıßﬁ🙂&;שְׁلَ«»\"'!?\u2028\ud800"), max_size=30
)


@given(before=ODD, sentence=TIED, after=ODD)
def test_any_signs_around_a_sentence_leave_offsets_in_the_text(
    coder: Coder, before: str, sentence: str, after: str
) -> None:
    """One odd sign moves every offset behind it, or stops the coding of a corpus."""
    text = before + sentence + after
    for code in coder.code("", "", text, "", "news"):
        assert 0 <= code.start < code.end <= len(text)
        words = text[code.start : code.end]
        assert words == words.strip()
        # The passage still carries the reason when it stands alone.
        assert code.reason in {one.reason for one in coder.code("", "", words, "", "news")}


def test_a_passage_may_carry_several_reasons_or_none(coder: Coder) -> None:
    """A second reason is lost, or a sentence without one is coded."""
    text = "Rain fell. Ties bring trade and security against Iran. Their ties are old."
    codes = coder.code("", "", text, "en", "news")
    assert [code.reason for code in codes] == ["trade", "iran", "security"]
    assert {text[code.start : code.end] for code in codes} == {
        "Ties bring trade and security against Iran."
    }


def test_a_reason_counts_once_in_a_passage_and_in_each_passage(coder: Coder) -> None:
    """Two words for one thing count twice, or the second sentence not at all."""
    text = "Ties bring trade and investment. More trade, more ties."
    assert [code.start for code in coder.code("", "", text, "en")] == [0, 33]


def test_parts_come_in_their_order(coder: Coder) -> None:
    """The title's reason is shown as the text's."""
    codes = coder.code("Trade ties", "Ties and security", "Ties with Iran", "en")
    assert [(code.part, code.reason) for code in codes] == [
        ("title", "trade"),
        ("summary", "security"),
        ("text", "iran"),
    ]


@pytest.mark.parametrize("empty", ["", " ", "\n", "...", "\u200b", "🙂"])
def test_an_empty_piece_has_no_reason(coder: Coder, empty: str) -> None:
    """A piece without words stops the coding."""
    assert coder.read(empty, empty, empty, "", "") == ([], set())


FOUND = {
    "whole words": ("Ties and tradesmen.", "en", []),
    "part of a word before": ("Ties outtrade all.", "en", []),
    "any ending": ("Ties and investments.", "en", ["trade"]),
    "a hyphen ends a word": ("Trade-based ties.", "en", ["trade"]),
    "an apostrophe ends a word": ("Ties and trade’s rise.", "en", ["trade"]),
    "an ending within": ("Ties and directly flights.", "en", ["trade"]),
    "words apart": ("Ties and direct new flights.", "en", []),
    "capitals": ("TRADE TIES", "en", ["trade"]),
    "all parts in any order": ("Ties: daily to Tel Aviv by flights.", "en", ["trade"]),
    "a part is missing": ("Ties: flights to Tel Aviv.", "en", []),
    "parts in two sentences": ("Ties: flights daily. To Tel Aviv with ties.", "en", []),
    "cancelled": ("Ties in the Security Council.", "en", []),
    "cancelled once, not twice": ("Security ties in the Security Council.", "en", ["security"]),
    "cancelled of another reason": ("Trade ties, social security.", "en", ["trade"]),
    "no tie": ("Trade fell.", "en", []),
    "a tie in the next sentence": ("Trade fell. Ties are old.", "en", []),
    "free": ("A defence pact.", "en", ["security"]),
    "free frees no other": ("A defence pact and trade.", "en", ["security"]),
    "tied by an agreement": ("Abraham Accord trade.", "en", ["trade"]),
    "tied by an agreement's short name": ("Trade in NATO.", "en", ["trade"]),
    "tied by two countries": ("Trade of Kazakhstan and Israel.", "en", ["trade"]),
    "one country twice": ("Trade of Kazakhstan, Kazakh trade.", "en", []),
    "countries of another script": ("Торговля Казахстана и Израиля.", "ru", ["trade"]),
    "English where there are no cues": ("Trade ties.", "es", ["trade"]),
    "English words of a piece in Arabic": ("Trade ties.", "ar", ["trade"]),
    "English words of a piece in French": ("The trade of the ties.", "fr", ["trade"]),
    "a region's variant": ("Les relations et le commerce.", "fr-CA", ["trade"]),
    "no English cue in French": ("Les relations de la tehran sont dans le bureau.", "fr", []),
    "script tells the language": ("Отношения и торговля.", "", ["trade"]),
    "a language that is not listed": ("Отношения и торговля.", "bg", []),
    "clitics": ("وبالتجارة علاقات", "ar", ["trade"]),
    "alif with or without its mark": ("علاقات مع ايران", "ar", ["iran"]),
}


@pytest.mark.parametrize(("text", "language", "reasons"), FOUND.values(), ids=FOUND)
def test_cues_are_read_as_the_file_says(
    coder: Coder, text: str, language: str, reasons: list[str]
) -> None:
    """A rule at the head of the file of cues does not hold."""
    assert [code.reason for code in coder.code(text, "", "", language)] == reasons


def test_without_relations_any_cue_counts(tmp_path: Path) -> None:
    """A codebook without the list of ties finds nothing."""
    cues = CUES[: CUES.index("relations:")]
    coder = Coder(load_codebook(write_codebook(tmp_path, cues=cues)))
    assert [code.reason for code in coder.code("Trade fell.", "", "", "en")] == ["trade"]


NAMED = {
    "the Abraham Accords": {"abraham-accords"},
    "THE ABRAHAM ACCORDS": {"abraham-accords"},
    "присоединение к Авраамовым соглашениям": {"abraham-accords"},
    "哈萨克斯坦加入亚伯拉罕协议。": {"abraham-accords"},
    "NATO and Nato": {"nato"},
    "the eu of last year": set(),
    "the EU": {"eu"},
    "quads": set(),
    "the Quad met": {"quad"},
    "a quad bike": set(),
    "OPEC+ met": {"opec", "opec-plus"},
    "the organization of turkic states": {"ots"},
    "African union": {"african-union"},
    "nothing": set(),
}


@pytest.mark.parametrize(("text", "agreements"), NAMED.items())
def test_agreements_are_named(coder: Coder, text: str, agreements: set[str]) -> None:
    """A short name is taken for an ordinary word, or a name is not known."""
    assert coder.names_agreement(["", text]) == agreements
    assert coder.read("", text, "", "", "")[1] == agreements


@pytest.mark.parametrize(
    ("said_by_file", "agreements"),
    [
        ("abraham-accords", {"abraham-accords"}),
        ("Abraham Accords; NATO", {"abraham-accords", "nato"}),
        ("", set()),
        ("Fish Treaty", set()),
    ],
)
def test_what_a_file_says_is_an_id_or_a_name(
    coder: Coder, said_by_file: str, agreements: set[str]
) -> None:
    """A corpus that names the agreement of each piece is read as if it did not."""
    assert coder.agreements_said(said_by_file) == agreements
