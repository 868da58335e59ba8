"""A driver may hang, crash or lie; the process that called it goes on."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from devices.errors import Crashed, DeviceError, Jammed, Missing, TimedOut
from devices.worker import DeviceWorker

from .odd_driver import OddDriver

DEADLINE = 20.0


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not condition():  # noqa: ASYNC110 - files and processes have no event
            await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    """Neither gone nor a zombie that waits for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def health() -> list[bool]:
    return []


@pytest.fixture
async def worker(tmp_path: Path, health: list[bool]) -> AsyncIterator[DeviceWorker]:
    made = DeviceWorker(
        "scanner", OddDriver, str(tmp_path), probe_every=0.1, on_health=health.append
    )
    async with made:
        await made.settled()
        yield made


async def test_a_driver_works_in_another_process(worker: DeviceWorker) -> None:
    assert await worker.call("pid", timeout=5) == worker.pid != os.getpid()
    assert await worker.call("echo", {"page": 1}, timeout=5) == {"page": 1}


async def test_an_error_of_the_device_arrives_as_it_was_raised(worker: DeviceWorker) -> None:
    with pytest.raises(Jammed) as caught:
        await worker.call("jam", timeout=5)
    assert (caught.value.device, caught.value.detail) == ("scanner", "feeder")


async def test_a_bug_of_a_driver_arrives_without_its_text(worker: DeviceWorker) -> None:
    for method, kind in (("bug", "ValueError"), ("unpicklable", "")):
        with pytest.raises(DeviceError) as caught:
            await worker.call(method, timeout=5)
        assert kind in str(caught.value)
        assert "Camille" not in str(caught.value)
    assert await worker.call("echo", 1, timeout=5) == 1


async def test_a_driver_taken_over_is_ended_and_started_again(worker: DeviceWorker) -> None:
    before = worker.pid
    with pytest.raises(Crashed):
        await worker.call("attack", timeout=5)
    assert await worker.call("echo", 1, timeout=5) == 1
    assert worker.pid != before


async def test_a_page_of_26_megabytes_crosses_while_the_loop_turns(worker: DeviceWorker) -> None:
    size = 2480 * 3508 * 3
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    turning = asyncio.create_task(turn())
    page = await worker.call("big", size, timeout=20)
    turning.cancel()
    assert len(page) == size
    assert turns > 10


async def test_a_hanging_call_is_killed_and_the_next_one_served(
    worker: DeviceWorker, tmp_path: Path
) -> None:
    before = worker.pid
    assert before is not None
    with pytest.raises(TimedOut) as caught:
        await worker.call("hang_with_the_lock", timeout=0.2)
    assert caught.value.device == "scanner"
    assert await worker.call("echo", "again", timeout=5) == "again"
    assert worker.pid != before
    assert not alive(before)


async def test_a_call_that_reported_progress_may_not_fall_silent(worker: DeviceWorker) -> None:
    async with asyncio.timeout(20):
        with pytest.raises(TimedOut):
            await worker.call("stall", timeout=60, silence=0.2)
        assert await worker.call("echo", "again", timeout=5) == "again"


async def test_progress_does_not_put_off_the_end_of_a_call(worker: DeviceWorker) -> None:
    async with asyncio.timeout(20):
        with pytest.raises(TimedOut):
            await worker.call("count", timeout=0.5, silence=60)


async def test_the_loop_turns_while_a_driver_hangs(worker: DeviceWorker, tmp_path: Path) -> None:
    hanging = asyncio.create_task(worker.call("hang_with_the_lock", timeout=1))
    await until((tmp_path / "hanging").exists)
    turns = 0
    while not hanging.done():
        await asyncio.sleep(0)
        turns += 1
    assert isinstance(hanging.exception(), TimedOut)
    assert turns > 100


async def test_the_time_spent_in_the_queue_does_not_count(worker: DeviceWorker) -> None:
    first = asyncio.create_task(worker.call("nap", 1.0, timeout=10))
    second = asyncio.create_task(worker.call("nap", 0.01, timeout=0.5))
    assert await first == 1.0
    assert await second == 0.01


async def test_a_segfault_is_told_and_the_driver_starts_again(
    worker: DeviceWorker, health: list[bool]
) -> None:
    with pytest.raises(Crashed, match="signal 11"):
        await worker.call("segfault", timeout=5)
    assert await worker.call("echo", 1, timeout=5) == 1
    await until(lambda: health == [True, False, True])


async def test_a_process_killed_while_idle_comes_back_by_itself(
    worker: DeviceWorker, health: list[bool]
) -> None:
    killed = worker.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    await until(lambda: health == [True, False, True])
    assert worker.pid != killed


async def test_a_call_in_progress_hears_that_its_process_was_killed(
    worker: DeviceWorker, tmp_path: Path
) -> None:
    napping = asyncio.create_task(worker.call("nap", 60, timeout=60))
    await until((tmp_path / "napping").exists)
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(Crashed, match="signal 9"):
        await napping


