"""The recognisers say yes to what was sent and no to the rest, after what a call does to it."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from devices.virtual.camera import figure_frames, i420, pattern, read_count
from devices.virtual.figures import Figure, draw
from devices.virtual.recognise import picture_score, rgb, speech_score


def battered(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Scaled, blurred, noisy, darker."""
    image = Image.fromarray(picture).resize(size).filter(ImageFilter.GaussianBlur(2))
    noise = np.random.default_rng(0).normal(0, 12, (size[1], size[0], 3))
    return np.clip(np.asarray(image) * 0.8 + noise, 0, 255).astype(np.uint8)


def voice(seed: int) -> np.ndarray:
    """Three seconds of syllables of changing length, pitch and colour."""
    generator = np.random.default_rng(seed)
    out = []
    while sum(map(len, out)) < 3 * 48000:
        t = np.arange(generator.integers(4000, 14000)) / 48000
        pitch, formant = generator.uniform(90, 220), generator.uniform(300, 3000)
        tones = sum(
            np.sin(2 * np.pi * pitch * n * t) / (1 + abs(pitch * n - formant) / 300)
            for n in range(1, 20)
        )
        out.append(tones * np.hanning(len(t)) * generator.uniform(0.1, 1))
    return (np.concatenate(out)[: 3 * 48000] * 3000).astype(np.int16)


@pytest.mark.parametrize("size", [(640, 480), (320, 180), (1280, 800)])
def test_a_pattern_is_recognised_and_another_is_not(size):
    received = battered(rgb(pattern(1, 3)), size)
    assert picture_score(rgb(pattern(1, 40)), received) > 0.8
    assert picture_score(rgb(pattern(2, 40)), received) < 0.4


def test_a_figure_in_movement_is_recognised_and_another_is_not():
    received = battered(np.asarray(draw(Figure.COUNSELLOR, 0.31, 640, 480)), (480, 360))
    scores = {
        figure: picture_score([rgb(frame) for frame in figure_frames(figure, 0.4)], received)
        for figure in Figure
    }
    assert scores[Figure.COUNSELLOR] > 0.85
    assert scores[Figure.RESIDENT] < 0.5


def test_a_dead_picture_is_nobody():
    assert picture_score(rgb(pattern(1, 0)), np.full((480, 640, 3), 90, np.uint8)) < 0.1


@pytest.mark.parametrize("count", [0, 1, 0xABCDEF, 0xFFFFFF])
def test_the_bar_of_a_pattern_can_be_read_also_when_smaller(count):
    picture = pattern(4, count)
    assert read_count(picture) == count
    half = i420(Image.fromarray(rgb(picture)).resize((320, 240)))
    assert read_count(half) == count


def test_no_count_is_read_where_there_is_none():
    assert read_count(i420(draw(Figure.RESIDENT, 0.0, 640, 480))) is None


def test_speech_is_recognised_late_faint_and_in_noise_and_another_is_not():
    noise = np.random.default_rng(1).normal(0, 60, 48000 * 6)
    received = noise.copy()
    received[70001 : 70001 + 3 * 48000] += voice(1) * 0.25
    received = received.astype(np.int16)
    assert speech_score(voice(1), received, 48000) > 0.6
    assert speech_score(voice(2), received, 48000) < 0.45


def test_silence_and_scraps_are_no_speech():
    assert speech_score(voice(1), np.zeros(48000 * 5, np.int16), 48000) == 0
    assert speech_score(voice(1), np.zeros(10, np.int16), 48000) == 0
    assert speech_score(voice(1), np.zeros(0, np.int16), 48000) == 0
