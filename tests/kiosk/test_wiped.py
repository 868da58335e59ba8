"""A visit is said to be wiped once it is, and why not until then."""

import asyncio
import gc
import weakref

import pytest

from kiosk import wiped
from kiosk.core.events import Event, SessionWiped, WipeFailed
from kiosk.wiped import forget
from signaling.protocol import Unwiped


async def nothing() -> None:
    pass


async def test_what_is_gone_at_once_is_said_and_nothing_else() -> None:
    told: list[Event] = []
    await forget("v1", [asyncio.create_task(nothing())], lambda: False, told.append, 30.0)
    assert told == [SessionWiped("v1")]


async def test_what_is_slow_then_left_is_told_once_each_and_tried_until_it_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wiped, "AGAIN_SECONDS", 0.001)
    told: list[Event] = []
    answers, tries = asyncio.Event(), iter([True, True, True, False])

    async def slow() -> None:
        await answers.wait()

    def hear(event: Event) -> None:
        told.append(event)
        answers.set()

    await forget("v1", [asyncio.create_task(slow())], lambda: next(tries), hear, 0.0)
    late, failed = WipeFailed("v1", Unwiped.LATE), WipeFailed("v1", Unwiped.FAILED)
    assert told == [late, failed, SessionWiped("v1")]
    assert next(tries, None) is None


class Ring:
    """Only a collection finds that nobody has it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_was_there_after_a_visit_is_not_gone_through_in_the_next_call() -> None:
    try:
        here, gone = Ring(), weakref.ref(Ring())
        wiped.let_go()
        assert gone() is None
        assert not any(one is here for one in gc.get_objects())
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_what_is_let_go_after_one_visit_does_not_stay_for_ever() -> None:
    try:
        ring = Ring()
        seen = weakref.ref(ring)
        wiped.let_go()
        del ring
        wiped.let_go()
        assert seen() is None
    finally:
        gc.unfreeze()
