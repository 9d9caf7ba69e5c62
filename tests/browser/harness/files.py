"""Giving files to the Corpus page as a reader does."""

from playwright.sync_api import Page, expect

from tests.browser.harness.waits import settled

LONG = 60_000


def drop_file(page: Page, name: str, content: bytes) -> None:
    """Drop a file into the box and wait until it was read."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_role("button", name="Start")).to_be_visible(timeout=LONG)
    settled(page)
