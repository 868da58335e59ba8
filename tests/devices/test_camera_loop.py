"""What the camera's process does with its commands, on a simulated camera in a thread."""

import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from devices.camera import camera
from devices.camera import process as module
from devices.camera.process import CameraLoop
from devices.camera.simulated import SimulatedCamera
from devices.errors import Missing
from devices.frames import Board, Pixels


class Pluggable(SimulatedCamera):
    """Its cable is an attribute; it remembers whether it is open."""

    plugged = True

    def present(self) -> bool:
        return self.plugged

    def open(self) -> None:
        if not self.plugged:
            raise Missing("camera")
        super().open()

    def read(self) -> Pixels:
        if not self.plugged:
            raise Missing("camera")
        return super().read()


class Rig:
    def __init__(self) -> None:
        self.device, self.board = Pluggable(64, 48), Board.create()
        self.commands: queue.Queue[str] = queue.Queue()
        self.said: list[dict[str, str]] = []
        loop = CameraLoop(self.device, self.board, self.commands, self.said.append)
        self.thread = threading.Thread(target=loop.run)
        self.thread.start()

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 5
        while not condition():
            assert time.monotonic() < deadline, self.said
            time.sleep(0.002)

    def health(self) -> list[str]:
        return [event["code"] for event in self.said if event["event"] == "health"]


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    rig = Rig()
    yield rig
    rig.commands.put("end")
    rig.thread.join(5)
    rig.board.close()


def test_outside_a_call_the_device_is_closed_and_the_board_is_empty(rig):
    rig.until(lambda: rig.health() == [""])
    assert not rig.device._opened
    assert rig.board.newest() is None


def test_start_shows_pictures_and_stop_leaves_none(rig):
    rig.commands.put("start")
    rig.until(lambda: (shown := rig.board.newest()) and shown.sequence > 2)
    rig.commands.put("stop")
    rig.until(lambda: {"event": "stopped"} in rig.said)
    assert not rig.device._opened
    assert rig.board.newest() is None
    assert not any(slot.any() for slot in rig.board._slots)


def test_commands_in_a_hurry_are_all_obeyed_in_order(rig):
    for command in ("start", "stop", "start", "stop", "nonsense", "start", "stop"):
        rig.commands.put(command)
    rig.until(lambda: sum(event["event"] == "stopped" for event in rig.said) == 3)
    assert rig.board.newest() is None


def test_a_camera_pulled_out_in_a_call_is_told_and_comes_back(rig):
    rig.commands.put("start")
    rig.until(rig.board.newest)
    rig.device.plugged = False
    rig.until(lambda: rig.health()[-1:] == ["device_missing"])
    assert not rig.device._opened
    last = rig.board.newest().sequence
    rig.device.plugged = True
    rig.until(lambda: rig.board.newest().sequence > last)
    rig.until(lambda: rig.health()[-1] == "")


def test_a_camera_pulled_out_outside_a_call_is_told_too(rig):
    rig.device.plugged = False
    rig.until(lambda: rig.health()[-1:] == ["device_missing"])


def test_a_setting_names_a_driver():
    assert isinstance(camera("simulated"), SimulatedCamera)
    assert not camera("/dev/video-none").present()
    assert not camera("file:/nowhere.y4m").present()


def stills(rig: Rig) -> list[dict[str, str]]:
    return [event for event in rig.said if event["event"] == "still"]


def test_a_still_is_larger_than_the_stream_which_goes_on(rig, tmp_path):
    rig.commands.put("start")
    rig.until(rig.board.newest)
    rig.commands.put(f"still {tmp_path / 'one.jpg'}")
    rig.until(lambda: stills(rig))
    assert stills(rig)[0]["code"] == ""
    with Image.open(tmp_path / "one.jpg") as still:
        assert still.size == (128, 96)
    last = rig.board.newest().sequence
    rig.until(lambda: rig.board.newest().sequence > last)


def test_a_still_of_a_camera_that_is_away_or_closed_is_refused(rig, tmp_path):
    rig.commands.put(f"still {tmp_path / 'one.jpg'}")
    rig.until(lambda: stills(rig))
    rig.commands.put("start")
    rig.until(rig.board.newest)
    rig.device.plugged = False
    rig.until(lambda: rig.health()[-1:] == ["device_missing"])
    rig.commands.put(f"still {tmp_path / 'two.jpg'}")
    rig.until(lambda: len(stills(rig)) == 2)
    assert [one["code"] for one in stills(rig)] == ["device_io_failed"] * 2
    assert list(tmp_path.iterdir()) == []


def test_a_still_that_has_no_place_ends_nothing(rig, tmp_path):
    rig.commands.put("start")
    rig.until(rig.board.newest)
    rig.commands.put(f"still {tmp_path / 'nowhere' / 'one.jpg'}")
    rig.until(lambda: stills(rig))
    assert stills(rig)[0]["code"] == "device_io_failed"
    last = rig.board.newest().sequence
    rig.until(lambda: rig.board.newest().sequence > last)
