"""Echo cancelling by WebRTC's audio processing; the only file that knows the library."""

import numpy as np
from aec_audio_processing import AudioProcessor  # type: ignore[import-untyped]

from . import RATE, Samples


class EchoCanceller:
    """Takes the loudspeaker out of what the microphone hears, and steady noise with it.

    Make a new one for each call: it learns a room. Both methods may be called from two threads.
    """

    def __init__(self, delay_ms: int = 60) -> None:
        self._processor = AudioProcessor(
            enable_aec=True, enable_ns=True, ns_level=1, enable_agc=False, enable_vad=False
        )
        self._processor.set_stream_format(RATE, 1)
        self._processor.set_reverse_stream_format(RATE, 1)
        self._processor.set_stream_delay(delay_ms)

    def said(self, block: Samples) -> None:
        """A block that goes to the loudspeaker now."""
        self._processor.process_reverse_stream(block.tobytes())

    def clean(self, block: Samples) -> Samples:
        """A block heard, without the echo."""
        return np.frombuffer(self._processor.process_stream(block.tobytes()), np.int16)
