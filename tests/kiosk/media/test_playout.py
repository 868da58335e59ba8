"""A voice is heard in time and whole: minutes of packets over bad lines, in virtual time."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.sound import BLOCK, RATE
from kiosk.media.jitter import LEAST_S, MOST_S, Jitter
from kiosk.media.playout import FRAME, Playout, Undecodable
from kiosk.media.stretch import MOST, longer, period, shorter
from tests.kiosk.media.line import Bursts, Line
from tests.kiosk.media.voices import voiced

FRAME_S = FRAME / RATE
NEAR_WRAP, NEAR_STAMP_WRAP = 65500, (1 << 32) - 30 * FRAME


class Codec:
    """A packet holds its number; what it gives says what was done."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.bad: set[int] = set()

    def _note(self, what: str, samples: int, value: int) -> np.ndarray:
        self.done.append(what)
        return np.full(samples, value, np.int16)

    def decode(self, packet: bytes) -> np.ndarray:
        number = int.from_bytes(packet, "big")
        if number in self.bad:
            raise Undecodable
        return self._note(str(number), FRAME, 1000)

    def recover(self, packet: bytes, samples: int) -> np.ndarray:
        return self._note(f"r{int.from_bytes(packet, 'big') - 1}", samples, 1000)

    def conceal(self, samples: int) -> np.ndarray:
        return self._note("c", samples, 1000)


class Call:
    """Packets every 20 ms of the sender, blocks every 10 ms of a loudspeaker that may drift."""

    def __init__(self, line: Line | None = None, drift: float = 0.0, first: int = 0) -> None:
        self.line, self.drift, self.first = line or Line(1e9, 0.0), drift, first
        self.copies = 0
        "That each packet brings, of those before it."
        self.codec = Codec()
        self.playout = Playout(self.codec)
        self.drop: set[int] = set()
        self.late: dict[int, float] = {}
        self.flying: list[tuple[float, int]] = []
        self.sent, self.blocks = 0, 0
        self.delays: list[float] = []
        "Each block's; nothing while nobody speaks."
        self.silent = 0

    def play(self, seconds: float) -> "Call":
        end = self.blocks + round(seconds * 100)
        while self.blocks < end:
            now = self.blocks * 0.01 * (1 + self.drift)
            self._send(now)
            self._arrive(now)
            if self.playout.pull(now) is None:
                self.silent += 1
            else:
                self.delays.append(self.playout.delay_s(now))
            self.blocks += 1
        return self

    def _send(self, now: float) -> None:
        while self.sent * FRAME_S <= now:
            arrives = self.line.send(120, self.sent * FRAME_S)
            if arrives is not None and self.sent not in self.drop:
                self.flying.append((arrives + self.late.get(self.sent, 0.0), self.sent))
            self.sent += 1

    def _arrive(self, now: float) -> None:
        for each in sorted(each for each in self.flying if each[0] <= now):
            self.flying.remove(each)
            at, n = each
            number, stamp = (self.first + n) & 0xFFFF, (NEAR_STAMP_WRAP + n * FRAME) & 0xFFFFFFFF
            self.playout.put(number, stamp, n.to_bytes(4, "big"), at)
            for back in range(1, min(n, self.copies) + 1):
                data = (n - back).to_bytes(4, "big")
                self.playout.put_copy(number, stamp, back * FRAME, data)

    @property
    def decoded(self) -> list[int]:
        return [int(each) for each in self.codec.done if each.isdigit()]

    @property
    def concealed(self) -> float:
        return self.playout.heard.concealed / self.playout.heard.total


def test_on_a_calm_line_all_is_heard_forty_milliseconds_late():
    call = Call(first=NEAR_WRAP).play(60)
    assert call.decoded == list(range(len(call.decoded)))
    assert call.playout.heard.concealed == 0
    assert LEAST_S - 0.02 <= np.mean(call.delays) <= 0.06


def test_what_is_lost_is_taken_from_the_packet_after_it():
    call = Call()
    call.drop = {50, 60, 70}
    call.play(2)
    assert [each for each in call.codec.done if not each.isdigit()] == ["r50", "r60", "r70"]
    assert call.playout.heard.concealed == 0


def test_of_a_burst_the_last_is_taken_from_the_packet_after_it_and_the_others_are_concealed():
    call = Call()
    call.drop = {50, 51, 52}
    call.play(2)
    done = call.codec.done
    between = done[done.index("49") + 1 : done.index("53")]
    assert set(between) == {"c", "r52"}
    assert call.playout.heard.concealed == pytest.approx(2 * FRAME, abs=BLOCK)


