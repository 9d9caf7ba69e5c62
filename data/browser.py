"""Where a Chrome or Chromium stands on this machine: for pictures of figures, and for tests."""

import os
import platform
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

HOW_TO_GET_BROWSER = (
    "Pictures are drawn by Chrome or Chromium, and none was found. Install one (on Debian or "
    "Ubuntu: apt install chromium; anywhere: plotly_get_chrome), or name the one you have in "
    "the environment variable ACCORD_ATLAS_BROWSER, and start the app again."
)

OVERRIDES = ("ACCORD_ATLAS_BROWSER", "BROWSER_PATH")
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
# Playwright names its folders by revision and its subfolders by platform, and has renamed both.
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-*/chrome",
    "chromium-*/chrome-*/chrome.exe",
    "chromium-*/chrome-*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/headless_shell",
    "chromium_headless_shell-*/chrome-*/headless_shell.exe",
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell",
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell.exe",
)
CHOREOGRAPHER_PROGRAMS = (
    "chrome-*/chrome",
    "chrome-*/chrome.exe",
    "chrome-*/*.app/Contents/MacOS/*",
)


def find_browser() -> Path | None:
    """Return the program of a Chrome, Chromium or Edge, or None.

    Looked for in this order: ACCORD_ATLAS_BROWSER and BROWSER_PATH, the search path, the usual
    places of macOS and Windows, Playwright's downloads, the download of plotly_get_chrome.
    A place that is named but holds no program is passed over.
    """
    return next((place for place in _places() if _is_program(place)), None)


def _places() -> Iterator[Path]:
    yield from (Path(os.environ[name]) for name in OVERRIDES if os.environ.get(name))
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from _usual_places(platform.system())
    for folder in _playwright_folders(platform.system()):
        yield from _newest(folder, PLAYWRIGHT_PROGRAMS)
    yield from _newest(_choreographer_folder(platform.system()), CHOREOGRAPHER_PROGRAMS)


def _usual_places(system: str) -> Iterator[Path]:
    if system == "Darwin":
        for root in (Path("/Applications"), Path.home() / "Applications"):
            yield from (root / f"{app}.app/Contents/MacOS/{app}" for app in MAC_APPS)
    if system == "Windows":
        for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if os.environ.get(name):
                yield from (Path(os.environ[name]) / place for place in WINDOWS_PLACES)


def _playwright_folders(system: str) -> Iterator[Path]:
    # "0" is Playwright's word for a folder inside its own package; it is not looked into.
    if (chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "0")) != "0":
        yield Path(chosen)
    if system == "Darwin":
        yield Path.home() / "Library/Caches/ms-playwright"
    elif system == "Windows":
        yield _local_app_data() / "ms-playwright"
    else:
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def _choreographer_folder(system: str) -> Path:
    if system == "Darwin":
        return Path.home() / "Library/Application Support/choreographer/deps"
    if system == "Windows":
        return _local_app_data() / "plotly/choreographer/deps"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(data) / "choreographer/deps"


def _local_app_data() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")


def _newest(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern), key=_revision, reverse=True)


def _revision(program: Path) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", str(program))]


def _is_program(place: Path) -> bool:
    return place.is_file() and os.access(place, os.X_OK) and not _only_points_to_snap(place)


def _only_points_to_snap(place: Path) -> bool:
    """Tell Ubuntu's chromium-browser, a script that without its snap only prints a hint."""
    with place.open("rb") as file:
        start = file.read(4096)
    is_script = start.startswith(b"#!") and b"snap install chromium" in start
    return is_script and not Path("/snap/bin/chromium").exists()
