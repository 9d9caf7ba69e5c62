"""Time until each page has settled in Chromium, for a corpus of the corpora folder.

python -m tests.benchmarks.pages [--corpus NAME]: the first opening after the start of the server,
then the median of ROUNDS openings in fresh browsers, caches of the server warm.
"""

import argparse
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness.chromium import launch
from tests.browser.harness.server import ROOT, running
from tests.browser.harness.waits import settled

ROUNDS = 5
PAGES = ("", "membership", "coverage", "country", "articles", "corpus")


def seconds(browser: Browser, address: str) -> float:
    """Return the seconds from a navigation to a page at rest, its charts drawn."""
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        page = context.new_page()
        start = perf_counter()
        page.goto(address)
        settled(page)
        return perf_counter() - start


def main() -> None:
    """Start the server, open every page, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", help="one of the corpora folder; the built-in one without it")
    asked = parser.parse_args().corpus
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        app = stack.enter_context(running(ROOT / "app.py", folder))
        browser = stack.enter_context(launch(stack.enter_context(sync_playwright())))
        for page in PAGES:
            address = f"{app.url}/{page}" + (f"?corpus={quote(asked)}" if asked else "")
            first = seconds(browser, address)
            again = median(seconds(browser, address) for _ in range(ROUNDS))
            # QUIET of the harness waits so long for another run to begin.
            print(f"{page or 'overview':11} first {first:5.2f} s, then {again:5.2f} s (0.4 s rest)")


if __name__ == "__main__":
    main()
