"""Archives: packed in any way and in each other, locked, damaged, hostile; nothing is written."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import zstandard
from document_files import CSV, PIECES, read_within, zipped

from data.ingest.errors import IngestError
from data.ingest.readers import sources
from data.ingest.readers.containers import DEEPEST, hidden
from data.ingest.readers.streams import RATIO_COUNTS_FROM
from data.ingest.records import Refused, Source

Pack = Callable[[bytes], bytes]
PACKED: dict[str, Pack] = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "bz2": bz2.compress,
    "zst": zstandard.compress,
}
RAW = CSV.encode()
MORE = b"One more of them,2025-01-06,https://paper.example/5\n"


def tarred(files: Sequence[tuple[str, bytes | tuple[bytes, str]]]) -> bytes:
    """Return a tar of files, or of links: a type and where it leads."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, file in files:
            info = tarfile.TarInfo(name)
            if isinstance(file, bytes):
                info.size = len(file)
                archive.addfile(info, io.BytesIO(file))
            else:
                info.type, info.linkname = file
                archive.addfile(info)
    return packed.getvalue()


def read(folder: Path, file: bytes, name: str = "x.bin") -> list[tuple[str, str | list[str]]]:
    """Return what a file holds by name: the titles of its rows, or the sentence or the fault.

    Nothing else may stand in the folder afterwards.
    """
    path = folder / name
    path.write_bytes(file)
    told: list[tuple[str, str | list[str]]] = []
    for source in sources([path]):
        if isinstance(source, Refused):
            told.append((source.name, source.sentence))
        else:
            told.append((source.name, [row.values["title"] for row in source.rows()]))
            assert source.position() <= source.size or source.size == 0
    assert os.listdir(folder) == [name]
    return told


TITLES = [row[0] for row in PIECES]


@pytest.mark.parametrize("way", PACKED)
def test_a_packed_file(way: str, tmp_path: Path) -> None:
    """A file packed in a usual way is not read, or only under the name that belongs to it."""
    assert read(tmp_path, PACKED[way](RAW)) == [("x.bin", TITLES)]


@pytest.mark.parametrize("way", PACKED)
def test_packed_files_one_after_the_other(way: str, tmp_path: Path) -> None:
    """Of a file packed in parts only the first part is read."""
    file = PACKED[way](RAW) + PACKED[way](MORE)
    assert read(tmp_path, file) == [("x.bin", [*TITLES, "One more of them"])]


@pytest.mark.parametrize("way", ["plain", *PACKED])
def test_a_tar_however_it_is_packed(way: str, tmp_path: Path) -> None:
    """A packed folder is read as one file, or not at all."""
    file = PACKED.get(way, bytes)(tarred([("a/b.csv", RAW), ("c", RAW)]))
    assert read(tmp_path, file) == [("x.bin/a/b.csv", TITLES), ("x.bin/c", TITLES)]


@pytest.mark.parametrize("way", PACKED)
def test_archives_in_each_other(way: str, tmp_path: Path) -> None:
    """A packed file in a zip, or a zip in a zip, is passed over."""
    file = zipped([("a.csv." + way, PACKED[way](RAW)), ("b.zip", zipped([("c.csv", RAW)]))])
    assert read(tmp_path, file) == [("x.bin/a.csv." + way, TITLES), ("x.bin/b.zip/c.csv", TITLES)]


