"""What a browser did while a test ran: every request, and every error on its console."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

INSIDE = ("data", "blob", "about", "javascript", "file")

# Streamlit's browser part looks for its server under the page's own name first, then at the root.
PROBE = re.compile(r"404 .*/[a-z]+/_stcore/(health|host-config)\)$")


def is_loopback(address: str) -> bool:
    """Say whether an address stays on this machine."""
    parts = urlsplit(address)
    if parts.scheme in INSIDE or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


@dataclass  # without slots: Playwright keeps its wrapped handlers on the object
class Record:
    """Requests (addresses, web sockets and service workers too) and errors, in order."""

    requests: list[str] = field(default_factory=list, repr=False)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Write down what every page of the context does from now on."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("serviceworker", lambda worker: self.requests.append(worker.url))
        context.on("page", self.watch_page)
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def watch_page(self, page: Page) -> None:
        """Write down the page's web sockets; they are no requests of its context."""
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def hear(self, message: ConsoleMessage) -> None:
        """Keep a console message if it is an error, and not one of Streamlit's probes."""
        said = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not PROBE.search(said):
            self.errors.append(said)

    def outside(self) -> list[str]:
        """Return the requests that left this machine."""
        return [address for address in self.requests if not is_loopback(address)]
