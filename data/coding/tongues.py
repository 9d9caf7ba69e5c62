"""In which languages a text is searched: by what is known of the piece, and by the signs in it."""

import re
from collections.abc import Collection

# Scripts that tell their language where nobody did, as far as cues are kept for it.
_SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0620-\u06ff]"),
    "he": re.compile("[\u05d0-\u05ea]"),
}
_ENGLISH = re.compile(r"\b(?:the|of|and|with|in|to|for|on|says?|by|as|its)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:le|la|les|des?|du|et|un|une|dans|pour|avec|sur|ve|bir|ile|bu|için|da|olarak)\b",
    re.IGNORECASE,
)


def tongues_of(words: str, language: str, listed: Collection[str]) -> tuple[str, ...]:
    """Return the languages whose cues are looked for; that of the sentences stands first.

    language: of the piece, "" where not known. Summaries may be English whatever it is, so English
    is tried as well, unless the words are plainly of another language that has cues.
    """
    language = language.partition("-")[0].lower()
    if language == "en" or words.isascii() and language in _SCRIPTS:
        return ("en",)
    if not language:
        language = next((one for one, script in _SCRIPTS.items() if script.search(words)), "")
    if language not in listed:
        return ("en",)
    if language in _SCRIPTS:
        # One script has nothing to match in another, so both can be tried at once.
        return (language, "en") if _SCRIPTS[language].search(words) else ("en",)
    english, other = len(_ENGLISH.findall(words)), len(_OTHER.findall(words))
    if english > other:
        return ("en",)
    return (language,) if other > english else (language, "en")
