"""The Coverage page from app.py: every comparison, view and measure, and what cannot be drawn."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.filter_fields import COMPARED, MEASURES, OF, SELECTIONS, VIEWS
from data.ingest.build import build

APP = str(Path(__file__).parents[2] / "app.py")


def press(folder: Path, pieces: int = 600, *, basis: str = "exhaustive") -> None:
    """Build a corpus of four outlets in two countries over a year, one outlet gone for months."""
    drawn = np.random.default_rng(5)
    days = np.sort(drawn.integers(0, 365, pieces))
    outlet = drawn.choice(["Almaty Post", "Steppe News", "Tel Aviv Daily", "Haifa Echo"], pieces)
    kept = (outlet != "Haifa Echo") | (days < 100) | (days > 250)
    rows = pd.DataFrame(
        {
            "published_at": pd.Timestamp("2025-01-01") + pd.to_timedelta(days, unit="D"),
            "outlet": outlet,
            "outlet_country": np.where(
                np.isin(outlet, ["Almaty Post", "Steppe News"]), "KAZ", "ISR"
            ),
            "title": [f"Piece number {n} on trade" for n in range(pieces)],
            "countries": drawn.choice(["KAZ", "ISR", "KAZ;ISR", ""], pieces),
            "topics": drawn.choice(["trade", "energy"], pieces),
            "language": drawn.choice(["en", "ru", "he"], pieces),
            "kind": "news",
        }
    )[kept]
    build(rows, folder / "press", name="The press list", licence="mine", basis=basis)


def opened(**address: str | list[str]) -> AppTest:
    """Run the Coverage page with an address."""
    app = AppTest.from_file(APP, default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app._page_hash = calc_hash("coverage")
    return app.run()


def said(app: AppTest) -> str:
    """Return what captions, notes and warnings say."""
    parts = (*app.caption, *app.info, *app.warning)
    return " ".join(part.value for part in parts).replace("\\", "")


def charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


@pytest.mark.parametrize("compare", COMPARED)
@pytest.mark.parametrize("view", VIEWS)
def test_every_comparison_stands_in_every_view(compare: str, view: str, corpora: Path) -> None:
    """A combination of comparison and view is a blank page or an error."""
    press(corpora)
    measure = MEASURES[(COMPARED.index(compare) + VIEWS.index(view)) % len(MEASURES)]
    of = OF[(COMPARED.index(compare) + VIEWS.index(view)) % len(OF)]
    app = opened(
        corpus="press",
        country=["KAZ"],
        compare=compare,
        view=view,
        measure=measure,
        of=of,
        versus="country=ISR",
        every="month",
    )
    assert not app.exception and not app.error, said(app)
    assert charts(app) == 2
    assert "The press list" in said(app)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"compare": "press"}, "needs one country"),
        ({"compare": "versus"}, "needs a filter B"),
        ({"measure": "index", "base": ["1999-01-01", "1999-12-31"]}, "base of the index holds no"),
        (
            {"measure": "share", "dates": ["2025-03-05", "2025-03-20"], "country": ["KAZ"]},
            "it is drawn by",
        ),
        ({"measure": "share", "mix": "constant", "outlet": ["Almaty Post"]}, "nly one outlet"),
        ({"view": "stacked", "measure": "index"}, "do not add up"),
        ({"bursts": "2,1", "every": "year"}, "8"),
        ({"bursts": "9"}, "is not a setting"),
        ({"q": "title:"}, "character"),
        ({"versus": "every=week", "compare": "versus"}, "chooses no pieces"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_cannot_be_drawn_is_said_and_a_chart_still_stands(
    address: dict, words: str, corpora: Path
) -> None:
    """The nearest useful view is not shown, or the reader is not told that it is another."""
    press(corpora)
    app = opened(corpus="press", **address)
    assert not app.exception and not app.error
    assert words in said(app), said(app)
    assert charts(app) == 2


def test_a_piece_alone_and_a_list_without_days_stand(corpora: Path) -> None:
    """One piece, or none with a day, breaks the chart, the words or the methods."""
    rows = pd.DataFrame({"title": ["A piece on trade"], "outlet": ["Almaty Post"]})
    one = rows.assign(published_at=pd.Timestamp("2025-03-01"), countries="KAZ")
    undated = rows.assign(published_at=pd.NaT, countries="KAZ")
    about = {"licence": "mine", "basis": "exhaustive"}
    build(one, corpora / "one", name="One piece", **about)
    build(undated, corpora / "undated", name="No days", **about)
    app = opened(corpus="one", measure="share", bursts="2,1", breaks="3")
    assert not app.exception and not app.error, said(app)
    assert "One piece: 1 piece" in said(app)
    picked = opened(corpus="one", picked=["2025-03-01", "2025-03-01"], order="distinctive")
    assert not picked.exception and not picked.error
    app = opened(corpus="undated", measure="share", compare="outlet")
    assert not app.exception and not app.error, said(app)
    assert "no date" in said(app)


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("curated", "says what the list holds"),
        ("keyword", "collected by search words"),
        ("exhaustive", ""),
    ],
)
def test_a_share_of_a_chosen_or_searched_corpus_is_said_to_mean_little(
    basis: str, words: str, corpora: Path
) -> None:
    """A reader takes the share of a list for one of the press, or is warned without a reason."""
    press(corpora, basis=basis)
    shown = said(opened(corpus="press", measure="share", country=["KAZ"]))
    assert "Share of all pieces in the same month" in shown
    assert (words or "The press list") in shown
    assert ("means" in shown or "a share of it" in shown) is bool(words)
    # Under the chart, and under the map of the same shares.
    assert shown.count("a share of it") == (2 if words else 0)
    assert "a share of it" not in said(opened(corpus="press", country=["KAZ"]))


def test_every_choice_of_filter_b_has_a_widget(corpora: Path) -> None:
    """A part of filter B that came with a link cannot be seen or taken out."""
    press(corpora)
    app = opened(corpus="press", compare="versus", versus="kind=news")
    assert all(app.multiselect(key=f"second_{name}") is not None for name in SELECTIONS)
    assert app.multiselect(key="second_kind").value == ["news"]


def test_picked_days_show_their_pieces_their_words_and_an_audit(corpora: Path) -> None:
    """What stands behind a peak is not shown with the chart that it came from."""
    press(corpora)
    app = opened(corpus="press", picked=["2025-03-01", "2025-03-31"], country=["KAZ"])
    headings = [heading.value.replace("\\", "") for heading in app.subheader]
    assert "What is different about these days" in headings
    assert any(heading.startswith("Behind the chart: 1 Mar 2025") for heading in headings)
    buttons = [button.label for button in app.button]
    # Of the chart, of the pieces picked, and of the map.
    assert buttons.count("Audit this number") == 3
    # What is only seen leaves nothing behind.
    assert "audit_labels" not in app.session_state
    assert "Most distinctive first" in app.selectbox(key="filter_order").options


def test_pieces_of_no_chart_are_audited_and_not_put_by_what_tells_them_apart(
    corpora: Path,
) -> None:
    """The list of pieces offers an order that it cannot make, or no audit."""
    press(corpora)
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["corpus"] = "press"
    app.query_params["picked"] = ["2025-03-01", "2025-03-31"]
    app.query_params["order"] = "distinctive"
    app._page_hash = calc_hash("articles")
    app.run()
    assert not app.exception and not app.error
    assert "Most distinctive first" not in app.selectbox(key="filter_order").options
    assert app.selectbox(key="filter_order").value == "newest"
    assert [button.label for button in app.button].count("Audit this number") == 1


def test_a_mix_held_constant_says_what_it_had_added(corpora: Path) -> None:
    """The switch promises a number that is nowhere on the screen."""
    press(corpora)
    app = opened(corpus="press", measure="share", mix="constant", country=["KAZ"])
    assert "The changing mix of outlets" in said(app)
    published = opened(corpus="press", measure="share", country=["KAZ"])
    assert "The changing mix of outlets" not in said(published)


def test_bursts_are_found_after_the_chart_and_then_listed(corpora: Path) -> None:
    """The chart waits for the methods, or what they found is never drawn."""
    press(corpora)
    app = opened(corpus="press", measure="share", country=["KAZ"], every="week", bursts="2,1")
    assert not app.exception and not app.error
    assert "Bursts and breaks" in [heading.value for heading in app.subheader]
