"""The search index: words and phrases in, row numbers out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import tantivy
from pyroaring import BitMap
from tantivy import Filter, Occur, Query

from data.corpus import words
from data.corpus.errors import CorpusError, SearchError
from data.corpus.layout import SEARCH
from data.filters import shown

TITLE, BODY, ROW = "title", "body", "row"
ANALYZER = "folded_words"
# A word in the title says more about a piece than one in its text.
TITLE_WEIGHT = 2.0
REMEMBERED = 8
LONGEST_WORD = 100
# Bytes: every sign of the longest q, four bytes each, and room for letters that unfold.
LONGEST_ASKED = 10_000


@dataclass(frozen=True)
class Hits:
    """The rows that match: as a set, and with their scores; none of it to be changed."""

    rows: BitMap
    found: np.ndarray
    scores: np.ndarray

    @cached_property
    def ranked(self) -> np.ndarray:
        """Return the rows, best match first.

        The index breaks ties by where a piece happens to lie; readers expect the newest.
        """
        return self.found[np.lexsort((-self.found.astype(np.int64), -self.scores))]


def analyzer(longest: int = LONGEST_ASKED) -> tantivy.TextAnalyzer:
    """Return what cuts text into words without regard to case; words.folded goes before it.

    longest: words of more bytes are left out; none of the reader's is, a text's may be an address.
    """
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(words.WORD_PATTERN))
        .filter(Filter.remove_long(longest))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .build()
    )


class IndexWriter:
    """Writes a folder's search index, piece by piece in the order of their rows."""

    def __init__(self, folder: Path, heap: int) -> None:
        """Begin. heap: bytes of memory to gather before writing out."""
        (folder / SEARCH).mkdir()
        index = tantivy.Index(_schema(), path=str(folder / SEARCH))
        index.register_tokenizer(ANALYZER, analyzer(LONGEST_WORD))
        self._writer = index.writer(heap_size=heap, num_threads=1)
        self._row = 0

    def add(self, title: str, texts: Sequence[str]) -> None:
        """Index one piece by its title and its other texts."""
        body = [words.folded(text) for text in texts if text]
        titles = [words.folded(title)] if title else []
        with _disk_faults():
            self._writer.add_document(tantivy.Document(title=titles, body=body, row=self._row))
        self._row += 1

    def finish(self) -> None:
        """Write out what is left and put the parts together."""
        with _disk_faults():
            self._writer.commit()
            self._writer.wait_merging_threads()


@contextmanager
def _disk_faults() -> Iterator[None]:
    """Say what the index says of a disk that is full or gone in the way Python does."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"the search index cannot be written: {error}") from error


class SearchIndex:
    """A mapped index. Threads may search at once."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(folder / SEARCH))
        except BaseException as error:
            # Damaged bytes make the index panic; a panic is an exception of no kind but this.
            if not isinstance(error, (ValueError, OSError)) and not is_panic(error):
                raise
            raise CorpusError(
                f"The corpus folder {folder} has a {SEARCH} index that cannot be opened: "
                f"{str(error).splitlines()[0]}. Build it again."
            ) from error
        self._analyzer = analyzer()
        self._index.register_tokenizer(ANALYZER, self._analyzer)
        self._searcher = self._index.searcher()
        self.hits = lru_cache(maxsize=REMEMBERED)(self._hits)

    def _hits(self, q: str) -> Hits:
        """Return the rows that match search words. Errors: SearchError."""
        query = self._query(words.parsed(q))
        if query is None:
            raise SearchError(
                f"Search words: {shown(q)} holds no letter or digit to search for; type a word."
            )
        try:
            return self._found(query)
        except BaseException as error:
            if is_panic(error):
                raise SearchError(
                    "Search words: the corpus's search index is damaged; build the corpus again."
                ) from None
            raise

    def _found(self, query: Query) -> Hits:
        matching = self._searcher.search(query, limit=1).count
        hits = self._searcher.search(query, limit=max(matching, 1), count=False).hits
        places = [place for _, place in hits]
        rows = np.array(self._searcher.fast_field_values(ROW, places), dtype=np.uint32)
        scores = np.fromiter((score for score, _ in hits), dtype=np.float32, count=len(hits))
        return Hits(BitMap(rows), rows, scores)

    def _query(self, tree: words.Tree) -> Query | None:
        """Return the query of a tree; None where it holds no word at all."""
        if isinstance(tree, words.Words):
            return self._words(tree.text)
        if isinstance(tree, words.Not):
            inner = self._query(tree.part)
            if inner is None:
                return None
            every = Query.const_score_query(Query.all_query(), 0.0)
            return Query.boolean_query([(Occur.Must, every), (Occur.MustNot, inner)])
        occur = Occur.Must if isinstance(tree, words.All) else Occur.Should
        parts = [part for part in map(self._query, tree.parts) if part is not None]
        return Query.boolean_query([(occur, part) for part in parts]) if parts else None

    def _words(self, text: str) -> Query | None:
        tokens = self._analyzer.analyze(words.folded(text))
        if not tokens:
            return None
        title, body = (self._in_field(field, tokens) for field in (TITLE, BODY))
        weighed = Query.boost_query(title, TITLE_WEIGHT)
        return Query.boolean_query([(Occur.Should, weighed), (Occur.Should, body)])

    def _in_field(self, field: str, tokens: list[str]) -> Query:
        if len(tokens) == 1:
            return Query.term_query(self._index.schema, field, tokens[0])
        return Query.phrase_query(self._index.schema, field, list(tokens))


def is_panic(error: BaseException) -> bool:
    """Say whether an error is a panic of compiled code, which no Python class stands for."""
    return type(error).__name__ == "PanicException"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in (TITLE, BODY):
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="position")
    builder.add_integer_field(ROW, fast=True)
    return builder.build()
