"""The search index: words and phrases in, row numbers out."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path

import numpy as np
import tantivy
from pyroaring import BitMap
from tantivy import Filter, Occur, Order, Query

from data.corpus import words
from data.corpus.bitmaps import Facet
from data.corpus.errors import CorpusError, SearchError
from data.corpus.layout import SEARCH
from data.corpus.query_named import NamedRows
from data.corpus.query_terms import BODY, TITLE, query_of, units
from data.corpus.query_tokens import said
from data.filters import shown

ROW = "row"
ANALYZER = "folded_words"
# Parts of queries whose rows are kept; each is at most an eighth of a byte per piece.
REMEMBERED = 32
FEWEST_RANKED = 1_000
# Hits that are taken along with their count; more are asked for again, or those without them.
HANDED_OVER = 20_000
LONGEST_WORD = 100
# Bytes: every sign of the longest q, four bytes each, and room for letters that unfold.
LONGEST_ASKED = 10_000


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

    def __init__(self, folder: Path, facets: Mapping[str, Facet]) -> None:
        """Open. facets: the outlets and countries that a query may name."""
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
        self._named = NamedRows(facets, self._analyzer)
        self._in_texts = lru_cache(maxsize=REMEMBERED)(self._found)

    def rows(self, q: str) -> BitMap:
        """Return the rows that match search words; not to be changed. Errors: SearchError."""
        tree = self._tree(q)
        with _faults():
            return self._rows(tree)

    def best(self, q: str, chosen: BitMap, until: int) -> np.ndarray:
        """Return the first so many of the chosen rows by how well their words match.

        Ties stand by row, the highest first. Rows without a word asked for are left out, so fewer
        may come back. Errors: SearchError.
        """
        parts = list(_scored(self._tree(q)))
        if not parts:
            return np.empty(0, dtype=np.uint32)
        query = _joined(Occur.Should, [self._query(part) for part in parts])
        limit = max(FEWEST_RANKED, 2 * until)
        with _faults():
            while True:
                rows, complete = self._ranked(query, limit)
                listed = rows[are_in(rows, chosen)]
                if complete or len(listed) >= until:
                    return listed[:until]
                limit *= 8

    def _tree(self, q: str) -> words.Tree:
        tree = self._with_words(words.parsed(q))
        if tree is None:
            raise SearchError(
                f"Search words: {shown(q)} holds no letter or digit to search for; type a word."
            )
        return tree

    def _with_words(self, tree: words.Tree) -> words.Tree | None:
        """Return a tree without the parts that hold no letter, or None where nothing is left."""
        if isinstance(tree, words.Words):
            if self._analyzer.analyze(words.folded(tree.text)):
                return tree
            if tree.field:
                fault = f"no letter or digit behind “{tree.field}:”"
                raise said(fault, tree.place, "put a word there or take the field out")
            return None
        if isinstance(tree, words.Not):
            inner = self._with_words(tree.part)
            return inner and words.Not(inner)
        parts = tuple(part for part in map(self._with_words, tree.parts) if part)
        return type(tree)(parts) if parts else None

    def _rows(self, tree: words.Tree) -> BitMap:
        """Return a tree's rows: what is of words alone from the index, the rest by set."""
        if not words.names(tree):
            return self._in_texts(tree)
        if isinstance(tree, words.Words):
            return self._named.rows(tree)
        if isinstance(tree, words.Not):
            return self._all - self._rows(tree.part)
        plain = tuple(part for part in tree.parts if not words.names(part))
        sets = [self._rows(part) for part in tree.parts if words.names(part)]
        sets += [self._in_texts(type(tree)(plain))] if plain else []
        return BitMap.intersection(*sets) if isinstance(tree, words.All) else BitMap.union(*sets)

    @cached_property
    def _all(self) -> BitMap:
        return BitMap(range(self._searcher.num_docs))

    def _found(self, tree: words.Tree) -> BitMap:
        query = self._query(tree)
        result = self._by_row(query, HANDED_OVER)
        # Handing a hit over costs far more than finding it, so the fewer are asked for.
        if 2 * result.count > self._searcher.num_docs:
            rest = len(self._all) - result.count
            return self._all - (_rows_of(self._by_row(_none_of(query), rest)) if rest else BitMap())
        if result.count > HANDED_OVER:
            result = self._by_row(query, result.count)
        return _rows_of(result)

    def _by_row(self, query: Query, limit: int) -> tantivy.SearchResult:
        # Rows lie in the index in their order, so those past the limit are turned away at once.
        return self._searcher.search(query, limit, order_by_field=ROW, order=Order.Asc)

    def _ranked(self, query: Query, limit: int) -> tuple[np.ndarray, bool]:
        """Return the best rows, at most limit, and whether they are all that words speak for.

        The index breaks ties by where a piece happens to lie; readers expect the newest, so a tie
        that the limit may have cut is left out.
        """
        hits = self._searcher.search(query, limit=limit, count=False).hits
        places = [place for _, place in hits]
        rows = np.array(self._searcher.fast_field_values(ROW, places), dtype=np.uint32)
        scores = np.fromiter(map(itemgetter(0), hits), dtype=np.float32, count=len(hits))
        complete = len(hits) < limit or scores[-1] == 0
        ranked = scores > (0 if complete else scores[-1])
        rows, scores = rows[ranked], scores[ranked]
        return rows[np.lexsort((-rows.astype(np.int64), -scores))], complete

    def _query(self, tree: words.Tree) -> Query:
        """Return the query of a tree in which every part holds a word."""
        if isinstance(tree, words.Words):
            return query_of(tree, self._index.schema, units(tree, self._analyzer))
        if isinstance(tree, words.Not):
            return _none_of(self._query(tree.part))
        occur = Occur.Must if isinstance(tree, words.All) else Occur.Should
        return _joined(occur, [self._query(part) for part in tree.parts])


