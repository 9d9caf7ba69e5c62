"""A corpus of published pieces and the questions that can be put to it."""

from data.corpus.errors import CorpusError, SearchError
from data.corpus.layout import Manifest
from data.corpus.local import LocalCorpus
from data.corpus.opening import open_corpus
from data.corpus.protocol import Corpus

__all__ = ["Corpus", "CorpusError", "LocalCorpus", "Manifest", "SearchError", "open_corpus"]
