"""Whatever the console sends as an offer, only BadSdp or our own words for it come out."""

import re
from pathlib import Path

import pytest
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.offer import MAX_CHARS, BadSdp, check_offer
from tests.kiosk.media.mutants import OFFERS, mangled

SECTION = (
    "m={kind} 9 {profile}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\n{more}"
    "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n"
    "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
)
RTP, SCTP = "UDP/TLS/RTP/SAVPF 96", "UDP/DTLS/SCTP webrtc-datachannel"
CODEC = "a=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n"
VIDEO = SECTION.format(kind="video", profile=RTP, mid=0, more=CODEC)
DATA = SECTION.format(kind="application", profile=SCTP, mid=1, more="a=sctp-port:5000\r\n")
HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
CANDIDATE = "a=candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host\r\n"
GOOD = HEAD + VIDEO + DATA
HOSTILE = "a=x-hostile:1\r\n"


@pytest.mark.parametrize("name", sorted(OFFERS))
def test_a_real_offer_is_taken_with_what_a_call_needs(name):
    before = SessionDescription.parse(OFFERS[name])
    after = SessionDescription.parse(check_offer(OFFERS[name]).sdp)
    assert [m.kind for m in after.media] == ["audio", "video", "application"]
    for ours, theirs in zip(after.media, before.media, strict=True):
        assert ours.rtp.muxId == theirs.rtp.muxId
        assert ours.ice.usernameFragment == theirs.ice.usernameFragment
        assert ours.ice.password == theirs.ice.password
        assert ours.direction == theirs.direction or ours.kind == "application"
        assert [s.ssrc for s in ours.ssrc] == [s.ssrc for s in theirs.ssrc]
        assert [f.algorithm for f in ours.dtls.fingerprints] == ["sha-256"]
        assert ours.dtls.role == theirs.dtls.role
        usable = [c for c in theirs.ice_candidates if (c.protocol.lower(), c.component) == _UDP]
        assert [c.port for c in ours.ice_candidates] == [c.port for c in usable]
        if ours.kind != "application" and name != "aiortc":
            assert any("transport-wide-cc" in each.uri for each in ours.rtp.headerExtensions)
            feedback = [each.type for each in ours.rtp.codecs[0].rtcpFeedback]
            assert "transport-cc" in feedback
    names = {codec.name for media in after.media for codec in media.rtp.codecs}
    assert {"opus", "VP8"} <= names <= {"opus", "red", "VP8", "H264", "rtx"}
    assert ("red" in names) == name.startswith("chromium")


_UDP = ("udp", 1)


@pytest.mark.parametrize("name", sorted(OFFERS))
def test_our_own_words_for_an_offer_are_their_own(name):
    once = check_offer(OFFERS[name]).sdp
    assert check_offer(once).sdp == once


def test_what_is_not_understood_goes_no_further():
    taken = check_offer(GOOD.replace("a=mid:0", HOSTILE + "a=mid:0")).sdp
    assert "hostile" not in taken


def test_only_addresses_that_ice_can_use_are_kept():
    hidden = "01234567-89ab-cdef-0123-456789abcdef.local"
    wanted = ["192.0.2.1", "2001:db8::1", hidden]
    others = ["127.0.0.1", "::1", "224.0.0.251", "0.0.0.0", "fe80::1%eth0", "evil.example", "x"]
    lines = "".join(CANDIDATE.replace("192.0.2.1", each) for each in wanted + others)
    lines += CANDIDATE.replace("udp", "tcp") + CANDIDATE.replace("1 1 udp", "1 2 udp")
    lines += CANDIDATE.replace("5000", "0") + CANDIDATE.replace("host", "prflx")
    taken = SessionDescription.parse(check_offer(HEAD + VIDEO + lines + DATA).sdp)
    assert [each.ip for each in taken.media[0].ice_candidates] == wanted


TWICE = "a=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:63 red/48000/2\r\n"
VOICE = SECTION.format(kind="audio", profile="UDP/TLS/RTP/SAVPF 111 63", mid=0, more=TWICE + "{}")


def voice_of(line: str, section: str = VOICE) -> dict[str, object]:
    """Names and parameters of what is taken of a voice."""
    taken = SessionDescription.parse(check_offer(HEAD + section.format(line) + DATA).sdp)
    return {codec.name: codec.parameters for codec in taken.media[0].rtp.codecs}


