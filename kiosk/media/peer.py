"""One call, seen from the kiosk, which always answers: the console makes the offer."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCDataChannel,
    RTCIceTransport,
    RTCPeerConnection,
    RTCRtpSender,
)
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

from devices.frames import Board, Pixels
from devices.sound.handsfree import HandsFree
from signaling.protocol import IceServer

from .aiortc_patches.closing import close_gathered
from .aiortc_patches.guessed import begin, first_rate, rate_of
from .aiortc_patches.redundancy import say_once, tell_room
from .aiortc_patches.transport_wide import Line, line_of
from .aiortc_patches.voice import listen
from .congestion.ladder import GUESSED, LADDER, Ladder
from .congestion.sharing import of_line, of_pictures
from .earpiece import Earpiece, put_on, take_off
from .freezes import Freezes
from .known_line import Guesses
from .lips import Lips
from .offer import BadSdp, check_offer, who_offers
from .outgoing import Outgoing
from .redundancy import SCARCE
from .relay import reachable
from .speech import Speech
from .stats import CallStats, call_stats, datagrams_received, told
from .threshold import Threshold
from .tracks import CameraTrack, MicrophoneTrack, i420
from .watchdog import Verdict, Watchdog

log = logging.getLogger(__name__)

CHANNEL = "visit"
OTHER_CHANNELS = frozenset({"pointer", "window"})
"Of what must not hold the first one back; one of each."
MAX_MESSAGE_CHARS = 64 * 1024
CLOSE_S = 5.0
TICK_S = 0.25


@dataclass(frozen=True)
class PeerEvents:
    """What the kiosk hears of a call. All are called in the loop, none may block."""

    connected: Callable[[], None]
    lost: Callable[[], None]
    "Once at most, never after :meth:`Peer.close`: this connection is of no more use."
    opened: Callable[[], None]
    "The channel with the console is open: say the first message."
    message: Callable[[str], None]
    silent: Callable[[], None] = lambda: None
    "Nothing comes from the console any more; the call may come back."
    alive: Callable[[], None] = lambda: None
    "It comes again."


class Peer:
    """A connection between this kiosk and one console: prepare, answer, close, each once.

    `camera` is read, `face` is written; `sound` must have been opened for the call before the
    answer, or before its `threshold`, where it has one, is open. `repairs` another one that fell
    silent; `outgoing` is the call's. An error in a connection ends it and nothing else:
    `events.lost` tells it.
    """

    def __init__(
        self,
        camera: Board,
        face: Board,
        sound: HandsFree,
        events: PeerEvents,
        repairs: bool = False,
        outgoing: Outgoing | None = None,
        speech: Speech | None = None,
        threshold: Threshold | None = None,
    ) -> None:
        self._threshold = threshold or Threshold(opened=True)
        self._outgoing, self._speech = outgoing or Outgoing(), speech or Speech()
        self._camera, self._face, self._sound, self._events = camera, face, sound, events
        self._connection: RTCPeerConnection | None = None
        self._channel: RTCDataChannel | None = None
        self._others: set[str] = set()
        "Channels beside the first that the console opened."
        self._tasks: set[asyncio.Task[None]] = set()
        self._ears: list[Earpiece] = []
        self._lines: list[Line] = []
        self._freezes, self._lips, self._guesses = Freezes(), Lips(), Guesses()
        self._stats: CallStats | None = None
        self._watchdog = Watchdog(silent=repairs)
        self._closed = self._lost = False
        self.cut = False
        "Whether the network lost it; false if the console closed it."
        self.who = ""
        "Fingerprint of the console's end, once its offer is read."

    async def prepare(
        self, offer: str, ice_servers: Sequence[IceServer] = (), only: str | None = None
    ) -> None:
        """Reads the offer and gathers every candidate of this end, which may take seconds; nothing
        is sent to the console yet. Raises BadSdp; then nothing is left open.

        `ice_servers` are those that the server gave for this call; none means host candidates only.
        `only` is the fingerprint of the one end whose offer may be answered.
        """
        description = check_offer(offer)
        self.who = who_offers(description)
        if only is not None and self.who != only:
            raise BadSdp("another end")
        servers = await reachable(ice_servers)
        if self._closed:
            raise BadSdp("over before its answer")
        # Without an explicit list aiortc asks a public STUN server.
        connection = RTCPeerConnection(RTCConfiguration(iceServers=servers))
        self._connection = connection
        connection.on("track", self._on_track)
        connection.on("datachannel", self._on_channel)
        connection.on("connectionstatechange", self._on_state)
        async with self._refusing():
            await connection.setRemoteDescription(description)
            # aiortc bundles on the first section: tracks go into the offer's sections, in order.
            for transceiver in connection.getTransceivers():
                connection.addTrack(self._own_track(transceiver.kind))
            self._lines = [self._find_line(sender) for sender in connection.getSenders()]
            paths = {sender.transport.transport for sender in connection.getSenders()}
            # Never cancelled: what a relay gave meanwhile would stay open for ever.
            await asyncio.shield(asyncio.ensure_future(self._gather(paths)))
            if self._closed:
                raise BadSdp("over before its answer")

    def _find_line(self, sender: RTCRtpSender) -> Line:
        """How much it carries is told to the pictures of this call, from what it carried last."""
        assert self._connection is not None, "not prepared"
        line, known = line_of(sender.transport), self._outgoing.line
        line.start = (known and known.start()) or first_rate(self._connection)
        ladder = Ladder(of_pictures(line.start), time.monotonic(), GUESSED)

        def choose(pictures: float) -> None:
            ladder.prefer_motion = self._outgoing.prefer_motion
            ladder.usual = LADDER if line.reported_on or line.fresh else GUESSED
            before, step = self._outgoing.step, ladder.told(pictures, time.monotonic())
            if step is not before:
                log.info("pictures: %s, for %d kbit/s", step.name, pictures / 1000)
            self._outgoing.step = step
            if self._connection is not None:
                tell_room(self._connection, pictures)

        line.told = choose
        choose(of_pictures(line.start))
        return line

    async def _gather(self, paths: set[RTCIceTransport]) -> None:
        await asyncio.gather(*(path.iceGatherer.gather() for path in paths))
        if self._closed:
            await asyncio.gather(*(close_gathered(path) for path in paths))

    async def answer(self) -> str:
        """The complete answer; the connection starts. Raises BadSdp, as :meth:`prepare`."""
        connection = self._connection
        assert connection is not None, "not prepared"
        async with self._refusing():
            if self._lines:
                begin(connection, of_pictures(self._lines[0].start))
            known = self._outgoing.line and self._outgoing.line.start()
            if known and of_pictures(known) < SCARCE:
                say_once(connection)
            await connection.setLocalDescription(await connection.createAnswer())
            if self._closed:
                raise BadSdp("over before its answer")
        self._supervise(self._guard(connection))
        return connection.localDescription.sdp

    def send(self, text: str) -> bool:
        """Says `text` to the console; False if the channel is not open."""
        if self._channel is None or self._channel.readyState != "open":
            return False
        if not self._threshold.opened:
            return False
        self._channel.send(text)
        return True

    async def stats(self) -> CallStats | None:
        """Figures of the call; rates are since the last time this was asked. None before one."""
        if self._connection is None or self._closed:
            return None
        self._stats = await self._figures(self._connection)
        return self._stats

    async def _figures(self, connection: RTCPeerConnection) -> CallStats:
        voice = self._ears[-1].figures if self._ears else None
        line = self._lines[0] if self._lines else None
        return await call_stats(connection, self._stats, voice, self._freezes, line)

    async def close(self) -> None:
        """Ends the call at this end; nothing is sent or shown any more. Never raises."""
        if self._closed:
            return
        self._closed = True
        for ear in self._ears:
            take_off(self._sound, ear)
        for task in self._tasks:
            task.cancel()
        try:
            if self._tasks:
                await asyncio.wait(self._tasks)
            await self._tell_figures()
            await self._keep_rate()
            if self._connection is not None:
                async with asyncio.timeout(CLOSE_S):
                    await self._connection.close()
        except Exception as error:  # noqa: BLE001 - aiortc's close may raise anything
            log.warning("closing a call failed: %s", type(error).__name__)

    async def _tell_figures(self) -> None:
        if self._ears and self._connection is not None:
            log.info("%s", told(await self._figures(self._connection)))

    async def _keep_rate(self) -> None:
        known, rates = self._outgoing.line, [line.known for line in self._lines]
        found = [rate for rate in rates if rate is not None]
        if not found and (guessed := self._guesses.mean) is not None:
            found = [of_line(guessed)]
        if known is not None and found:
            await asyncio.to_thread(known.keep, found[0])

    @asynccontextmanager
    async def _refusing(self) -> AsyncIterator[None]:
        """Whatever aiortc makes of a console's text."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - see the docstring
            await self.close()
            raise BadSdp(f"refused: {type(error).__name__}") from None

    def _own_track(self, kind: str) -> MediaStreamTrack:
        return (
            CameraTrack(self._camera, self._outgoing, self._threshold)
            if kind == "video"
            else MicrophoneTrack(self._sound, self._threshold)
        )

    # -- what aiortc tells --

    def _on_state(self) -> None:
        assert self._connection
        state = self._connection.connectionState
        if state == "connected" and not self._closed:
            self._watchdog.connected(time.monotonic())
            self._tell(self._events.connected)
        elif state in ("failed", "closed"):
            self._lose()

    def _on_channel(self, channel: RTCDataChannel) -> None:
        other = channel.label in OTHER_CHANNELS - self._others
        if other and not self._closed:
            self._others.add(channel.label)
            channel.on("message", self._on_message)
            return
        if channel.label != CHANNEL or self._channel is not None or self._closed:
            channel.close()
            return
        self._channel = channel
        channel.on("message", self._on_message)
        channel.on("close", self._lose)
        self._tell(self._events.opened)

    def _on_message(self, message: object) -> None:
        """One that comes before the threshold is open is not read: whoever is let in says it."""
        ours = not self._closed and self._threshold.opened
        if isinstance(message, str) and len(message) <= MAX_MESSAGE_CHARS and ours:
            self._tell(self._events.message, message)

    def _on_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio":
            self._listen(track)
        else:
            self._supervise(self._watch(track))

    # -- what comes from the console: decoders are behind a queue that is emptied at once --

    def _listen(self, track: MediaStreamTrack) -> None:
        if self._closed:
            return  # while its description was awaited: nobody would take the ear off
        assert self._connection
        receiver = next(r for r in self._connection.getReceivers() if r.track is track)
        ear = Earpiece(self._outgoing, self._speech, self._hear, self._threshold)
        self._ears.append(ear)
        listen(receiver, ear)
        put_on(self._sound, ear)

    def _hear(self) -> None:
        self._watchdog.heard("audio", time.monotonic())

    async def _watch(self, track: MediaStreamTrack) -> None:
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                self._watchdog.heard("video", time.monotonic())
                if self._outgoing.held or not self._threshold.opened:
                    self._freezes.paused()
                elif isinstance(frame, VideoFrame):
                    self._show_in_time(i420(frame))

    def _show_in_time(self, picture: Pixels) -> None:
        loop = asyncio.get_running_loop()
        due = self._lips.due(loop.time(), self._ears[-1].late_s if self._ears else 0.0)
        if due <= loop.time():
            self._show(picture)
        else:
            loop.call_at(due, self._show, picture)

    def _show(self, picture: Pixels) -> None:
        if self._closed or self._outgoing.held:
            return
        self._freezes.shown(time.monotonic())
        try:
            self._face.write(picture)
        except Exception as error:  # noqa: BLE001 - the call ends, not the kiosk
            self._break(error)

    async def _guard(self, connection: RTCPeerConnection) -> None:
        datagrams = 0
        while True:
            await asyncio.sleep(TICK_S)
            for sender, line in zip(connection.getSenders(), self._lines, strict=True):
                if (rate := rate_of(sender)) is not None:
                    line.told(rate)
                    if connection.connectionState == "connected" and not self._watchdog.silent:
                        self._guesses.told(rate)
            count = await datagrams_received(connection)
            if count != datagrams:
                datagrams = count
                self._watchdog.heard("datagram", time.monotonic())
            match self._watchdog.tick(time.monotonic()):
                case Verdict.SILENT:
                    log.warning("nothing comes from the console")
                    self._tell(self._events.silent)
                case Verdict.ALIVE:
                    log.info("the console is heard again")
                    self._tell(self._events.alive)

    # -- supervision --

    def _tell(self, event: Callable[..., None], *arguments: str) -> None:
        try:
            event(*arguments)
        except Exception as error:  # noqa: BLE001 - the call ends, not the kiosk
            self._break(error)

    def _supervise(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._break(error)

    def _break(self, error: BaseException) -> None:
        log.error("a call broke: %s", type(error).__name__)
        self._lose()

    def _lose(self) -> None:
        if not self._closed and not self._lost:
            self._lost = True
            # A console that closes its end was heard until then.
            self.cut = self._watchdog.silent
            self._events.lost()
