"""Nothing of a visit is left at a kiosk: after its end, after a kill -9 at any of its steps."""

import asyncio
import base64
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest

from devices.virtual.display import DOCUMENT, FACE
from signaling import protocol as wire

from ..kiosk_room import Room
from ..serving import until
from .canaries import WORD, Canaries, files, paper
from .program import Program, alike, family, program
from .seen import counted, mb, written
from .story import HURRY, PARTS, STEPS, Story

pytestmark = pytest.mark.timeout(400)
WIPE_SECONDS = 3 * 10.0
"The promise is ten; this machine may do something else."
KILLED = (("scanning", "scanned"), ("form filled", "filled"), ("printing", "printed"))
"In the everyday ring; all of them in the long one."


def places(here: Program) -> list[Path]:
    """All that the kiosk, its programs and its sound and print servers may write in; not what
    the printer holds in its tray, what lies on the glass, and what the camera looks at."""
    room = here.room.folder
    devices = {room / "printer", room / "camera.y4m", room / "sane"}
    around = [path for path in room.iterdir() if path not in devices]
    own = [path for path in here.folder.iterdir() if path.name != "server"]
    dumps = [Path("/var/lib/systemd/coredump"), Path("/var/crash")]
    return [*own, *around, *here.room.printer.written, *(path for path in dumps if path.exists())]


def working_files(here: Program) -> set[str]:
    """Those of a visit, of a print, of a library: none may be more than before it. The lines that
    the kiosk says to everybody are made once, and kept."""
    runtime = here.settings.runtime_directory
    spool = here.room.printer.spool
    kept = here.room.printer.written[1]  # the notes of cupsd about jobs
    found = files([runtime, here.temporary, here.home, spool])
    passed = {kept, runtime / "voice"}
    return {str(path) for path in found if not passed & set(path.parents)}


def pictures(here: Program) -> list[np.ndarray]:
    return [np.asarray(here.room.display.picture(one)).copy() for one in (FACE, DOCUMENT)]


async def shows(here: Program, wanted: list[np.ndarray], seconds: float) -> None:
    """Until both screens show just that again."""

    def same() -> bool:
        now = pictures(here)
        return all(alike(a, b) for a, b in zip(now, wanted, strict=True))

    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(same):  # noqa: ASYNC110 - on the screens
            await asyncio.sleep(0.1)


async def told_until(story: Story, step: str) -> None:
    async for reached in story.steps():
        if reached == step:
            return
    raise AssertionError(f"no step {step}")


@asynccontextmanager
async def resting(room: Room) -> AsyncIterator[tuple[Program, list[np.ndarray], set[str]]]:
    """A kiosk that waits; what its screens show then, and its files."""
    room.glass.remove()
    async with program(room) as here:
        await until(lambda: pictures(here)[0].std() > 1, HURRY)
        before = pictures(here)
        await asyncio.sleep(1)
        await shows(here, pictures(here), 30)  # it moves no more
        before = pictures(here)
        yield here, before, working_files(here)


async def test_two_hundred_canaries_are_found_nowhere_after_a_visit(room: Room) -> None:
    async with resting(room) as (here, welcome, before):
        assert can_be_dumped(here) == []
        story = Story(here)
        planted = False
        try:
            async for step in story.steps():
                if step == "shown":
                    planted = bool(story.canaries.found_in([here.settings.runtime_directory]))
                if step == "closing":
                    began = time.monotonic()
                if step == "wiped":
                    took = time.monotonic() - began
            assert planted, "in the visit they are found where they may lie"
            assert story.canaries.count >= 200
            assert took < WIPE_SECONDS
            await shows(here, welcome, HURRY)
            assert story.canaries.found_in(places(here)) == []
            assert working_files(here) <= before
            served = [here.served.folder / "documents"]
            assert story.canaries.found_in(served, names=False) == []
        finally:
            await story.close()


