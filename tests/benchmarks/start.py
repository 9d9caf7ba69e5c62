"""Time from starting the server to its first answer, and to the first chart, cold and warm.

Run it from the project's root: python -m tests.benchmarks.start
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import sync_playwright

from tests.benchmarks.first_chart import first_chart
from tests.browser.harness.chromium import launch
from tests.browser.harness.server import ROOT, running

ROUNDS = 5


def main() -> None:
    """Start the server several times, the first time with an empty corpus cache."""
    answers, charts = [], []
    with TemporaryDirectory() as cache, sync_playwright() as playwright:
        with launch(playwright) as browser:
            for _ in range(ROUNDS):
                with TemporaryDirectory() as folder:
                    begun = perf_counter()
                    environment = {"ACCORD_ATLAS_CACHE": cache}
                    with running(ROOT / "app.py", Path(folder), environment) as server:
                        answers.append(perf_counter() - begun)
                        charts.append(first_chart(browser, server.url) / 1000)
    print(f"start to first answer: {answers[0]:.2f} s with nothing built, then", end=" ")
    print(f"median {median(answers[1:]):.2f} s of {ROUNDS - 1}")
    print(f"first page to its first chart on a new server: median {median(charts):.2f} s")


if __name__ == "__main__":
    main()
