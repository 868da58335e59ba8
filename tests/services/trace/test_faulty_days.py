"""Visits in a row, in each of which something fails by chance: every one ends as it should, nobody
touches anything, and the kiosk's memory does not grow."""

import asyncio
import contextlib
import os
import random
import time
from statistics import median
from typing import Any

import numpy as np
import pytest

from devices.virtual.display import FACE
from signaling import protocol as wire

from ..console_peer import ConsolePeer
from ..kiosk_room import Room
from ..serving import until
from .faults import FAULTS, fault
from .program import Program, alike, program
from .seen import HURRY, counted, mb, written
from .test_trace import working_files

pytestmark = pytest.mark.timeout(300)
SEED, FEW, MANY = 13, 5, 50
PART, WARM_UP = 3, 3
"Visits after which libraries hold what they will hold."
GROWN = 10 << 20


async def day(room: Room, visits: int, seed: int) -> dict[str, Any]:
    """What was seen of it."""
    chance, room_is_empty = random.Random(seed), room.glass.remove
    room_is_empty()
    faults = [*FAULTS] if visits < len(FAULTS) else [*FAULTS] * (visits // len(FAULTS) + 1)
    chance.shuffle(faults)
    memory: list[list[int]] = [[]]
    "Of each process that was the kiosk, after each visit."
    async with counted(room) as touched, program(room) as here:
        before, touched_before = working_files(here), len(touched)
        await here.all_green()
        welcome, rested = await settled(room), here.rss()
        ends = []
        for name in faults[:visits]:
            starts = here.starts
            early = await one_visit(here, name, chance)
            await until_shown(room, welcome)
            assert working_files(here) <= before, name
            if here.starts != starts:
                memory.append([])
            memory[-1].append(here.rss())
            at = "call" if early else "work"
            ends.append({"fault": name, "at": at, "end": "welcome", "rss_mb": mb(here.rss())})
    grown = max((growth(one[WARM_UP:]) for one in memory), default=0)
    return {
        "n": visits,
        "seed": seed,
        "ends": ends,
        "input_events": len(touched) - touched_before,
        "before_mb": mb(rested),
        "after_mb": mb(memory[-1][-1]),
        "rss_mb": [[mb(one) for one in each] for each in memory],
        "grown_mb": mb(grown),
    }


def growth(memory: list[int]) -> int:
    """From the first three visits of a process to its last three, in bytes: one may be large."""
    if len(memory) < 2 * PART:
        return 0
    return int(median(memory[-PART:]) - median(memory[:PART]))


async def face(room: Room) -> np.ndarray:
    """What the face screen shows to who stands before it."""
    return np.asarray(await asyncio.to_thread(room.display.picture, FACE))


async def settled(room: Room) -> np.ndarray:
    """The first picture that stays, once there is one: a window is black before it is drawn."""
    async with asyncio.timeout(HURRY):
        before = await face(room)
        while True:
            await asyncio.sleep(0.5)
            now = await face(room)
            if now.std() > 10 and np.array_equal(now, before):
                return now
            before = now


async def until_shown(room: Room, welcome: np.ndarray) -> None:
    async with asyncio.timeout(HURRY):
        while not alike(await face(room), welcome):  # noqa: ASYNC110 - pixels of a screen
            await asyncio.sleep(0.2)


async def one_visit(here: Program, name: str, chance: random.Random) -> bool:
    """It is over when the kiosk has forgotten it, and is well again; whether the fault was there
    before the call."""
    await here.all_green()
    served, wiped = here.served, (await here.journaled()).count("visit_wiped")
    appointment = await served.registered()
    host = await served.person("hote.wassigny")
    visit = (await served.desk.install(host, appointment.id, here.id)).id
    peer = ConsolePeer(7)
    try:
        early = chance.random() < 0.3
        if early:
            async with fault(here, name, chance):
                await call(here, peer, visit, must=False)
        else:
            await call(here, peer, visit, must=True)
            async with fault(here, name, chance):
                await work(here, visit)
        await end(here, visit)
        await here.wiped(wiped + 1, HURRY)
        await here.all_green()
        return early
    finally:
        await peer.close()


async def call(here: Program, peer: ConsolePeer, visit: str, must: bool) -> None:
    """With a fault it may not come about; the visit ends all the same."""
    ear, _ = await here.served.console()
    await ear.say(wire.CallStart(visit=visit, sdp=await peer.offer()))
    with contextlib.nullcontext() if must else contextlib.suppress(TimeoutError, AssertionError):
        answer = await ear.expect(wire.Answer, HURRY if must else 8.0)
        await peer.accept(answer.sdp)
        await until(lambda: peer.pictures > 5, HURRY if must else 8.0)


async def work(here: Program, visit: str) -> None:
    """A scan is asked for; whatever becomes of it, the counsellor hears of it or goes on."""
    ear, _ = await here.served.console()
    for _ in range(2):
        await ear.say(wire.Scan(visit=visit, scan="s1"))
    with contextlib.suppress(TimeoutError, AssertionError):
        await ear.expect(wire.ScanStatus, 8.0, state="sending")


async def end(here: Program, visit: str) -> None:
    """As a host does, who needs no console."""
    host = await here.served.person("hote.wassigny")
    with contextlib.suppress(Exception):
        await here.served.desk.end_visit(host, visit)


async def test_five_visits_with_faults_by_chance_end_as_they_should(room: Room) -> None:
    seen = await day(room, FEW, SEED)
    assert seen["input_events"] == 0
    assert seen["grown_mb"] * (1 << 20) < GROWN, seen


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_fifty_visits_with_faults_by_chance_end_as_they_should(room: Room) -> None:
    began = time.monotonic()
    seen = await day(room, MANY, int(os.environ.get("VISAVIS_SEED", SEED)))
    seen["seconds"] = round(time.monotonic() - began)
    await asyncio.to_thread(written, "faulty-days", seen)
    assert seen["input_events"] == 0
    assert seen["grown_mb"] * (1 << 20) < GROWN, seen
