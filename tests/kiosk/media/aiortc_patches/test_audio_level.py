"""The level of sound is aiortc's own figure, found faster."""

import inspect

import numpy as np
import pytest
from aiortc import rtp
from av import AudioFrame

from kiosk.media.aiortc_patches import audio_level


def frame(samples: np.ndarray, layout: str = "mono") -> AudioFrame:
    return AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=layout)


@pytest.mark.parametrize("loudness", [0, 1, 3, 40, 900, 20000, 32767])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_it_is_the_level_that_aiortc_finds(loudness, layout):
    chance = np.random.default_rng(loudness)
    samples = chance.integers(-loudness, loudness, 960, np.int16, endpoint=True)
    sound = frame(samples, layout)
    assert audio_level.compute_audio_level_dbov(sound) == audio_level.original(sound)


def test_the_pinned_aiortc_still_counts_in_python():
    assert "iter_unpack" in inspect.getsource(audio_level.original)


def test_the_change_is_in_place():
    audio_level.apply()
    assert rtp.compute_audio_level_dbov is audio_level.compute_audio_level_dbov
