"""The Coverage page in a real browser: measures, views, peaks, audit, events, ZIP and replay."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from data.replay import main as replay
from tests.browser.conftest import OpenPage
from tests.browser.harness.waits import settled

# The middle of the mark of a bucket on a chart: its point, its bar or its cell.
MIDDLE = """([day, series]) => {
  const plot = document.querySelector('.js-plotly-plot');
  const fits = (d) => d && d[0] === day && d[2] === series;
  const data = plot._fullData.find((t) => t.visible === true && t.customdata
    && [...t.customdata].some(fits));
  const at = [...data.customdata].findIndex(fits);
  const box = plot.querySelector('.nsewdrag').getBoundingClientRect();
  const x = plot._fullLayout.xaxis, y = plot._fullLayout[data.yaxis.replace('y', 'yaxis')];
  const base = data.type === 'bar' ? plot.calcdata[data.index][at].b || 0 : 0;
  const height = data.type === 'bar' ? base + data.y[at] / 2 : data.y[at];
  return [box.x + x.d2p(data.x[at]), box.y - plot._fullLayout._size.t + y._offset + y.d2p(height)];
}"""


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address bar says."""
    return parse_qs(urlsplit(page.url).query)


def click_bucket(page: Page, day: str, series: str) -> None:
    """Click the mark of one bucket of one line and wait for its pieces."""
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    x, y = page.evaluate(MIDDLE, [day, series])
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)
    page.wait_for_url(f"**picked={day}**")
    settled(page)


@pytest.mark.parametrize("view", ["lines", "panels", "stacked", "heat"])
def test_a_click_in_every_view_opens_the_pieces_of_its_line(open_page: OpenPage, view: str) -> None:
    """A mark of a chart leads nowhere, or to the pieces of another line."""
    page = open_page(f"coverage?country=KAZ&country=ARE&every=year&view={view}")
    click_bucket(page, "2025-01-01", "KAZ")
    assert query(page)["picked"] == ["2025-01-01", "2025-12-31"]
    assert query(page)["picked_line"] == ["KAZ"]
    heading = page.get_by_text("Behind the chart: 1 Jan 2025 to 31 Dec 2025, Kazakhstan")
    expect(heading).to_be_visible()
    expect(page.get_by_text("138 pieces", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="What is different about these days")).to_be_visible()


def test_a_part_of_two_filters_leads_to_its_own_pieces(open_page: OpenPage) -> None:
    """A piece that both filters choose stands under only one of them."""
    page = open_page("coverage?country=ISR&compare=versus&versus=country%3DKAZ&every=year")
    click_bucket(page, "2025-01-01", "b_only")
    expect(page.get_by_text("20 pieces", exact=True)).to_be_visible()


def test_a_share_names_its_denominator_and_says_when_it_means_little(open_page: OpenPage) -> None:
    """A reader takes a share of a chosen list for one of the press."""
    page = open_page("coverage?country=KAZ&measure=share")
    expect(page.get_by_text("Share of all pieces in the same month").first).to_be_visible()
    expect(page.get_by_text("not how much the press wrote").first).to_be_visible()


def test_bursts_are_awaited_and_then_drawn_and_listed(open_page: OpenPage) -> None:
    """What a method finds never reaches the chart that waits for it."""
    page = open_page("coverage?country=KAZ&measure=share&bursts=2,1&breaks=3&every=month")
    expect(page.get_by_role("heading", name="Bursts and breaks")).to_be_visible()
    drawn = "() => document.querySelector('.js-plotly-plot')._fullData.map((t) => t.name)"
    assert any(str(name).startswith("Level: Kazakhstan") for name in page.evaluate(drawn))


def test_three_boxes_write_the_search_words_and_read_them_back(open_page: OpenPage) -> None:
    """The boxes and the text say different things."""
    page = open_page("articles?q=minerals")
    page.get_by_role("button", name="Build the search words").click()
    every, none = (page.get_by_role("textbox", name=f"{w} of these") for w in ("All", "None"))
    expect(every).to_have_value("minerals")
    none.fill("Russia")
    none.press("Control+Enter")
    page.wait_for_url("**q=minerals+-Russia**")
    settled(page)
    expect(page.get_by_role("textbox", name="Search words")).to_have_value("minerals -Russia")


