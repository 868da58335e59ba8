"""What both kiosks and the console are given: faces under a bar, real voices without a mark."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from devices.frames import Pixels
from devices.sound.wav import write_wav
from devices.virtual.camera import HEIGHT, figure_frames, write_video
from devices.virtual.figures import Figure
from tests.bench.echo.rooms import pcm, voice
from tests.bench.line.material import NOISE, Material, face

from .bar import LOOP_S, burn

LEVEL = 2500.0
"RMS of 32768: somebody near a microphone."


def resident(folder: Path) -> Material:
    return Material(_film(folder / "resident.y4m"), _voice(folder / "resident.wav", "june"))


def counsellor(folder: Path) -> Material:
    return Material(
        face(folder / "counsellor.y4m", Figure.COUNSELLOR, 2),
        _voice(folder / "counsellor.wav", "carlo"),
    )


def given(folder: Path) -> tuple[Material, Material]:
    """Where :func:`resident` and :func:`counsellor` were left."""
    people = ("resident", "counsellor")
    resident, counsellor = (Material(folder / f"{p}.y4m", folder / f"{p}.wav") for p in people)
    return resident, counsellor


def _film(path: Path) -> Path:
    chance = np.random.default_rng(1)

    def pictures() -> Iterator[Pixels]:
        for count, picture in enumerate(figure_frames(Figure.RESIDENT, LOOP_S)):
            noise = chance.normal(0, NOISE, (HEIGHT, picture.shape[1]))
            picture[:HEIGHT] = np.clip(picture[:HEIGHT] + noise, 16, 235).astype(np.uint8)
            burn(picture, count)
            yield picture

    return write_video(path, pictures())


def _voice(path: Path, name: str) -> Path:
    said = voice(name)
    speaking = said[np.abs(said) > 0.01 * np.abs(said).max()]
    loud = said * (LEVEL / np.sqrt((speaking**2).mean()))
    write_wav(path, pcm(loud))
    return path