@pytest.mark.parametrize("lost", [1, 3, 10, 25])
def test_a_burst_leaves_no_lasting_delay(lost):
    call = Call().play(2)
    before = np.mean(call.delays[-20:])
    call.drop = set(range(call.sent, call.sent + lost))
    call.play(4)
    assert np.mean(call.delays[-20:]) <= before + 0.015


def test_what_is_late_is_heard_all_the_same_and_the_delay_goes_away():
    call = Call().play(2)
    first = call.sent
    call.late = {n: 0.15 - (n - first) * FRAME_S for n in range(first, first + 7)}
    call.play(0.3)
    assert max(call.delays[-20:]) > 0.1
    call.play(5)
    assert call.decoded == list(range(len(call.decoded)))
    assert call.delays[-1] < 0.07
    assert call.playout.heard.removed > 0


def test_two_that_changed_places_are_put_back():
    call = Call()
    call.late = {40: 0.021}
    call.play(2)
    assert call.decoded == list(range(len(call.decoded)))


@pytest.mark.parametrize(("jitter", "most"), [(0.0, 0.06), (0.03, 0.09), (0.08, 0.14)])
def test_the_delay_follows_the_jitter_of_the_line(jitter, most):
    call = Call(Line(1e9, 0.0, jitter=jitter)).play(60)
    assert np.mean(call.delays[1000:]) < most
    assert call.concealed < 0.01


def test_five_percent_of_losses_are_nearly_all_recovered():
    call = Call(Line(1e9, 0.025, loss=0.05)).play(120)
    assert call.playout.heard.recovered > 100 * FRAME
    assert call.concealed < 0.006
    assert np.mean(call.delays) < 0.06


def test_bursts_cost_their_own_length_and_no_delay():
    call = Call(Line(1e9, 0.025, bursts=Bursts(0.01, 0.3))).play(120)
    assert call.concealed < 0.03
    assert np.percentile(call.delays, 95) < 0.08


def said_twice(line: Line, copies: int) -> Call:
    call = Call(line, first=NEAR_WRAP)
    call.copies = copies
    return call.play(120)


def test_five_percent_of_losses_are_heard_from_the_copies():
    call = said_twice(Line(1e9, 0.025, loss=0.05), 1)
    heard = call.playout.heard
    assert heard.repeated > 0.04 * heard.total
    assert call.concealed < 0.001
    assert np.mean(call.delays) < 0.045


def test_of_bursts_what_two_copies_reach_is_heard_at_the_same_hour():
    once, more = (said_twice(Line(1e9, 0.025, bursts=Bursts(0.012, 0.25)), n) for n in (0, 2))
    assert more.concealed < 0.75 * once.concealed
    assert more.concealed < 0.03
    assert more.decoded == sorted(set(more.decoded))
    assert np.mean(more.delays) < np.mean(once.delays) + 0.005


def test_without_losses_copies_change_nothing():
    jittery = [said_twice(Line(1e9, 0.0, jitter=0.03), copies) for copies in (0, 2)]
    without, with_them = (call.playout.heard for call in jittery)
    assert with_them.repeated <= 2 * FRAME
    assert with_them.delay == pytest.approx(without.delay, rel=0.02)
    assert jittery[0].playout.target_s == jittery[1].playout.target_s


