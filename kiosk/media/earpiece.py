"""The other's voice on its way to the loudspeaker: packets come in the loop, blocks go out in the
sound card's thread, and :class:`~.playout.Playout` between them says when.

An earpiece that was put on is a source of the call's sound (:data:`devices.sound.CallSource`).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from aiortc.rtp import RtpPacket

from devices.sound import Samples
from devices.sound.handsfree import HandsFree

from .codecs import libopus
from .outgoing import Outgoing
from .playout import Heard, Playout
from .speech import Speech
from .threshold import Threshold


class Earpiece:
    """One a connection. `heard` is told of each packet of sound, in the loop; what comes before
    `threshold` is open is thrown away."""

    def __init__(
        self,
        outgoing: Outgoing,
        speech: Speech,
        heard: Callable[[], None],
        threshold: Threshold | None = None,
    ) -> None:
        self._outgoing, self._speech, self._heard = outgoing, speech, heard
        self._threshold = threshold or Threshold(opened=True)
        self._lock = threading.Lock()
        self._playout = Playout(libopus.Decoder(), libopus.OpusError)

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        """Stands for `JitterBuffer.add` of aiortc: nothing is left for its decoder."""
        data: bytes = packet._data  # type: ignore[attr-defined]
        if self._threshold.opened:
            number, stamp = packet.sequence_number, packet.timestamp
            with self._lock:
                self._playout.put(number, stamp, data, time.monotonic())
                for copy in getattr(data, "copies", ()):
                    self._playout.put_copy(number, stamp, copy.before, copy.data)
        self._heard()
        return False, None

    def pull(self) -> Samples | None:
        """A block, in the sound card's thread; None when nobody is heard."""
        now = time.monotonic()
        with self._lock:
            block = self._playout.pull(now)
        if block is None or self._outgoing.held:
            return None
        self._speech.hear(block, now)
        return block

    @property
    def late_s(self) -> float:
        """By how much the voice is held back, against the line's jitter."""
        return self._playout.target_s

    @property
    def figures(self) -> Heard:
        return self._playout.heard


@dataclass(frozen=True)
class Ears:
    """Those of a call, two while it is repaired: the newest that speaks is heard."""

    each: tuple[Earpiece, ...]

    def __call__(self) -> Samples | None:
        blocks = [one.pull() for one in self.each]
        return next((block for block in blocks if block is not None), None)


def put_on(sound: HandsFree, one: Earpiece) -> None:
    """From now on the loudspeaker takes the call's sound from it, and from nowhere else."""
    sound.call_source = Ears((one, *_worn(sound)))


def take_off(sound: HandsFree, one: Earpiece) -> None:
    """Nothing of it is heard any more. Harmless if it was not on."""
    worn = _worn(sound)
    if one in worn:
        left = tuple(each for each in worn if each is not one)
        sound.call_source = Ears(left) if left else None


def _worn(sound: HandsFree) -> tuple[Earpiece, ...]:
    source = sound.call_source
    return source.each if isinstance(source, Ears) else ()
