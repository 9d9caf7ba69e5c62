"""Files and what is packed in them, each as bytes that can be read again; nothing is written."""

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from data.ingest.errors import IngestError
from data.ingest.readers.content import HEAD, Content
from data.ingest.readers.streams import (
    BUFFER,
    DAMAGE,
    LARGEST_RATIO,
    MB,
    RATIO_COUNTS_FROM,
    Counted,
    Guarded,
    bomb,
    bz2_stream,
    damage,
    gzip_stream,
    xz_stream,
    zstd_stream,
)
from data.ingest.records import Refused

# A file that is read here and there (a zip in a zip, a workbook in a zip) is held in memory.
LARGEST_HELD = 256 * MB
# .tar.gz in .zip is three deep.
DEEPEST = 3
LARGEST_ARCHIVE = 256 << 30
LONGEST_NAME = 200

_PACKED: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": gzip_stream,
    b"\xfd7zXZ\x00": xz_stream,
    b"BZh": bz2_stream,
    b"\x28\xb5\x2f\xfd": zstd_stream,
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_MAGIC = slice(257, 262)
_ENCRYPTED = 1
# A zip with one of these is a document of its own and not a folder of files.
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "AndroidManifest.xml", "META-INF/MANIFEST.MF")


def contents(path: Path, name: str) -> Iterator[Content | Refused]:
    """Give a file, or each file packed in it, in the archive's order.

    name: for readers; a member's name follows it after a slash, and is never used as a path.
    Faults come as Refused: locked, damaged, links, unpacking to more than may be.
    """
    try:
        size = path.stat().st_size
        content = _content(name, lambda: _plain(path), size)
    except OSError as error:
        yield Refused(name, f"{name} cannot be read: {error.strerror}.")
        return
    yield from _unpacked(content, 0)


def seekable(content: Content) -> BinaryIO:
    """Open a file so that any place in it can be gone to.

    Errors: IngestError for a packed file that is too large to be held in memory.
    """
    stream = content.open()
    if stream.seekable():
        return stream
    with stream:
        data = stream.read(LARGEST_HELD + 1)
    if len(data) > LARGEST_HELD:
        raise IngestError(
            f"{content.name} is larger than {LARGEST_HELD // MB} MB and packed twice, or packed "
            f"and of a kind that is not read from front to back; unpack it first."
        )
    return io.BytesIO(data)


# A stream just opened, and how many stored bytes it has read.
_Opened = tuple[BinaryIO, Callable[[], int]]


class _Reopened:
    """Opens a file again and again, and tells how far the newest stream has come."""

    def __init__(self, opening: Callable[[], _Opened], size: int) -> None:
        self._opening, self._size = opening, size
        self._done: Callable[[], int] = lambda: 0

    def open(self) -> BinaryIO:
        stream, self._done = self._opening()
        return stream

    def position(self) -> int:
        return min(self._done(), self._size)


def _plain(path: Path) -> _Opened:
    counted = Counted(path.open("rb", buffering=0))
    return io.BufferedReader(counted, BUFFER), lambda: counted.done


def _content(name: str, opening: Callable[[], _Opened], size: int) -> Content:
    again = _Reopened(opening, size)
    return _with_head(name, again.open, size, again.position)


def _with_head(
    name: str, opened: Callable[[], BinaryIO], size: int, position: Callable[[], int]
) -> Content:
    with opened() as stream:
        head = stream.read(HEAD)
    return Content(name=name, open=opened, head=head, size=size, position=position)


def _unpacked(content: Content, depth: int) -> Iterator[Content | Refused]:
    try:
        yield from _one_layer(content, depth)
    except IngestError as error:
        yield Refused(content.name, str(error))
    except DAMAGE as error:
        yield Refused(content.name, damage(content.name, 0, error))


def _one_layer(content: Content, depth: int) -> Iterator[Content | Refused]:
    unpack = next((way for magic, way in _PACKED.items() if content.head.startswith(magic)), None)
    is_zip, is_tar = content.head.startswith(_ZIP), content.head[_TAR_MAGIC] == b"ustar"
    if not (unpack or is_zip or is_tar):
        yield content
    elif depth == DEEPEST:
        raise IngestError(f"{content.name} is packed in too many archives; unpack it first.")
    elif unpack:
        yield from _unpacked(_unwrapped(content, unpack), depth + 1)
    elif is_zip:
        yield from _zip_members(content, depth)
    else:
        yield from _tar_members(content, depth)


