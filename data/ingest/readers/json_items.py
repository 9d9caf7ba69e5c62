"""JSON: a list of objects, an object with such a list in it, or an object on each line."""

import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from data.ingest.errors import IngestError
from data.ingest.readers.columns import known_names, recognised_fields
from data.ingest.readers.content import Content
from data.ingest.readers.encoding import (
    MARK,
    REPLACED,
    Encoding,
    decoded,
    encoding_of,
    first_letters,
    line_end,
)
from data.ingest.readers.flat import DEEPEST, flat
from data.ingest.readers.json_lines import is_lines, lines_of
from data.ingest.readers.json_stream import Utf8
from data.ingest.readers.tables import NEWSAPI_RESPONSE, SAID_BY_A_PIECE, Rows, table_source
from data.ingest.records import Faulty, Found, Refused, Source

SAMPLED_ITEMS = 100
MOST_LISTS = 20
PORTION = 1 << 13
SHOWN = 10_000
# As much of a row as a reject keeps, and a sign more, so that it says that it is cut.
MOST_KEPT = (1 << 20) + 1
# Prose may begin with a word in brackets.
_LIKE_JSON = re.compile(r"""\s*[\[{]\s*[\[{\]}"']""")
# Maps are written in objects of these kinds, and have titles and addresses of no piece.
_MAP = re.compile(r'"type"\s*:\s*"(?:FeatureCollection|Topology)"')
_KEYED = "JSON object of objects"


def json_source(content: Content, encoding: str = "") -> Source | Refused | None:
    """Return JSON as a source; None for what is no JSON.

    Errors: IngestError for an encoding that there is none of.
    """
    found = encoding_of(content, encoding)
    beginning = first_letters(content, found)
    if not beginning.lstrip().startswith(("{", "[")):
        return None
    end = line_end(beginning)
    if is_lines(beginning, end):
        return _source(content, found, lambda: lines_of(content, found, end), "JSON lines")
    lists, shape, fault = _lists(beginning, content.name)
    if fault and not _LIKE_JSON.match(beginning):
        return None
    if not lists and shape != "{}":
        return Refused(content.name, fault or _nothing(content.name)) if shape == "[]" else None
    if shape == "{}" and _MAP.search(beginning[:SHOWN]):
        return Refused(content.name, f"{content.name} is a map (shapes of places), not pieces.")
    return _best(content, found, lists, beginning)


def _lists(beginning: str, name: str) -> tuple[list[str], str, str]:
    """Return where lists of objects begin, as ijson writes a path, the outermost sign, the fault.

    ijson's own paths take memory with the square of the depth; these end at DEEPEST.
    """
    import ijson

    data = Utf8(io.StringIO(beginning), name)
    path: list[str] = []
    found: dict[str, None] = {}
    outer = "{}" if beginning.lstrip().startswith("{") else "[]"
    fault = ""
    try:
        for event, value in ijson.basic_parse(data, multiple_values=True, buf_size=PORTION):
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
    except IngestError as error:
        fault = str(error)
    except _faults() as error:
        # The beginning may be cut off anywhere.
        fault = "" if "premature EOF" in str(error) else _damaged(name, 0, error)
    return sorted(found, key=lambda path: path.count(".")), outer, fault


def _best(
    content: Content, encoding: Encoding, lists: list[str], beginning: str
) -> Source | Refused:
    """Take the list whose objects say the most of a piece; at equal words the outer one."""
    choices: list[tuple[str, Rows]] = [
        ("JSON list", partial(_items, content, encoding, path)) for path in lists
    ]
    if beginning.lstrip().startswith("{"):
        choices.append((_KEYED, partial(_members, content, encoding)))
        choices.append(("JSON object", partial(_items, content, encoding, "")))
    most, chosen, fault = 0, None, ""
    for kind, rows in choices:
        said, ended = _said(rows, whole=kind == _KEYED)
        fault = fault or ended
        if said > most:
            most, chosen = said, (kind, rows)
    if chosen is None:
        return Refused(content.name, fault or _nothing(content.name))
    kind, rows = chosen
    if kind == "JSON object" and _by_columns(rows):
        return Refused(content.name, _columns_first(content.name))
    if rows.args[-1] == "articles.item" and '"totalResults"' in beginning[:SHOWN]:
        kind = NEWSAPI_RESPONSE
    return _source(content, encoding, rows, kind)


