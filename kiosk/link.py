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
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from signaling import protocol as wire
from signaling.errors import BadMessage

from .identity import Identity

log = logging.getLogger(__name__)

MIN_BACKOFF, MAX_BACKOFF = 0.5, 30.0
HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 15.0
MAX_WAITING = 500
"Past it the oldest is dropped: a visit says far less."
NOW_ONLY = (wire.Answer, wire.RingRefused, wire.LightsChanged, wire.Error)


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
                ceiling = min(MAX_BACKOFF, MIN_BACKOFF * 2**attempt)
                attempt = min(attempt + 1, 10)
                await asyncio.sleep(random.uniform(0, ceiling))

    async def request(self, method: str, path: str, data: bytes | None = None) -> bytes:
        """One HTTPS request as this kiosk. Raises :exc:`aiohttp.ClientError` or TimeoutError."""
        if self._session is None or self.token is None:
            raise aiohttp.ClientConnectionError("link away")
        headers = {"Authorization": f"Bearer {self.token}"}
        timeout = aiohttp.ClientTimeout(total=60)
        async with self._session.request(
            method, self.server + path, data=data, headers=headers, timeout=timeout
        ) as response:
            response.raise_for_status()
            return await response.read()

    async def _serve(self, session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(
            self.server + "/ws/kiosk",
            heartbeat=HEARTBEAT_SECONDS,
            max_msg_size=4 * wire.MAX_MESSAGE_BYTES,  # a larger one is answered, not a cut
            compress=0,
        ) as socket:
            async with asyncio.timeout(HELLO_SECONDS):
                welcome = await self._introduce(socket)
            self.token = welcome.token
            log.info("link open")
            await self._heard(welcome)
            self._wake.set()
            speaker = asyncio.create_task(self._speak(socket))
            try:
                await self._listen(socket)
            finally:
                speaker.cancel()
                await asyncio.wait([speaker])

    async def _introduce(self, socket: aiohttp.ClientWebSocketResponse) -> wire.KioskWelcome:
        challenge = await _next(socket)
        if not isinstance(challenge, wire.Challenge):
            raise BadMessage("no challenge")
        if challenge.server != urlsplit(self.server).netloc:
            raise LinkRefused("the challenge names another server")
        await socket.send_str(wire.encode(self.identity.hello(challenge, self._lights())))
        answer = await _next(socket)
        if isinstance(answer, wire.Error):
            await self._heard(answer)
            raise LinkRefused(answer.code)
        if not isinstance(answer, wire.KioskWelcome):
            raise BadMessage("no welcome")
        return answer

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for received in socket:
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


async def _next(socket: aiohttp.ClientWebSocketResponse) -> wire.Message:
    """Raises ConnectionError when the server closes instead of speaking."""
    received = await socket.receive()
    if received.type is not aiohttp.WSMsgType.TEXT:
        raise ConnectionResetError("closed")
    return wire.decode(wire.to_kiosk, received.data)
