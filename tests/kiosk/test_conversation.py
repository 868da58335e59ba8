"""Whatever happens to a call, camera and microphone are closed at its end."""

import asyncio
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from devices.frames import Board
from kiosk import conversation as module
from kiosk.conversation import Conversation
from kiosk.media.offer import BadSdp
from kiosk.media.outgoing import Outgoing
from kiosk.media.speech import Speech
from kiosk.media.threshold import Threshold
from signaling import protocol as wire


class Ear:
    """Sound or camera: says what is open; `trouble` breaks its opening."""

    def __init__(self) -> None:
        self.open = False
        self.trouble: Exception | None = None
        self.closing_trouble: Exception | None = None
        self.forgotten = 0

    def forget_heard(self) -> None:
        self.forgotten += 1

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

    def __init__(
        self,
        camera: Any,
        face: Any,
        sound: Any,
        events: Any,
        repairs: bool,
        outgoing: Outgoing,
        speech: Speech,
        threshold: Threshold,
    ) -> None:
        self.threshold = threshold
        self.sent: list[str] = []
        self.events, self.repairs = events, repairs
        self.closed, self.cut, self.go = False, False, asyncio.Event()
        self.prepared: list[str] = []
        self.who, self.only = "whoever was announced", ""
        self.trouble: Exception | None = None

    async def prepare(self, sdp: str, ice_servers: object, only: str | None = None) -> None:
        self.prepared.append(sdp)
        self.only = only

    async def answer(self) -> str:
        await self.go.wait()
        if self.trouble is not None:
            raise self.trouble
        return "answer"

    def send(self, text: str) -> bool:
        self.sent.append(text)
        return True

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(module, "Peer", SlowPeer)
    hardware: Any = SimpleNamespace(
        camera=Ear(),
        sound=Ear(),
        camera_board=Board.create(),
        face_board=Board.create(),
        outgoing=Outgoing(),
        speech=Speech(),
    )
    said: list[object] = []
    made: Any = Conversation(hardware, bytes(32), lambda: said.append("lost"), said.append)
    made.ears, made.first, made.said = (hardware.camera, hardware.sound), made._peer, said
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.0)
    return made


def is_open(call: Any) -> list[bool]:
    return [ear.open for ear in call.ears]


async def both_open(call: Any) -> None:
    async with asyncio.timeout(5):
        while is_open(call) != [True, True]:  # noqa: ASYNC110 - two devices, no event
            await asyncio.sleep(0)


async def test_an_answer_opens_both_and_the_end_closes_them(call):
    call.first.go.set()
    assert await call.answer() == "answer"
    assert is_open(call) == [True, True]
    face = call._hardware.face_board
    face.write(np.zeros((360, 320), np.uint8))
    await call.close()
    assert (is_open(call), call.first.closed) == ([False, False], True)
    assert face.newest() is None


async def test_a_call_that_ends_before_its_first_step_opens_nothing(call):
    answering = asyncio.create_task(call.answer())
    await call.close()
    with pytest.raises(BadSdp):
        await answering
    assert is_open(call) == [False, False]


async def test_a_call_that_ends_while_it_is_answered_leaves_nothing_open(call):
    answering = asyncio.create_task(call.answer())
    await both_open(call)
    await call.close()
    assert is_open(call) == [False, False]
    call.first.go.set()
    with pytest.raises(BadSdp):
        await answering
    assert is_open(call) == [False, False]


@pytest.mark.parametrize("trouble", [BadSdp("unreadable"), RuntimeError("Camille Exemple")])
async def test_an_offer_that_cannot_be_answered_is_told_without_its_text(call, trouble):
    call.first.trouble = trouble
    call.first.go.set()
    with pytest.raises(BadSdp) as caught:
        await call.answer()
    assert "Camille" not in str(caught.value)
    assert (is_open(call), call.first.closed) == ([False, False], True)


async def test_a_camera_that_breaks_in_its_own_way_ends_the_call_closed(call):
    call.ears[0].trouble = RuntimeError("odd")
    with pytest.raises(BadSdp):
        await call.answer()
    assert (is_open(call), call.first.closed) == ([False, False], True)


async def test_sound_that_breaks_in_its_own_way_ends_the_call_that_was_answered(call):
    call.ears[1].trouble = RuntimeError("odd")
    call.first.go.set()
    assert await call.answer() == "answer"
    await settled()
    assert call.said == ["lost"]
    await call.close()
    assert (is_open(call), call.first.closed) == ([False, False], True)


async def test_one_that_cannot_be_closed_keeps_none_of_the_others_open(call):
    call.first.go.set()
    await call.answer()
    call.ears[1].closing_trouble = RuntimeError("odd")
    await call.close()
    assert (is_open(call), call.first.closed) == ([False, False], True)


async def test_a_kiosk_that_ends_while_it_answers_leaves_nothing_open(call):
    answering = asyncio.create_task(call.answer())
    await both_open(call)
    answering.cancel()
    await asyncio.wait([answering])
    assert answering.cancelled()
    assert is_open(call) == [False, False]


async def talking(call: Any) -> None:
    call.first.go.set()
    await call.prepare("offer", ())
    await call.answer()
    call.first.events.connected()


