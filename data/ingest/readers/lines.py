"""Lines of a file of any size, so that none can fill the memory."""

from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 1 << 24


def bounded_lines(
    stream: BinaryIO, longest: int = LONGEST_LINE
) -> Iterator[tuple[int, bytes, bool]]:
    """Give each line's number from 1, its bytes without the line end, and whether it is whole.

    longest: bytes; a longer line comes with its first longest bytes, not whole.
    """
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        whole = len(line) <= longest or line.endswith(b"\n")
        if not whole:
            _skip_line(stream)
        yield number, line[:longest].rstrip(b"\r\n"), whole


def _skip_line(stream: BinaryIO) -> None:
    while rest := stream.readline(1 << 20):
        if rest.endswith(b"\n"):
            return