@pytest.mark.parametrize("way", [*PACKED, "zip"])
def test_archives_in_archives_without_end(way: str, tmp_path: Path) -> None:
    """An archive that holds itself, or many layers, is unpacked without end."""
    pack = PACKED.get(way, lambda file: zipped([("a", file)]))
    file = RAW
    for _ in range(DEEPEST):
        file = pack(file)
    ((_, titles),) = read(tmp_path, file)
    assert titles == TITLES
    ((_, sentence),) = read(tmp_path, pack(file))
    assert "too many archives" in sentence


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/cron.d/x.csv", "etc/cron.d/x.csv"),
        ("..\\..\\x.csv", "..\\..\\x.csv"),
        ("C:\\x.csv", "C:\\x.csv"),
        ("a\x1b[31m\n\u202eb.csv", "a\ufffd[31m\ufffd\ufffdb.csv"),
        ("x" * 500, "x" * 200),
    ],
    ids="up root windows drive signs long".split(),
)
def test_names_of_members_lead_nowhere(name: str, told: str, tmp_path: Path) -> None:
    """A member's name is used as a path, and a file is written where it leads."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for file in (zipped([(name, RAW)]), tarred([(name, RAW)])):
        assert read(folder, file) == [(f"x.bin/{told}", TITLES)]
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "b", "x.bin"]


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    """A link in an archive leads out of it, to a file of the machine."""
    secret = tmp_path.parent / "secret.csv"
    secret.write_bytes(RAW)
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    links = [
        ("soft", (tarfile.SYMTYPE, str(secret))),
        ("hard", (tarfile.LNKTYPE, "a.csv")),
        ("device", (tarfile.CHRTYPE, "")),
        ("pipe", (tarfile.FIFOTYPE, "")),
    ]
    for file in (zipped([(link, str(secret)), ("a.csv", RAW)]), tarred([*links, ("a.csv", RAW)])):
        *left_out, read_one = read(tmp_path, file)
        assert read_one == ("x.bin/a.csv", TITLES)
        assert left_out and all("link" in sentence for _, sentence in left_out)


@pytest.mark.parametrize(
    ("name", "is_hidden"),
    [
        (".x.csv", True),
        ("a/.git/x.csv", True),
        ("__MACOSX/._x.csv", True),
        ("a/Thumbs.db", True),
        ("a\\.x.csv", True),
        ("./x.csv", False),
        ("../x.csv", False),
        ("a/x.y.csv", False),
    ],
)
def test_hidden_files_are_left_out(name: str, is_hidden: bool, tmp_path: Path) -> None:
    """What systems leave in archives is read as pieces, or a file with a point in it is not."""
    assert hidden(name) is is_hidden
    ((_, found),) = read(tmp_path, zipped([(name, RAW)]))
    assert found == TITLES if not is_hidden else "hidden" in found


def test_archives_without_files_are_said(tmp_path: Path) -> None:
    """An empty archive among others is passed over in silence."""
    folder = zipfile.ZipInfo("folder/")
    for file in (zipped([]), zipped([(folder, "")]), tarred([("a", (tarfile.DIRTYPE, ""))])):
        assert read(tmp_path, file) == [("x.bin", "x.bin is an archive without files.")]
    assert read(tmp_path, zipped([("a", b"")])) == [("x.bin/a", "x.bin/a is an empty file.")]
    for pack in PACKED.values():
        assert read(tmp_path, pack(b"")) == [("x.bin", "x.bin is an empty file.")]


def test_a_locked_member_does_not_stop_the_others(tmp_path: Path) -> None:
    """A member with a password ends in a traceback."""
    file = bytearray(zipped([("a.csv", RAW), ("b.csv", RAW)]))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        file[file.find(mark) + flags] |= 1
    locked, other = read(tmp_path, bytes(file))
    assert locked == ("x.bin/a.csv", "x.bin/a.csv is locked with a password; unpack it first.")
    assert other == ("x.bin/b.csv", TITLES)


@pytest.mark.parametrize("way", PACKED)
def test_a_short_packed_file_that_breaks_off_is_a_sentence(way: str, tmp_path: Path) -> None:
    """A file that was not copied whole ends in a traceback, or is read as if it were whole."""
    whole = PACKED[way](RAW)
    for kept in (len(whole) - 5, len(whole) // 2, 6):
        ((_, sentence),) = read(tmp_path, whole[:kept])
        assert "damaged or cut off" in sentence
        # What came before the damage is counted, where a stream gives it.
        nothing = "unpacks to 0 bytes" in sentence
        assert way == "zst" or kept < len(whole) - 5 or not nothing


# bz2 unpacks whole blocks of 900 kB, and zst comes in parts of a quarter of a megabyte.
@pytest.mark.parametrize(
    ("way", "least"), [("gz", 39_000), ("xz", 39_000), ("bz2", 20_000), ("zst", 30_000)]
)
def test_a_long_packed_file_that_breaks_off_keeps_what_stands_before(
    way: str, least: int, tmp_path: Path
) -> None:
    """One lost byte at the end costs every row of the file."""
    noise = random.Random(7)
    rows = "".join(f"Piece {noise.random()},2025-01-02,x{at}\n" for at in range(40_000))
    path = tmp_path / "x.bin"
    path.write_bytes(PACKED[way](RAW + rows.encode())[:-2_000])
    (source,) = sources([path])
    assert isinstance(source, Source)
    number = 0
    with pytest.raises(IngestError, match="unpacks to [0-9,]{6,} bytes and no further"):
        for _ in source.rows():
            number += 1
    assert number > least


@pytest.mark.parametrize("kept", [-30, -3, 20, 4])
def test_a_zip_that_breaks_off_is_a_sentence(kept: int, tmp_path: Path) -> None:
    """A zip that was not copied whole ends in a traceback."""
    ((_, sentence),) = read(tmp_path, zipped([("a.csv", RAW)])[:kept])
    assert "damaged or cut off" in sentence


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    """A member that cannot be unpacked ends the reading of its archive."""
    file = zipped([("a.csv", RAW), ("b.csv", RAW)])
    start = file.find(b"a.csv") + 5
    spoilt = file[:start] + b"\xff" * 20 + file[start + 20 :]
    unknown = bytearray(file)
    unknown[8] = unknown[unknown.find(b"PK\x01\x02") + 10] = 99
    for hostile in (spoilt, bytes(unknown)):
        damaged, other = read(tmp_path, hostile)
        assert "x.bin/a.csv is damaged" in damaged[1]
        assert other == ("x.bin/b.csv", TITLES)


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    """Of two members with one name the first is lost, or the second is read twice."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = zipped([("a.csv", RAW), ("a.csv", RAW.replace(b"Harbour", b"Other"))])
    one, two = read(tmp_path, file)
    assert (one[1][0], two[1][0]) == ("Harbour fees fall again", "Other fees fall again")


