"""Make sure a browser for the tests is there: found, else downloaded, else installed."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tests.browser.harness.chromium import starts

PLAYWRIGHT = (sys.executable, "-m", "playwright")
DOWNLOAD = (*PLAYWRIGHT, "install", "--only-shell", "chromium")
LIBRARIES = (*PLAYWRIGHT, "install-deps", "chromium-headless-shell")
# Playwright's own driver needs libatomic, which the smallest systems lack.
PACKAGES = {
    "apt-get": (
        ("apt-get", "update", "-q"),
        ("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "libatomic1"),
    ),
    "dnf": (("dnf", "install", "-q", "-y", "chromium", "libatomic"),),
    "zypper": (("zypper", "--non-interactive", "install", "chromium", "libatomic1"),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "chromium"),),
}
ADVICE = (
    "The browser tests need Chrome or Chromium, and one could be neither downloaded nor installed "
    "here. Install one (on Debian: sudo apt-get install chromium libatomic1), then run make test "
    "again."
)


def succeeds(*command: str) -> bool:
    """Run a command that may show its output but not ask; say whether it succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode == 0


def succeeds_as_root(*commands: tuple[str, ...]) -> bool:
    """Run commands as root where that needs no password; False where it does."""
    prefix = () if os.geteuid() == 0 else ("sudo", "-n")
    if prefix and not (shutil.which("sudo") and succeeds(*prefix, "true")):
        return False
    return all(succeeds(*prefix, *command) for command in commands)


def browser_starts() -> bool:
    """Say whether a browser opens a page, by opening one."""
    if not succeeds(*PLAYWRIGHT, "--version"):
        return False
    with sync_playwright() as playwright:
        return starts(playwright)


def downloaded() -> bool:
    """Fetch Playwright's own browser, and where it does not start the libraries it needs."""
    print("No Chrome or Chromium that starts was found; downloading Playwright's.", flush=True)
    if not succeeds(*DOWNLOAD):
        return False
    return browser_starts() or (succeeds_as_root(LIBRARIES) and browser_starts())


def installed() -> bool:
    """Install Chromium with the system's package manager, where this user may."""
    manager = next((name for name in PACKAGES if shutil.which(name)), None)
    if manager is None:
        return False
    print(f"No download; installing Chromium with {manager}.", flush=True)
    return succeeds_as_root(*PACKAGES[manager]) and browser_starts()


def main() -> int:
    """Return 0 as soon as a browser starts, 1 with a sentence when none can be had."""
    if browser_starts() or downloaded() or installed():
        return 0
    print(ADVICE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
