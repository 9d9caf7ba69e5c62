"""JSON: a list of objects, an object with such a list in it, or an object on each line."""

import io
import json
from collections.abc import Callable, Iterator
from itertools import islice

from data.ingest.errors import IngestError
from data.ingest.readers.columns import recognised_fields
from data.ingest.readers.content import Content
from data.ingest.readers.encoding import (
    LONGEST_LINE,
    MARK,
    REPLACED,
    BrokenError,
    Encoding,
    Lines,
    TooLongError,
    decoded,
    encoding_of,
)
from data.ingest.readers.flat import DEEPEST, flat
from data.ingest.readers.streams import MB
from data.ingest.readers.tables import NEWSAPI_RESPONSE, SAID_BY_A_PIECE, Rows, table_source
from data.ingest.records import Faulty, Found, Refused, Source

SAMPLED_ITEMS = 100
MOST_LISTS = 20
LONGEST_ITEM = 64 * MB
# ijson keeps a path for each open object or list: so many, and so much text in them, and no more.
MOST_OPEN = 10_000
MOST_PATHS = 1 << 30
PORTION = 1 << 13
SHOWN = 10_000
# Maps are written in objects of these kinds, and have titles and addresses of no piece.
_OUTER = {"start_map": "{}", "start_array": "[]"}
_MAPS = ("FeatureCollection", "Topology")


def json_source(content: Content, encoding: str = "") -> Source | Refused | None:
    """Return JSON as a source; None for what is no JSON.

    Errors: IngestError for an encoding that there is none of.
    """
    found = encoding_of(content, encoding)
    with decoded(content, found) as text:
        beginning = text.read(MB)
    if not beginning.lstrip().startswith(("{", "[")):
        return None
    if _is_lines(beginning):
        return _source(content, found, lambda: _lines(content, found), "JSON lines")
    lists, shape = _lists(beginning)
    if not lists and shape != "{}":
        return Refused(content.name, _nothing(content.name)) if shape == "[]" else None
    if any(kind in beginning[:SHOWN] for kind in (f'"{name}"' for name in _MAPS)):
        return Refused(content.name, f"{content.name} is a map (shapes of places), not pieces.")
    return _best(content, found, lists, beginning)


def _is_lines(beginning: str) -> bool:
    """Say whether the first line is a whole object and the next begins one."""
    first, *rest = beginning.lstrip().split("\n", 1)
    following = rest[0].lstrip() if rest else ""
    if not first.startswith("{") or not following.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lists(beginning: str) -> tuple[list[str], str]:
    """Return where lists of objects begin, as ijson writes a path, and the outermost sign.

    ijson's own paths take memory with the square of the depth; these end at DEEPEST.
    """
    import ijson

    data = io.BytesIO(beginning.encode("utf-8", "surrogatepass"))
    path: list[str] = []
    found: dict[str, None] = {}
    outer = ""
    try:
        for event, value in ijson.basic_parse(data, multiple_values=True):
            outer = outer or _OUTER.get(event, "scalar")
            if event == "map_key":
                path[-1] = value
            elif event in ("end_map", "end_array"):
                path.pop()
            elif event in ("start_map", "start_array"):
                if event == "start_map" and path and path[-1] == "item":
                    found[".".join(path)] = None
                path.append("item" if event == "start_array" else "")
            if len(found) == MOST_LISTS or len(path) > DEEPEST:
                break
    except (ijson.JSONError, ValueError):
        pass
    return sorted(found, key=lambda path: path.count(".")), outer


def _best(
    content: Content, encoding: Encoding, lists: list[str], beginning: str
) -> Source | Refused:
    """Take the list whose objects say the most of a piece; at equal words the outer one."""
    whole = [""] if beginning.lstrip().startswith("{") else []
    most, chosen = 0, None
    for path in (*lists, *whole):
        said = _said(content, encoding, path)
        if said > most:
            most, chosen = said, path
    if chosen is None:
        return Refused(content.name, _nothing(content.name))
    kind = "JSON list" if chosen else "JSON object"
    if chosen == "articles.item" and '"totalResults"' in beginning[:SHOWN]:
        kind = NEWSAPI_RESPONSE
    return _source(content, encoding, lambda: _items(content, encoding, chosen), kind)


def _said(content: Content, encoding: Encoding, path: str) -> int:
    """Count the fields that the first objects of a list tell, 0 if it tells nothing of pieces."""
    sample = _sample(lambda: _items(content, encoding, path))
    fields = recognised_fields(_columns(sample), sample).fields
    return len(fields) if any(field in fields for field in SAID_BY_A_PIECE) else 0


