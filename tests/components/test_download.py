"""The Download menu: what it offers, under which name, and what it says when something fails."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from components import download_menu, everything
from components.download import TOO_LONG, page_file, picture_files, table_files
from components.download_menu import MIME_TYPES, File, told
from components.drawing_browser import PictureError
from components.everything import LABEL, Held, steady
from components.theme import LIGHT, base_figure
from data.export.workbook import TableError
from data.filters import Filters
from tests.data.saved_views import held, members, view

FRAME = pd.DataFrame({"month": pd.to_datetime(["2020-08-01"]), "country": ["ISR"], "pieces": [3]})
NOTES = {"Title": "Coverage", "Address": "http://localhost/coverage?country=ISR"}
LINES = {"title": "Coverage", "subtitle": "About Israel", "source": "988 pieces"}


def app_of_a_chart(is_open: bool) -> None:
    """Show a chart's menu; AppTest runs the text of this function as an app."""
    import streamlit as st

    from components.download import download
    from tests.components.test_download import FRAME, LINES, chart, filters

    st.session_state["menu"] = is_open
    download(FRAME, chart(), name="coverage", filters=filters(), key="menu", **LINES)


def app_of_pieces() -> None:
    """Show the menu of a list of pieces; they must not be fetched before a click."""
    import streamlit as st

    from components.download import download_articles
    from tests.components.test_download import LINES, filters

    def fetched_too_early() -> None:
        raise AssertionError("the pieces were fetched without a click")

    st.session_state["menu"] = True
    download_articles(fetched_too_early, name="articles", filters=filters(), key="menu", **LINES)


def chart() -> object:
    """Return a small figure."""
    return base_figure(LIGHT, height=300).add_scatter(x=FRAME["month"], y=FRAME["pieces"])


def filters() -> Filters:
    """Return filters that show in the file name."""
    return Filters(country=("ISR",))


def run(app: object, **given: object) -> AppTest:
    """Run an app of this file; an exception in it fails the test."""
    shown = AppTest.from_function(app, kwargs=given, default_timeout=60).run()
    assert not shown.exception, shown.exception
    return shown


def offers(shown: AppTest) -> list[str]:
    """Return the labels of the download buttons, in order."""
    return [button.proto.label for button in shown.get("download_button")]


def test_a_chart_offers_its_rows_its_page_and_its_pictures() -> None:
    """A format is missing, or a label does not say what is downloaded."""
    assert offers(run(app_of_a_chart, is_open=True)) == [
        f"Download coverage as {word}"
        for word in ("CSV", "Excel", "Parquet", "web page", "PNG", "SVG", "PDF")
    ] + [LABEL]


def test_a_closed_menu_sends_nothing() -> None:
    """Every chart of a page would send seven buttons before anybody asked."""
    assert offers(run(app_of_a_chart, is_open=False)) == []


def test_pieces_are_offered_as_tables_and_citations_and_fetched_on_the_click() -> None:
    """A format is missing, or all pieces are read to draw the menu."""
    assert offers(run(app_of_pieces)) == [
        f"Download articles as {word}"
        for word in ("CSV", "Excel", "Parquet", "JSON", "BibTeX", "RIS")
    ] + [LABEL]


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take away the browser."""
    for module in (download_menu, everything):
        monkeypatch.setattr(module, "find_browser", lambda: None)
    yield


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_a_sentence_stands_where_the_pictures_were() -> None:
    """Buttons that can only fail are offered, or the reader is not told what to do."""
    shown = run(app_of_a_chart, is_open=True)
    assert [label.rpartition(" as ")[2] for label in offers(shown)] == [
        "CSV",
        "Excel",
        "Parquet",
        "web page",
        LABEL,
    ]
    (sentence,) = [caption.value for caption in shown.caption]
    assert "apt install chromium" in sentence and "camera button" in sentence


def test_a_table_too_long_for_excel_is_offered_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would be offered and could only fail."""
    monkeypatch.setattr("data.export.workbook.ROWS_HELD", 0)
    shown = run(app_of_a_chart, is_open=True)
    assert not [label for label in offers(shown) if "Excel" in label]
    assert [caption.value for caption in shown.caption] == [TOO_LONG]


@pytest.mark.parametrize("error", [PictureError("No ink."), TableError("No ink.")])
def test_a_failure_is_kept_for_the_menu_and_shown_once(error: Exception) -> None:
    """The reader never learns why a file could not be made."""

    def fail() -> bytes:
        raise error

    failures: dict[str, str] = {}
    with pytest.raises(type(error)):
        told(File("PNG", "png", fail), failures)()
    assert failures == {"PNG": "No ink."}

    shown = AppTest.from_function(app_of_a_chart, kwargs={"is_open": True}, default_timeout=60)
    shown.session_state["menu_failures"] = failures
    assert [caption.value for caption in shown.run().caption] == ["PNG: No ink."]
    assert not shown.run().caption


def test_the_files_hold_the_rows_and_the_notes() -> None:
    """What is downloaded differs from what is shown, or does not say what it is."""
    made = {
        file.ending: file.make()
        for file in table_files(lambda: FRAME, sheet="coverage line", notes=NOTES)
    }
    csv = pd.read_csv(BytesIO(made["csv"]), parse_dates=["month"])
    excel = pd.read_excel(BytesIO(made["xlsx"]), sheet_name="Coverage line")
    parquet = pd.read_parquet(BytesIO(made["parquet"]))
    for back in (csv, excel, parquet):
        pd.testing.assert_frame_equal(back, FRAME, check_dtype=False)
    about = openpyxl.load_workbook(BytesIO(made["xlsx"]))["About"].iter_rows(values_only=True)
    assert dict(about) == NOTES
    assert (
        pq.read_schema(BytesIO(made["parquet"])).metadata[b"Address"] == NOTES["Address"].encode()
    )


