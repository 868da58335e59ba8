"""Hands-free sound: the port, and how a setting names a driver.

One port for both ways, because echo cancelling needs to know what the loudspeaker says. Everything
is mono, 48 kHz, 16 bits, in blocks of 10 ms. `kiosk` speaks to
:class:`devices.sound.handsfree.HandsFree`, which cancels the echo, mixes and survives unplugging.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 48000
BLOCK = RATE // 100
"Samples in 10 ms."

Samples = NDArray[np.int16]
Capture = Callable[[Samples], None]
"Called in a thread of the driver's with each block heard."
Playback = Callable[[], Samples]
"Called in a thread of the driver's for each block to say; always a whole block, at once."
CallSource = Callable[[], Samples | None]
"Called as :data:`Playback` is, for the call's part of each block; None while nobody speaks."


class Side(StrEnum):
    """Also keys of `errors.NOUNS`."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"


class Sound(Protocol):
    """What every driver does. Each method may block and raises DeviceError when it cannot."""

    def probe(self) -> frozenset[Side]:
        """What is plugged in, without opening it."""

    def open_microphone(self, capture: Capture) -> None: ...

    def open_speaker(self, playback: Playback) -> None: ...

    def close(self, side: Side) -> None:
        """No stream of that side is left open. Closing twice does no harm."""

    def volume(self, side: Side) -> int | None:
        """In percent of what the device does by itself; None where there is none."""

    def set_volume(self, side: Side, percent: int) -> None:
        """Of the device, for whoever uses it."""


def sound(source: str) -> Sound:
    """For a setting: ``pulse`` (PipeWire or PulseAudio, its default devices) or ``simulated``."""
    if source == "simulated":
        from .simulated import SimulatedSound

        return SimulatedSound()
    if source != "pulse":
        raise ValueError(f"no sound driver is called {source}")
    from .portaudio import PortAudioSound

    return PortAudioSound()


def choose(microphone: str, speaker: str) -> None:
    """Names of PipeWire's devices; an empty one changes nothing.

    ALSA's pulse plug-in takes them from the environment, when a stream opens.
    """
    for variable, name in (("PULSE_SOURCE", microphone), ("PULSE_SINK", speaker)):
        if name:
            os.environ[variable] = name
