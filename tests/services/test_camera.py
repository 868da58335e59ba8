"""The camera's process, with real files as cameras, killed and pulled out."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from devices.camera import supervisor
from devices.camera.opencv import FileCamera
from devices.camera.supervisor import CameraProcess
from devices.errors import DeviceError, IoFailed
from devices.frames import Board
from devices.virtual.camera import i420, read_count, write_pattern, write_video

ROOT = Path(__file__).parents[2]


async def until(condition: Callable[[], object], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it is a process that changes it
            await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # it may end between opening and reading
        return False


class Rig:
    """A camera whose cable is a file's name."""

    def __init__(self, folder: Path) -> None:
        self.file = write_pattern(folder / "camera.y4m", seed=1)
        self.board = Board.create()
        self.health: list[str] = []
        self.camera = CameraProcess(f"file:{self.file}", self.board, self.hear_of)

    def hear_of(self, device: str, error: DeviceError | None) -> None:
        assert device == "camera"
        self.health.append(error.code if error else "well")

    def unplug(self) -> None:
        self.file.rename(self.file.with_suffix(".out"))

    def plug(self) -> None:
        self.file.with_suffix(".out").rename(self.file)

    def count(self) -> int | None:
        copied = self.board.copy_newest()
        return read_count(copied[0]) if copied else None


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    rig = Rig(tmp_path)
    running = asyncio.create_task(rig.camera.run())
    await until(lambda: rig.health == ["well"])
    yield rig
    pid = rig.camera.pid
    running.cancel()
    await asyncio.wait([running])
    assert pid is None or not alive(pid)
    rig.board.close()


async def test_outside_start_and_stop_the_file_is_not_even_open(rig):
    def opened() -> bool:
        links = Path(f"/proc/{rig.camera.pid}/fd").iterdir()
        return any(os.readlink(link) == str(rig.file) for link in links)

    assert not opened()
    await rig.camera.start()
    await until(rig.count)
    assert opened()
    await rig.camera.stop()
    assert not opened()
    assert rig.board.newest() is None
    assert not any(slot.any() for slot in rig.board._slots)


async def test_pictures_are_the_camera_s_own_and_follow_its_rate(rig):
    await rig.camera.start()
    await until(lambda: rig.board.newest())
    first, start = rig.board.newest(), rig.count()
    assert start is not None
    await until(lambda: rig.board.newest().sequence >= first.sequence + 50)
    seconds = (rig.board.newest().at_ns - first.at_ns) / 1e9
    assert rig.board.newest().sequence - first.sequence < seconds * 27 + 2
    assert rig.count() is not None


async def test_a_camera_pulled_out_in_a_call_is_red_its_board_goes_stale_and_it_recovers(rig):
    await rig.camera.start()
    await until(rig.count)
    rig.unplug()
    await until(lambda: rig.health[-1] == "device_missing")
    stale = rig.board.newest()
    rig.plug()
    await until(lambda: rig.health[-1] == "well")
    assert rig.board.newest().sequence > stale.sequence


async def test_a_process_killed_in_a_call_comes_back_by_itself(rig):
    await rig.camera.start()
    await until(rig.count)
    pid = rig.camera.pid
    os.kill(pid, signal.SIGKILL)
    await until(lambda: "device_crashed" in rig.health)
    await until(lambda: rig.camera.pid != pid and rig.count() is not None)
    await until(lambda: rig.health[-1] == "well")


async def test_a_process_that_hangs_is_replaced(rig, monkeypatch):
    monkeypatch.setattr(supervisor, "HANG_S", 1.0)
    await rig.camera.start()
    await until(rig.count)
    pid = rig.camera.pid
    os.kill(pid, signal.SIGSTOP)
    await until(lambda: "device_timed_out" in rig.health)
    await until(lambda: rig.camera.pid != pid and rig.count() is not None)


async def test_a_stop_leaves_an_empty_board_even_if_the_process_hangs(rig, monkeypatch):
    monkeypatch.setattr(supervisor, "ANSWER_S", 0.5)
    await rig.camera.start()
    await until(rig.count)
    pid = rig.camera.pid
    os.kill(pid, signal.SIGSTOP)
    await rig.camera.stop()
    assert rig.board.newest() is None
    await until(lambda: not alive(pid))


async def test_a_camera_missing_at_start_is_told_and_used_when_it_comes(tmp_path):
    rig = Rig(tmp_path)
    rig.unplug()
    running = asyncio.create_task(rig.camera.run())
    await rig.camera.start()
    await until(lambda: rig.health == ["device_missing"])
    rig.plug()
    await until(rig.count)
    running.cancel()
    await asyncio.wait([running])


