"""Whatever the console sends as an offer, only BadSdp comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.offer import MAX_CHARS, BadSdp, check_offer

SECTION = (
    "m={kind} 9 {profile}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na=sendrecv\r\n{more}"
    "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n"
    "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
)
RTP, SCTP = "UDP/TLS/RTP/SAVPF 96", "UDP/DTLS/SCTP webrtc-datachannel"
VIDEO = SECTION.format(kind="video", profile=RTP, mid=0, more="a=rtpmap:96 VP8/90000\r\n")
DATA = SECTION.format(kind="application", profile=SCTP, mid=1, more="a=sctp-port:5000\r\n")
HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
CANDIDATE = "a=candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host\r\n"
GOOD = HEAD + VIDEO + DATA


def test_an_offer_with_a_channel_is_taken():
    assert check_offer(GOOD).sdp == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=0",
        "bonjour",
        "\x00" * 100,
        HEAD + VIDEO,
        HEAD + DATA * 5,
        GOOD + CANDIDATE * 51,
        GOOD + "a=x:" + "y" * MAX_CHARS,
        GOOD.replace("a=fingerprint", "a=other"),
        GOOD.replace("a=ice-ufrag", "a=other"),
        GOOD.replace("m=video 9", "m=video x"),
        GOOD.replace("96 VP8", "VP8"),
    ],
)
def test_what_is_no_offer_of_a_call_is_refused(text):
    with pytest.raises(BadSdp) as refused:
        check_offer(text)
    assert "AB:AB" not in str(refused.value)


@given(st.data())
def test_a_mangled_offer_is_taken_or_refused_and_nothing_else(data):
    text = list(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text[start:end] = data.draw(st.text(max_size=20))
    mangled = "".join(text)
    try:
        assert check_offer(mangled).type == "offer"
    except BadSdp:
        return
