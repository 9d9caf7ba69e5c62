"""A corpus is coded whole or not at all: after a kill, with two at once, where it is read-only."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from ingest_files import rows, write_csv
from small_codebook import CUES, write_codebook

from data.coding.codebook import CodebookError, coding_key, load_codebook
from data.corpus import LocalCorpus, open_corpus
from data.corpus.codings import ABOUT, CODES, FOLDER, LOCK, SPEAKS, coding_homes
from data.corpus.home import CACHE
from data.filters import Filters
from data.ingest import builtin, coding
from data.ingest.build import build
from data.ingest.coding import code_corpus
from data.ingest.errors import IngestError
from data.ingest.options import Options
from data.ingest.pipeline import ingest
from data.ingest.progress import Progress
from data.ingest.retag import retag

ROOT = Path(__file__).parents[3]
PIECES = 40
MOMENTS = 6


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    return write_codebook(tmp_path / "codebook")


def made(folder: Path, number: int = PIECES) -> Path:
    """Build a corpus, not coded, of so many pieces that each carry a reason."""
    days = pd.date_range("2021-01-01", periods=number)
    pieces = {"published_at": days, "outlet": "Fish Post", "title": "Ties bring trade."}
    return build(pd.DataFrame(pieces), folder, name="Fish", licence="", basis="exhaustive")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return made(tmp_path / "corpus")


def passages(folder: Path, codebook: Path) -> int:
    """Return how many passages the coding of a corpus holds, read to its end."""
    held = open_corpus(folder)
    found = held.passages(Filters(), load_codebook(codebook).key)
    assert len(held.snippets(found)) == len(found)
    return len(found)


def codings(home: Path) -> list[str]:
    """Return what lies in a folder of codings beside its lock."""
    return sorted(path.name for path in home.iterdir() if path.name != LOCK)


def test_a_corpus_is_coded_once(corpus: Path, codebook: Path) -> None:
    """Every visit of a page codes the corpus again."""
    assert code_corpus(corpus, files=codebook)
    before = (corpus / FOLDER / codings(corpus / FOLDER)[0] / CODES).stat().st_mtime_ns
    assert not code_corpus(corpus, files=codebook)
    assert (corpus / FOLDER / codings(corpus / FOLDER)[0] / CODES).stat().st_mtime_ns == before
    assert passages(corpus, codebook) == PIECES


def test_a_speaker_outside_the_actor_table_is_kept(tmp_path: Path, codebook: Path) -> None:
    """A state that no actor of the table speaks for stops the coding, and the ingest with it."""
    pieces = {
        "published_at": pd.to_datetime(["2021-01-01"] * 2),
        "outlet": "Fish Post",
        "title": ["North Korea says ties bring trade.", "Peru says ties bring trade."],
    }
    folder = tmp_path / "far"
    build(pd.DataFrame(pieces), folder, name="Far", licence="", basis="exhaustive")
    code_corpus(folder, files=codebook)
    found = open_corpus(folder).passages(Filters(), load_codebook(codebook).key)
    assert found["iso3"].to_list() == ["PRK", "PER"]
    assert set(found["voice"]) == {"government"}


def test_progress_ends_at_the_last_piece(
    corpus: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar stands still, or stops short of its end."""
    monkeypatch.setattr(coding, "AT_ONCE", 15)
    monkeypatch.setattr(coding, "TOLD_EVERY", -1)
    told: list[Progress] = []
    code_corpus(corpus, told.append, codebook)
    assert [(one.stage, one.done) for one in told] == [
        ("coding", done) for done in (0, 15, 30, PIECES)
    ]
    assert {one.total for one in told[1:]} == {PIECES}