def _unwrapped(content: Content, unpack: Callable[[BinaryIO], BinaryIO]) -> Content:
    def opened() -> BinaryIO:
        below = content.open()
        guarded = Guarded(unpack(below), content.name, content.position, below)
        return io.BufferedReader(guarded, BUFFER)

    return _with_head(content.name, opened, content.size, content.position)


def _zip_members(content: Content, depth: int) -> Iterator[Content | Refused]:
    counted = Counted(seekable(content))
    archive = zipfile.ZipFile(counted)
    names = {info.filename for info in archive.infolist()}
    if names & set(_DOCUMENTS):
        yield content
        return
    _check_whole(content, sum(info.file_size for info in archive.infolist()))
    files = [info for info in archive.infolist() if not info.is_dir()]
    if not files:
        yield Refused(content.name, f"{content.name} is an archive without files.")
    for info in files:
        name = _inner_name(content.name, info.filename)
        if fault := _zip_fault(info):
            yield Refused(name, f"{name} {fault}")
            continue
        yield from _member(name, _zip_opening(archive, counted, info, name), info, depth)


def _member(
    name: str,
    opening: Callable[[], _Opened],
    info: zipfile.ZipInfo | tarfile.TarInfo,
    depth: int,
) -> Iterator[Content | Refused]:
    size = info.compress_size if isinstance(info, zipfile.ZipInfo) else info.size
    try:
        member = _content(name, opening, size)
    except IngestError as error:
        yield Refused(name, str(error))
        return
    except DAMAGE as error:
        yield Refused(name, damage(name, 0, error))
        return
    yield from _unpacked(member, depth + 1)


def _zip_opening(
    archive: zipfile.ZipFile, counted: Counted, info: zipfile.ZipInfo, name: str
) -> Callable[[], _Opened]:
    def opening() -> _Opened:
        guarded = Guarded(archive.open(info), name, lambda: info.compress_size)
        return io.BufferedReader(guarded, BUFFER), _since(counted)

    return opening


def _since(counted: Counted) -> Callable[[], int]:
    before = counted.done
    return lambda: counted.done - before


def _zip_fault(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "is locked with a password; unpack it first."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link and is left out."
    if hidden(info.filename):
        return "is a hidden file and is left out."
    return ""


def _tar_members(content: Content, depth: int) -> Iterator[Content | Refused]:
    counted = Counted(seekable(content))
    archive = tarfile.open(fileobj=counted, mode="r:")
    empty = True
    for info in archive:
        if info.isdir():
            continue
        empty = False
        name = _inner_name(content.name, info.name)
        if not info.isreg() or info.issparse() or hidden(info.name):
            yield Refused(name, f"{name} is a link, a hidden file or no plain file; left out.")
            continue
        yield from _member(name, _tar_opening(archive, counted, info, name), info, depth)
    if empty:
        yield Refused(content.name, f"{content.name} is an archive without files.")


def _tar_opening(
    archive: tarfile.TarFile, counted: Counted, info: tarfile.TarInfo, name: str
) -> Callable[[], _Opened]:
    def opening() -> _Opened:
        guarded = Guarded(archive.extractfile(info), name, lambda: info.size)
        return io.BufferedReader(guarded, BUFFER), _since(counted)

    return opening


def _check_whole(content: Content, unpacked: int) -> None:
    """Refuse an archive whose files, one over the other, unpack to more than they can hold."""
    most = max(RATIO_COUNTS_FROM, LARGEST_RATIO * content.size)
    if unpacked > min(most, LARGEST_ARCHIVE):
        raise IngestError(bomb(content.name))


def hidden(name: str) -> bool:
    """Say whether a file or one of its folders is what systems hide or leave behind."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part in ("__MACOSX", "Thumbs.db") for part in parts)


def _inner_name(archive: str, member: str) -> str:
    seen = "".join(sign if sign.isprintable() else "\ufffd" for sign in member)
    return f"{archive}/{seen.lstrip('/')[:LONGEST_NAME]}"