async def test_a_file_that_is_no_video_is_a_fault_and_not_a_crash(tmp_path):
    rig = Rig(tmp_path)
    rig.file.write_bytes(bytes(1000))
    running = asyncio.create_task(rig.camera.run())
    await rig.camera.start()
    await until(lambda: "device_io_failed" in rig.health)
    assert "device_crashed" not in rig.health
    await rig.camera.stop()
    running.cancel()
    await asyncio.wait([running])


OWNER = """
import asyncio, sys
from devices.camera.supervisor import CameraProcess
from devices.frames import Board

async def main():
    board = Board.create()
    camera = CameraProcess(f"file:{sys.argv[1]}", board, lambda device, error: None)
    running = asyncio.create_task(camera.run())
    await camera.start()
    while board.newest() is None:
        await asyncio.sleep(0.01)
    print(camera.pid, board.name, flush=True)
    await running

asyncio.run(main())
"""


async def test_a_kiosk_killed_takes_its_camera_and_the_pictures_with_it(tmp_path):
    file = write_pattern(tmp_path / "camera.y4m", seed=1, seconds=0.2)
    owner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", OWNER, str(file)), stdout=subprocess.PIPE, cwd=ROOT
    )
    assert owner.stdout
    pid, name = (await owner.stdout.readline()).decode().split()
    reader = Board.open(name)
    assert reader.newest()
    owner.kill()
    await owner.wait()
    await until(lambda: not alive(int(pid)))
    with pytest.raises(FileNotFoundError):
        Board.open(name)
    reader.close()


WRITER = """
import sys
import numpy as np
from devices.frames import Board

board = Board.open(sys.argv[1], writable=True)
value = 0
while True:
    value = (value + 1) % 256
    size = (1280, 720) if value % 2 else (640, 480)
    board.write(np.full((size[1] * 3 // 2, size[0]), value, np.uint8))
"""


def test_a_reader_in_another_process_never_takes_a_torn_picture():
    board = Board.create()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, board.name], cwd=ROOT)
    taken, torn, last = 0, 0, 0
    try:
        while taken < 300:
            copied = board.copy_newest()
            if copied is None:
                continue
            pixels, picture = copied
            assert picture.sequence >= last
            last, taken = picture.sequence, taken + 1
            values = np.unique(pixels)
            torn += len(values) != 1 or pixels.shape != (picture.height * 3 // 2, picture.width)
    finally:
        writer.kill()
        writer.wait()
        board.close()
    assert torn == 0


def large(folder: Path, every: int = 3) -> Path:
    """A camera of 1920x1080: a field of squares, blurred but for one picture in `every`."""
    rows, columns = np.indices((1080, 1920)) // 24
    squares = np.where((rows + columns) % 2, 60, 190).astype(np.uint8)
    sharp = Image.fromarray(squares)
    frames = []
    for n in range(9):
        grey = sharp if n % every == 0 else sharp.filter(ImageFilter.GaussianBlur(12))
        frames.append(i420(grey.convert("RGB")))
    return write_video(folder / "large.y4m", frames)


def test_a_still_asked_for_at_the_film_s_very_end_is_taken_from_its_beginning(tmp_path):
    camera = FileCamera(str(large(tmp_path, every=1)))
    camera.open()
    try:
        for _ in range(9):
            camera.skip()
        with Image.open(io.BytesIO(camera.still())) as still:
            assert still.size == (1920, 1080)
    finally:
        camera.close()


async def test_a_still_has_the_full_size_and_is_the_sharpest_of_a_few(tmp_path):
    board, health = Board.create(), []
    camera = CameraProcess(f"file:{large(tmp_path)}", board, lambda _, error: health.append(error))
    running = asyncio.create_task(camera.run())
    try:
        await until(lambda: camera.pid)
        with pytest.raises(IoFailed):
            await camera.still(tmp_path / "closed.jpg")
        await camera.start()
        await until(board.newest)
        picture = board.newest()
        assert (picture.width, picture.height) == (1280, 720), "what streams is small"
        await camera.still(tmp_path / "still.jpg")
        with Image.open(tmp_path / "still.jpg") as still:
            assert still.size == (1920, 1080)
            grey = np.asarray(still.convert("L")).astype(int)
        assert np.abs(np.diff(grey[500])).max() > 100, "the edges are steep"
        last = board.newest().sequence
        await until(lambda: board.newest().sequence > last)
        assert not any(health)
    finally:
        running.cancel()
        await asyncio.wait([running])
        board.close()
