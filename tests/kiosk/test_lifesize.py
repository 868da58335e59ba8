"""When the counsellor's head is looked for, and what is made of a look that fails; on a virtual
clock. How it is found is in :mod:`tests.services.test_lifesize`."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from devices.errors import Crashed
from devices.vision import Head
from devices.worker import DeviceWorker
from kiosk.display import Display
from kiosk.lifesize import LOOK_SECONDS, LifeSize

from .media.virtual_time import run

HEAD = Head(0.4, 0.2, 0.2, 0.3)
AGAIN = Head(0.5, 0.2, 0.2, 0.3)


class Vision:
    """Finds what it is told to, in turn; the last one again and again."""

    def __init__(self, *found: Head | Exception | None, takes: float = 0.0) -> None:
        self.found, self.takes = list(found), takes
        self.looked: list[float] = []

    async def call(self, method: str, timeout: float) -> Head | None:  # noqa: ASYNC109 - as the worker
        assert method == "find"
        self.looked.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.takes)
        said = self.found.pop(0) if len(self.found) > 1 else self.found[0]
        if isinstance(said, Exception):
            raise said
        return said


class Screen:
    def __init__(self) -> None:
        self.heads: list[dict[str, Any] | None] = []

    def head(self, head: dict[str, float] | None) -> None:
        self.heads.append(head)


def after(seconds: float, vision: Vision, in_call: Callable[[float], bool]) -> Screen:
    """What the screen was told, so many seconds after the kiosk came to life."""
    screen = Screen()

    async def go() -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        worker, display = cast(DeviceWorker, vision), cast(Display, screen)
        life = LifeSize(worker, display, lambda: in_call(loop.time() - began))
        running = asyncio.ensure_future(life.run())
        await asyncio.wait([running], timeout=seconds)
        assert not running.done()
        running.cancel()

    run(go())
    return screen


def always(_: float) -> bool:
    return True


def test_a_head_is_looked_for_every_two_seconds_of_a_call_and_never_else() -> None:
    vision = Vision(HEAD)
    screen = after(60.5, vision, lambda now: 20 < now < 40.1)
    assert 9 <= len(vision.looked) <= 11
    gaps = [b - a for a, b in zip(vision.looked, vision.looked[1:], strict=False)]
    assert {round(gap, 3) for gap in gaps} == {LOOK_SECONDS}
    assert screen.heads == [vars(HEAD)] * len(vision.looked)


def test_what_is_not_found_is_told_and_what_is_found_again_too() -> None:
    screen = after(3 * LOOK_SECONDS + 0.5, Vision(HEAD, None, AGAIN), always)
    assert screen.heads == [vars(HEAD), None, vars(AGAIN)]


def test_a_look_that_fails_changes_nothing_and_the_next_one_comes() -> None:
    vision = Vision(HEAD, Crashed("vision", "gone"), AGAIN)
    screen = after(3 * LOOK_SECONDS + 0.5, vision, always)
    assert screen.heads == [vars(HEAD), vars(AGAIN)]


def test_a_slow_look_is_waited_for_and_none_is_made_beside_it() -> None:
    vision = Vision(HEAD, takes=3.0)
    after(16.0, vision, always)
    gaps = [b - a for a, b in zip(vision.looked, vision.looked[1:], strict=False)]
    assert {round(gap, 3) for gap in gaps} == {LOOK_SECONDS + 3.0}


def test_where_the_screen_was_not_measured_nobody_looks() -> None:
    screen = Screen()
    run(LifeSize(None, cast(Display, screen), lambda: True).run())
    assert screen.heads == []
