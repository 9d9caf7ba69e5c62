"""Views of the built-in corpus as ZIPs, for the tests of what is taken away."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from data.corpus import Corpus, open_corpus
from data.export.bundle import Parts, bundle
from data.export.view import View
from data.facts import Facts, load_facts
from data.filters import Filters
from data.ingest.builtin import builtin_corpus_folder
from data.ingest.version import version
from data.tables import TABLES, facts_checksum

TODAY = date(2026, 11, 24)


@cache
def held() -> tuple[Facts, Corpus]:
    """Return the facts and the built-in corpus."""
    return load_facts(), open_corpus(builtin_corpus_folder())


def view(figure: str = "coverage", filters: Filters | None = None, **changes: object) -> View:
    """Return a view of the built-in corpus."""
    filters = filters or Filters()
    said = {
        "figure": figure,
        "page": "coverage",
        "title": "Coverage by month",
        "words": "About Israel · all outlets",
        "address": f"http://localhost:8501/coverage?{filters.to_address()}",
        "filters": filters,
        "source": "988 curated pieces.",
        "denominator": "Number of pieces by month.",
        "manifest": held()[1].manifest,
        "built_in": True,
        "code": version(),
        "facts": facts_checksum(),
        "today": TODAY,
    }
    return View(**said | changes)


def zipped(shown: View, parts: Parts | None = None) -> bytes:
    """Return the ZIP of a view with the table that its figure has."""
    frame = TABLES[shown.figure](*held(), shown.filters, shown.today)
    return bundle(shown, frame, parts or Parts())


def members(content: bytes) -> dict[str, bytes]:
    """Unpack a ZIP."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a ZIP."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def retold(content: Mapping[str, bytes], **changes: object) -> dict[str, bytes]:
    """Return files whose view.json says something else."""
    said = json.loads(content["view.json"]) | changes
    return {**content, "view.json": json.dumps(said).encode()}
