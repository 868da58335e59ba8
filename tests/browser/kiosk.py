"""A kiosk for the console's tests: the real link, key and courier; a bare aiortc peer as media.

The whole kiosk, with its devices, is played by `make demo-visit`.
"""

import asyncio
import base64
import io
import secrets
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import aiohttp
import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
    VideoStreamTrack,
)
from aiortc.mediastreams import MediaStreamError
from aiortc.rtp import RtpPacket
from av import VideoFrame
from PIL import Image

from kiosk.courier import Courier
from kiosk.identity import Identity
from kiosk.link import Link
from kiosk.media.aiortc_patches.voice import listen
from kiosk.media.relay import reachable
from kiosk.pace import Pace
from signaling import protocol as wire
from signaling.protocol import Light, Lights, Message

from .counter import Counter, until

M = TypeVar("M", bound=Message)
NO_LIGHTS = {"printer_fault", "paper_left", "examined", "relay", "service", "unwiped"}
DEVICES = Lights.model_fields.keys() - NO_LIGHTS
GREEN = Lights.model_validate(dict.fromkeys(DEVICES, Light.GREEN))
PICTURE = (320, 240)
FORM = Path(__file__).parents[1] / "data" / "formulaire-rempli.jpg"


class Orange(VideoStreamTrack):
    """A picture that nothing else in the test shows, once the call is answered."""

    def __init__(self, answered: asyncio.Event) -> None:
        super().__init__()
        self._answered = answered
        pixels = np.empty((PICTURE[1], PICTURE[0], 3), np.uint8)
        pixels[:] = (255, 128, 0)
        self._frame = VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")

    async def recv(self) -> VideoFrame:
        await self._answered.wait()
        self._frame.pts, self._frame.time_base = await self.next_timestamp()
        return self._frame


class Ear:
    """Counts the packets of a voice, and has none decoded, as in the whole kiosk."""

    def __init__(self) -> None:
        self.packets = 0

    def add(self, _: RtpPacket) -> tuple[bool, None]:
        self.packets += 1
        return False, None


@cache
def preview() -> bytes:
    """The filled form as it lies on the glass, as small as a kiosk sends it."""
    with Image.open(FORM) as form:
        small = form.convert("RGB").resize((827, 1169))
    data = io.BytesIO()
    small.save(data, "JPEG", quality=40)
    return data.getvalue()


