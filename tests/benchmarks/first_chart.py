"""Time to the first chart in a cold browser against an empty page, and what travels for a map.

Run it from the project's root: python -m tests.benchmarks.first_chart
"""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness.chromium import launch
from tests.browser.harness.server import ROOT, running
from tests.browser.harness.waits import settled

ROUNDS = 7
WIDTH, HEIGHT = 1400, 1000
EMPTY_PAGE = Path(__file__).with_name("empty_page.py")

# Looks once a frame, and takes the time a frame after a drawn mark is there: then it is painted.
WATCH_FOR_CHART = """(() => {
  const look = () => {
    if (document.querySelector('.js-plotly-plot .trace path, .choroplethlayer path'))
      requestAnimationFrame(() => { window.atlasFirstChart = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


@contextmanager
def cold_page(browser: Browser) -> Iterator[Page]:
    """Open a page with an empty cache that will note when its first chart is painted."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.add_init_script(WATCH_FOR_CHART)
        yield context.new_page()


def first_chart(browser: Browser, address: str) -> float:
    """Return the milliseconds from the start of a navigation to the first painted chart."""
    with cold_page(browser) as page:
        page.goto(address)
        page.wait_for_function("window.atlasFirstChart !== undefined", timeout=60_000)
        return page.evaluate("window.atlasFirstChart")


def alternating(browser: Browser, addresses: dict[str, str]) -> dict[str, list[float]]:
    """Measure the addresses in turn, round after round, so that a slow moment hits all alike."""
    for address in addresses.values():
        first_chart(browser, address)
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            times[name].append(first_chart(browser, address))
    return times


def shapes_bytes(browser: Browser, address: str) -> dict[str, int]:
    """Return the bytes on the wire, headers included, of each file of shapes a page fetches."""
    with cold_page(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        asked: dict[str, str] = {}
        sizes: dict[str, int] = {}
        session.on(
            "Network.requestWillBeSent",
            lambda event: asked.update({event["requestId"]: event["request"]["url"]}),
        )

        def finished(event: dict) -> None:
            name = asked.get(event["requestId"], "").partition("/app/static/")[2]
            if name:
                sizes[name] = sizes.get(name, 0) + int(event["encodedDataLength"])

        session.on("Network.loadingFinished", finished)
        page.goto(address)
        settled(page)
        return sizes


def map_update_bytes(browser: Browser, address: str) -> tuple[int, int]:
    """Return the bytes that another reading of membership sends: plain, and deflated as sent."""
    with cold_page(browser) as page:
        received: list[bytes] = []
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda sent: received.append(sent)),
        )
        page.goto(address)
        settled(page)
        received.clear()
        page.get_by_test_id("stSidebar").get_by_text("Broad:").click()
        settled(page)
        return sum(map(len, received)), sum(len(zlib.compress(sent)) for sent in received)


def report(times: dict[str, list[float]]) -> None:
    """Print each page's median and range, and the ratio of the medians."""
    for name, values in times.items():
        print(
            f"{name}: median {median(values):,.0f} ms of {len(values)} "
            f"({min(values):,.0f} to {max(values):,.0f})"
        )
    app, empty = (median(values) for values in times.values())
    print(f"ratio: {app / empty:.2f}")


def main() -> None:
    """Start both servers, measure, print."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(TemporaryDirectory())) for _ in range(2)]
        app = stack.enter_context(running(ROOT / "app.py", folders[0]))
        empty = stack.enter_context(running(EMPTY_PAGE, folders[1]))
        browser = stack.enter_context(launch(stack.enter_context(sync_playwright())))
        report(alternating(browser, {"Overview": app.url, "empty page": empty.url}))
        membership = f"{app.url}/membership"
        for name, size in shapes_bytes(browser, membership).items():
            print(f"fetched once: {name} {size:,} bytes")
        plain, deflated = map_update_bytes(browser, membership)
        print(f"a change of reading: {deflated:,} bytes on the wire, {plain:,} unpacked")


if __name__ == "__main__":
    main()
