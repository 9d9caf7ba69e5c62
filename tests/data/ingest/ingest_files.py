"""Small files for the tests of ingest, and a way to make a corpus of them."""

import csv
import json
from pathlib import Path

from data.corpus import LocalCorpus
from data.ingest.options import Options
from data.ingest.pipeline import ingest
from data.ingest.report import Report

COLUMNS = ("headline", "date", "site", "link", "abstract")
TEXTS = (
    ("Kazakhstan joins the accords", "Astana and Jerusalem speak of trade."),
    ("Ministers meet in Rabat", "Morocco and Israel open an air route."),
    ("Harbour fees fall", "The port authority lowers what ships pay."),
    ("Bahrain names an envoy", "Manama sends its first envoy to Tel Aviv."),
)


def rows(number: int, first: int = 0) -> list[dict[str, str]]:
    """Return rows of a list of pieces, each different; the same number gives the same row."""
    made = []
    for at in range(first, first + number):
        title, abstract = TEXTS[at % len(TEXTS)]
        made.append(
            {
                "headline": f"{title} ({at})",
                "date": f"2025-{at % 12 + 1:02}-{at % 28 + 1:02}",
                "site": f"Outlet {at % 5}",
                "link": f"https://outlet{at % 5}.example/{at}",
                "abstract": abstract,
            }
        )
    return made


def write_csv(path: Path, made: list[dict[str, str]]) -> Path:
    """Write rows as a CSV file with COLUMNS."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(made)
    return path


def write_lines(path: Path, made: list[dict]) -> Path:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in made), "utf-8")
    return path


def ingested(folder: Path, *paths: Path, **options: object) -> tuple[Report, LocalCorpus]:
    """Ingest files in this process and open the corpus; the sums of both must hold."""
    given = {"processes": 0} | options
    report = ingest(paths, Options(corpus=str(folder), **given))
    corpus = LocalCorpus(folder)
    check_sums(report, corpus)
    return report, corpus


def check_sums(report: Report, corpus: LocalCorpus) -> None:
    """Check that every row is accounted for, by file, in the report and in the manifest."""
    for one in report.files:
        assert one.read == one.kept + one.merged + one.rejected, one
        assert min(one.kept, one.merged, one.rejected) >= 0, one
    manifest = corpus.manifest
    assert manifest.read == manifest.kept + manifest.merged + manifest.rejected
    assert manifest.kept == corpus.total == report.pieces == report.before + report.kept
    assert manifest.rejected == len(corpus.rejects())
    sources = corpus.sources()
    assert sources["read"].sum() == manifest.read
    assert sources["kept"].sum() == manifest.kept
