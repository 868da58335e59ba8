"""The kiosk's ear and mouth, on a simulated sound card whose clock the test turns."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable

import numpy as np
import pytest

from devices.errors import Busy, DeviceError, Missing
from devices.sound import BLOCK, Side
from devices.sound import handsfree as module
from devices.sound.echo import EchoCanceller
from devices.sound.handsfree import HandsFree
from devices.sound.reference import UNKNOWN, Known
from devices.sound.simulated import SimulatedSound

BOTH = frozenset(Side)
LOUD = (np.sin(np.arange(BLOCK) / 9) * 12000).astype(np.int16)


class Room:
    """A kiosk's sound, and what it told about its health."""

    def __init__(self) -> None:
        self.card = SimulatedSound()
        self.health: dict[str, str] = {}
        self.sound = HandsFree(self.card, self.hear_of)

    def hear_of(self, device: str, error: DeviceError | None) -> None:
        self.health[device] = error.code if error else "well"

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():
                self.card.tick()
                await asyncio.sleep(0.002)


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr(module, "LOOK_S", 0.01)
    monkeypatch.setattr(module, "LINGER_S", 0.05)
    room = Room()
    running = asyncio.create_task(room.sound.run())
    await room.until(lambda: len(room.health) == 2)
    yield room
    running.cancel()
    await asyncio.wait([running])


async def test_nothing_is_open_outside_a_call(room):
    assert room.card.opened == frozenset()
    assert room.health == {"microphone": "well", "speaker": "well"}


async def test_a_call_opens_both_sides_and_its_end_closes_them(room):
    await room.sound.open_call()
    assert room.card.opened == BOTH
    await room.sound.close_call()
    assert Side.MICROPHONE not in room.card.opened
    await room.until(lambda: not room.card.opened)


async def test_guidance_opens_the_speaker_alone_and_lets_it_go(room):
    playing = asyncio.create_task(room.sound.play(np.tile(LOUD, 5)))
    await room.until(lambda: room.card.opened)
    assert room.card.opened == {Side.SPEAKER}
    await room.until(playing.done)
    assert await playing is True
    assert (np.concatenate(room.card.said)[: BLOCK * 5] == np.tile(LOUD, 5)).all()
    await room.until(lambda: not room.card.opened)


async def test_what_the_microphone_hears_can_be_read(room):
    await room.sound.open_call()
    reading = asyncio.create_task(room.sound.hear(2 * BLOCK))
    await asyncio.sleep(0)
    for _ in range(2):
        room.card.tick(LOUD)
    heard = await reading
    assert heard is not None
    assert len(heard) == 2 * BLOCK
    assert heard.any()


