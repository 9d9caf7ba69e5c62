"""Any corpus must tell of its passages as coding each piece anew does, on everything odd."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from generated import PIECES, filters_and_trees, frame
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from naive_corpus import NaiveCorpus
from small_codebook import write_codebook

from data.coding.codebook import load_codebook
from data.coding.coder import Coder
from data.corpus import Corpus
from data.corpus.coded import OUTLINE_COLUMNS, PASSAGE_COLUMNS
from data.corpus.errors import NotCodedError
from data.filters import Filters
from data.ingest.coding import code_corpus

MakeCorpus = Callable[..., Corpus]
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
SENTENCES = (
    "Ties bring trade.",
    "🙂 Rain. Tokayev says the Abraham Accords bring trade, but denies that Iran matters.",
    "Отношения и торговля.",
    "عَلَاقَاتٌ مَعَ إِيرَانَ",
    "NATO met.",
    "",
)
KINDS = {
    "row": "int64",
    "day": "datetime64[us]",
    "exact": "bool",
    "story": "int64",
    "start": "int32",
    "end": "int32",
    "speaks": "bool",
}
SPOKEN = st.fixed_dictionaries(
    {name: st.sampled_from(SENTENCES) for name in ("title", "summary")}
    | {
        "language": st.sampled_from(("en", "ru", "ar", "pt-BR", "")),
        "kind": st.sampled_from(("news", "opinion", "")),
    }
)
CORPORA = st.lists(st.tuples(PIECES, SPOKEN).map(lambda two: two[0] | two[1]), max_size=15)
AGREEMENTS = st.lists(st.sampled_from(("", "abraham-accords", "NATO", "Fish")), min_size=15)
# The words drawn for pieces are others than those that filters here may search for.
FILTERS = st.lists(
    filters_and_trees().map(lambda two: replace(two[0], q="")), min_size=3, max_size=3
)


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_codebook(tmp_path_factory.mktemp("codebook"))


def compared(found: pd.DataFrame, naive: pd.DataFrame, names: tuple[str, ...]) -> None:
    """Compare frames by value, and the kinds of the columns with what is promised."""
    assert tuple(found.columns) == names
    kinds = {name: str(kind) for name, kind in found.dtypes.items()}
    assert kinds == {name: KINDS.get(name, "category") for name in names}
    assert len(found) == len(naive)
    for name in set(names) - {"story"}:
        expected = naive[name].to_numpy() if len(naive) else np.empty(0)
        assert found[name].astype(object).to_list() == pd.Series(expected).astype(object).to_list()
    if len(naive):
        own, other = (pd.factorize(one["story"])[0].tolist() for one in (found, naive))
        assert own == other


@settings(max_examples=30, phases=NO_SHRINKING)
@given(CORPORA, AGREEMENTS, FILTERS)
@example([], [""] * 15, [Filters()])
def test_passages_and_outlines_equal_coding_each_piece(
    make_corpus: MakeCorpus,
    codebook: Path,
    pieces: list[dict],
    agreements: list[str],
    asked: list[Filters],
) -> None:
    """A passage is shown under another piece, is lost, or its outline says something else."""
    rows = frame(pieces).assign(agreement=agreements[: len(pieces)])
    corpus, book = make_corpus(rows), load_codebook(codebook)
    code_corpus(corpus.folder, files=codebook)
    coder = Coder(book)
    naive = NaiveCorpus(rows, {})
    for filters in asked:
        passages = corpus.passages(filters, book.key)
        compared(passages, naive.passages(filters, coder), PASSAGE_COLUMNS)
        outline = corpus.outline(filters, book.key, "abraham-accords")
        compared(outline, naive.outline(filters, coder, "abraham-accords"), OUTLINE_COLUMNS)
        assert corpus.snippets(passages) == [
            naive.rows.loc[one.row, one.part][one.start : one.end] for one in passages.itertuples()
        ]


def one_piece() -> pd.DataFrame:
    """Return a corpus of one piece that carries a reason."""
    return pd.DataFrame(
        {
            "published_at": pd.to_datetime(["2021-03-01"]),
            "outlet": "Fish Post",
            "title": "Ties bring trade.",
        }
    )


def test_a_corpus_that_is_not_coded_says_so(make_corpus: MakeCorpus, codebook: Path) -> None:
    """The reasons of a corpus that was never coded are none instead of unknown."""
    corpus, key = make_corpus(one_piece()), load_codebook(codebook).key
    assert not corpus.coded(key)
    for ask in (corpus.passages, lambda *given: corpus.outline(*given, "abraham-accords")):
        with pytest.raises(NotCodedError, match="not coded yet .* python -m data.ingest.coding"):
            ask(Filters(), key)
    code_corpus(corpus.folder, files=codebook)
    assert corpus.coded(key) and not corpus.coded("another")
    assert len(corpus.passages(Filters(), key)) == 1


def test_all_values_of_the_codebook_are_categories(make_corpus: MakeCorpus, codebook: Path) -> None:
    """A table by reason leaves out the reasons that no passage carries."""
    corpus, book = make_corpus(one_piece()), load_codebook(codebook)
    code_corpus(corpus.folder, files=codebook)
    passages = corpus.passages(Filters(), book.key)
    assert list(passages["reason"].cat.categories) == list(book.reasons)
    assert list(passages["stance"].cat.categories) == list(book.stances)
    assert list(passages["voice"].cat.categories) == list(book.voices)


def test_an_agreement_nobody_names_is_spoken_of_in_no_piece(
    make_corpus: MakeCorpus, codebook: Path
) -> None:
    """A question about another agreement ends in an error."""
    corpus, book = make_corpus(one_piece()), load_codebook(codebook)
    code_corpus(corpus.folder, files=codebook)
    for agreement in ("nato", "no such agreement"):
        assert corpus.outline(Filters(), book.key, agreement)["speaks"].tolist() == [False]


def test_an_answer_may_be_changed(make_corpus: MakeCorpus, codebook: Path) -> None:
    """What one reader's page does to a frame shows up on another's."""
    corpus, book = make_corpus(one_piece()), load_codebook(codebook)
    code_corpus(corpus.folder, files=codebook)
    first = corpus.passages(Filters(), book.key)
    first.loc[:, "start"] = 7
    first["reason"] = first["reason"].cat.rename_categories(str.upper)
    again = corpus.passages(Filters(), book.key)
    assert (again["start"][0], again["reason"][0]) == (0, "trade")


def test_of_many_codings_two_are_open(
    make_corpus: MakeCorpus, codebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each edit of the codebook keeps the memory of the coding before it."""
    corpus, book = make_corpus(one_piece()), load_codebook(codebook)
    code_corpus(corpus.folder, files=codebook)
    (stored,) = corpus.folder.glob(f"coded/*-{book.key}")
    for other in ("one", "two"):
        shutil.copytree(stored, stored.with_name(stored.name.replace(book.key, other)))
    for key in (book.key, "one", book.key, "two"):
        assert corpus.coded(key)
    assert list(corpus._coded._open) == [book.key, "two"]
    assert len(corpus.passages(Filters(), "one")) == len(corpus.passages(Filters(), book.key))


def test_snippets_come_in_the_order_asked_for(make_corpus: MakeCorpus) -> None:
    """The evidence of one passage is shown under another."""
    rows = pd.concat([one_piece()] * 3, ignore_index=True)
    rows["title"], rows["summary"] = ["aaa", "bbb", "🙂c"], ["ddd", "eee", "fff"]
    corpus = make_corpus(rows)
    places = pd.DataFrame(
        {
            "row": [2, 0, 1, 0],
            "part": ["title", "summary", "title", "title"],
            "start": [1, 0, 1, 0],
            "end": [2, 3, 3, 1],
        }
    )
    assert corpus.snippets(places) == ["c", "ddd", "bb", "a"]
    assert corpus.snippets(places.iloc[:0]) == []
