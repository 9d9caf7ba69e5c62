"""Streams that know how much was read, and stop before an archive fills the disk or the memory."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from data.ingest.errors import IngestError

MB = 1 << 20
# Text packs to a tenth, repeated tables to a fiftieth; a bomb to a thousandth and less.
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 100 * MB
LARGEST_MEMBER = 64 << 30
XZ_MEMORY = 512 * MB
BUFFER = 1 << 18

DAMAGE = (
    EOFError,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    NotImplementedError,
    OSError,
)


class Counted(io.RawIOBase):
    """A file of bytes that counts what was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.done = 0

    def readinto(self, buffer: bytearray) -> int:
        """Read into a buffer, as a raw stream does."""
        read = self._file.readinto(buffer)
        self.done += read
        return read

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that any place can be gone to."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, as a file does."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def close(self) -> None:
        """Close the file below too."""
        self._file.close()
        super().close()


class Guarded(io.RawIOBase):
    """An unpacking stream: what it gives is bounded, and damage is a sentence."""

    def __init__(
        self, inner: BinaryIO, name: str, done: Callable[[], int], also: BinaryIO | None = None
    ) -> None:
        self._inner, self._name, self._done, self._also = inner, name, done, also
        # What was unpacked before damage is given, where the stream has a way to.
        self._read = getattr(inner, "read1", inner.read)
        self._given = 0

    def readinto(self, buffer: bytearray) -> int:
        """Read into a buffer. Errors: IngestError at damage and past what may be unpacked."""
        try:
            data = self._read(min(len(buffer), BUFFER))
        except DAMAGE as error:
            raise IngestError(damage(self._name, self._given, error)) from error
        buffer[: len(data)] = data
        self._given += len(data)
        self._check()
        return len(data)

    def _check(self) -> None:
        most = max(RATIO_COUNTS_FROM, LARGEST_RATIO * self._done())
        if self._given > min(most, LARGEST_MEMBER):
            raise IngestError(bomb(self._name))

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def close(self) -> None:
        """Close what lies below too."""
        self._inner.close()
        if self._also is not None:
            self._also.close()
        super().close()


class Unpacked(io.RawIOBase):
    """The bytes of an .xz or .bz2 file, in bounded memory."""

    def __init__(self, file: BinaryIO, decompressor: Callable[[], object]) -> None:
        self._file, self._make = file, decompressor
        self._now = decompressor()
        self._begun = False

    def readinto(self, buffer: bytearray) -> int:
        """Read into a buffer. Errors: EOFError where the file breaks off."""
        data = b""
        while not data:
            if self._now.eof and not self._next():
                return 0
            packed = self._file.read(BUFFER) if self._now.needs_input else b""
            if self._now.needs_input and not packed:
                raise EOFError("the packed data breaks off")
            data = self._now.decompress(packed, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self) -> bool:
        """Go on to the next packed stream in the file, if there is one."""
        rest = (self._now.unused_data or self._file.read(BUFFER)).lstrip(b"\0")
        if not rest:
            return False
        # Not seen again: the rest is put before what the file still holds.
        self._file = _Joined(rest, self._file)
        self._now = self._make()
        return True

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def close(self) -> None:
        """Close the file below too."""
        self._file.close()
        super().close()


class _Joined:
    """Bytes already read, and the file they were read from."""

    def __init__(self, first: bytes, file: BinaryIO) -> None:
        self._first, self._file = first, file.after() if isinstance(file, _Joined) else file

    def after(self) -> BinaryIO:
        """Return the file, whose first bytes have been given."""
        return self._file

    def read(self, size: int) -> bytes:
        """Give the bytes already read, then the file's."""
        first, self._first = self._first, b""
        return first or self._file.read(size)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def gzip_stream(file: BinaryIO) -> BinaryIO:
    """Unpack a .gz file."""
    return gzip.GzipFile(fileobj=file)


def xz_stream(file: BinaryIO) -> BinaryIO:
    """Unpack an .xz file, whose dictionary must fit into XZ_MEMORY."""
    return Unpacked(file, lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY))


def bz2_stream(file: BinaryIO) -> BinaryIO:
    """Unpack a .bz2 file."""
    return Unpacked(file, bz2.BZ2Decompressor)


def zstd_stream(file: BinaryIO) -> BinaryIO:
    """Unpack a .zst file, whose window must be the usual 128 MB or less."""
    import pyarrow as pa

    # The package zstandard takes a file that breaks off for a whole one; this one does not.
    return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")


def damage(name: str, given: int, error: Exception) -> str:
    """Say where a packed file breaks off."""
    why = str(error).rstrip(".") or type(error).__name__
    return (
        f"{name} is damaged or cut off: it unpacks to {given:,} bytes and no further ({why}). "
        f"Get the file again."
    )


def bomb(name: str) -> str:
    """Say that a packed file unpacks to more than any list of pieces does."""
    return (
        f"{name} unpacks to more than {LARGEST_RATIO} times its size, as no list of pieces does; "
        f"it is left out. Unpack it yourself if it can be trusted."
    )