async def test_an_unplugged_device_turns_red_then_green_again(
    worker: DeviceWorker, health: list[bool], tmp_path: Path
) -> None:
    before = worker.pid
    (tmp_path / "away").touch()
    await until(lambda: health == [True, False])
    assert isinstance(worker.trouble, Missing)
    (tmp_path / "away").unlink()
    await until(lambda: health == [True, False, True])
    assert worker.trouble is None
    assert worker.pid == before


async def test_progress_is_reported_and_a_cancelled_call_stops_its_driver(
    worker: DeviceWorker, tmp_path: Path
) -> None:
    seen: list[int] = []
    counting = asyncio.create_task(worker.call("count", timeout=60, progress=seen.append))
    await until(lambda: len(seen) > 3)
    counting.cancel()
    await until((tmp_path / "stopped").exists)
    assert seen == sorted(seen)
    assert await worker.call("echo", 1, timeout=5) == 1


async def test_a_call_cancelled_in_the_queue_is_never_made(
    worker: DeviceWorker, tmp_path: Path
) -> None:
    first = asyncio.create_task(worker.call("nap", 0.3, timeout=5))
    waiting = asyncio.create_task(worker.call("count", timeout=60))
    await asyncio.sleep(0)
    waiting.cancel()
    await first
    assert await worker.call("echo", 1, timeout=5) == 1
    assert not (tmp_path / "stopped").exists()


async def test_nobody_waits_for_ever_on_a_driver_that_dies_before_its_turn(
    worker: DeviceWorker, tmp_path: Path
) -> None:
    (tmp_path / "wedged").touch()
    await until(lambda: worker.healthy is False)
    with pytest.raises(Crashed):
        await worker.call("echo", 1, timeout=5)
    (tmp_path / "wedged").unlink()
    assert await worker.call("echo", 2, timeout=5) == 2


async def test_events_of_the_driver_are_heard_in_order(tmp_path: Path) -> None:
    heard: list[str] = []
    async with DeviceWorker(
        "card", OddDriver, str(tmp_path), poll_every=0.05, on_event=heard.append
    ) as worker:
        await worker.call("happen", "inserted", "removed", timeout=5)
        await worker.call("happen", "inserted", timeout=5)
        await until(lambda: len(heard) == 3)
    assert heard == ["inserted", "removed", "inserted"]


@pytest.mark.parametrize(("broken", "kind"), [("missing", Missing), ("Camille", DeviceError)])
async def test_a_driver_that_cannot_start_is_told_and_tried_again_ever_more_slowly(
    tmp_path: Path, broken: str, kind: type[DeviceError]
) -> None:
    async with DeviceWorker("scanner", OddDriver, str(tmp_path), broken) as worker:
        with pytest.raises(kind) as caught:
            await worker.call("echo", 1, timeout=5)
        assert "Camille" not in str(caught.value)
        await worker.settled()
        assert worker.healthy is False
        begun = tmp_path / "begun"
        await until(lambda: len(begun.read_text().splitlines()) >= 4)
    times = [float(line) for line in begun.read_text().splitlines()]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert pauses[-1] > pauses[0]


async def test_stopping_ends_the_process_and_tells_those_who_wait(tmp_path: Path) -> None:
    worker = DeviceWorker("scanner", OddDriver, str(tmp_path))
    await worker.start()
    await worker.settled()
    pid = worker.pid
    assert pid is not None
    running = asyncio.create_task(worker.call("hang_with_the_lock", timeout=60))
    waiting = asyncio.create_task(worker.call("echo", 1, timeout=60))
    await until((tmp_path / "hanging").exists)
    await worker.stop()
    for call in (running, waiting):
        with pytest.raises(Crashed):
            await call
    assert not alive(pid)
    with pytest.raises(Crashed):
        await worker.call("echo", 1, timeout=5)


OWNER = """
import asyncio, sys
from devices.worker import DeviceWorker
from tests.services.odd_driver import OddDriver

async def main():
    async with DeviceWorker("scanner", OddDriver, sys.argv[1]) as worker:
        await worker.settled()
        print(worker.pid, flush=True)
        await worker.call("hang_with_the_lock", timeout=1000)

asyncio.run(main())
"""


def start_owner(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
async def test_a_hanging_driver_dies_with_its_owner(tmp_path: Path, end: signal.Signals) -> None:
    owner = start_owner(tmp_path)
    assert owner.stdout is not None
    with owner.stdout:
        pid = int(await asyncio.to_thread(owner.stdout.readline))
    await until((tmp_path / "hanging").exists)
    assert alive(pid)
    owner.send_signal(end)
    owner.wait(DEADLINE)
    await until(lambda: not alive(pid))
