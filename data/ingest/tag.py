"""The tagger as a command: lines of text or JSON in, the same lines with their countries out.

Run as: python -m data.ingest.tag [--senses names,demonyms] [--matches] < lines
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from data.ingest.errors import IngestError
from data.ingest.options import SENSES
from data.ingest.tagging import GAZETTEER, Tagger, load_tagger

FIELDS = ("title", "summary", "text")


def main(arguments: Sequence[str] | None = None) -> int:
    """Tag standard input line by line; 1 when a line could not be read, 2 for a wrong option."""
    options = _parser().parse_args(arguments)
    try:
        tagger = load_tagger(options.senses, options.gazetteer)
    except IngestError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        return _tag_lines(tagger, options, sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        # Whoever read the output has enough; nothing more can be written, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.ingest.tag",
        description="Print each line of standard input with the countries it names, most "
        "mentioned first, as JSON. A line may be plain text or a JSON object with title, summary, "
        "text and anything else, all of which is kept.",
    )
    parser.add_argument(
        "--senses",
        type=_senses,
        default=SENSES,
        metavar="LIST",
        help=f"what counts, joined by commas: {','.join(SENSES)} (all)",
    )
    parser.add_argument("--matches", action="store_true", help="add each match with its offsets")
    parser.add_argument("--language", default="", metavar="CODE", help="of lines that say none")
    parser.add_argument("--gazetteer", type=Path, default=GAZETTEER, metavar="FILE")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--plain", action="store_true", help="every line is text")
    kind.add_argument("--jsonl", action="store_true", help="every line must be a JSON object")
    return parser


def _senses(said: str) -> tuple[str, ...]:
    senses = tuple(part.strip() for part in said.split(",") if part.strip())
    unknown = [sense for sense in senses if sense not in SENSES]
    if unknown or not senses:
        raise argparse.ArgumentTypeError(
            f"{unknown[0] if unknown else said!r} is not one of {', '.join(SENSES)}"
        )
    return senses


def _tag_lines(tagger: Tagger, options: argparse.Namespace, lines: BinaryIO, out: BinaryIO) -> int:
    status = 0
    for number, line in enumerate(_lines(lines), start=1):
        answer, fault = tag_line(tagger, line, options)
        if fault:
            print(f"line {number}: {fault}", file=sys.stderr, flush=True)
            status = 1
        out.write(answer.encode("utf-8") + b"\n")
        out.flush()
    return status


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines as text, byte order mark and line ends off; what is no UTF-8 as a mark."""
    for number, line in enumerate(stream):
        if not number:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield line.rstrip(b"\r\n").decode("utf-8", "replace")


def tag_line(tagger: Tagger, line: str, options: argparse.Namespace) -> tuple[str, str]:
    """Return the line to print and, where it is not what --jsonl asks for, what is wrong.

    A blank line stays blank; a faulty one is printed as it came, so that no line is lost.
    """
    if not line.strip():
        return line, ""
    if options.plain:
        piece, fault = None, ""
    else:
        piece, fault = _piece(line)
    if piece is None and options.jsonl:
        return line, fault
    piece = {"text": line} if piece is None else piece
    try:
        tagged = _tagged(tagger, piece, options)
        try:
            return json.dumps(tagged, ensure_ascii=False).encode().decode(), ""
        except UnicodeEncodeError:
            # Half a character, which only JSON's own escapes can write.
            return json.dumps(tagged), ""
    except RecursionError:
        return line, "the object is nested too deeply."


def _piece(line: str) -> tuple[dict[str, Any] | None, str]:
    if not line.lstrip().startswith("{"):
        return None, "not a JSON object."
    try:
        piece = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"not a JSON object: {error}."
    return piece, ""


def _tagged(tagger: Tagger, piece: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """Return the piece with countries, and matches when they are asked for."""
    language = _text(piece.get("language")) or options.language
    said = {"language": language, "outlet": _text(piece.get("outlet"))}
    fields = {field: _text(piece.get(field)) for field in FIELDS}
    tags = tagger.tag(*fields.values(), **said)
    tagged = piece | {"countries": [tag.country for tag in tags]}
    if options.matches:
        tagged["matches"] = [
            {"field": field} | match._asdict()
            for field, text in fields.items()
            if text
            for match in tagger.matches(text, **said)
        ]
    return tagged


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


if __name__ == "__main__":
    sys.exit(main())
