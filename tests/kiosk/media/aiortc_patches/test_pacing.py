"""Pictures leave in steps of the rate; what is asked for again leaves before them."""

import asyncio
import inspect
from math import inf

from aiortc import RTCRtpSender, rtcrtpsender
from aiortc.rtcrtpparameters import RTCRtcpParameters, RTCRtpCodecParameters, RTCRtpSendParameters
from aiortc.rtcrtpsender import RTCEncodedFrame
from aiortc.rtp import HeaderExtensionsMap, RtpPacket

from kiosk.media.aiortc_patches import pacing
from kiosk.media.aiortc_patches.pacing import PacedTransport
from tests.kiosk.media.virtual_time import run

RTP, RTCP = b"\x80\x60" + b"x" * 1138, b"\x80\xc9" + b"x" * 100


class Encoder:
    target_bitrate = 300_000


class Transport:
    state = "connected"
    _stats_id = "t"

    def __init__(self) -> None:
        self.sent: list[tuple[float, bytes]] = []

    async def _send_rtp(self, data: bytes) -> None:
        self.sent.append((asyncio.get_running_loop().time(), data))


def _paced() -> tuple[Transport, PacedTransport]:
    transport, sender = Transport(), RTCRtpSender("video", Transport())
    sender._RTCRtpSender__encoder = Encoder()
    sender._RTCRtpSender__rtx_payload_type = 97
    paced = PacedTransport(transport, sender)
    sender._RTCRtpSender__transport = paced
    for number in range(5):
        sender._RTCRtpSender__rtp_history[number] = RtpPacket(96, 0, number, payload=bytes(1138))
    return transport, paced


async def _film_ten(paced: PacedTransport, data: bytes = RTP) -> None:
    async def pictures() -> None:
        for _ in range(10):
            await paced._send_rtp(data)

    paced._sender._RTCRtpSender__rtp_task = asyncio.create_task(pictures())
    await paced._sender._RTCRtpSender__rtp_task


async def _play() -> tuple[list[float], list[float]]:
    """When the task of pictures and when another one could send."""
    transport, paced = _paced()
    await _film_ten(paced)
    of_pictures = [at for at, _ in transport.sent]
    transport.sent.clear()
    for data in (RTP, RTP, RTP, RTCP, RTCP):
        await paced._send_rtp(data)
    return of_pictures, [at for at, _ in transport.sent]


def test_the_task_of_pictures_rests_and_the_one_that_hears_what_is_missing_never_does():
    of_pictures, of_others = run(_play())
    assert 0.15 < of_pictures[-1] - of_pictures[0] < 0.25
    assert of_others[-1] == of_others[0]


async def _ask() -> list[float]:
    transport, paced = _paced()
    for number in (0, 1, 2, 77, 3):
        await pacing.retransmit(paced._sender, number)
    assert transport.sent == [], "it never waits for them"
    await paced._repeating
    return [at for at, _ in transport.sent]


def test_what_is_asked_for_again_leaves_one_after_the_other():
    sent = run(_ask())
    assert len(sent) == 4
    assert 0.02 < sent[-1] - sent[0] < 0.1


async def _twice(round_trip_s: float, copies: bool) -> list[int]:
    """The numbers of what leaves when a packet is asked for twice, 0.3 s apart."""
    transport, paced = _paced()
    paced.by_line, paced.pacer.rate, paced.round_trip_s = True, 600_000, round_trip_s
    if not copies:
        paced._sender._RTCRtpSender__rtx_payload_type = None
    for _ in range(2):
        await pacing.retransmit(paced._sender, 3)
        await asyncio.sleep(0.3)
    await pacing.retransmit(paced._sender, 3 + 128)  # was never there
    await asyncio.sleep(0.1)
    return [data[1] & 0x7F for _, data in transport.sent]


def test_what_is_asked_for_again_after_a_round_trip_leaves_twice_where_copies_have_their_stream():
    assert run(_twice(0.1, True)) == [97] * 3
    assert run(_twice(0.5, True)) == [97] * 2
    assert run(_twice(0.1, False)) == [96] * 2
    assert run(_twice(inf, True)) == [97] * 2, "where nothing is reported"


async def _known_as() -> list[tuple[int, bool] | None]:
    transport, paced = _paced()
    found = []

    async def look(data: bytes) -> None:
        found.append(paced.packet_of(data))

    transport._send_rtp = look
    sender = paced._sender
    sender._RTCRtpSender__rtp_history[3].ssrc = sender._ssrc
    paced.repeat(3)
    await paced._repeating
    sender._RTCRtpSender__rtx_payload_type = None
    paced.repeat(3)
    await paced._repeating
    await look(sender._RTCRtpSender__rtp_history[3].serialize(HeaderExtensionsMap()))
    await look(RTP)
    return found


def test_a_copy_is_known_as_one_with_its_own_stream_and_without():
    assert run(_known_as()) == [(3, True), (3, True), (3, False), None]


async def _burst() -> list[tuple[float, bytes]]:
    transport, paced = _paced()
    paced.pacer.begin(1, 900_000, 6_000, 5)
    await _film_ten(paced, RTP[:1] + b"\xe0" + RTP[2:])
    return transport.sent


