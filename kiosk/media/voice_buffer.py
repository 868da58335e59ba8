"""Puts the packets of a voice back in order, and never keeps them longer than that takes.

Pure, and without a clock: a voice that flows brings a packet every 20 ms. What is missing is given
up once two later packets are there (RFC 3550 calls none late by itself; WebRTC's own reordering
tolerance is of that order), and the decoder hears how much to recover. Delay against jitter is the
mixer's business, one place for all.
"""

from dataclasses import dataclass

from aiortc.jitterbuffer import JitterFrame
from aiortc.rtp import RtpPacket

FRAME = 960
"Samples of a packet: browsers send 20 ms unless asked for something else, and are not."
PATIENCE = 2
"Later packets that are awaited before a hole is believed."
MOST_RECOVERED = 6
"Frames; a longer hole is a cut, and a voice that starts again."
MOST_MISORDER = 100


@dataclass(frozen=True)
class Piece:
    data: bytes
    lost: int
    "Samples that are missing before it."


class Burst(JitterFrame):
    """What became playable at once; stands for one frame where aiortc hands frames on."""

    def __init__(self, timestamp: int, pieces: list[Piece]) -> None:
        super().__init__(pieces[0].data, timestamp)
        self.pieces = pieces


class VoiceBuffer:
    """Stands for aiortc's `JitterBuffer` of a voice."""

    def __init__(self) -> None:
        self._waiting: dict[int, RtpPacket] = {}
        self._next: int | None = None
        self._last: RtpPacket | None = None
        "Released; the next one should follow it at once."

    def add(self, packet: RtpPacket) -> tuple[bool, Burst | None]:
        """Never asks for a keyframe; a burst when there is something to hear."""
        number = packet.sequence_number
        if self._next is None:
            self._restart(packet)
        elif _ahead(number, self._next) < 0:
            if _ahead(number, self._next) > -MOST_MISORDER:
                return False, None  # too late
            self._restart(packet)
        elif _ahead(number, self._next) >= MOST_MISORDER:
            self._restart(packet)
        self._waiting[number] = packet
        released = self._release()
        if not released:
            return False, None
        return False, Burst(released[0].timestamp, self._pieces(released))

    def _restart(self, packet: RtpPacket) -> None:
        self._waiting.clear()
        self._next, self._last = packet.sequence_number, None

    def _release(self) -> list[RtpPacket]:
        released: list[RtpPacket] = []
        while self._waiting:
            assert self._next is not None
            if self._next in self._waiting:
                released.append(self._waiting.pop(self._next))
                self._next = (self._next + 1) & 0xFFFF
            elif len(self._waiting) >= PATIENCE:
                self._next = min(self._waiting, key=lambda n: (n - (self._next or 0)) & 0xFFFF)
            else:
                break
        return released

    def _pieces(self, released: list[RtpPacket]) -> list[Piece]:
        pieces = []
        for packet in released:
            pieces.append(Piece(packet._data, self._lost_before(packet)))  # type: ignore[attr-defined]
            self._last = packet
        return pieces

    def _lost_before(self, packet: RtpPacket) -> int:
        last = self._last
        if last is None or _ahead(packet.sequence_number, last.sequence_number) == 1:
            return 0
        missing = _signed(packet.timestamp - last.timestamp - FRAME)
        return missing if 0 < missing <= MOST_RECOVERED * FRAME else 0


def _ahead(number: int, than: int) -> int:
    """By how much, from -32768 to 32767 (RFC 3550, A.1)."""
    return ((number - than + 0x8000) & 0xFFFF) - 0x8000


def _signed(stamp: int) -> int:
    return ((stamp + 0x80000000) & 0xFFFFFFFF) - 0x80000000
