"""Search words: what they find in many scripts, and what they say when they cannot be read."""

from pathlib import Path

import pandas as pd
import pytest

from data.corpus import Corpus, LocalCorpus, SearchError
from data.corpus.words import All, Any, Not, Words, folded, parsed
from data.filters import FilterError, Filters
from data.ingest.build import build

PIECES = {
    "peace": ("Peace deal signed", "Israel and the Emirates agree."),
    "kazakh": ("", "Astana's accession: Kazakhstan joins the peace accord, Élysée reacts."),
    "arabic": ("", "وقّعت الإمارات اتفاقية السلام مع إسرائيل"),
    "hebrew": ("", "הסכמי אברהם: שָׁלוֹם עם האמירויות"),
    "russian": ("", "Казахстан присоединится к Авраамовым соглашениям; всё ещё неясно"),
    "chinese": ("", "以色列与阿联酋实现关系正常化"),
    "japanese": ("", "イスラエルとUAEが国交正常化で合意"),
    "thai": ("", "อิสราเอลและสหรัฐอาหรับเอมิเรตส์ลงนามข้อตกลงสันติภาพ"),
    "korean": ("", "이스라엘과 아랍에미리트가 관계를 정상화했다"),
    "hindi": ("", "इज़राइल और अमीरात के बीच शान्ति समझौता"),
    "turkish": ("", "İsrail ile Birleşik Arap Emirlikleri anlaştı; ısrarla"),
    "emoji": ("🕊️", "🙂🙂"),
    "nothing": ("", ""),
}


def made(texts: dict[str, tuple[str, str]], home: Path) -> Corpus:
    """Return a corpus of pieces with title and summary, one a day."""
    rows = pd.DataFrame(
        {
            "article_id": list(texts),
            "published_at": pd.date_range("2020-01-01", periods=len(texts)),
            "outlet": "Somewhere",
            "title": [title for title, _ in texts.values()],
            "summary": [summary for _, summary in texts.values()],
        }
    )
    return LocalCorpus(build(rows, home / "corpus", name="x", licence="x", basis="curated"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return made(PIECES, tmp_path_factory.mktemp("search"))


def found(corpus: Corpus, q: str) -> set[str]:
    return set(corpus.articles(Filters(q=q))["article_id"])


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("PEACE", {"peace", "kazakh"}),
        ("peace deal", {"peace"}),
        ('"peace deal"', {"peace"}),
        ('"deal peace"', set()),
        ('"signed israel"', set()),
        ("“peace deal”", {"peace"}),
        ("elysee", {"kazakh"}),
        ("ÉLYSÉE", {"kazakh"}),
        ("Astana's", {"kazakh"}),
        ("deal OR Astana", {"peace", "kazakh"}),
        ("deal peace OR astana kazakhstan", {"peace", "kazakh"}),
        ("peace (deal OR nothing)", {"peace"}),
        ("peace -deal", {"kazakh"}),
        ("peace NOT deal", {"kazakh"}),
        ("peace AND NOT deal", {"kazakh"}),
        ('peace -"peace deal"', {"kazakh"}),
        ("peace -(deal OR astana)", set()),
        ("-peace -kazakhstan -казахстан", set(PIECES) - {"peace", "kazakh", "russian"}),
        ("السلام", {"arabic"}),
        ("اسرائيل", {"arabic"}),
        ("وقعت", {"arabic"}),
        ("שלום", {"hebrew"}),
        ("казахстан", {"russian"}),
        ("все", {"russian"}),
        ("以色列", {"chinese"}),
        ("正常化", {"chinese", "japanese"}),
        ("色以列", set()),
        ("イスラエル", {"japanese"}),
        ("uae", {"japanese"}),
        ("สันติภาพ", {"thai"}),
        ("이스라엘", {"korean"}),
        ("शान्ति", {"hindi"}),
        ("शनति", set()),
        ("ısrarla", {"turkish"}),
        ("israrla", {"turkish"}),
        ("israil OR istanbul OR İSRAİL", {"turkish"}),
        ("outlet:x", set()),
        ('"nosuchfield:peace"', set()),
        ("title:peace", {"peace"}),
        ("peace^2 deal~3", set()),
        ("pe*", {"peace", "kazakh"}),
        ("[a TO z]", set()),
        ("/pe.ce/", set()),
        ("peace — deal", {"peace"}),
        ("C:\\peace\\deal", set()),
        ("peace\\deal", {"peace"}),
        ("word " * 99, set()),
        ("x" * 500, set()),
        ("or", set()),
    ],
)
def test_search_finds(corpus: Corpus, q: str, ids: set[str]) -> None:
    """A word is missed, or a piece is found that does not hold it."""
    assert found(corpus, q) == ids


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ('peace "deal', "a quotation mark that is not closed (character 7)"),
        ("“peace", "a quotation mark that is not closed (character 1)"),
        ("(peace", "a bracket ( that is not closed (character 1)"),
        ("peace)", "a bracket ) that nothing opens (character 6)"),
        ("peace OR", "no word where one is needed, at “OR” (character 7)"),
        ("AND peace", "no word where one is needed, at “AND” (character 1)"),
        ("peace AND OR deal", "no word where one is needed, at “AND” (character 7)"),
        ("()", "no word where one is needed, at “(” (character 1)"),
        ("NOT", "no word where one is needed, at “NOT” (character 1)"),
        ("— ! ?", "no letter or digit to search for"),
        ("-", "no letter or digit to search for"),
        ('""', "no letter or digit to search for"),
        ("🙂", "no letter or digit to search for"),
        ("(" * 250 + "a" + ")" * 249, "inside each other"),
        ("NOT " * 120 + "a", "inside each other"),
    ],
)
def test_unreadable_words_are_a_sentence(corpus: Corpus, q: str, said: str) -> None:
    """The reader gets a traceback, or is not told where the fault is."""
    with pytest.raises(SearchError) as error:
        corpus.count(Filters(q=q))
    assert said in str(error.value)
    assert isinstance(error.value, FilterError)
    assert str(error.value).startswith("Search words: ")