def test_the_pictures_and_the_page_are_made_of_the_figure_shown() -> None:
    """A picture has no title or source line, or is of another kind than its name says."""
    made = {file.ending: file.make() for file in picture_files(chart(), LINES, geo=False)}
    assert made["png"].startswith(b"\x89PNG") and made["pdf"].startswith(b"%PDF")
    assert all(line in made["svg"].decode() for line in LINES.values())
    page = page_file(chart(), LINES, geo=False).make().decode()
    assert all(line in page for line in LINES.values()) and "2020-08-01" in page


def test_a_map_is_made_with_the_shapes_the_app_serves() -> None:
    """The page of a map opens empty, because its shapes stayed behind."""
    figure = base_figure(LIGHT, height=300)
    figure.add_choropleth(geojson="app/static/world.geojson", locations=["BHR"], z=[1])
    page = page_file(figure, LINES, geo=True).make().decode()
    assert '"app/static/world.geojson":{"' in page and '"BHR"' in page


def everything_of(**changes: object) -> dict[str, bytes]:
    """Return what the ZIP of the small chart holds."""
    lines, facts_and_corpus = LINES, dict(zip(("facts", "corpus"), held(), strict=True))
    card = Held(
        frame=lambda: FRAME,
        pictures=picture_files(chart(), lines, geo=False),
        page=page_file(chart(), lines, geo=False),
        **facts_and_corpus,
    )
    return members(everything.everything(view(filters=filters()), replace(card, **changes)))


def test_a_zip_holds_the_figure_its_rows_and_what_stands_behind_them() -> None:
    """The picture is of another figure, or pieces and whole are missing."""
    files = everything_of(extras={"audit/labels.csv": b"a", "events/own_events.csv": lambda: b"b"})
    assert files["picture.png"].startswith(b"\x89PNG") and b"<svg" in files["picture.svg"]
    assert b"2020-08-01" in files["page.html"]
    assert pd.read_csv(BytesIO(files["data/drawn.csv"]))["pieces"].tolist() == [3]
    assert set(pd.read_csv(BytesIO(files["data/full.csv"]))["of"]) == {
        "articles",
        "stories",
        "outlets",
    }
    about_israel = int(held()[1].count(filters())["count"].iloc[0])
    assert len(pd.read_csv(BytesIO(files["data/pieces.csv"]))) == about_israel
    assert (files["audit/labels.csv"], files["events/own_events.csv"]) == (b"a", b"b")
    assert "What is cut or not here" not in files["README.txt"].decode()


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_the_zip_has_the_page_and_says_why() -> None:
    """No ZIP can be had where no Chrome is, or a reader looks for the picture in vain."""
    files = everything_of()
    assert "picture.png" not in files and b"2020-08-01" in files["page.html"]
    told = " ".join(files["README.txt"].decode().split())
    assert "picture.png, picture.svg: page.html has the figure instead. Pictures are" in told


def test_cut_pieces_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pieces of many pass for all of them."""
    monkeypatch.setattr("data.tables.MOST_PIECES", 7)
    files = everything_of(pictures=(), page=None)
    assert len(pd.read_csv(BytesIO(files["data/pieces.csv"]))) == 7
    assert "data/pieces.csv: the first 7 of " in files["README.txt"].decode()


def test_tables_without_more_say_so() -> None:
    """A reader of the README wonders where the full data are."""
    card = Held(facts=held()[0], corpus=held()[1], frame=lambda: FRAME)
    files = members(everything.everything(view("steps"), card))
    assert "data/full.csv" not in files and "data/pieces.csv" not in files
    assert everything.NOTHING_MORE in " ".join(files["README.txt"].decode().split())
    assert "What is counted" not in files["README.txt"].decode()


def test_accounts_of_a_readers_own_files_are_in_no_zip() -> None:
    """Whole texts of rows left out go into a file that is made to be passed on."""
    card = Held(facts=held()[0], corpus=held()[1], frame=lambda: FRAME)
    assert not everything.everything_files(view("rejects"), card)
    assert everything.everything_files(view("steps"), card)


def test_pictures_and_page_are_the_same_bytes_each_time() -> None:
    """Two ZIPs of one view have different checksums for no reason."""
    figure = base_figure(LIGHT, height=300)
    figure.add_choropleth(geojson="app/static/world.geojson", locations=["BHR"], z=[1])
    figure.add_bar(x=[1], y=[2], marker={"pattern": {"shape": "/"}})
    files = [
        *(one for one in picture_files(figure, LINES, geo=True) if one.ending == "svg"),
        page_file(figure, LINES, geo=True),
    ]
    for file in files:
        one, other = steady(file.make()), steady(file.make())
        assert one == other, file.ending
        assert b"clipfigure" in one or b'id="figure"' in one


def test_the_denominator_goes_into_tables() -> None:
    """A share is taken away without what it is a share of."""
    notes = everything.notes_of(view(denominator="Share of all pieces."))
    assert notes["Denominator"] == "Share of all pieces."
    assert "Denominator" not in everything.notes_of(view(denominator=""))


def test_every_file_on_offer_has_a_type() -> None:
    """A new format would end the menu with an error."""
    files = [
        *table_files(lambda: FRAME, sheet="a", notes={}),
        *picture_files(chart(), LINES, geo=False),
        page_file(chart(), LINES, geo=False),
    ]
    assert {file.ending for file in files} <= MIME_TYPES.keys()