def are_in(rows: np.ndarray, chosen: BitMap) -> np.ndarray:
    """Tell for each row whether it is chosen."""
    held = np.frombuffer(chosen.to_array(), dtype=np.uint32)
    places = np.minimum(np.searchsorted(held, rows), max(len(held) - 1, 0))
    return held[places] == rows if len(held) else np.zeros(len(rows), dtype=bool)


def _rows_of(result: tantivy.SearchResult) -> BitMap:
    # A bitmap takes an array of this kind as it is, and any other number by number.
    return BitMap(array("I", map(itemgetter(0), result.hits)))


def _scored(tree: words.Tree) -> Iterator[words.Tree]:
    """Yield the parts by whose words pieces are ranked; what must be absent ranks nothing."""
    if isinstance(tree, words.Not):
        return
    if not words.names(tree):
        yield tree
    elif not isinstance(tree, words.Words):
        for part in tree.parts:
            yield from _scored(part)


def _joined(occur: Occur, parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else Query.boolean_query([(occur, each) for each in parts])


def _none_of(query: Query) -> Query:
    every = Query.const_score_query(Query.all_query(), 0.0)
    return Query.boolean_query([(Occur.Must, every), (Occur.MustNot, query)])


@contextmanager
def _faults() -> Iterator[None]:
    """Say what the index says of damage and of its limits as an error of the search words."""
    try:
        yield
    except BaseException as error:
        if is_panic(error):
            raise SearchError(
                "Search words: the corpus's search index is damaged; build the corpus again."
            ) from None
        if isinstance(error, ValueError) and "max expansions" in str(error):
            raise SearchError(
                "Search words: too many words begin as one in a phrase does; type more of it."
            ) from None
        raise


def is_panic(error: BaseException) -> bool:
    """Say whether an error is a panic of compiled code, which no Python class stands for."""
    return type(error).__name__ == "PanicException"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in (TITLE, BODY):
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="position")
    builder.add_integer_field(ROW, fast=True)
    return builder.build()
