"""Which packets of pictures never came, by the other end's reports: they leave again unasked. Pure.

A receiver asks at once for what is missing (RFC 4585, 6.2.1), but where one packet in twenty is
lost so is one asking in twenty, and one answer; it then asks again after its idea of a round trip,
160 ms of a browser on a line of 80. The reports on arrivals come every 60 ms and speak of copies
too.
"""

from dataclasses import dataclass

KEPT = 1000
"Packets: some ten seconds."
LATE_S = 0.6
"Older, its picture has been shown without it or asked for anew."


@dataclass(frozen=True)
class Left:
    packet: int
    at: float


class Missing:
    """Tell it of each packet sent, and of each one's fate. A `number` is of one sending, a `packet`
    stays the same for its copies; both have 16 bits."""

    def __init__(self) -> None:
        self._left: dict[int, Left] = {}
        self._last: dict[int, int] = {}
        "The number of the last sending of each packet that has not come yet."

    def sent(self, number: int, packet: int, copy: bool, now: float) -> None:
        if copy and packet not in self._last:
            return  # it has come, or is too old
        self._left.pop(number, None)
        self._last.pop(packet, None)
        self._left[number], self._last[packet] = Left(packet, now), number
        for kept in (self._left, self._last):
            while len(kept) > KEPT:
                del kept[next(iter(kept))]

    def told(self, number: int, arrived: bool, now: float) -> int | None:
        """The packet to send again, or None."""
        left = self._left.pop(number, None)
        if left is None:
            return None
        if arrived:
            self._last.pop(left.packet, None)
        elif self._last.get(left.packet) == number and now - left.at < LATE_S:
            return left.packet
        return None
