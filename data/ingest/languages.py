"""The language of a piece: as a file spells it, or detected where the file names none."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Measured on headlines in 30 languages, as tests/benchmarks/languages.py takes them. Of 154 texts
# of over 250 characters, their first 200 gave as many right answers (151) as their first 600.
LONGEST_READ = 200
# Of headlines cut to so many letters, 0.975 of the answers given were right; 0.97 below. A sign
# of Chinese, Japanese or Korean carries more: of 101 cut to four, two were wrong.
FEWEST_LETTERS = 12
FEWEST_IDEOGRAPHS = 4
# Answers given with more confidence were right 99 times in 100; of those with 0.3 to 0.5 outside
# English, about two in three (Bosnian, Croatian and Serbian taken for each other, above all).
LEAST_CONFIDENCE = 0.5
# Longer values name no language.
LONGEST_NAME = 60

# Languages that news is published in, of those the model knows. Left out: dialects and dead or
# constructed languages (Latin, Volapük, Egyptian Arabic, Nigerian Pidgin), which take headlines
# full of names away from the language they are in.
OF_NEWS = frozenset(
    "af am ar as az ba be bg bn bs ca cs cy da de dz el en es et eu fa fi fo fr ga gl gu ha he hi "
    "hr ht hu hy id ig is it ja ka kk km kn ko ku ky lb lg ln lo lt lv mg mk ml mn mr ms mt my ne "
    "nl nn no om or pa pl ps pt ro ru rw si sk sl sn so sq sr sv sw ta te tg th tk tl tr tt ug uk "
    "ur uz vi xh yo zh zu".split()
)
UNKNOWN = frozenset("und mul zxx mis xx unknown none null nan na n/a other".split())
# CLDR's own choices are undone where the older or the wider code is what lists of news use.
OURS = {"nb": "no", "fil": "tl", "sr-latn": "sr", "sh": "sr", "prs": "fa", "ckb": "ku"}
# Common names that are neither the English nor the own name in CLDR.
ALSO = {
    "mandarin": "zh",
    "farsi": "fa",
    "عربي": "ar",
    "castellano": "es",
    "brazilian portuguese": "pt",
    "simplified chinese": "zh",
    "traditional chinese": "zh",
    "kurdish sorani": "ku",
    "kurdish": "ku",
    "filipino": "tl",
    "kirghiz": "ky",
    "moldovan": "ro",
    "serbo-croatian": "sr",
}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*(?:\.[\w-]+)?", re.IGNORECASE)
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTERS = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+")


def detect(text: str) -> tuple[str, float]:
    """Return the language of a text, ISO 639-1 (639-3 where it has none), and a confidence 0-1.

    "" where the text is too short or the answer too unsure; the confidence is given all the same.
    Source: py3langid's model, offline (Barbaresi after Lui and Baldwin 2012).
    """
    begin = _NO_WORDS.sub(" ", text[: 2 * LONGEST_READ])[:LONGEST_READ]
    if not _long_enough(begin):
        return "", 0.0
    language, confidence = likeliest(begin)
    return (language if confidence >= LEAST_CONFIDENCE else ""), confidence


def likeliest(text: str) -> tuple[str, float]:
    """Return the likeliest language of a text, however unsure, and the confidence 0-1."""
    language, confidence = _identifier().classify(text[:LONGEST_READ])
    return OURS.get(language, language), confidence


@lru_cache(maxsize=4096)
def tidy_language(value: str) -> str:
    """Return a language as corpora name it: "en" for "en-US", "eng", "English" and "EN".

    Regions and scripts are left out, since a reader who asks for Portuguese means all of it.
    "" for what names no language, "und" (undetermined) and "mul" (several).
    """
    word = unicodedata.normalize("NFKC", value[: LONGEST_NAME + 1]).strip().casefold()
    if word in UNKNOWN or len(word) > LONGEST_NAME:
        return ""
    tag = _TAG.fullmatch(word)
    return (_of_code(tag[1]) if tag else "") or _of_name(word)


def _long_enough(text: str) -> bool:
    if len(_LETTERS.findall(text)) >= FEWEST_LETTERS:
        return True
    return len(_IDEOGRAPHS.findall(text)) >= FEWEST_IDEOGRAPHS


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(OF_NEWS)
    return identifier


def _of_code(code: str) -> str:
    if code in UNKNOWN:
        return ""
    from babel import Locale
    from babel.core import get_global

    code = OURS.get(code, code)
    code = get_global("language_aliases").get(code, code).split("_")[0]
    return OURS.get(code, code) if code in Locale("en").languages else ""


def _of_name(word: str) -> str:
    plain = word.strip(" .")
    bare = _IN_BRACKETS.sub("", plain)
    return ALSO.get(plain) or _names().get(plain) or ALSO.get(bare) or _names().get(bare, "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return code by name, in English and in the language itself (CLDR)."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    names = {
        name.casefold(): code for code, name in Locale("en").languages.items() if "_" not in code
    }
    for code in locale_identifiers():
        if "_" not in code and (own := Locale.parse(code).languages.get(code)):
            names.setdefault(own.casefold(), code)
    return {name: OURS.get(code, code) for name, code in names.items()}