async def repaired(call: Any) -> Any:
    """The second connection, answered, not yet there."""
    repairing = asyncio.create_task(call.repair("again", ()))
    await asyncio.sleep(0)
    second = call._next
    second.go.set()
    assert await repairing == "answer"
    return second


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_offer_is_read_before_the_answer_and_opens_nothing(call):
    await call.prepare("offer", ())
    assert (call.first.prepared, is_open(call)) == (["offer"], [False, False])
    await call.close()


async def test_a_call_that_is_announced_connects_and_says_nothing_before_it_is_answered(call):
    call.first.go.set()
    assert await call.connect() == "answer"
    assert is_open(call) == [True, False], "the camera warms up, the microphone is closed"
    call.first.events.connected()
    call.first.events.opened()
    assert (call.first.threshold.opened, call.first.sent) == (False, [])
    assert call._watching is None, "nothing is told of a line that carries nothing"
    assert await call.answer() == "answer"
    assert (is_open(call), call.first.threshold.opened) == ([True, True], True)
    assert [wire.decode(wire.on_channel, text).type for text in call.first.sent] == ["visit_key"]
    await call.close()


async def test_a_call_hung_up_while_it_connects_leaves_nothing_open(call):
    connecting = asyncio.create_task(call.connect())
    await settled()
    await call.close()
    with pytest.raises(BadSdp):
        await connecting
    assert (is_open(call), call.first.closed) == ([False, False], True)


async def test_a_link_cut_during_the_announcement_is_told_once_the_call_is_answered(call):
    call.first.go.set()
    await call.connect()
    call.first.events.connected()
    call.first.cut = True
    call.first.events.lost()
    await settled()
    call.said.clear()  # nobody was in the call to hear of it
    assert await call.answer() == "answer"
    assert call.said == [False]
    second = await repaired(call)
    second.events.connected()
    second.events.opened()
    assert (second.threshold.opened, len(second.sent)) == (True, 1)
    await call.close()


async def test_the_second_connection_takes_over_once_it_is_there_and_the_first_closes_then(call):
    await talking(call)
    second = await repaired(call)
    assert (second.prepared, second.repairs) == (["again"], True)
    assert second.only == "whoever was announced"
    await settled()
    assert not call.first.closed
    second.events.connected()
    await settled()
    assert (call.first.closed, second.closed, is_open(call)) == (True, False, [True, True])
    await call.close()
    assert (second.closed, is_open(call)) == (True, [False, False])


async def test_who_takes_over_hears_nothing_said_before_and_a_repair_loses_nothing(call):
    await talking(call)
    sound = call._hardware.sound
    repair = await repaired(call)
    repair.events.connected()
    assert sound.forgotten == 0
    taking = asyncio.create_task(call.take_over("theirs", ()))
    await asyncio.sleep(0)
    call._next.go.set()
    await taking
    assert sound.forgotten == 0
    call._next.events.connected()
    assert sound.forgotten == 1
    await call.close()


async def test_a_connection_that_the_network_lost_leaves_the_call_open_for_its_repair(call):
    await talking(call)
    call.first.cut = True
    call.first.events.lost()
    await settled()
    assert (call.said, is_open(call), call.first.closed) == ([False], [True, True], True)
    second = await repaired(call)
    second.events.connected()
    second.events.alive()
    assert call.said == [False, True]
    await call.close()


async def test_a_console_that_closes_its_end_ends_the_call(call):
    await talking(call)
    call.first.events.lost()
    await settled()
    assert call.said == ["lost"]
    await call.close()


async def test_a_console_that_closes_its_end_for_another_connection_ends_nothing(call):
    await talking(call)
    second = await repaired(call)
    call.first.events.lost()
    await settled()
    second.events.connected()
    await settled()
    assert call.said == [False]
    await call.close()


async def test_a_call_that_never_connected_is_not_repaired_but_lost(call):
    await call.prepare("offer", ())
    call.first.go.set()
    await call.answer()
    call.first.cut = True
    call.first.events.lost()
    await settled()
    assert call.said == ["lost"]
    await call.close()


async def test_what_an_older_connection_says_changes_nothing(call):
    await talking(call)
    second = await repaired(call)
    second.events.silent()
    second.events.connected()
    call.first.events.silent()
    call.first.events.lost()
    await settled()
    assert call.said == []
    await call.close()


async def test_a_repair_that_fails_leaves_the_call_as_it_was(call):
    await talking(call)
    repairing = asyncio.create_task(call.repair("again", ()))
    await asyncio.sleep(0)
    second = call._next
    second.trouble = BadSdp("unreadable")
    second.go.set()
    with pytest.raises(BadSdp):
        await repairing
    assert (call._peer, call._next, is_open(call)) == (call.first, None, [True, True])
    await call.close()


async def test_the_newest_of_two_repairs_alone_counts(call):
    await talking(call)
    second = await repaired(call)
    third = await repaired(call)
    await settled()
    assert second.closed
    second.events.connected()
    third.events.connected()
    await settled()
    assert (call._peer, call.first.closed) == (third, True)
    await call.close()


async def test_a_console_that_left_is_told_of_when_the_other_connection_fails_too(call):
    await talking(call)
    second = await repaired(call)
    call.first.events.lost()
    await settled()
    assert call.said == [False]
    second.events.lost()
    await settled()
    assert call.said == [False, "lost"]
    await call.close()
