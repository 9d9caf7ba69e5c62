"""Start a headless Chromium that makes no requests of its own."""

from playwright.sync_api import Browser, Error, Playwright

from data.browser import find_browser

FLAGS = (
    "--no-sandbox",  # Chromium's sandbox refuses to run as root, which CI often is.
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
)


def launch(playwright: Playwright) -> Browser:
    """Start a Chrome or Chromium found here, else the one that Playwright downloaded.

    Errors: playwright's Error when there is neither, or neither starts.
    """
    found = find_browser()
    if found:
        try:
            return playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as error:
            # Some systems ship a stub under Chromium's name that only says what to install.
            print(f"{found} does not start: {str(error).splitlines()[0]}")
    return playwright.chromium.launch(args=list(FLAGS))


def starts(playwright: Playwright) -> bool:
    """Say whether a browser is there and opens a page; a download can lack system libraries."""
    try:
        browser = launch(playwright)
    except Error:
        return False
    with browser:
        browser.new_page().goto("about:blank")
    return True