@pytest.mark.parametrize("size", [5, 1 << 30])
def test_a_size_that_lies_is_not_believed(size: int, tmp_path: Path) -> None:
    """A member that says that it is small is read short, one that says it is large is a bomb."""
    file = bytearray(zipped([("a.csv", RAW)]))
    at = file.find(b"PK\x01\x02") + 24
    file[at : at + 4] = size.to_bytes(4, "little")
    ((_, sentence),) = read(tmp_path, bytes(file))
    assert isinstance(sentence, str) and "x.bin" in sentence


def _bomb(way: str, megabytes: int) -> bytes:
    letters = b"a b c d e f g h " * (1 << 16)
    if way == "zip":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            with archive.open("a.csv", "w", force_zip64=True) as member:
                member.write(RAW)
                for _ in range(megabytes):
                    member.write(letters)
        return file.getvalue()
    part = PACKED[way](letters)
    return PACKED[way](RAW) + part * megabytes


@pytest.mark.parametrize("way", [*PACKED, "zip"])
def test_a_bomb_is_a_sentence(way: str, tmp_path: Path) -> None:
    """A small file unpacks to gigabytes, and fills the memory or the disk."""
    path = tmp_path / "bomb.csv"
    path.write_bytes(_bomb(way, 2 * RATIO_COUNTS_FROM >> 20))
    assert path.stat().st_size < 3 << 20
    lines = read_within(1_500, path)
    assert "unpacks to more than 200 times its size" in lines[-1]
    assert os.listdir(tmp_path) == ["bomb.csv"]


def test_a_bomb_in_a_bomb_is_a_sentence(tmp_path: Path) -> None:
    """A zip of bombs unpacks each of them."""
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped([(f"{at}.gz", _bomb("gz", 300)) for at in range(3)]))
    lines = read_within(1_500, path)
    assert sum("unpacks to more than" in line for line in lines) == 3


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    """A zip whose many members are the same bytes unpacks to far more than it can hold."""
    packed = zipped([("a.csv", RAW + b"x y z " * (1 << 20))])
    entry = packed.find(b"PK\x01\x02")
    end = packed.find(b"PK\x05\x06")
    entries, count = packed[entry:end], 30
    tail = bytearray(packed[end:])
    for place in (8, 10):
        tail[place : place + 2] = count.to_bytes(2, "little")
    tail[12:16] = (len(entries) * count).to_bytes(4, "little")
    ((_, sentence),) = read(tmp_path, packed[:entry] + entries * count + bytes(tail))
    assert "unpacks to more than 200 times its size" in sentence


def test_a_window_far_too_large_is_a_sentence(tmp_path: Path) -> None:
    """A packed file asks for gigabytes of memory to be unpacked in, and gets them."""
    options = zstandard.ZstdCompressionParameters(window_log=30, write_content_size=False)
    writer = zstandard.ZstdCompressor(compression_params=options).compressobj()
    path = tmp_path / "window.zst"
    path.write_bytes(writer.compress(RAW) + writer.flush())
    (line,) = read_within(1_500, path)
    assert "damaged" in line
    huge = lzma.compress(RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}])
    path.write_bytes(huge)
    (line,) = read_within(1_500, path)
    assert "damaged" in line
