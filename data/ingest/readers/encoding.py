"""Which encoding a file of text is in, and its lines, however long, lying or broken they are."""

import codecs
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from data.ingest.errors import IngestError
from data.ingest.readers.content import Content
from data.ingest.readers.streams import MB

LONGEST_LINE = 16 * MB
EVIDENCE = 4 * MB
GUESSED_FROM = 256 << 10
# Of the letters outside ASCII; more than this is another encoding and not a slip.
MOST_SLIPS = 0.05

# Stands where a byte cannot be decoded; a noncharacter, so no text has it.
MARK = "\ufdd0"
REPLACED = "\ufffd"
_MARKING = "accord-atlas-marking"
codecs.register_error(_MARKING, lambda error: (MARK, error.end))

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are letters.

    name: a codec's. note: a sentence for users, "" for clean UTF-8.
    slips: whether bytes that cannot be decoded are known of, and so are only replaced.
    """

    name: str
    note: str = ""
    slips: bool = False


class TooLongError(Exception):
    """A line of more than LONGEST_LINE letters; it has been passed over."""


class BrokenError(Exception):
    """A line with a byte that is no letter; the message says which kind, line is its text."""

    def __init__(self, reason: str, line: str) -> None:
        super().__init__(reason)
        self.line = line


def encoding_of(content: Content, given: str = "") -> Encoding:
    """Return the encoding of a file: the given one, else the one that its beginning shows.

    Errors: IngestError for a given name that is no encoding.
    """
    with content.open() as stream:
        sample = stream.read(EVIDENCE)
    if given:
        return _given(sample, given)
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return _with_slips(sample, name, "" if name == "utf-8-sig" else name.upper())
    if name := _wide(sample):
        return _with_slips(sample, name, name.upper())
    return _narrow(sample)


def decoded(content: Content, encoding: Encoding, newline: str | None = None) -> io.TextIOWrapper:
    """Open a file as text; bytes that cannot be decoded become MARK. newline: as in open()."""
    return io.TextIOWrapper(content.open(), encoding.name, errors=_MARKING, newline=newline)


def line_end(sample: str) -> str:
    r"""Return the sign that ends lines: "\n", or "\r" where a file has no "\n" at all."""
    return "\n" if "\n" in sample or "\r" not in sample else "\r"


class Lines(Iterator[str]):
    """The lines of a file with their ends, numbered from 1; a faulty line is an exception.

    After an exception the next line can be asked for. held: the lines given since it was last
    cleared. push_back makes lines come again.
    """

    def __init__(self, text: io.TextIOWrapper, encoding: Encoding, end: str) -> None:
        self._read, self._slips, self._end = text.readline, encoding.slips, end
        self._again: deque[str] = deque()
        self.number = 0
        self.held: list[str] = []
        self.ended = False

    def __next__(self) -> str:
        """Give the next line. Errors: TooLongError, BrokenError."""
        line = self._again.popleft() if self._again else self._read(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(self._end):
            self._pass_over()
            raise TooLongError
        if MARK in line:
            line = line.replace(MARK, REPLACED)
            if not self._slips:
                raise BrokenError("a byte that is not in the file's encoding", line)
        if "\0" in line:
            raise BrokenError("a NUL byte", line)
        self.held.append(line)
        return line

    def push_back(self, lines: list[str]) -> None:
        """Give these lines, the last ones given, again."""
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)
        self.ended = False

    def _pass_over(self) -> None:
        while rest := self._read(MB):
            if rest.endswith(self._end):
                return


def checked_name(given: str) -> str:
    """Return the name of an encoding, "" for none. Errors: IngestError for one there is not."""
    if not given:
        return ""
    try:
        name = codecs.lookup(given).name
        "".encode(name)
    except LookupError:
        raise IngestError(
            f"{given!r} is not the name of an encoding; utf-8, windows-1252, windows-1256 and "
            f"mac-roman are some."
        ) from None
    return name


def _given(sample: bytes, given: str) -> Encoding:
    name = checked_name(given)
    return _with_slips(sample, "utf-8-sig" if name == "utf-8" else name, name.upper())


def _with_slips(sample: bytes, name: str, said: str) -> Encoding:
    """Return the encoding, its note counting what of the sample cannot be decoded."""
    slips = _marked(sample, name).count(MARK)
    notes = [f"Read as {said}."] if said else []
    if slips:
        notes.append(f"Bytes that cannot be decoded, shown as {REPLACED}: {slips:,} at first.")
    return Encoding(name, " ".join(notes), slips > 0)


def _marked(sample: bytes, name: str) -> str:
    return codecs.getincrementaldecoder(name)(_MARKING).decode(sample)


def in_wide_signs(sample: bytes) -> bool:
    """Say whether bytes are UTF-16 or UTF-32, where NUL is a part of letters."""
    return sample.startswith(tuple(bom for bom, _ in _BOMS[1:])) or bool(_wide(sample))


def _wide(sample: bytes) -> str:
    """Return UTF-16's name where every second byte of Latin text is NUL, and there is no mark."""
    beginning = sample[:4096]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if max(even, odd) * 10 < len(beginning) * 3 or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _narrow(sample: bytes) -> Encoding:
    text = _marked(sample, "utf-8")
    slips = text.count(MARK)
    if not slips:
        return Encoding("utf-8")
    letters = sum(sign > "\x7f" for sign in text)
    if slips <= MOST_SLIPS * letters:
        return _with_slips(sample, "utf-8", "UTF-8")
    return _guessed(sample)


def _guessed(sample: bytes) -> Encoding:
    from charset_normalizer import from_bytes

    at = next((place for place, byte in enumerate(sample) if byte > 0x7F), 0)
    first = max(0, at - GUESSED_FROM // 2)
    best = from_bytes(sample[first : first + GUESSED_FROM]).best()
    name = best.encoding if best and best.encoding != "ascii" else "cp1252"
    found = _with_slips(sample, name, name.replace("_", "-"))
    told = f"{found.note} It is not UTF-8 and this is a guess: if letters look wrong, say which."
    return Encoding(found.name, told, found.slips)
