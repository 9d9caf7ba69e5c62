"""JSON with an object on each line; a line that is none is said, not lost."""

import json
from collections.abc import Iterator

from data.ingest.readers.content import Content
from data.ingest.readers.encoding import (
    LONGEST_LINE,
    BrokenError,
    Encoding,
    Lines,
    TooLongError,
    decoded,
)
from data.ingest.readers.flat import flat
from data.ingest.readers.streams import MB
from data.ingest.records import Faulty, Found

LINES_LOOKED_AT = 5
# As much of a row as a reject keeps, and a sign more, so that it says that it is cut.
SHOWN = (1 << 20) + 1
# The numbers of a line are only shown; signs that must not stand in a string harm nothing.
_loads = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False).decode


def is_lines(beginning: str, end: str) -> bool:
    """Say whether each of the first lines begins an object, and one of them is whole."""
    lines = [line for line in beginning.split(end, LINES_LOOKED_AT) if line.strip()]
    first = [line.lstrip("\ufeff \t") for line in lines[:LINES_LOOKED_AT]]
    if len(first) < 2 or not all(line.startswith("{") for line in first[:2]):
        return False
    return any(_is_object(line) for line in first)


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except (ValueError, RecursionError):
        return False


def lines_of(content: Content, encoding: Encoding, end: str) -> Iterator[Found | Faulty]:
    """Give the objects, numbered by line."""
    with decoded(content, encoding, newline=end) as text:
        lines = Lines(text, encoding, end)
        while not lines.ended:
            lines.held.clear()
            try:
                for line in lines:
                    lines.held.clear()
                    if not line.isspace():
                        yield _row(lines.number, line)
            except BrokenError as error:
                yield Faulty(lines.number, str(error), error.line[:SHOWN])
            except TooLongError:
                limit = LONGEST_LINE // MB
                yield Faulty(lines.number, f"a line of more than {limit} million letters", "")


def _row(number: int, line: str) -> Found | Faulty:
    try:
        item = _loads(line)
        if isinstance(item, dict):
            return Found(number, flat(item))
        reason = "not an object"
    except RecursionError:
        reason = "objects or lists too deep in each other"
    except ValueError as error:
        reason = str(error).partition(":")[0]
    return Faulty(number, f"not readable as JSON: {reason}", line[:SHOWN])
