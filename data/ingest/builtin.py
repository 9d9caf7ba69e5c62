"""The corpus that comes with the program, built once into a cache folder."""

import hashlib
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from data.corpus import CorpusError, open_corpus
from data.corpus.home import cache_folders
from data.corpus.layout import FORMAT
from data.ingest.coding_needed import code_where_needed
from data.ingest.errors import IngestError
from data.ingest.options import Options
from data.ingest.pipeline import ingest

BIBLIOGRAPHY = Path(__file__).parents[1] / "files" / "bibliography.csv"
NAME = "Pieces on the Abraham Accords"
SOURCES = BIBLIOGRAPHY.with_name("sources.toml")


def builtin_corpus_folder(source: Path = BIBLIOGRAPHY) -> Path:
    """Return the folder of the built-in corpus, building it where it is missing or damaged.

    It lies in $ACCORD_ATLAS_CACHE, else the user's cache folder, else, where that cannot be
    written, a temporary folder; its name changes with the list, with what sources.toml says and
    with the format. Processes that start at once each build aside; the first to finish is used.
    Errors: IngestError where a row of the list is bad or no folder can be written.
    """
    content = source.read_bytes() + SOURCES.read_bytes()
    name = f"builtin-{FORMAT}-{hashlib.sha256(content).hexdigest()[:12]}"
    fault: OSError | None = None
    for home in cache_folders():
        folder = home / name
        if _is_sound(folder):
            # An app with another codebook codes it anew, once.
            code_where_needed(folder)
            return folder
        try:
            home.mkdir(parents=True, exist_ok=True)
            return _built(source, folder)
        except OSError as error:
            fault = error
    raise IngestError(f"No folder can be written for the built-in corpus: {fault}.")


def _is_sound(folder: Path) -> bool:
    try:
        open_corpus(folder)
    except CorpusError:
        return False
    return True


def _built(source: Path, folder: Path) -> Path:
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _build(source, aside / folder.name)
        _exchange(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _exchange(aside: Path, folder: Path) -> None:
    """Put the built folder in place, unless another process has put a sound one there."""
    if folder.exists() and not _is_sound(folder):
        folder.rename(aside / "damaged")
    try:
        (aside / folder.name).rename(folder)
    except OSError:
        if not _is_sound(folder):
            raise


def _build(source: Path, folder: Path) -> None:
    said = _said_of_the_list()
    options = Options(
        corpus=str(folder),
        name=NAME,
        basis="curated",
        licence=said["licence"],
        note=" ".join(said["limits"]),
        # The list is of pieces that were told apart by hand, with sentences of our own.
        stories=False,
        processes=0,
    )
    report = ingest([source], options, strict=True)
    if report.merged:
        raise IngestError(f"{source} lists {report.merged:,} pieces twice.")


def _said_of_the_list() -> dict[str, Any]:
    """Return what data/files/sources.toml says of the list: licence, limits and more."""
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))["source"]
    return next(source for source in sources if source["file"] == BIBLIOGRAPHY.name)
