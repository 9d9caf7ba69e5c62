"""The whole path of one's own corpus: drop a file, look, change a column, build, open, delete."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.harness.access import barriers
from tests.browser.harness.files import LONG, drop_file
from tests.browser.harness.server import ROOT, Server, running
from tests.browser.harness.waits import settled
from tests.browser.test_every_page import SPILL

ROWS = [
    ("Signatories of the accords meet in Astana", "2025-11-06", "Example Post", "a"),
    ("Israel and Kazakhstan sign a treaty", "2025-11-07", "Example Post", "b"),
    ("Israel and Kazakhstan sign a treaty", "2025-11-07", "Example Post", "b"),
    ("Nothing is known of the day", "", "Other Post", "c"),
]


def table() -> bytes:
    """Write a table of four rows: two share an address, one has no day."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["what it says", "published", "outlet", "url", "remark"])
    for title, day, outlet, path in ROWS:
        writer.writerow([title, day, outlet, f"https://example.org/{path}", "=1+1"])
    return file.getvalue().encode()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server with an empty corpora folder of its own."""
    folder = tmp_path_factory.mktemp("own")
    given = {"ACCORD_ATLAS_CORPORA": str(folder / "corpora")}
    with running(ROOT / "app.py", folder, given) as app:
        yield app


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def build(page: Page, name: str) -> None:
    """Name the corpus, start, and wait for its report."""
    box = page.get_by_role("textbox", name="Name of the corpus")
    box.fill(name)
    box.press("Enter")
    settled(page)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text(f"{name} is built.")).to_be_visible(timeout=LONG)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box."""
    box = page.get_by_role("combobox", name=label, exact=True)
    # A list of choices closes when the page scrolls under it.
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_from_a_file_to_the_coverage_page(open_page: OpenPage, own: Server) -> None:
    page = open_page("corpus", at=own.url)
    drop_file(page, "list.csv", table())
    expect(page.get_by_text("list.csv: CSV table")).to_be_visible()
    choose(page, "Title", "what it says")
    build(page, "autumn-list")
    expect(page.get_by_text("4 read = 3 kept + 1 merged")).to_be_visible()
    page.get_by_role("button", name="Open this corpus").click()
    page.wait_for_url("**corpus=autumn-list**")
    settled(page)
    page.get_by_role("link", name="Coverage").click()
    page.wait_for_url("**/coverage**")
    settled(page)
    assert query(page) == {"corpus": ["autumn-list"], "every": ["day"]}
    expect(
        page.get_by_text("autumn-list: 3 pieces, 6 Nov 2025 to 7 Nov 2025.").first
    ).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("autumn-list: 3 pieces").first).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    page.wait_for_url("**/articles**")
    settled(page)
    page.get_by_role("button", name="Download").first.click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download articles as CSV").click()
    assert "autumn-list" in caught.value.suggested_filename
    rows = list(csv.DictReader(Path(caught.value.path()).open(encoding="utf-8-sig")))
    assert {row["title"] for row in rows} == {title for title, *_ in ROWS}


def test_progress_outlives_page_and_reload(open_page: OpenPage, own: Server) -> None:
    page = open_page("corpus", at=own.url)
    lines = ["title,date,outlet,url"]
    for place in range(60_000):
        day = f"2024-{place % 12 + 1:02}-{place % 28 + 1:02}"
        lines.append(f"Israel and the Emirates {place},{day},Example,https://example.org/{place}")
    drop_file(page, "long.csv", "\n".join(lines).encode())
    box = page.get_by_role("textbox", name="Name of the corpus")
    box.fill("long-list")
    box.press("Enter")
    settled(page)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Being built")).to_be_visible()
    page.get_by_role("link", name="Membership").click()
    page.wait_for_url("**/membership**")
    expect(page.get_by_text("Building long-list")).to_be_visible()
    page.goto(f"{own.url}/corpus")
    expect(page.get_by_role("heading", name="Being built")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("long-list is built.")).to_be_visible(timeout=2 * LONG)


def test_a_file_without_pieces_is_refused_with_a_sentence(open_page: OpenPage, own: Server) -> None:
    page = open_page("corpus", at=own.url)
    drop_file(page, "counts.bin", bytes(range(256)) * 40)
    expect(page.get_by_text("counts.bin cannot be read as pieces")).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_disabled()


def test_delete_asks_first(open_page: OpenPage, own: Server) -> None:
    page = open_page("corpus", at=own.url)
    drop_file(page, "list.csv", table())
    build(page, "short-lived")
    row = page.locator(".st-key-corpus_row_short-lived")
    row.get_by_role("button", name="Delete").click()
    settled(page)
    page.get_by_role("button", name="Delete short-lived for good").click()
    expect(row).to_have_count(0)


def test_the_form_fits_a_phone_and_everybody(open_page: OpenPage, own: Server, scheme: str) -> None:
    page = open_page("corpus", at=own.url, width=390, scheme=scheme)
    drop_file(page, "list.csv", table())
    assert page.evaluate(SPILL) <= 0
    found = barriers(page)
    assert not found, "\n".join(found)
