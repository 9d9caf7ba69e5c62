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
from data.ingest.options import Options
from data.ingest.pieces import PieceMaker, RowError, with_columns
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

    enricher = Enricher(options.senses, None)
    return [_preview(source, options, enricher, rows) for source in sources(paths)]


def _preview(
    source: Source | Refused, options: Options, enricher: Enricher, rows: int
) -> FilePreview:
    if isinstance(source, Refused):
        return FilePreview(name=source.name, refused=source.sentence)
    # Files dropped together need not share columns; each takes the choices that fit it.
    fitting = {
        name: column
        for name, column in options.columns.items()
        if not column or column in source.columns
    }
    source = replace(source, fields=with_columns(source, fitting))
    try:
        looked_at = list(islice(source.rows(), LOOKED_AT))
    except IngestError as error:
        return FilePreview(name=source.name, kind=source.kind, refused=str(error))
    dates = date_reading_of(source, options)
    maker = PieceMaker(source, options, dates)
    pieces, faults = [], []
    for row in looked_at[:rows]:
        try:
            if isinstance(row, Faulty):
                raise RowError(row.reason)
            pieces.append(maker.made(row))
        except RowError as error:
            faults.append(f"Row {row.line}: {error}.")
    faults += [f"Row {line}: {reason}: {value}." for line, reason, value in maker.remarks]
    first = enricher.enriched(staged(pieces, 1)) if pieces else None
    return FilePreview(
        name=source.name,
        kind=source.kind,
        notes=(*source.notes, *([dates.evidence] if dates.evidence else [])),
        columns=tuple(_columns(source, looked_at)),
        fields=source.fields,
        first=_shown(first),
        faults=tuple(faults),
    )


def _columns(source: Source, rows: list[Found | Faulty]) -> Iterator[tuple[str, str, str]]:
    fields = {column: name for name, column in source.fields.items() if column}
    found = [row.values for row in rows if isinstance(row, Found)]
    for column in source.columns:
        sample = next((one for values in found if (one := values.get(column))), "")
        yield column, " ".join(sample[: 4 * SAMPLE].split())[:SAMPLE], fields.get(column, "")


def _shown(pieces: pa.Table | None) -> pd.DataFrame:
    if pieces is None:
        return pd.DataFrame(columns=list(SHOWN))
    frame = pieces.select([*SHOWN, CONFIDENCE]).to_pandas()
    frame["countries"] = frame["countries"].str.replace(r":\d+:[01]", "", regex=True)
    return frame
