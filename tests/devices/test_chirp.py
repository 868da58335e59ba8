"""A chirp in rooms of numbers: heard where it is, and not where it is not."""

import threading

import numpy as np
import pytest

from devices.errors import Missing, TimedOut
from devices.sound import BLOCK, RATE, Side, chirp
from devices.sound.simulated import SimulatedSound


def room(delay_ms: float, gain_db: float, noise: float, seed: int = 1) -> np.ndarray:
    """What a microphone hears from the chirp's first block on."""
    generator = np.random.default_rng(seed)
    heard = generator.normal(0, noise, int(1.5 * RATE))
    said, at = chirp.shape() * 10 ** (gain_db / 20), round(delay_ms * RATE / 1000)
    heard[at : at + len(said)] += said
    echo = generator.normal(0, 1, RATE // 5) * np.exp(-np.arange(RATE // 5) / (RATE / 25))
    tail = np.convolve(said, echo / np.abs(echo).sum())[: len(heard) - at]
    heard[at : at + len(tail)] += tail
    return np.clip(heard, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("gain_db", [-6, -30, -45])
@pytest.mark.parametrize("delay_ms", [20, 137.5, 600])
def test_its_delay_and_its_level_are_told_in_noise(gain_db, delay_ms):
    found = chirp.find(room(delay_ms, gain_db, noise=30))
    assert found is not None
    assert abs(found.delay_ms - delay_ms) < 0.1
    assert abs(found.level_db - gain_db) < 2
    assert not found.clipped


@pytest.mark.parametrize("seed", range(20))
def test_noise_alone_is_never_taken_for_it(seed):
    assert chirp.find(np.random.default_rng(seed).normal(0, 2000, 72000).astype(np.int16)) is None


def test_neither_is_silence_nor_a_hum_nor_too_little():
    assert chirp.find(np.zeros(72000, np.int16)) is None
    assert chirp.find((np.sin(np.arange(72000) / 20) * 9000).astype(np.int16)) is None
    assert chirp.find(np.zeros(100, np.int16)) is None


def test_a_microphone_that_is_too_loud_is_told():
    found = chirp.find(room(80, 20, noise=30))
    assert found is not None
    assert found.clipped


class Air(SimulatedSound):
    """Its microphone hears its loudspeaker 120 ms later, at a tenth."""

    def __init__(self, deaf: bool = False) -> None:
        super().__init__()
        self._ends = threading.Event()
        self._turning = threading.Thread(target=self._turn, daemon=True)
        self._deaf = deaf

    def open_speaker(self, playback):
        super().open_speaker(playback)
        if not self._turning.is_alive():
            self._turning.start()

    def close(self, side):
        self._ends.set()
        super().close(side)

    def _turn(self) -> None:
        while not self._ends.is_set():
            late = self.said[-12] if len(self.said) >= 12 else np.zeros(BLOCK, np.int16)
            self.tick(np.zeros(BLOCK, np.int16) if self._deaf else (late // 10).astype(np.int16))
            self._ends.wait(0.0005)


def test_a_kiosk_hears_itself_and_closes_both_sides():
    air = Air()
    found = chirp.through(air)
    assert found is not None
    assert abs(found.delay_ms - 120) <= 10
    assert abs(found.level_db + 20) < 1
    assert air.opened == frozenset()


def test_a_room_that_hears_nothing_is_told_and_so_is_a_card_without_sound(monkeypatch):
    assert chirp.through(Air(deaf=True)) is None
    monkeypatch.setattr(chirp, "ENDS_S", 0.05)
    dead = SimulatedSound()
    with pytest.raises(TimedOut):
        chirp.through(dead)
    dead.plugged.discard(Side.SPEAKER)
    with pytest.raises(Missing):
        chirp.through(dead)
    assert dead.opened == frozenset()
