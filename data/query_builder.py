"""Search words as three boxes, all of these, any of these and none of these, and back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.corpus.errors import SearchError
from data.corpus.query_tokens import FIELDS, GERSHAYIM, without_quotes
from data.corpus.words import All, Any, Not, Tree, Words, parsed

# A line or a comma of any script ends an entry, but not within quotation marks.
_SEPARATORS = ",\n،，、"
_ENTRIES = re.compile(rf'(?:{GERSHAYIM}|"(?:[^"\n]|{GERSHAYIM})*"|[^{_SEPARATORS}])+')
_FIELD = re.compile(rf"\s*({'|'.join(FIELDS)})\s*[:：]\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The entries of the boxes: a word, a phrase, a beginning like norm* or a field like title:x.

    every: each must be there. some: one of them must be there. none: none of them may be there.
    """

    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


def entries(text: str) -> tuple[str, ...]:
    """Return what was typed into a box, an entry per line or comma; several words are a phrase."""
    found = (entry.strip() for entry in _ENTRIES.findall(text))
    return tuple(dict.fromkeys(entry for entry in found if entry))


def box_text(listed: Iterable[str]) -> str:
    """Return entries as the text of a box, a line each."""
    return "\n".join(listed)


def boxes_to_q(every: Iterable[str], some: Iterable[str], none: Iterable[str]) -> str:
    """Return the search words that ask for the boxes; "" where all are empty.

    What no entry can mean, such as a star inside a word, is left for the search to refuse.
    """
    must, may, without = (
        [_written(_leaf(e)) for e in box if e.strip()] for box in (every, some, none)
    )
    choice = " OR ".join(may)
    if len(may) > 1 and (must or without):
        choice = f"({choice})"
    return " ".join([*must, *filter(None, [choice]), *(f"-{each}" for each in without)])


def q_to_boxes(q: str) -> Boxes | None:
    """Return the boxes that ask for the search words, or None where they say more or nothing clear.

    A single word of which one must be there stands under every.
    """
    if not q.strip():
        return Boxes()
    try:
        tree = parsed(q)
    except SearchError:
        return None
    every: list[Words] = []
    some: list[Words] = []
    none: list[Words] = []
    for part in _parts(tree, All):
        if isinstance(part, Words):
            every.append(part)
        elif isinstance(part, Any) and not some and (found := _leaves(part)):
            some = found
        elif isinstance(part, Not) and (found := _leaves(part.part)):
            none += found
        else:
            return None
    return Boxes(*(tuple(map(_entry, dict.fromkeys(box))) for box in (every, some, none)))


def _parts(tree: Tree, kind: type[All] | type[Any]) -> list[Tree]:
    """Return the parts of a tree, those of its own kind taken apart too."""
    if not isinstance(tree, kind):
        return [tree]
    return [inner for part in tree.parts for inner in _parts(part, kind)]


def _leaves(tree: Tree) -> list[Words]:
    """Return alternatives that are all words; none where one is more."""
    parts = _parts(tree, Any)
    leaves = [part for part in parts if isinstance(part, Words)]
    return leaves if len(leaves) == len(parts) else []


def _leaf(entry: str) -> Words:
    """Read an entry: as the search would where that is one word or phrase, else as a phrase."""
    entry = " ".join(entry.split())
    if (alone := _read(entry)) is not None:
        return alone
    if field := _FIELD.fullmatch(entry):
        return Words(without_quotes(field[2]), field[1].lower())
    return Words(without_quotes(entry))


def _read(q: str) -> Words | None:
    try:
        tree = parsed(q)
    except SearchError:
        return None
    return tree if isinstance(tree, Words) else None


def _written(leaf: Words) -> str:
    """Write words for a query, in quotation marks where they need them."""
    bare = _bare(leaf)
    return bare if _read(bare) == leaf else _quoted(leaf)


def _entry(leaf: Words) -> str:
    """Write words for a box, without quotation marks where they mean the same."""
    bare = _bare(leaf)
    return bare if entries(bare) == (bare,) and _leaf(bare) == leaf else _quoted(leaf)


def _bare(leaf: Words) -> str:
    return f"{leaf.field}:{leaf.text}" if leaf.field else leaf.text


def _quoted(leaf: Words) -> str:
    near = "" if leaf.near is None else f"~{leaf.near}"
    return _bare(replace(leaf, text=f'"{leaf.text}"')) + near