def _said(rows: Rows, *, whole: bool) -> tuple[int, str]:
    """Count the fields that the first objects tell, 0 if they tell nothing of pieces.

    whole: everything must be an object. Returns the fault that ended the reading, too.
    """
    sample, fault, others = _sample(rows)
    fields = recognised_fields(_columns(sample), sample).fields
    if (whole and others) or not any(field in fields for field in SAID_BY_A_PIECE):
        return 0, fault
    return len(fields), fault


def _by_columns(rows: Rows) -> bool:
    """Say whether an object has a list of titles, a list of dates and so on, all as long."""
    row = next(rows(), None)
    if not isinstance(row, Found):
        return False
    lengths = [cell.count(";") for name, cell in row.values.items() if known_names([name])]
    return len(lengths) > 1 and lengths[0] > 0 and len(set(lengths)) == 1


def _source(content: Content, encoding: Encoding, rows: Rows, kind: str) -> Source | Refused:
    sample, fault, _ = _sample(rows)
    if not sample:
        return Refused(content.name, fault or _nothing(content.name))
    return table_source(
        content,
        kind=kind,
        columns=_columns(sample),
        sample=sample,
        rows=rows,
        notes=[encoding.note] if encoding.note else [],
    )


def _sample(rows: Rows) -> tuple[list[dict[str, str]], str, int]:
    """Return the first objects, the fault that ended them, and how many were none."""
    sample, others = [], 0
    try:
        for row in islice(rows(), SAMPLED_ITEMS):
            if isinstance(row, Found):
                sample.append(row.values)
            else:
                others += 1
    except IngestError as error:
        return sample, str(error), others
    return sample, "", others


def _columns(sample: list[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for values in sample for name in values))


def _nothing(name: str) -> str:
    return (
        f"{name} is JSON without a list of objects that could be pieces. Write it as a list of "
        f"objects, one for each piece, with a title or a text."
    )


def _columns_first(name: str) -> str:
    return (
        f"{name} is JSON with a list for each column. Write it as a list of objects, one for each "
        f"piece."
    )


def _items(content: Content, encoding: Encoding, path: str) -> Iterator[Found | Faulty]:
    """Give the objects of a list; numbered from 1. Errors: IngestError where the JSON ends."""
    import ijson

    def items(source: Utf8) -> Iterator[object]:
        return ijson.items(source, path, multiple_values=True, buf_size=PORTION)

    return _numbered(content, encoding, items)


def _members(content: Content, encoding: Encoding) -> Iterator[Found | Faulty]:
    """Give the objects that an object has under names of its own, as items() does."""
    import ijson

    def items(source: Utf8) -> Iterator[object]:
        for _, value in ijson.kvitems(source, "", multiple_values=True, buf_size=PORTION):
            yield value

    return _numbered(content, encoding, items)


def _numbered(
    content: Content, encoding: Encoding, items: Callable[[Utf8], Iterator[object]]
) -> Iterator[Found | Faulty]:
    with decoded(content, encoding, newline="") as text:
        source = Utf8(text, content.name)
        number = 0
        try:
            for number, item in enumerate(items(source), start=1):
                source.begin()
                yield _found(number, item, encoding)
        except _faults() as error:
            raise IngestError(_damaged(content.name, number, error)) from error


def _faults() -> tuple[type[Exception], ...]:
    """Return what ijson stumbles over; an exponent beyond all bounds is an ArithmeticError."""
    import ijson

    return (ijson.JSONError, ValueError, RecursionError, ArithmeticError)


def _found(number: int, item: object, encoding: Encoding) -> Found | Faulty:
    if not isinstance(item, dict):
        return Faulty(number, "not an object", str(item)[:MOST_KEPT])
    try:
        values = flat(item)
    except ValueError as error:
        return Faulty(number, str(error), "")
    if any(MARK in cell for cell in values.values()):
        values = {name: cell.replace(MARK, REPLACED) for name, cell in values.items()}
        if not encoding.slips:
            row = json.dumps(values, ensure_ascii=False)
            return Faulty(number, "a byte that is not in the file's encoding", row[:MOST_KEPT])
    return Found(number, values)


def _damaged(name: str, number: int, error: Exception) -> str:
    why = (str(error).strip().splitlines() or [type(error).__name__])[0].strip(" .")[:120]
    if not number:
        return f"{name} is no valid JSON ({why})."
    return (
        f"{name} is no valid JSON after object {number:,} ({why}); what stands before it is read."
    )
