"""From the setting to the device: how many lines a picture is asked to have."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from devices.camera import SIZES, camera, opencv
from devices.camera.opencv import STILL_HEIGHT, STILL_WIDTH
from devices.camera.supervisor import CameraProcess
from devices.frames import Board

MJPEG = cv2.VideoWriter.fourcc(*"MJPG")


class Capture:
    """Stands for OpenCV's: remembers what each opening asks, gives `most` at most."""

    asked: list[dict[int, float]] = []
    most = (1920, 1080)

    def __init__(self, device: str, backend: int) -> None:
        self.now: dict[int, float] = {}
        self.asked.append(self.now)

    def isOpened(self) -> bool:
        return True

    def get(self, what: int) -> float:
        return self.now.get(what, 0.0)

    def set(self, what: int, value: float) -> None:
        self.now[what] = value

    def grab(self) -> bool:
        return True

    def read(self) -> tuple[bool, np.ndarray]:
        width, height = (int(self.now[side]) for side in (3, 4))
        return True, np.zeros((min(height, self.most[1]), min(width, self.most[0]), 3), np.uint8)

    def release(self) -> None:
        """Nothing to give back."""


@pytest.fixture(autouse=True)
def captures(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Capture]]:
    monkeypatch.setattr(opencv.cv2, "VideoCapture", Capture)
    monkeypatch.setattr(Capture, "asked", [])
    return Capture


def sizes(captures: type[Capture]) -> list[tuple[float, float]]:
    return [
        (asked[cv2.CAP_PROP_FRAME_WIDTH], asked[cv2.CAP_PROP_FRAME_HEIGHT])
        for asked in captures.asked
    ]


def test_without_a_setting_a_device_is_asked_for_what_it_always_was(captures):
    camera("/dev/null").open()
    (asked,) = captures.asked
    assert list(asked.items()) == [
        (cv2.CAP_PROP_FOURCC, MJPEG),
        (cv2.CAP_PROP_FRAME_WIDTH, 640),
        (cv2.CAP_PROP_FRAME_HEIGHT, 480),
        (cv2.CAP_PROP_FPS, 25),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ]


def test_a_device_is_asked_for_720_lines_as_mjpeg_at_the_same_rate(captures):
    device = camera("/dev/null", 720)
    device.open()
    assert sizes(captures) == [(1280, 720)]
    assert captures.asked[0][cv2.CAP_PROP_FOURCC] == MJPEG
    assert captures.asked[0][cv2.CAP_PROP_FPS] == 25
    assert device.read().shape == (1080, 1280)


def test_after_a_still_a_device_gives_720_lines_again(captures):
    device = camera("/dev/null", 720)
    device.open()
    device.still()
    assert sizes(captures) == [(1280, 720), (STILL_WIDTH, STILL_HEIGHT), (1280, 720)]


def test_a_device_that_has_less_gives_what_it_has(captures, monkeypatch):
    monkeypatch.setattr(captures, "most", (640, 480))
    device = camera("/dev/null", 720)
    device.open()
    assert device.read().shape == (720, 640)


def test_what_is_simulated_keeps_its_own_size(captures):
    device = camera("simulated", 720)
    device.open()
    assert device.read().shape == (720, 640)
    assert captures.asked == []


def test_a_file_is_asked_for_no_size(captures, tmp_path):
    video = tmp_path / "a.y4m"
    video.touch()
    camera(f"file:{video}", 720).open()
    assert captures.asked == [{}]


@pytest.mark.parametrize("size", SIZES.values())
def test_a_board_holds_every_size_that_may_be_asked_for(size):
    board = Board.create()
    device = opencv.V4l2Camera("/dev/null", *size)
    device.open()
    board.write(device.read())
    shown = board.newest()
    assert shown is not None
    assert (shown.width, shown.height) == size
    board.close()


def test_the_camera_s_process_is_told_its_height():
    board = Board.create()
    usual = CameraProcess("/dev/video0", board, lambda *_: None)
    large = CameraProcess("/dev/video0", board, lambda *_: None, height=720)
    assert usual.command[-3:] == ("/dev/video0", board.name, "480")
    assert large.command[-3:] == ("/dev/video0", board.name, "720")
    board.close()
