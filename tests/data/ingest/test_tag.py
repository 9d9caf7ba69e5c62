"""The tagger as a command: lines in, the same lines with their countries out."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from data.ingest.tagging.gazetteer import COLUMNS

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a gazetteer of four names, that is read at once."""
    path = tmp_path_factory.mktemp("tag") / "gazetteer.csv"
    rows = ["KAZ,Kazakhstan,names,,", "ISR,Israel,names,,", "ISR,Israeli,demonyms,,"]
    rows += ["CHE,Suisse,names,fr,", "KAZ,Astana,capitals,,"]
    lines = [row + "," * (len(COLUMNS) - 5) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *lines, ""]), "utf-8")
    return path


def run(gazetteer: Path, given: bytes, *options: str) -> tuple[int, list[str], str]:
    """Return the command's status, the lines it prints and what it says of errors."""
    command = [sys.executable, "-m", "data.ingest.tag", "--gazetteer", str(gazetteer), *options]
    done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT)
    assert done.stdout == b"" or done.stdout.endswith(b"\n")
    return done.returncode, done.stdout.decode().split("\n")[:-1], done.stderr.decode()


def lines(*pieces: object) -> bytes:
    """Return pieces as JSON lines, texts as they are."""
    said = [piece if isinstance(piece, str) else json.dumps(piece) for piece in pieces]
    return "".join(f"{line}\n" for line in said).encode()


def test_each_line_is_answered_by_one_line_in_order(gazetteer: Path) -> None:
    """A line is lost or answered out of turn, so that answers belong to other lines."""
    given = lines("Israel and Kazakhstan, Kazakhstan", "Nothing", "", "  ", {"title": "Israel"})
    status, said, error = run(gazetteer, given)
    assert (status, error) == (0, "")
    assert said[2:4] == ["", "  "]
    answers = [json.loads(line) for line in said if line.strip()]
    assert [answer["countries"] for answer in answers] == [["KAZ", "ISR"], [], ["ISR"]]
    assert answers[0]["text"] == "Israel and Kazakhstan, Kazakhstan"


def test_all_else_in_an_object_is_kept(gazetteer: Path) -> None:
    """A field that the tagger does not know, or an order of fields, is lost."""
    piece = {"id": 7, "title": "Israel", "tags": ["a", None], "text": "קזחסטן", "countries": "old"}
    other = {"title": 5, "summary": None, "text": ["Israel"]}
    status, said, _ = run(gazetteer, lines(piece, other))
    first, second = map(json.loads, said)
    assert status == 0 and list(first) == list(piece)
    assert first == piece | {"countries": ["ISR"]}
    assert second == other | {"countries": []}
    assert "קזחסטן" in said[0]


def test_matches_have_field_offsets_and_names(gazetteer: Path) -> None:
    """Text[start:end] is not the name, or a match of the title is said to be in the text."""
    piece = {"title": "An Israeli", "text": "🙂 Kazakh\u00adstan, Astana"}
    _, said, _ = run(gazetteer, lines(piece, "Israel"), "--matches")
    first, second = (json.loads(line)["matches"] for line in said)
    assert [one["field"] for one in first] == ["title", "text", "text"]
    assert [one["name"] for one in first] == ["Israeli", "Kazakhstan", "Astana"]
    assert [one["sense"] for one in first] == ["demonyms", "names", "capitals"]
    whole = [piece[one["field"]][one["start"] : one["end"]] for one in first]
    assert whole == ["Israeli", "Kazakh\u00adstan", "Astana"]
    assert second == [
        {"field": "text", "country": "ISR", "start": 0, "end": 6, "name": "Israel"}
        | {"sense": "names"}
    ]


@pytest.mark.parametrize(
    ("senses", "countries"),
    [("names", []), ("names, demonyms", ["ISR"]), ("capitals,demonyms", ["ISR", "KAZ"])],
)
def test_senses_are_chosen(gazetteer: Path, senses: str, countries: list[str]) -> None:
    """--senses is not heard."""
    status, said, _ = run(gazetteer, lines("An Israeli in Astana"), "--senses", senses)
    assert status == 0 and json.loads(said[0])["countries"] == countries


