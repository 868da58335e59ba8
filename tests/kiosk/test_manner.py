"""A line for who hears badly: louder, slower, at the same pitch, never clipped."""

import numpy as np
import pytest

from kiosk.manner import EASE, RATE, eased, louder, slower


def sine(seconds: float = 2.0, hertz: float = 220.0, level: float = 6000) -> np.ndarray:
    return (np.sin(np.arange(int(RATE * seconds)) * 2 * np.pi * hertz / RATE) * level).astype("i2")


def loudness(samples: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def pitch(samples: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples.astype(float)))) * RATE / len(samples))


def test_a_soft_line_is_raised_and_a_loud_one_does_not_clip():
    assert loudness(louder(sine())) - loudness(sine()) > 6
    assert np.abs(louder(sine(level=32000)).astype(int)).max() < 32767


def test_a_slower_voice_keeps_its_pitch():
    eased_voice = slower(sine(), EASE)
    assert len(eased_voice) / len(sine()) == pytest.approx(1 / EASE, rel=0.04)
    assert pitch(eased_voice) == pytest.approx(220, abs=3)


def test_silence_stays_silence():
    assert not len(eased(np.zeros(0, np.int16)))