async def heard_after(room: Room, blocks: int) -> list[int]:
    """What the reader is given, when so many were said while it did nothing: their marks."""
    for n in range(blocks):
        room.card.tick(np.full(BLOCK, 100 * n, np.int16))
    await asyncio.sleep(0)
    found: list[int] = []
    while (block := await room.sound.hear(BLOCK)) is not None:
        found.append(int(block[0]))
    return found


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block as the microphone gave it."""
    monkeypatch.setattr(EchoCanceller, "clean", lambda _, block: block)


async def test_a_reader_that_was_never_there_begins_with_the_newest(room, untouched):
    await room.sound.open_call()
    marks = await heard_after(room, 50)
    assert marks == [100 * n for n in range(50 - module.NEWEST_BLOCKS, 50)]


async def test_a_reader_held_up_for_a_moment_loses_no_word(room, untouched, monkeypatch):
    monkeypatch.setattr(module, "ABSENT_S", 5.0)  # however busy this machine is
    await room.sound.open_call()
    room.card.tick(LOUD)
    assert await room.sound.hear(BLOCK) is not None
    assert await heard_after(room, 25) == [100 * n for n in range(25)]


async def test_a_reader_that_waits_when_the_loop_is_held_up_loses_no_word_either(
    room, untouched, monkeypatch
):
    monkeypatch.setattr(module, "ABSENT_S", 5.0)
    await room.sound.open_call()
    reading = asyncio.create_task(room.sound.hear(2 * BLOCK))
    await asyncio.sleep(0)
    for n in range(25):
        room.card.tick(np.full(BLOCK, 100 * n, np.int16))
    time.sleep(0.1)  # noqa: ASYNC251 - the loop itself, past what a reader waits for
    first = await reading
    assert first is not None
    assert list(first[::BLOCK]) == [0, 100]
    assert await heard_after(room, 0) == [100 * n for n in range(2, 25)]


@pytest.mark.parametrize("silence", ["mute", "hold"])
async def test_what_was_said_before_a_hold_does_not_leave_after_it(room, untouched, silence):
    await room.sound.open_call()
    for _ in range(4):
        room.card.tick(LOUD)
    await asyncio.sleep(0)
    if silence == "mute":
        room.sound.muted = True
    else:
        room.sound.hold(True)
    heard = await room.sound.hear(4 * BLOCK)
    assert heard is not None
    assert not heard.any()


async def test_what_was_said_to_one_is_not_heard_by_who_takes_over(room, untouched):
    await room.sound.open_call()
    for _ in range(4):
        room.card.tick(LOUD)
    await asyncio.sleep(0)
    room.sound.forget_heard()
    assert await room.sound.hear(BLOCK) is None


async def test_a_reader_held_up_for_long_hears_the_newest_300_ms(room, untouched, monkeypatch):
    monkeypatch.setattr(module, "ABSENT_S", 5.0)
    await room.sound.open_call()
    room.card.tick(LOUD)
    assert await room.sound.hear(BLOCK) is not None
    assert await heard_after(room, 100) == [100 * n for n in range(100 - module.KEPT_BLOCKS, 100)]


async def test_a_missing_microphone_gives_none_and_the_speaker_works(room):
    room.card.plugged.discard(Side.MICROPHONE)
    await room.sound.open_call()
    assert room.card.opened == {Side.SPEAKER}
    assert room.health["microphone"] == "device_missing"
    assert await room.sound.hear(BLOCK) is None


@pytest.mark.parametrize("side", list(Side))
async def test_a_side_pulled_out_in_a_call_turns_red_and_comes_back(room, side):
    await room.sound.open_call()
    room.card.plugged.discard(side)
    await room.until(lambda: room.health[side] == "device_missing")
    assert room.card.opened == BOTH - {side}
    room.card.plugged.add(side)
    await room.until(lambda: room.health[side] == "well" and room.card.opened == BOTH)


async def test_a_stream_that_falls_silent_is_opened_again(room, monkeypatch):
    monkeypatch.setattr(module, "STALLED_S", 0.05)
    await room.sound.open_call()
    room.card._capture = None
    await room.until(lambda: room.card._capture is not None)


async def test_a_phrase_nobody_can_hear_ends_all_the_same(room, monkeypatch):
    monkeypatch.setattr(module, "UNHEARD_S", 0.05)
    room.card.plugged.discard(Side.SPEAKER)
    assert await room.sound.play(LOUD) is False
    assert not room.sound._mixer.speaking


async def test_a_phrase_that_is_cancelled_stops(room):
    playing = asyncio.create_task(room.sound.play(np.tile(LOUD, 500)))
    await room.until(lambda: room.card.said and room.card.said[-1].any())
    playing.cancel()
    await asyncio.wait([playing])
    room.card.tick()
    assert not room.card.said[-1].any()


async def test_the_loudspeaker_says_what_the_call_s_source_gives_and_nothing_after_it(room):
    await room.sound.open_call()
    room.sound.call_source = lambda: LOUD
    room.card.tick()
    assert (room.card.said[-1] == LOUD).all()
    room.sound.call_source = None
    room.card.tick()
    assert not room.card.said[-1].any()


async def test_a_driver_that_hangs_does_not_stop_the_kiosk(room, monkeypatch):
    monkeypatch.setattr(module, "HANG_S", 0.05)
    hang = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait_for_ever() -> frozenset[Side]:
        asyncio.run_coroutine_threadsafe(hang.wait(), loop).result(10)
        return BOTH

    monkeypatch.setattr(room.card, "probe", wait_for_ever)
    await room.sound.open_call()
    assert room.health == {"microphone": "device_timed_out", "speaker": "device_timed_out"}
    hang.set()
    await room.until(lambda: room.health == {"microphone": "well", "speaker": "well"})


async def test_a_call_given_up_while_it_opens_is_closed_when_its_end_returns(room, monkeypatch):
    opened = asyncio.Event()
    loop = asyncio.get_running_loop()
    probe = room.card.probe

    entered = asyncio.Event()

    def slow() -> frozenset[Side]:
        loop.call_soon_threadsafe(entered.set)
        asyncio.run_coroutine_threadsafe(opened.wait(), loop).result(10)
        return probe()

    monkeypatch.setattr(room.card, "probe", slow)
    opening = asyncio.create_task(room.sound.open_call())
    await room.until(lambda: room.sound._in_call and entered.is_set())
    opening.cancel()
    closing = asyncio.create_task(room.sound.close_call())
    loop.call_later(0.02, opened.set)
    await closing
    assert Side.MICROPHONE not in room.card.opened


async def test_a_driver_that_breaks_in_its_own_way_turns_red_and_comes_back(room, monkeypatch):
    def broken() -> frozenset[Side]:
        raise RuntimeError("odd")

    probe = room.card.probe
    monkeypatch.setattr(room.card, "probe", broken)
    await room.sound.open_call()
    assert set(room.health.values()) == {"device_io_failed"}
    monkeypatch.setattr(room.card, "probe", probe)
    await room.until(lambda: set(room.health.values()) == {"well"})
    assert room.card.opened == BOTH


async def test_a_hold_that_is_asked_while_the_sound_opens_keeps_the_room_unheard(room, monkeypatch):
    make, going = module.EchoCanceller, threading.Event()

    def slowly(known):
        assert going.wait(10)
        return make(known)

    monkeypatch.setattr(module, "EchoCanceller", slowly)
    opening = asyncio.create_task(room.sound.open_call())
    await asyncio.sleep(0)
    room.sound.hold(True)
    going.set()
    await opening
    room.card.tick(LOUD)
    await room.until(lambda: len(room.sound._heard) > 1)
    assert not any(block.any() for block in room.sound._heard)
    room.sound.hold(False)
    room.card.tick(LOUD)
    await room.until(lambda: any(block.any() for block in room.sound._heard))


async def test_a_muted_microphone_stays_open_and_gives_silence(room):
    await room.sound.open_call()
    room.sound.muted = True
    hearing = asyncio.create_task(room.sound.hear(BLOCK * 2))
    async with asyncio.timeout(5):
        while not hearing.done():
            room.card.tick(LOUD)
            await asyncio.sleep(0.002)
    assert not np.any(hearing.result())
    assert Side.MICROPHONE in room.card.opened


async def test_the_next_call_is_never_muted(room):
    room.sound.muted = True
    await room.sound.open_call()
    assert not room.sound.muted


async def test_a_volume_is_the_devices_own_and_one_that_is_away_has_none(room):
    await room.sound.set_volume(Side.SPEAKER, 60)
    assert await room.sound.volume(Side.SPEAKER) == 60
    room.card.plugged = {Side.MICROPHONE}
    await room.sound.set_volume(Side.SPEAKER, 80)
    assert await room.sound.volume(Side.SPEAKER) is None


async def test_on_hold_the_room_is_not_heard_and_guidance_is(room):
    await room.sound.open_call()
    room.sound.hold(True)
    hearing = asyncio.create_task(room.sound.hear(BLOCK * 2))
    async with asyncio.timeout(5):
        while not hearing.done():
            room.card.tick(LOUD)
            await asyncio.sleep(0.002)
    assert not np.any(hearing.result())
    saying = asyncio.create_task(room.sound.play(np.tile(LOUD, 3)))
    await room.until(saying.done)
    assert np.any(np.concatenate(room.card.said))


async def test_a_chirp_is_for_when_nobody_is_there(room):
    chirping = asyncio.create_task(room.sound.chirp())
    await room.until(lambda: room.card.opened == BOTH)
    await room.until(chirping.done)
    assert chirping.result() is None, "this microphone hears silence"
    await room.sound.open_call()
    with pytest.raises(Busy):
        await room.sound.chirp()


async def test_a_chirp_without_a_microphone_says_which_is_missing(room):
    room.card.plugged.discard(Side.MICROPHONE)
    with pytest.raises(Missing) as missing:
        await room.sound.chirp()
    assert missing.value.device == Side.MICROPHONE


@pytest.mark.parametrize("how", ["moved", "unplugged"])
async def test_a_call_begins_with_what_the_last_one_knew_but_for_another_device(
    room, monkeypatch, how
):
    began: list[Known] = []

    class Ear(EchoCanceller):
        def __init__(self, known: Known) -> None:
            began.append(known)
            super().__init__(Known(echoes=False))

    monkeypatch.setattr(module, "EchoCanceller", Ear)
    for _ in range(2):
        await room.sound.open_call()
        await room.sound.close_call()
    if how == "moved":
        room.sound.moved()
    else:
        room.card.plugged.discard(Side.MICROPHONE)
        await room.until(lambda: room.health["microphone"] != "well")
    await room.sound.open_call()
    assert began == [UNKNOWN, Known(echoes=False), UNKNOWN]
