"""A file's lines by number, for kinds whose rows are lines; a bad one is said, not lost."""

from collections.abc import Iterator

from data.ingest.readers.content import Content
from data.ingest.readers.encoding import (
    LONGEST_LINE,
    BrokenError,
    Lines,
    TooLongError,
    decoded,
    encoding_of,
)


def numbered_lines(content: Content, newline: str | None = None) -> Iterator[tuple[int, str, str]]:
    r"""Give each line's number from 1, its text without the line end, and its fault, "" for none.

    newline: as in open(): None ends lines at \n, \r and \r\n alike.
    """
    encoding = encoding_of(content)
    with decoded(content, encoding, newline) as text:
        lines = Lines(text, encoding, "\n")
        while not lines.ended:
            lines.held.clear()
            try:
                line, fault = next(lines), ""
            except StopIteration:
                return
            except TooLongError:
                line, fault = "", f"longer than {LONGEST_LINE >> 20} MB"
            except BrokenError as error:
                line, fault = error.line, str(error)
            yield lines.number, line.rstrip("\r\n"), fault