def test_a_copy_that_comes_too_late_or_fits_no_frame_is_left_out():
    call = Call().play(1)
    before, next_one = dict(call.playout._waiting), call.playout._next
    number, stamp = call.sent - 1, NEAR_STAMP_WRAP + (call.sent - 1) * FRAME
    for back in (FRAME // 2, 1, 17 * FRAME, 10**6):
        call.playout.put_copy(number & 0xFFFF, stamp & 0xFFFFFFFF, back, b"late")
    call.playout.put_copy(number & 0xFFFF, stamp & 0xFFFFFFFF, FRAME, b"")
    assert (call.playout._waiting, call.playout._next) == (before, next_one)


def test_a_copy_before_any_voice_begins_none():
    playout = Playout(Codec())
    playout.put_copy(5, 5 * FRAME, FRAME, b"copy")
    assert playout.pull(0.0) is None
    playout.put(5, 5 * FRAME, b"\x05", 0.0)
    playout.put_copy(5, 5 * FRAME, FRAME, b"copy")
    assert next(iter(playout._waiting.values())).data == b"\x05"
    assert len(playout._waiting) == 1


def test_a_packet_that_comes_after_its_copy_is_heard_once():
    call = Call()
    call.copies, call.late = 1, {40: 0.021}
    call.play(2)
    assert call.decoded == list(range(len(call.decoded)))


def differs(drift: float, seconds: float) -> None:
    call = Call(drift=drift).play(seconds)
    assert abs(np.mean(call.delays[-3000:]) - np.mean(call.delays[:3000])) < 0.015
    assert call.concealed < 0.001


@pytest.mark.parametrize("drift", [300e-6, -300e-6])
def test_two_clocks_that_differ_add_no_delay(drift):
    differs(drift, 360)


@pytest.mark.long
@pytest.mark.parametrize("drift", [-300e-6, -100e-6, 0.0, 100e-6, 300e-6])
def test_neither_after_four_hours(drift):
    differs(drift, 4 * 3600)


def test_a_line_that_becomes_longer_for_good_is_as_good_as_before_some_seconds_later():
    call = Call(Line(1e9, 0.0)).play(5)
    call.line.delay = 0.15
    call.play(12)
    assert call.delays[-1] < 0.08


def test_a_voice_that_stops_fades_and_one_that_comes_back_is_heard_at_once():
    call = Call().play(1)
    call.drop = set(range(call.sent, call.sent + 150))
    call.play(3)
    assert call.silent > 200
    assert call.codec.done.count("c") < 60
    call.play(1)
    back = [n for n in call.decoded if n >= 200]
    assert back == list(range(back[0], back[-1] + 1))
    assert call.delays[-1] < 0.06


def test_a_loudspeaker_that_stood_still_is_not_late_for_ever():
    call = Call().play(2)
    call.blocks += 300
    call.play(3)
    assert call.delays[-1] < 0.08


def test_another_voice_is_followed():
    call = Call().play(1)
    call.first = 30000
    call.play(1)
    assert call.decoded[-1] == call.sent - 1 or call.decoded[-1] >= call.sent - 6


def test_a_malformed_packet_is_a_lost_one():
    call = Call()
    call.codec.bad = {30}
    call.play(2)
    assert call.playout.heard.concealed == FRAME


@given(st.lists(st.integers(-3, 12), max_size=150), st.integers(0, 65535), st.integers(0, 2))
def test_in_any_order_every_block_is_whole_and_no_packet_is_heard_twice(offsets, first, copies):
    codec = Codec()
    playout = Playout(codec)
    for n, offset in enumerate(offsets):
        at = max(0, n + offset)
        playout.put((first + at) & 0xFFFF, at * FRAME, at.to_bytes(4, "big"), n * FRAME_S)
        for back in range(1, copies + 1):
            data = max(0, at - back).to_bytes(4, "big")
            playout.put_copy((first + at) & 0xFFFF, at * FRAME, back * FRAME, data)
        for half in (0.0, 0.01):
            block = playout.pull(n * FRAME_S + half)
            assert block is None or len(block) == BLOCK
    heard = [int(each) for each in codec.done if each.isdigit()]
    assert all(a < b for a, b in itertools.pairwise(heard))


# -- how late ---


def test_packets_on_time_need_the_least():
    jitter = Jitter()
    for n in range(200):
        jitter.arrived(n * FRAME_S, 5 + n * FRAME_S)
    assert jitter.target_s == LEAST_S


def test_no_jitter_asks_for_more_than_a_conversation_bears():
    jitter = Jitter()
    for n in range(200):
        jitter.arrived(n * FRAME_S, 5 + n * FRAME_S + 0.9 * (n % 2))
    assert jitter.target_s == MOST_S


# -- one period more or less ---


def test_a_voice_is_shortened_and_lengthened_by_one_of_its_periods():
    at = np.arange(2 * MOST) / RATE
    voice = sum(np.sin(2 * np.pi * 150 * k * at) / k for k in range(1, 8))
    voice = (5000 * voice).astype(np.int16)
    assert period(voice).samples == pytest.approx(RATE / 150, abs=1)
    for changed, change in ((shorter(voice), -RATE / 150), (longer(voice), RATE / 150)):
        assert len(changed) - len(voice) == pytest.approx(change, abs=1)
        steps = np.abs(np.diff(changed.astype(int)))
        assert steps.max() <= np.abs(np.diff(voice.astype(int))).max() + 60


def test_what_has_no_period_is_left_as_it_is():
    noise = np.random.default_rng(1).normal(0, 3000, 2 * MOST).astype(np.int16)
    assert len(shorter(noise)) == len(longer(noise)) == len(noise)
    assert len(shorter(noise[:50])) == 50


def test_silence_may_be_of_any_length():
    assert len(shorter(np.zeros(2 * MOST, np.int16))) == MOST


def test_real_speech_keeps_its_level():
    voice = voiced(3)
    out = np.concatenate(
        [shorter(voice[n : n + 2 * MOST]) for n in range(0, len(voice) - 2 * MOST, 2 * MOST)]
    )
    assert 0.5 * len(voice) < len(out) < len(voice)
    assert np.sqrt(np.mean(out.astype(float) ** 2)) == pytest.approx(
        np.sqrt(np.mean(voice.astype(float) ** 2)), rel=0.25
    )
