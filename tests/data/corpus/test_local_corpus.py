"""The folder of a local corpus: damage is a sentence, and threads may share an opened one."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.corpus import CorpusError, LocalCorpus, open_corpus
from data.corpus.layout import MANIFEST, TABLES, read_manifest
from data.filters import Filters
from data.ingest.build import build

THREADS, TIMES = 8, 6


def pieces(number: int) -> pd.DataFrame:
    """Return plain pieces, one in seven undated."""
    at = np.arange(number)
    days = pd.Timestamp("2021-01-01") + pd.to_timedelta(at % 400, unit="D")
    words = np.array(["peace", "war", "trade"])
    return pd.DataFrame(
        {
            "published_at": pd.Series(days).where(at % 7 != 3),
            "outlet": [f"Outlet {one % 11}" for one in at],
            "language": np.array(["en", "ar"])[at % 2],
            "countries": np.array(["ISR;ARE", "KAZ", "", "MAR;ISR"])[at % 4],
            "summary": words[at % 3],
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("local")
    return build(pieces(300), home / "corpus", name="x", licence="x", basis="exhaustive")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "copy")


def files(folder: Path) -> Path:
    """Return the subfolder in which a corpus keeps its files."""
    return folder / read_manifest(folder).build


def said_on_opening(folder: Path) -> str:
    with pytest.raises(CorpusError) as error:
        open_corpus(folder)
    assert str(folder) in str(error.value) and "\n" not in str(error.value)
    return str(error.value)


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    """A wrong path gives a traceback."""
    assert "does not exist" in said_on_opening(tmp_path / "nowhere")


def test_a_foreign_folder_is_a_sentence(tmp_path: Path) -> None:
    """A folder of other things is taken for a corpus."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert "is not a corpus" in said_on_opening(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "cannot be read"),
        ("\x00\xff", "cannot be read"),
        ("", "format unknown"),
        ("format = 99", "format 99"),
        ("format = 2", "damaged manifest.toml"),
        ("format = 2\nfiles = []\nnmae = 'x'\ninputs = []", "damaged manifest.toml"),
        ("format = 2\nfiles = 3", "damaged manifest.toml"),
    ],
)
def test_a_broken_manifest_is_a_sentence(copy: Path, text: str, said: str) -> None:
    """A manifest of other make gives a traceback or is believed."""
    (copy / MANIFEST).write_text(text, encoding="latin-1")
    assert said in said_on_opening(copy)


# What the bitmaps hold could only be checked by reading them all.
DAMAGES = [
    (name, damage)
    for name in (*TABLES, "bitmaps.bin", "search/meta.json")
    for damage in ("missing", "cut", "overwritten")
    if (name, damage) != ("bitmaps.bin", "overwritten")
]


@pytest.mark.parametrize(("name", "damage"), DAMAGES)
def test_a_damaged_file_is_named(copy: Path, name: str, damage: str) -> None:
    """A damaged file is met in the middle of an answer and not on opening."""
    path = files(copy) / name
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    else:
        path.write_bytes(b"\xff" * path.stat().st_size)
    assert name.split("/")[0] in said_on_opening(copy)


def test_every_index_file_is_watched(copy: Path) -> None:
    """The search index loses a part and the loss is met by a reader."""
    for path in (files(copy) / "search").iterdir():
        if path.suffix == ".lock":
            continue
        content = path.read_bytes()
        path.unlink()
        assert path.name in said_on_opening(copy)
        path.write_bytes(content)
    assert open_corpus(copy).total == 300


def test_opening_leaves_the_folder_as_it_was(copy: Path) -> None:
    """Opening writes to the folder, so that one on a read-only disk could not be opened."""
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.suffix != ".lock"}
    corpus = open_corpus(copy)
    corpus.articles(Filters(q="peace"))
    after = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.suffix != ".lock"}
    assert before == after


def test_the_checksum_is_of_the_pieces(folder: Path, tmp_path: Path) -> None:
    """The checksum that citations carry changes by building again, or not with a piece."""
    about = {"name": "x", "licence": "y", "basis": "exhaustive"}
    again = open_corpus(build(pieces(300), tmp_path / "again", **about))
    other = open_corpus(build(pieces(299), tmp_path / "other", **about))
    checksum = open_corpus(folder).manifest.checksum
    assert again.manifest.checksum == checksum != other.manifest.checksum


def test_pieces_are_found_by_their_rows(folder: Path) -> None:
    """A passage is shown beside the outlet and the address of another piece."""
    corpus = open_corpus(folder)
    listed = corpus.articles(Filters(), order="oldest", rows=300)
    rows = [7, 299, 7, 0]
    expected = listed.set_index("row", drop=False).loc[rows, list(listed)]
    pd.testing.assert_frame_equal(
        corpus.pieces(rows), expected.reset_index(drop=True), check_index_type=False
    )
    assert corpus.pieces([]).empty and list(corpus.pieces([])) == list(listed)


def questions() -> list[Callable[[LocalCorpus], pd.DataFrame]]:
    dates = (date(2021, 2, 1), date(2021, 9, 30))
    asked = [
        Filters(),
        Filters(country=("ISR",)),
        Filters(country=("KAZ", "MAR"), dates=dates),
        Filters(q="peace OR trade", language=("ar",)),
    ]
    made = []
    for filters in asked:
        made += [
            lambda corpus, f=filters: corpus.count(f, ("week", "country")),
            lambda corpus, f=filters: corpus.count(f, ("month", "outlet"), "outlets"),
            lambda corpus, f=filters: corpus.articles(f, "relevance", 3, 20),
            lambda corpus, f=filters: corpus.options(f),
        ]
    return made


def test_threads_share_one_corpus(folder: Path) -> None:
    """Two readers at once get wrong rows or an error."""
    expected = [ask(LocalCorpus(folder)) for ask in questions()]
    shared = LocalCorpus(folder)

    def asked_in_turn(start: int) -> list[tuple[int, pd.DataFrame]]:
        order = np.random.default_rng(start).permutation(np.repeat(range(len(expected)), TIMES))
        return [(number, questions()[number](shared)) for number in order]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [pair for found in pool.map(asked_in_turn, range(THREADS)) for pair in found]
    assert len(answers) == THREADS * TIMES * len(expected)
    for number, answer in answers:
        pd.testing.assert_frame_equal(answer, expected[number])
