"""The three boxes of the builder and search words say the same, both ways."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.corpus.words import All, Any, Not, Tree, Words, parsed
from data.query_builder import Boxes, box_text, boxes_to_q, entries, q_to_boxes

WORDS = ["peace", "norm*", "السلام", 'צה"ל', "Казахстан", "哈萨*", "al-Arab", "10:30", "AND", "-x"]
PHRASES = ["peace deal", "اتفاقية السلام", 'צה"ל והסכם', "以色列 阿联酋", "a (b)", "Re:view"]
FIELDED = ["title:peace", "title:peace deal", "outlet:al jazeera", "country:KAZ", "title:norm*"]
QUOTED = ['"peace deal"~5', '"Washington, DC"', '"1,000"', 'title:"deal, peace"~3', "title:AND"]
LISTED = st.lists(st.sampled_from(WORDS + PHRASES + FIELDED + QUOTED), unique=True, max_size=4)


@pytest.mark.parametrize(
    ("boxes", "q"),
    [
        (((), (), ()), ""),
        ((["peace"], (), ()), "peace"),
        ((["peace", "peace deal"], (), ()), 'peace "peace deal"'),
        (((), ["a", "b c"], ()), 'a OR "b c"'),
        ((["x"], ["a", "b"], ["c", "d e"]), 'x (a OR b) -c -"d e"'),
        (((), ["a", "b"], ["c"]), "(a OR b) -c"),
        (((), ["a"], ["c"]), "a -c"),
        (
            (["title:peace deal", "Outlet: al jazeera"], (), ()),
            'title:"peace deal" outlet:"al jazeera"',
        ),
        ((["“peace deal”", "norm＊"], (), ()), '"peace deal" norm*'),
        ((['"peace deal"~5'], (), ["title:x"]), '"peace deal"~5 -title:x'),
        ((["AND", "-x", "(a", 'a "b" c', "Re:view"], (), ()), '"AND" "-x" "(a" "a b c" "Re:view"'),
        ((['צה"ל', 'צה"ל חמאס'], (), ()), 'צה"ל "צה"ל חמאס"'),
        ((["", "  "], [" "], ()), ""),
    ],
)
def test_boxes_become_words(boxes: tuple[list[str], ...], q: str) -> None:
    """An entry loses its quotation marks, or a sign in it becomes an operator."""
    assert boxes_to_q(*boxes) == q


@pytest.mark.parametrize(
    ("q", "boxes"),
    [
        ("", Boxes()),
        ("peace", Boxes(("peace",))),
        ('peace AND "peace deal"', Boxes(("peace", "peace deal"))),
        ("a OR b OR (c OR d)", Boxes(some=("a", "b", "c", "d"))),
        ("x (a OR b) (y z) NOT c -(d OR e)", Boxes(("x", "y", "z"), ("a", "b"), ("c", "d", "e"))),
        ("-a -b", Boxes(none=("a", "b"))),
        ("country:(KAZ OR Israel)", Boxes(some=("country:KAZ", "country:Israel"))),
        ('title:"a b" "a b"~5', Boxes(("title:a b", '"a b"~5'))),
        ('"Washington, DC"', Boxes(('"Washington, DC"',))),
        ("(a OR b) (c OR d)", None),
        ("a OR (b c)", None),
        ("a OR -b", None),
        ("-(a b)", None),
        ("NOT NOT a", None),
        ("(a", None),
        ("author:x", None),
    ],
)
def test_words_become_boxes(q: str, boxes: Boxes | None) -> None:
    """Words are put into boxes that say something else, or that could hold them are refused."""
    assert q_to_boxes(q) == boxes


@given(every=LISTED, some=LISTED.filter(lambda listed: len(listed) != 1), none=LISTED)
def test_boxes_come_back(every: list[str], some: list[str], none: list[str]) -> None:
    """The builder shows other entries than were typed."""
    boxes = Boxes(tuple(every), tuple(some), tuple(none))
    q = boxes_to_q(every, some, none)
    again = q_to_boxes(q)
    assert again is not None
    assert boxes_to_q(again.every, again.some, again.none) == q
    assert [set(map(plain, box)) for box in (again.every, again.some, again.none)] == [
        set(map(plain, box)) for box in (boxes.every, boxes.some, boxes.none)
    ]


@example(text='א"א،')
@given(text=st.text(max_size=30) | st.text('ab,،\n"*:~(- א', max_size=12))
def test_any_entry_can_be_shown_again(text: str) -> None:
    """An entry of odd signs changes each time that the builder is opened."""
    once = q_to_boxes(boxes_to_q([text], [], []))
    if once is not None and once != Boxes():
        assert q_to_boxes(boxes_to_q(once.every, once.some, once.none)) == once
        assert entries(box_text(once.every)) == once.every


leaf = st.sampled_from(
    ["a", '"b c"', "title:d", '"e f"~2', 'צה"ל', "和*", 'country:"x y"', '"g, h"']
)
texts = st.recursive(
    leaf,
    lambda inner: st.one_of(
        inner.map(lambda part: f"-({part})"),
        st.tuples(
            st.sampled_from([" ", " OR ", " AND "]), st.lists(inner, min_size=2, max_size=3)
        ).map(lambda pair: "(" + pair[0].join(pair[1]) + ")"),
    ),
    max_leaves=6,
)


@given(q=texts)
def test_words_keep_their_meaning(q: str) -> None:
    """Opening the builder and closing it again changes what is found."""
    boxes = q_to_boxes(q)
    if boxes is None:
        return
    again = parsed(boxes_to_q(boxes.every, boxes.some, boxes.none))
    leaves = sorted(set(words(parsed(q))) | set(words(again)), key=str)
    for there in product((True, False), repeat=len(leaves)):
        held = dict(zip(leaves, there, strict=True))
        assert true(again, held) == true(parsed(q), held)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("peace\npeace deal, x", ("peace", "peace deal", "x")),
        ("السلام، اسرائيل", ("السلام", "اسرائيل")),
        ("以色列，阿联酋、哈萨克", ("以色列", "阿联酋", "哈萨克")),
        ('"Washington, DC", x', ('"Washington, DC"', "x")),
        ("x,,\n\n x", ("x",)),
        ('5" guns, x', ('5" guns', "x")),
        ("", ()),
    ],
)
def test_entries_of_a_box(text: str, listed: tuple[str, ...]) -> None:
    """A comma of another script does not part, or one inside quotation marks does."""
    assert entries(text) == listed


def plain(entry: str) -> str:
    return entry.replace('"', "") if "~" not in entry else entry


def words(tree: Tree) -> list[Words]:
    """Return the leaves of a tree."""
    if isinstance(tree, Words):
        return [tree]
    parts = [tree.part] if isinstance(tree, Not) else tree.parts
    return [each for part in parts for each in words(part)]


def true(tree: Tree, held: dict[Words, bool]) -> bool:
    """Say whether a tree holds where some leaves do."""
    match tree:
        case Words():
            return held[tree]
        case Not(part):
            return not true(part, held)
        case All(parts):
            return all(true(part, held) for part in parts)
        case Any(parts):
            return any(true(part, held) for part in parts)
