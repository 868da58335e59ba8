"""What becomes of a connection that is given up while its way to the relay is looked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from aiortc import RTCIceServer
from aiortc.rtcrtpreceiver import RemoteStreamTrack

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import peer as module
from kiosk.media.aiortc_patches import apply
from kiosk.media.earpiece import Ears
from kiosk.media.known_line import KnownLine
from kiosk.media.offer import BadSdp
from kiosk.media.outgoing import Outgoing
from kiosk.media.peer import Peer, PeerEvents
from signaling.protocol import IceServer

OFFERS = Path(__file__).parents[2] / "data" / "offers"


def a_peer(**more: Any) -> Peer:
    events = PeerEvents(lambda: None, lambda: None, lambda: None, lambda _: None)
    sound = HandsFree(SimulatedSound(), lambda *_: None)
    return Peer(Board.create(), Board.create(), sound, events, **more)


async def voice_agreed(line: KnownLine) -> str:
    """The first line of an answer to Chromium."""
    apply()
    peer = a_peer(outgoing=Outgoing(line=line))
    await peer.prepare((OFFERS / "chromium.sdp").read_bytes().decode())
    answer = await peer.answer()
    await peer.close()
    return next(each for each in answer.splitlines() if each.startswith("m=audio"))


@pytest.mark.parametrize(
    ("known", "codecs"), [(None, "63 111"), (450_000, "63 111"), (128_000, "111 63")]
)
async def test_a_voice_is_said_twice_unless_the_line_is_known_to_be_thin(
    tmp_path: Path, known: int | None, codecs: str
) -> None:
    line = KnownLine(tmp_path / "line-rate")
    if known is not None:
        line.keep(known)
    assert (await voice_agreed(line)).endswith(f" {codecs}")


@pytest.mark.parametrize("name", ["aiortc", "chromium", "firefox"])
async def test_whoever_speaks_is_listened_to_before_a_packet_can_come(name: str) -> None:
    apply()
    peer = a_peer()
    await peer.prepare((OFFERS / f"{name}.sdp").read_bytes().decode())
    assert peer._connection is not None
    (voice,) = [one for one in peer._connection.getReceivers() if one.track.kind == "audio"]
    assert [voice._RTCRtpReceiver__jitter_buffer] == peer._ears
    assert not voice._RTCRtpReceiver__started
    assert peer._sound.call_source == Ears(tuple(peer._ears))
    await peer.close()
    assert peer._sound.call_source is None


async def test_one_that_was_closed_while_its_offer_was_read_listens_to_nobody() -> None:
    peer = a_peer()
    await peer.close()
    peer._on_track(RemoteStreamTrack(kind="audio"))
    assert (peer._ears, peer._sound.call_source) == ([], None)


async def test_one_that_was_closed_meanwhile_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    peer = a_peer()

    async def given_up(_: Sequence[IceServer]) -> list[RTCIceServer]:
        await peer.close()
        return []

    monkeypatch.setattr(module, "reachable", given_up)
    with pytest.raises(BadSdp, match="over before"):
        await peer.prepare(next(OFFERS.glob("*.sdp")).read_text())
    assert await peer.stats() is None
    assert peer._connection is None
