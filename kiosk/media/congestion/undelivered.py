"""Which packets of pictures never came, by the other end's reports: they leave again unasked. Pure.

A receiver asks at once for what is missing (RFC 4585, 6.2.1), but where one packet in twenty is
lost so is one asking in twenty, and one answer; it then asks again after its idea of a round trip,
160 ms of a browser on a line of 80. The reports on arrivals come every 50 to 250 ms, and speak of
copies too. What they say is said once: a receiver still asks for the rest.
"""

from dataclasses import dataclass

KEPT = 1000
"Packets: some ten seconds."
LATE_S = 1.0
"So long after it first left, its picture has been shown without it or asked for anew."
NONE = -1
"No sending of it is under way."


@dataclass(frozen=True)
class Left:
    packet: int
    first: float
    "When it left for the first time."


@dataclass(frozen=True)
class Last:
    number: int
    first: float


class Undelivered:
    """Tell it of each packet sent, and of each one's fate. A `number` is of one sending, a `packet`
    stays the same for its copies; both have 16 bits."""

    def __init__(self) -> None:
        self._left: dict[int, Left] = {}
        self._last: dict[int, Last] = {}
        "The last sending of each packet that has not come yet."

    def sent(self, number: int, packet: int, copy: bool, now: float) -> None:
        if copy and packet not in self._last:
            return  # it has come, or is too old
        last = self._last.pop(packet, None)
        first = last.first if copy and last is not None else now
        self._left.pop(number, None)
        self._left[number], self._last[packet] = Left(packet, first), Last(number, first)
        for kept in (self._left, self._last):
            while len(kept) > KEPT:
                del kept[next(iter(kept))]

    def told(self, number: int, arrived: bool, now: float) -> int | None:
        """The packet to send again, or None."""
        left = self._left.get(number)
        if left is None:
            return None
        last = self._last.get(left.packet)
        if arrived:
            del self._left[number]
            if last is not None and last.first == left.first:
                del self._last[left.packet]
        elif last is not None and last.number == number:
            self._last[left.packet] = Last(NONE, left.first)
            return left.packet if now - left.first < LATE_S else None
        return None
