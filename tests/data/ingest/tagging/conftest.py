"""The tagger with all senses, made once: that takes half a second."""

import pytest

from data.ingest.tagging import Tagger, load_tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """Give a tagger that counts names, demonyms, capitals and cities."""
    return load_tagger()


@pytest.fixture(scope="session")
def names_tagger() -> Tagger:
    """Give a tagger that counts names of countries only."""
    return load_tagger(("names",))


@pytest.fixture(scope="session")
def demonyms_tagger() -> Tagger:
    """Give a tagger that counts names and demonyms."""
    return load_tagger(("names", "demonyms"))
