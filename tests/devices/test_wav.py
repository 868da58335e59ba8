"""Phrases from files of any rate."""

import wave
from pathlib import Path

import numpy as np
import pytest

from devices.sound.wav import read_wav, resample, write_wav


def tone(rate: int, seconds: float = 0.5, pitch: float = 440.0) -> np.ndarray:
    return (np.sin(2 * np.pi * pitch * np.arange(round(rate * seconds)) / rate) * 9000).astype("i2")


@pytest.mark.parametrize("rate", [8000, 22050, 44100, 96000])
def test_a_phrase_keeps_its_pitch_length_and_level(rate):
    heard, wanted = resample(tone(rate), rate), tone(48000)
    assert len(heard) == len(wanted)
    inner = slice(2400, -2400)
    assert np.abs(heard[inner].astype(int) - wanted[inner]).max() < 200


def test_what_is_written_is_read(tmp_path):
    write_wav(tmp_path / "a.wav", tone(48000))
    assert (read_wav(tmp_path / "a.wav") == tone(48000)).all()


def test_two_channels_become_one(tmp_path: Path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes(np.array([[100, 300]] * 10, "i2").tobytes())
    assert read_wav(tmp_path / "a.wav").tolist() == [200] * 10


def test_what_is_no_wav_is_refused(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"bonjour" * 20)
    with pytest.raises(wave.Error):
        read_wav(tmp_path / "a.wav")


def test_an_empty_phrase_is_empty(tmp_path):
    write_wav(tmp_path / "a.wav", np.zeros(0, np.int16))
    assert len(read_wav(tmp_path / "a.wav")) == 0
