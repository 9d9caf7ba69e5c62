"""Take the pictures of the README, or with --all DIR of every page, width and look.

python -m tests.browser.screenshots [--all DIR]
"""

import argparse
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.browser.harness.chromium import launch
from tests.browser.harness.files import drop_file
from tests.browser.harness.server import ROOT, running
from tests.browser.harness.waits import settled

PICTURES = ROOT / "docs"
README = {
    "overview": ("", 1400, "light"),
    "overview-dark": ("", 1400, "dark"),
    "membership": ("membership", 1400, "light"),
    "country": ("country?focus=KAZ", 1400, "light"),
    "coverage": (
        "coverage?country=KAZ&dates=2025-01-01&dates=2026-03-31&measure=share&bursts=2,1",
        1400,
        "light",
    ),
    "overview-phone": ("", 390, "light"),
}
# Of a long page the README shows the top; in the folder of --all it is whole.
TOP, LONGEST = 1500, 14_000
OWN_LIST = """headline,date,paper,link,abstract
Envoys open a trade office,06/11/2025,Example Post,https://post.example/1,Astana and Jerusalem
Harbour talks go on in Manama,07/11/2025,Example Post,https://post.example/2,A port waits
Rabat speaks of new flights,19/11/2025,Other Courier,https://courier.example/3,For the winter
Khartoum puts off a vote,21/11/2025,Other Courier,https://courier.example/4,Without a new day
"""
PAGES = {
    "overview": "",
    "membership": "membership",
    "coverage": "coverage",
    "coverage-picked": "coverage?country=KAZ&country=ISR&picked=2025-11-01&picked=2025-11-30",
    "coverage-share": "coverage?country=KAZ&measure=share&bursts=2,1&breaks=3",
    "coverage-panels": "coverage?compare=outlet&view=panels&every=quarter",
    "coverage-stacked": "coverage?compare=topic&view=stacked&every=quarter",
    "coverage-heat": "coverage?compare=outlet&view=heat&every=quarter",
    "country": "country",
    "country-next": "country?focus=SAU",
    "country-evidence": "country?focus=KAZ&claim=reason:symbolism",
    "articles": "articles",
    "articles-search": "articles?q=minerals&country=KAZ",
    "corpus": "corpus",
    "bad-values": "?country=XXX&dates=2025-12-01&dates=2025-11-01",
    "nothing": "articles?q=zzzzzz",
}


def shoot(
    browser: Browser,
    address: str,
    file: Path,
    *,
    width: int,
    scheme: str,
    longest: int = LONGEST,
    own_list: bool = False,
) -> None:
    """Save one page, at its full height or to the longest, as PNG.

    own_list: of the Corpus page, with a file dropped in, only what is about that file.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 1000},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(address)
    settled(page)
    if own_list:
        drop_file(page, "my list.csv", OWN_LIST.encode())
    # Streamlit scrolls inside the page, so the window is made as tall as what it holds.
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, 700), longest)})
    settled(page)
    page.wait_for_timeout(600)
    page.screenshot(path=file, clip=_own_part(page) if own_list else None)
    context.close()


def _own_part(page: Page) -> FloatRect:
    """Return where a reader's own files stand on the Corpus page, from their heading to Start."""
    main = page.get_by_test_id("stMain").bounding_box()
    top = page.get_by_role("heading", name="Your own corpus").bounding_box()
    bottom = page.get_by_role("button", name="Start").bounding_box()
    height = bottom["y"] + bottom["height"] - top["y"] + 40
    return {"x": main["x"], "y": top["y"] - 20, "width": main["width"], "height": height}


def main() -> None:
    """Start the app, take the pictures, stop the app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, help="a folder for every page, width and look")
    asked = parser.parse_args()
    wanted = {f"{name}.png": spec for name, spec in README.items()}
    folder = PICTURES
    if asked.all:
        folder = asked.all
        wanted = {
            f"{name}-{width}-{scheme}.png": (path, width, scheme)
            for (name, path), width, scheme in product(
                PAGES.items(), (1400, 390), ("light", "dark")
            )
        }
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as scratch,
        running(ROOT / "app.py", Path(scratch)) as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for name, (path, width, scheme) in wanted.items():
            most = TOP if folder == PICTURES and path.startswith("country") else LONGEST
            address = f"{server.url}/{path}"
            shoot(browser, address, folder / name, width=width, scheme=scheme, longest=most)
            print(folder / name)
        if not asked.all:
            corpus, address = folder / "corpus.png", f"{server.url}/corpus"
            shoot(browser, address, corpus, width=1400, scheme="light", own_list=True)
            print(corpus)


if __name__ == "__main__":
    main()
