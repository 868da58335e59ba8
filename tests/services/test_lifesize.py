"""A real face on the face screen, measured in centimetres."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from av import VideoFrame
from PIL import Image, ImageDraw

from devices.frames import Board, Pixels
from devices.vision import Head, HeadFinder
from devices.worker import DeviceWorker
from kiosk.core import scenes

from .screens import ROOT, Screens, screens

PORTRAIT = ROOT / "tests" / "data" / "portrait.jpg"
CROWN, CHIN = 36, 173
"Rows of it: the chin that is seen, and the crown, as far above the eyes as the chin is below."
HAIR = 16
PX_MM = 1280 / 597
"As of a screen of 27 inches."
CALL = scenes.in_call("MSA", "Mme Exemple")


def filmed(high: int, left: int, size: tuple[int, int] = (1280, 720)) -> Pixels:
    """The portrait as a camera would send it, so many pixels high, on a plain wall."""
    with Image.open(PORTRAIT) as portrait:
        face = portrait.convert("RGB").resize((high, high), Image.Resampling.LANCZOS)
    scale = high / 512
    # From the hair to the chin, so that it is seen on the screen how high that is.
    ruler = (round(52 * scale), round(HAIR * scale), round(60 * scale), round(CHIN * scale) - 1)
    ImageDraw.Draw(face).rectangle(ruler, (0, 220, 0))
    picture = Image.new("RGB", size, (176, 168, 160))
    picture.paste(face, (left, size[1] - high))
    frame = VideoFrame.from_image(picture).reformat(format="yuv420p")
    return np.ascontiguousarray(frame.to_ndarray())


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board.create()
    yield board
    board.close()


@pytest.mark.parametrize(("high", "left"), [(720, 280), (620, 60), (560, 660)])
def test_the_head_is_found_where_it_is(board: Board, high: int, left: int) -> None:
    board.write(filmed(high, left))
    head = HeadFinder(board.name).find()
    assert head is not None
    chin = (head.top + head.height) * 720
    seen = 720 - high + CHIN * high / 512
    assert abs(chin - seen) < 0.06 * high
    assert head.height * 720 == pytest.approx((CHIN - CROWN) * high / 512, rel=0.12)


def test_nobody_is_found_where_nobody_is(board: Board) -> None:
    finder = HeadFinder(board.name)
    assert finder.find() is None
    chance = np.random.default_rng(3)
    for picture in (
        np.full((1080, 1280), 128, np.uint8),
        chance.integers(0, 256, (1080, 1280), np.uint8),
        np.full((24, 16), 90, np.uint8),
    ):
        board.write(picture)
        assert finder.find() is None


async def test_on_the_face_screen_the_head_is_twenty_to_twenty_five_centimetres(
    board: Board, tmp_path: Path
) -> None:
    """From the picture that came to the pixels that are seen."""
    high, left = 620, 60
    board.write(filmed(high, left))
    async with DeviceWorker("vision", HeadFinder, board.name, probe_every=3600.0) as worker:
        head = await worker.call("find", timeout=60)
    assert isinstance(head, Head)
    # Without motion it is there at once; how it glides is in tests/kiosk/screens/test_lifesize.py.
    options = "--virtual", "1280x720,640x480", "--still", "--grabs", str(tmp_path)
    with screens(*options) as process:
        process.hear("ready")
        process.say(face_pixels_per_mm=PX_MM, boards={"remote": board.name})
        process.show(CALL)
        process.hear("video", video="remote", on=True)
        before = after = grabbed(process)
        deadline = time.monotonic() + 60
        while np.array_equal(after, before):
            assert time.monotonic() < deadline, "the head grows"
            process.say(head=vars(head))  # again and again, as the kiosk looks
            after = grabbed(process)
        assert 20 <= measured(after, CROWN) <= 25
        assert 20 <= measured(after, HAIR) <= 25
        assert measured(before, CROWN) < 0.5 * measured(after, CROWN)
        process.say(face_pixels_per_mm=None)
        while not np.array_equal(after, before):
            assert time.monotonic() < deadline, "of a screen that is measured no more, the whole"
            after = grabbed(process)


def grabbed(process: Screens) -> np.ndarray:
    process.say(grab=True)
    path = process.hear("grabbed")["grabbed"]["face"]
    return np.asarray(Image.open(path).convert("RGB"))


def measured(screen: np.ndarray, top: int) -> float:
    """Centimetres from there to the chin, by the green ruler that was filmed beside the head."""
    rgb = screen.astype(int)
    green = (rgb[..., 1] > 150) & (rgb[..., 0] < 110) & (rgb[..., 2] < 110)
    rows = np.flatnonzero(green.any(axis=1))
    pixels = rows[-1] - rows[0] + 1
    return float(pixels / PX_MM / 10 * (CHIN - top) / (CHIN - HAIR))
