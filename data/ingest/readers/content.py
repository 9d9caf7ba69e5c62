"""One file to be read, whatever it was wrapped in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file, or a member of an archive, as bytes that can be read again from the beginning.

    name: for readers, as in Source.name.
    open: a new stream of its unpacked bytes; reading past what an archive may unpack to is an
        IngestError.
    head: the first HEAD unpacked bytes. size: bytes as stored. position: bytes of them read so
        far by the newest stream.
    """

    name: str
    open: Callable[[], BinaryIO]
    head: bytes
    size: int
    position: Callable[[], int]