def test_a_line_may_say_its_language_and_outlet(gazetteer: Path) -> None:
    """A line's own language is not heard, or --language overrules it."""
    pieces = [{"text": "Suisse"}, {"text": "Suisse", "language": "en"}]
    pieces += [{"text": "Israel Gazette says", "outlet": "Israel Gazette"}]
    _, said, _ = run(gazetteer, lines(*pieces), "--language", "fr")
    assert [json.loads(line)["countries"] for line in said] == [["CHE"], [], []]


def test_what_is_no_json_is_text_unless_json_is_asked_for(gazetteer: Path) -> None:
    """A line that begins with a brace stops the run, or a broken object is taken for a piece."""
    given = lines('{"title": "Israel"', "[1]", "{Israel}", {"title": "Israel"})
    status, said, error = run(gazetteer, given)
    assert (status, error) == (0, "")
    assert [json.loads(line)["countries"] for line in said] == [["ISR"], [], ["ISR"], ["ISR"]]
    assert json.loads(said[0])["text"] == '{"title": "Israel"'

    status, said, error = run(gazetteer, given, "--jsonl")
    assert status == 1 and said[:3] == ['{"title": "Israel"', "[1]", "{Israel}"]
    assert json.loads(said[3])["countries"] == ["ISR"]
    faults = error.splitlines()
    assert [fault.partition(":")[0] for fault in faults] == ["line 1", "line 2", "line 3"]
    assert all("not a JSON object" in fault for fault in faults)

    status, said, _ = run(gazetteer, lines({"title": "Israel"}), "--plain")
    assert status == 0
    assert json.loads(said[0]) == {"text": '{"title": "Israel"}', "countries": ["ISR"]}


def test_an_object_nested_too_deeply_is_printed_as_it_came(gazetteer: Path) -> None:
    """One line without sense ends the run of all."""
    deep = '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}"
    status, said, error = run(gazetteer, lines(deep, "Israel"), "--jsonl")
    assert status == 1 and said[0] == deep
    assert error.startswith("line 1: ")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (b"\xef\xbb\xbfIsrael", "Israel"),
        (b"Israel\r\n", "Israel"),
        (b"C\xf4te, Israel\n", "C\ufffdte, Israel"),
        (b'{"text": "Israel \\ud83d"}\n', "Israel \ud83d"),
        ("Israel\u2028\u0085\n".encode(), "Israel\u2028\u0085"),
        (b"Israel\x00\n", "Israel\x00"),
    ],
)
def test_odd_bytes_cost_no_line(gazetteer: Path, given: bytes, text: str) -> None:
    """A mark, a line end or a byte of another encoding stops the run or splits a line."""
    status, said, error = run(gazetteer, given)
    assert (status, error, len(said)) == (0, "", 1)
    assert json.loads(said[0]) == {"text": text, "countries": ["ISR"]}


def test_no_input_gives_no_output(gazetteer: Path) -> None:
    """An empty pipe is an error."""
    assert run(gazetteer, b"") == (0, [], "")


def test_a_reader_that_has_enough_is_no_error(gazetteer: Path) -> None:
    """With "| head -1" the command ends in a traceback."""
    command = [sys.executable, "-m", "data.ingest.tag", "--gazetteer", str(gazetteer)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        process.stdin.write(b"Israel\n")
        process.stdin.flush()
        # The answer comes before the next line is there.
        assert json.loads(process.stdout.readline())["countries"] == ["ISR"]
        process.stdout.close()
        with suppress(BrokenPipeError):
            for _ in range(20):
                process.stdin.write(b"Israel\n" * 5000)
        with suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--senses", "names,people"], "'people' is not one of names, demonyms"),
        (["--senses", ","], "is not one of names"),
        (["--plain", "--jsonl"], "not allowed with"),
        (["--gazetteer", "no-such-file.csv"], "no-such-file.csv: there is no such file."),
    ],
)
def test_a_wrong_option_is_said(gazetteer: Path, options: list[str], said: str) -> None:
    """A misspelt option gives a traceback, or lines without countries."""
    status, answered, error = run(gazetteer, b"Israel\n", *options)
    assert (status, answered) == (2, []) and said in error
    assert "Traceback" not in error
