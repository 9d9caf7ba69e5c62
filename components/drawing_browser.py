"""One browser that draws pictures of figures, kept for a while because starting it is slow."""

import asyncio
import atexit
import logging
import os
import signal
from collections.abc import Awaitable, Mapping
from pathlib import Path
from threading import Lock, Thread

from kaleido import Kaleido, PageGenerator
from kaleido.errors import JavascriptError, KaleidoError

# Starting takes about 1.5 s, a picture after that 0.15 s; an idle browser holds some 200 MB.
SECONDS_ALLOWED = 30
SECONDS_KEPT = 60
SECONDS_TO_CLOSE = 5

# Chromium calls home on its own (updates, accounts). A proxy at which nobody listens stops all.
NO_NETWORK = "127.0.0.1:9"

TOO_SLOW = "The picture took too long to draw and was given up."
NOT_DRAWN = "The picture could not be drawn."
FAILED = "The browser that draws pictures did not work."
INSTEAD = "The camera button on the chart saves a picture too."

_logger = logging.getLogger(__name__)


class PictureError(Exception):
    """A picture could not be made; the message is a sentence for the reader."""


class Studio:
    """A browser served from a thread of its own, so that any thread may ask it for a picture.

    The first picture opens the browser; a minute without one closes it. Pictures are drawn one
    after the other. A browser that died or hangs is given up and the next picture opens another.
    """

    def __init__(self, head: str) -> None:
        """Take the HTML that every drawing page has in its head."""
        self._head = head
        self._browser: Kaleido | None = None
        self._farewell: asyncio.TimerHandle | None = None
        self._turn = asyncio.Lock()
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True, name="pictures").start()

    def draw(self, program: Path, figure: Mapping, options: Mapping) -> bytes:
        """Return the picture of a figure given as a dictionary; PictureError when there is none."""
        work = self._draw(program, figure, options)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Close the browser now."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()

    async def _draw(self, program: Path, figure: Mapping, options: Mapping) -> bytes:
        async with self._turn:
            if self._farewell is not None:
                self._farewell.cancel()
            try:
                await self._open(program)
                return await _in_time(self._browser.calc_fig(figure, options), SECONDS_ALLOWED)
            except (KaleidoError, JavascriptError) as error:
                _logger.exception("plotly.js could not draw a figure")
                raise PictureError(f"{NOT_DRAWN} {INSTEAD}") from error
            except TimeoutError as error:
                await self._close()
                raise PictureError(f"{TOO_SLOW} {INSTEAD}") from error
            except (OSError, RuntimeError) as error:
                _logger.exception("The browser %s failed", program)
                await self._close()
                raise PictureError(f"{FAILED} {INSTEAD}") from error
            finally:
                self._farewell = self._loop.call_later(SECONDS_KEPT, self._leave)

    async def _open(self, program: Path) -> None:
        if self._browser is not None and self._browser.subprocess.poll() is not None:
            await self._close()
        if self._browser is None:
            page = PageGenerator(mathjax=False)
            page.header = page.header + self._head
            self._browser = Kaleido(
                path=program, page_generator=page, proxy_server=NO_NETWORK, timeout=None
            )
            await _in_time(self._browser.open(), SECONDS_ALLOWED)

    def _leave(self) -> None:
        self._loop.create_task(self._close_in_turn())

    async def _close_in_turn(self) -> None:
        async with self._turn:
            await self._close()

    async def _close(self) -> None:
        browser, self._browser = self._browser, None
        if browser is None or not hasattr(browser, "subprocess"):
            return
        try:
            await _in_time(browser.close(), SECONDS_TO_CLOSE)
        except (OSError, RuntimeError):  # TimeoutError is an OSError
            _logger.warning("The browser for pictures did not close and is killed")
            _kill(browser.subprocess.pid)


def _kill(process: int) -> None:
    """End the browser and its helpers; it leads a process group of its own."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)
    except ProcessLookupError:
        _logger.info("The browser for pictures had ended already")


async def _in_time(work: Awaitable, seconds: float) -> bytes | None:
    """Wait for work no longer than allowed, even when the work does not let itself be stopped."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        task.cancel()
        raise TimeoutError
    return task.result()


_studio: Studio | None = None
_making = Lock()


def the_studio(head: str) -> Studio:
    """Return the one studio of this process."""
    global _studio
    with _making:
        if _studio is None:
            _studio = Studio(head)
            atexit.register(_studio.close)
        return _studio
