"""Hypothesis strategies: small corpora with everything odd in them, and filters for them."""

from datetime import date, datetime, timedelta

import pandas as pd
from hypothesis import strategies as st

from data.filters import Filters

COUNTRIES = ("ARE", "BHR", "ISR", "KAZ", "XKX", "XSL")
OUTLETS = ("Аль-Ватан", "Haaretz", "הארץ", "الشرق الأوسط", "Z 🗞️ Daily", "éclair", "")
LANGUAGES = ("ar", "en", "he", "pt-BR", "")
KINDS = ("news", "opinion", "")
TOPICS = ("trade", "gaza-war", "الأمن")
# Words as they may stand in a text, and the one spelling under which they are searched for.
SPELLINGS = {
    "Israel": "israel",
    "ISRAËL": "israel",
    "accord": "accord",
    "سَلام": "سلام",
    "سلام": "سلام",
    "שָׁלוֹם": "שלום",
    "Мир": "мир",
    "和平": "和平",
    "🙂": "",
}
WORDS = sorted({word for word in SPELLINGS.values() if word})
FIRST = datetime(2019, 12, 25)
GONE = "not in the corpus"


@st.composite
def _moments(draw: st.DrawFn) -> tuple[datetime | None, str]:
    precision = draw(st.sampled_from(("day", "day", "time", "month", "year", "")))
    if not precision:
        return None, ""
    moment = FIRST + timedelta(days=draw(st.integers(0, 500)))
    if precision == "time":
        moment += timedelta(seconds=draw(st.integers(0, 86_399)))
    if precision in ("month", "year"):
        moment = moment.replace(day=1)
    return moment.replace(month=1) if precision == "year" else moment, precision


def _joined(values: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), max_size=4).map(";".join)


PIECES = st.fixed_dictionaries(
    {
        "when": _moments(),
        "outlet": st.sampled_from(OUTLETS),
        "outlet_country": st.sampled_from((*COUNTRIES[:3], "")),
        "language": st.sampled_from(LANGUAGES),
        "kind": st.sampled_from(KINDS),
        "countries": _joined(COUNTRIES),
        "topics": _joined(TOPICS),
        "title": st.lists(st.sampled_from(list(SPELLINGS)), max_size=2).map(" ".join),
        "summary": st.lists(st.sampled_from(list(SPELLINGS)), max_size=4).map(" ".join),
        "story_id": st.sampled_from(("a", "b", "c", "")),
    }
)


def frame(pieces: list[dict]) -> pd.DataFrame:
    """Return drawn pieces as the rows that a corpus is built from."""
    names = [name for name in ("outlet", "outlet_country", "language", "kind", "countries")]
    names += ["topics", "title", "summary", "story_id"]
    rows = {name: [piece[name] for piece in pieces] for name in names}
    ids = [f"piece-{number}" for number in range(len(pieces))]
    rows["story_id"] = [s or i for s, i in zip(rows["story_id"], ids, strict=True)]
    moments = pd.Series([piece["when"][0] for piece in pieces], dtype="datetime64[us]")
    rows["precision"] = [piece["when"][1] for piece in pieces]
    texts = pd.DataFrame({"article_id": ids} | rows, dtype="object")
    return texts.assign(published_at=moments)


CORPORA = st.lists(PIECES, max_size=25).map(frame)


@st.composite
def searches(draw: st.DrawFn) -> tuple[str, object]:
    """Return search words and the same as a nested tuple that matching can be read from."""
    one, two = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS))
    return draw(
        st.sampled_from(
            [
                (one.upper(), one),
                (f"{one} {two}", ("and", one, two)),
                (f'{one} AND "{two}"', ("and", one, two)),
                (f"{one} OR {two}", ("or", one, two)),
                (f"{one} -{two}", ("and", one, ("not", two))),
                (f"NOT {two}", ("not", two)),
                (f"-{two} OR {one}", ("or", ("not", two), one)),
                (
                    f"({one} OR {two}) NOT ({one} {two})",
                    ("and", ("or", one, two), ("not", ("and", one, two))),
                ),
            ]
        )
    )


def matching(rows: pd.DataFrame, tree: object) -> set[str]:
    """Return the ids of the pieces whose title or summary fits a nested tuple."""
    texts = (rows["title"] + " " + rows["summary"]).map(
        lambda text: {SPELLINGS[word] for word in text.split()}
    )
    return {one for one, words in zip(rows["article_id"], texts, strict=True) if _fits(words, tree)}


def _fits(words: set[str], tree: object) -> bool:
    if isinstance(tree, str):
        return tree in words
    kind, *parts = tree
    fits = [_fits(words, part) for part in parts]
    return {"and": all(fits), "or": any(fits), "not": not fits[0]}[kind]


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    held = st.sampled_from((*(value for value in values if value), GONE))
    return st.one_of(st.just(()), st.lists(held, min_size=1, max_size=3).map(tuple))


@st.composite
def _dates(draw: st.DrawFn) -> tuple[date, date] | None:
    if draw(st.booleans()):
        return None
    first = FIRST.date() + timedelta(days=draw(st.integers(-400, 520)))
    return first, first + timedelta(days=draw(st.integers(0, 400)))


@st.composite
def filters_and_trees(draw: st.DrawFn) -> tuple[Filters, object]:
    """Return filters, and what their q means (None without one)."""
    q, tree = draw(st.one_of(st.just(("", None)), searches()))
    return Filters(
        country=draw(_some(COUNTRIES)),
        published_in=draw(_some(COUNTRIES[:3])),
        outlet=draw(_some(OUTLETS)),
        language=draw(_some(LANGUAGES)),
        kind=draw(_some(KINDS)),
        topic=draw(_some(TOPICS)),
        dates=draw(_dates()),
        q=q,
    ), tree


PERIODS = ("day", "week", "month", "quarter", "year")
VALUES = ("country", "outlet", "outlet_country", "language", "kind", "topic")
DIMENSION_SETS = st.one_of(
    st.just(()),
    st.sampled_from((*PERIODS, *VALUES)).map(lambda name: (name,)),
    st.tuples(st.sampled_from(PERIODS), st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(VALUES), st.sampled_from(PERIODS)),
    st.permutations((*PERIODS, *VALUES)).flatmap(
        lambda names: st.integers(2, 11).map(lambda length: tuple(names[:length]))
    ),
)
