"""A line for who hears badly: louder without being clipped, a human voice a little slower."""

from fractions import Fraction

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

RATE = 48_000
DRIVE = 2.8
"Soft parts are raised by nine decibels, loud ones bend under the ceiling."
CEILING = 0.97
LEVEL = 0.11
"Of words, on average: that of the synthetic voice."
WORDS_PER_MINUTE = 130
"With a margin under the 140 that are promised."
EASE = 0.84
"Of a recording's own pace; its pitch stays."


def louder(samples: Samples) -> Samples:
    whole = samples.astype(np.float32) / 32768
    bent = np.tanh(whole * DRIVE) / np.tanh(DRIVE) * CEILING
    raised: Samples = (bent * 32767).astype(np.int16)
    return raised


def levelled(samples: Samples) -> Samples:
    """As loud as every other line: its words are measured, not its pauses."""
    whole = samples.astype(np.float32) / 32768
    loudest = float(np.abs(whole).max(initial=0))
    words = whole[np.abs(whole) > loudest / 40]
    if not loudest or not len(words):
        return samples
    gain = min(LEVEL / float(np.sqrt(np.mean(words**2))), CEILING / loudest)
    even: Samples = (whole * gain * 32767).astype(np.int16)
    return even


def slower(samples: Samples, pace: float) -> Samples:
    """Mono, at :data:`RATE`; `pace` is between 0.5 and 1."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=RATE, format="s16", layout="mono", time_base=Fraction(1, RATE)
    )
    tempo, sink = graph.add("atempo", f"{pace:.3f}"), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
    source.push(frame)
    source.push(None)
    pieces = []
    while True:
        try:
            piece = sink.pull()
        except (av.EOFError, av.BlockingIOError):
            break
        assert isinstance(piece, av.AudioFrame)
        pieces.append(piece.to_ndarray().reshape(-1))
    whole: Samples = np.concatenate(pieces).astype(np.int16) if pieces else samples
    return whole


def followed(samples: Samples, text: str) -> Samples:
    """No faster than everybody can follow."""
    minutes = len(samples) / RATE / 60
    pace = WORDS_PER_MINUTE * minutes / max(1, len(text.split()))
    return slower(samples, max(0.5, pace)) if minutes and pace < 1 else samples


def eased(samples: Samples) -> Samples:
    """A recording, as this resident hears it."""
    return louder(slower(samples, EASE)) if len(samples) else samples
