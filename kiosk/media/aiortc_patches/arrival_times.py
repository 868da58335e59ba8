"""A packet arrived when the kernel had it, not when this process found the time to look.

aiortc 1.16 asks the clock once a datagram is decrypted. A loop that stood still for 50 ms gives
several packets one time: the other end takes that for a queue on the line, and sends less. Here
each datagram keeps the kernel's time (ioctl SIOCGSTAMPNS, socket(7)) until it is handled.
Not reported upstream yet.
"""

import fcntl
import struct
import time
from typing import Any

from aioice import ice

SIOCGSTAMPNS = 0x8907
TIMESPEC = struct.Struct("ll")
MOST_S = 1.0
"Older than that is a step of the wall clock, or a packet from before the first question."

original = ice.Connection.recv


class Arrived(bytes):
    """A datagram; `at` is on the monotonic clock."""

    at: float


def stamped(data: bytes, protocol: Any) -> bytes:
    """The datagram that `protocol` has just received, with its time where the system tells it."""
    arrived = Arrived(data)
    arrived.at = time.monotonic() - _age(protocol)
    return arrived


def _age(protocol: Any) -> float:
    try:
        socket = protocol.transport.get_extra_info("socket")
        found = fcntl.ioctl(socket.fileno(), SIOCGSTAMPNS, bytes(TIMESPEC.size))
    except (AttributeError, OSError, ValueError):
        return 0.0
    seconds, nanoseconds = TIMESPEC.unpack(found)
    age = time.time() - (seconds + nanoseconds / 1e9)
    return age if 0.0 <= age < MOST_S else 0.0


async def recv(self: ice.Connection) -> bytes:
    """Stands for `Connection.recv`; the datagram is handled before the next one is asked."""
    data: bytes = await original(self)
    self._arrived_at = getattr(data, "at", None)  # type: ignore[attr-defined]
    return data


def arrived_at(transport: Any) -> float:
    """When the datagram that this transport of DTLS is handling came."""
    connection = getattr(getattr(transport, "transport", None), "_connection", None)
    at: float | None = getattr(connection, "_arrived_at", None)
    return time.monotonic() if at is None else at


def apply() -> None:
    ice.Connection.recv = recv  # type: ignore[method-assign]
