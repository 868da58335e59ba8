"""What the two people show and say: faces with a camera's noise, speech with a mark in it.

The mark is a short chord four times a second, in the place of what was said at that moment: at the
other end it proves that the sound is this person's, now, and not the machine's own voice.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from devices.sound.wav import read_wav, write_wav
from devices.virtual.camera import HEIGHT, figure_frames, write_video
from devices.virtual.figures import Figure
from devices.virtual.sound import RATE, sentence

Samples = NDArray[np.int16]

NOISE = 2.0
"Of the camera, in steps of luma: what a webcam of a lit room has."
MARK_HZ = (1230, 1870)
MARK_EVERY_S, MARK_S = 0.25, 0.05
WINDOW = RATE // 50
MARKED = 0.4
"The part of a mark in the energy of a block of 20 ms; speech has 0.13 at most, a mark 0.97."
AUDIBLE = 30.0
"Of 32768, RMS."


class Material(NamedTuple):
    """What one person gives their camera (Y4M) and their microphone (WAV)."""

    seen: Path
    said: Path


def face(path: Path, figure: Figure, seed: int) -> Path:
    """A person who speaks, as a webcam sees them; Y4M, 640x480, 25 pictures a second."""
    return write_video(path, _noisy(figure, seed))


def _noisy(figure: Figure, seed: int) -> Iterator[NDArray[np.uint8]]:
    chance = np.random.default_rng(seed)
    for picture in figure_frames(figure):
        noise = chance.normal(0, NOISE, (HEIGHT, picture.shape[1]))
        picture[:HEIGHT] = np.clip(picture[:HEIGHT] + noise, 16, 235).astype(np.uint8)
        yield picture


def voice(path: Path, text: str) -> Path:
    """Speech without a pause, marked; it can be played in a loop."""
    said = read_wav(sentence(text, path)).astype(np.float64)
    whole = np.roll(said, len(said) // 2) + said
    step = round(MARK_EVERY_S * RATE)
    whole = whole[: len(whole) // step * step] * (9000 / max(1.0, np.abs(whole).max()))
    mark = 6000 * chord(round(MARK_S * RATE))
    for start in range(0, len(whole), step):
        whole[start : start + len(mark)] = mark
    write_wav(path, whole.astype(np.int16))
    return path


def chord(count: int) -> NDArray[np.float64]:
    """The mark, -1 to 1."""
    at = np.arange(count) / RATE
    waves = sum(np.sin(2 * np.pi * hz * at) for hz in MARK_HZ)
    return np.asarray(waves / len(MARK_HZ) * np.hanning(count) ** 0.25)


def is_mark(block: Samples) -> bool:
    """Whether :data:`WINDOW` samples are all mark."""
    sound = block.astype(np.float64) * np.hanning(len(block))
    energy = float(sound @ sound)
    if energy < len(block) * AUDIBLE**2 * 0.375:  # what Hann's window leaves of it
        return False
    at = 2j * np.pi * np.arange(len(block)) / RATE
    found = sum(abs(np.sum(sound * np.exp(-at * hz))) ** 2 for hz in MARK_HZ)
    # Parseval: a pure tone under Hann's window has this much at its own frequency.
    return bool(found * 2 / (len(block) / 1.5) > MARKED * energy)
