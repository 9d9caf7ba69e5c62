"""The files of a corpus folder, and the manifest that vouches for them."""

import hashlib
import os
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from data.corpus.errors import CorpusError

FORMAT = 2
MANIFEST = "manifest.toml"
COLUMNS = "articles.arrow"
TEXTS = "texts.arrow"
MENTIONS = "mentions.arrow"
TOPICS = "topics.arrow"
DAYS = "days.arrow"
IDS = "ids.arrow"
BITMAPS = "bitmaps.bin"
BITMAP_INDEX = "bitmaps.arrow"
COLLECTED = "collected.arrow"
REJECTS = "rejects.arrow"
REMARKS = "remarks.arrow"
SOURCES = "sources.arrow"
OUTLETS = "outlets.arrow"
SEARCH = "search"
# What the answers are made of; the rest is derived, and the search index differs by chance.
CONTENT = (COLUMNS, TEXTS, MENTIONS, TOPICS, COLLECTED)
TABLES = (*CONTENT, DAYS, IDS, BITMAP_INDEX, REJECTS, REMARKS, SOURCES, OUTLETS)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of the folder: its path in it, size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a corpus is, where it came from and what its folder must hold.

    build: the subfolder of the files. A rebuild writes another and then replaces the manifest,
        so that at any moment the folder is the old corpus or the new one.
    basis: curated (a chosen list), keyword (what search words found) or exhaustive (all that the
        collection met).
    inputs: per file or folder given its name, sha256 and bytes.
    read = kept + merged + rejected, in rows of the inputs; kept pieces are the corpus.
    own_stories: each piece is a story of its own. stories: how copies were grouped.
    made: how countries, languages and dates were read, and with which version of the program.
    """

    name: str
    licence: str
    basis: str
    note: str
    built_at: str
    read: int
    kept: int
    merged: int
    rejected: int
    undated: int
    first_day: str
    last_day: str
    own_stories: bool
    build: str
    stories: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    inputs: tuple[dict[str, Any], ...] = ()
    files: tuple[StoredFile, ...] = field(default=(), repr=False)
    format: int = FORMAT

    @property
    def checksum(self) -> str:
        """Return 16 hexadecimal digits that change with the pieces, and not by building again."""
        parts = {file.path.rpartition("/")[2]: file.sha256 for file in self.files}
        said = "".join(parts[path] for path in sorted(CONTENT)) + self.name + self.basis
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def write(self, folder: Path) -> None:
        """Write the manifest, or replace the old one in a single step: the last act of building."""
        aside = folder / f".{MANIFEST}.new"
        with aside.open("w", encoding="utf-8") as file:
            file.write(tomli_w.dumps(asdict(self)))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / MANIFEST)


SAID_AS = dict.fromkeys(
    ("name", "licence", "basis", "note", "built_at", "build"), str
) | dict.fromkeys(("read", "kept", "merged", "rejected", "undated"), int)


def stored_files(folder: Path, build: str) -> tuple[StoredFile, ...]:
    """Return the files of a build in the folder with size and checksum, lock files left out."""
    paths = sorted(path for path in (folder / build).rglob("*") if path.is_file())
    return tuple(
        StoredFile(path.relative_to(folder).as_posix(), path.stat().st_size, _sha256(path))
        for path in paths
        if path.suffix != ".lock"
    )


def read_manifest(folder: Path) -> Manifest:
    """Read a corpus folder's manifest and check that each file is there in its full size.

    Errors: CorpusError for a folder that is missing, not a corpus, of another format or damaged.
    """
    if not os.path.isdir(folder):  # unlike Path.is_dir, never raises
        raise CorpusError(f"The corpus folder {folder} does not exist, or may not be read.")
    said = _said(folder)
    if said.get("format") != FORMAT:
        raise CorpusError(
            f"The corpus folder {folder} is of format {said.get('format', 'unknown')} "
            f"({MANIFEST}); this version reads format {FORMAT}. Build it again."
        )
    try:
        files = tuple(StoredFile(**file) for file in said.pop("files"))
        manifest = Manifest(**said | {"inputs": tuple(said["inputs"])}, files=files)
    except (KeyError, TypeError) as error:
        raise CorpusError(
            f"The corpus folder {folder} has a damaged {MANIFEST} ({error}). Build it again."
        ) from error
    for name, kind in SAID_AS.items():
        if not isinstance(getattr(manifest, name), kind):
            raise CorpusError(
                f"The corpus folder {folder} has a damaged {MANIFEST} ({name}). Build it again."
            )
    for file in files:
        _check_size(folder, file)
    return manifest


def named_build(folder: Path) -> str:
    """Return the subfolder that the manifest names. Errors: CorpusError where it names none."""
    build = _said(folder).get("build", "")
    return build if isinstance(build, str) else ""


def _said(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CorpusError(f"The folder {folder} is not a corpus: it has no {MANIFEST}.") from None
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"The corpus folder {folder} has a {MANIFEST} that cannot be read: {error}."
        ) from error


def _check_size(folder: Path, file: StoredFile) -> None:
    if not (isinstance(file.path, str) and isinstance(file.size, int)):
        raise CorpusError(
            f"The corpus folder {folder} has a damaged {MANIFEST} (files). Build it again."
        )
    try:
        size = (folder / file.path).stat().st_size
    except OSError:
        raise CorpusError(
            f"The corpus folder {folder} lacks its file {file.path}. Build it again."
        ) from None
    if size != file.size:
        raise CorpusError(
            f"The corpus folder {folder} has a damaged {file.path}: {size:,} bytes instead of "
            f"{file.size:,}. Build it again."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
