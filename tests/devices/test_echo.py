"""Echo cancelling on paper: a room of numbers."""

import numpy as np

from devices.sound import BLOCK
from devices.sound.echo import EchoCanceller


def bursts(seed: int, seconds: int) -> np.ndarray:
    """Noise that comes and goes as syllables do."""
    generator = np.random.default_rng(seed)
    noise = generator.normal(0, 3000, seconds * 48000)
    syllables = (generator.random(seconds * 5) > 0.35).repeat(48000 // 5)
    return (noise * syllables).astype(np.int16)


def decibels(samples: np.ndarray) -> float:
    return 10 * np.log10((samples.astype(float) ** 2).mean() + 1e-9)


def run(far: np.ndarray, microphone: np.ndarray) -> np.ndarray:
    echo = EchoCanceller()
    cleaned = []
    for start in range(0, len(far) - BLOCK + 1, BLOCK):
        echo.said(far[start : start + BLOCK])
        cleaned.append(echo.clean(microphone[start : start + BLOCK]))
    return np.concatenate(cleaned)


def test_the_loudspeaker_is_taken_out_of_the_microphone():
    far = bursts(1, 6)
    echo = (np.roll(far, 48 * 80) * 0.3).astype(np.int16)
    tail = slice(4 * 48000, None)
    assert decibels(echo[tail]) - decibels(run(far, echo)[tail]) > 20


def test_a_voice_in_the_room_stays():
    silence = np.zeros(6 * 48000, np.int16)
    near = bursts(2, 6)
    tail = slice(2 * 48000, None)
    assert abs(decibels(near[tail]) - decibels(run(silence, near)[tail])) < 6
