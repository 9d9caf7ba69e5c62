"""Pages run from app.py without a browser: quick checks of what a reader is told."""

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import chosen_corpus
from components.plain import plain
from data.facts import FactsError

APP = str(Path(__file__).parents[2] / "app.py")


def opened(**address: str | list[str]) -> AppTest:
    """Run the Overview with an address."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def warnings(app: AppTest) -> str:
    return " ".join(note.value for note in app.warning)


def test_the_overview_stands_and_still_stands_after_a_second_run() -> None:
    app = opened()
    for _ in range(2):
        assert not app.exception
        assert app.title[0].value == "Abraham Accords: who is in, and how it is covered"
        assert len(app.get("plotly_chart")) == 2
        app.run()


def test_a_filter_in_the_address_reaches_widget_and_words() -> None:
    app = opened(country=["KAZ"], dates=["2025-11-01", "2025-11-30"])
    assert app.multiselect(key="filter_country").value == ["KAZ"]
    said = [element.proto.body for element in app.get("html")]
    assert any("About Kazakhstan · 1 Nov 2025 to 30 Nov 2025" in body for body in said)
    assert not app.warning


def test_a_widget_writes_the_address() -> None:
    app = opened()
    app.multiselect(key="filter_country").set_value(["KAZ", "ISR"]).run()
    assert app.query_params["country"] == ["KAZ", "ISR"]
    app.radio(key="filter_membership").set_value("broad").run()
    assert app.query_params["membership"] in ("broad", ["broad"])
    assert app.query_params["country"] == ["KAZ", "ISR"]


def test_half_a_range_of_days_changes_nothing_yet() -> None:
    from datetime import date

    app = opened()
    app.date_input(key="filter_dates").set_value((date(2025, 11, 1),)).run()
    assert "dates" not in app.query_params
    app.date_input(key="filter_dates").set_value((date(2025, 11, 1), date(2025, 11, 9))).run()
    assert app.query_params["dates"] == ["2025-11-01", "2025-11-09"]


def test_a_picked_point_lists_its_pieces_on_the_overview() -> None:
    app = opened(country="KAZ", picked=["2025-11-01", "2025-11-30"])
    assert any("Behind the chart\\: 1 Nov 2025" in heading.value for heading in app.subheader)
    assert any("131 pieces" in text.value for text in app.markdown)


def test_a_bad_value_is_named_beside_the_page() -> None:
    app = opened(country=["XXX", "KAZ"])
    assert "“XXX” is not known here" in warnings(app)
    assert app.multiselect(key="filter_country").value == ["KAZ"]


def test_words_that_cannot_be_searched_stay_in_their_box() -> None:
    app = opened(q='"open')
    assert "quotation mark that is not closed" in warnings(app)
    assert app.text_input(key="filter_q").value == '"open'


@pytest.mark.parametrize("compare", ["versus", "country"])
@pytest.mark.parametrize("q", ["Israel", '"open'])
@pytest.mark.parametrize(
    ("versus", "part", "kept"),
    [
        ('country=ISR&q="abc', "", "country=ISR"),
        ('country=ISR&q="abc', "both", "country=ISR"),
        ('q="abc', "b_only", ""),
    ],
)
def test_words_of_each_of_two_filters_are_checked_apart(
    versus: str, part: str, kept: str, q: str, compare: str
) -> None:
    """Bad words in B take the page with them, or the good ones of A, and nobody says which."""
    app = AppTest.from_function(what_is_read, default_timeout=30)
    given = {"versus": versus, "part": part, "q": q, "compare": compare}
    for name, value in given.items():
        app.query_params[name] = value
    filters, notes = (app.run().text[place].value for place in (0, 1))
    assert not app.exception
    assert filters == repr(("" if q == '"open' else q, kept, part if kept else ""))
    assert "Filter B: Search words: a quotation mark" in notes
    assert notes.count("quotation mark") == 1 + (q == '"open')


def what_is_read() -> None:
    """Show what an address is read as."""
    import streamlit as st

    from components import address

    reading = address.read()
    filters = reading.filters
    st.text(repr((filters.q, filters.versus, filters.part)))
    st.text(" ".join(reading.notes))


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_corpus_that_cannot_be_opened_is_said_and_the_built_in_one_shown(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    if damage != "missing":
        folder.mkdir()
    if damage == "cut":
        from shutil import copytree

        from data.ingest.builtin import builtin_corpus_folder

        copytree(builtin_corpus_folder(), folder, dirs_exist_ok=True)
        file = max(folder.rglob("*.arrow"), key=lambda path: path.stat().st_size)
        file.write_bytes(file.read_bytes()[:100])
    monkeypatch.setattr(chosen_corpus, "wanted_at_start", lambda: str(folder))
    app = opened()
    assert not app.exception
    assert "The built-in corpus is shown instead." in warnings(app)
    assert plain(str(folder)) in warnings(app)
    assert any("988 curated pieces" in caption.value for caption in app.caption)


def test_a_wrong_fact_stops_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> None:
        raise FactsError("events.csv, line 72, field date: '2025-13-01' is not a date.")

    monkeypatch.setattr("components.cached.held.load_facts", wrong)
    app = opened()
    assert not app.exception
    assert [error.value for error in app.error] == [
        "Accord Atlas cannot start: events.csv, line 72, field date: '2025-13-01' is not a date. "
        "Mend the file in data/files/ and reload."
    ]
    assert not app.title


def test_a_mistake_of_ours_is_a_sentence_and_a_log_entry_with_the_filter(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such column")

    monkeypatch.setattr("data.questions.coverage.coverage", broken)
    with caplog.at_level(logging.ERROR, logger="accord_atlas"):
        app = opened(country=["KAZ"])
    assert not app.exception
    assert "could not be made" in app.error[0].value
    assert "KeyError" not in app.error[0].value
    assert "?country=KAZ" in caplog.text
    assert "no such column" in caplog.text


def test_a_mistake_in_the_filter_bar_leaves_the_page_standing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such column")

    monkeypatch.setattr("components.cached.options", broken)
    with caplog.at_level(logging.ERROR, logger="accord_atlas"):
        app = opened(country=["KAZ"])
    assert not app.exception
    assert app.title
    assert "could not be made" in app.error[0].value
    assert "?country=KAZ" in caplog.text


def test_the_number_of_the_overview_can_be_audited() -> None:
    """A reader cannot judge the pieces behind the first chart."""
    app = opened(country=["KAZ"])
    assert "Audit this number" in [button.label for button in app.button]
