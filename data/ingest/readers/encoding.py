"""Which encoding a file of text is in, and its lines, however long, lying or broken they are."""

import codecs
import io
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.ingest.errors import IngestError
from data.ingest.readers.content import Content
from data.ingest.readers.streams import MB

LONGEST_LINE = 16 * MB
EVIDENCE = 4 * MB
GUESSED_FROM = 256 << 10
# Of the letters outside ASCII; more than this is another encoding and not a slip.
MOST_SLIPS = 0.05
SURE_FROM = 32
COMMONEST = "cp1252"
PORTION = 1 << 14

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
_WITH_BOM = ("utf-16", "utf-32")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are letters.

    name: a codec's. note: a sentence for users, "" for clean UTF-8.
    slips: whether bytes that cannot be decoded are known of, and so are only replaced.
    skip: bytes at the beginning that are no letters.
    """

    name: str
    note: str = ""
    slips: bool = False
    skip: int = 0


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
        sample = _first_bytes(stream)
    if given:
        return _given(sample, given)
    if bom := _bom(sample):
        return _marked_so(sample, *bom)
    if name := _wide(sample):
        return _with_slips(sample, name, name.upper())
    return _narrow(sample)


def decoded(content: Content, encoding: Encoding, newline: str | None = None) -> io.TextIOWrapper:
    """Open a file as text; bytes that cannot be decoded become MARK. newline: as in open()."""
    stream = content.open()
    stream.read(encoding.skip)
    return io.TextIOWrapper(stream, encoding.name, errors=_MARKING, newline=newline)


def first_letters(content: Content, encoding: Encoding) -> str:
    """Return the first MB letters of a file with its line ends, fewer where damage ends it."""
    parts: list[str] = []
    left = MB
    try:
        with decoded(content, encoding, newline="") as text:
            while left and (part := text.read(min(left, PORTION))):
                parts.append(part)
                left -= len(part)
    except IngestError:
        pass
    return "".join(parts)


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
        # Some codecs are for other things than files, and cannot go on after a fault.
        if name not in _WITH_BOM:
            codecs.getincrementaldecoder(name)(_MARKING).decode(b"a, ")
        "".encode(name)
    except (LookupError, UnicodeError, TypeError, AssertionError):
        raise IngestError(
            f"{given!r} is not the name of an encoding; utf-8, windows-1252, windows-1256 and "
            f"mac-roman are some."
        ) from None
    return name


def _given(sample: bytes, given: str) -> Encoding:
    name = checked_name(given)
    if name in _WITH_BOM and not _bom(sample):
        name = _wide(sample) or f"{name}-le"
    return _with_slips(sample, "utf-8-sig" if name == "utf-8" else name, name.upper())


def _first_bytes(stream: io.BufferedReader) -> bytes:
    """Return up to EVIDENCE bytes, fewer where damage ends the file."""
    parts: list[bytes] = []
    left = EVIDENCE
    try:
        while left and (part := stream.read1(left)):
            parts.append(part)
            left -= len(part)
    except IngestError:
        pass
    return b"".join(parts)


def _bom(sample: bytes) -> tuple[bytes, str] | None:
    """Return the mark that a file begins with, and the encoding it stands for."""
    return next(((bom, name) for bom, name in _BOMS if sample.startswith(bom)), None)


def _marked_so(sample: bytes, bom: bytes, name: str) -> Encoding:
    """Return the encoding that a mark says, or another one if what follows is not in it."""
    rest = sample[len(bom) :]
    if name == "utf-8-sig":
        found = _narrow(rest)
        if found.name == "utf-8":
            return replace(found, name=name, note=found.note.replace("Read as UTF-8. ", ""))
        return replace(found, skip=len(bom))
    # UTF-16 and UTF-32 are hardly ever valid UTF-8, and not without NULs.
    if len(rest) >= SURE_FROM and b"\0" not in rest and MARK not in _marked(rest, "utf-8"):
        note = f"It begins as {name.upper()} does, but is UTF-8."
        return Encoding("utf-8", note, skip=len(bom))
    return _with_slips(sample, name, name.upper())


def _with_slips(sample: bytes, name: str, said: str) -> Encoding:
    """Return the encoding, its note counting what of the sample cannot be decoded."""
    slips = _marked(sample, name).count(MARK)
    notes = [f"Read as {said}."] if said else []
    if slips:
        notes.append(f"Bytes that cannot be decoded, shown as {REPLACED}: {slips:,} at first.")
    return Encoding(name, " ".join(notes), slips > 0)


def _marked(sample: bytes, name: str) -> str:
    return codecs.getincrementaldecoder(name)(_MARKING).decode(sample)


def wide_name(sample: bytes) -> str:
    """Return the encoding of bytes in UTF-16 or UTF-32, where NUL is a part of letters; else ""."""
    marked = _bom(sample)
    return marked[1] if marked and marked[1] in _WITH_BOM else _wide(sample)


def _wide(sample: bytes) -> str:
    """Return UTF-16's name for text in it without a mark: its ASCII signs have NULs beside them."""
    beginning = sample[:4096]
    even, odd = beginning[::2], beginning[1::2]
    most, least = max(even.count(0), odd.count(0)), min(even.count(0), odd.count(0))
    big = even.count(0) > odd.count(0)
    high, low = (even, odd) if big else (odd, even)
    if not most or most * 20 < len(beginning) or least * 4 > most:
        return ""
    latin = most * 10 >= len(beginning) * 3
    # Other alphabets have control signs as the high bytes, Chinese any bytes as the low ones.
    controls = sum(map(high.count, range(1, 9))) + high.count(14) + high.count(16)
    if not (latin or controls * 5 > len(high) or sum(byte > 0x7F for byte in low) * 10 > len(low)):
        return ""
    name = "utf-16-be" if big else "utf-16-le"
    return name if latin or _is_text(beginning, name) else ""


def _is_text(sample: bytes, name: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeError:
        return False
    faults = sum(unicodedata.category(sign) in ("Cc", "Cn", "Co") for sign in text)
    return faults - sum(map(text.count, "\n\r\t")) <= 0.02 * len(text)


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
    matches = from_bytes(sample[first : first + GUESSED_FROM])
    best = matches.best()
    name = best.encoding if best and best.encoding != "ascii" else COMMONEST
    # Of guesses that are as good as each other, the one that is most often right.
    if any(
        COMMONEST in match.could_be_from_charset
        for match in matches
        if best and (match.chaos, match.coherence) == (best.chaos, best.coherence)
    ):
        name = COMMONEST
    found = _with_slips(sample, name, name.replace("_", "-"))
    told = (
        f"{found.note} It is not UTF-8 and this is a guess: if letters look wrong, say --encoding."
    )
    return Encoding(found.name, told, found.slips)
