"""Run a Streamlit script on a free loopback port for as long as a block lasts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[3]
WATCH = Path(__file__).parent / "watch"
LONGEST_START = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without a closing slash, its log, and whom it called."""

    url: str
    log: Path
    calls: Path

    def said(self) -> str:
        """Return the log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def called(self) -> list[str]:
        """Return the addresses outside this machine that the server looked up or connected to."""
        return self.calls.read_text(encoding="utf-8").splitlines()


def free_port() -> int:
    """Return a loopback port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def running(
    script: Path, folder: Path, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """Start `streamlit run script` from the project's root, and end it with the block.

    folder: where the log is written. environment: variables on top of this process's own.
    Errors: RuntimeError with the log when the server ends or stays silent.
    """
    port = free_port()
    server = Server(f"http://127.0.0.1:{port}", folder / "server.log", folder / "calls.log")
    server.calls.touch()
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options(port)],
            cwd=ROOT,
            env={**os.environ, **watched(server.calls), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_healthy(process, server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def options(port: int) -> list[str]:
    """Return the settings that tests need and readers do not."""
    return [
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
    ]


def watched(calls: Path) -> dict[str, str]:
    """Return the variables that make the server write down whom it calls."""
    path = os.pathsep.join(filter(None, (str(WATCH), os.environ.get("PYTHONPATH"))))
    return {"PYTHONPATH": path, "ATLAS_CALLS": str(calls)}


def wait_until_healthy(process: subprocess.Popen[bytes], server: Server) -> None:
    """Return once the server answers its health address."""
    end = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start; its log:\n{server.said()}")
