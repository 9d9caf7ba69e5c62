"""What cells of a column look like: dates, addresses, languages, titles, texts."""

import re
from collections.abc import Callable, Sequence
from statistics import mean

MOST = 0.8
FEW = 0.3
# A headline in letters; signs of Chinese and Japanese count more than one each.
TITLE_FROM, TITLE_TO = 20, 250
TEXT_FROM = 400
TITLE_WORDS = 3

_DATE = re.compile(
    r"""
    \d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([T\s].*)?        # 2020-09-15, with a time or not
    | \d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})([,\s].*)? # 30.10.1947, 8/20/17
    | (1[89]|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{4,6})?  # 20030219, 20150218230000
    | 1\d{9}(\d{3})?(\.\d+)?                          # seconds or thousandths since 1970
    | (\w+,?\s+)?\d{1,2}(\.|st|nd|rd|th)?\s+(de\s+)?[^\W\d]+\.?,?\s+(de\s+)?\d{4}\b.* # 19 May 2025
    | (\w+,?\s+)?[^\W\d]+\.?\s+\d{1,2}(st|nd|rd|th)?,?\s+\d{4}\b.*  # May 19, 2025
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"(https?:)?//\S+|www\.\S+|[\w-]+(\.[\w-]+)+/\S+", re.IGNORECASE)
_PAGE = re.compile(r"((https?:)?//)?(?!https?:)[^/\s]+/\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,8})?")
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d\s*%?([eE][-+]?\d+)?")
# Chinese, Japanese and Korean signs say as much as about three letters.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def dates(cells: Sequence[str]) -> bool:
    """Say whether most cells are dates."""
    return _share(cells, _DATE) >= MOST


def pages(cells: Sequence[str], share: float = MOST) -> bool:
    """Say whether a share of the cells are addresses of pages, not only of sites."""
    paged = [cell for cell in cells if _ADDRESS.fullmatch(cell) and _PAGE.match(cell)]
    return len(paged) >= share * len(cells)


def numbers(cells: Sequence[str]) -> bool:
    """Say whether most cells are numbers."""
    return _share(cells, _NUMBER) >= MOST


def _languages(cells: Sequence[str]) -> bool:
    return _share(cells, _LANGUAGE) == 1 and len(set(cells)) <= max(1, len(cells) / 2)


def _titles(cells: Sequence[str]) -> bool:
    lengths = [len(cell) + 2 * len(_DENSE.findall(cell)) for cell in cells]
    words = mean(len(cell.split()) + len(_DENSE.findall(cell)) / 2 for cell in cells)
    different = len(set(cells)) >= MOST * len(cells)
    return TITLE_FROM <= mean(lengths) <= TITLE_TO and words >= TITLE_WORDS and different


def _texts(cells: Sequence[str]) -> bool:
    return mean(len(cell) + 2 * len(_DENSE.findall(cell)) for cell in cells) >= TEXT_FROM


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) / len(cells)


def _some_digit(cells: Sequence[str]) -> bool:
    return any(char.isdigit() for cell in cells for char in cell)


def _words(cells: Sequence[str]) -> bool:
    return not (numbers(cells) or _share(cells, _ADDRESS) >= FEW)


def _sites(cells: Sequence[str]) -> bool:
    return sum("." in cell for cell in cells) >= MOST * len(cells)


# What cells must be for a column to be the field that its name says.
CHECKS: dict[str, Callable[[Sequence[str]], bool]] = {
    "published": _some_digit,
    "url": _sites,
    "outlet_url": _sites,
    "outlet": _words,
    "title": _words,
    "summary": _words,
    "text": _words,
    "kind": _words,
    "language": lambda cells: mean(map(len, cells)) <= 20,
    "topics": lambda cells: mean(map(len, cells)) <= 400,
}

# What cells must be for a column without a telling name to be a field, in the order of asking.
GUESSES: dict[str, Callable[[Sequence[str]], bool]] = {
    "url": pages,
    "published": dates,
    "text": _texts,
    "title": _titles,
    "language": _languages,
}
