"""The link to the server: one WebSocket that comes back, and what waits while it is away.

What still makes sense later (a page announced, a sheet out, a visit wiped) waits in order and is
sent after the next welcome; what only makes sense now (an answer to a ring) is dropped. The call
itself does not pass here: it goes on while the link is away.
"""

import asyncio
import logging
import random
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from urllib.parse import urlsplit

import aiohttp

from signaling import protocol as wire
from signaling.errors import BadMessage

from .identity import Identity
from .pace import BLOCK, Pace

log = logging.getLogger(__name__)

MIN_BACKOFF, MAX_BACKOFF = 0.5, 30.0
HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 15.0
CONNECT_SECONDS = 20.0
REQUEST_SECONDS = 60.0
"Of a request, and more for what is sent at a pace: ten megabytes take seven minutes."
URGENT_BACKOFF, URGENT_CONNECT_SECONDS = 0.5, 4.0
"""While a call is cut: the repair waits for this link. Both grow with each failure, for the sake
of a slow line and of a server that everybody knocks at."""
URGENT_MAX_BACKOFF = 4.0
DOUBT_SECONDS = 3.5
"While a call is cut, a server that stays silent that long is not there any more."
FAREWELL_SECONDS = 1.0
MAX_WAITING = 500
"Past it the oldest is dropped: a visit says far less."
NOW_ONLY = (
    wire.EarlyAnswer,
    wire.Answer,
    wire.RepairAnswer,
    wire.RepairWanted,
    wire.RingRefused,
    wire.LightsChanged,
    wire.QueueJoin,
    wire.RoomSeen,
    wire.CheckIn,
    wire.ResidentGone,
    wire.ResidentLeft,
    wire.Error,
)


AWAY = (aiohttp.ClientError, aiohttp.WSMessageTypeError, OSError, TimeoutError)
"How a link ends; a socket closed in the introduction gives a frame that is no text."


class LinkRefused(Exception):
    """The server does not know this kiosk: enrol it again."""


