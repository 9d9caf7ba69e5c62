"""Models trained on the sample itself, each passage coded by one that never saw it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

FOLDS, REPEATS, INNER = 5, 5, 3
STRENGTHS = (1.0, 10.0, 100.0)
# What is aimed at when the threshold is chosen, as a reason is used only above it.
PRECISION = 0.80
# With fewer passages in the training part there is nothing to learn from.
FEWEST = 5


def held_out(
    words: Sequence[str], there: np.ndarray, strata: np.ndarray, beside: np.ndarray | None = None
) -> np.ndarray:
    """Code every passage by models that were trained without it, once a repeat.

    there: bool, passages by reasons. strata: kept alike in all folds. beside: further features.
    One logistic regression a reason, on tf-idf of words and pairs of words and of 3 to 5 letters.
    Returns bool: repeats by passages by reasons.
    Errors: ImportError where scikit-learn, a requirement of development, is not installed.
    """
    found = np.zeros((REPEATS, *there.shape), dtype=bool)
    texts = np.asarray(words, dtype=object)
    for repeat, train, test in divisions(strata):
        learnt, asked = _features(texts[train], texts[test], beside, train, test)
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


def _features(
    learnt: np.ndarray,
    asked: np.ndarray,
    beside: np.ndarray | None,
    train: np.ndarray,
    test: np.ndarray,
) -> tuple["csr_matrix", "csr_matrix"]:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True),
    )
    both = [union.fit_transform(learnt), union.transform(asked)]
    if beside is not None:
        rows = (beside[train], beside[test])
        both = [hstack([x, csr_matrix(row)]) for x, row in zip(both, rows, strict=True)]
    return both[0].tocsr(), both[1].tocsr()


def _decide(learnt: "csr_matrix", target: np.ndarray, asked: "csr_matrix", seed: int) -> np.ndarray:
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

    return LogisticRegression(C=strength, solver="liblinear", class_weight="balanced")


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