async def no_more_than(here: Program, before: set[str], step: str) -> None:
    """Until no file of a visit is left."""
    try:
        async with asyncio.timeout(HURRY):
            while working_files(here) - before:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError((step, working_files(here) - before)) from None


async def killed_at(
    here: Program,
    step: str,
    welcome: list[np.ndarray],
    before: set[str],
    parts: tuple[str, ...] = PARTS,
) -> float:
    """How long it took from the kill until nothing was left."""
    story = Story(here, parts)
    try:
        await told_until(story, step)
        began = time.monotonic()
        await here.kill()
    finally:
        await story.close()
        here.room.printer.clear_fault()
        here.room.glass.remove()
    await here.gone()
    await here.start()
    await no_more_than(here, before, step)
    took = time.monotonic() - began
    assert story.canaries.found_in(places(here)) == [], step
    await ended(here, story, step)
    await shows(here, welcome, HURRY)
    assert story.canaries.found_in(places(here)) == [], step
    assert working_files(here) <= before, step
    return took


async def ended(here: Program, story: Story, step: str) -> None:
    """Who still sits there is said goodbye."""
    wiped = (await here.journaled()).count("visit_wiped")
    if step == "wiped":
        return
    if step != "closing":
        ear, _ = await here.served.console("conseil.msa")
        await ear.say(wire.VisitEnd(visit=story.visit))
        await here.wiped(wiped + 1, HURRY)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_kiosk_killed_at_any_step_of_a_visit_leaves_nothing(room: Room) -> None:
    began, kills = time.monotonic(), []
    async with counted(room) as touched, resting(room) as (here, welcome, before):
        assert len(STEPS) >= 20
        touched_before, rested = len(touched), here.rss()
        for step in STEPS:
            took = await killed_at(here, step, welcome, before)
            assert took < WIPE_SECONDS, step
            kills.append({"step": step, "nothing_left_s": round(took, 1), "end": "welcome"})
            kills[-1] |= {"canaries_found": 0, "rss_mb": mb(here.rss())}
        seen = {
            "n": len(kills),
            "kills": kills,
            "input_events": len(touched) - touched_before,
            "before_mb": mb(rested),
            "after_mb": mb(here.rss()),
            "seconds": round(time.monotonic() - began),
        }
    await asyncio.to_thread(written, "kills", seen)
    assert seen["input_events"] == 0


async def test_a_kiosk_killed_in_a_scan_a_form_or_a_print_leaves_nothing(room: Room) -> None:
    async with resting(room) as (here, welcome, before):
        for step, part in KILLED:
            await killed_at(here, step, welcome, before, (part,))


def can_be_dumped(here: Program) -> list[int]:
    """Processes of the kiosk whose memory may end in a file when they die."""
    assert here.process is not None
    processes = [here.process.pid, *family(here.process.pid)]
    assert len(processes) > 5
    return [pid for pid in processes if not _is_undumped(pid)]


def _is_undumped(pid: int) -> bool:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    (core,) = [line for line in limits if line.startswith("Max core file size")]
    dumped = Path(f"/proc/{pid}/coredump_filter").read_text().strip()
    return core.split()[4:6] == ["0", "0"] and int(dumped, 16) == 0


@pytest.mark.parametrize("name", ["plain.log", "a.pdf", "wide", "coded"])
def test_the_search_would_find_them(tmp_path: Path, name: str) -> None:
    canaries = Canaries()
    (word,) = canaries.new("essai", 1)
    told = {
        "plain.log": f"x{word}".encode(),
        "a.pdf": _deflated(paper([word])),
        "wide": word.encode("utf-16-le"),
        "coded": base64.b64encode(b"y" + word.encode()),
    }
    (tmp_path / name).write_bytes(told[name])
    assert canaries.found_in([tmp_path]) == [str(tmp_path / name)]
    assert word.startswith(WORD)


def _deflated(pdf: bytes) -> bytes:
    return b"%PDF-1.7 stream\n" + zlib.compress(pdf)
