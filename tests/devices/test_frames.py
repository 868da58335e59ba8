"""The board: newest only, never torn, empty after a wipe."""

import os

import numpy as np
import pytest

from devices.frames import SLOTS, Board, Pixels


def picture(value: int, width: int = 64, height: int = 48) -> Pixels:
    return np.full((height * 3 // 2, width), value, np.uint8)


@pytest.fixture
def board():
    board = Board.create()
    yield board
    board.close()


def test_an_empty_board_shows_nothing(board):
    assert board.newest() is None
    assert board.copy_newest() is None


def test_a_reader_sees_the_newest_picture_without_copy(board):
    reader = Board.open(board.name)
    for value in (1, 2, 3):
        board.write(picture(value))
    seen = reader.newest()
    assert (seen.sequence, seen.width, seen.height) == (3, 64, 48)
    assert [plane.shape for plane in seen.planes] == [(48, 64), (24, 32), (24, 32)]
    assert all((plane == 3).all() and plane.base is not None for plane in seen.planes)
    assert seen.intact()


def test_the_size_may_change_with_each_picture(board):
    for width, height in ((640, 480), (2, 2), (1280, 720)):
        board.write(picture(7, width, height))
        assert board.newest().i420.shape == (height * 3 // 2, width)


@pytest.mark.parametrize("shape", [(3, 3), (72 * 2, 1282), (1083, 1280), (70, 64), (0, 0)])
def test_a_picture_that_does_not_fit_is_refused_and_changes_nothing(board, shape):
    board.write(picture(5))
    with pytest.raises(ValueError, match=r"even sizes|not an I420"):
        board.write(np.zeros(shape, np.uint8))
    assert (board.newest().i420 == 5).all()


def test_a_reader_that_looks_too_long_is_told_that_its_pixels_changed(board):
    board.write(picture(1))
    seen = board.newest()
    for _ in range(SLOTS - 1):
        board.write(picture(2))
        assert seen.intact()
    board.write(picture(3))
    assert not seen.intact()


def test_a_writer_that_died_in_mid_picture_leaves_no_torn_one(board):
    board.write(picture(1))
    board._locks[2][0] = 3  # as `write` does before it touches a pixel
    board._slots[2][:100] = 99
    assert (board.newest().i420 == 1).all()
    reborn = Board.open(board.name, writable=True)
    assert reborn.write(picture(2)) == 2
    assert (board.newest().i420 == 2).all()


def test_a_wipe_leaves_no_pixel_and_sequences_go_on(board):
    for _ in range(SLOTS):
        board.write(picture(255))
    seen = board.newest()
    board.wipe()
    assert board.newest() is None
    assert not seen.intact()
    assert not any(slot.any() for slot in board._slots)
    assert board.write(picture(1)) == SLOTS + 1


def test_a_reader_cannot_write(board):
    reader = Board.open(board.name)
    board.write(picture(1))
    with pytest.raises(ValueError, match="read-only"):
        reader.write(picture(2))
    with pytest.raises(ValueError, match="read-only"):
        reader.newest().i420[0] = 1


def test_a_name_that_is_no_board_does_not_open(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(bytes(100))
    for name in (str(other), str(tmp_path / "none")):
        with pytest.raises(FileNotFoundError):
            Board.open(name)


def test_pictures_stay_readable_after_their_creator_closed():
    board = Board.create()
    reader = Board.open(board.name)
    board.write(picture(9))
    seen = reader.newest()
    board.close()
    reader.close()
    reader.close()
    assert (seen.i420 == 9).all()


def test_no_descriptor_is_left_open():
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        board = Board.create()
        Board.open(board.name).close()
        board.close()
    assert len(os.listdir("/proc/self/fd")) == before
