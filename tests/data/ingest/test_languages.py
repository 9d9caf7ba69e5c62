"""Languages: detected from a text of some length, and spelt one way however a file names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.languages import LONGEST_READ, OF_NEWS, detect, likeliest, tidy_language

SENTENCES = {
    "en": "The foreign ministers signed the agreement in the morning and left in the evening.",
    "fr": "Les ministres ont signé l'accord le matin et sont repartis dans la soirée.",
    "es": "Los ministros firmaron el acuerdo por la mañana y se marcharon por la tarde.",
    "pt": "Os ministros assinaram o acordo de manhã e foram embora ao fim da tarde.",
    "de": "Die Minister unterschrieben das Abkommen am Morgen und reisten am Abend ab.",
    "it": "I ministri hanno firmato l'accordo di mattina e sono ripartiti la sera.",
    "tr": "Bakanlar anlaşmayı sabah imzaladılar ve akşam ülkelerine geri döndüler.",
    "ru": "Министры подписали соглашение утром и уехали домой поздно вечером.",
    "uk": "Міністри підписали угоду вранці та поїхали додому пізно ввечері.",
    "kk": "Министрлер келісімге таңертең қол қойып, кешке елдеріне қайтты.",
    "ar": "وقع الوزراء الاتفاق في الصباح ثم غادروا إلى بلدانهم في المساء.",
    "fa": "وزیران این توافق را صبح امضا کردند و شب به کشورهای خود بازگشتند.",
    "he": "השרים חתמו על ההסכם בבוקר וחזרו הביתה מאוחר בערב.",
    "ur": "وزراء نے صبح معاہدے پر دستخط کیے اور شام کو اپنے ملک واپس چلے گئے۔",
    "hi": "मंत्रियों ने सुबह समझौते पर हस्ताक्षर किए और शाम को घर लौट गए।",
    "zh": "部长们上午签署了协议，晚上回国了。",
    "ja": "大臣たちは朝に協定に署名し、夜に帰国した。",
    "ko": "장관들은 아침에 협정에 서명하고 저녁에 귀국했다.",
    "el": "Οι υπουργοί υπέγραψαν τη συμφωνία το πρωί και έφυγαν το βράδυ.",
    "id": "Menteri luar negeri mengatakan bahwa uang itu bisa dipakai karena kantor sudah dibuka.",
    "so": "Wasiirradu waxay saxiixeen heshiiska subaxnimadii, fiidkiina way ka tageen magaalada.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_is_recognised(language: str, text: str) -> None:
    found, confidence = detect(text)
    assert found == language
    assert 0.5 <= confidence <= 1


@pytest.mark.parametrize(
    "text", ["", "   ", "Hello", "2020", "!!! ???", "BTC 2,345.67", "https://example.com/a"]
)
def test_what_is_too_short_has_no_language(text: str) -> None:
    assert detect(text)[0] == ""


def test_names_alone_are_too_unsure() -> None:
    language, confidence = detect("Netanyahu, Trump, Bin Zayed")
    assert language in ("", "en")
    assert language == "" or confidence >= 0.5


def test_addresses_in_a_text_do_not_count_as_its_words() -> None:
    text = "https://example.com/the-ministers-signed-the-agreement-in-the-morning " * 2
    assert detect(text + SENTENCES["tr"])[0] == "tr"


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    long = SENTENCES["en"] + " " + SENTENCES["en"] * 20
    assert detect(long + SENTENCES["ru"] * 10_000) == detect(long[: 2 * LONGEST_READ])


def test_the_model_knows_every_language_it_is_limited_to() -> None:
    """A code the model lacks would stop every ingest."""
    assert likeliest("A sentence in English.")[0] in OF_NEWS


@given(text=st.text(max_size=80))
def test_no_text_whatever_breaks_detection(text: str) -> None:
    language, confidence = detect(text)
    assert language == "" or language in OF_NEWS
    assert 0 <= confidence <= 1.001


@pytest.mark.parametrize(
    ("value", "tidy"),
    [
        ("en", "en"),
        ("EN", "en"),
        (" en ", "en"),
        ("en-US", "en"),
        ("en_GB.UTF-8", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("ENGLISH", "en"),
        ("pt_BR", "pt"),
        ("Portuguese", "pt"),
        ("português", "pt"),
        ("zh-Hans", "zh"),
        ("zh-Hant-TW", "zh"),
        ("Chinese", "zh"),
        ("Chinese (Simplified)", "zh"),
        ("English (United States)", "en"),
        ("Norwegian (Bokmål)", "no"),
        ("中文", "zh"),
        ("chi", "zh"),
        ("ara", "ar"),
        ("Arabic", "ar"),
        ("العربية", "ar"),
        ("عربي", "ar"),
        ("Hebrew", "he"),
        ("עברית", "he"),
        ("iw", "he"),
        ("in", "id"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("русский", "ru"),
        ("Türkçe", "tr"),
        ("Kazakh", "kk"),
        ("қазақ тілі", "kk"),
        ("Farsi", "fa"),
        ("nb", "no"),
        ("nn", "nn"),
        ("Norwegian", "no"),
        ("fil", "tl"),
        ("tl", "tl"),
        ("ckb", "ku"),
        ("und", ""),
        ("mul", ""),
        ("zxx", ""),
        ("unknown", ""),
        ("null", ""),
        ("", ""),
        ("qq", ""),
        ("Klingonish", ""),
        ("not a language", ""),
    ],
)
def test_a_language_is_spelt_one_way(value: str, tidy: str) -> None:
    assert tidy_language(value) == tidy


@pytest.mark.parametrize("code", sorted(OF_NEWS))
def test_what_is_detected_is_spelt_as_what_files_say(code: str) -> None:
    """Else the pieces of one language would stand under two."""
    assert tidy_language(code) == code
