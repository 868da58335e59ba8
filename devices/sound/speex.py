"""Speex's echo canceller and preprocessor (Xiph, BSD licence); the only file that knows them.

Debian's `libspeexdsp1`, which ALSA's plug-ins need as well. The linear filter is a multidelay block
filter (Soo and Pang 1990) with a variable step size that survives double talk (Valin 2007); the
preprocessor takes noise and what echo is left out of the spectrum (Ephraim and Malah 1984).
"""

import ctypes
from functools import cache
from typing import Any

import numpy as np

from . import BLOCK, RATE, Samples

# speex_echo.h, speex_preprocess.h
_ECHO_SET_SAMPLING_RATE = 24
_SET_DENOISE, _SET_NOISE_SUPPRESS, _SET_ECHO_SUPPRESS, _SET_ECHO_SUPPRESS_ACTIVE = 0, 18, 20, 22
_SET_ECHO_STATE, _GET_PROB = 24, 45


class Speex:
    """One room: :meth:`clean` it block by block, in one thread."""

    def __init__(self, tail_ms: int, noise_db: int, echo_db: int, echo_double_db: int) -> None:
        """The echo's length; at most how much noise and echo are turned down, in decibels.

        `echo_double_db` is for while somebody speaks in the room.
        """
        library = self._library = _library()
        self._tail, self._noise_db = tail_ms * RATE // 1000, noise_db
        self._silent, self._longest = 0, self._tail // BLOCK + 2
        "Blocks since something was said, and until its echo is over."
        self._after = library.speex_preprocess_state_init(BLOCK, RATE)
        self._echo = self._new_room()
        for what, value in (
            (_SET_DENOISE, 1),
            (_SET_NOISE_SUPPRESS, noise_db),
            (_SET_ECHO_SUPPRESS, echo_db),
            (_SET_ECHO_SUPPRESS_ACTIVE, echo_double_db),
        ):
            self._tell(library.speex_preprocess_ctl, self._after, what, value)

    def __del__(self) -> None:
        self._library.speex_preprocess_state_destroy(self._after)
        self._library.speex_echo_state_destroy(self._echo)

    def clean(self, said: Samples, heard: Samples) -> Samples:
        """`heard` without the echo of `said` and those before, without noise, one block late."""
        said, heard = np.ascontiguousarray(said), np.ascontiguousarray(heard)
        self._listen_for_echo(bool(said.any()))
        cleaned = np.empty(BLOCK, np.int16)
        self._library.speex_echo_cancellation(
            self._echo, heard.ctypes.data, said.ctypes.data, cleaned.ctypes.data
        )
        self._library.speex_preprocess_run(self._after, cleaned.ctypes.data)
        return cleaned

    def turn_noise_down(self, noise_db: int) -> None:
        """From the next block on; 0 leaves it as it is."""
        if noise_db != self._noise_db:
            self._noise_db = noise_db
            ctl = self._library.speex_preprocess_ctl
            self._tell(ctl, self._after, _SET_NOISE_SUPPRESS, noise_db)

    def forget(self) -> None:
        """The room is another one now.

        `speex_echo_state_reset` is not enough: it leaves half of the last echo where the
        preprocessor reads it, as one that never ends, until the filter has learnt a new room.
        """
        before, self._echo = self._echo, self._new_room()
        self._library.speex_echo_state_destroy(before)

    @property
    def near(self) -> int:
        """How sure it is that the last block holds a voice of the room, in percent."""
        value = ctypes.c_int()
        self._library.speex_preprocess_ctl(self._after, _GET_PROB, ctypes.byref(value))
        return value.value

    def _new_room(self) -> int:
        """A filter that has learnt nothing, which the preprocessor asks from now on."""
        echo: int = self._library.speex_echo_state_init(BLOCK, self._tail)
        self._tell(self._library.speex_echo_ctl, echo, _ECHO_SET_SAMPLING_RATE, RATE)
        self._library.speex_preprocess_ctl(self._after, _SET_ECHO_STATE, echo)
        self._listens = True
        return echo

    def _listen_for_echo(self, said: bool) -> None:
        """The preprocessor asks for what echo is left while there may be one.

        A filter that loses its way resets itself, with the fault that :meth:`forget` tells of: a
        voice of the room was 7 to 20 dB too quiet until the loudspeaker had said enough.
        """
        self._silent = 0 if said else self._silent + 1
        listens = self._silent <= self._longest
        if listens is not self._listens:
            self._listens = listens
            echo = self._echo if listens else None
            self._library.speex_preprocess_ctl(self._after, _SET_ECHO_STATE, echo)

    @staticmethod
    def _tell(control: Any, state: int, what: int, value: int) -> None:
        control(state, what, ctypes.byref(ctypes.c_int(value)))


@cache
def _library() -> Any:
    library = ctypes.CDLL("libspeexdsp.so.1")
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for name, result, *arguments in (
        ("echo_state_init", pointer, number, number),
        ("echo_state_destroy", None, pointer),
        ("echo_cancellation", None, pointer, pointer, pointer, pointer),
        ("echo_ctl", number, pointer, number, pointer),
        ("preprocess_state_init", pointer, number, number),
        ("preprocess_state_destroy", None, pointer),
        ("preprocess_run", number, pointer, pointer),
        ("preprocess_ctl", number, pointer, number, pointer),
    ):
        function = getattr(library, f"speex_{name}")
        function.restype, function.argtypes = result, arguments
    return library
