"""The signs of a query: words, phrases, brackets, fields and operators, each with its place."""

import re
import unicodedata
from typing import NamedTuple

from data.corpus.errors import SearchError

FIELDS = ("title", "outlet", "country")
# Words between the first and the last of a "…"~n; beyond it a whole text is near.
FARTHEST = 100
_HEBREW = "\u0591-\u05c7\u05d0-\u05ea"
# A quotation mark between two Hebrew letters marks an abbreviation and opens no phrase.
GERSHAYIM = f'(?<=[{_HEBREW}])"(?=[{_HEBREW}])'
_MARKS = re.compile(f'(?<![{_HEBREW}])"|"(?![{_HEBREW}])')
_SIGNS = re.compile(
    rf'"(?P<phrase>(?:[^"]|{GERSHAYIM})*)"(?:~(?P<near>[^\s()"]*))?'
    r'|(?P<quote>")|(?P<open>\()|(?P<close>\))'
    r"|(?P<minus>-+)(?=[^\s)-])"
    rf"|(?P<field>(?i:{'|'.join(FIELDS)})):"
    r'|(?P<unknown>[A-Za-z_]{2,}):(?=[\w"(])'
    rf'|(?P<word>(?:[^\s"()]|{GERSHAYIM})+)'
)
_KINDS = ("phrase", "quote", "open", "close", "minus", "field", "unknown", "word")
# One sign for one, so that places stay what the reader typed.
_USUAL = str.maketrans(
    dict.fromkeys("“”„‟«»＂", '"')
    | dict.fromkeys("（\ufd3f", "(")
    | dict.fromkeys("）\ufd3e", ")")
    | dict.fromkeys("＊٭", "*")
    | {"：": ":", "～": "~"}
)


class Token(NamedTuple):
    """A sign: kind (word, phrase, field, open, close, AND, OR, NOT, end), text and place.

    place: in characters from 1. near: of a phrase, the words that may stand between its words.
    """

    kind: str
    text: str
    place: int
    near: int | None = None


def said(fault: str, place: int, mend: str) -> SearchError:
    """Return the error of a fault at a place."""
    return SearchError(f"Search words: {fault} (character {place}); {mend}.")


def tokens(q: str) -> list[Token]:
    """Split a query. Errors: SearchError for what cannot be a sign."""
    q = q.translate(_USUAL)
    return [_token(match, q) for match in _SIGNS.finditer(q)]


def without_quotes(text: str) -> str:
    """Return text with usual signs and without the quotation marks that open or close a phrase."""
    return " ".join(_MARKS.sub(" ", text.translate(_USUAL)).split())


def _token(match: re.Match[str], q: str) -> Token:
    kind = next(name for name in _KINDS if match[name] is not None)
    text, place = match[kind], match.start() + 1
    if kind == "quote":
        raise said("a quotation mark that is not closed", place, "close it or take it out")
    if kind == "unknown":
        raise said(
            f"no field “{text}”",
            place,
            f"the fields are {', '.join(FIELDS)}; for the text itself put it in quotation marks",
        )
    if kind == "minus":
        return Token("NOT", "-", place)
    if kind == "field":
        return _field(text, place, q[match.end() : match.end() + 1])
    if kind == "word" and text in ("AND", "OR", "NOT"):
        return Token(text, text, place)
    if kind in ("word", "phrase"):
        _check_stars(text, match.start(kind) + 1)
    return Token(kind, text, place, _near(match) if kind == "phrase" else None)


def _field(name: str, place: int, after: str) -> Token:
    if not after.strip() or after == ")":
        raise said(f"no word right behind “{name}:”", place, "put one there or take the colon out")
    return Token("field", name.lower(), place)


def _near(match: re.Match[str]) -> int | None:
    if match["near"] is None:
        return None
    if not re.fullmatch(r"\d{1,3}", match["near"]) or not 1 <= int(match["near"]) <= FARTHEST:
        raise said(
            f"no number of words from 1 to {FARTHEST} behind ~",
            match.start("near"),
            f"write one, as in {match[0].partition('~')[0][:40]}~5",
        )
    return int(match["near"])


def _check_stars(text: str, place: int) -> None:
    """Refuse a star anywhere but at the end of a word."""
    for star in re.finditer(r"\*+", text):
        before, after = text[: star.start()], re.match(r"\S*", text[star.end() :])[0]
        if not before or not _is_of_a_word(before[-1]):
            fault = "a * with no letter before it"
        elif any(map(_is_of_a_word, after)):
            fault = "a * inside a word"
        else:
            continue
        raise said(
            fault,
            place + star.start(),
            "take it out, or put it behind the beginning of a word, as in norm*",
        )


def _is_of_a_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
