"""Python runs this file first in a watched server: it writes down every call off this machine."""

import ipaddress
import os
import sys

CALLS = os.environ.get("ATLAS_CALLS")


def is_local(host: object) -> bool:
    """Say whether a host is this machine; a name other than localhost is taken for outside."""
    if host in (None, "", b"", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Write down lookups and connections to hosts outside; file sockets have no host."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        with open(CALLS, "a", encoding="utf-8") as calls:
            calls.write(f"{event} {host}\n")


if CALLS:
    sys.addaudithook(watch)
