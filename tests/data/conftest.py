"""A corpus of one's own, and a ZIP as a file, for the tests of commands."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.corpus.home import HOME
from data.ingest.build import build


@pytest.fixture
def fish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build a corpus named fish, of one piece, in a corpora folder of the test."""
    monkeypatch.setenv(HOME, str(tmp_path / "corpora"))
    monkeypatch.delenv("ACCORD_ATLAS_CORPUS", raising=False)
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2021-03-01"]), "outlet": "Fish Post"})
    return build(rows, tmp_path / "corpora" / "fish", name="Fish", licence="", basis="exhaustive")


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return what writes a ZIP to a file of the test."""

    def write(content: bytes) -> Path:
        path = tmp_path / "view.zip"
        path.write_bytes(content)
        return path

    return write
