"""A board where one process shows its newest picture and others look at it.

Pictures are I420 (planar 4:2:0, BT.601 limited range), 2x2 to 1280x720, even sizes. Only the newest
counts: a reader that is late skips, nothing queues, hence no growing delay.

The memory is an anonymous file (``memfd_create``) of the process that calls :meth:`Board.create`;
its :attr:`Board.name`, given to other processes of the same user, opens it as long as that process
lives. The kernel frees it with the last process that maps it: a ``kill -9`` of either end
leaves nothing behind, no resource tracker is needed, and a board outlives a writer that died.

Torn pictures: the board has :data:`SLOTS` slots, each with a sequence lock (odd while it is
written). A writer at 25 pictures a second comes back to a slot after 160 ms, so a reader works on
the shared pixels without a copy, then asks :meth:`Picture.intact`.
"""

import fcntl
import mmap
import os
import time
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

MAX_WIDTH, MAX_HEIGHT = 1280, 720
SLOTS = 4
Pixels = NDArray[np.uint8]

_HEADER_WORDS = 8
_SLOT_BYTES = 64 + MAX_WIDTH * MAX_HEIGHT * 3 // 2
_BOARD_BYTES = 64 + SLOTS * _SLOT_BYTES
_MAGIC = 0x4934323076697331
_TAG, _SHOWN, _WRITTEN = 0, 1, 2
"Words of the board: magic; sequence on show, 0 for none; sequence last written, which only grows."
_LOCK, _WIDTH, _HEIGHT, _AT_NS = 0, 1, 2, 3
"Words of a slot."


def check_size(width: int, height: int) -> None:
    """Raises ValueError for a size that a board cannot hold."""
    if width % 2 or height % 2 or not (2 <= width <= MAX_WIDTH and 2 <= height <= MAX_HEIGHT):
        raise ValueError(f"a board holds even sizes up to 1280x720, not {width}x{height}")


@dataclass(frozen=True)
class Picture:
    """A look at the newest picture. Use the pixels at once, then ask :meth:`intact`."""

    i420: Pixels
    "Shape (height * 3 // 2, width), read-only: the three planes one after the other."
    width: int
    height: int
    sequence: int
    "Grows by one with each picture written, also over a wipe."
    at_ns: int
    "`time.monotonic_ns()` when it was written."
    _words: NDArray[np.uint64]

    @property
    def planes(self) -> tuple[Pixels, Pixels, Pixels]:
        """Y, U and V, without copy."""
        flat, pixels = self.i420.reshape(-1), self.width * self.height
        half = (self.height // 2, self.width // 2)
        u, v = flat[pixels : pixels * 5 // 4], flat[pixels * 5 // 4 :]
        return flat[:pixels].reshape(self.height, self.width), u.reshape(half), v.reshape(half)

    def intact(self) -> bool:
        """Whether the pixels were this picture's until now; if not, throw away what was made."""
        return int(self._words[_LOCK]) == 2 * self.sequence

    def age_ns(self) -> int:
        return time.monotonic_ns() - self.at_ns


class Board:
    """One mapping of a board. Get it from :meth:`create` or :meth:`open`."""

    def __init__(self, descriptor: int, name: str, *, writable: bool) -> None:
        self.name = name
        self._descriptor = descriptor
        access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
        self._memory = mmap.mmap(descriptor, _BOARD_BYTES, access=access)
        self._bytes: Pixels = np.frombuffer(self._memory, np.uint8)
        self._head = self._bytes[:64].view(np.uint64)
        offsets = [64 + slot * _SLOT_BYTES for slot in range(SLOTS)]
        self._locks = [self._bytes[o : o + 64].view(np.uint64) for o in offsets]
        self._slots = [self._bytes[o + 64 : o + _SLOT_BYTES] for o in offsets]

    @classmethod
    def create(cls) -> Self:
        """A new, empty board, which lives as long as this process or whoever opened it."""
        descriptor = os.memfd_create("visavis-board", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(descriptor, _BOARD_BYTES)
        # A reader of a file that shrinks dies of SIGBUS: nobody may resize it.
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
        board = cls(descriptor, f"/proc/{os.getpid()}/fd/{descriptor}", writable=True)
        board._head[_TAG] = _MAGIC
        return board

    @classmethod
    def open(cls, name: str, *, writable: bool = False) -> Self:
        """Opens the board called `name`; FileNotFoundError when its creator is gone.

        One process at a time may open it `writable`; a second one would tear pictures.
        """
        descriptor = os.open(name, os.O_RDWR if writable else os.O_RDONLY)
        try:
            if os.fstat(descriptor).st_size != _BOARD_BYTES:
                raise FileNotFoundError(f"{name} is no board")
            board = cls(descriptor, name, writable=writable)
        except BaseException:
            os.close(descriptor)
            raise
        if int(board._head[_TAG]) != _MAGIC:
            board.close()
            raise FileNotFoundError(f"{name} is no board")
        return board

    def write(self, i420: Pixels) -> int:
        """Shows a picture of shape (height * 3 // 2, width); returns its sequence."""
        height, width = i420.shape[0] * 2 // 3, i420.shape[1]
        check_size(width, height)
        if i420.shape[0] * 2 != height * 3 or i420.dtype != np.uint8:
            raise ValueError("not an I420 picture")
        sequence = int(self._head[_WRITTEN]) + 1
        lock, slot = self._locks[sequence % SLOTS], self._slots[sequence % SLOTS]
        lock[_LOCK] = 2 * sequence - 1
        slot[: i420.size].reshape(i420.shape)[...] = i420
        lock[_WIDTH], lock[_HEIGHT] = width, height
        lock[_AT_NS] = time.monotonic_ns()
        lock[_LOCK] = 2 * sequence
        self._head[_WRITTEN] = self._head[_SHOWN] = sequence
        return sequence

    def wipe(self) -> None:
        """Nothing is on show any more, and no pixel of what was stays in memory."""
        self._head[_SHOWN] = 0
        for lock, slot in zip(self._locks, self._slots, strict=True):
            lock[:] = 0
            slot[:] = 0

    def newest(self) -> Picture | None:
        """The picture on show, without copy, or none. Never blocks."""
        sequence = int(self._head[_SHOWN])
        if not sequence:
            return None
        lock, slot = self._locks[sequence % SLOTS], self._slots[sequence % SLOTS]
        width, height, at_ns = int(lock[_WIDTH]), int(lock[_HEIGHT]), int(lock[_AT_NS])
        if int(lock[_LOCK]) != 2 * sequence:
            return None
        pixels = slot[: width * height * 3 // 2].reshape(height * 3 // 2, width)
        pixels.flags.writeable = False
        return Picture(pixels, width, height, sequence, at_ns, lock)

    def copy_newest(self) -> tuple[Pixels, Picture] | None:
        """The picture on show as pixels of the caller's own, surely not torn."""
        for _ in range(SLOTS):
            picture = self.newest()
            if picture is None:
                return None
            pixels = picture.i420.copy()
            if picture.intact():
                return pixels, picture
        return None

    def close(self) -> None:
        """Ends this mapping; pictures still held by the caller keep the memory until they go."""
        if self._descriptor < 0:
            return
        os.close(self._descriptor)
        self._descriptor = -1
        del self._bytes, self._head, self._locks, self._slots
        try:
            self._memory.close()
        except BufferError:
            del self._memory  # a Picture still looks at it: the garbage collector unmaps it
