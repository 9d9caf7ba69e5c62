"""The ways a name is written: capitals, accents left out, apostrophes, Arabic letters."""

import unicodedata
from collections.abc import Iterator
from itertools import product

from data.ingest.tagging.normalise import made_plain, plain

# A shorter name without its accents is another word: "Irã" and "Ira", "Çin" and "Cin".
_SHORTEST_BARE = 4
_APOSTROPHES = ("'", "’", "ʼ", "‘")
# Letters that are written for one another in Arabic, Persian and Urdu.
_ARABIC_FIRST = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"}
_ARABIC_LAST = {"ة": "ه", "ى": "ي", "ي": "ى", "ی": "ي", "ک": "ك", "ك": "ک"}


def written_forms(stem: str, form: str) -> set[str]:
    """Return every spelling to look for; form is that column of the gazetteer."""
    if form == "comma":
        return {f", {stem}"}
    if stem.isascii() and "'" not in stem and "-" not in stem and "." not in stem:
        return _cases(stem, form)
    composed = unicodedata.normalize("NFC", stem)
    spelt = {
        letters
        # As texts are searched: what is not odd stays as it is until something beside it is odd.
        for one in {plain(composed), made_plain(composed)}
        for accents in _accents(one)
        for joined in _hyphens(accents)
        for quoted in _apostrophes(joined)
        for letters in _arabic(quoted)
    }
    return {cased for one in spelt for cased in _cases(one, form)}


def _cases(stem: str, form: str) -> set[str]:
    if form == "exact":
        return {stem}
    return {stem, stem[0].upper() + stem[1:], stem.upper()}


def _accents(stem: str) -> Iterator[str]:
    yield stem
    if stem.isascii() or len(stem) < _SHORTEST_BARE:
        return
    bare = "".join(c for c in unicodedata.normalize("NFD", stem) if not "\u0300" <= c <= "\u036f")
    bare = bare.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("ß", "ss")
    # Only Latin letters lose their accents in print; й without its mark is another letter.
    if bare != stem and bare.isascii():
        yield bare
    elif (curled := bare.translate({ord(mark): "'" for mark in _APOSTROPHES})).isascii():
        yield curled
        yield unicodedata.normalize("NFC", stem).translate({ord(m): "'" for m in _APOSTROPHES})


def _hyphens(stem: str) -> Iterator[str]:
    yield stem
    if "-" in stem:
        yield stem.replace("-", " ")
        yield stem.replace("-", "–")


def _apostrophes(stem: str) -> Iterator[str]:
    found = next((mark for mark in _APOSTROPHES if mark in stem), None)
    if found is None:
        yield stem
    else:
        yield from (stem.replace(found, mark) for mark in _APOSTROPHES)


def _arabic(stem: str) -> Iterator[str]:
    """Yield an Arabic name as careful and as hasty writers have it, and after "for"."""
    if not "\u0620" <= stem[0] <= "\u06ff":
        yield stem
        return
    bare = "".join(c for c in stem if not ("\u064b" <= c <= "\u065f" or c in "\u0670\u0640"))
    words = [_arabic_word(word) for word in bare.split(" ")]
    for spelt in map(" ".join, product(*words)):
        yield spelt
        if spelt.startswith("ال"):
            yield "لل" + spelt[2:]


def _arabic_word(word: str) -> set[str]:
    first = {word, "".join(_ARABIC_FIRST.get(c, c) for c in word)}
    last = {one[:-1] + _ARABIC_LAST[one[-1]] for one in first if one and one[-1] in _ARABIC_LAST}
    return first | last
