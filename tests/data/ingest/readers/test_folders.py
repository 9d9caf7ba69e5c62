"""Folders: every file in order, and what hides in them or leads out of them."""

import os
import shutil
from pathlib import Path

import pytest
from document_files import CSV

from data.ingest.errors import IngestError
from data.ingest.readers import sources
from data.ingest.readers.folders import checked, files
from data.ingest.records import Refused


def written(path: Path) -> Path:
    """Write the usual list of pieces, and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CSV, "utf-8")
    return path


def names(*paths: Path) -> list[str]:
    """Return the names of the files found, and the sentences on what was left out."""
    return [one.sentence if isinstance(one, Refused) else one[0] for one in files(paths)]


def test_a_folder_gives_all_files_in_order(tmp_path: Path) -> None:
    """A file in a folder of a folder is lost, or the order is another one each time."""
    for name in ("b.csv", "a/z.csv", "a/b/c.txt", "10.csv", "9.csv"):
        written(tmp_path / "list" / name)
    assert names(tmp_path / "list") == [
        "list/10.csv",
        "list/9.csv",
        "list/a/b/c.txt",
        "list/a/z.csv",
        "list/b.csv",
    ]
    assert [source.name for source in sources([tmp_path / "list"])] == names(tmp_path / "list")


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    """A folder without files ends in a traceback."""
    (tmp_path / "list" / "inner").mkdir(parents=True)
    assert names(tmp_path / "list") == []


def test_hidden_files_are_left_out_and_said(tmp_path: Path) -> None:
    """The settings of an editor are read as pieces, or left out in silence."""
    for name in (".x.csv", ".git/config", "a/.y.csv", "__MACOSX/z.csv", "b.csv"):
        written(tmp_path / "list" / name)
    *others, last = names(tmp_path / "list")
    assert last == "list/b.csv"
    assert [sentence.split()[0] for sentence in others] == [
        "list/.git",
        "list/.x.csv",
        "list/__MACOSX",
        "list/a/.y.csv",
    ]
    assert all("is hidden" in sentence for sentence in others)


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    """A file that the user names is left out for the point before its name."""
    assert names(written(tmp_path / ".x.csv")) == [".x.csv"]


def test_links_in_a_folder_lead_nowhere(tmp_path: Path) -> None:
    """A link leads out of the folder, or in a circle without end."""
    outside = written(tmp_path / "outside" / "a.csv")
    folder = written(tmp_path / "list" / "b.csv").parent
    (folder / "file").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "circle").symlink_to(folder)
    (folder / "broken").symlink_to(tmp_path / "nowhere")
    told = names(folder)
    assert [name for name in told if "link" not in name] == ["list/b.csv"]
    assert len(told) == 5


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    """A link that the user names is left out."""
    link = tmp_path / "link.csv"
    link.symlink_to(written(tmp_path / "outside" / "a.csv"))
    assert names(link) == ["a.csv"]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe in a folder is opened, and the reading waits without end."""
    (tmp_path / "list").mkdir()
    os.mkfifo(tmp_path / "list" / "pipe")
    assert names(tmp_path / "list") == ["list/pipe is not a file."]
    assert [name.endswith("is not a file.") for name in names(tmp_path / "list" / "pipe")] == [True]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two files of one name in two folders are one in the report."""
    paths = [written(tmp_path / name / "x.csv") for name in ("a", "b")]
    assert names(*paths) == [str(path) for path in paths]
    assert names(paths[0], written(tmp_path / "y.csv")) == ["x.csv", "y.csv"]


def test_a_folder_named_by_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder "." has no name in the report."""
    written(tmp_path / "list" / "a.csv")
    monkeypatch.chdir(tmp_path / "list")
    assert names(Path()) == ["list/a.csv"]


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A misspelt name is passed over where others are right."""
    path = written(tmp_path / "a.csv")
    with pytest.raises(IngestError, match=r"nowhere\.csv does not exist"):
        sources([path, tmp_path / "nowhere.csv"])
    assert checked([path]) == [path]


@pytest.mark.parametrize(
    "name", ["a b.csv", "é.csv", "列表.csv", "-x.csv", "a'b;c.csv", "\udcff.csv"]
)
def test_names_of_any_letters(name: str, tmp_path: Path) -> None:
    """A file whose name has a blank or other letters is not found."""
    try:
        path = written(tmp_path / "list" / name)
    except OSError:
        pytest.skip("this file system has no such names")
    assert names(path.parent) == [f"list/{name}"]
    (source,) = sources([path])
    assert len(list(source.rows())) == 4


def test_a_folder_that_vanishes_is_a_sentence(tmp_path: Path) -> None:
    """A folder taken away while it is read ends in a traceback."""
    folder = written(tmp_path / "list" / "a" / "x.csv").parent.parent
    written(folder / "b" / "y.csv")
    found = files([folder])
    assert next(found)[0] == "list/a/x.csv"
    shutil.rmtree(folder)
    with pytest.raises(IngestError, match="cannot be read"):
        list(found)


def test_a_file_that_vanishes_is_a_sentence(tmp_path: Path) -> None:
    """A file taken away before it is read ends in a traceback."""
    paths = [written(tmp_path / name) for name in ("a.csv", "b.csv")]
    found = sources(paths)
    assert next(found).name == "a.csv"
    paths[1].unlink()
    (refused,) = found
    assert isinstance(refused, Refused)
    assert refused.sentence.startswith("b.csv")
