"""What is compared: one shape for every library, 10 ms at a time, 48 kHz, mono."""

import ctypes
from collections.abc import Callable
from typing import Protocol

import numpy as np

from devices.sound import BLOCK, RATE, Samples

DELAY_MS = 60


class Canceller(Protocol):
    def block(self, far: Samples, heard: Samples) -> Samples: ...


class Product:
    """The product's own, as it is."""

    def __init__(self) -> None:
        from devices.sound.echo import EchoCanceller

        self._echo = EchoCanceller()

    def block(self, far: Samples, heard: Samples) -> Samples:
        self._echo.said(far)
        return self._echo.clean(heard)


class AecAudioProcessing:
    def __init__(self, noise: int | None = 1, gain: bool = False, delay_ms: int = DELAY_MS) -> None:
        from aec_audio_processing import AudioProcessor

        self._processor = AudioProcessor(
            enable_aec=True,
            enable_ns=noise is not None,
            ns_level=noise or 0,
            enable_agc=gain,
            enable_vad=False,
        )
        self._processor.set_stream_format(RATE, 1)
        self._processor.set_reverse_stream_format(RATE, 1)
        self._processor.set_stream_delay(delay_ms)

    def block(self, far: Samples, heard: Samples) -> Samples:
        self._processor.process_reverse_stream(far.tobytes())
        return np.frombuffer(self._processor.process_stream(heard.tobytes()), np.int16)


class PyWebrtcAudio:
    def __init__(self, noise: int | None = 1, gain: bool = False, delay_ms: int = DELAY_MS) -> None:
        from pywebrtc_audio import AudioProcessor

        self._processor = AudioProcessor(
            sample_rate=RATE,
            echo_cancellation=True,
            noise_suppression=noise is not None,
            ns_level=noise or 0,
            high_pass_filter=True,
            auto_gain_control=gain,
            stream_delay_ms=delay_ms,
        )

    def block(self, far: Samples, heard: Samples) -> Samples:
        return self._processor.process(heard, far)


class Livekit:
    def __init__(self, noise: bool = True, gain: bool = False, delay_ms: int = DELAY_MS) -> None:
        from livekit import rtc

        self._frame = rtc.AudioFrame
        self._module = rtc.AudioProcessingModule(
            echo_cancellation=True,
            noise_suppression=noise,
            high_pass_filter=True,
            auto_gain_control=gain,
        )
        self._delay_ms = delay_ms

    def block(self, far: Samples, heard: Samples) -> Samples:
        self._module.process_reverse_stream(self._frame(bytearray(far.tobytes()), RATE, 1, BLOCK))
        self._module.set_stream_delay_ms(self._delay_ms)
        frame = self._frame(bytearray(heard.tobytes()), RATE, 1, BLOCK)
        self._module.process_stream(frame)
        return np.frombuffer(bytes(frame.data), np.int16)


class Speex:
    """The older, linear way, and its residual suppressor; Debian's `libspeexdsp1`."""

    TAIL_MS = 300
    SET_SAMPLING_RATE, SET_DENOISE, SET_ECHO_STATE = 24, 0, 24

    def __init__(self) -> None:
        library = ctypes.CDLL("libspeexdsp.so.1")
        library.speex_echo_state_init.restype = ctypes.c_void_p
        library.speex_preprocess_state_init.restype = ctypes.c_void_p
        self._library = library
        self._echo = ctypes.c_void_p(
            library.speex_echo_state_init(BLOCK, self.TAIL_MS * RATE // 1000)
        )
        rate = ctypes.c_int(RATE)
        library.speex_echo_ctl(self._echo, self.SET_SAMPLING_RATE, ctypes.byref(rate))
        self._after = ctypes.c_void_p(library.speex_preprocess_state_init(BLOCK, RATE))
        library.speex_preprocess_ctl(self._after, self.SET_ECHO_STATE, self._echo)

    def block(self, far: Samples, heard: Samples) -> Samples:
        out = np.zeros(BLOCK, np.int16)
        heard, far = np.ascontiguousarray(heard), np.ascontiguousarray(far)
        pointers = [ctypes.c_void_p(a.ctypes.data) for a in (heard, far, out)]
        self._library.speex_echo_cancellation(self._echo, *pointers)
        self._library.speex_preprocess_run(self._after, pointers[2])
        return out


LIBRARIES: dict[str, Callable[[], Canceller]] = {
    "pywebrtc-audio": PyWebrtcAudio,
    "livekit": Livekit,
    "aec-audio-processing": AecAudioProcessing,
    "speexdsp": Speex,
}
"Each as it comes: echo, moderate noise suppression, no gain."
