"""A voice said twice: each packet brings what the ones before it said, whole (RFC 2198, "RED").

Opus repeats a packet coarsely in the next one (RFC 6716, 2.1.7); a word of which one packet in
twenty is only that sounds it. Here the copy is exact, for the price of the voice once more, where
the line has room for it beside the pictures. Pure.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

MOST_COPIES = 2
MOST_OFFSET, MOST_LENGTH = (1 << 14) - 1, (1 << 10) - 1
"What the header of a copy has room for (RFC 2198, 3): samples, and bytes."
MOST_BLOCKS = 8
"Of a packet; more is nobody's voice."
FORGETTING = 0.9
"Of each receiver report, about once a second."
LOSSY, TORN = 0.015, 0.08
"The part that is lost, from which it is said twice, and three times. Under it the coarse"
"repetition of Opus does as well, nearly, and leaves the line to pictures."
SCARCE, PLENTY = 110_000, 200_000
"Bits per second for pictures: with less there is no room for copies, with more there is again, for"
"two of them too, which take of it."


class BadRedundancy(ValueError):
    """A payload that is not what RFC 2198 says."""


@dataclass(frozen=True)
class Block:
    """One encoded frame of a packet."""

    before: int
    "Samples before the packet's own time; 0 for its own frame."
    data: bytes


def unpack(payload: bytes, kind: int) -> list[Block]:
    """The frames of the payload type `kind`, the oldest first, the packet's own last. Raises
    BadRedundancy, for a packet that has no frame of its own too."""
    headers: list[tuple[int, int, int]] = []
    at = 0
    while at < len(payload) and payload[at] & 0x80:
        if at + 4 > len(payload) or len(headers) >= MOST_BLOCKS:
            raise BadRedundancy("headers without an end")
        word = int.from_bytes(payload[at : at + 4], "big")
        headers.append((word >> 24 & 0x7F, word >> 10 & MOST_OFFSET, word & MOST_LENGTH))
        at += 4
    if at >= len(payload) or payload[at] != kind:
        raise BadRedundancy("no frame of its own")
    at += 1
    found = []
    for of, before, length in headers:
        if at + length >= len(payload):
            raise BadRedundancy("longer than it is")
        if of == kind and length and before:
            found.append(Block(before, payload[at : at + length]))
        at += length
    if at == len(payload):
        raise BadRedundancy("no frame of its own")
    return [*found, Block(0, payload[at:])]


def pack(blocks: list[Block], kind: int) -> bytes:
    """The payload for frames, the oldest first; `kind` is the payload type of each."""
    *copies, own = blocks
    headers = (
        (0x80000000 | kind << 24 | one.before << 10 | len(one.data)).to_bytes(4, "big")
        for one in copies
    )
    return b"".join([*headers, bytes([kind]), *(one.data for one in copies), own.data])


class Redundancy:
    """How often a voice is said, and the packets that say it."""

    def __init__(self, kind: int) -> None:
        self._kind = kind
        self._said: deque[tuple[int, bytes]] = deque(maxlen=MOST_COPIES)
        self._loss = 0.0
        self._room = True

    @property
    def copies(self) -> int:
        """Of each frame, beside the first."""
        if not self._room or self._loss < LOSSY:
            return 0
        return 1 if self._loss < TORN else 2

    def heard_loss(self, fraction: float) -> None:
        """What the other end reports, 0 to 1: believed at once, forgotten slowly."""
        self._loss = max(fraction, FORGETTING * self._loss)

    def tell_room(self, pictures: float) -> None:
        """What the line has for pictures, in bits per second."""
        self._room = pictures >= (SCARCE if self._room else PLENTY)

    def payload(self, data: bytes, stamp: int) -> bytes:
        """For a frame of the time `stamp`, in samples."""
        blocks = [*self._copies(stamp), Block(0, data)]
        self._said.append((stamp, data))
        return pack(blocks, self._kind)

    def _copies(self, stamp: int) -> Iterator[Block]:
        copies = self.copies
        for at, data in list(self._said)[-copies:] if copies else ():
            if 0 < stamp - at <= MOST_OFFSET and len(data) <= MOST_LENGTH:
                yield Block(stamp - at, data)
