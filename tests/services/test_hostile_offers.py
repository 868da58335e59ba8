"""A kiosk that is given mangled offers refuses or answers each, and keeps nothing of any."""

import asyncio
import os
import random
import threading

import pytest
from aiortc.sdp import SessionDescription

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import aiortc_patches
from kiosk.media.offer import BadSdp
from kiosk.media.peer import Peer, PeerEvents
from tests.kiosk.media.mutants import OFFERS, mangle

NOTHING = PeerEvents(
    connected=lambda: None, lost=lambda: None, opened=lambda: None, message=lambda _: None
)


@pytest.fixture(autouse=True)
def _patched() -> None:
    aiortc_patches.apply()


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


async def answers(text: str, camera: Board, face: Board) -> bool:
    peer = Peer(camera, face, HandsFree(SimulatedSound(), lambda *_: None), NOTHING)
    try:
        await peer.prepare(text)
        await peer.answer()
        return True
    except BadSdp:
        return False
    finally:
        await peer.close()


async def throw(times: int, seed: int) -> None:
    chance, camera, face = random.Random(seed), Board.create(), Board.create()
    for text in OFFERS.values():
        assert await answers(text, camera, face)
    before, threads, tasks = descriptors(), threading.active_count(), len(asyncio.all_tasks())
    answered = 0
    for _ in range(times):
        text = mangle(chance.choice(sorted(OFFERS.values())), chance, chance.randrange(1, 6))
        answered += await answers(text, camera, face)
    assert 0 < answered < times
    async with asyncio.timeout(5):
        while descriptors() > before or len(asyncio.all_tasks()) > tasks:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert threading.active_count() <= threads + 8  # the pool of the loop itself
    camera.close()
    face.close()


async def test_forty_mangled_offers_leave_no_descriptor_and_no_task():
    await throw(40, seed=7)


@pytest.mark.long
async def test_a_thousand_mangled_offers_leave_no_descriptor_and_no_task():
    await throw(1000, seed=8)


@pytest.mark.parametrize("name", sorted(OFFERS))
async def test_a_real_offer_is_answered_with_vp8_first_and_a_voice_that_repeats_itself(name):
    camera, face = Board.create(), Board.create()
    peer = Peer(camera, face, HandsFree(SimulatedSound(), lambda *_: None), NOTHING)
    await peer.prepare(OFFERS[name])
    answer = SessionDescription.parse(await peer.answer())
    await peer.close()
    voice, pictures, _ = answer.media
    *twice, opus = voice.rtp.codecs
    assert [codec.name for codec in twice] == ["red"] * name.startswith("chromium")
    assert (opus.name, opus.parameters["useinbandfec"]) == ("opus", 1)
    assert pictures.rtp.codecs[0].name == "VP8"
    assert "stereo" not in opus.parameters
    camera.close()
    face.close()
