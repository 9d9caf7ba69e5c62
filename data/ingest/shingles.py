"""A text as the set of its short word runs (shingles): what copies of a text share."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

# A copy shows in its first pages; a book among the pieces must not hold up the rest.
LONGEST = 20_000
# In scripts without spaces each character is a word here, so runs are made this much longer.
CHARACTERS_A_WORD = 2

BREAK, WORD, ALONE, DROPPED = range(4)
# Thai, Lao, Myanmar, Khmer, kana, and Han with its extensions.
_ALONE = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
_CODES = 0x323B1
_SPACE = 0x20
# Within words in some copies and not in others: marks, joiners, soft hyphens, apostrophes, tatweel.
_DROPPED = frozenset(map(ord, "'’ʼ`\u0640"))
# Any odd numbers do: without an inverse, words at different places could not be compared.
_BASE = 0x9E3779B97F4A7C15
_MIX, _MIX_AGAIN = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFT, _SHIFT_AGAIN = np.uint64(31), np.uint64(29)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as hashes, in order, the same in every process and on every machine.

    hashes: uint64. numbers: those that begin with a digit, sorted and unique, and pairs of them
        that are joined, as in 3:1, 4.25 and 2020/05/10.
    spaced: whether the text's script puts spaces between words.
    """

    hashes: np.ndarray
    numbers: np.ndarray
    spaced: bool

    def __len__(self) -> int:
        """Return the length in words, as a text with spaces would have it."""
        return len(self.hashes) if self.spaced else len(self.hashes) // CHARACTERS_A_WORD


def words_of(text: str) -> Words:
    """Return a text's words, without regard to case, punctuation, spaces and vowel points."""
    codes = _codes(text[:LONGEST])
    kinds = _kinds().take(codes, mode="clip")
    highest = kinds.max(initial=BREAK)
    if highest == DROPPED:
        codes, kinds = codes[kinds != DROPPED], kinds[kinds != DROPPED]
    starts, ends = _bounds(kinds, spaced=highest == WORD)
    hashes = _hashes(codes, starts, ends)
    alone = np.count_nonzero(kinds[starts] == ALONE) if highest > WORD else 0
    return Words(hashes, _numbers(codes, starts, ends, hashes), bool(2 * alone <= len(starts)))


def runs_of(words: Words, size: int) -> np.ndarray:
    """Return a hash (uint32) of each run of size words, in order; of all words if there are fewer.

    Two different runs have the same hash once in four thousand million.
    """
    hashes = words.hashes
    size = min(size if words.spaced else size * CHARACTERS_A_WORD, len(hashes))
    if not size:
        return np.empty(0, dtype=np.uint32)
    count = len(hashes) - size + 1
    runs = hashes[:count].copy()
    for place in range(1, size):
        runs *= _MIX
        runs += hashes[place : place + count]
    return (_mixed(runs) >> np.uint64(32)).astype(np.uint32)


def _numbers(
    codes: np.ndarray, starts: np.ndarray, ends: np.ndarray, hashes: np.ndarray
) -> np.ndarray:
    places = np.flatnonzero(_digits().take(codes[starts], mode="clip"))
    found = hashes[places]
    if len(places) < 2:
        return found
    joints = ends[places[:-1]]
    joined = (starts[places[1:]] == joints + 1) & (codes[joints] > _SPACE)
    return unique(np.append(found, found[:-1][joined] * _MIX + found[1:][joined]))


def unique(values: np.ndarray) -> np.ndarray:
    """Return the values sorted, each once; for short arrays sooner than numpy.unique."""
    values = np.sort(values)
    if len(values) < 2:
        return values
    return values[np.append(True, values[1:] != values[:-1])]


def _bounds(kinds: np.ndarray, *, spaced: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return where words start and end: where the kind changes, and around what stands alone."""
    padded = np.zeros(len(kinds) + 2, dtype=bool)
    if spaced:
        np.equal(kinds, WORD, out=padded[1:-1])
        edges = np.flatnonzero(padded[1:] != padded[:-1])
        return edges[::2], edges[1::2]
    inside = padded[:-1]
    inside[1:-1] = (kinds[1:] == WORD) & (kinds[:-1] == WORD)
    known = kinds != BREAK
    return np.flatnonzero(known & ~inside[:-1]), np.flatnonzero(known & ~inside[1:]) + 1


def _codes(text: str) -> np.ndarray:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:LONGEST]
    text = text.casefold()[:LONGEST]
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _hashes(codes: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return each word's polynomial hash: a difference of running sums, moved to place 0."""
    powers, inverses = _powers()
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    return _mixed((sums[ends] - sums[starts]) * inverses[starts])


def _mixed(values: np.ndarray) -> np.ndarray:
    values = (values ^ (values >> _SHIFT)) * _MIX_AGAIN
    return values ^ (values >> _SHIFT_AGAIN)


@cache
def _powers() -> tuple[np.ndarray, np.ndarray]:
    both = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        factors = np.full(LONGEST, base, dtype=np.uint64)
        factors[0] = 1
        both.append(np.cumprod(factors, dtype=np.uint64))
    return both[0], both[1]


@cache
def _kinds() -> np.ndarray:
    """Return what each character is to a word, by its code; the last entry is for all others."""
    kinds = np.full(_CODES, BREAK, dtype=np.uint8)
    for code in range(0x20000):
        category = unicodedata.category(chr(code))
        if category[0] in "LN":
            kinds[code] = WORD
        elif category[0] == "M" or category == "Cf" or code in _DROPPED:
            kinds[code] = DROPPED
    for first, last in _ALONE:
        span = kinds[first : last + 1]
        span[(span == WORD) | (first >= 0x20000)] = ALONE
    return kinds


@cache
def _digits() -> np.ndarray:
    return np.array([chr(code).isdecimal() for code in range(0x20000)] + [False])
