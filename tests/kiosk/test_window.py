"""A window of the counsellor's, put together: each part in its place, and nothing else opened."""

import base64
import zlib

import numpy as np
import pytest

from devices.frames import Board
from kiosk.core import events as e
from kiosk.window import SharedWindow, put_tile
from signaling import protocol as wire


class Screens:
    """A display as far as the window knows one."""

    def __init__(self) -> None:
        self.window = lambda _: None


def deflated(data: bytes) -> str:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflater.compress(data) + deflater.flush()).decode()


def tile(x: int, y: int, luma: int, size: int = 4, data: str | None = None) -> wire.WindowTile:
    planes = bytes([luma] * size * size + [100] * (size * size // 4) + [150] * (size * size // 4))
    data = deflated(planes) if data is None else data
    return wire.WindowTile(window="w1", x=x, y=y, width=size, height=size, data=data)


@pytest.fixture
def window():
    board, said, put, screens = Board.create(), [], [], Screens()
    made = SharedWindow(board, screens, put.append, said.append)
    yield made, board, said, put, screens
    board.close()


def test_parts_go_to_their_places_in_every_plane(window):
    made, board, *_ = window
    made.hear(wire.WindowOpen(window="w1", width=16, height=8))
    assert board.newest() is None, "nothing is shown before the first part"
    made.hear(tile(4, 2, 200))
    luma, u, v = board.newest().planes
    assert (luma == 200).sum() == 16
    assert (luma[2:6, 4:8] == 200).all()
    assert (u[1:3, 2:4] == 100).all()
    assert (v == 150).sum() == 4


def test_what_is_seen_is_told_when_it_is_painted_and_its_scene_is_on(window):
    made, _, said, put, screens = window
    made.hear(wire.WindowOpen(window="w1", width=16, height=8))
    assert put == [e.WindowOpened()]
    made.there(True)
    screens.window(True)
    assert said[-1] == wire.WindowShown(window="w1", on=True)
    made.there(False)
    assert said[-1] == wire.WindowShown(window="w1", on=False)


def test_a_window_that_is_closed_leaves_no_pixel(window):
    made, board, said, put, _ = window
    made.hear(wire.WindowOpen(window="w1", width=16, height=8))
    made.hear(tile(0, 0, 200))
    made.hear(wire.WindowClose(window="w1"))
    assert board.newest() is None
    assert put[-1] == e.WindowClosed()
    made.hear(tile(0, 0, 200))
    assert board.newest() is None
    said.clear()
    made.there(False)
    assert said == []


@pytest.mark.parametrize(
    "bad",
    [
        tile(14, 0, 9),
        tile(0, 6, 9),
        tile(0, 0, 9, data="!"[:0]),
        tile(0, 0, 9, data=base64.b64encode(b"\xff" * 40).decode()),
        tile(0, 0, 9, data=deflated(bytes(23))),
        tile(0, 0, 9, data=deflated(bytes(25))),
        tile(0, 0, 9, data=deflated(bytes(10_000_000))),
        tile(0, 0, 9, data="AAA"),
    ],
    ids=["right", "below", "empty", "nonsense", "short", "long", "bomb", "no base64"],
)
def test_what_is_no_part_of_it_changes_nothing(bad):
    picture = np.full((12, 16), 16, np.uint8)
    before = picture.copy()
    assert not put_tile(picture, bad)
    assert np.array_equal(picture, before)
