"""Tests of pages: corpora in a folder of their own, and no cached answers of other tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from data.corpus.home import HOME


@pytest.fixture(autouse=True)
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep the corpora in a folder of the test, and start and leave it without cached answers."""
    monkeypatch.setenv(HOME, str(tmp_path / "corpora"))
    monkeypatch.delenv("ACCORD_ATLAS_CORPUS", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield tmp_path / "corpora"
    st.cache_resource.clear()
    st.cache_data.clear()
