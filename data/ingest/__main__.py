"""Build a corpus from a CSV file: `python -m data.ingest FILE.csv --corpus FOLDER`."""

import argparse
import sys
from pathlib import Path

from data.corpus import CorpusError
from data.ingest.build import build
from data.ingest.errors import IngestError
from data.ingest.pieces_csv import Reading, read_pieces

SHOWN_REJECTS = 5


def main(arguments: list[str] | None = None) -> int:
    """Build the corpus and print what became of the rows; 0, or 1 with one sentence."""
    asked = _parser().parse_args(arguments)
    try:
        reading = read_pieces(asked.file)
        if reading.rows.empty:
            raise IngestError(_nothing(reading, asked.file))
        build(
            reading.rows,
            asked.corpus,
            name=asked.name or asked.file.stem,
            licence=asked.licence,
            basis="curated" if asked.curated else "exhaustive",
            inputs=[reading.source],
            note=asked.note,
            rejects=reading.rejects,
            merged=reading.merged,
        )
    except (IngestError, CorpusError) as error:
        print(error, file=sys.stderr)
        return 1
    _report(reading, asked.corpus)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.ingest", description=__doc__)
    parser.add_argument("file", type=Path, help="a CSV file in UTF-8, one row per piece")
    parser.add_argument("--corpus", type=Path, required=True, help="the folder to write")
    parser.add_argument("--name", default="", help="shown to readers; the file's name if not given")
    parser.add_argument("--licence", default="not stated", help="of the list of pieces")
    parser.add_argument("--note", default="", help="limits of the corpus, shown to readers")
    parser.add_argument("--curated", action="store_true", help="a chosen list, not all pieces met")
    return parser


def _nothing(reading: Reading, file: Path) -> str:
    if reading.rejects.empty:
        return f"{file} has no row below its head line."
    first = reading.rejects.iloc[0]
    return f"{file} has no row that can be used; line {first['line']}: {first['reason']}."


def _report(reading: Reading, folder: Path) -> None:
    kept, rejected = len(reading.rows), len(reading.rejects)
    print(
        f"{reading.read:,} read = {kept:,} kept + {reading.merged:,} merged + "
        f"{rejected:,} rejected. Corpus: {folder}"
    )
    for row in reading.rejects.head(SHOWN_REJECTS).itertuples():
        print(f"  {row.file}, line {row.line}: {row.reason}")
    if rejected > SHOWN_REJECTS:
        print(f"  and {rejected - SHOWN_REJECTS:,} more; all are in the corpus, with their rows.")


if __name__ == "__main__":
    sys.exit(main())
