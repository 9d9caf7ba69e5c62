"""Make a corpus from files: `python -m data.ingest FILE-OR-FOLDER... --corpus NAME`."""

import argparse
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.corpus import CorpusError
from data.ingest.errors import IngestError
from data.ingest.options import DATE_ORDERS, SENSES, Options
from data.ingest.pipeline import ingest
from data.ingest.preview import preview
from data.ingest.progress import Progress
from data.ingest.report import Report
from data.ingest.retag import retag
from data.ingest.telling import Telling, explained

STOPPED = "Stopped. Nothing was changed."
SHOWN_FILES = 20


def _stop_coding(*_: object) -> None:
    raise IngestError("it was stopped.")


# What a call to stop does once the corpus is whole: nothing while it is put in its place, and then
# it ends only what comes after.
AFTER = {"finishing": signal.SIG_IGN, "coding": _stop_coding}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the corpus and print what became of the rows; 0, or 1 with one sentence."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    # "--name-a-column title=headline list.csv": what names no column is a file.
    asked.paths += [Path(one) for one in asked.columns if "=" not in one]
    asked.columns = [_column(one) for one in asked.columns if "=" in one]
    if not asked.explain and not asked.corpus:
        parser.error("--corpus NAME is needed")
    if not (asked.paths or asked.explain or asked.retag):
        parser.error("name at least one file or folder")
    # An end that is asked for is an end in order: what was written aside is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    try:
        with Telling(asked.progress_file, quiet=asked.quiet) as telling:
            return _done(asked, telling)
    except (IngestError, CorpusError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130


def _done(asked: argparse.Namespace, telling: Telling) -> int:
    options = _options(asked)

    def listener(progress: Progress) -> None:
        telling(progress)
        if progress.stage in AFTER:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, AFTER[progress.stage])

    if asked.explain:
        for one in preview(asked.explain, options):
            print("\n".join(explained(one)))
        return 0
    if asked.retag:
        changes = retag(options, listener, differences=asked.differences)
        telling.done(None)
        print("\n".join(changes.lines()))
        return 0
    report = ingest(asked.paths, options, listener, dry_run=asked.dry_run)
    telling.done(report)
    _print(report, dry_run=asked.dry_run)
    return 0


def _print(report: Report, *, dry_run: bool) -> None:
    lines = list(report.file_lines())
    print("\n".join(lines[: 2 * SHOWN_FILES]))
    if len(lines) > 2 * SHOWN_FILES:
        rest = f"... and {len(lines) - 2 * SHOWN_FILES:,} more lines"
        print(f"{rest}." if dry_run else f"{rest}; the Corpus page shows all.")
    print("\n".join(report.lines()))
    where = f"streamlit run app.py -- --corpus {report.corpus!r}"
    print("Nothing was written." if dry_run else f"Written to {report.folder}. See it: {where}")


def _options(asked: argparse.Namespace) -> Options:
    given = {
        name: getattr(asked, name)
        for name in Options.__dataclass_fields__
        if getattr(asked, name, None) is not None
    }
    return Options(**given | {"columns": dict(asked.columns), "corpus": asked.corpus or "-"})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.ingest", description=__doc__, allow_abbrev=False
    )
    add = parser.add_argument
    add("paths", type=Path, nargs="*", help="files, folders and archives of any kind")
    add("--corpus", help="its name, or the path of a folder")
    add("--append", action="store_true", help="add to the corpus instead of replacing it")
    add("--dry-run", action="store_true", help="read everything, report, write nothing")
    add("--explain", type=Path, nargs="+", metavar="FILE", help="say how files would be read, only")
    add("--retag", action="store_true", help="look for countries anew, with the gazetteer of now")
    add(
        "--differences",
        type=Path,
        metavar="FILE.csv",
        help="with --retag: the pieces whose countries changed",
    )
    add(
        "--name-a-column",
        dest="columns",
        nargs="+",
        action="extend",
        default=[],
        metavar="FIELD=COLUMN",
        help="read a field from a column, title=headline say; FIELD= reads it from none",
    )
    add("--outlet", help="of pieces whose file names none")
    add("--language", help="of pieces whose file names none, en say; without it, detected")
    add("--kind", help="of pieces whose file names none: news, opinion, ...")
    add("--name", help="title shown to readers; the corpus's name without it")
    add("--licence", help="of the pieces, shown to readers")
    add("--note", help="limits of the corpus, shown to readers")
    add(
        "--curated",
        dest="basis",
        action="store_const",
        const="curated",
        default="exhaustive",
        help="a chosen list, not all pieces met",
    )
    add(
        "--keyword",
        dest="basis",
        action="store_const",
        const="keyword",
        help="what search words found: said where shares are shown",
    )
    add("--encoding", help="of files of text, cp1252 say, over what they show")
    add("--date-order", choices=DATE_ORDERS, help="of dates such as 3/4/2020")
    add(
        "--reference-time",
        type=_moment,
        metavar="ISO-TIME",
        help='what "12 hours ago" counts from; without it such pieces are undated',
    )
    add(
        "--senses",
        type=_senses,
        help="what counts as naming a country: any of " + ",".join(SENSES) + " (all)",
    )
    add(
        "--no-stories",
        dest="stories",
        action="store_false",
        help="do not group copies of one text",
    )
    add("--processes", type=_number, help="processes beside the reading one; 0 for none")
    add("--progress-file", type=Path, help="where to write the state as JSON, for programs")
    add("--quiet", action="store_true", help="no progress bar")
    return parser


def _column(said: str) -> tuple[str, str]:
    field, _, column = said.partition("=")
    return field.strip(), column.strip()


def _number(said: str) -> int:
    if not said.isdecimal():
        raise argparse.ArgumentTypeError(f"{said!r} is not a number of processes")
    return int(said)


def _senses(said: str) -> tuple[str, ...]:
    senses = tuple(one.strip() for one in said.split(",") if one.strip())
    if unknown := [one for one in senses if one not in SENSES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(SENSES)}")
    if not senses:
        raise argparse.ArgumentTypeError(f"none is given of {', '.join(SENSES)}")
    return senses


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{said!r} is not a time like 2025-11-06T12:00") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


if __name__ == "__main__":
    sys.exit(main())
