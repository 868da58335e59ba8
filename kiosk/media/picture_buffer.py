"""Makes whole pictures of packets, and says what to ask the sender for and when.

Pure: the time is given. A picture is released as soon as its last packet is there (the marker bit,
RFC 7741, 4.1). What is missing is asked for again after each round trip; when a picture has been
waited for too long a keyframe is asked for, and everything before it is forgotten when it comes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aiortc.jitterbuffer import JitterFrame
from aiortc.rtp import RtpPacket

FIRST_ROUND_TRIP_S = 0.1
"Until an answer was timed."
MOST_ROUND_TRIP_S = 2.0
LEAST_PATIENCE_S = 0.03
STALL_S = 0.25
"A picture awaited for so long is given up, and a keyframe asked for."
MOST_STALL_S = 1.0
"On a line so long that an answer takes more."
KEYFRAME_PATIENCE_S = 0.5
MOST_ASKED = 8
"Times a packet is asked for: then the keyframe alone can help."
MOST_WAITING = 1500
"Packets: some seconds of pictures at the highest rate."
MOST_GAP = 500


class Pictures(JitterFrame):
    """What became whole at once; stands for one frame where aiortc hands frames on."""

    def __init__(self, timestamp: int, pictures: list[bytes]) -> None:
        super().__init__(pictures[0], timestamp)
        self.pictures = pictures


@dataclass
class Missing:
    due: float
    asked_at: float = 0.0
    "The first time."
    times: int = 0


@dataclass(frozen=True)
class Wanted:
    """To ask of the sender now."""

    packets: list[int]
    "Sequence numbers (RFC 4585, 6.2.1: NACK)."
    keyframe: bool
    "RFC 4585, 6.3.1: PLI."


class PictureBuffer:
    """`starts_keyframe` knows the codecs."""

    def __init__(self, starts_keyframe: Callable[[RtpPacket], bool]) -> None:
        self._starts_keyframe = starts_keyframe
        self._waiting: dict[int, RtpPacket] = {}
        "By sequence number, unwrapped."
        self._missing: dict[int, Missing] = {}
        self._next = self._highest = -1
        self._whole = False
        "What was released until now can be followed by the next picture."
        self._stalled_at: float | None = None
        self._keyframe_asked_at: float | None = None
        self.round_trip_s = FIRST_ROUND_TRIP_S

    def add(self, packet: RtpPacket, now: float) -> Pictures | None:
        number = self._unwrap(packet.sequence_number)
        if self._highest < 0 or number - self._highest > MOST_GAP or self._is_too_full():
            self._restart(number)
        if number < self._next:
            return None
        self._note(number, now)
        self._waiting[number] = packet
        pictures, timestamp = self._release(), packet.timestamp
        if self._highest < self._next:
            self._stalled_at = None
        elif pictures or self._stalled_at is None:
            self._stalled_at = now
        return Pictures(timestamp, pictures) if pictures else None

    def wanted(self, now: float) -> Wanted:
        """Call it every 20 ms or so."""
        packets = []
        for number, missing in self._missing.items():
            if missing.due <= now and missing.times < MOST_ASKED:
                missing.asked_at = missing.asked_at if missing.times else now
                missing.times += 1
                missing.due = now + max(1.2 * self.round_trip_s, LEAST_PATIENCE_S)
                packets.append(number & 0xFFFF)
        return Wanted(packets, self._wants_keyframe(now))

    def _wants_keyframe(self, now: float) -> bool:
        stall = max(STALL_S, min(1.5 * self.round_trip_s, MOST_STALL_S))
        if self._stalled_at is None or now - self._stalled_at < stall:
            return False
        patience = max(KEYFRAME_PATIENCE_S, 2 * self.round_trip_s)
        asked = self._keyframe_asked_at
        if asked is not None and now - asked < patience:
            return False
        self._keyframe_asked_at = now
        return True

    # -- numbers ---

    def _unwrap(self, number: int) -> int:
        if self._highest < 0:
            return number + 0x10000  # room for what comes before
        ahead = ((number - self._highest + 0x8000) & 0xFFFF) - 0x8000
        return self._highest + ahead

    def _is_too_full(self) -> bool:
        return len(self._waiting) > MOST_WAITING

    def _restart(self, number: int) -> None:
        self._waiting.clear()
        self._missing.clear()
        self._next, self._highest, self._whole = number, number - 1, False
        self._stalled_at = None

    def _note(self, number: int, now: float) -> None:
        found = self._missing.pop(number, None)
        if found is not None and found.times:
            # Which asking it answers is unknown: too long is safer than too short.
            took = min(now - found.asked_at, MOST_ROUND_TRIP_S)
            self.round_trip_s += 0.2 * (took - self.round_trip_s)
        for lost in range(self._highest + 1, number):
            self._missing[lost] = Missing(due=now)
        self._highest = max(self._highest, number)

    # -- pictures ---

    def _release(self) -> list[bytes]:
        pictures: list[bytes] = []
        while (end := self._end_of_picture()) is not None:
            parts = [self._waiting.pop(number) for number in range(self._next, end + 1)]
            pictures.append(b"".join(part._data for part in parts))  # type: ignore[attr-defined]
            self._next, self._whole, self._keyframe_asked_at = end + 1, True, None
        return pictures

    def _end_of_picture(self) -> int | None:
        """Where the next picture ends, if it is whole and can be decoded."""
        if self._whole and (end := self._marker_after(self._next)) is not None:
            return end
        if self._whole and self._keyframe_asked_at is None:
            return None
        for start in sorted(self._waiting):
            if self._starts_keyframe(self._waiting[start]):
                end = self._marker_after(start)
                if end is not None:
                    self._forget_before(start)
                    return end
        return None

    def _marker_after(self, start: int) -> int | None:
        number = start
        while (packet := self._waiting.get(number)) is not None:
            if packet.marker:
                return number
            number += 1
        return None

    def _forget_before(self, start: int) -> None:
        self._next = start
        self._waiting = {n: packet for n, packet in self._waiting.items() if n >= start}
        self._missing = {n: missing for n, missing in self._missing.items() if n >= start}
