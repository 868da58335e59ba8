"""A browser is not asked to keep the voice for a picture: they are named as two streams."""

from collections.abc import Callable

from aiortc import (
    MediaStreamTrack,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
    VideoStreamTrack,
)
from aiortc.mediastreams import AudioStreamTrack

from kiosk.media.aiortc_patches import streams

Add = Callable[[RTCPeerConnection, MediaStreamTrack], RTCRtpSender]


async def _streams(add: Add, monkeypatch) -> list[str]:
    """Of an answer with a voice and pictures."""
    monkeypatch.setattr(RTCPeerConnection, "addTrack", add)
    console, kiosk = RTCPeerConnection(), RTCPeerConnection()
    try:
        for kind in ("audio", "video"):
            console.addTransceiver(kind)
        offer = await console.createOffer()
        await kiosk.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        for track in (AudioStreamTrack(), VideoStreamTrack()):
            kiosk.addTrack(track)
        answer = (await kiosk.createAnswer()).sdp
    finally:
        await console.close()
        await kiosk.close()
    return [
        line.removeprefix("a=msid:").split()[0]
        for line in answer.splitlines()
        if line.startswith("a=msid:")
    ]


async def test_a_voice_and_pictures_are_of_two_streams(monkeypatch):
    found = await _streams(streams.add_track, monkeypatch)
    assert len(found) == len(set(found)) == 2


async def test_the_pinned_aiortc_still_makes_them_one(monkeypatch):
    found = await _streams(streams.original, monkeypatch)
    assert (len(found), len(set(found))) == (2, 1)
