"""libopus by its own C interface (opus.h): one voice, 48 kHz, frames of any legal length."""

import weakref
from ctypes import POINTER, byref, c_int, c_int16, c_int32, c_ubyte, c_void_p

import numpy as np

from devices.sound import RATE, Samples

from .bundled import library

VOIP = 2048
SET_BITRATE, SET_INBAND_FEC, SET_LOSS_PERCENT, SET_SIGNAL = 4002, 4012, 4014, 4024
SIGNAL_VOICE = 3001
MAX_PACKET = 1275
"RFC 6716, 3.4: the longest Opus frame."
MAX_SAMPLES = RATE * 120 // 1000

_INT16 = POINTER(c_int16)


class OpusError(Exception):
    """libopus refused; the code is one of opus_defines.h."""

    def __init__(self, code: int) -> None:
        super().__init__(f"opus error {code}")


def _checked(code: int) -> int:
    if code < 0:
        raise OpusError(code)
    return code


class Encoder:
    """Not for two threads at a time."""

    def __init__(self, bitrate: int) -> None:
        self._library, error = library("opus"), c_int()
        self._library.opus_encoder_create.restype = c_void_p
        state = self._library.opus_encoder_create(RATE, 1, VOIP, byref(error))
        _checked(error.value)
        self._state = c_void_p(state)
        weakref.finalize(self, self._library.opus_encoder_destroy, self._state)
        self._packet = (c_ubyte * MAX_PACKET)()
        self.set(SET_BITRATE, bitrate)
        self.set(SET_SIGNAL, SIGNAL_VOICE)

    def set(self, request: int, value: int) -> None:
        _checked(self._library.opus_encoder_ctl(self._state, c_int(request), c_int32(value)))

    def encode(self, samples: Samples) -> bytes:
        samples = np.ascontiguousarray(samples, np.int16)
        data = samples.ctypes.data_as(_INT16)
        size = self._library.opus_encode(
            self._state, data, c_int(len(samples)), self._packet, c_int32(MAX_PACKET)
        )
        return bytes(self._packet[: _checked(size)])


class Decoder:
    """Not for two threads at a time."""

    def __init__(self) -> None:
        self._library, error = library("opus"), c_int()
        self._library.opus_decoder_create.restype = c_void_p
        state = self._library.opus_decoder_create(RATE, 1, byref(error))
        _checked(error.value)
        self._state = c_void_p(state)
        weakref.finalize(self, self._library.opus_decoder_destroy, self._state)

    def decode(self, packet: bytes) -> Samples:
        return self._decode(packet, MAX_SAMPLES, fec=False)

    def recover(self, packet: bytes, samples: int) -> Samples:
        """The `samples` before `packet`, from what it repeats of them, else concealed."""
        return self._decode(packet, samples, fec=True)

    def conceal(self, samples: int) -> Samples:
        """`samples` in place of what never came."""
        return self._decode(None, samples, fec=False)

    def _decode(self, packet: bytes | None, samples: int, fec: bool) -> Samples:
        heard = np.empty(samples, np.int16)
        length = self._library.opus_decode(
            self._state,
            packet,
            c_int32(len(packet) if packet else 0),
            heard.ctypes.data_as(_INT16),
            c_int(samples),
            c_int(fec),
        )
        return heard[: _checked(length)]