class Link:
    """Keeps one authenticated socket open; :meth:`send` never blocks and never fails."""

    def __init__(
        self,
        server: str,
        identity: Identity,
        tls: ssl.SSLContext | None,
        lights: Callable[[], wire.Lights],
        heard: Callable[[wire.Message], Awaitable[None]],
    ) -> None:
        """`server` is its HTTPS origin; `heard` gets every message after the challenge."""
        self.server, self.identity = server.rstrip("/"), identity
        self._lights, self._heard = lights, heard
        self._tls: ssl.SSLContext | bool = tls if tls is not None else True
        self._waiting: deque[wire.Message] = deque(maxlen=MAX_WAITING)
        self._wake = asyncio.Event()
        self._hurried = asyncio.Event()
        self._heard_at = 0.0
        self._failures = 0
        self._session: aiohttp.ClientSession | None = None
        self.token: str | None = None
        "Bearer for documents; none while the link is away."

    @property
    def connected(self) -> bool:
        return self.token is not None

    def send(self, message: wire.Message) -> None:
        if self.connected or not isinstance(message, NOW_ONLY):
            self._waiting.append(message)
            self._wake.set()

    def hurry(self, urgent: bool) -> None:
        """A call was cut, or flows again: while it is, a dead link is noticed and made again in
        seconds."""
        if urgent:
            self._hurried.set()
        else:
            self._hurried.clear()

    async def run(self) -> None:
        """Until cancelled: connect, serve, and come back with full jitter."""
        attempt = 0
        connector = aiohttp.TCPConnector(ssl=self._tls, limit=8)
        async with aiohttp.ClientSession(connector=connector) as self._session:
            while True:
                try:
                    await self._serve(self._session)
                except (*AWAY, BadMessage) as error:
                    log.info("link away: %s", type(error).__name__)
                except LinkRefused as error:
                    log.error("server refuses this kiosk: %s", error)
                finally:
                    attempt, self.token = 0 if self.connected else attempt, None
                attempt = self._failures = min(attempt + 1, 10)
                await self._pause(attempt)

    async def _pause(self, failures: int) -> None:
        """Between two attempts, with full jitter; cut short when a call waits for the link."""
        if self._hurried.is_set():
            ceiling = min(URGENT_MAX_BACKOFF, URGENT_BACKOFF * 2 ** (failures // 3))
            await asyncio.sleep(random.uniform(0, ceiling))
            return
        seconds = random.uniform(0, min(MAX_BACKOFF, MIN_BACKOFF * 2 ** (failures - 1)))
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurried.wait()

    async def request(
        self, method: str, path: str, data: bytes | None = None, pace: Pace | None = None
    ) -> bytes:
        """One HTTPS request as this kiosk, its body no faster than `pace`.

        Raises :exc:`aiohttp.ClientError` or TimeoutError.
        """
        if self._session is None or self.token is None:
            raise aiohttp.ClientConnectionError("link away")
        headers = {"Authorization": f"Bearer {self.token}"}
        at_pace = 0.0 if data is None or pace is None else pace.takes(len(data))
        timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS + at_pace)
        body = None if data is None else data if pace is None else _paced(data, pace)
        if data is not None:
            headers["Content-Length"] = str(len(data))
        async with self._session.request(
            method, self.server + path, data=body, headers=headers, timeout=timeout
        ) as response:
            response.raise_for_status()
            return await response.read()

    async def _serve(self, session: aiohttp.ClientSession) -> None:
        async with AsyncExitStack() as stack:
            socket = await stack.enter_async_context(await self._connect(session))
            async with asyncio.timeout(HELLO_SECONDS):
                told = self._lights()
                welcome = await self._introduce(socket, told)
            self.token = welcome.token
            log.info("link open")
            if (lights := self._lights()) != told:  # nobody heard of it meanwhile
                self.send(wire.LightsChanged(lights=lights))
            await self._heard(welcome)
            self._wake.set()
            beside = [
                asyncio.create_task(self._speak(socket)),
                asyncio.create_task(self._doubt(socket)),
            ]
            try:
                await self._listen(socket)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)

    async def _connect(self, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        """Raises what :data:`AWAY` names; in a few seconds while a call waits for the link."""
        connecting = asyncio.ensure_future(
            session.ws_connect(
                self.server + "/ws/kiosk",
                heartbeat=HEARTBEAT_SECONDS,
                max_msg_size=4 * wire.MAX_MESSAGE_BYTES,  # a larger one is answered, not a cut
                compress=0,
                autoping=False,
                timeout=aiohttp.ClientWSTimeout(ws_close=FAREWELL_SECONDS),
            )
        )
        waiting = asyncio.ensure_future(self._until_too_late())
        try:
            await asyncio.wait([connecting, waiting], return_when=asyncio.FIRST_COMPLETED)
            if not connecting.done():
                raise TimeoutError
            return connecting.result()
        finally:
            connecting.cancel()
            waiting.cancel()

    async def _until_too_late(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._hurried.wait()
                await asyncio.sleep(URGENT_CONNECT_SECONDS * 2 ** (self._failures % 3))

    async def _doubt(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """While a call is cut, asks the server for a sign of life, and closes a dead link."""
        loop = asyncio.get_running_loop()
        while True:
            await self._hurried.wait()
            asked = loop.time()
            try:
                await socket.ping()
            except (aiohttp.ClientError, OSError):
                return  # closed: the listener knows
            await asyncio.sleep(DOUBT_SECONDS)
            if self._hurried.is_set() and self._heard_at < asked:
                log.info("the server gives no sign of life")
                await socket.close()
                return

    async def _introduce(
        self, socket: aiohttp.ClientWebSocketResponse, lights: wire.Lights
    ) -> wire.KioskWelcome:
        challenge = await _next(socket)
        if not isinstance(challenge, wire.Challenge):
            raise BadMessage("no challenge")
        if challenge.server != urlsplit(self.server).netloc:
            raise LinkRefused("the challenge names another server")
        await socket.send_str(wire.encode(self.identity.hello(challenge, lights)))
        answer = await _next(socket)
        if isinstance(answer, wire.Error):
            await self._heard(answer)
            raise LinkRefused(answer.code)
        if not isinstance(answer, wire.KioskWelcome):
            raise BadMessage("no welcome")
        return answer

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        loop = asyncio.get_running_loop()
        async for received in socket:
            self._heard_at = loop.time()
            if received.type is aiohttp.WSMsgType.PING:
                await socket.pong(received.data)
                continue
            if received.type is aiohttp.WSMsgType.PONG:
                continue
            if received.type is not aiohttp.WSMsgType.TEXT:
                break
            try:
                message = wire.decode(wire.to_kiosk, received.data)
            except BadMessage as error:
                self.send(wire.Error(code=error.code, sentence=error.sentence))
                continue
            await self._heard(message)

    async def _speak(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                message = self._waiting[0]
                try:
                    await socket.send_str(wire.encode(message))
                except (aiohttp.ClientError, OSError):
                    await socket.close()
                    return
                # removed once handed over: what a cut interrupts is said again
                if self._waiting and self._waiting[0] is message:
                    self._waiting.popleft()


async def _paced(data: bytes, pace: Pace) -> AsyncIterator[bytes]:
    for start in range(0, len(data), BLOCK):
        block = data[start : start + BLOCK]
        await asyncio.sleep(pace.spend(len(block), asyncio.get_running_loop().time()))
        yield block


async def _next(socket: aiohttp.ClientWebSocketResponse) -> wire.Message:
    """Raises ConnectionError when the server closes instead of speaking."""
    received = await socket.receive()
    if received.type is not aiohttp.WSMsgType.TEXT:
        raise ConnectionResetError("closed")
    return wire.decode(wire.to_kiosk, received.data)
