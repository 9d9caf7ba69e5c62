"""What must hold on every page: it opens, it is quiet, it stays here, everybody can read it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.harness.access import barriers
from tests.browser.harness.record import Record
from tests.browser.harness.server import ROOT, Server, running

PAGES = ("", "membership", "coverage", "country", "articles", "corpus")

every_page = pytest.mark.parametrize("path", PAGES, ids=[path or "overview" for path in PAGES])

SPILL = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(main.scrollWidth - main.clientWidth,
                  document.documentElement.scrollWidth - window.innerWidth);
}"""


def assert_whole(page: Page) -> None:
    """The page has one heading of its own, the filters beside it, and no traceback."""
    assert page.get_by_test_id("stException").count() == 0, page.inner_text("body")
    headings = page.locator("h1").all_inner_texts()
    assert len(headings) == 1 and headings[0].strip(), f"one h1 expected, found {headings}"
    assert page.get_by_test_id("stSidebar").count() == 1, "app.py did not run: no filters"
    assert page.get_by_role("dialog").count() == 0, page.get_by_role("dialog").first.inner_text()


@every_page
def test_opens_quietly_for_everybody(
    open_page: OpenPage, record: Record, path: str, scheme: str
) -> None:
    """A page is half drawn, complains on the console, or bars some readers."""
    page = open_page(path, scheme=scheme)
    assert_whole(page)
    found = [*record.errors, *barriers(page)]
    assert not found, "\n".join(found)


@every_page
def test_fits_a_phone(open_page: OpenPage, path: str) -> None:
    """A page is wider than a phone's screen, so that it scrolls sideways."""
    page = open_page(path, width=390)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate(SPILL) <= 0


def test_no_address_is_the_name_of_a_page_file() -> None:
    """A link to a page, the first that a new server gets, runs the page's file without app.py."""
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files.isdisjoint(PAGES), "Streamlit runs such a file alone after a start"
    assert {f"{path or 'overview'}_page" for path in PAGES} <= files, files


@pytest.mark.parametrize("path", ["coverage", "country"])
def test_opens_straight_after_a_server_start(
    open_page: OpenPage, path: str, tmp_path: Path
) -> None:
    """A link to a page, the first that a new server gets, runs the page's file without app.py."""
    with running(ROOT / "app.py", tmp_path) as fresh:
        assert_whole(open_page(path, at=fresh.url))
        assert "Traceback" not in fresh.said(), fresh.said()


def test_follows_the_readers_look(open_page: OpenPage, scheme: str) -> None:
    """The app stays light for a reader whose system is dark, or the reverse."""
    page = open_page("/", scheme=scheme)
    paper = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=\"stApp\"]')).backgroundColor"
    )
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]


def test_server_calls_nobody(page: Page, server: Server) -> None:
    """The server itself looks up or calls a host outside this machine, at start or for a page."""
    assert page.get_by_test_id("stApp").count() == 1
    assert server.called() == []
