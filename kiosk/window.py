"""A window of the counsellor's computer on the document screen, put together from its parts.

What comes is planes of pixels in DEFLATE, of a size that is known before it is opened: nothing here
decodes a picture that a stranger made.
"""

import base64
import zlib
from collections.abc import Callable

import numpy as np

from devices.frames import Board, Pixels
from signaling import protocol as wire

from .core import events as e
from .display import Display

HEARD = (wire.WindowOpen, wire.WindowTile, wire.WindowClose)
BLACK_LUMA, GREY_CHROMA = 16, 128


class SharedWindow:
    """One per visit. `say` goes to the console, `put` hands events to the attendant."""

    def __init__(
        self,
        board: Board,
        display: Display,
        put: Callable[[e.Event], None],
        say: Callable[[wire.Message], None],
    ) -> None:
        self._board, self._display, self._put, self._say = board, display, put, say
        self._window: str | None = None
        self._picture: Pixels = np.zeros((3, 2), np.uint8)
        self._seen = self._there = False
        "It is painted; the scene that shows it is on."
        display.window = self._painted

    def hear(self, message: wire.Message) -> None:
        match message:
            case wire.WindowOpen():
                self._open(message)
            case wire.WindowTile() if message.window == self._window:
                if put_tile(self._picture, message):
                    self._board.write(self._picture)
            case wire.WindowClose() if message.window == self._window:
                self.clear()

    def there(self, there: bool) -> None:
        """Whether the scene of the document screen is the one that shows it."""
        self._there = there
        self._tell()

    def clear(self) -> None:
        """Nothing of it stays."""
        if self._window is not None:
            self._window, self._seen = None, False
            self._picture = self._picture[:0]
            self._board.wipe()
            self._put(e.WindowClosed())

    def end(self) -> None:
        """The visit is over; the next one may be here already."""
        self._window = None
        self._board.wipe()
        if self._display.window == self._painted:
            self._display.window = lambda _: None

    def _open(self, message: wire.WindowOpen) -> None:
        self._window, self._seen = message.window, False
        self._board.wipe()
        self._picture = np.full((message.height * 3 // 2, message.width), GREY_CHROMA, np.uint8)
        self._picture[: message.height] = BLACK_LUMA
        self._put(e.WindowOpened())

    def _painted(self, on: bool) -> None:
        """The screens found its picture, or find none any more."""
        self._seen = on
        self._tell()

    def _tell(self) -> None:
        if self._window is not None:
            self._say(wire.WindowShown(window=self._window, on=self._seen and self._there))


def put_tile(picture: Pixels, tile: wire.WindowTile) -> bool:
    """False, and nothing changes, for what does not fit into the picture or is no tile."""
    width, height = picture.shape[1], picture.shape[0] * 2 // 3
    if tile.x + tile.width > width or tile.y + tile.height > height:
        return False
    planes = _inflated(tile.data, tile.width * tile.height * 3 // 2)
    if planes is None:
        return False
    at = 0
    for by, plane in zip((1, 2, 2), _planes(picture), strict=True):
        high, wide = tile.height // by, tile.width // by
        there = plane[tile.y // by : tile.y // by + high, tile.x // by : tile.x // by + wide]
        there[...] = planes[at : at + high * wide].reshape(high, wide)
        at += high * wide
    return True


def _inflated(data: str, size: int) -> Pixels | None:
    """Exactly `size` bytes, or nothing: never more than that is made."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflater.decompress(base64.b64decode(data, validate=True), size + 1)
    except (zlib.error, ValueError):
        return None
    return np.frombuffer(found, np.uint8) if len(found) == size and inflater.eof else None


def _planes(i420: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    width, height = i420.shape[1], i420.shape[0] * 2 // 3
    flat, pixels = i420.reshape(-1), width * height
    half = (height // 2, width // 2)
    u, v = flat[pixels : pixels * 5 // 4], flat[pixels * 5 // 4 :]
    return flat[:pixels].reshape(height, width), u.reshape(half), v.reshape(half)
