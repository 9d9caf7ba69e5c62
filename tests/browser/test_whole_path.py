"""The whole path of a reader: map, filters, address, line, pieces, downloads."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.ask import main as ask
from data.filter_fields import LABELS
from tests.browser.conftest import OpenPage
from tests.browser.harness.waits import settled

MAP = "[data-testid=stPlotlyChart] .js-plotly-plot"
CENTRE = """([place, iso3]) => {
  const plot = document.querySelectorAll('.js-plotly-plot')[place];
  for (const shape of plot.querySelectorAll('.choroplethlayer path')) {
    const point = shape.__data__;
    if (point && (point.loc === iso3 || point.id === iso3)) {
      const box = shape.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2, getComputedStyle(shape).fill];
    }
  }
  return null;
}"""


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address bar says."""
    return parse_qs(urlsplit(page.url).query)


def shape(page: Page, iso3: str) -> tuple[float, float, str]:
    """Return the middle of a country on the first map, and the colour it is filled with."""
    found = page.evaluate(CENTRE, [0, iso3])
    assert found, f"{iso3} is not drawn on the map"
    return tuple(found)


def click_country(page: Page, iso3: str) -> None:
    """Click a country on the map and wait for the page to follow."""
    x, y, _ = shape(page, iso3)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.wait_for_timeout(700)
    settled(page)


def metric(page: Page, label: str) -> str:
    """Return the number of one of the figures at the top of the Overview."""
    return page.locator(".figure", has_text=label).locator("strong").inner_text()


def test_a_click_on_the_map_filters_and_a_second_click_lets_go(open_page: OpenPage) -> None:
    page = open_page("/")
    assert metric(page, "Pieces in view") == "988"
    click_country(page, "KAZ")
    assert query(page) == {"country": ["KAZ"]}
    assert metric(page, "Pieces in view") == "178"
    click_country(page, "KAZ")
    assert query(page) == {}
    assert metric(page, "Pieces in view") == "988"


def test_a_link_opens_the_same_view_on_a_sub_page(open_page: OpenPage) -> None:
    page = open_page("coverage?country=KAZ&dates=2025-11-01&dates=2025-11-30&every=day")
    expect(page.locator("h1")).to_have_text("Coverage over time")
    words = page.get_by_text("About Kazakhstan · 1 Nov 2025 to 30 Nov 2025")
    expect(words.first).to_be_visible()
    expect(
        page.get_by_role("radio", name="Day").or_(page.get_by_text("Day", exact=True)).first
    ).to_be_visible()
    chosen = page.get_by_test_id("stMultiSelect").filter(has_text="About country")
    expect(chosen).to_contain_text("Kazakhstan")


def test_page_links_carry_the_filters_and_back_and_forward_work(open_page: OpenPage) -> None:
    page = open_page("?country=KAZ")
    page.get_by_role("link", name="Articles").click()
    page.wait_for_url("**/articles**")
    settled(page)
    assert query(page) == {"country": ["KAZ"]}
    expect(page.get_by_text("178 pieces")).to_be_visible()
    search = page.get_by_role("textbox", name="Search words")
    search.fill("minerals")
    search.press("Enter")
    page.wait_for_url("**q=minerals**")
    settled(page)
    expect(page.get_by_text("11 pieces")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("178 pieces")).to_be_visible()
    expect(search).to_have_value("")
    page.go_forward()
    expect(page.get_by_text("11 pieces")).to_be_visible()
    expect(search).to_have_value("minerals")
    page.go_back()
    page.go_back()
    settled(page)
    expect(page.locator("h1")).to_contain_text("who is in")
    assert query(page) == {"country": ["KAZ"]}


def test_reset_gives_the_address_back_its_defaults(open_page: OpenPage) -> None:
    page = open_page("coverage?country=KAZ&language=ru&q=trade&every=week")
    page.get_by_role("button", name="Reset filters").click()
    page.wait_for_url(re.compile(r"/coverage$"))
    settled(page)
    expect(page.get_by_text("All countries · 13 Aug 2020 to 26 Jun 2026").first).to_be_visible()


def test_the_map_has_the_colours_it_should(open_page: OpenPage) -> None:
    page = open_page("membership")
    assert shape(page, "KAZ")[2] == "rgb(230, 159, 0)"
    assert shape(page, "BRA")[2] == "rgb(227, 230, 234)"
    assert shape(page, "ISR")[2] != "rgb(227, 230, 234)"
    assert shape(page, "BHR")[2] == shape(page, "MAR")[2] == "rgb(11, 74, 143)"


