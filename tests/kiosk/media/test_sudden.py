"""A fall of the line is seen within its first packets, and nothing else is taken for one."""

import random
from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.media.congestion.sudden import MOST, Fall, Sudden
from tests.kiosk.media.congestion_play import Play
from tests.kiosk.media.line import Bursts, Line

REPORT_S = 0.1


def sent(seconds: float) -> Iterator[tuple[float, int]]:
    """Some 700 kbit/s: three packets of a picture spread over its time, and a voice."""
    for n in range(round(seconds / 0.02)):
        yield n * 0.02, 140
        yield n * 0.02 + 0.004, 1150
        if n % 2:
            yield n * 0.02 + 0.011, 1150


def falls(line: Line, seconds: float, course: dict[float, float]) -> list[tuple[float, Fall]]:
    """Over a line whose rate changes at those times: what each report says, and when."""
    sudden, found, next_report, flying = Sudden(), list[tuple[float, Fall]](), REPORT_S, []
    for at, size in sent(seconds):
        for when in [when for when in course if when <= at]:
            line.rate = course.pop(when)
        if (arrives := line.send(size, at)) is not None:
            flying.append((arrives, at, size))
        if at >= next_report:
            next_report += REPORT_S
            come, flying = (
                [each for each in flying if each[0] <= at],
                [each for each in flying if each[0] > at],
            )
            for arrived, left, bytes_ in come:
                sudden.arrived(left, arrived, bytes_)
            acked = 8 * sum(each[2] for each in come) / REPORT_S
            if (fall := sudden.reported(line.delay + 0.002, acked, True, at)) is not None:
                found.append((at, fall))
    return found


@pytest.mark.parametrize("kbps", [128, 200, 300, 400])
def test_a_fall_is_seen_within_a_third_of_a_second_with_what_is_left(kbps):
    [(at, fall), *_] = falls(Line(900e3), 8, {5.03: 1e3 * kbps})
    assert 5.03 < at < 5.36
    assert fall.carried == pytest.approx(1e3 * kbps, rel=0.15)
    assert fall.queue_s > 0.08


@pytest.mark.parametrize(
    "line",
    [
        Line(900e3),
        Line(900e3, jitter=0.03),
        Line(900e3, jitter=0.12),
        Line(900e3, loss=0.05),
        Line(900e3, bursts=Bursts(0.012, 0.25)),
    ],
)
def test_no_fall_is_seen_where_there_is_none(line):
    assert falls(line, 60, {}) == []


def test_a_line_that_is_a_little_slower_did_not_fall():
    assert falls(Line(900e3), 10, {5.0: 700e3}) == []


@pytest.mark.parametrize("phase", range(6))
@pytest.mark.parametrize("seconds", [0.08, 0.09, 0.1, 0.11, 0.115, 0.13, 0.2, 0.5])
def test_a_machine_that_does_nothing_for_a_moment_is_no_fall(seconds, phase):
    """All that waited is there at once, the newest as quickly as ever."""
    sudden, chance = Sudden(), random.Random(3)
    found, stopped = [], 3.0
    for n, (at, size) in enumerate(sent(6)):
        came = at + 0.025 + 0.003 * chance.random()
        if stopped <= came < stopped + seconds:
            came = stopped + seconds + 0.0001 * (n % 40)
        sudden.arrived(at, came, size)
        if n % 12 == 2 * phase:
            found.append(sudden.reported(0.025, 700e3, True, at))
    assert not any(found)


@pytest.mark.parametrize("seconds", [0.08, 0.1, 0.3, 1.0, -0.1])
def test_a_clock_that_is_set_is_no_fall(seconds):
    sudden, found = Sudden(), []
    for n, (at, size) in enumerate(sent(6)):
        sudden.arrived(at, at + 0.025 + (seconds if at > 3 else 0.0), size)
        if n % 12 == 0:
            found.append(sudden.reported(0.025, 700e3, True, at))
    assert not any(found)


def test_a_fall_is_not_measured_over_a_report_that_was_lost():
    sudden = Sudden()
    for n in range(3):
        sudden.arrived(0.02 * n, 0.025 + 0.045 * n, 1150)
    sudden.broken()
    for n in range(3, 6):
        sudden.arrived(0.02 * n, 0.025 + 0.045 * n, 1150)
    assert sudden.reported(0.025, 700e3, True, 1.0) is None


def test_little_is_kept_of_thousands_of_packets_of_one_moment():
    sudden = Sudden()
    for n in range(10_000):
        sudden.arrived(n * 0.00001, 5 + n * 0.00001, 1200)
    assert len(sudden._row) == MOST


def test_a_fall_that_may_not_be_is_still_told_afterwards():
    sudden = Sudden()
    for n in range(6):
        sudden.arrived(0.02 * n, 0.025 + 0.045 * n, 1150)
    assert sudden.reported(0.025, 700e3, False, 0.3) is None
    for n in range(6, 10):
        sudden.arrived(0.02 * n, 0.025 + 0.045 * n, 1150)
    fall = sudden.reported(0.025, 700e3, True, 0.4)
    assert fall is not None
    assert sudden.most(0.5) == fall.carried


def test_a_fall_is_told_once():
    assert len(falls(Line(900e3), 5.8, {5.0: 200e3})) == 1


def test_a_voice_waits_a_third_less_when_the_line_falls_to_a_third():
    """0.69 s and 0.85 s, before falls were seen."""
    waits = []
    for seed in (1, 2, 3):
        line = Line(900e3, seed=seed, loss=0.005)
        play = Play(line, start=630e3, laddered=True).run(20 + 0.013 * seed)
        play.voice_waits.clear()
        line.rate = 300e3
        waits += play.run(10).voice_waits
        assert play.goodput(20) > 0.85 * 300e3
    assert np.percentile(waits, 95) < 0.4
    assert max(waits) < 0.6


def test_a_fall_to_a_thin_line_is_followed_as_far_as_it_goes():
    """A quarter of the best is kept beside a short queue, not before one that has just begun."""
    line = Line(900e3, loss=0.005)
    play = Play(line, start=630e3, laddered=True).run(20)
    line.rate = 128e3
    play.run(0.6)
    assert play.estimate.rate < 128e3
