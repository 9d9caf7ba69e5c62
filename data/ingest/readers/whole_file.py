"""A whole file at once, for kinds that cannot be read piece by piece: bounded, and as text."""

import codecs
import re

from data.ingest.errors import IngestError
from data.ingest.readers.content import HEAD, Content

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Encodings that look like ASCII, so that nothing but the declaration tells them.
_SEVEN_BIT = ("iso2022", "hz")
# What pages call Latin-1 has Windows' quotation marks in it.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_DECLARED_WITHIN = 4096
_GUESSED_FROM = 1 << 18


def whole_file(content: Content, largest: int, kind: str) -> bytes:
    """Return a file's bytes. Errors: IngestError for one of more than largest bytes."""
    if len(content.head) < HEAD:
        return content.head
    with content.open() as stream:
        raw = stream.read(largest + 1)
    if len(raw) > largest:
        raise IngestError(
            f"{content.name} is larger than {largest >> 20} MB, too large for {kind}."
        )
    return raw


def decoded(raw: bytes) -> str:
    """Return bytes as text: by their byte order mark, as UTF-8, as they declare, or as guessed.

    UTF-8 goes before the declaration, which is often left from an older encoding; text in
    another one is hardly ever valid UTF-8. Never fails: signs that cannot be read are U+FFFD.
    """
    if encoding := _marked(raw):
        return raw.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _declared(raw)
    order = (declared, "utf-8") if declared.startswith(_SEVEN_BIT) else ("utf-8", declared)
    for encoding in filter(None, order):
        try:
            # The last sign may be cut off, where these bytes are a file's beginning.
            return codecs.getincrementaldecoder(encoding)().decode(raw)
        except UnicodeDecodeError:
            continue
    return raw.decode(_guessed(raw), "replace")


def glimpse(head: bytes) -> str:
    """Return the beginning of a file as text whose ASCII signs are right, whatever the others."""
    return head.decode(_marked(head) or "latin-1", "replace").removeprefix("\ufeff")


def _marked(raw: bytes) -> str:
    return next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), "")


def _declared(raw: bytes) -> str:
    """Return the codec that a page or feed names near its beginning, "" for none known."""
    found = _DECLARED.search(raw[:_DECLARED_WITHIN])
    if not found:
        return ""
    try:
        codec = codecs.lookup(found[1].decode())
    except (LookupError, UnicodeDecodeError):
        return ""
    return _MEANT.get(codec.name, codec.name) if _is_charset(codec.name) else ""


def _is_charset(codec: str) -> bool:
    """Whether a codec is an encoding of files: Python also has rot13, idna, escapes and UTF-7."""
    from charset_normalizer.constant import IANA_SUPPORTED

    name = codec.replace("-", "_")
    return name != "utf_7" and any(name.startswith(known) for known in IANA_SUPPORTED)


def _guessed(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_GUESSED_FROM]).best()
    return best.encoding if best else "utf-8"
