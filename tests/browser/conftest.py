"""Fixtures for tests in a real browser: one server, one browser, pages that are watched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.harness.chromium import launch
from tests.browser.harness.record import Record
from tests.browser.harness.server import ROOT, Server, running
from tests.browser.harness.waits import settled

# The machines that run this are shared; five seconds, the default, are not always enough.
expect.set_options(timeout=20_000)

WIDTHS = {"wide": 1400, "phone": 390}
HEIGHT = 1000

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the app on a loopback port, one server for all tests."""
    with running(ROOT / "app.py", tmp_path_factory.mktemp("server")) as app:
        yield app


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return Playwright, started once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return one headless Chromium; each test has contexts of its own in it."""
    with launch(playwright) as started:
        yield started


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """Run the test on a desk and on a phone."""
    return request.param


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Run the test in the light and in the dark look; the app follows the system's wish."""
    return request.param


@pytest.fixture
def record() -> Iterator[Record]:
    """Write down what the test's pages do; fail when a request left this machine."""
    kept = Record()
    yield kept
    assert not kept.outside(), f"requests left this machine: {kept.outside()}"


@pytest.fixture
def open_page(browser: Browser, record: Record, server: Server) -> Iterator[OpenPage]:
    """Return a function that opens an address of the app in a new, empty browser context.

    It takes the path with its query, and by name width, scheme, and at (the address of another
    server). The page comes back settled. Afterwards the server's log must hold no traceback.
    """
    contexts = []
    before = len(server.said())

    def open_one(
        path: str = "/", *, width: int = 1400, scheme: str = "light", at: str = server.url
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            accept_downloads=True,
        )
        contexts.append(context)
        record.watch(context)
        page = context.new_page()
        page.goto(f"{at}/{path.lstrip('/')}")
        return settled(page)

    yield open_one
    for context in contexts:
        context.close()
    said = server.said()[before:]
    assert "Traceback" not in said, said


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return the first page, settled, 1400 pixels wide, in the light look."""
    return open_page("/")
