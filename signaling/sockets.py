"""One WebSocket: limits on what comes in, a bounded queue for what goes out.

A bad, unknown, too large or too frequent message is answered by an :class:`Error` and nothing
else happens. A client that does not read never blocks another: its queue fills, and it is cut.
"""

import asyncio
import json
import logging
import re
import weakref
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from aiohttp import WSCloseCode, WSMsgType, web
from pydantic import TypeAdapter

from . import protocol as wire
from .auth.errors import Throttled
from .bucket import Bucket
from .errors import BadMessage, Refusal, TooFast, UnsupportedVersion
from .protocol import Message

log = logging.getLogger(__name__)

HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 20.0
"A ping this often; no pong within half of it, and the socket is gone."
CLOSE_SECONDS = 3.0
HARD_LIMIT = 4 * wire.MAX_MESSAGE_BYTES
"Between the limit and this an error is answered; past it the connection ends unread (1009)."
QUEUE = 256
MAX_KNOCKING = 30
"Sockets of one address that have not said who they are."
MAX_REFUSED = 100
"In a row: whoever goes on after that is not a client of ours."
INTERNAL = wire.Error(
    code="internal", sentence="Le serveur a rencontré une erreur. Recommencez dans un instant."
)

Hear = Callable[[Message], Awaitable[None]]


class Line:
    """The server's end of one socket. :meth:`say` never blocks."""

    def __init__(self, request: web.Request, adapter: TypeAdapter[Message], bucket: Bucket) -> None:
        self.socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_SECONDS, max_msg_size=HARD_LIMIT, compress=False, timeout=2.0
        )
        self._request, self._adapter, self._bucket = request, adapter, bucket
        self._out: deque[Message] = deque()
        self._something = asyncio.Event()
        self._refused = 0
        self._closing: WSCloseCode | None = None

    async def open(self) -> None:
        """Answer the handshake; from now on :meth:`close_all` knows this line."""
        await self.socket.prepare(self._request)
        self._request.app[LINES].open.add(self)

    def say(self, message: Message) -> None:
        """Put `message` in the queue; a client that let it fill up is cut."""
        if len(self._out) >= QUEUE:
            self.cut()
            return
        self._out.append(message)
        self._something.set()

    def say_first(self, *messages: Message) -> None:
        """Before what is already in the queue: the welcome, told after it began to listen."""
        self._out.extendleft(reversed(messages))
        self._something.set()

    def close(self, code: WSCloseCode = WSCloseCode.POLICY_VIOLATION) -> None:
        """Say what is in the queue, then close; a client that does not read is cut."""
        if self._closing is None:
            self._closing = code
            self._something.set()
            asyncio.get_running_loop().call_later(CLOSE_SECONDS, self.cut)

    def cut(self) -> None:
        """End it now: no farewell, it would not be read."""
        if self._request.transport is not None:
            self._request.transport.abort()

    @contextmanager
    def supervised(self) -> Iterator[None]:
        """Around all that follows :meth:`open`: there is no HTTP answer left to give."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 the border between one line and the server
            log.error("%s ended a line", type(error).__name__)
            self.cut()

    async def first(self) -> Message:
        """The hello. Raises :exc:`TimeoutError`, :exc:`BadMessage` or its kin."""
        async with asyncio.timeout(HELLO_SECONDS):
            received = await self.socket.receive()
        if received.type is not WSMsgType.TEXT:
            raise BadMessage("no hello")
        hello = wire.decode(self._adapter, received.data)
        if getattr(hello, "version", wire.VERSION) != wire.VERSION:
            raise UnsupportedVersion()
        return hello

    async def say_now(self, message: Message) -> None:
        """Before :meth:`run`: the challenge, or why nothing follows; to nobody if they left."""
        with suppress(ConnectionError):
            await self.socket.send_str(wire.encode(message))

    async def run(self, hear: Hear) -> None:
        """Say and hear until the socket closes."""
        async with asyncio.TaskGroup() as group:
            speaker = group.create_task(self._speak())
            try:
                await self._listen(hear)
            finally:
                speaker.cancel()

    async def _speak(self) -> None:
        try:
            while True:
                while self._out:
                    await self.socket.send_str(wire.encode(self._out.popleft()))
                if self._closing is not None:
                    await self.socket.close(code=self._closing)
                    return
                self._something.clear()
                await self._something.wait()
        except (ConnectionError, RuntimeError):
            pass  # it closed while we spoke; the listening side notices and ends the line

    async def _listen(self, hear: Hear) -> None:
        async for received in self.socket:
            if received.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            if not await self._admit(received.data, hear):
                self._refused += 1
                if self._refused > MAX_REFUSED:
                    self.cut()
                    return
            else:
                self._refused = 0

    async def _admit(self, data: str | bytes, hear: Hear) -> bool:
        """Tell whether the message could be read and was not one too many."""
        about: str | None = None
        try:
            if not self._bucket.take(asyncio.get_running_loop().time()):
                raise TooFast()
            about = type_of(data)
            if isinstance(data, bytes):
                raise BadMessage("binary")
            message = wire.decode(self._adapter, data)
        except BadMessage as refusal:
            self.say(error_of(refusal, about))
            return False
        await self._handle(message, about, hear)
        return True

    async def _handle(self, message: Message, about: str | None, hear: Hear) -> None:
        try:
            await hear(message)
        except Refusal as refusal:
            log.info("refused %s: %s", about, refusal)
            self.say(error_of(refusal, about, announced_by(message)))
        except Exception as error:  # noqa: BLE001 the border: one message must not end the line
            log.error("%s on %s", type(error).__name__, about)
            self.say(INTERNAL.model_copy(update={"about": about}))


class Lines:
    """Every open line of this process."""

    def __init__(self) -> None:
        self.open: weakref.WeakSet[Line] = weakref.WeakSet()
        self._knocking: Counter[str] = Counter()

    @contextmanager
    def knocking(self, address: str) -> Iterator[None]:
        """Around what happens before we know who it is. Raises :exc:`Throttled`."""
        if self._knocking[address] >= MAX_KNOCKING:
            raise Throttled("knocking")
        self._knocking[address] += 1
        try:
            yield
        finally:
            self._knocking[address] -= 1
            if not self._knocking[address]:
                del self._knocking[address]


LINES: web.AppKey[Lines] = web.AppKey("lines", Lines)


async def close_all(app: web.Application) -> None:
    """For `app.on_shutdown`: clients learn at once that they must come back."""
    for line in list(app[LINES].open):
        line.close(WSCloseCode.GOING_AWAY)


def error_of(refusal: Refusal, about: str | None = None, document: str | None = None) -> wire.Error:
    return wire.Error(code=refusal.code, sentence=refusal.sentence, about=about, document=document)


def announced_by(message: Message) -> str | None:
    return message.manifest.document if isinstance(message, wire.DocumentAnnounce) else None


def type_of(data: str | bytes) -> str | None:
    """The `type` of a message that may be no message of ours."""
    if wire.is_too_large(data):
        return None
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return None
    kind = fields.get("type") if isinstance(fields, dict) else None
    return kind if isinstance(kind, str) and re.fullmatch(r"[a-z_]{1,40}", kind) else None
