"""What the kiosk sends, and what it makes of what it receives."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import pairwise

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from devices.frames import Board
from devices.sound import BLOCK
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import tracks
from kiosk.media.congestion.ladder import LADDER, MOVING, Step
from kiosk.media.framing import Framing
from kiosk.media.outgoing import Outgoing
from kiosk.media.tracks import (
    AUDIO_SAMPLES,
    Begun,
    CameraTrack,
    MicrophoneTrack,
    i420,
    neutral_card,
)


@pytest.fixture
def board():
    board = Board.create()
    yield board
    board.close()


def grey(value: int) -> np.ndarray:
    return np.full((72, 64), value, np.uint8)


async def test_the_newest_picture_is_sent_once_and_older_ones_are_skipped(board):
    track = CameraTrack(board)
    for value in (1, 2, 3):
        board.write(grey(value))
    first = await track.recv()
    assert (first.format.name, first.width, first.height) == ("yuv420p", 64, 48)
    assert (i420(first) == 3).all()
    board.write(grey(4))
    second = await track.recv()
    assert (i420(second) == 4).all()
    assert second.pts > first.pts


async def test_a_camera_that_pauses_repeats_its_picture_then_the_card_comes(board, monkeypatch):
    never, at_once = 10**18, 1
    monkeypatch.setattr(tracks, "GONE_NS", never)  # however slow this machine is
    track = CameraTrack(board)
    board.write(grey(9))
    await track.recv()
    assert (i420(await track.recv()) == 9).all()
    monkeypatch.setattr(tracks, "GONE_NS", at_once)
    card = await track.recv()
    assert (card.width, card.height) == (640, 480)
    assert len(np.unique(i420(card))) > 3
    monkeypatch.setattr(tracks, "GONE_NS", never)
    board.write(grey(5))
    assert (i420(await track.recv()) == 5).all()


def large(value: int) -> np.ndarray:
    return np.full((1080, 1280), value, np.uint8)


SHAPES = {720: (1280, 720), 480: (852, 480), 360: (640, 360), 288: (512, 288), 240: (426, 240)}


@pytest.mark.parametrize("step", [step for step in LADDER + MOVING if step.height])
async def test_a_picture_of_720_lines_keeps_its_shape_at_each_step(board, step):
    track = CameraTrack(board, Outgoing(step=step))
    board.write(large(50))
    frame = await track.recv()
    assert (frame.width, frame.height) == SHAPES[step.height]
    assert frame.to_ndarray()[0, 0] == 50


async def test_a_part_of_a_picture_of_720_lines_is_sent_at_the_size_of_the_whole(board):
    track = CameraTrack(board, Outgoing(framing=Framing(2.0, 0.5, 0.5), step=LADDER[0]))
    board.write(large(50))
    frame = await track.recv()
    assert (frame.width, frame.height) == (1280, 720)


@pytest.mark.parametrize(("step", "size"), [(LADDER[0], (1280, 720)), (LADDER[1], (852, 480))])
async def test_the_card_is_as_large_as_the_picture_of_720_lines_before_it(board, step, size):
    outgoing = Outgoing(step=step)
    track = CameraTrack(board, outgoing)
    board.write(large(50))
    await track.recv()
    outgoing.held = True
    for _ in range(2):
        card = await track.recv()
        assert (card.width, card.height) == size
        assert len(np.unique(i420(card))) > 3


async def test_without_any_camera_the_card_is_sent_at_the_usual_rate(board):
    track = CameraTrack(board)
    times = [(await track.recv()).pts for _ in range(3)]
    assert all(0 < after - before < 90000 for before, after in pairwise(times))


async def test_a_picture_is_dated_by_when_it_was_taken_not_by_when_it_leaves(board, monkeypatch):
    monkeypatch.setattr(tracks, "GONE_NS", 10**18)  # however slow this machine is
    track = CameraTrack(board)
    board.write(grey(1))
    taken = board.newest().at_ns / 1e9
    await asyncio.sleep(0.05)
    frame = await track.recv()
    assert abs(frame.pts - track.stamp_at(taken)) <= 1
    assert track.stamp_at(taken + 1) - frame.pts == pytest.approx(90000, abs=1)


async def test_a_picture_older_than_the_card_before_it_has_a_later_stamp(board, monkeypatch):
    monkeypatch.setattr(tracks, "GONE_NS", 10**18)
    outgoing = Outgoing(held=True)
    track = CameraTrack(board, outgoing)
    board.write(grey(1))
    card = await track.recv()
    outgoing.held = False
    older = await track.recv()
    assert (i420(older) == 1).all()
    assert older.pts == card.pts + 1


async def test_a_stopped_track_ends(board):
    track = CameraTrack(board)
    track.stop()
    with pytest.raises(MediaStreamError):
        await track.recv()


@pytest.fixture
async def room() -> AsyncIterator[tuple[SimulatedSound, HandsFree]]:
    card = SimulatedSound()
    sound = HandsFree(card, lambda device, error: None)
    await sound.open_call()
    yield card, sound
    await sound.close_call()


async def test_the_microphone_is_sent_twenty_milliseconds_at_a_time(room):
    card, sound = room
    track = MicrophoneTrack(sound)
    for _ in range(2):
        card.tick(np.full(BLOCK, 1000, np.int16))
    frame = await track.recv()
    assert isinstance(frame, AudioFrame)
    assert (frame.samples, frame.sample_rate, frame.layout.name) == (AUDIO_SAMPLES, 48000, "mono")


async def test_a_microphone_that_said_nothing_yet_dates_nothing(room):
    card, sound = room
    track = MicrophoneTrack(sound)
    before = time.monotonic()
    assert track.stamp_at(before) is None
    for _ in range(2):
        card.tick(np.full(BLOCK, 1000, np.int16))
    frame = await track.recv()
    assert frame.pts + AUDIO_SAMPLES <= track.stamp_at(time.monotonic())
    assert track.stamp_at(before) <= frame.pts + AUDIO_SAMPLES


def pieces(begun: Begun, seconds: float, late: float, begins: float = 0.0) -> None:
    chance = np.random.default_rng(3)
    for _ in range(round(seconds * 50)):
        begun.told(begins + late * chance.random())


def test_late_pieces_do_not_move_when_their_sound_began():
    begun = Begun()
    pieces(begun, 60, 0.03)
    assert 0 <= begun.at < 0.005


def test_a_piece_that_is_missing_is_made_good_within_seconds():
    begun = Begun()
    pieces(begun, 10, 0.005)
    pieces(begun, 5, 0.005, begins=0.02)
    assert begun.at == pytest.approx(0.02, abs=0.004)


def test_what_begins_earlier_is_believed_at_once():
    begun = Begun()
    pieces(begun, 10, 0.005)
    begun.told(-0.5)
    assert begun.at == -0.5


async def test_without_a_microphone_silence_goes_on_and_its_clock_advances(room):
    _, sound = room
    track = MicrophoneTrack(sound)
    frames = [await track.recv() for _ in range(3)]
    assert not any(frame.to_ndarray().any() for frame in frames)
    steps = np.diff([frame.pts for frame in frames])
    assert (steps >= AUDIO_SAMPLES).all()
    assert (steps % AUDIO_SAMPLES == 0).all()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ((640, 480), (640, 480)),
        ((1920, 1080), (1280, 720)),
        ((1080, 1920), (404, 720)),
        ((641, 481), (640, 480)),
    ],
)
def test_a_received_picture_always_fits_a_board(board, sent, shown):
    board.write(i420(VideoFrame(*sent, "yuv420p")))
    assert (board.newest().width, board.newest().height) == shown


async def test_reading_a_track_leaves_the_loop_free(board):
    track = CameraTrack(board)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await track.recv()
    counting.cancel()
    assert turns > 10


async def test_on_hold_no_picture_of_the_room_leaves():
    board, outgoing = Board.create(), Outgoing()
    track = CameraTrack(board, outgoing)
    board.write(np.full((720, 640), 200, np.uint8))
    assert (await track.recv()).to_ndarray().mean() > 190
    outgoing.held = True
    board.write(np.full((720, 640), 200, np.uint8))
    card = (await track.recv()).to_ndarray()
    assert np.array_equal(card, neutral_card())
    outgoing.held = False
    board.write(np.full((720, 640), 200, np.uint8))
    assert (await track.recv()).to_ndarray().mean() > 190


# -- what the line bears ---


async def test_a_picture_is_made_smaller_where_the_line_bears_no_more(board):
    outgoing = Outgoing(step=Step("24 lines", 24, 25, 0))
    track = CameraTrack(board, outgoing)
    board.write(grey(7))
    frame = await track.recv()
    assert (frame.width, frame.height) == (32, 24)
    assert abs(int(i420(frame)[:24].mean()) - 7) <= 1
    outgoing.step = Step("whole", 480, 25, 0)
    board.write(grey(8))
    frame = await track.recv()
    assert (frame.width, frame.height) == (64, 48)


async def test_stills_are_one_picture_a_second(board):
    track = CameraTrack(board, Outgoing(step=Step("stills", 240, 1, 0)))
    times = [(await track.recv()).pts for _ in range(3)]
    assert times[2] - times[1] >= 0.7 * 90000


async def test_without_room_for_pictures_none_is_sent_until_there_is(board):
    outgoing = Outgoing(step=LADDER[-1])
    track = CameraTrack(board, outgoing)
    board.write(grey(3))
    waiting = asyncio.ensure_future(track.recv())
    done, _ = await asyncio.wait([waiting], timeout=3 * tracks.WAIT_S)
    assert not done
    outgoing.step = LADDER[0]
    assert (await waiting).height == 48


async def test_a_track_that_waits_for_room_ends_too(board):
    track = CameraTrack(board, Outgoing(step=LADDER[-1]))
    waiting = asyncio.ensure_future(track.recv())
    await asyncio.sleep(0)
    track.stop()
    with pytest.raises(MediaStreamError):
        await waiting