def test_an_audit_gives_a_precision_that_goes_with_the_export(open_page: OpenPage) -> None:
    """Labels are lost, or the figure says nothing of what was judged."""
    page = open_page("coverage?country=KAZ")
    page.get_by_role("button", name="Audit this number").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("50 of 178 pieces, drawn at random")).to_be_visible()
    table = dialog.get_by_test_id("stDataFrame").bounding_box()
    for row, key in ((0, "Right"), (1, "Wrong")):
        x, y = table["x"] + 60, table["y"] + 38 + 64 * row + 32
        page.mouse.click(x, y)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        page.keyboard.type(key)
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
    expect(dialog.get_by_text("Audited: 1 of 2 right, 50%")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    settled(page)
    expect(page.get_by_text("Audited: 1 of 2 right, 50%")).to_be_visible()


EVENTS = "date;title;countries\n2025-11-10;A visit of mine;KAZ\n2025-13-40;No day;KAZ\n"


def test_own_events_are_marked_listed_and_their_bad_rows_said(open_page: OpenPage) -> None:
    """A reader's events do not reach the chart, or a bad row is lost without a word."""
    page = open_page("coverage?country=KAZ")
    page.get_by_role("button", name="Your own events").click()
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": EVENTS.encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 event added, 1 row left out")).to_be_visible()
    settled(page)
    names = page.evaluate(
        "() => document.querySelector('.js-plotly-plot')._fullData.map((t) => t.name)"
    )
    assert "Your event" in names, names


def zip_of(page: Page, card: str) -> Path:
    """Open the Download menu of a card and take everything."""
    page.locator(f".st-key-{card}").get_by_role("button", name="Download").first.click()
    button = page.get_by_role("button", name=re.compile("everything"))
    button.wait_for()
    with page.expect_download(timeout=90_000) as waiting:
        button.click()
    file = Path(waiting.value.path())
    return file.rename(file.with_name(waiting.value.suggested_filename))


@pytest.mark.parametrize(
    ("address", "card"),
    [
        ("coverage?country=KAZ&measure=share&every=quarter", "download_coverage"),
        ("coverage?country=KAZ&compare=press&every=year", "download_coverage"),
        ("coverage?country=KAZ&places=published_in", "download_coverage_map"),
    ],
)
def test_the_zip_of_a_view_is_rebuilt_the_same(
    open_page: OpenPage, capsys: pytest.CaptureFixture[str], address: str, card: str
) -> None:
    """What a reader cites cannot be made again from the corpus."""
    file = zip_of(open_page(address), card)
    assert file.suffix == ".zip"
    code = replay([str(file)])
    said = capsys.readouterr()
    assert code == 0, said
    assert said.out.startswith("the same:"), said.out


BAD = [
    ("coverage?country=KAZ&dates=2025-11-05&dates=2025-11-20&measure=share", "it is drawn by"),
    ("coverage?measure=per_outlet", "does not say which outlets were collected when"),
    ("coverage?compare=press", "needs one country"),
    ("coverage?compare=versus", "needs a filter B"),
    ("coverage?versus=every%3Dweek", "chooses no pieces"),
    ("coverage?q=author%3Ax", "character"),
    ("coverage?" + "&".join(f"country={code}" for code in (
        "KAZ ISR ARE BHR MAR SDN SAU USA IRN TUR EGY JOR QAT OMN KWT IRQ SYR LBN PSE RUS CHN "
        "IND PAK IDN AZE UZB KGZ TJK TKM ARM GEO UKR DEU FRA GBR ITA ESP POL GRC CYP"
    ).split()), "40 lines could not be told apart"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "said"), BAD, ids=[said[:30] for _, said in BAD])
def test_what_cannot_be_drawn_is_said_and_the_nearest_view_is_shown(
    open_page: OpenPage, address: str, said: str
) -> None:
    """A view that cannot be is a blank chart, or changes without a word."""
    page = open_page(address)
    expect(page.get_by_test_id("stAlert").filter(has_text=said).first).to_be_visible()
    assert page.locator(".js-plotly-plot").count() >= 1
    assert "Traceback" not in page.inner_text("body")
