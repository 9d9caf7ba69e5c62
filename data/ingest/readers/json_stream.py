"""JSON as bytes for ijson: what would stop or break it is mended or ends the reading before."""

import io
import re

from data.ingest.errors import IngestError
from data.ingest.readers.streams import MB

LONGEST_ITEM = 64 * MB
# ijson keeps a path for each open object or list: so many, and so much text in them, and no more.
MOST_OPEN = 10_000
MOST_PATHS = 1 << 30
# Python refuses to make longer whole numbers of text, on which ijson's C code ends the process.
MOST_DIGITS = 4_300
# A word is not cut between two portions, up to this length, so that each is seen whole.
LONGEST_WORD = MOST_DIGITS + 100
# ijson goes through a string from its beginning with each portion: the longer, the larger they are.
LARGEST_PORTION = 8 * MB

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]")
# Python and others write these; JSON has no word for them.
_NO_NUMBER = re.compile(r"-?\b(?:NaN|Infinity)\b")
_TOO_MANY_DIGITS = re.compile(rf"\d{{{MOST_DIGITS + 1}}}")
# Half of a pair is no sign, and no UTF-8. Other escapes are met here only to be passed over.
_HEX = "[0-9a-fA-F]"
_FIRST, _SECOND = rf"u[dD][89abAB]{_HEX}{{2}}", rf"u[dD][c-fC-F]{_HEX}{{2}}"
_HALVES = re.compile(rf"\\(?:{_FIRST}\\{_SECOND}|(?P<half>{_FIRST}|{_SECOND})|.)", re.DOTALL)
_OPEN_ESCAPE = re.compile(rf"\\(?:{_FIRST}(?:\\(?:u{_HEX}{{0,3}})?)?|u{_HEX}{{0,3}})\Z")
_PARTS = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|' + _NO_NUMBER.pattern,
    re.DOTALL,
)
_ENDS_OF_WORDS = ' \t\r\n,:[]{}"'


class Utf8:
    """A text as a stream of UTF-8, which ends where one object takes too much memory.

    NaN and Infinity become null; signs that must not stand in a JSON string as they are, such as
    line ends, are escaped.
    """

    def __init__(self, text: io.TextIOBase, name: str) -> None:
        self._text, self._name = text, name
        self._held = ""
        self._in_string = False
        self._open = 0
        self.begin()

    def begin(self) -> None:
        """Count from here: an object has been read."""
        self._size = self._opened = 0

    def read(self, size: int) -> bytes:
        """Read about size letters. Errors: IngestError for too large or too deep an object."""
        if not size:
            return b""
        portion = self._portion(max(size, min(self._open, LARGEST_PORTION)))
        self._open = 0 if '"' in portion else self._open + len(portion)
        data = self._mended(portion).encode("utf-8", "surrogatepass")
        self._size += len(data)
        self._opened += data.count(b"{") + data.count(b"[")
        if self._size > LONGEST_ITEM:
            raise IngestError(self._too_much(f"of more than {LONGEST_ITEM // MB} MB"))
        if self._opened > MOST_OPEN or self._opened * self._size > MOST_PATHS:
            raise IngestError(self._too_much(f"with more than {MOST_OPEN:,} objects or lists"))
        return data

    def _portion(self, size: int) -> str:
        """Read on to where no word and no escape is cut in two; "" at the end."""
        while more := self._text.read(size):
            text = self._held + more
            cut = max(map(text.rfind, _ENDS_OF_WORDS)) + 1
            if len(text) - cut > LONGEST_WORD:
                escape = _OPEN_ESCAPE.search(text, len(text) - 12)
                cut = escape.start() if escape else len(text)
            slashes = cut - len(text[:cut].rstrip("\\"))
            cut -= slashes % 2
            self._held = text[cut:]
            if cut:
                return text[:cut]
        text, self._held = self._held, ""
        return text

    def _mended(self, text: str) -> str:
        bare = text
        if "\\" in text:
            if "\\ud" in text or "\\uD" in text:
                text = _HALVES.sub(_whole, text)
            bare = _ESCAPED.sub("", text)
        parts = bare.split('"')
        inside, outside = parts[1::2], parts[::2]
        if self._in_string:
            inside, outside = outside, inside
        before = self._in_string
        self._in_string ^= len(parts) % 2 == 0
        without = '"'.join(outside)
        if _TOO_MANY_DIGITS.search(without):
            raise IngestError(self._too_much(f"with a number of more than {MOST_DIGITS:,} digits"))
        if not (_NO_NUMBER.search(without) or _CONTROL.search("".join(inside))):
            return text
        mended = _PARTS.sub(_as_json, '"' + text if before else text)
        return mended[1:] if before else mended

    def _too_much(self, fault: str) -> str:
        return f"{self._name} has an object {fault} in it; what stands before it is read."


def _whole(escape: re.Match[str]) -> str:
    return r"\ufffd" if escape["half"] else escape[0]


def _as_json(part: re.Match[str]) -> str:
    if not part[0].startswith('"'):
        return "null"
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", part[0])
