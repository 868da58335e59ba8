"""What the bench of a call makes of its logs; see tests/bench/line."""

import numpy as np
import pytest

from devices.virtual.sound import RATE
from tests.bench.line import figures
from tests.bench.line.figures import Sample
from tests.bench.line.lines import LINES
from tests.bench.line.loudspeaker import Loudspeaker
from tests.bench.line.material import WINDOW, chord, is_mark

LOG = """\
U 10.000000 D 1000 rtp96 20.00 0.10
U 10.100000 D 500 rtp111 40.00 0.20
U 10.200000 L 1000 rtp96 60.00 0.00
U 10.300000 Q 1000 rtp96 800.00 0.00
D 10.400000 D 100 rtcp 1.00 4.00
U 99.000000 D 1000 rtp96 999.00 9.00
"""


def sample(at: float, number: int = 0, heard: bool = True, **counts: dict[str, float]) -> Sample:
    connection = {"number": number, "heard": heard, **counts}
    return Sample(at, "talking", "flowing", [connection])


def sound(received: float, concealed: float = 0) -> dict[str, dict[str, float]]:
    """In seconds."""
    return {
        "in_audio": {
            "totalSamplesReceived": received * RATE,
            "concealedSamples": concealed * RATE,
        }
    }


def pictures(decoded: int) -> dict[str, dict[str, float]]:
    return {"in_video": {"framesDecoded": decoded}}


# -- the line --


def test_the_queue_counts_what_was_carried_in_the_time_asked_for() -> None:
    found = figures.line_figures(figures.packets(LOG.splitlines()), 10, 11)
    assert found["up"]["queue_p50_ms"] == 40
    assert found["up"]["queue_max_ms"] == 60
    assert found["down"]["queue_max_ms"] == 1


def test_what_the_line_lost_and_what_found_no_room_are_told_apart() -> None:
    up = figures.line_figures(figures.packets(LOG.splitlines()), 10, 11)["up"]
    assert (up["packets"], up["lost_pct"], up["overflow_pct"]) == (4, 25, 25)
    assert up["kbps_by_kind"] == {"rtp96": 16, "rtp111": 4}


def test_the_emulator_says_how_late_it_was() -> None:
    found = figures.line_figures(figures.packets(LOG.splitlines()), 10, 11)
    assert found["emulator_late_p999_ms"] == pytest.approx(4, abs=0.1)


def test_an_empty_log_has_no_percentiles() -> None:
    assert figures.line_figures([], 0, 1)["up"]["queue_p95_ms"] is None


# -- the console --


def test_concealed_sound_is_counted_from_the_first_sample_on() -> None:
    samples = [sample(0, **sound(5, concealed=1)), sample(10, **sound(15, concealed=1.3))]
    assert figures.call_figures(samples)["audio_concealed_pct"] == 3


def test_a_second_connection_adds_to_the_first() -> None:
    samples = [
        sample(0, 0, **sound(5)),
        sample(5, 0, **sound(10)),
        sample(6, 1, **sound(1)),
        sample(10, 1, **sound(5, concealed=1)),
    ]
    found = figures.call_figures(samples)
    assert (found["audio_concealed_pct"], found["connections"]) == (10, 2)


def test_a_picture_that_never_moves_again_is_a_freeze() -> None:
    samples = [sample(at, **pictures(min(25 * at, 50))) for at in range(11)]
    assert figures.call_figures(samples)["freezes_s"] == 8


def test_a_picture_that_moves_is_none() -> None:
    assert figures.still([sample(at, **pictures(25 * at)) for at in range(11)]) == 0


def test_sound_made_up_for_what_is_missing_is_no_return() -> None:
    samples = [sample(0, **sound(5)), sample(1, **sound(6, concealed=1))]
    assert figures.sound_again(samples, 0.5) is None


def test_sound_is_back_when_it_was_received_and_is_played() -> None:
    samples = [
        sample(0, **sound(5)),
        sample(1, **sound(6, concealed=1)),
        sample(2, 1, heard=False, **sound(1)),
        sample(3, 1, heard=True, **sound(2)),
        sample(4, 1, heard=True, **sound(3)),
    ]
    assert figures.sound_again(samples, 0.5) == 3


# -- the marks in what is said --


def loudspeaker(samples: np.ndarray) -> Loudspeaker:
    ear = Loudspeaker()
    for start in range(0, len(samples) - WINDOW + 1, WINDOW):
        ear.hear(samples[start : start + WINDOW], (start + WINDOW) / RATE)
    return ear


def test_a_mark_is_heard_once_however_it_falls_into_blocks() -> None:
    for shift in range(0, WINDOW, 100):
        said = np.zeros(RATE // 2, np.int16)
        said[shift : shift + RATE // 20] = 3000 * chord(RATE // 20)
        assert len(loudspeaker(said).marks) == 1, shift


def test_other_sounds_are_no_marks() -> None:
    noise = np.random.default_rng(1).normal(0, 3000, RATE).astype(np.int16)
    tone = (3000 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)).astype(np.int16)
    assert loudspeaker(noise).marks == loudspeaker(tone).marks == []
    assert not is_mark(np.zeros(WINDOW, np.int16))


# -- the orders --


def test_a_line_is_said_to_the_emulator_both_ways() -> None:
    orders = list(LINES["B"].orders())
    assert "up rate 450000" in orders
    assert "down rate 2000000" in orders
    assert {"up loss 0.02", "down delay 0.03", "up buffer 45000"} <= set(orders)
