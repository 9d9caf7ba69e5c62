"""Files of strangers that no view can be read from: each ends in a sentence, none fills memory."""

import hashlib
import io
import json
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pytest

from data.export.saved_view import MOST_BYTES
from data.export.tables import as_parquet
from data.filters import Filters
from data.replay import main
from tests.data.saved_views import members, packed, retold, view, zipped

KAZ = Filters(country=("KAZ",))


def bomb() -> bytes:
    """Return a small ZIP whose rows are far too many to unpack."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members(zipped(view())).items():
            if name == "data/drawn.csv":
                content = b"0" * (MOST_BYTES[name] + 1)
            archive.writestr(name, content)
    assert len(file.getvalue()) < 2**20
    return file.getvalue()


def lying_bomb() -> bytes:
    """Return the same with a heading that says it is small."""
    content = bomb()
    size = struct.pack("<I", MOST_BYTES["data/drawn.csv"] + 1)
    assert size in content
    return content.replace(size, struct.pack("<I", 99))


def parquet_of_many_rows() -> bytes:
    """Return a ZIP whose Parquet file is small and stands for many rows."""
    files = members(zipped(view()))
    many = as_parquet(pd.DataFrame({"count": [0] * 1_000_000}), {})
    return packed(resealed({**files, "data/drawn.parquet": many}))


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files whose view.json has the checksums of what they are now."""
    said = json.loads(files["view.json"])
    sums = {name: hashlib.sha256(files[name]).hexdigest() for name in said["files"]}
    return retold(files, files=sums)


def with_drawn(change: Callable[[bytes], bytes], *, sealed: bool) -> bytes:
    """Return a ZIP whose rows were edited by hand."""
    files = members(zipped(view(filters=KAZ)))
    files["data/drawn.csv"] = change(files["data/drawn.csv"])
    return packed(resealed(files) if sealed else files)


def told(**changes: object) -> bytes:
    """Return a ZIP whose view.json says something else."""
    return packed(retold(members(zipped(view())), **changes))


def twice() -> bytes:
    """Return a ZIP with two files of one name, of which readers take one or the other."""
    file = io.BytesIO(zipped(view()))
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(file, "a") as archive:
        archive.writestr("view.json", b"{}")
    return file.getvalue()


def encrypted() -> bytes:
    """Return a ZIP whose members are marked as locked with a password."""
    content = bytearray(zipped(view()))
    place = content.index(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 1)
    return bytes(content)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no ZIP, or a damaged one"),
    "text": (lambda: b"period,count\n", "no ZIP, or a damaged one"),
    "cut": (lambda: zipped(view())[:2000], "no ZIP, or a damaged one"),
    "damaged": (lambda: zipped(view()).replace(b"view.json", b"view.jsom", 1), "damaged one"),
    "locked": (encrypted, "no ZIP, or a damaged one"),
    "of others": (lambda: packed({"a.txt": b""}), "It holds no view.json"),
    "twice": (twice, "2 files named view.json"),
    "no rows": (
        lambda: packed({k: v for k, v in members(zipped(view())).items() if k != "data/drawn.csv"}),
        "It holds no data/drawn.csv",
    ),
    "no JSON": (lambda: packed({"view.json": b"{"}), "view.json cannot be read"),
    "deep JSON": (lambda: packed({"view.json": b"[" * 99_999}), "view.json cannot be read"),
    "a list": (lambda: packed({"view.json": b"[]"}), "view.json is not from Accord Atlas"),
    "of another program": (lambda: told(made_by="X"), "view.json is not from Accord Atlas"),
    "no format": (lambda: told(format="new"), "names no format"),
    "newer": (lambda: told(format=2), "a newer version (format 2; this one reads up to 1)"),
    "no checksums": (lambda: told(files=None), "damaged (files)"),
    "no day": (lambda: told(today="yesterday"), "damaged (Invalid isoformat"),
    "no columns": (lambda: told(columns=[1]), "damaged"),
    "a number for a name": (lambda: told(figure=7), "damaged (7 is no text)"),
    "an unknown table": (lambda: told(figure="weather"), "no table named 'weather'"),
    "edited": (
        lambda: with_drawn(lambda rows: rows.replace(b"131", b"999"), sealed=False),
        "data/drawn.csv was changed after the ZIP was made",
    ),
    "edited and sealed": (
        lambda: with_drawn(lambda rows: rows.replace(b",131,", b",999,"), sealed=True),
        "hold different rows: one was changed",
    ),
    "a row cut and sealed": (
        lambda: with_drawn(lambda rows: rows[: rows.rindex(b"2026-06-01")], sealed=True),
        "hold different numbers of rows",
    ),
    "rows that are no text": (
        lambda: with_drawn(lambda rows: b"\xff\xfe\x00", sealed=True),
        "damaged",
    ),
    "no rows at all": (lambda: with_drawn(lambda rows: b"", sealed=True), "damaged"),
    "no Parquet": (
        lambda: packed(
            resealed({**members(zipped(view())), "data/drawn.parquet": b"PAR1 no PAR1"})
        ),
        "data/drawn.parquet cannot be read",
    ),
    "a bomb": (bomb, "data/drawn.csv is larger than the 200 MB that are read"),
    "a bomb that lies": (lying_bomb, "damaged one"),
    "a Parquet bomb": (parquet_of_many_rows, "hold different numbers of rows"),
    "an unknown value": (lambda: told(filters="outlet=Atlantis+Post"), "“Atlantis Post” is not"),
    "a path for a corpus": (
        lambda: retold_corpus("corpus=../../etc"),
        "cannot be the name of a corpus",
    ),
    "a corpus that is not there": (lambda: retold_corpus("corpus=gone"), "gone does not exist"),
}


def retold_corpus(filters: str) -> bytes:
    """Return a ZIP that is of a corpus in the reader's folder."""
    corpus = {"name": "Gone", "checksum": "0", "built_in": False}
    return told(filters=filters, corpus=corpus)


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_is_a_sentence_and_status_2(
    make: Callable[[], bytes],
    said: str,
    saved: Callable[[bytes], Path],
    fish: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file of a stranger ends in a traceback, fills the memory, or passes as untouched."""
    assert main([str(saved(make()))]) == 2
    shown = capsys.readouterr()
    assert said in shown.err and shown.err.startswith("data.replay: ")
    assert len(shown.err.splitlines()) == 1
    assert "same" not in shown.out and "different" not in shown.out
