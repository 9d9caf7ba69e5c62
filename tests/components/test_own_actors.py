"""A reader's own table of actors: what it may change, and what is refused with a sentence."""

import pytest

from components.own_actors import ActorsFileError, as_file, read_actors, table_of, with_rows
from data.coding.codebook import Actor

ACTORS = {
    "minister": Actor("minister", "government", "KAZ", "The minister", ("minister*", "министр*")),
    "movement": Actor("movement", "opponent", "", "A movement", ("movement",)),
}


def row(actor: str = "minister", voice: str = "analyst", iso3: str = "") -> dict[str, str]:
    return {"actor": actor, "voice": voice, "iso3": iso3}


def test_a_row_changes_voice_and_country_and_nothing_else() -> None:
    """An edit loses the forms by which an actor is found, or other actors."""
    changed = with_rows(ACTORS, [row(iso3=" isr ")])
    assert changed["minister"] == Actor(
        "minister", "analyst", "ISR", "The minister", ("minister*", "министр*")
    )
    assert changed["movement"] is ACTORS["movement"] and ACTORS["minister"].voice == "government"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (row(actor="stranger"), "stranger is not among the actors"),
        (row(actor=""), "An empty actor"),
        (row(voice="none"), "'none' is none of government, opponent"),
        (row(iso3="KAZA"), "'KAZA' is no alpha-3 code"),
        (row(iso3="К1З"), "is no alpha-3 code"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(given: dict[str, str], said: str) -> None:
    """A slip of the pen changes the numbers, or ends in a traceback."""
    with pytest.raises(ActorsFileError, match=said):
        with_rows(ACTORS, [given])


def test_a_file_goes_out_and_comes_back() -> None:
    """The file that is offered cannot be brought back."""
    rows = read_actors(as_file(ACTORS))
    assert with_rows(ACTORS, rows) == ACTORS
    assert table_of(ACTORS)["forms"].tolist() == ["minister*;министр*", "movement"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
        (b"actor,voice\na,b\n", "no column iso3"),
        (b"", "no column actor"),
    ],
)
def test_a_file_that_is_none_is_a_sentence(content: bytes, said: str) -> None:
    """A picture dropped as a table ends in a traceback."""
    with pytest.raises(ActorsFileError, match=said):
        read_actors(content)
