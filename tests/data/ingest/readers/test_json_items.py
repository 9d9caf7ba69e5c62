"""JSON: lists, responses, objects by name or by line; what is broken, deep or beyond numbers."""

import json
from pathlib import Path

import pytest
from document_files import all_of, cells_of, content_of, read_within, sentence_of, source_of

from data.ingest.errors import IngestError
from data.ingest.readers.json_items import json_source
from data.ingest.readers.json_stream import MOST_DIGITS
from data.ingest.records import Faulty, Found

ITEMS = [
    {"title": "Harbour fees fall", "date": "2025-01-02", "url": "https://a.example/1"},
    {"title": "Ministers meet", "date": "2025-01-03", "url": "https://a.example/2"},
]
CELLS = [tuple(item.values()) for item in ITEMS]
LIST = json.dumps(ITEMS)
LINES = "".join(json.dumps(item) + "\n" for item in ITEMS)
KEYED = json.dumps({"a1": ITEMS[0], "a2": ITEMS[1]})
RESPONSE = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": None, "name": "The Paper"},
            "title": "Ministers meet",
            "description": "In short",
            "url": "https://a.example/1",
            "publishedAt": "2025-01-02T10:00:00Z",
            "content": "They spoke of… [+123 chars]",
        }
    ],
}
DEEP = '{"title":"A deep one","x":%s}'


def titles_of(file: str) -> list[str | None]:
    """Return the title of each row, None for a faulty one."""
    return [row.values["title"] if isinstance(row, Found) else None for row in all_of(file)]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (LIST, "JSON list"),
        (json.dumps(ITEMS, indent=2), "JSON list"),
        (json.dumps({"meta": {"n": 2}, "data": {"items": ITEMS}}), "JSON list"),
        (json.dumps({"my.items": ITEMS}), "JSON list"),
        (KEYED, "JSON object of objects"),
        (LINES, "JSON lines"),
        (LINES.replace("\n", "\r\n"), "JSON lines"),
        (LINES.replace("\n", "\r"), "JSON lines"),
        (LINES.replace("\n", "\n\n"), "JSON lines"),
        (LINES.strip(), "JSON lines"),
        ("".join(json.dumps(item) for item in ITEMS), "JSON object"),
        ("\n".join(json.dumps(item, indent=1) for item in ITEMS), "JSON object"),
        ("\ufeff" + LIST, "JSON list"),
        ("\ufeff" + LINES, "JSON lines"),
    ],
    ids="list indent inner dotted keyed lines crlf cr blank open joined pretty bom bom2".split(),
)
def test_any_shape(file: str, kind: str) -> None:
    """Objects in one of the usual shapes are not found, or run together."""
    source = source_of(file)
    assert source.kind == kind
    assert source.fields == {"title": "title", "published": "date", "url": "url"}
    assert [tuple(row.values.values()) for row in source.rows()] == CELLS
    assert [row.line for row in source.rows()] == ([1, 3] if "}\n\n" in file else [1, 2])


def test_one_object_is_one_piece() -> None:
    """A file of one piece is refused for want of a list."""
    assert cells_of(json.dumps(ITEMS[0])) == CELLS[:1]
    assert source_of(json.dumps(ITEMS[0], indent=1)).kind == "JSON object"


def test_a_response_of_newsapi() -> None:
    """A response is read without its outlets, or the mark of a cut text stays in the text."""
    source = source_of(json.dumps(RESPONSE))
    assert source.kind == "NewsAPI response"
    assert source.fields == {
        "published": "publishedAt",
        "outlet": "source.name",
        "title": "title",
        "summary": "description",
        "text": "content",
        "url": "url",
    }
    (row,) = source.rows()
    assert (row.values["content"], row.values["source.id"]) == ("They spoke of", "")


def test_the_list_that_says_most_of_a_piece_is_taken() -> None:
    """The first list in a file is read, and it is one of tags or of authors."""
    file = {"tags": [{"text": "trade"}], "pieces": ITEMS, "authors": [{"name": "A", "url": "b"}]}
    assert cells_of(json.dumps(file)) == CELLS


def test_inner_objects_and_lists_are_spread_out() -> None:
    """What stands inside an object is lost, or is shown as Python writes it."""
    item = {
        "title": "A b",
        "authors": [{"name": "A"}, {"name": "B"}],
        "tags": ["x", None, "y"],
        "open": True,
        "none": None,
        "half": 0.5,
    }
    (row,) = all_of(json.dumps([item]))
    assert row.values == {
        "title": "A b",
        "authors.name": "A;B",
        "tags": "x;y",
        "open": "true",
        "none": "",
        "half": "0.5",
    }


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("[]", "without a list of objects"),
        ("{}", "without a list of objects"),
        ("[1, 2, 3]", "without a list of objects"),
        ('["One title", "Two titles"]', "without a list of objects"),
        ('{"a": 1}', "without a list of objects"),
        ("[{'title': 'One title'}]", "no valid JSON"),
        ('{"title": ["One", "Two"], "date": ["2025-01-02", "2025-01-03"]}', "list for each column"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"title": "x"}}]}', "a map"),
        ('{"arcs": [], "type" : "Topology", "objects": {}}', "a map"),
        ('[{"title"', "no valid JSON"),
    ],
    ids="empty object numbers strings other python columns map topology broken".split(),
)
def test_what_lists_no_pieces_is_a_sentence(file: str, sentence: str) -> None:
    """JSON without pieces is read as an article, or the sentence says something else of it."""
    assert sentence in sentence_of(file)


