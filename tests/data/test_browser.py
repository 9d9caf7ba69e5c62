"""The browser is found wherever people have one, and a place without one is passed over."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from data import browser
from data.browser import HOW_TO_GET_BROWSER, find_browser


def program(place: Path, text: str = "#!/bin/sh\n") -> Path:
    """Write an executable file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    place.chmod(0o755)
    return place


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the home of a Linux machine with no browser."""
    for name in (*browser.OVERRIDES, "PLAYWRIGHT_BROWSERS_PATH", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    return tmp_path


def test_this_machine_has_a_browser() -> None:
    """Every test of a picture would fail; the message says what to install."""
    assert find_browser() is not None, HOW_TO_GET_BROWSER


def test_nothing_is_found_where_there_is_none(bare: Path) -> None:
    """A folder, or a file that does not run, was taken for a browser."""
    (bare / "bin" / "chromium").mkdir(parents=True)
    (bare / "bin" / "google-chrome").write_text("not executable")
    assert find_browser() is None


@pytest.mark.parametrize(
    "name",
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"],
)
def test_the_search_path_is_read(bare: Path, name: str) -> None:
    """A browser under one of its usual names is missed."""
    assert find_browser() is None
    found = program(bare / "bin" / name)
    assert find_browser() == found


@pytest.mark.parametrize("variable", ["ACCORD_ATLAS_BROWSER", "BROWSER_PATH"])
def test_a_named_browser_comes_first(
    bare: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """The reader's own choice is not taken, or a wrong one hides the browser that is there."""
    found = program(bare / "bin" / "chromium")
    monkeypatch.setenv(variable, str(bare / "gone"))
    assert find_browser() == found
    mine = program(bare / "my browser")
    monkeypatch.setenv(variable, str(mine))
    assert find_browser() == mine


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("Linux", ".cache/ms-playwright/chromium-{}/chrome-linux/chrome"),
        ("Linux", ".cache/ms-playwright/chromium-{}/chrome-linux64/chrome"),
        ("Linux", ".cache/ms-playwright/chromium_headless_shell-{}/chrome-linux/headless_shell"),
        (
            "Darwin",
            "Library/Caches/ms-playwright/chromium-{}/chrome-mac/Chromium.app/Contents/MacOS/"
            "Chromium",
        ),
        ("Windows", "AppData/Local/ms-playwright/chromium-{}/chrome-win/chrome.exe"),
    ],
)
def test_the_newest_of_playwrights_downloads_is_found(
    bare: Path, monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    """make test downloads a browser that the app then does not see."""
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    program(bare / place.format(999))
    newest = program(bare / place.format(1187))
    assert find_browser() == newest


def test_playwrights_folder_may_be_elsewhere(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container that keeps its browsers in a folder of its own is not served."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(bare / "browsers"))
    found = program(bare / "browsers/chromium-1/chrome-linux/chrome")
    assert find_browser() == found


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("Linux", ".local/share/choreographer/deps/chrome-linux64/chrome"),
        (
            "Darwin",
            "Library/Application Support/choreographer/deps/chrome-mac-arm64/"
            "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        ),
        ("Windows", "AppData/Local/plotly/choreographer/deps/chrome-win64/chrome.exe"),
        ("Darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ],
)
def test_downloads_of_plotly_and_usual_places_are_found(
    bare: Path, monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    """The advice we give (plotly_get_chrome) leads to a browser we do not see."""
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    found = program(bare / place)
    assert find_browser() == found


def test_windows_places_are_found(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chrome and Edge on Windows stand on no search path."""
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    monkeypatch.setenv("PROGRAMFILES", str(bare / "Program Files"))
    edge = program(bare / "Program Files/Microsoft/Edge/Application/msedge.exe")
    assert find_browser() == edge


def test_ubuntus_pointer_to_a_snap_is_no_browser(bare: Path) -> None:
    """The script is there, runs, and only says what to install."""
    program(bare / "bin/chromium-browser", "#!/bin/sh\necho 'snap install chromium' >&2\nexit 1\n")
    other = program(bare / "bin/google-chrome")
    assert find_browser() == other


def test_looking_for_a_browser_loads_nothing_heavy() -> None:
    """The start of the app would wait for Playwright or Kaleido."""
    code = "import sys, data.browser; print(*sorted(sys.modules))"
    root = Path(browser.__file__).parents[1]
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "data.browser" in loaded
    assert not {"playwright", "kaleido", "choreographer", "plotly", "pandas"} & set(loaded)
