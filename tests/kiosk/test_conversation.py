"""Whatever happens to a call, camera and microphone are closed at its end."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from devices.frames import Board
from kiosk import conversation as module
from kiosk.conversation import Conversation
from kiosk.media.offer import BadSdp


class Ear:
    """Sound or camera: says what is open; `trouble` breaks its opening."""

    def __init__(self) -> None:
        self.open = False
        self.trouble: Exception | None = None
        self.closing_trouble: Exception | None = None

    async def start(self) -> None:
        await asyncio.sleep(0)
        self.open = True
        if self.trouble is not None:
            raise self.trouble

    async def stop(self) -> None:
        await asyncio.sleep(0)
        self.open = False
        if self.closing_trouble is not None:
            raise self.closing_trouble

    open_call, close_call = start, stop


class SlowPeer:
    """Answers when the test lets it; `trouble` breaks its answer."""

    def __init__(self, *_: object) -> None:
        self.closed, self.go = False, asyncio.Event()
        self.trouble: Exception | None = None

    async def answer(self, sdp: str, ice_servers: object) -> str:
        await self.go.wait()
        if self.trouble is not None:
            raise self.trouble
        return "answer"

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(module, "Peer", SlowPeer)
    hardware: Any = SimpleNamespace(
        camera=Ear(), sound=Ear(), camera_board=Board.create(), face_board=Board.create()
    )
    made: Any = Conversation(hardware, bytes(32), lambda: None, lambda _: None)
    made.ears = (hardware.camera, hardware.sound)
    return made


def is_open(call: Any) -> list[bool]:
    return [ear.open for ear in call.ears]


async def both_open(call: Any) -> None:
    async with asyncio.timeout(5):
        while is_open(call) != [True, True]:  # noqa: ASYNC110 - two devices, no event
            await asyncio.sleep(0)


async def test_an_answer_opens_both_and_the_end_closes_them(call):
    call._peer.go.set()
    assert await call.answer("offer", ()) == "answer"
    assert is_open(call) == [True, True]
    await call.close()
    assert (is_open(call), call._peer.closed) == ([False, False], True)


async def test_a_call_that_ends_before_its_first_step_opens_nothing(call):
    answering = asyncio.create_task(call.answer("offer", ()))
    await call.close()
    with pytest.raises(BadSdp):
        await answering
    assert is_open(call) == [False, False]


async def test_a_call_that_ends_while_it_is_answered_leaves_nothing_open(call):
    answering = asyncio.create_task(call.answer("offer", ()))
    await both_open(call)
    await call.close()
    assert is_open(call) == [False, False]
    call._peer.go.set()
    with pytest.raises(BadSdp):
        await answering
    assert is_open(call) == [False, False]


@pytest.mark.parametrize("trouble", [BadSdp("unreadable"), RuntimeError("Camille Exemple")])
async def test_an_offer_that_cannot_be_answered_is_told_without_its_text(call, trouble):
    call._peer.trouble = trouble
    call._peer.go.set()
    with pytest.raises(BadSdp) as caught:
        await call.answer("offer", ())
    assert "Camille" not in str(caught.value)
    assert (is_open(call), call._peer.closed) == ([False, False], True)


@pytest.mark.parametrize("which", [0, 1])
async def test_a_device_that_breaks_in_its_own_way_ends_the_call_closed(call, which):
    call.ears[which].trouble = RuntimeError("odd")
    with pytest.raises(BadSdp):
        await call.answer("offer", ())
    assert (is_open(call), call._peer.closed) == ([False, False], True)


async def test_one_that_cannot_be_closed_keeps_none_of_the_others_open(call):
    call._peer.go.set()
    await call.answer("offer", ())
    call.ears[1].closing_trouble = RuntimeError("odd")
    await call.close()
    assert (is_open(call), call._peer.closed) == ([False, False], True)


async def test_a_kiosk_that_ends_while_it_answers_leaves_nothing_open(call):
    answering = asyncio.create_task(call.answer("offer", ()))
    await both_open(call)
    answering.cancel()
    await asyncio.wait([answering])
    assert answering.cancelled()
    assert is_open(call) == [False, False]
