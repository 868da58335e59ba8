"""Tells systemd that a service is ready, then that it is still alive (sd_notify(3)).

Only `visavis.py` imports it: server and kiosk know nothing of who started them. Without
systemd both calls do nothing.
"""

import asyncio
import os
import socket


def notify(state: str) -> bool:
    """Say `state` ("READY=1", "STATUS=...", "STOPPING=1"); false when nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return False
    if address.startswith("@"):  # unix(7): the abstract namespace
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.connect(address)
        sender.sendall(state.encode())
    return True


def watchdog_seconds() -> float | None:
    """How often systemd wants to hear of this process; none when it does not."""
    limit = os.environ.get("WATCHDOG_USEC")
    if not limit or os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    # sd_watchdog_enabled(3): "keep-alive pings [...] every half of the time specified"
    return int(limit) / 1_000_000 / 2


async def keep_alive() -> None:
    """Tell systemd that this event loop still turns, until cancelled."""
    period = watchdog_seconds()
    while period is not None:
        notify("WATCHDOG=1")
        await asyncio.sleep(period)
