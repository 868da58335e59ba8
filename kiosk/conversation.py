"""One call at this kiosk: camera, sound and peer connections open together and close together.

A call outlives its connection: the one that was cut is replaced by another, made before it is
broken where it can be, with the same camera, the same sound and the same screens.
"""

import asyncio
import base64
import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from signaling import protocol as wire
from signaling.errors import BadMessage

from .hardware import Hardware
from .line_watch import LineWatch
from .media.offer import BadSdp
from .media.peer import Peer, PeerEvents
from .media.quality import Mood
from .media.stats import CallStats
from .media.threshold import Threshold
from .supervision import supervised

log = logging.getLogger(__name__)

T = TypeVar("T")
FAREWELL_SECONDS = 1.0
TAKE_OVER_SECONDS = 10.0
"For the connection of a console that takes the call over."
GRACE_SECONDS = 2.0
"A console that hangs up closes its end a moment before the server says so."


class Conversation:
    """Prepare, connect if one likes, answer, then repair any number of times, close.

    `lost` is called once, if the call ends without :meth:`close`; before that `flows` may say any
    number of times that nothing comes from the console any more, or comes again. `heard` gets what
    the console says on the data channel, `opened` is called for each new one. `over` is told how
    the line was, at the end of a call that was connected once.
    """

    def __init__(
        self,
        hardware: Hardware,
        key: bytes,
        lost: Callable[[], None],
        flows: Callable[[bool], None],
        heard: Callable[[wire.Message], None] = lambda _: None,
        opened: Callable[[], None] = lambda: None,
        taken: Callable[[], None] = lambda: None,
        over: Callable[[Mood], None] = lambda _: None,
    ) -> None:
        self._hardware, self._lost, self._flows = hardware, lost, flows
        self._heard_from_console, self._channel_opened = heard, opened
        self._key = wire.VisitKey(key=base64.b64encode(key).decode())
        self._threshold = Threshold()
        self._peer: Peer | None = self._new_peer()
        self._next: Peer | None = None
        "The repair under way."
        self._taken, self._over = taken, over
        self._line = LineWatch(
            self._figures, self.say, lambda: self._flowing, lambda: hardware.outgoing.held
        )
        self._watching: asyncio.Task[None] | None = None
        self._heir: Peer | None = None
        "Who takes the call over, until they may speak."
        self._unheard: set[Peer] = set()
        "Whose channel is open, and to whom nothing may be said yet."
        self._who = ""
        "Whose offer was announced."
        self._preparing: asyncio.Future[None] | None = None
        self._connecting: asyncio.Future[str] | None = None
        self._opening: asyncio.Future[str] | None = None
        self._sounding: asyncio.Future[None] | None = None
        self._discarding: set[asyncio.Task[None]] = set()
        self._connected_once = self._closed = False
        self._left = False
        "The console closed its end, and another connection is under way."
        self._flowing = True

    async def prepare(self, sdp: str, ice_servers: Sequence[wire.IceServer]) -> None:
        """Gather while the call is announced. Raises :exc:`BadSdp`, with nothing left open."""
        assert self._peer is not None
        peer = self._peer
        preparing = self._preparing = asyncio.ensure_future(peer.prepare(sdp, ice_servers))
        await self._done(preparing)
        self._who = peer.who

    async def connect(self) -> str:
        """The answer, while the call is still announced: the ends connect, the camera warms up, and
        nothing passes before :meth:`answer`. Raises :exc:`BadSdp`, with all closed again."""
        if self._closed:
            raise BadSdp("over before its answer")
        return await self._done(self._connected_soon())

    async def answer(self) -> str:
        """Let the call in and return the answer, which waits for no microphone. Raises
        :exc:`BadSdp`, with all closed again."""
        if self._closed:
            raise BadSdp("over before its answer")
        self._sounding = asyncio.ensure_future(self._hardware.sound.open_call())
        self._sounding.add_done_callback(self._sounds)
        opening = self._opening = asyncio.ensure_future(self._accept())
        return await self._done(opening)

    def _sounds(self, opening: "asyncio.Future[None]") -> None:
        if self._closed or opening.cancelled() or (error := opening.exception()) is None:
            return
        log.error("no sound: %s", _kinds(error))
        self._lost()

    async def repair(self, sdp: str, ice_servers: Sequence[wire.IceServer]) -> str:
        """The answer of another connection, which takes over once it is there.

        Raises :exc:`BadSdp`; the call is as it was before. The newest offer alone counts.
        """
        if self._closed:
            raise BadSdp("over before its repair")
        if self._next is not None:
            self._discard(self._next)
        peer = self._next = self._new_peer(repairs=True)
        try:
            # Only the end that was announced: no other takes the call over without a word.
            await peer.prepare(sdp, ice_servers, only=self._who)
            if self._next is not peer:
                raise BadSdp("another repair came")
            return await peer.answer()
        except BadSdp:
            if self._next is peer:
                self._next = None
            raise

    async def take_over(self, sdp: str, ice_servers: Sequence[wire.IceServer]) -> str:
        """As :meth:`repair`, for another console than the one that was announced.

        `taken` is called once its connection is there and the one before is closed. Until
        :meth:`settle` nothing is said to it and nothing that it says is heard.
        """
        if self._closed:
            raise BadSdp("over before it was passed on")
        if self._next is not None:
            self._discard(self._next)
        peer = self._next = self._heir = self._new_peer(repairs=True)
        loop = asyncio.get_running_loop()
        loop.call_later(TAKE_OVER_SECONDS, self._too_late, peer)
        try:
            await peer.prepare(sdp, ice_servers)
            if self._next is not peer:
                raise BadSdp("another offer came")
            return await peer.answer()
        except BadSdp:
            self._too_late(peer)
            raise

    def settle(self, key: bytes) -> None:
        """Nothing of before is left that who took over may not see: from now on they speak."""
        self._key = wire.VisitKey(key=base64.b64encode(key).decode())
        self._heir = None
        self._greet()

    def say(self, message: wire.Message) -> None:
        """On the data channel, if it is open."""
        if self._peer is not None and self._peer is not self._heir:
            self._peer.send(wire.encode(message))

    async def close(self) -> None:
        """When this returns, camera and microphone are closed and the face screen is empty.

        Each is closed whatever the others do: a console that hangs keeps no microphone open.
        """
        self._closed = True
        for work in (self._preparing, self._connecting, self._opening, self._sounding):
            if work is not None and not work.done():
                work.cancel()
                await asyncio.wait([work])
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
            self._over(self._line.mood)
        for peer in (self._peer, self._next):
            if peer is not None:
                self._discard(peer)
        self._peer = self._next = None
        hardware = self._hardware
        ends = (hardware.sound.close_call(), hardware.camera.stop())
        try:
            await asyncio.gather(*(supervised(end) for end in ends))
        finally:
            hardware.face_board.wipe()
        if self._discarding:  # a farewell over a dead line takes its time, and nobody waits for it
            await asyncio.wait(self._discarding, timeout=FAREWELL_SECONDS)

    async def _figures(self) -> CallStats | None:
        return None if self._peer is None else await self._peer.stats()

    async def _done(self, work: "asyncio.Future[T]") -> T:
        """Its result, or :exc:`BadSdp` with everything closed."""
        try:
            await asyncio.wait([work])
            return work.result()
        except asyncio.CancelledError:
            await self.close()
            if work.cancelled() and not _cancelled():
                raise BadSdp("over before its answer") from None
            raise
        except Exception as error:  # noqa: BLE001 - whatever broke, nothing stays open
            await self.close()
            raise BadSdp(_kinds(error)) from None

    async def _accept(self) -> str:
        answer = await self._connected_soon()
        self._let_in()
        return answer

    def _connected_soon(self) -> "asyncio.Future[str]":
        if self._connecting is None:
            self._connecting = asyncio.ensure_future(self._connect())
        return self._connecting

    async def _connect(self) -> str:
        assert self._peer is not None
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hardware.camera.start())
            answer = tasks.create_task(self._answer(self._peer))
        return answer.result()

    def _let_in(self) -> None:
        """The resident was told: what waited behind the threshold passes."""
        self._threshold.open()
        self._greet()
        self._watch_line()
        if not self._flowing:
            self._flows(False)

    async def _answer(self, peer: Peer) -> str:
        if self._preparing is not None:
            await self._preparing
        return await peer.answer()

    # -- connections ---

    def _new_peer(self, repairs: bool = False) -> Peer:
        hardware = self._hardware
        events = PeerEvents(
            connected=lambda: self._connected(peer),
            lost=lambda: self._on_lost(peer),
            opened=lambda: self._opened(peer),
            message=lambda text: self._read(peer, text),
            silent=lambda: self._heard(peer, False),
            alive=lambda: self._heard(peer, True),
        )
        peer = Peer(
            hardware.camera_board,
            hardware.face_board,
            hardware.sound,
            events,
            repairs=repairs,
            outgoing=hardware.outgoing,
            speech=hardware.speech,
            threshold=self._threshold,
        )
        return peer

    def _opened(self, peer: Peer) -> None:
        self._unheard.add(peer)
        self._greet()

    def _greet(self) -> None:
        """The key first, on each channel; to whoever may hear it."""
        if not self._threshold.opened:
            return
        for peer in self._unheard - {self._heir}:
            self._unheard.discard(peer)
            peer.send(wire.encode(self._key))
            self._channel_opened()

    def _read(self, peer: Peer, text: str) -> None:
        """What is no message is ignored: whoever speaks here was announced, but is not believed."""
        if peer not in (self._peer, self._next) or peer is self._heir:
            return
        try:
            message = wire.decode(wire.to_kiosk_on_channel, text)
        except BadMessage as error:
            log.info("not understood on the channel: %s", error.code)
        else:
            if isinstance(message, wire.LineTold):
                self._line.heard(message)
            else:
                self._heard_from_console(message)

    def _connected(self, peer: Peer) -> None:
        log.info("call connected")
        self._connected_once = True
        self._watch_line()
        if peer is self._next:
            before, self._peer, self._next = self._peer, peer, None
            self._left = False
            if before is not None:
                self._discard(before)
            if peer is self._heir:
                self._hardware.sound.forget_heard()
                self._who = peer.who
                self._taken()

    def _watch_line(self) -> None:
        let_in = self._connected_once and self._threshold.opened
        if let_in and self._watching is None and not self._closed:
            loop = asyncio.get_running_loop()
            self._watching = loop.create_task(supervised(self._line.run()))

    def _too_late(self, peer: Peer) -> None:
        """The call stays with the one who has it."""
        if self._next is peer:
            self._next = self._heir = None
            self._discard(peer)

    def _heard(self, peer: Peer, flows: bool) -> None:
        if peer is self._peer and flows is not self._flowing:
            self._flowing = flows
            self._flows(flows)

    def _on_lost(self, peer: Peer) -> None:
        if peer is self._next:
            self._next = None
            self._discard(peer)
            if self._left and not self._closed:
                self._lost()
        elif peer is self._peer:
            asyncio.get_running_loop().call_later(GRACE_SECONDS, self._after_grace, peer)

    def _after_grace(self, peer: Peer) -> None:
        """The server said no end meanwhile, and no repair took over."""
        if self._closed or peer is not self._peer:
            return
        if self._connected_once and (peer.cut or self._next is not None):
            self._heard(peer, False)
            self._left = not peer.cut
            self._peer = None
            self._discard(peer)
        else:
            self._lost()

    def _discard(self, peer: Peer) -> None:
        self._unheard.discard(peer)
        task = asyncio.get_running_loop().create_task(supervised(peer.close()))
        self._discarding.add(task)
        task.add_done_callback(self._discarding.discard)


def farewell(send: Callable[[wire.Message], None], call: str) -> Callable[[Mood], None]:
    """For the end of `call`: the server is told how it was, if it lasted."""

    def tell(mood: Mood) -> None:
        if (told := mood.told(call)) is not None:
            send(told)

    return tell


def _cancelled() -> bool:
    """Whether the one who waits was told to stop, and not what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _kinds(error: BaseException) -> str:
    """Names of the classes of what broke together; never their messages."""
    if isinstance(error, BaseExceptionGroup):
        return ", ".join(_kinds(one) for one in error.exceptions)
    return str(error) if isinstance(error, BadSdp) else type(error).__name__
