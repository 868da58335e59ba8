"""Pictures come out whole and in order; what is missing is asked for until it comes."""

import random
from itertools import pairwise

import pytest
from aiortc.rtp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.picture_buffer import MOST_ASKED, STALL_S, PictureBuffer, Pictures, Wanted

TICK = 0.02
PACKETS = 3
"Of each picture; the tenth ones of the play are keyframes when asked for."


def packet(number: int, key: bool = False) -> RtpPacket:
    picture, part = divmod(number, PACKETS)
    made = RtpPacket(sequence_number=number & 0xFFFF, timestamp=picture * 3600)
    made.marker = int(part == PACKETS - 1)
    made.payload = b"K" if key and part == 0 else b"P"
    made._data = b"%d." % number
    return made


def starts_keyframe(packet: RtpPacket) -> bool:
    return packet.payload == b"K"


def whole(picture: int) -> bytes:
    return b"".join(b"%d." % (picture * PACKETS + part) for part in range(PACKETS))


class Link:
    """A sender of 25 pictures a second behind a line with losses and a delay."""

    def __init__(self, loss: float, round_trip: float, first: int = 0, seed: int = 1) -> None:
        self.buffer = PictureBuffer(starts_keyframe)
        self.loss, self.round_trip, self.chance = loss, round_trip, random.Random(seed)
        self.now, self.picture, self.first = 0.0, first, first
        self.keys: set[int] = {first}
        self.flying: list[tuple[float, int]] = []
        self.asked_key_at: float | None = None
        self.seen: list[tuple[float, bytes]] = []
        self.nacks = self.plis = 0
        self.drop: set[int] = set()
        "Numbers that never arrive, however often they are sent."

    def play(self, seconds: float) -> "Link":
        end, due = self.now + seconds, self.now
        while self.now < end:
            if self.now >= due:
                due += 0.04
                self._send_picture()
            self._arrive()
            self._ask(self.buffer.wanted(self.now))
            self.now += TICK / 2
        return self

    def _send_picture(self) -> None:
        if self.asked_key_at is not None and self.now >= self.asked_key_at:
            self.keys.add(self.picture)
            self.asked_key_at = None
        for part in range(PACKETS):
            self._send(self.picture * PACKETS + part)
        self.picture += 1

    def _send(self, number: int, after: float = 0.0) -> None:
        if number not in self.drop and self.chance.random() >= self.loss:
            self.flying.append((self.now + after + self.round_trip / 2, number))

    def _arrive(self) -> None:
        landed = [each for each in self.flying if each[0] <= self.now]
        self.flying = [each for each in self.flying if each[0] > self.now]
        for _, number in landed:
            key = number // PACKETS in self.keys
            found = self.buffer.add(packet(number, key), self.now)
            if found:
                self.seen += [(self.now, data) for data in found.pictures]

    def _ask(self, wanted: Wanted) -> None:
        self.nacks += len(wanted.packets)
        newest = self.picture * PACKETS
        for short in wanted.packets:
            number = newest - ((newest - short) & 0xFFFF)
            self._send(number, after=self.round_trip / 2)
        if wanted.keyframe:
            self.plis += 1
            self.asked_key_at = self.now + self.round_trip / 2

    @property
    def freeze(self) -> float:
        times = [at for at, _ in self.seen]
        return max(b - a for a, b in pairwise(times))


def test_without_losses_each_picture_comes_out_with_its_last_packet():
    link = Link(0, 0.06, first=21840).play(4)
    assert link.nacks == link.plis == 0
    assert [data for _, data in link.seen[:90]] == [whole(n) for n in range(21840, 21930)]


@pytest.mark.parametrize("loss", [0.02, 0.05])
def test_losses_are_made_good_without_keyframe_nor_long_freeze(loss):
    link = Link(loss, 0.06).play(60)
    numbers = [int(data.split(b".")[0]) // PACKETS for _, data in link.seen]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 0.98 * link.picture
    assert link.plis <= 1
    assert link.freeze < STALL_S + 0.1


def test_a_retransmission_that_is_lost_too_is_asked_for_again():
    link = Link(0, 0.06)
    link.buffer.round_trip_s = 0.06
    link.play(1)
    lost = link.picture * PACKETS + 1
    link.drop = {lost}
    link.play(0.16)
    assert link.nacks >= 2
    link.drop = set()
    link.play(1)
    assert link.plis == 0
    assert whole(lost // PACKETS) in [data for _, data in link.seen]


def test_what_never_comes_costs_a_keyframe_and_half_a_second():
    link = Link(0, 0.06)
    link.play(1)
    lost = link.picture * PACKETS + 1
    link.drop = {lost}
    link.play(3)
    assert link.plis == 1
    assert link.nacks <= MOST_ASKED
    assert link.freeze < 0.5
    assert whole(lost // PACKETS) not in [data for _, data in link.seen]
    assert len(link.seen) > 0.85 * link.picture


def test_a_cut_of_five_seconds_is_followed_by_a_keyframe_at_once():
    link = Link(0, 0.06).play(1)
    link.loss = 1.0
    link.play(5)
    link.loss, back = 0.0, link.now
    link.play(2)
    again = next(at for at, _ in link.seen if at > back)
    assert again - back < STALL_S + 0.5


def test_a_call_that_begins_in_the_middle_asks_for_a_keyframe():
    link = Link(0, 0.06)
    link.keys = set()
    link.play(2)
    assert link.plis == 1
    assert len(link.seen) > 30


def test_the_patience_follows_the_round_trip():
    quick, slow = Link(0.05, 0.02).play(20), Link(0.05, 0.4).play(20)
    assert quick.buffer.round_trip_s < 0.06
    assert slow.buffer.round_trip_s > 0.3


@given(st.lists(st.integers(0, 40), max_size=120), st.integers(0, 30000))
def test_in_any_order_pictures_are_whole_and_never_go_back(offsets, base):
    buffer, out = PictureBuffer(starts_keyframe), []
    for n, offset in enumerate(offsets):
        found = buffer.add(packet(base * PACKETS + n + offset, key=offset % 7 == 0), n * 0.01)
        out += found.pictures if isinstance(found, Pictures) else []
        buffer.wanted(n * 0.01)
    firsts = [int(data.split(b".")[0]) for data in out]
    assert firsts == sorted(set(firsts))
