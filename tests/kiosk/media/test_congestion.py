"""What is sent follows what the line carries: rate, queue, losses, steps and other flows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.aiortc_patches.transport_wide import START
from kiosk.media.congestion.arrivals import Arrivals
from kiosk.media.congestion.estimate import LEAST, Estimate
from kiosk.media.congestion.feedback import (
    Arrival,
    BadFeedback,
    Feedback,
    read,
    split,
    stamped,
    write,
)
from kiosk.media.congestion.probing import Prober
from kiosk.media.congestion.trend import Trend, Usage
from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Bursts, Line
from tests.kiosk.media.processor import Processor

A, B, C = (900e3, 0.025, 0.005), (450e3, 0.030, 0.02), (900e3, 0.025, 0.05)
MINUTE = 60.0


def line(figures: tuple[float, float, float], seed: int = 1) -> Line:
    rate, delay, loss = figures
    return Line(rate, delay, loss=loss, seed=seed)


def queue_ms(play: Play, percent: float) -> float:
    return float(1000 * np.percentile(play.line.waits, percent))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("figures", "known", "used", "queue"),
    [(A, 0.95, 0.87, 50), (B, 0.93, 0.85, 75), (C, 0.9, 0.78, 45)],
)
def test_a_line_is_used_and_its_queue_stays_short(figures, known, used, queue, seed):
    """Chromium had 70, 117 and 59 ms on the same lines, media.md; it used 0.7 of them."""
    play = Play(line(figures, seed)).run(MINUTE)
    assert play.mean_rate(10) > known * play.line.rate
    assert play.goodput(10) > used * play.line.rate
    assert queue_ms(play, 95) < queue
    assert play.taken > 0.97 * MINUTE / 0.04, "pictures rest so long that the camera waits"


def test_pictures_leave_within_two_of_their_times():
    play = Play(line(A)).run(MINUTE)
    assert np.percentile(play.picture_waits, 95) < 0.08


def test_from_300_to_900_in_less_than_five_seconds():
    play = Play(line(A)).run(10)
    assert play.first_over(0.85 * 900e3) < 5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_step_down_is_followed_at_once_and_the_step_up_within_five_seconds(seed):
    play = Play(line(A, seed)).run(20)
    play.line.rate = 300e3
    play.run(20)
    lowered = [rate for at, rate in play.rates if 21.5 < at < 40]
    assert max(lowered) < 1.35 * 300e3
    assert np.mean(lowered) > 0.75 * 300e3
    play.line.rate = 900e3
    play.run(20)
    assert play.first_over(0.8 * 900e3, since=40) < 2, "two bursts, one right after the other"
    assert play.first_over(0.85 * 900e3, since=40) < 5


@pytest.mark.parametrize("unheard", [0.1, 0.5])
def test_lost_reports_change_nothing(unheard):
    play = Play(line(A), unheard=unheard).run(MINUTE)
    assert play.mean_rate(10) > 0.95 * 900e3
    assert queue_ms(play, 95) < 120


@pytest.mark.parametrize("hours", [1, -1, 12 * 24 + 7])
def test_a_clock_that_is_set_at_the_other_end_is_no_queue(hours):
    """Nor is one that begins anew, as that of reports does every 12 days."""
    play = Play(line(A)).run(20)
    play.clock += 3600 * hours
    play.run(20)
    assert min(rate for at, rate in play.rates if at > 20) > 0.7 * 900e3


@pytest.mark.parametrize("seconds", [0.5, 1.2, -0.5])
def test_a_clock_that_is_set_by_less_than_a_second_or_two_costs_ten(seconds):
    """It looks like a queue, but going down does not shorten it."""
    play = Play(line(A)).run(20)
    play.clock += seconds
    play.run(30)
    assert play.mean_rate(30) > 0.9 * 900e3
    assert max(rate for at, rate in play.rates if at > 20) < 1.3 * 900e3


def test_bursts_of_losses_slow_nothing_down():
    play = Play(Line(900e3, 0.025, bursts=Bursts(0.01, 0.3))).run(MINUTE)
    assert play.goodput(10) > 0.75 * 900e3


def test_an_encoder_without_time_is_no_bad_line():
    play = Play(Line(900e3, 0.025, jitter=0.12), 600e3, busy=0.2).run(MINUTE)
    assert min(rate for _, rate in play.rates) > 350e3


def test_a_line_that_breaks_down_while_little_is_sent_is_followed_too():
    play = Play(Line(900e3, 0.025), 800e3, busy=0.4).run(10)
    play.line.rate = 200e3
    play.run(4)
    assert play.rates[-1][1] < 300e3
    play.line.waits.clear()
    play.run(20)
    assert queue_ms(play, 95) < 250


D = 128e3, 0.15, 0.03


@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize(("start", "least"), [(START, 85e3), (100e3, 80e3)])
def test_on_128_kbit_s_the_voice_does_not_wait_and_pictures_go_on(start, least, seed):
    """Whether anything is known of the line or not."""
    play = Play(line(D, seed), start, back=0.15, laddered=True).run(3)
    begun = len(play.line.waits)
    play.run(3)
    assert max(play.line.waits) < 1, "the call does not begin with a queue of seconds"
    assert np.percentile(play.line.waits[begun:], 95) < 0.25
    spoken = len(play.voice_waits)
    play.run(MINUTE - 6)
    rates = [rate for at, rate in play.rates if at > 6]
    assert least < min(rates) < max(rates) < 150e3
    assert 115e3 < np.mean(rates) < 128e3
    assert np.percentile(play.voice_waits[spoken:], 95) < 0.17
    assert play.goodput(6) > 0.9 * 128e3
    assert {step for _, step in play.steps} <= {"240p", "slow"}


def test_of_a_line_that_nothing_is_known_of_a_first_burst_tells():
    """300 kbit/s to begin with filled 450 for a second, and 128 for longer."""
    for figures, seconds in ((A, 1.0), (B, 1.0)):
        play = Play(line(figures), START, back=figures[1], laddered=True).run(5)
        assert play.first_over(0.75 * play.line.rate) < seconds
        assert max(play.line.waits) < 0.2
        assert play.steps[-1][1] == "480p"


# -- processors that others keep busy ---


def stalled(figures: tuple[float, float, float], seed: int, **others: object) -> Play:
    """60 ms each 150 or so, at both ends."""
    here, there = Processor(seed=seed), Processor(seed=seed + 100)
    return Play(line(figures, seed), here=here, there=there, **others)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_ends_that_have_no_time_are_no_bad_line(seed):
    play = stalled(A, seed).run(MINUTE)
    assert play.mean_rate(0) > 0.7 * 900e3
    assert np.mean([rate < 300e3 for at, rate in play.rates if at > 5]) < 0.02


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_ends_that_have_no_time_still_find_a_queue(seed):
    play = stalled(A, seed).run(20)
    play.line.rate = 300e3
    play.run(3)
    assert min(rate for at, rate in play.rates if at > 20) < 300e3
    play.run(17)
    rates = [rate for at, rate in play.rates if at > 23]
    assert 0.6 * 300e3 < np.mean(rates) < 1.15 * 300e3


@pytest.mark.parametrize("seed", [1, 2])
def test_an_encoder_and_ends_without_time_leave_the_rate_where_it_was(seed):
    """On the way down what arrived was taken for what the line carries: 60 kbit/s for 20 s."""
    play = stalled(A, seed, busy=0.25, start=800e3).run(MINUTE)
    assert np.mean([rate < 250e3 for at, rate in play.rates if at > 2]) < 0.05


def test_a_short_queue_that_overflows_is_not_taken_for_a_bad_line():
    play = Play(Line(900e3, 0.025, queue=6_000)).run(MINUTE)
    assert play.goodput(10) > 0.85 * 900e3
    assert max(rate for at, rate in play.rates if at > 10) < 1.25 * 900e3


def test_what_the_line_was_known_to_carry_is_used_from_the_first_second():
    play = Play(line(A), start=750e3).run(3)
    assert play.goodput(0.5) > 0.7 * 900e3
    assert queue_ms(play, 95) < 150


def test_nothing_is_grown_that_is_not_sent():
    play = Play(Line(5e6), most=5e6)
    play.estimate.prober.most = 0.0  # no bursts
    play.events = [each for each in play.events if each[2] != play._film]  # only the voice
    play.run(MINUTE)
    assert play.estimate.rate <= 300_000


def test_a_silent_other_end_changes_nothing():
    estimate = Estimate(500e3, 0.0)
    for n in range(1000):
        estimate.sent(n, 1000, n * 0.02)
    assert (estimate.rate, estimate.probe(20.0)) == (500e3, None)
    assert len(estimate._sent) < 500


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.floats(-9, 2e6)))),
        max_size=40,
    )
)
def test_whatever_is_reported_the_rate_stays_within_its_bounds(reports):
    estimate = Estimate(500e3, 0.0)
    for n, told in enumerate(reports):
        for number in range(60):
            estimate.sent(number, 1000, n * 0.1 + number * 0.001, burst=1)
        arrivals = [Arrival(number, at) for number, at in told]
        estimate.reported(Feedback(n & 0xFF, arrivals), n * 0.1 + 0.09)
        estimate.probe(n * 0.1 + 0.09)
        assert LEAST <= estimate.rate <= estimate.most


# -- delays ---


def arriving(trend: Trend, growth: float, count: int = 200) -> set[Usage]:
    found = set()
    for n in range(count):
        trend.arrived(n * 0.02, 5 + n * 0.02 * (1 + growth))
        found.add(trend.usage)
    return found


def test_a_queue_that_grows_is_seen_and_one_that_drains_too():
    assert Usage.OVER in arriving(Trend(), 0.1)
    assert Usage.UNDER in arriving(Trend(), -0.1)
    assert arriving(Trend(), 0.0) == {Usage.NORMAL}


def test_two_clocks_that_differ_are_no_queue():
    assert arriving(Trend(), 200e-6, 3000) == {Usage.NORMAL}


# -- reports ---

numbers = st.integers(0, 0xFFFF)


@given(numbers, st.lists(st.one_of(st.none(), st.floats(0, 4)), min_size=1, max_size=300))
def test_a_report_is_read_as_it_was_written(first, times):
    times[-1] = times[-1] or 1.0
    arrivals = [
        Arrival((first + n) & 0xFFFF, None if at is None else 100 + at)
        for n, at in enumerate(times)
    ]
    report = write(1, 2, 7, arrivals)
    assert len(report) % 4 == 0
    found = read(report)
    assert found.count == 7
    assert [each.number for each in found.arrivals] == [each.number for each in arrivals]
    for ours, theirs in zip(arrivals, found.arrivals, strict=True):
        assert (ours.at is None) == (theirs.at is None)
        if ours.at is not None:
            assert theirs.at == pytest.approx(ours.at, abs=0.0002)


@given(st.binary(max_size=80))
def test_whatever_is_sent_as_a_report_is_read_or_refused(noise):
    for data in (noise, bytes.fromhex("8fcd0004") + noise):
        try:
            assert len(read(data).arrivals) <= 2000
        except BadFeedback:
            continue


def test_a_report_is_taken_out_of_a_compound_and_the_rest_is_as_it_was():
    report = write(1, 2, 0, [Arrival(5, 1.0)])
    other = bytes.fromhex("81c9000700000001") + bytes(24)
    assert split(other + report) == ([report], other)
    assert split(report + other) == ([report], other)
    assert split(other + report[:7]) == ([], other + report[:7])


@given(st.binary(max_size=60))
def test_any_compound_is_split(noise):
    reports, rest = split(noise)
    assert sum(map(len, reports)) + len(rest) == len(noise)


def test_each_packet_is_told_once_and_missing_ones_between_them():
    arrivals = Arrivals()
    for n in (65534, 65535, 1):
        arrivals.note(n, 1.0)
    assert [(a.number, a.at) for a in arrivals.told()] == [
        (65534, 1.0),
        (65535, 1.0),
        (0, None),
        (1, 1.0),
    ]
    assert arrivals.told() == []
    arrivals.note(0, 2.0)
    assert arrivals.told() == []
    arrivals.note(2, 2.0)
    assert [a.number for a in arrivals.told()] == [2]


def test_another_count_is_no_gap_of_thousands():
    arrivals = Arrivals()
    arrivals.note(10, 1.0)
    arrivals.note(30000, 2.0)
    assert [a.number for a in arrivals.told()] == [30000]


# -- numbers ---


def packet(extension: bytes, profile: str = "bede") -> bytes:
    padded = extension + bytes(-len(extension) % 4)
    head = bytes.fromhex("906000010000000100000007") + bytes.fromhex(profile)
    return head + (len(padded) // 4).to_bytes(2, "big") + padded + b"payload"


@pytest.mark.parametrize(
    ("extension", "profile"),
    [
        (b"\x51\x00\x00", "bede"),
        (b"\x10\x61\x00\x51\x00\x00", "bede"),
        (b"\x01\x01a\x05\x02\x00\x00", "1000"),
    ],
)
def test_the_number_is_written_where_its_extension_stands(extension, profile):
    before = packet(extension, profile)
    after = stamped(before, 5, 0xABCD)
    assert len(after) == len(before)
    assert after.count(b"\xab\xcd") == 1
    assert after.endswith(b"payload")
    assert stamped(before, 9, 0xABCD) == before


@given(st.binary(max_size=60))
def test_any_packet_can_be_looked_through(noise):
    assert len(stamped(b"\x90" + noise, 5, 1)) == len(noise) + 1


def test_the_least_leaves_the_voice():
    assert Estimate(1.0, 0.0).rate == LEAST


def test_a_line_that_gives_all_in_heaps_is_not_asked_every_second():
    prober = Prober(0.0, 1.7e6)
    for ms in range(60_000):
        now = ms / 1000
        if (burst := prober.wanted(150e3, True, now)) is not None:
            for number in range(20):
                prober.sent(burst.number, number, 500, now + number * 0.004)
            for number in range(20):
                prober.told(number, now + 0.2)
            prober.answer(now)
    assert 3 < prober.count < 12
