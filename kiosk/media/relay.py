"""Which of the addresses that came with a call this kiosk can use.

aiortc takes one STUN server and one TURN server, and waits five seconds for one that does not
answer. A room's line may let anything out, or TCP alone, or nothing but port 443: so all are asked
at once, while the call is announced, and the best that answers is taken; the server gives them best
first.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aioice import stun
from aiortc import RTCIceServer

from signaling.protocol import IceServer

log = logging.getLogger(__name__)

LONGEST_S = 2.5
"The kiosk announces a call for three seconds."
HEAD_START_S = 0.5
TRIES_S = (0.3, 0.6, 1.6)
"Between two datagrams of a request: one may be lost."


@dataclass(frozen=True)
class Way:
    """One address, with what opens it."""

    url: str
    host: str
    port: int
    transport: str
    tls: bool
    server: IceServer

    @property
    def relays(self) -> bool:
        return self.url.startswith("turn")

    def for_aiortc(self) -> RTCIceServer:
        server = self.server
        return RTCIceServer(self.url, username=server.username, credential=server.credential)


async def reachable(servers: Sequence[IceServer]) -> list[RTCIceServer]:
    """One STUN server and one relay at most, that have just answered."""
    ways = [way for server in servers for url in server.urls if (way := read(url, server))]
    stuns, relays = [w for w in ways if not w.relays], [w for w in ways if w.relays]
    own = asyncio.create_task(_best(stuns))
    try:
        relay = await _best(relays)
        await asyncio.wait([own], timeout=None if relay is None else HEAD_START_S)
        found = [own.result() if own.done() else None, relay]
    finally:
        own.cancel()
    if relays and relay is None:
        log.warning("no relay answers")
    return [way.for_aiortc() for way in found if way is not None]


def read(url: str, server: IceServer) -> Way | None:
    """Its parts (RFC 7064, RFC 7065); none if aiortc would not take it."""
    scheme, _, rest = url.partition(":")
    address, _, query = rest.partition("?")
    host, _, port = address.rpartition(":") if _has_port(address) else (address, "", "")
    tls = scheme == "turns"
    transport = query.removeprefix("transport=") or ("tcp" if tls else "udp")
    # aiortc reads no IPv6 literal.
    if scheme not in ("stun", "turn", "turns") or not host or "[" in host:
        return None
    if transport not in (("tcp",) if tls else ("udp", "tcp")):
        return None
    return Way(url, host, int(port or (5349 if tls else 3478)), transport, tls, server)


def _has_port(address: str) -> bool:
    return address.rpartition(":")[2].isdigit()


async def _best(ways: Sequence[Way]) -> Way | None:
    """The first way has a head start; then whichever answers, the better one if two have."""
    if not ways:
        return None
    asked = [(way, asyncio.create_task(answers(way))) for way in ways]
    try:
        await asyncio.wait([asked[0][1]], timeout=HEAD_START_S)
        while True:
            for way, task in asked:
                if task.done() and task.result():
                    return way
            pending = [task for _, task in asked if not task.done()]
            if not pending:
                return None
            await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for _, task in asked:
            task.cancel()
        await asyncio.wait([task for _, task in asked])


async def answers(way: Way) -> bool:
    """Whether a STUN request sent this way is answered; whatever goes wrong is a no."""
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    try:
        async with asyncio.timeout(LONGEST_S):
            heard = await (_ask_udp if way.transport == "udp" else _ask_tcp)(way, bytes(request))
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError, OverflowError):
        return False
    # RFC 8489, 5: the transaction id of a response is that of its request.
    return heard[8:20] == request.transaction_id


async def _ask_udp(way: Way, request: bytes) -> bytes:
    loop = asyncio.get_running_loop()
    heard: asyncio.Future[bytes] = loop.create_future()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Ear(heard), remote_addr=(way.host, way.port)
    )
    try:
        for wait in TRIES_S:
            transport.sendto(request)
            await asyncio.wait([heard], timeout=wait)
            if heard.done():
                break
        return await heard
    finally:
        transport.close()


async def _ask_tcp(way: Way, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(way.host, way.port, ssl=way.tls or None)
    try:
        writer.write(request)
        return await reader.readexactly(20)
    finally:
        writer.close()


class _Ear(asyncio.DatagramProtocol):
    def __init__(self, heard: "asyncio.Future[bytes]") -> None:
        self._heard = heard

    def datagram_received(self, data: bytes, _: Any) -> None:
        if not self._heard.done():
            self._heard.set_result(data)

    def error_received(self, error: Exception) -> None:
        if not self._heard.done():
            self._heard.set_exception(error)
