"""What a sender of pictures writes on each packet says how long the other end may keep it."""

import pytest
from aiortc import RTCPeerConnection, RTCRtpSender, RTCSessionDescription, rtcrtpsender, rtp
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import (
    HeaderExtensions,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtpPacket,
)

from kiosk.media.aiortc_patches import apply
from kiosk.media.aiortc_patches.playout_delay import URI, Extensions
from kiosk.media.evenness import WINDOW
from tests.kiosk.media.aiortc_patches.test_loss_reports import Transport

NUMBER = 9


def agreed(*more: RTCRtpHeaderExtensionParameters) -> Extensions:
    found = Extensions()
    mine = RTCRtpHeaderExtensionParameters(id=NUMBER, uri=URI)
    found.configure(RTCRtpParameters(headerExtensions=[*more, mine]))
    return found


def written(extensions: Extensions, **values: object) -> dict[int, bytes]:
    return dict(rtp.unpack_header_extensions(*extensions.set(HeaderExtensions(**values))))


def test_nothing_is_written_that_was_not_agreed() -> None:
    assert Extensions().set(HeaderExtensions()) == (0, b"")


@pytest.mark.parametrize("mid", [None, "0", "video", "a-long-name"])
def test_it_stands_beside_the_others(mid: str | None) -> None:
    name = RTCRtpHeaderExtensionParameters(id=1, uri="urn:ietf:params:rtp-hdrext:sdes:mid")
    found = written(agreed(name), mid=mid)
    assert found.pop(NUMBER) == bytes.fromhex("000fff")
    assert found == ({} if mid is None else {1: mid.encode()})


def test_a_packet_with_it_is_read_again() -> None:
    extensions, packet = agreed(), RtpPacket(payload_type=96, sequence_number=7, payload=b"abc")
    found = RtpPacket.parse(packet.serialize(extensions), Extensions())
    assert (found.sequence_number, found.payload) == (7, b"abc")


async def test_where_nothing_is_lost_pictures_are_shown_at_once() -> None:
    apply()
    sender = RTCRtpSender("video", Transport())
    extensions = sender._RTCRtpSender__rtp_header_extensions_map  # type: ignore[attr-defined]
    assert isinstance(extensions, Extensions)
    mine = RTCRtpHeaderExtensionParameters(id=NUMBER, uri=URI)
    extensions.configure(RTCRtpParameters(headerExtensions=[mine]))
    highest = lost = 0
    for part, asked in ((0.0, "000000"), (0.1, "000fff")):
        for _ in range(2 * WINDOW // 100):
            highest, lost = highest + 100, lost + round(100 * part)
            await sender._handle_rtcp_packet(_report(sender._ssrc, highest, lost))
        assert written(extensions)[NUMBER] == bytes.fromhex(asked)


async def test_where_much_is_lost_they_are_kept_for_some_round_trips_and_never_for_none() -> None:
    apply()
    sender = RTCRtpSender("video", Transport())
    sender._RTCRtpSender__rtt = 0.05  # type: ignore[attr-defined]
    extensions = sender._RTCRtpSender__rtp_header_extensions_map  # type: ignore[attr-defined]
    extensions.configure(
        RTCRtpParameters(headerExtensions=[RTCRtpHeaderExtensionParameters(id=NUMBER, uri=URI)])
    )
    for n in range(1, 10):
        await sender._handle_rtcp_packet(_report(sender._ssrc, 100 * n, 5 * n))
    asked = int.from_bytes(written(extensions)[NUMBER], "big")
    assert (asked >> 12, asked & 0xFFF) == (1, 8), "from 10 to 80 ms"


def _report(ssrc: int, highest: int, lost: int) -> RtcpRrPacket:
    info = RtcpReceiverInfo(
        ssrc=ssrc,
        fraction_lost=0,
        packets_lost=lost,
        highest_sequence=highest,
        jitter=0,
        lsr=0,
        dlsr=0,
    )
    return RtcpRrPacket(ssrc=1, reports=[info])


async def test_whoever_offers_it_is_answered_with_it_for_pictures_alone() -> None:
    apply()
    console, kiosk = RTCPeerConnection(), RTCPeerConnection()
    try:
        console.addTransceiver("audio")
        console.addTransceiver("video")
        offer = await console.createOffer()
        await kiosk.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        answer = (await kiosk.createAnswer()).sdp
        _, voice, pictures = answer.split("m=")
        assert URI not in voice
        assert URI in pictures
    finally:
        await console.close()
        await kiosk.close()


def test_the_pinned_aiortc_still_does_not_know_it() -> None:
    assert rtcrtpsender.rtp is rtp, "a sender makes its map by the name that is replaced"
    plain = Extensions.__mro__[1]()
    mine = RTCRtpHeaderExtensionParameters(id=NUMBER, uri=URI)
    plain.configure(RTCRtpParameters(headerExtensions=[mine]))
    assert plain.set(HeaderExtensions()) == (0, b"")
