"""The one kind of sound that is taken: its header to the letter, and spoken."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.wav import HEADER, LARGEST, RATE, NotALine, check, header, is_fast, pace

WORDS = "Posez la feuille sur la vitre."


def a_line(seconds: float = 4.0, level: int = 8000, quiet: float = 0.5) -> bytes:
    """A hum between two silences."""
    still = array("h", [0] * int(RATE * quiet))
    hum = array("h", (round(level * math.sin(n / 30)) for n in range(int(RATE * seconds))))
    data = (still + hum + still).tobytes()
    return header(len(data)) + data


def test_a_line_is_measured_from_its_first_word_to_its_last():
    assert check(a_line(4.0, quiet=2.0)) == pytest.approx(4.0, abs=0.05)


def test_what_everybody_cannot_follow_is_measured_and_not_refused():
    seconds = check(a_line(seconds=1.0))
    assert is_fast(WORDS, seconds)
    assert pace(WORDS, seconds) == pytest.approx(360, rel=0.05)
    assert not is_fast(WORDS, check(a_line(seconds=4.0)))


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "accepte"),
        (b"ID3" + bytes(5000), "accepte"),
        (b"OggS" + bytes(5000), "accepte"),
        (a_line()[:-1], "accepte"),
        (a_line() + b"LIST", "accepte"),
        (a_line().replace(b"\x80\xbb\x00\x00", b"\x44\xac\x00\x00", 1), "accepte"),
        (a_line(level=300), "entend rien"),
        (a_line(seconds=0.2), "entend rien"),
        (bytes(LARGEST + 2), "30 secondes"),
    ],
    ids=range(9),
)
def test_anything_else_is_refused_with_a_sentence(file: bytes, why: str):
    with pytest.raises(NotALine, match=why):
        check(file)


@given(st.binary(max_size=200))
def test_whatever_is_sent_is_taken_or_refused(tail: bytes):
    for file in (tail, a_line()[:HEADER] + tail, header(len(tail)) + tail):
        with pytest.raises(NotALine):
            check(file)
