"""How files would be read, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa

from data.corpus.columns import CONFIDENCE
from data.ingest.enrich import Enricher
from data.ingest.errors import IngestError
from data.ingest.options import SENSES, Options
from data.ingest.pieces import PieceMaker, RowError, fitting, with_columns
from data.ingest.pipeline import date_reading_of, staged
from data.ingest.records import Faulty, Found, Refused, Source

LOOKED_AT = 1_000
SAMPLE = 80
SHOWN = (
    "published_at",
    "precision",
    "outlet",
    "outlet_country",
    "language",
    "countries",
    "title",
    "summary",
    "text",
    "url",
    "kind",
    "topics",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePreview:
    """One file as it would be read.

    columns: each column, one of its values, and the field it is read as ("" for none).
    fields: column by field. first: the first pieces, with SHOWN. faults: what the first rows lack,
    one sentence each. refused: why the file is not read; then the rest is empty.
    """

    name: str
    kind: str = ""
    notes: tuple[str, ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    first: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SHOWN)))
    faults: tuple[str, ...] = ()
    refused: str = ""


def preview(paths: Sequence[Path], options: Options, rows: int = 10) -> list[FilePreview]:
    """Return how each file would be read, by its first rows. Errors: IngestError."""
    from data.ingest.readers import sources

    enricher = Enricher(options.senses or SENSES, None)
    return [
        _preview(source, options, enricher, rows)
        for source in sources(paths, encoding=options.encoding)
    ]


def _preview(
    source: Source | Refused, options: Options, enricher: Enricher, rows: int
) -> FilePreview:
    if isinstance(source, Refused):
        return FilePreview(name=source.name, refused=source.sentence)
    # Files dropped together need not share columns; each takes the choices that fit it.
    chosen = fitting(source, options.columns)
    source = replace(source, fields=with_columns(source, chosen))
    shown, samples, ended = _looked_at(source, rows)
    if ended and not shown:
        return FilePreview(name=source.name, kind=source.kind, refused=ended)
    dates = date_reading_of(source, options)
    maker = PieceMaker(source, options, dates)
    pieces, faults = [], []
    for row in shown:
        try:
            if isinstance(row, Faulty):
                raise RowError(row.reason)
            pieces.append(maker.made(row))
        except RowError as error:
            faults.append(f"Row {row.line}: {error}.")
    faults += [f"Row {line}: {reason}: {value}." for line, reason, value in maker.remarks]
    faults += [ended] if ended else []
    first = enricher.enriched(staged(pieces, 1)) if pieces else None
    return FilePreview(
        name=source.name,
        kind=source.kind,
        notes=(*source.notes, *([dates.evidence] if dates.evidence else [])),
        columns=tuple(_columns(source, samples)),
        fields=source.fields,
        first=_shown(first),
        faults=tuple(faults),
    )


def _looked_at(source: Source, rows: int) -> tuple[list[Found | Faulty], dict[str, str], str]:
    """Return the first rows, the beginning of a value of each column, and what ended the reading.

    No more is held, as each row may be long.
    """
    shown: list[Found | Faulty] = []
    samples: dict[str, str] = {}
    try:
        for row in islice(source.rows(), LOOKED_AT):
            if len(shown) < rows:
                shown.append(row)
            if isinstance(row, Found) and len(samples) < len(source.columns):
                for column in source.columns:
                    if column not in samples and (one := row.values.get(column, "")):
                        samples[column] = one[: 4 * SAMPLE]
    except IngestError as error:
        return shown, samples, str(error)
    return shown, samples, ""


def _columns(source: Source, samples: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    fields = {column: name for name, column in source.fields.items() if column}
    for column in source.columns:
        sample = " ".join(samples.get(column, "").split())[:SAMPLE]
        yield column, sample, fields.get(column, "")


def _shown(pieces: pa.Table | None) -> pd.DataFrame:
    if pieces is None:
        return pd.DataFrame(columns=list(SHOWN))
    frame = pieces.select([*SHOWN, CONFIDENCE]).to_pandas()
    frame["countries"] = frame["countries"].str.replace(r":\d+:[01]", "", regex=True)
    return frame