@pytest.mark.parametrize("words", ["111/111", "111/111/111"])
def test_a_voice_may_be_said_twice(words):
    assert voice_of(f"a=fmtp:63 {words}\r\n") == {"opus": {}, "red": {words: None}}


@pytest.mark.parametrize(
    "line",
    [
        "",
        *(
            f"a=fmtp:63 {words}\r\n"
            for words in (
                "111",
                "111/",
                "111/112",
                "112/112",
                "63/63",
                "0111/0111",
                "111/111;x-hostile=1",
                "111/111;111/111/111",
                "111/111=1",
                "/".join(["111"] * 9),
                "x",
                "١١١/١١١",
            )
        ),
    ],
)
def test_copies_of_anything_but_the_voice_are_left_out(line):
    assert voice_of(line) == {"opus": {}}


def test_copies_without_a_voice_are_no_codec_and_pictures_have_none():
    with pytest.raises(BadSdp, match="no codec in common"):
        voice_of("a=fmtp:63 111/111\r\n", VOICE.replace("opus/48000", "opus/16000"))
    taken = check_offer(GOOD.replace("VP8/90000", "VP8/90000\r\na=rtpmap:97 red/90000")).sdp
    assert "red" not in taken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=0",
        "bonjour",
        "\x00" * 100,
        HEAD + VIDEO,
        HEAD + DATA * 5,
        HEAD + DATA * 2,
        GOOD + CANDIDATE * 51,
        GOOD + "a=x:" + "y" * MAX_CHARS,
        GOOD + "a=x:" + "é" * (MAX_CHARS // 2),
        GOOD.replace("a=fingerprint", "a=other"),
        GOOD.replace("sha-256", "sha-1"),
        GOOD.replace("AB:AB", "ABAB"),
        GOOD.replace(
            "a=fingerprint", "a=fingerprint:sha-256 " + "CD:" * 31 + "CD\r\na=fingerprint"
        ),
        GOOD.replace("a=ice-ufrag", "a=other"),
        GOOD.replace("a=ice-pwd:abcdef", "a=ice-pwd:"),
        GOOD.replace("a=setup:actpass", "a=setup:holdconn"),
        GOOD.replace("a=rtcp-mux", "a=other"),
        GOOD.replace("m=video 9", "m=video x"),
        GOOD.replace("m=video", "m=hologram"),
        GOOD.replace("SAVPF", "AVP"),
        GOOD.replace("96 VP8", "VP8"),
        GOOD.replace("VP8", "VP9"),
        GOOD.replace("VP8/90000", "VP8/48000"),
        GOOD.replace("96", "72"),
        GOOD.replace("BUNDLE 0 1", "BUNDLE 1"),
        GOOD.replace("a=mid:1", "a=mid:0"),
        GOOD.replace("a=mid:0", "a=mid:" + "0" * 99),
        GOOD.replace("5000", "0"),
        GOOD.replace("5000", "9" * 5000),
        GOOD.replace("webrtc-datachannel", "other"),
    ],
)
def test_what_is_no_offer_of_a_call_is_refused(text):
    with pytest.raises(BadSdp) as refused:
        check_offer(text)
    assert "AB:AB" not in str(refused.value)


LINES = re.compile(
    r"(v=0|o=- 1 1 IN IP4 0\.0\.0\.0|s=-|t=0 0|c=IN IP4 0\.0\.0\.0|m=(audio|video|application) 9 .*"
    r"|a=(group|extmap|mid|rtcp|ssrc|rtpmap|rtcp-fb|fmtp|sctp-port|max-message-size|candidate"
    r"|ice-ufrag|ice-pwd|ice-options|fingerprint|setup):[\x21-\x7e ]+"
    r"|a=(sendrecv|sendonly|recvonly|inactive|rtcp-mux|end-of-candidates))"
)


@given(mangled())
def test_a_mangled_offer_is_refused_or_told_in_lines_of_our_own(text):
    try:
        taken = check_offer(text)
    except BadSdp:
        return
    assert len(taken.sdp) < 2 * MAX_CHARS
    assert all(LINES.fullmatch(line) for line in taken.sdp.removesuffix("\r\n").split("\r\n"))
    assert check_offer(taken.sdp).sdp == taken.sdp


@given(st.text(max_size=300))
def test_any_text_is_refused(text):
    with pytest.raises(BadSdp):
        check_offer(text)


def test_the_offers_of_the_tests_are_real_ones():
    folder = Path("tests/data/offers")
    assert {path.stem for path in folder.iterdir()} == set(OFFERS)
