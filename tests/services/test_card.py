"""One contract for every card reader, then what only pcscd can do wrong."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from devices.card import CardInserted, CardKind, CardRemoved
from devices.card.pcsc import PcscReader
from devices.card.simulated import SimulatedReader
from devices.errors import Missing
from devices.virtual import wait_until
from devices.virtual.card import CPS, PASSPORT, RELAY, VITALE_1, VITALE_2, VirtualCard
from devices.worker import DeviceWorker

ATRS = {
    CardKind.VITALE_1: VITALE_1,
    CardKind.VITALE_2: VITALE_2,
    CardKind.CPS: CPS,
    CardKind.UNKNOWN: bytes.fromhex("3B00"),
    CardKind.CHIP: PASSPORT,
    CardKind.RELAY: RELAY,
}
DEADLINE = 20.0


@pytest.fixture(scope="module")
def slot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualCard]:
    with VirtualCard(tmp_path_factory.mktemp("card")) as slot:
        yield slot


NUMBER = bytes.fromhex("04A1B2C3D4E580")
ASKED = bytes.fromhex("FFCA000000")
PROTECTED = [kind for kind in CardKind if kind is not CardKind.RELAY]


def answers_its_number(apdu: bytes) -> bytes:
    return NUMBER + b"\x90\x00" if apdu == ASKED else b"\x6d\x00"


def numbered(kind: CardKind) -> CardInserted:
    return CardInserted(kind, NUMBER if kind is CardKind.RELAY else b"")


class Reader:
    """A worker, the events heard from it, and the hand that holds the card."""

    def __init__(self, slot: VirtualCard | None) -> None:
        self.slot = slot
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.health: asyncio.Queue[bool] = asyncio.Queue()
        self.worker = DeviceWorker(
            "card",
            PcscReader if slot else SimulatedReader,
            probe_every=0.2,
            poll_every=0.05,
            on_event=self.heard.put_nowait,
            on_health=self.health.put_nowait,
        )

    async def put(self, kind: CardKind) -> None:
        if self.slot:
            self.slot.insert(ATRS[kind], answers_its_number if kind is CardKind.RELAY else None)
        else:
            await self.worker.call("put", kind, numbered(kind).number, timeout=5)

    async def take(self) -> None:
        if self.slot:
            self.slot.remove()
        else:
            await self.worker.call("take", timeout=5)

    async def hears(self) -> Any:
        async with asyncio.timeout(DEADLINE):
            return await self.heard.get()


def empty(slot: VirtualCard) -> None:
    """pcscd needs a moment to see that a card was taken out."""
    slot.remove()
    wait_until(nothing_there, "an empty reader")


def nothing_there() -> bool:
    with closing(PcscReader()) as reader:
        return reader.poll() == []


def test_two_hundred_looks_at_the_reader_leave_none_of_them_open(slot: VirtualCard) -> None:
    empty(slot)
    for _ in range(250):
        assert nothing_there()


@pytest.fixture(params=["simulated", "pcsc"])
async def any_reader(request: pytest.FixtureRequest, slot: VirtualCard) -> AsyncIterator[Reader]:
    empty(slot)
    reader = Reader(slot if request.param == "pcsc" else None)
    async with reader.worker:
        yield reader


@pytest.fixture
async def reader(slot: VirtualCard) -> AsyncIterator[Reader]:
    empty(slot)
    reader = Reader(slot)
    async with reader.worker:
        yield reader


# -- the contract -----------------------------------------------------------------------------


async def test_a_reader_that_is_there_says_so(any_reader: Reader) -> None:
    assert await any_reader.health.get()


async def test_a_card_is_told_when_it_comes_and_when_it_goes(any_reader: Reader) -> None:
    for kind in CardKind:
        await any_reader.put(kind)
        assert await any_reader.hears() == numbered(kind)
        await any_reader.take()
        assert await any_reader.hears() == CardRemoved()


# -- PC/SC ------------------------------------------------------------------------------------


async def test_a_card_already_in_the_reader_is_told_at_the_start(slot: VirtualCard) -> None:
    slot.insert(VITALE_2)
    reader = Reader(slot)
    async with reader.worker:
        assert await reader.hears() == CardInserted(CardKind.VITALE_2)


@pytest.mark.parametrize("kind", PROTECTED)
async def test_a_card_that_is_not_a_relay_s_is_never_asked_anything(
    reader: Reader, slot: VirtualCard, kind: CardKind
) -> None:
    slot.apdus.clear()
    await reader.put(kind)
    assert await reader.hears() == CardInserted(kind)
    await reader.take()
    await reader.hears()
    assert slot.apdus == []


async def test_a_relay_card_is_asked_its_number_once_and_nothing_else(
    reader: Reader, slot: VirtualCard
) -> None:
    slot.apdus.clear()
    await reader.put(CardKind.RELAY)
    event = await reader.hears()
    assert event.number == NUMBER
    assert NUMBER.hex() not in repr(event)
    await reader.take()
    await reader.hears()
    assert slot.apdus == [ASKED]


@pytest.mark.parametrize(
    "answer", [b"\x90\x00", b"\x6a\x81", b"\x08abc\x90\x00", b"1234567890123\x90\x00"]
)
async def test_a_card_without_a_number_of_its_own_is_one_that_we_do_not_know(
    reader: Reader, slot: VirtualCard, answer: bytes
) -> None:
    slot.insert(RELAY, lambda _: answer)
    assert await reader.hears() == CardInserted(CardKind.UNKNOWN)
    await reader.take()
    await reader.hears()


@pytest.mark.parametrize("atr", [b"\x3b", b"\x3b" + bytes(32), b"\xff" * 33, VITALE_2 + b"\0" * 8])
async def test_a_hostile_card_is_at_most_unknown(
    reader: Reader, slot: VirtualCard, atr: bytes
) -> None:
    slot.insert(atr)
    slot.remove()
    slot.insert(CPS)
    kinds: list[CardKind] = []
    while not kinds or kinds[-1] != CardKind.CPS:
        event = await reader.hears()
        kinds += [event.kind] if isinstance(event, CardInserted) else []
    assert set(kinds) <= {CardKind.UNKNOWN, CardKind.CPS}


async def test_a_reader_pulled_out_takes_its_card_with_it_and_comes_back(
    reader: Reader, slot: VirtualCard
) -> None:
    assert await reader.health.get()
    await reader.put(CardKind.VITALE_2)
    assert await reader.hears() == CardInserted(CardKind.VITALE_2)
    slot.stop()
    assert await reader.hears() == CardRemoved()
    async with asyncio.timeout(DEADLINE):
        assert not await reader.health.get()
        assert isinstance(reader.worker.trouble, Missing)
        slot.start()
        assert await reader.health.get()
    await reader.put(CardKind.CPS)
    assert await reader.hears() == CardInserted(CardKind.CPS)


async def test_a_killed_driver_sees_the_card_again(reader: Reader) -> None:
    await reader.put(CardKind.VITALE_1)
    assert await reader.hears() == CardInserted(CardKind.VITALE_1)
    assert reader.worker.pid is not None
    os.kill(reader.worker.pid, signal.SIGKILL)
    assert await reader.hears() == CardInserted(CardKind.VITALE_1)


def test_no_socket_of_a_killed_pcscd_keeps_the_next_one_from_starting(
    tmp_path: Path, slot: VirtualCard
) -> None:
    with pytest.raises(RuntimeError, match="namespace"):
        VirtualCard(tmp_path).start()
    slot.stop()
    slot.start()
