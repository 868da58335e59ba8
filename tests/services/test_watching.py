"""The camera's process watches the room: it says a word and a time, and shows no picture."""

import asyncio
import io
import json
import os
import sys
from pathlib import Path

import pytest
import segno
from PIL import Image

from devices.camera.supervisor import CameraProcess
from devices.frames import Board
from devices.virtual.camera import i420, write_video
from devices.virtual.figures import Figure, draw

pytestmark = pytest.mark.timeout(150)
ROOT = Path(__file__).parents[2]
CODE = "VAV1-" + "A2" * 13


def slip(code: str) -> Image.Image:
    """A slip that is held in front of the camera, not quite straight."""
    drawn = io.BytesIO()
    segno.make(code, error="q", micro=False).save(drawn, kind="png", scale=6, border=4)
    page = Image.open(drawn).convert("L").rotate(8, expand=True, fillcolor=255)
    room = draw(Figure.RESIDENT, 0, 640, 480)
    room.paste(page, (220, 120))
    return room


async def heard(camera: Path, board: Board, seconds: float, *commands: str) -> list[str]:
    """The lines of a process that was given `commands`, as they come through the pipe."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "devices.camera.process", f"file:{camera}", board.name, "480"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(f"{one}\n" for one in commands).encode())
    lines: list[str] = []
    seen = 0
    async with asyncio.timeout(seconds):
        while seen < 4:
            line = (await process.stdout.readline()).decode()
            assert line, lines
            lines.append(line)
            seen += '"seen"' in line
            assert board.newest() is None
    process.stdin.close()
    await process.communicate()
    return lines


async def test_a_word_and_a_time_are_all_that_is_said_of_the_room(tmp_path: Path) -> None:
    frames = (i420(draw(Figure.RESIDENT, n / 50, 640, 480)) for n in range(50))
    camera, board = write_video(tmp_path / "room.y4m", frames), Board.create()
    lines = await heard(camera, board, 60, "watch")
    events = [json.loads(line) for line in lines]
    said = [event for event in events if event["event"] == "seen"]
    assert {frozenset(event) for event in said} == {frozenset({"event", "seen", "at"})}
    assert {event["seen"] for event in said} <= {"somebody", "nobody", "unknown"}
    assert all(float(event["at"]) > 0 for event in said)
    assert max(len(line) for line in lines) < 100
    assert {event["event"] for event in events} <= {"seen", "health"}
    assert not any(slot.any() for slot in board._slots)
    assert os.listdir(tmp_path) == ["room.y4m"]
    board.close()


async def test_a_slip_is_read_outside_a_call_and_any_other_code_is_forgotten(
    tmp_path: Path,
) -> None:
    board = Board.create()
    for code, wanted in ((CODE, CODE), ("https://example.fr/?name=Camille", None)):
        camera = write_video(tmp_path / "slip.y4m", [i420(slip(code))] * 10)
        events = [json.loads(line) for line in await heard(camera, board, 60, "watch")]
        codes = {event["code"] for event in events if event["event"] == "slip"}
        assert codes == ({wanted} if wanted else set())
    board.close()


async def test_it_goes_on_watching_in_a_call_and_after_it(tmp_path: Path) -> None:
    camera = write_video(tmp_path / "slip.y4m", [i420(slip(CODE))] * 10)
    board, seen, slips = Board.create(), asyncio.Queue[str](), asyncio.Queue[str]()
    eye = CameraProcess(f"file:{camera}", board, lambda *_: None, seen.put_nowait, slips.put_nowait)
    running = asyncio.create_task(eye.run())
    async with asyncio.timeout(60):
        assert await slips.get() == CODE
        await eye.start()
        while board.newest() is None:  # noqa: ASYNC110 - it is a process that changes it
            await asyncio.sleep(0.01)
        while not seen.empty():
            seen.get_nowait()
        await seen.get()
        assert slips.empty()  # nobody's code is read while they talk
        await eye.stop()
        assert board.newest() is None
        await seen.get()
    running.cancel()
    await asyncio.wait([running])
    board.close()