def test_a_burst_is_a_picture_and_copies_of_what_left_and_the_next_pictures_wait():
    sent = run(_burst())
    kinds = [data[1] & 0x7F for _, data in sent]
    assert kinds[:5] == [96, 97, 97, 97, 97]
    assert kinds[5:] == [96] * 9
    times = [at for at, _ in sent]
    assert times[4] - times[0] < 0.06
    assert times[5] - times[4] > 0.05


async def _small_burst() -> list[tuple[float, bytes]]:
    transport, paced = _paced()
    history = paced._sender._RTCRtpSender__rtp_history
    for number, size in enumerate((1138, 90, 400, 700, 380, 500, 1138)):
        history[number] = RtpPacket(96, 0, number, payload=bytes(size))
    paced.pacer.begin(1, 900_000, 2_250, 5)
    await _film_ten(paced, RTP[:1] + b"\xe0" + RTP[2:])
    return transport.sent


def test_the_copies_of_a_burst_are_as_small_as_it_bears():
    copies = [len(data) for _, data in run(_small_burst())[1:5]]
    assert max(copies) < 750
    assert min(copies) > 300


class Registering(Transport):
    def _register_rtp_sender(self, *arguments: object) -> None: ...

    def _unregister_rtp_sender(self, *arguments: object) -> None: ...


async def _sending(kind: str, name: str) -> RTCRtpSender:
    sender = RTCRtpSender(kind, Registering())
    codec = RTCRtpCodecParameters(mimeType=f"{kind}/{name}", clockRate=90000, payloadType=96)
    parameters = RTCRtpSendParameters(codecs=[codec])
    parameters.rtcp = RTCRtcpParameters(cname="c")
    await sender.send(parameters)
    return sender


async def _stop_while_repeating() -> tuple[int, int]:
    """What left again, and what still runs afterwards."""
    before = asyncio.all_tasks()
    sender = await _sending("video", "VP8")
    paced, transport = sender.transport, sender.transport._transport
    for number in range(9):
        sender._RTCRtpSender__rtp_history[number] = RtpPacket(96, 0, number, payload=bytes(1138))
        paced.repeat(number)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await sender.stop()
    paced.repeat(1)
    sent = len(transport.sent)
    await asyncio.sleep(1)
    return len(transport.sent) - sent, len(asyncio.all_tasks() - before)


def test_nothing_leaves_again_once_the_sender_has_stopped():
    pacing.apply()
    assert run(_stop_while_repeating()) == (0, 0)


async def test_a_sender_of_pictures_is_paced_and_one_of_sound_is_not():
    pacing.apply()

    found = {}
    for kind, name in (("audio", "opus"), ("video", "VP8")):
        sender = await _sending(kind, name)
        found[kind] = type(sender.transport)
        await sender.stop()
    assert found == {"audio": Registering, "video": PacedTransport}


CAMERA_S, ENCODING_S = 0.04, 0.015


class Camera:
    """25 pictures a second; each takes the bits of the time since the one before."""

    kind = "video"

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def next(self, *_: object) -> RTCEncodedFrame:
        """Stands for what takes and encodes a picture."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        self.taken.append(now + CAMERA_S - now % CAMERA_S)
        since = self.taken[-1] - self.taken[-2] if self.taken[1:] else CAMERA_S
        await asyncio.sleep(self.taken[-1] + ENCODING_S - now)
        size = int(since * Encoder.target_bitrate / 8)
        return RTCEncodedFrame(
            [b"x" * min(1140, size - at) for at in range(0, size, 1140)], 0, None
        )

    def stop(self) -> None: ...


async def _film(camera: Camera) -> None:
    sender = RTCRtpSender("video", Transport())
    sender._RTCRtpSender__track = camera
    sender._RTCRtpSender__encoder = Encoder()
    sender._RTCRtpSender__transport = PacedTransport(Transport(), sender)
    codec = RTCRtpCodecParameters(mimeType="video/VP8", clockRate=90000, payloadType=96)
    task = asyncio.create_task(sender._run_rtp(codec))
    sender._RTCRtpSender__rtp_task = task
    await asyncio.sleep(4)
    task.cancel()
    await task


def test_the_camera_gives_every_picture_while_the_one_before_leaves_slowly(monkeypatch):
    camera = Camera()
    monkeypatch.setattr(pacing, "original_next", camera.next)
    pacing.apply()
    run(_film(camera))
    assert 96 <= len(camera.taken) <= 101


def test_the_pinned_aiortc_still_takes_a_picture_after_the_last_one_left():
    loop = inspect.getsource(RTCRtpSender._run_rtp)
    assert "enc_frame = await self._next_encoded_frame(codec)" in loop


def test_the_pinned_aiortc_still_sends_a_picture_at_once():
    loop = inspect.getsource(RTCRtpSender._run_rtp)
    assert "await self.transport._send_rtp(packet_bytes)" in loop
    assert loop.count("sleep") == 1, "aiortc rests between packets now: this change can go"
    assert "await self._retransmit(seq)" in inspect.getsource(rtcrtpsender)