def test_of_a_changed_codebook_the_old_coding_stays_until_the_new_one_is_there(
    corpus: Path, tmp_path: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of the codebook empties the page, or old codings fill the disk."""
    code_corpus(corpus, files=codebook)
    changed = write_codebook(tmp_path / "changed", cues=CUES.replace("[trade,", "[fish,"))

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(coding.CodedColumns, "write", full)
        with pytest.raises(OSError, match="No space left"):
            code_corpus(corpus, files=changed)
    assert len(codings(corpus / FOLDER)) == 1
    assert passages(corpus, codebook) == PIECES
    assert code_corpus(corpus, files=changed)
    assert passages(corpus, changed) == 0


def test_the_coding_before_the_last_stays_and_no_other(
    corpus: Path, tmp_path: Path, codebook: Path
) -> None:
    """Two programs take each other's coding away again and again, or old ones fill the disk."""
    (corpus / FOLDER / "earlier-build").mkdir(parents=True)
    books = [codebook]
    for word in ("fish", "tea"):
        cues = CUES.replace("[trade,", f"[{word},")
        books.append(write_codebook(tmp_path / word, cues=cues))
    for book in books:
        assert code_corpus(corpus, files=book)
    held = open_corpus(corpus)
    assert [held.coded(coding_key(book)) for book in books] == [False, True, True]
    assert len(codings(corpus / FOLDER)) == 2
    assert not code_corpus(corpus, files=books[1])


@pytest.mark.parametrize("file", [ABOUT, CODES, SPEAKS])
@pytest.mark.parametrize("damage", ["cut", "emptied", "gone", "garbage of the same size"])
def test_a_damaged_coding_is_coded_again(
    corpus: Path, codebook: Path, file: str, damage: str
) -> None:
    """One bad write keeps the reasons from being shown for ever."""
    code_corpus(corpus, files=codebook)
    path = corpus / FOLDER / codings(corpus / FOLDER)[0] / file
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        cut = {"cut": whole[: len(whole) // 2], "emptied": b""}
        path.write_bytes(cut.get(damage, b"x" * len(whole)))
    assert not open_corpus(corpus).coded(coding_key(codebook))
    assert code_corpus(corpus, files=codebook)
    assert passages(corpus, codebook) == PIECES
    assert len(codings(corpus / FOLDER)) == 1


def test_what_broken_attempts_left_goes(corpus: Path, codebook: Path) -> None:
    """Half a coding of a killed process stays on the disk."""
    (corpus / FOLDER / ".coding-dead" / "new").mkdir(parents=True)
    code_corpus(corpus, files=codebook)
    assert len(codings(corpus / FOLDER)) == 1


def test_where_the_corpus_cannot_be_written_the_cache_holds_its_coding(
    corpus: Path, cache: Path, codebook: Path
) -> None:
    """A corpus on a read-only disk has no reasons."""
    # A file where the folder should be stops whoever runs the test, the superuser too.
    (corpus / FOLDER).write_bytes(b"")
    assert code_corpus(corpus, files=codebook)
    assert passages(corpus, codebook) == PIECES
    (home,) = (cache / FOLDER).iterdir()
    assert len(codings(home)) == 1
    other = made(corpus.with_name("other"))
    (other / FOLDER).write_bytes(b"")
    assert not open_corpus(other).coded(coding_key(codebook))
    assert code_corpus(other, files=codebook)
    assert len(list((cache / FOLDER).iterdir())) == 2


def test_where_nothing_can_be_written_a_sentence_says_so(
    corpus: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows a traceback on a full or read-only machine."""
    monkeypatch.setattr(coding, "coding_homes", lambda folder: [corpus / "manifest.toml" / FOLDER])
    with pytest.raises(IngestError, match="The coding of corpus cannot be kept: .*Not a dir"):
        code_corpus(corpus, files=codebook)


def test_a_bad_codebook_changes_nothing(corpus: Path, tmp_path: Path, codebook: Path) -> None:
    """A slip in the codebook takes away what was coded before."""
    code_corpus(corpus, files=codebook)
    bad = write_codebook(tmp_path / "bad", cues="reasons: {}")
    with pytest.raises(CodebookError, match="reason_cues.yaml"):
        code_corpus(corpus, files=bad)
    assert passages(corpus, codebook) == PIECES


def test_a_corpus_built_again_meanwhile_is_not_coded_as_it_was(
    corpus: Path, codebook: Path
) -> None:
    """Passages of the old pieces are shown under the new ones."""

    def again(progress: Progress) -> None:
        if progress.done == PIECES:
            made(corpus, 3)

    with pytest.raises(IngestError, match="built again while it was coded"):
        code_corpus(corpus, again, codebook)
    assert codings(corpus / FOLDER) == []
    assert code_corpus(corpus, files=codebook)
    assert passages(corpus, codebook) == 3


def test_a_moved_corpus_keeps_its_coding(corpus: Path, codebook: Path) -> None:
    """A corpus that is renamed has to be coded again."""
    code_corpus(corpus, files=codebook)
    moved = corpus.rename(corpus.with_name("moved"))
    assert not code_corpus(moved, files=codebook)
    assert passages(moved, codebook) == PIECES


def test_the_codings_homes_are_of_one_corpus(corpus: Path) -> None:
    """Two corpora of one name, in two folders, share a place in the cache."""
    homes = coding_homes(corpus)
    assert homes[0] == corpus / FOLDER
    assert not set(homes) & set(coding_homes(corpus.parent / "else" / "corpus"))


def test_an_ingest_ends_with_the_coding(tmp_path: Path) -> None:
    """A new corpus has no reasons until somebody asks for them."""
    folder = tmp_path / "corpus"
    path = write_csv(tmp_path / "list.csv", rows(30))
    report = ingest([path], Options(corpus=str(folder), processes=0))
    assert not [note for note in report.notes if "coded" in note]
    assert open_corpus(folder).coded(coding_key())
    more = write_csv(tmp_path / "more.csv", rows(35))
    ingest([more], Options(corpus=str(folder), processes=0, append=True))
    assert open_corpus(folder).coded(coding_key())
    retag(Options(corpus=str(folder), processes=0), lambda progress: None)
    assert open_corpus(folder).coded(coding_key())
    assert len(codings(folder / FOLDER)) == 1


def test_a_dry_run_codes_nothing(tmp_path: Path) -> None:
    """Looking at what would be read writes a folder."""
    path = write_csv(tmp_path / "list.csv", rows(3))
    ingest([path], Options(corpus=str(tmp_path / "c"), processes=0), dry_run=True)
    assert not (tmp_path / "c").exists()


def test_an_ingest_that_cannot_be_coded_is_an_ingest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the codebook keeps a corpus from being built."""

    def bad(*given: object) -> None:
        raise CodebookError("reasons.yaml: unit is missing.")

    monkeypatch.setattr(coding, "load_codebook", bad)
    path = write_csv(tmp_path / "list.csv", rows(3))
    report = ingest([path], Options(corpus=str(tmp_path / "c"), processes=0))
    assert report.notes[-1] == ("The reasons in it are not coded: reasons.yaml: unit is missing.")
    assert open_corpus(tmp_path / "c").total == 3


def test_the_built_in_corpus_is_coded_when_it_is_opened(cache: Path) -> None:
    """The Country page of a new codebook waits, though the list is short."""
    folder = builtin.builtin_corpus_folder()
    assert open_corpus(folder).coded(coding_key())
    shutil.rmtree(folder / FOLDER)
    assert builtin.builtin_corpus_folder() == folder
    assert open_corpus(folder).coded(coding_key())


CODE = """
import sys
from pathlib import Path
from data.ingest.coding import code_corpus
print(code_corpus(Path(sys.argv[1]), files=Path(sys.argv[2])))
"""


def started(corpus: Path, codebook: Path) -> subprocess.Popen:
    """Start a process that codes a corpus."""
    return subprocess.Popen(
        [sys.executable, "-c", CODE, str(corpus), str(codebook)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_of_processes_that_code_at_once_one_does_the_work(corpus: Path, codebook: Path) -> None:
    """Two servers break each other's coding, or both do all of it."""
    processes = [started(corpus, codebook) for _ in range(4)]
    ended = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, ended
    assert sorted(said.strip() for said, _ in ended) == ["False"] * 3 + ["True"]
    assert len(codings(corpus / FOLDER)) == 1
    assert passages(corpus, codebook) == PIECES


def test_a_kill_at_any_moment_leaves_a_whole_coding_or_none(tmp_path: Path, codebook: Path) -> None:
    """Half a coding is read as a whole one, or stands in the way of the next."""
    corpus, drawn = made(tmp_path / "large", 20_000), random.Random(7)
    start = time.monotonic()
    assert started(corpus, codebook).wait(120) == 0
    usual = time.monotonic() - start
    key, found = coding_key(codebook), []
    for _ in range(MOMENTS):
        shutil.rmtree(corpus / FOLDER, ignore_errors=True)
        process = started(corpus, codebook)
        time.sleep(drawn.uniform(0.4, 1.05) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found.append(LocalCorpus(corpus).coded(key))
        if found[-1]:
            assert passages(corpus, codebook) == 20_000
    assert False in found, "no kill came before the end"
    started(corpus, codebook).communicate(timeout=120)
    assert passages(corpus, codebook) == 20_000
    assert len(codings(corpus / FOLDER)) == 1
