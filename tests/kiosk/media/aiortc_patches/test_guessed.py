"""Pictures begin with what the line bears, whatever codec was agreed."""

import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription

from devices.frames import Board
from kiosk.media.aiortc_patches import apply
from kiosk.media.aiortc_patches.guessed import START, begin, first_rate, rate_of
from kiosk.media.aiortc_patches.transport_wide import START as ASKED
from kiosk.media.aiortc_patches.transport_wide import URI
from kiosk.media.codecs.vp8 import Vp8Encoder
from kiosk.media.tracks import CameraTrack


@pytest.mark.parametrize("rate", [40_000.0, 700_000.0])
async def test_the_encoder_of_pictures_is_there_before_the_first_one(rate: float) -> None:
    apply()
    console, kiosk, board = RTCPeerConnection(), RTCPeerConnection(), Board.create()
    try:
        console.addTransceiver("audio")
        console.addTransceiver("video")
        offer = await console.createOffer()
        await kiosk.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        video = next(one for one in kiosk.getTransceivers() if one.kind == "video")
        voice = next(one for one in kiosk.getTransceivers() if one.kind == "audio")
        kiosk.addTrack(CameraTrack(board))
        assert rate_of(video.sender) is None
        begin(kiosk, rate)
        assert isinstance(video.sender._RTCRtpSender__encoder, Vp8Encoder)  # type: ignore[attr-defined]
        assert rate_of(video.sender) == rate
        assert rate_of(voice.sender) is None
    finally:
        await console.close()
        await kiosk.close()
        board.close()


@pytest.mark.parametrize("reports", [True, False])
async def test_a_line_that_nobody_reports_on_begins_higher_as_no_burst_asks(reports: bool) -> None:
    apply()
    console, kiosk = RTCPeerConnection(), RTCPeerConnection()
    try:
        for kind in ("audio", "video"):
            console.addTransceiver(kind)
        sdp = (await console.createOffer()).sdp
        if not reports:
            sdp = "".join(line for line in sdp.splitlines(keepends=True) if URI not in line)
        await kiosk.setRemoteDescription(RTCSessionDescription(sdp, "offer"))
        assert first_rate(kiosk) == (ASKED if reports else START)
    finally:
        await console.close()
        await kiosk.close()