def _source(content: Content, encoding: Encoding, rows: Rows, kind: str) -> Source | Refused:
    sample = _sample(rows)
    if not sample:
        return Refused(content.name, _nothing(content.name))
    return table_source(
        content,
        kind=kind,
        columns=_columns(sample),
        sample=sample,
        rows=rows,
        notes=[encoding.note] if encoding.note else [],
    )


def _sample(rows: Rows) -> list[dict[str, str]]:
    sample = []
    try:
        sample += (row.values for row in islice(rows(), SAMPLED_ITEMS) if isinstance(row, Found))
    except IngestError:
        pass
    return sample


def _columns(sample: list[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for values in sample for name in values))


def _nothing(name: str) -> str:
    return (
        f"{name} is JSON without a list of objects that could be pieces. Write it as a list of "
        f"objects, one for each piece, with a title or a text."
    )


def _lines(content: Content, encoding: Encoding) -> Iterator[Found | Faulty]:
    loads = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str).decode
    with decoded(content, encoding, newline="\n") as text:
        lines = Lines(text, encoding, "\n")
        while not lines.ended:
            lines.held.clear()
            try:
                for line in lines:
                    lines.held.clear()
                    if not line.isspace():
                        yield _row(loads, lines.number, line)
            except BrokenError as error:
                yield Faulty(lines.number, str(error), error.line[:SHOWN])
            except TooLongError:
                limit = LONGEST_LINE // MB
                yield Faulty(lines.number, f"a line of more than {limit} million letters", "")


def _row(loads: Callable[[str], object], number: int, line: str) -> Found | Faulty:
    try:
        item = loads(line)
        if isinstance(item, dict):
            return Found(number, flat(item))
        reason = "not an object"
    except RecursionError:
        reason = "objects or lists too deep in each other"
    except ValueError as error:
        reason = str(error).partition(":")[0]
    return Faulty(number, f"not readable as JSON: {reason}", line[:SHOWN])


def _items(content: Content, encoding: Encoding, path: str) -> Iterator[Found | Faulty]:
    """Give the objects of a list; numbered from 1. Errors: IngestError where the JSON ends."""
    import ijson

    with decoded(content, encoding, newline="") as text:
        source = _Utf8(text, content.name)
        items = ijson.items(source, path, multiple_values=True, buf_size=PORTION)
        number = 0
        try:
            for number, item in enumerate(items, start=1):
                source.begin()
                yield _found(number, item, encoding)
        except (ijson.JSONError, ValueError, RecursionError) as error:
            raise IngestError(_damaged(content.name, number, error)) from error


def _found(number: int, item: object, encoding: Encoding) -> Found | Faulty:
    if not isinstance(item, dict):
        return Faulty(number, "not an object", str(item)[:SHOWN])
    try:
        values = flat(item)
    except ValueError as error:
        return Faulty(number, str(error), "")
    if any(MARK in cell for cell in values.values()):
        values = {name: cell.replace(MARK, REPLACED) for name, cell in values.items()}
        if not encoding.slips:
            row = json.dumps(values, ensure_ascii=False)
            return Faulty(number, "a byte that is not in the file's encoding", row[:SHOWN])
    return Found(number, values)


def _damaged(name: str, number: int, error: Exception) -> str:
    why = " ".join(str(error).split())[:120]
    return (
        f"{name} is no valid JSON after object {number:,} ({why}); what stands before it is read."
    )


class _Utf8:
    """A text as a stream of UTF-8, which ends where one object takes too much memory."""

    def __init__(self, text: io.TextIOBase, name: str) -> None:
        self._text, self._name = text, name
        self.begin()

    def begin(self) -> None:
        """Count from here: an object has been read."""
        self._size = self._opened = 0

    def read(self, size: int) -> bytes:
        """Read up to size letters. Errors: IngestError for too large or too deep an object."""
        data = self._text.read(size).encode("utf-8", "surrogatepass")
        self._size += len(data)
        self._opened += data.count(b"{") + data.count(b"[")
        if self._size > LONGEST_ITEM:
            raise IngestError(self._too_much(f"of more than {LONGEST_ITEM // MB} MB"))
        if self._opened > MOST_OPEN or self._opened * self._size > MOST_PATHS:
            raise IngestError(self._too_much(f"with more than {MOST_OPEN:,} objects or lists"))
        return data

    def _too_much(self, fault: str) -> str:
        return f"{self._name} has an object {fault} in it; what stands before it is read."
