"""Everything of a view in one ZIP: rows, pieces, pictures, README, citations."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from data.export import view_citation
from data.export.readme import readme
from data.export.tables import as_csv, as_parquet
from data.export.view import View
from data.filters import Filters

FORMAT = 1
MADE_BY = "Accord Atlas"
VIEW, README = "view.json", "README.txt"
DRAWN, DRAWN_TYPED = "data/drawn.csv", "data/drawn.parquet"
# The earliest day that a ZIP can name; the same view then has the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
_FILE_NAME = re.compile(r"(\w[\w .-]{0,99}/)?\w[\w .-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a ZIP holds beside the rows drawn.

    notes: label and text, as data.export.about gives them, for the Parquet file. counts: the
    figure counts pieces. full: the same question asked of more. pieces: those behind the figure.
    pictures: name and bytes of pictures and page. extras: the same of files that the caller adds,
    in one folder or none. left_out: a sentence for each thing that is cut or not there.
    """

    notes: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False
    full: pd.DataFrame | None = None
    pieces: pd.DataFrame | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    extras: Mapping[str, bytes] = field(default_factory=dict)
    left_out: Sequence[str] = ()


def bundle(view: View, drawn: pd.DataFrame, parts: Parts) -> bytes:
    """Return the ZIP; the same arguments give the same bytes.

    drawn: the rows of the figure. Errors: ValueError for an extra whose name is none or taken.
    """
    files = {DRAWN: as_csv(drawn), DRAWN_TYPED: as_parquet(drawn, parts.notes)}
    for name, frame in (("full", parts.full), ("pieces", parts.pieces)):
        if frame is not None:
            files[f"data/{name}.csv"] = as_csv(frame)
    files |= parts.pictures
    files |= {
        "citation.txt": view_citation.as_text(view),
        "citation.bib": view_citation.as_bibtex(view),
        "citation.ris": view_citation.as_ris(view),
    }
    files |= _checked(parts.extras, files)
    files[VIEW] = _said(view, drawn, files)
    told = readme(view, drawn, files, counts=parts.counts, left_out=parts.left_out)
    return _zipped({README: told, **files})


def _checked(extras: Mapping[str, bytes], files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    for name in extras:
        if not _FILE_NAME.fullmatch(name) or name in (*files, VIEW, README):
            raise ValueError(f"{name!r} is no name for a further file")
    return extras


def _said(view: View, drawn: pd.DataFrame, files: Mapping[str, bytes]) -> bytes:
    """Return the view for programs; data.replay reads it."""
    manifest = view.manifest
    said = {
        "made_by": MADE_BY,
        "format": FORMAT,
        "figure": view.figure,
        "page": view.page,
        "title": view.title,
        "address": view.address,
        "filters": view.filters.to_address(),
        "settings": _settings(view),
        "denominator": view.denominator,
        "today": view.today.isoformat(),
        "code": view.code,
        "facts": view.facts,
        "corpus": {
            "name": manifest.name,
            "checksum": manifest.checksum,
            "built_at": manifest.built_at,
            "basis": manifest.basis,
            "built_in": view.built_in,
        },
        "rows": len(drawn),
        "columns": [{"name": str(name), "type": str(drawn[name].dtype)} for name in drawn],
        "files": {path: sha256(content).hexdigest() for path, content in files.items()},
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _settings(view: View) -> dict[str, Any]:
    """Return the filters that are not at their defaults, field by field."""
    given = {one.name: (getattr(view.filters, one.name), one.default) for one in fields(Filters)}
    return {name: _plain(value) for name, (value, default) in given.items() if value != default}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _zipped(files: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for path, content in files.items():
            entry = ZipInfo(path, NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()
