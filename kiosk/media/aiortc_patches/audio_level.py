"""The level of each block of sound (RFC 6465), in numpy.

aiortc 1.16 computes it in a loop of Python on the event loop: 75 us a block of 20 ms, against 8.
Not reported upstream yet.
"""

import math

import numpy as np
from aiortc import rtp
from av import AudioFrame

MIN_DBOV, MAX_DBOV = -127, 0
FULL_SCALE = 32767

original = rtp.compute_audio_level_dbov


def compute_audio_level_dbov(frame: AudioFrame) -> int:
    """RFC 6465, appendix A, for a frame of 16 bits."""
    samples = np.frombuffer(bytes(frame.planes[0]), np.int16).astype(np.float64)
    mean_square = float(samples @ samples) / frame.samples / FULL_SCALE**2
    if mean_square <= 0:
        return MIN_DBOV
    return round(min(max(10 * math.log10(mean_square), MIN_DBOV), MAX_DBOV))


def apply() -> None:
    rtp.compute_audio_level_dbov = compute_audio_level_dbov
