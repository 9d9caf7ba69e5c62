"""What stands beside a name: the words directly before and after it, and persons' names."""

from data.ingest.tagging.gazetteer import CAPITALISED, Words

_PUNCTUATION = ".,;:!?()[]\"'“”‘’«»"
# As far as one looks for a neighbouring phrase, in characters.
_REACH = 32
LONGEST_OFFICE = 4


def word_after(text: str, end: int) -> str:
    """Return the word directly after end, a space or hyphen between, else nothing."""
    if end >= len(text) - 1 or text[end] not in " -":
        return ""
    last = first = end + 1
    while last < len(text) and (text[last].isalnum() or text[last] in "'’"):
        last += 1
    return text[first:last]


def stands_after(text: str, start: int, words: Words) -> bool:
    """Say whether one of the words, or phrases, stands directly before start."""
    before = text[max(0, start - _REACH) : start].rstrip(" ")
    if not before:
        return False
    last = before[before.rfind(" ") + 1 :]
    if last in words or last.strip(_PUNCTUATION) in words and last[-1] not in ",;:)":
        return True
    two = before[before.rfind(" ", 0, max(before.rfind(" "), 0)) + 1 :]
    return two in words


def stands_before(text: str, end: int, words: Words) -> bool:
    """Say whether one of the words, or phrases, stands directly after end."""
    word = word_after(text, end)
    if not word:
        return False
    if word in words:
        return True
    if CAPITALISED not in words or not word[0].isupper() or text[end] != " ":
        return False
    bare = word.removesuffix("'s").removesuffix("’s")
    if len(bare) <= LONGEST_OFFICE and bare[1:2].isupper():
        # PM, MPs, AG: an office, not a surname.
        return False
    return f"!{bare}" not in words and _runs(text, end)


def _runs(text: str, end: int) -> bool:
    """Say whether the line is running text: a headline in title case says nothing of names."""
    first, last = text.rfind("\n", 0, end) + 1, text.find("\n", end)
    around = text[max(first, end - 80) : min(last if last >= 0 else len(text), end + 80)]
    words = around.split()
    small = sum(word[0].islower() for word in words)
    return small * 3 >= len(words)
