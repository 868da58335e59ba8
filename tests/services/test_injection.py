"""Calls connect while a stranger throws forged datagrams at both ends."""

import asyncio
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from aioice import ice
from OpenSSL import SSL

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import aiortc_patches
from kiosk.media.aiortc_patches import source_filter
from kiosk.media.peer import Peer, PeerEvents
from tests.services.console_peer import ConsolePeer

FLOOD = """
import random, socket, sys, time
chance, known = random.Random(int(sys.argv[1])), [bytes.fromhex(each) for each in sys.argv[2:]]
stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
stranger.bind(("10.99.0.1", 0))
targets = [("10.99.0.1", int(port)) for port in sys.stdin.readline().split()]
print("throwing", flush=True)
while True:
    for target in targets:
        forged = chance.choice([*known, chance.randbytes(chance.randrange(1, 200))])
        stranger.sendto(forged, target)
    time.sleep(0.002)
"""
"Some 400 a second at each port, from an address of no candidate."

ALERT = "15fefd00000000000000010002022f"
SRTP = "80600001000000010000000100" + "11" * 40
STUN = "00010000" + "2112a442" + "33" * 12


def client_hello() -> str:
    context = SSL.Context(SSL.DTLS_METHOD)
    connection = SSL.Connection(context)
    connection.set_connect_state()
    with pytest.raises(SSL.WantReadError):
        connection.do_handshake()
    return connection.bio_read(1500).hex()


def ports(*descriptions: str) -> list[str]:
    found = re.findall(r"a=candidate:\S+ 1 udp \d+ 10\.99\.0\.1 (\d+) ", "".join(descriptions))
    return sorted(set(found))


@pytest.fixture(autouse=True)
def _patched() -> Iterator[None]:
    aiortc_patches.apply()
    yield
    source_filter.apply()


async def connects(seed: int) -> bool:
    """One call under fire: whether media came to the kiosk and a message too."""
    camera, face = Board.create(), Board.create()
    told: asyncio.Queue[bool] = asyncio.Queue()
    events = PeerEvents(
        connected=lambda: None,
        lost=lambda: told.put_nowait(False),
        opened=lambda: None,
        message=lambda text: told.put_nowait(True),
    )
    peer = Peer(camera, face, HandsFree(SimulatedSound(), lambda *_: None), events)
    console = ConsolePeer(seed)
    console.channel.on("open", lambda: console.channel.send("bonjour"))
    offer = await console.offer()
    await peer.prepare(offer)
    answer = await peer.answer()
    assert len(ports(offer, answer)) >= 2
    stranger = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", FLOOD, str(seed), client_hello(), ALERT, SRTP, STUN),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        stranger.stdin.write((" ".join(ports(offer, answer)) + "\n").encode())
        await stranger.stdout.readline()
        await console.accept(answer)
        async with asyncio.timeout(20):
            return await told.get()
    except TimeoutError:
        return False
    finally:
        stranger.kill()
        await stranger.wait()
        await peer.close()
        await console.close()
        camera.close()
        face.close()


async def test_ten_calls_of_ten_connect_under_injection():
    seeds = random.Random(10).sample(range(1000), 10)
    assert [seed for seed in seeds if not await connects(seed)] == []


async def test_without_the_filter_the_same_fire_refuses_calls():
    ice.StunProtocol.datagram_received = source_filter.original
    assert not all([await connects(seed) for seed in range(3)])


@pytest.mark.long
async def test_ninety_nine_calls_of_a_hundred_connect_under_injection():
    before = len(os.listdir("/proc/self/fd"))
    failed = [seed for seed in range(100) if not await connects(seed)]
    assert len(failed) <= 1, failed
    assert len(os.listdir("/proc/self/fd")) <= before + 2