def test_pieces_about_maps_are_no_map() -> None:
    """A piece that has the name of a kind of map in it makes its list a map."""
    file = json.dumps([{"title": "A Topology of power", "kind": "Topology", "date": "2025-01-02"}])
    assert titles_of(file) == ["A Topology of power"]


@pytest.mark.parametrize("word", ["[Exclusive] Ministers", "{Photo} Ministers", "[2025] Ministers"])
def test_prose_with_a_bracket_first_is_no_json(word: str) -> None:
    """An article whose headline begins with a bracket is refused as broken JSON."""
    assert json_source(content_of(f"{word} meet in Rabat\n\nThey spoke of trade.\n")) is None
    assert source_of(f"{word} meet in Rabat\n\nThey spoke of trade.\n").kind.startswith("plain")


@pytest.mark.parametrize(
    "rest",
    [LIST[-20:-5], "", LIST[-10:] + "rest", LIST[-10:-1] + ",]"],
    ids="cut open more comma".split(),
)
def test_a_list_that_breaks_off_keeps_what_stands_before(rest: str) -> None:
    """The whole file is lost where its last letters are, or its end is passed over in silence."""
    file = json.dumps(ITEMS * 40)[: -len(LIST)] + ", " + LIST[1:-1][: -len(LIST) // 3] + rest
    rows = []
    with pytest.raises(IngestError, match=r"no valid JSON after object \d+ .*is read"):
        for row in source_of(file).rows():
            rows.append(row)
    assert len(rows) >= 78


def test_a_bad_line_costs_itself_only() -> None:
    """A line that is no object ends the reading, or is left out in silence."""
    bad = '{bad\n[1]\n5\n"x"\nnull\n{"title": "Twice"} {"title": "over"}\n'
    for file in (LINES + bad + LINES, LINES[:-1].split("\n")[0] + "\n{bad\n" + bad[5:] + LINES):
        rows = all_of(file)
        assert len(rows) == file.count("\n")
        assert sum(isinstance(row, Faulty) for row in rows) == 6
        assert all(
            row.reason.startswith("not readable as JSON") for row in rows if isinstance(row, Faulty)
        )
    assert titles_of("{bad\n" + LINES) == [None, *(item["title"] for item in ITEMS)]


def test_what_is_no_object_in_a_list_is_said() -> None:
    """A number or a list among the objects ends the reading, or is lost."""
    rows = all_of(json.dumps([*ITEMS, 5, None, "x", [1], *ITEMS]))
    assert [row.line for row in rows if isinstance(row, Faulty)] == [3, 4, 5, 6]
    assert len(rows) == 8


@pytest.mark.parametrize("lines", [False, True])
def test_the_last_of_two_equal_keys_counts(lines: bool) -> None:
    """A key that stands twice ends the reading, or its values run together."""
    item = '{"title":"First","title":"Second","date":"2025-01-02"}'
    assert titles_of(f"{item}\n{item}\n" if lines else f"[{item}, {item}]") == ["Second"] * 2


@pytest.mark.parametrize("lines", [False, True])
def test_numbers_that_json_has_no_word_for(lines: bool) -> None:
    """NaN, as Python writes it, ends the reading of a list."""
    item = '{"title":"A NaN, -Infinity","n":NaN,"m":-Infinity,"l":[Infinity,NaN]}'
    rows = all_of(f"{item}\n{item}\n" if lines else f"[{item}, {item}]")
    assert [row.values["title"] for row in rows] == ["A NaN, -Infinity"] * 2
    assert set(rows[0].values) == {"title", "n", "m", "l"}


@pytest.mark.parametrize("at", [*range(8_150, 8_215)])
def test_such_numbers_are_seen_wherever_they_stand(at: int) -> None:
    """A NaN that is cut by two portions of the file ends the reading."""
    file = f'[{{"title":"{"x" * at}","a":-Infinity,"b":"\\\\NaN\\"","c":NaN}},{{"title":"B"}}]'
    one, two = all_of(file)
    assert (one.values["b"], one.values["c"], two.values["title"]) == ('\\NaN"', "", "B")


@pytest.mark.parametrize("digits", [MOST_DIGITS + 1, 20_000, 1_000_000])
def test_a_number_too_long_for_python_ends_in_a_sentence(digits: int, tmp_path: Path) -> None:
    """A huge whole number ends the process, and the server with it."""
    huge = '{"title":"A huge one","n":%s}' % ("9" * digits)
    path = tmp_path / "huge.json"
    path.write_text(f"[{huge}]")
    (line,) = read_within(1_500, path)
    assert line.startswith("refused:") and f"{MOST_DIGITS:,} digits" in line
    path.write_text(f"[{json.dumps(ITEMS[0])}, {' ' * 9_000} {huge}]")
    *_, last = read_within(1_500, path)
    assert last.startswith("ended:") and f"{MOST_DIGITS:,} digits" in last
    assert titles_of(f"{huge}\n{huge}\n") == ["A huge one"] * 2
    string = json.dumps([{"title": "Digits", "n": "9" * digits}])
    assert all_of(string)[0].values["n"] == "9" * digits


def test_numbers_keep_their_digits() -> None:
    """A long number is rounded, or an exponent beyond all bounds is a traceback."""
    file = f'[{{"title":"A b","n":{"9" * 300},"m":1e999,"o":0.10}}]'
    (row,) = all_of(file)
    assert (row.values["n"], row.values["m"], row.values["o"]) == ("9" * 300, "1E+999", "0.10")
    assert "no valid JSON" in sentence_of('[{"title":"A b","n":1e99999999999999999999}]')


@pytest.mark.parametrize("lines", [False, True])
def test_signs_that_must_not_stand_in_a_string(lines: bool) -> None:
    """A line end or a control sign in a string ends the reading of a list."""
    inner = "\t\x01" if lines else "\n\t\x01"
    item = f'{{"title":"A{inner}b \\"c\\" \\\\"}}'
    rows = all_of(f"{item}\n{item}\n" if lines else f'[{item},\n\t{item},{{"title":"D"}}]')
    assert rows[0].values["title"] == f'A{inner}b "c" \\'
    assert rows[1].values == rows[0].values


def test_half_a_sign_does_not_end_the_reading() -> None:
    """Half of a pair, as \\ud800 alone, is a traceback."""
    item = '{"title":"A \\ud800 b","x":"\\udc00"}'
    for file in (f"[{item},{item}]", f"{item}\n{item}\n"):
        assert len(all_of(file)) == 2
    assert titles_of(f"[{item}]") == ["A \ufffd b"]


@pytest.mark.parametrize("before", [0, *range(4_390, 4_420), *range(8_170, 8_195)])
def test_pairs_written_as_escapes_stay_whole(before: int) -> None:
    """A sign written as two escapes is lost where a portion of the file ends between them."""
    title = "x" * before + "\\\U0001f600" * 1_500
    assert titles_of(json.dumps([{"title": title}])) == [title]


def test_a_nul_sign_in_a_line_costs_that_line() -> None:
    """A NUL byte makes a file of JSON lines unreadable."""
    assert titles_of('{"title":"A\0b"}\n{"title":"C"}\n{"title":"D"}\n') == [None, "C", "D"]


@pytest.mark.parametrize("inner", ["[" * 400 + "]" * 400, '{"a":' * 400 + "1" + "}" * 400])
def test_a_deep_object_costs_itself_only(inner: str) -> None:
    """Objects in objects end the reading with a traceback."""
    deep = DEEP % inner
    flat = json.dumps(ITEMS[0])
    for file in (f"[{flat},{deep},{flat}]", f"{flat}\n{deep}\n{flat}\n"):
        assert titles_of(file) == ["Harbour fees fall", None, "Harbour fees fall"]


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_endless_depth_is_bounded(sign: str, tmp_path: Path) -> None:
    """A file of nothing but brackets fills the memory or the stack."""
    path = tmp_path / "deep.json"
    path.write_text(sign * 2_000_000)
    (line,) = read_within(1_500, path)
    assert line.startswith("refused:")
    path.write_text(f"{json.dumps(ITEMS[0])}\n{DEEP % (sign * 100_000)}\n{json.dumps(ITEMS[1])}\n")
    first, deep, last = read_within(1_500, path)
    assert (first, last) == ("Found 1 ", "Found 3 ")
    assert deep.startswith("Faulty 2")


def test_one_endless_object_is_bounded(tmp_path: Path) -> None:
    """A string without an end is read into memory whole."""
    path = tmp_path / "long.json"
    with path.open("w") as file:
        file.write(f'[{json.dumps(ITEMS[0])}, {{"title": "')
        for _ in range(100):
            file.write("x" * (1 << 20))
    first, last = read_within(1_500, path)
    assert first == "Found 1 "
    assert last.startswith("ended:") and "64 MB" in last


def test_ten_thousand_names_in_an_object_are_a_sentence() -> None:
    """An object with far too many names fills the memory."""
    wide = {f"k{at}": 1 for at in range(9_999)}
    assert "10,000 columns" in sentence_of(json.dumps([{"title": "A b"} | wide]))
