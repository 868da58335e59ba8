"""A voice said twice: what is packed comes out again, and only as often as the line needs."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.redundancy import (
    FORGETTING,
    LOSSY,
    MOST_BLOCKS,
    MOST_LENGTH,
    MOST_OFFSET,
    PLENTY,
    SCARCE,
    TORN,
    BadRedundancy,
    Block,
    Redundancy,
    pack,
    unpack,
)

OPUS, OTHER = 111, 13
FRAME = 960
copies = st.builds(Block, st.integers(1, MOST_OFFSET), st.binary(min_size=1, max_size=MOST_LENGTH))


@given(
    st.lists(copies, max_size=MOST_BLOCKS),
    st.binary(min_size=1, max_size=1275),
    st.integers(0, 127),
)
def test_what_is_packed_comes_out_again(others, own, kind):
    blocks = [*others, Block(0, own)]
    assert unpack(pack(blocks, kind), kind) == blocks


@given(st.binary(max_size=60), st.integers(0, 127))
def test_of_any_bytes_whole_frames_come_out_or_nothing(payload, kind):
    try:
        *others, own = unpack(payload, kind)
    except BadRedundancy:
        return
    assert own.before == 0
    assert own.data
    assert payload.endswith(own.data)
    assert len(others) <= MOST_BLOCKS
    assert all(each.data and 0 < each.before <= MOST_OFFSET for each in others)


@given(st.lists(copies, max_size=3), st.binary(min_size=1, max_size=99), st.data())
def test_a_packet_that_is_cut_or_changed_is_read_or_refused(others, own, data):
    whole = bytearray(pack([*others, Block(0, own)], OPUS))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    with suppress(BadRedundancy):
        assert unpack(cut, OPUS)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x6f",
        b"\xef",
        b"\xef\x00\x00\x01",
        b"\xef\x00\x00\x01\x6f",
        b"\xef\x00\x0c\x05\x6fabcd",
        b"\xef\x00\x0c\x01\x6fa",
        b"\xef\x00\x0c\x01" * (MOST_BLOCKS + 1) + b"\x6fabcdefghij",
    ],
)
def test_what_has_no_end_or_no_frame_of_its_own_is_refused(payload):
    with pytest.raises(BadRedundancy):
        unpack(payload, OPUS)


def test_frames_of_another_kind_are_left_out():
    with pytest.raises(BadRedundancy):
        unpack(pack([Block(0, b"own")], OTHER), OPUS)
    mixed = bytearray(pack([Block(FRAME, b"copy"), Block(0, b"own")], OPUS))
    mixed[0] = 0x80 | OTHER
    assert unpack(bytes(mixed), OPUS) == [Block(0, b"own")]


def said(voice: Redundancy, *numbers: int) -> list[list[int]]:
    """How many frames before its own, of each packet, its copies are."""
    packets = [voice.payload(bytes([n % 256]), n * FRAME) for n in numbers]
    return [[one.before // FRAME for one in unpack(each, OPUS)[:-1]] for each in packets]


def test_without_losses_it_is_said_once():
    assert said(Redundancy(OPUS), 0, 1, 2) == [[], [], []]


def test_losses_are_believed_at_once_and_forgotten_slowly():
    voice = Redundancy(OPUS)
    voice.heard_loss(LOSSY)
    assert said(voice, 0, 1, 2) == [[], [1], [1]]
    voice.heard_loss(2 * TORN)
    assert said(voice, 3, 4) == [[2, 1], [2, 1]]
    reports = 0
    while voice.copies:
        voice.heard_loss(0.0)
        reports += 1
    assert 2 * TORN * FORGETTING**reports < LOSSY
    assert reports > 12


def test_copies_need_room_and_do_not_flicker():
    voice = Redundancy(OPUS)
    voice.heard_loss(0.05)
    rates = [PLENTY, SCARCE, SCARCE - 1, PLENTY - 1, PLENTY, SCARCE]
    told = []
    for rate in rates:
        voice.tell_room(rate)
        told.append(voice.copies)
    assert told == [1, 1, 0, 0, 1, 1]


def test_what_a_header_has_no_room_for_is_not_copied():
    voice = Redundancy(OPUS)
    voice.heard_loss(0.05)
    assert said(voice, 0, 100) == [[], []]
    voice.payload(bytes(MOST_LENGTH + 1), 101 * FRAME)
    assert said(voice, 102, 103) == [[], [1]]
    assert said(voice, 5) == [[]], "time went back"
