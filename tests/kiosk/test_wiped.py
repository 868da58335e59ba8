"""A visit is said to be wiped once it is, and why not until then."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

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


@pytest.fixture
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_what_the_start_made_is_not_looked_through_in_a_call() -> None:
    here, gone = Ring(), weakref.ref(Ring())
    wiped.keep()
    assert gone() is None
    assert not any(one is here for one in gc.get_objects())
    assert gc.get_freeze_count() > 10_000


@pytest.mark.usefixtures("_thawed")
def test_what_a_visit_made_is_gone_after_it_and_nothing_of_it_is_kept() -> None:
    wiped.keep()
    kept = gc.get_freeze_count()
    seen = weakref.ref(Ring())
    wiped.let_go()
    assert seen() is None
    assert 0.9 * kept < gc.get_freeze_count() <= kept
