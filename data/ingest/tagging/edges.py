"""Where a word begins and ends, in scripts with letters, without spaces, and with clitics."""

import re

# Scripts that write no spaces between words: what stands beside a name there ends nothing.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_HEBREW = re.compile("[\u05d0-\u05ea]")

# Words written together with the next one: and, so, in, for, as, the.
_ARABIC_CLITICS = re.compile("(?:[وف]?(?:[بكل]?(?:ال)?|لل))")
_HEBREW_CLITICS = re.compile("[והבלמכש]{1,3}")
_KOREAN_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|에서|에게|와|과|도|로|으로|만|까지|부터|인|인들|에는|에서는|에서의|과의|와의|측|산|군|내|발|행|계|형|식|당국|정부|대통령|총리)"
)


def begins(text: str, start: int) -> bool:
    """Say whether a word can begin at start: nothing of the same word stands before it."""
    if start == 0:
        return True
    before, first = text[start - 1], text[start]
    if not before.isalnum() or not first.isalnum():
        return True
    if _UNSPACED.match(first) or _UNSPACED.match(before):
        return True
    if _KATAKANA.match(first) or _KATAKANA.match(before):
        return not (_KATAKANA.match(first) and _KATAKANA.match(before))
    if _ARABIC.match(first):
        return _after_clitics(text, start, _ARABIC, _ARABIC_CLITICS)
    if _HEBREW.match(first):
        return _after_clitics(text, start, _HEBREW, _HEBREW_CLITICS)
    return False


def _after_clitics(text: str, start: int, script: re.Pattern, clitics: re.Pattern) -> bool:
    first = start
    while first and start - first < 5 and script.match(text[first - 1]):
        first -= 1
    return bool(clitics.fullmatch(text[first:start]))


def ends(text: str, end: int, endings: frozenset[str] = frozenset()) -> bool:
    """Say whether a word can end at end, or after one of the endings that its name may take."""
    if end == len(text):
        return "" in endings or not endings
    last, after = text[end - 1], text[end]
    if endings:
        rest = rest_of_word(text, end)
        # A word in capitals has its ending in capitals too: "РОССИЯ".
        return rest in endings or last.isupper() and rest.isupper() and rest.lower() in endings
    if not after.isalnum():
        return True
    if _UNSPACED.match(last) or _UNSPACED.match(after):
        return True
    if _KATAKANA.match(last) or _KATAKANA.match(after):
        return not (_KATAKANA.match(last) and _KATAKANA.match(after))
    if _HANGUL.match(last):
        return bool(_KOREAN_PARTICLES.fullmatch(rest_of_word(text, end)))
    return False


def rest_of_word(text: str, end: int) -> str:
    """Return the letters that follow directly, at most twelve."""
    last = end
    while last < len(text) and last - end < 12 and text[last].isalnum():
        last += 1
    return text[end:last]