class Kiosk:
    def __init__(self, identity: Identity, server: str) -> None:
        tls = ssl.create_default_context()
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        self.lights = GREEN
        self.link = Link(server, identity, tls, lambda: self.lights, self._heard)
        self.key = secrets.token_bytes(32)
        self.heard: list[Message] = []
        self.frames = 0
        "Pictures that came from the console."
        self._ear = Ear()
        self.peers: list[RTCPeerConnection] = []
        self.counting: list[asyncio.Task[None]] = []
        self.refuse = ""
        "A code: the next ring is refused."
        self.answers = asyncio.Event()
        "Cleared, a ring waits for its answer."
        self.early = False
        "It connects while it announces a call."
        self.answers.set()
        self._channel: RTCDataChannel | None = None
        self.drafts: list[wire.Draft] = []
        self.released: dict[str, bytes] = {}
        "Documents that are here, whole."
        self.nothing_shown = False
        self.memory = ""
        "What the console had this kiosk remember for it."
        self.said: list[Message] = []
        "On the channels of the calls."
        self._tasks = asyncio.TaskGroup()
        self._courier: Courier | None = None

    @property
    def sounds(self) -> int:
        """Packets of the counsellor's voice."""
        return self._ear.packets

    def all(self, kind: type[M]) -> list[M]:
        return [message for message in self.heard if isinstance(message, kind)]

    def on_channel(self, kind: type[M]) -> list[M]:
        return [message for message in self.said if isinstance(message, kind)]

    def told(self, **state: object) -> wire.KioskState:
        """The kiosk says how its sound and picture are set."""
        given = {"volume": 80, "level": 100, **state}
        said = wire.KioskState.model_validate(given)
        self._tell(said)
        return said

    def tell(self, message: Message) -> None:
        """On the call's channel."""
        self._tell(message)

    async def expect(self, kind: type[M], count: int = 1) -> M:
        """The `count`th message of a kind, once it came."""
        await until(lambda: len(self.all(kind)) >= count)
        return self.all(kind)[count - 1]

    def set_lights(self, **lights: Light | wire.Fault | tuple[wire.Place, ...] | None) -> None:
        self.lights = self.lights.model_copy(update=lights)
        self.link.send(wire.LightsChanged(lights=self.lights))

    def scan_status(self, scan: wire.Scan, state: wire.ScanState, **more: object) -> None:
        given = {"visit": scan.visit, "scan": scan.scan, "state": state, **more}
        self.link.send(wire.ScanStatus.model_validate(given))

    def print_status(self, job: wire.Print, state: wire.PrintState, **more: object) -> None:
        status = {"visit": job.visit, "document": job.document, "state": state, **more}
        self.link.send(wire.PrintStatus.model_validate(status))

    def post_page(self, scan: wire.Scan, document: str, jpeg: bytes, **found: object) -> None:
        """The preview of a page, with what is found wrong with it."""
        self.scan_status(scan, wire.ScanState.SENDING, document=document, **found)
        self._courier_of(scan.visit).post(document, wire.DocumentKind.PREVIEW, jpeg)

    def post_document(self, asked: wire.ScanKeep, pdf: bytes) -> None:
        pages = len(asked.pages)
        self.keep_status(asked, wire.KeepState.SENDING, page=pages, pages=pages)
        self._courier_of(asked.visit).post(asked.document, wire.DocumentKind.SCAN, pdf)

    def keep_status(self, asked: wire.ScanKeep, state: wire.KeepState, **more: object) -> None:
        given = {"visit": asked.visit, "document": asked.document, "state": state, **more}
        self.link.send(wire.KeepStatus.model_validate(given))

    def post_sheets(self, asked: wire.PrintKeep, pdf: bytes) -> None:
        """The PDF of what was sent to print, back to the console."""
        status = wire.KeepStatus(
            visit=asked.visit, document=asked.document, state=wire.KeepState.SENDING
        )
        self.link.send(status)
        self._courier_of(asked.visit).post(asked.document, wire.DocumentKind.SCAN, pdf)

    async def fetch(self, ready: wire.DocumentReady) -> bytes:
        return await self._courier_of(ready.visit).fetch(ready.manifest)

    def show_page(self, document: str, **more: object) -> None:
        self._tell(wire.PageShown.model_validate({"document": document, **more}))

    async def _heard(self, message: Message) -> None:
        self.heard.append(message)
        match message:
            case wire.Ring() if self.refuse:
                self.link.send(wire.RingRefused(call=message.call, code=self.refuse))
            case wire.Ring():
                self._tasks.create_task(self._answer(message))
            case wire.CallRepair():
                self._tasks.create_task(self._answer(message))
            case wire.TakeOver():
                self._tasks.create_task(self._take_over(message))
            case wire.DocumentWanted() if self._courier:
                self._tasks.create_task(self._courier.wanted(message))
            case wire.Company(call=call, guests=guests):
                self.link.send(wire.CompanyTold(call=call, guests=tuple(g.guest for g in guests)))
            case wire.Hangup():
                self._tasks.create_task(self.peers[-1].close())
            case wire.VisitClose(visit=visit):
                await self.peers[-1].close() if self.peers else None
                self.link.send(wire.Wiped(visit=visit))

    def cut(self) -> None:
        """The network of the newest call is gone, without a word to the console."""
        path = self.peers[-1].sctp.transport.transport
        for protocol in path._connection._protocols:
            protocol.transport.abort()

    async def _take_over(self, offer: wire.TakeOver) -> None:
        """As the whole kiosk: another key, the old connection closed, what is released sealed."""
        before, visit = self.peers[-1], self.all(wire.Ring)[-1].visit
        self.key, self.memory = secrets.token_bytes(32), ""
        await self._answer(offer)
        await until(lambda: self.peers[-1].connectionState == "connected")
        await before.close()
        self.link.send(wire.CallTaken(call=offer.call))
        self._courier = None
        for one in offer.released:
            data = self.released.get(one.document, b"%PDF-1.4 none")
            self._courier_of(visit).post(one.into, wire.DocumentKind.SCAN, data)

    async def _answer(self, ring: wire.Ring | wire.CallRepair | wire.TakeOver) -> None:
        servers = await reachable(ring.ice_servers or ())
        peer = RTCPeerConnection(RTCConfiguration(iceServers=servers))
        self.peers.append(peer)

        @peer.on("datachannel")
        def _(channel: RTCDataChannel) -> None:
            if channel.label == "window":
                channel.on("message", self._said)
            if channel.label != "visit":
                return  # of the pointer
            self._channel = channel
            channel.on("message", self._said)
            if self.answers.is_set():
                greet()
            else:
                self._tasks.create_task(greet_then())

        def greet() -> None:
            self._tell(wire.VisitKey(key=base64.b64encode(self.key).decode()))
            self._tell(wire.Remembered(text=self.memory))

        async def greet_then() -> None:
            await self.answers.wait()
            greet()

        @peer.on("track")
        def _(track: MediaStreamTrack) -> None:
            if track.kind == "audio":
                listen(next(r for r in peer.getReceivers() if r.track is track), self._ear)
            else:
                self.counting.append(self._tasks.create_task(self._count(track)))

        await peer.setRemoteDescription(RTCSessionDescription(sdp=ring.sdp, type="offer"))
        sound, picture = peer.getTransceivers()
        assert (sound.kind, picture.kind) == ("audio", "video")
        peer.addTrack(Orange(self.answers))
        await peer.setLocalDescription(await peer.createAnswer())
        sdp = peer.localDescription.sdp
        if self.early and isinstance(ring, wire.Ring):
            self.link.send(wire.EarlyAnswer(call=ring.call, sdp=sdp))
        await self.answers.wait()
        if isinstance(ring, wire.Ring):
            self.link.send(wire.Answer(call=ring.call, sdp=sdp))
        elif isinstance(ring, wire.TakeOver):
            self.link.send(wire.TakeAnswer(call=ring.call, sdp=sdp))
        else:
            self.link.send(wire.RepairAnswer(call=ring.call, repair=ring.repair, sdp=sdp))

    def _said(self, text: str) -> None:
        """On the call's channel."""
        message = wire.decode(wire.to_kiosk_on_channel, text)
        self.said.append(message)
        if isinstance(message, wire.Draft):
            self.drafts.append(message)
        if isinstance(message, wire.Remember):
            self.memory = message.text
            return
        if isinstance(message, wire.LineTold):
            return  # it comes when it comes, and shows nothing
        self.nothing_shown = isinstance(message, wire.ShowNothing)

    def _tell(self, message: Message) -> None:
        assert self._channel is not None
        self._channel.send(wire.encode(message))

    async def _count(self, track: MediaStreamTrack) -> None:
        try:
            while await track.recv():
                self.frames += 1
        except MediaStreamError:
            pass

    def _courier_of(self, visit: str) -> Courier:
        if self._courier is None or self._courier.visit != visit:
            self._courier = Courier(visit, self.key, self.link, self.link.send, Pace.of(100_000))
        return self._courier


@asynccontextmanager
async def kiosk(counter: Counter, folder: Path) -> AsyncIterator[Kiosk]:
    """Enrolled with a one-time code, connected; it ends with the block."""
    identity = Identity.create(folder / "kiosk.pem")
    code = await counter.kiosk_code()
    proof = {
        "token": code,
        "key": identity.public,
        "signature": identity.sign(wire.enrolment_bytes(code)),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{counter.url}/kiosk/enrol", json=proof, ssl=False) as response,
    ):
        assert response.status in (200, 201), await response.text()
    found = Kiosk(identity, counter.url)
    async with found._tasks as tasks:
        linked = tasks.create_task(found.link.run())
        try:
            await found.expect(wire.KioskWelcome)
            yield found
        finally:
            linked.cancel()
            for peer in found.peers:
                await peer.close()
            for task in found.counting:
                task.cancel()  # the track of a call that never connected never ends