def pixel(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour really painted at a place of the window."""
    from PIL import Image

    picture = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    return Image.open(io.BytesIO(picture)).convert("RGB").getpixel((0, 0))


def test_brazil_is_land_and_the_open_sea_is_paper(open_page: OpenPage, scheme: str) -> None:
    land, paper = {
        "light": ((227, 230, 234), (255, 255, 255)),
        "dark": ((43, 51, 61), (18, 22, 28)),
    }[scheme]
    page = open_page("membership", scheme=scheme)
    x, y, _ = shape(page, "BRA")
    assert pixel(page, x, y) == land
    african = shape(page, "NAM")
    atlantic = ((x + african[0]) / 2, (y + african[1]) / 2)
    assert pixel(page, *atlantic) == paper


def test_the_slider_plays_in_the_browser_without_the_server(open_page: OpenPage) -> None:
    page = open_page("membership")
    assert shape(page, "KAZ")[2] == "rgb(230, 159, 0)"
    page.evaluate(
        "() => { window.sentFrames = 0; const send = WebSocket.prototype.send;"
        " WebSocket.prototype.send = function (...args) { window.sentFrames += 1;"
        " return send.apply(this, args); }; }"
    )
    first_stop = page.locator(f"{MAP} .slider-rail-touch-rect").first
    box = first_stop.bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(900)
    assert shape(page, "KAZ")[2] == "rgb(227, 230, 234)", "the slider's first day shows no step"
    page.locator(f"{MAP} .updatemenu-button", has_text="Play").first.click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.choroplethlayer path')].some((shape) =>"
        " shape.__data__ && shape.__data__.loc === 'KAZ'"
        " && getComputedStyle(shape).fill === 'rgb(230, 159, 0)')",
        timeout=30_000,
    )
    assert page.evaluate("window.sentFrames") == 0


def test_a_click_on_the_line_lists_the_pieces_behind_it(open_page: OpenPage) -> None:
    page = open_page("coverage?country=KAZ")
    spot = page.evaluate(
        """() => {
          const plot = document.querySelector('.js-plotly-plot');
          const trace = plot._fullData.findIndex((t) => t.customdata && t.customdata.some
            && t.customdata.some((d) => d && d[0] === '2025-11-01'));
          const data = plot._fullData[trace];
          const at = data.customdata.findIndex((d) => d && d[0] === '2025-11-01');
          const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
          const x = plot._fullLayout.xaxis, y = plot._fullLayout.yaxis;
          return [box.x + x.d2p(data.x[at]), box.y + y.d2p(data.y[at])];
        }"""
    )
    page.mouse.move(spot[0], spot[1])
    page.wait_for_timeout(300)
    page.mouse.click(spot[0], spot[1])
    page.wait_for_url("**picked=2025-11-01**")
    settled(page)
    assert query(page)["picked"] == ["2025-11-01", "2025-11-30"]
    expect(page.get_by_text("Behind the chart: 1 Nov 2025 to 30 Nov 2025")).to_be_visible()
    expect(page.get_by_text("131 pieces", exact=True)).to_be_visible()


def downloaded(page: Page, card: str, word: str) -> Path:
    """Open a Download menu and take one file."""
    page.locator(f".st-key-{card}").get_by_role("button", name="Download").first.click()
    button = page.get_by_role("button", name=re.compile(rf" as {word}$"))
    button.wait_for()
    with page.expect_download(timeout=60_000) as waiting:
        button.click()
    file = Path(waiting.value.path())
    named = file.with_name(waiting.value.suggested_filename)
    return file.rename(named)


def test_the_rows_downloaded_are_the_rows_of_the_command(
    open_page: OpenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    page = open_page("coverage?country=KAZ&every=quarter")
    file = downloaded(page, "download_coverage", "CSV")
    assert file.name == "accord-atlas_coverage_abraham-accords_KAZ_quarter.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert ask(["coverage", "--country", "KAZ", "--every", "quarter"]) == 0
    asked = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["period"][:10], r["series"], r["count"]) for r in rows] == [
        (r["period"], r["series"], r["count"]) for r in asked
    ]


def test_the_map_is_downloaded_as_table_picture_and_page(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("membership?agreement=gcc")
    book = openpyxl.load_workbook(downloaded(page, "download_map", "Excel"))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert header[0] == "iso3" and len(rows) == 204
    page = open_page("membership?agreement=gcc")
    svg = downloaded(page, "download_map", "SVG").read_text("utf-8")
    assert svg.count("<path") > 150
    page = open_page("membership?agreement=gcc")
    web_page = downloaded(page, "download_map", "web page")
    offline = page.context.new_page()
    offline.goto(web_page.as_uri())
    offline.wait_for_function("document.querySelectorAll('.choroplethlayer path').length > 150")
    offline.close()


def test_a_piece_opens_in_the_reader(open_page: OpenPage) -> None:
    page = open_page("articles?country=KAZ")
    table = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(table["x"] + 14, table["y"] + 70)
    page.wait_for_url("**article=**")
    settled(page)
    reader = page.locator(".st-key-reader")
    expect(reader.get_by_role("link", name="Open at the publisher")).to_be_visible()
    address = page.url
    again = open_page(address.split("/", 3)[3])
    expect(again.locator(".st-key-reader")).to_contain_text(
        reader.inner_text().splitlines()[0][:10]
    )
    page.locator(".st-key-reader").get_by_role("button", name="Close").click()
    page.wait_for_function("!location.search.includes('article')")


BAD = [
    ("?country=XXX", "“XXX” is not known here"),
    ("membership?as_of=0000-00-00", "Day of the map"),
    ("articles?q=%22open", "quotation mark that is not closed"),
    ("country?focus=ZZZ", "“ZZZ” is not known here"),
]


@pytest.mark.parametrize(("address", "said"), BAD, ids=[address[:40] for address, _ in BAD])
def test_a_bad_value_is_said_and_the_page_stands(
    open_page: OpenPage, address: str, said: str
) -> None:
    """A reader is not told what was left out; tests/pages/test_bad_addresses.py has many more."""
    page = open_page(address)
    expect(page.get_by_test_id("stAlert").filter(has_text=said)).to_be_visible()
    assert page.locator("h1").count() == 1
    assert "Traceback" not in page.inner_text("body")


SCRIPT = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"


@pytest.mark.parametrize("path", ["", "country", "coverage", "articles"])
def test_a_script_in_any_parameter_is_never_run(open_page: OpenPage, path: str) -> None:
    """A value of the address runs in the browser: as it is read, or in the note on it."""
    said = "&".join(f"{name}={quote(SCRIPT)}" for name in LABELS)
    page = open_page(f"{path}?{said}")
    assert page.evaluate("window.hit") is None
    assert page.locator("h1").count() == 1
    notes = " ".join(page.get_by_test_id("stAlert").all_inner_texts())
    unsaid = {name for name in LABELS if LABELS[name] not in notes} - {"q", "outlet"}
    assert not unsaid, f"no note on {unsaid} in: {notes}"


def test_markdown_in_the_address_is_shown_as_it_is(open_page: OpenPage) -> None:
    link = "[click](https://example.org) **x** :red[y]"
    page = open_page(f"articles?q={quote(link)}")
    assert page.locator("a[href^='https://example.org']").count() == 0
    assert page.locator("h1").count() == 1


def point_of(page: Page, card: str, day: str) -> tuple[float, float]:
    """Bring a chart into the window, and return where the point of a bucket stands in it."""
    chart = page.locator(f".st-key-figure_{card} .js-plotly-plot")
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    return tuple(
        chart.evaluate(
            """(plot, day) => {
              const data = plot._fullData.find((t) => t.customdata && t.customdata.some
                && t.customdata.some((d) => d && d[0] === day));
              const at = data.customdata.findIndex((d) => d && d[0] === day);
              const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
              const x = plot._fullLayout.xaxis, y = plot._fullLayout.yaxis;
              return [box.x + x.d2p(data.x[at]), box.y + y.d2p(data.y[at])];
            }""",
            day,
        )
    )


def test_the_country_page_lists_the_pieces_behind_a_point(open_page: OpenPage) -> None:
    page = open_page("country?focus=KAZ")
    expect(page.locator("h1")).to_have_text("Why did Kazakhstan move to join the Abraham Accords?")
    x, y = point_of(page, "country_coverage", "2025-11-01")
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    page.wait_for_url("**picked=2025-11-01**")
    settled(page)
    expect(page.get_by_text("131 pieces", exact=True)).to_be_visible()


def test_a_sentence_of_the_answer_opens_its_evidence_and_the_link_opens_it_again(
    open_page: OpenPage,
) -> None:
    """A claim cannot be traced to its pieces, or not by whom it is sent to."""
    page = open_page("country?focus=KAZ")
    page.get_by_role("button", name=re.compile("Evidence .*–")).last.click()
    page.wait_for_url("**claim=reason**")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name=re.compile("publisher|open|Open")).first).to_be_visible()
    said = dialog.inner_text()
    again = open_page(page.url.split("/", 3)[3])
    expect(again.get_by_role("dialog")).to_contain_text(said.splitlines()[0])
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('claim')")


def test_the_answer_is_taken_away_as_a_word_file(open_page: OpenPage) -> None:
    """The brief does not reach the reader's disk, or lacks its sentences or references."""
    from docx import Document

    page = open_page("country?focus=KAZ")
    file = downloaded(page, "brief_files", "Word")
    said = "\n".join(paragraph.text for paragraph in Document(file).paragraphs)
    assert "announced on 6 Nov 2025" in said and "aa.com.tr" in said, said[:2000]


def test_pages_of_pieces_turn(open_page: OpenPage) -> None:
    page = open_page("articles?country=KAZ")
    page.get_by_role("button", name="Page 2").click()
    page.wait_for_url("**page=2**")
    settled(page)
    assert query(page) == {"country": ["KAZ"], "page": ["2"]}


def test_the_keyboard_reaches_filters_pages_and_downloads(open_page: OpenPage) -> None:
    page = open_page("coverage")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label')"
                " || document.activeElement.innerText || '').trim()"
            )
        )
    for name in ("Articles", "Reset filters", "Search words"):
        assert any(name in label for label in reached), (name, reached)
    assert any("Download" in label for label in reached), reached