def test_best_match_comes_first(tmp_path: Path) -> None:
    """Relevance ignores where and how often a word stands, or breaks ties by the oldest."""
    texts = {
        "once": ("Other news", "The peace and much else besides."),
        "in the title": ("The peace news", "Nothing but other words here."),
        "often": ("Other news", "The peace, the peace, the peace."),
        "once again": ("Other news", "The peace and much else besides."),
        "never": ("Other news", "Nothing but other words here."),
    }
    corpus = made(texts, tmp_path)
    ids = corpus.articles(Filters(q="peace"), order="relevance")["article_id"].to_list()
    assert ids == ["in the title", "often", "once again", "once"]


def test_relevance_obeys_the_other_filters(corpus: Corpus) -> None:
    """A ranked list holds pieces that a filter left out."""
    filters = Filters(q="peace", outlet=("Elsewhere",))
    assert corpus.articles(filters, order="relevance").empty


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Élysée", "Elysee"),
        ("سَـلام", "سلام"),
        ("إسرائيل", "اسراييل"),
        ("שָׁלוֹם", "שלום"),
        ("всё й", "все и"),
        ("が한", "が한"),
        ("ＵＡＥ ﬁ", "UAE fi"),
        ("शान्ति", "शान्ति"),
    ],
)
def test_folding(text: str, plain: str) -> None:
    """An accent stays, or a letter of a script without accents is taken for one."""
    assert folded(text) == plain


def test_precedence() -> None:
    """OR binds tighter than words side by side, or NOT takes more than one part."""
    a, b, c = Words("a"), Words("b"), Words("c")
    assert parsed("a b OR c") == Any((All((a, b)), c))
    assert parsed("a (b OR c)") == All((a, Any((b, c))))
    assert parsed("NOT a b") == All((Not(a), b))
    assert parsed('--a -"b c"') == All((Not(a), Not(Words("b c"))))
