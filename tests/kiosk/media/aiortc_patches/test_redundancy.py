"""RED is agreed with who offers it, wraps what leaves and unwraps what comes."""

from itertools import pairwise

import numpy as np
import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription, codecs, rtcrtpreceiver, rtcrtpsender
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

from kiosk.media.aiortc_patches import apply, redundancy
from kiosk.media.aiortc_patches.redundancy import RedEncoder, Said, say_once, tell_room
from kiosk.media.codecs.opus import LEAST_LOSS
from kiosk.media.offer import check_offer
from kiosk.media.playout import FRAME
from kiosk.media.redundancy import SCARCE, BadRedundancy, unpack
from tests.kiosk.media.mutants import OFFERS
from tests.kiosk.media.voices import sound, voiced

OPUS, TWICE = 111, 63
RED = RTCRtpCodecParameters("audio/red", 48000, 2, TWICE, parameters={f"{OPUS}/{OPUS}": None})


@pytest.fixture(autouse=True)
def _applied() -> None:
    apply()


async def answered(offer: str, thin: bool = False) -> tuple[RTCPeerConnection, list[str]]:
    """The lines of the answer's sound."""
    connection = RTCPeerConnection()
    await connection.setRemoteDescription(check_offer(offer))
    if thin:
        say_once(connection)
    answer = (await connection.createAnswer()).sdp
    return connection, answer[answer.index("m=audio") : answer.index("m=video")].splitlines()


async def test_a_console_that_offers_it_finds_it_before_its_opus():
    connection, lines = await answered(OFFERS["chromium"])
    assert lines[0].endswith(f" {TWICE} {OPUS}")
    assert f"a=rtpmap:{TWICE} red/48000/2" in lines
    assert f"a=fmtp:{TWICE} {OPUS}/{OPUS}" in lines
    await connection.close()


async def test_on_a_thin_line_the_voice_comes_first_and_its_copies_after():
    connection, lines = await answered(OFFERS["chromium"], thin=True)
    assert lines[0].endswith(f" {OPUS} {TWICE}")
    await connection.close()


@pytest.mark.parametrize("name", ["aiortc", "firefox"])
async def test_with_one_that_does_not_offer_it_nothing_is_changed(name):
    connection, lines = await answered(OFFERS[name])
    assert not any("red" in line for line in lines)
    await connection.close()


async def test_an_offer_of_our_own_does_not_name_it():
    connection = RTCPeerConnection()
    connection.addTransceiver("audio")
    assert "red/" not in (await connection.createOffer()).sdp
    await connection.close()


async def test_copies_of_another_codec_than_the_voice_s_are_not_agreed():
    connection = RTCPeerConnection()
    offer = check_offer(OFFERS["chromium"]).sdp.replace(f"{OPUS}/{OPUS}", "112/112")
    await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    assert "red/" not in (await connection.createAnswer()).sdp
    await connection.close()


def frames(count: int) -> list[np.ndarray]:
    voice = voiced(count / 50)
    return [voice[n * FRAME : (n + 1) * FRAME] for n in range(count)]


def test_what_leaves_after_losses_brings_the_frame_before():
    encoder = rtcrtpsender.get_encoder(RED)
    assert isinstance(encoder, RedEncoder)
    encoder.heard_loss(0.05)
    assert encoder.expected_loss == LEAST_LOSS
    packets = []
    for n, samples in enumerate(frames(5)):
        (payload,), stamp = encoder.encode(sound(samples, n * FRAME))
        assert stamp == n * FRAME
        packets.append(unpack(payload, OPUS))
    for before, after in pairwise(packets):
        assert (after[0].before, after[0].data) == (FRAME, before[-1].data)


def test_without_room_losses_are_expected_as_before():
    encoder = RedEncoder(OPUS)
    encoder.heard_loss(0.2)
    encoder.redundancy.tell_room(SCARCE - 1)
    assert encoder.expected_loss == 20


async def test_the_room_is_told_to_the_voice_alone():
    connection, _ = await answered(OFFERS["chromium"])
    tell_room(connection, 0.0)
    voice = next(one for one in connection.getSenders() if one.kind == "audio")
    encoder = voice._RTCRtpSender__encoder = RedEncoder(OPUS)
    encoder.heard_loss(0.05)
    tell_room(connection, SCARCE - 1)
    assert encoder.redundancy.copies == 0
    await connection.close()


def test_what_comes_is_a_frame_with_its_copies():
    encoder = RedEncoder(OPUS)
    encoder.heard_loss(0.05)
    payloads = [encoder.encode(sound(f, n * FRAME))[0][0] for n, f in enumerate(frames(2))]
    first, second = (rtcrtpreceiver.depayload(RED, each) for each in payloads)
    assert isinstance(second, Said)
    assert [each.data for each in second.copies] == [first]


def test_a_payload_that_cannot_be_read_is_a_lost_one():
    with pytest.raises(BadRedundancy):
        rtcrtpreceiver.depayload(RED, b"\xef\x00")
    assert issubclass(BadRedundancy, ValueError)


def test_the_pinned_aiortc_still_knows_nothing_of_it():
    with pytest.raises(ValueError, match="No encoder"):
        redundancy.original_encoder(RED)
    with pytest.raises(ValueError, match="No decoder"):
        rtcrtpreceiver.get_decoder(RED)
    assert redundancy.original_common(codecs.CODECS["audio"], [RED]) == []
    assert redundancy.original_depayload(RED, b"\x6fx") == b"\x6fx"
