"""Where corpora are kept, as it is said to readers."""

from pathlib import Path

import pytest

from data.corpus.errors import CorpusError
from data.corpus.home import corpus_folder, shortened


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Path.home() / "data" / "corpora", "~/data/corpora"),
        (Path("/srv/corpora"), "/srv/corpora"),
        (Path("corpora"), "corpora"),
    ],
)
def test_a_path_in_ones_own_folder_is_said_shortly(given: Path, said: str) -> None:
    """A page, or a picture of one, shows the name of the machine's user."""
    assert shortened(given) == said


def test_the_folder_of_nobody_is_a_sentence() -> None:
    """A path of a user that does not exist ends in a traceback."""
    with pytest.raises(CorpusError, match="no user of that name"):
        corpus_folder("~nosuchuser/corpora")
