"""Calls that only the relay can join: kiosk, console and relay are on networks of their own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiortc import RTCIceServer

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from devices.virtual.camera import pattern
from kiosk.media.peer import Peer, PeerEvents
from kiosk.media.relay import reachable
from signaling.protocol import IceServer
from signaling.turn import Relay
from signaling.turn_config import configuration

from .console_peer import ConsolePeer
from .front import front
from .machines import Machine
from .relay import SECRET, coturn, relay_settings
from .serving import until

RELAY = "10.98.0.1"
TLS = f"turns:{RELAY}:443"
UDP, TCP = f"turn:{RELAY}:3478", f"turn:{RELAY}:3478?transport=tcp"
KIOSK, CONSOLE = 31, 32
"Seeds of patterns."
LINES = {
    "whatever": (),
    "tcp alone": ("ipproto udp",),
    "443 alone": ("ipproto udp", "ipproto tcp dport 1-442", "ipproto tcp dport 444-65534"),
}
"What the line of the kiosk's room lets out, and the rules that drop the rest."


@dataclass
class Rooms:
    relay: Machine
    kiosk: Machine
    console: Machine


@contextmanager
def rooms() -> Iterator[Rooms]:
    """Kiosk and console each have a cable to the relay, which forwards nothing."""
    with Machine("relay") as relay, Machine("kiosk") as kiosk, Machine("console") as console:
        relay.command(f"ip addr add {RELAY}/32 dev lo")
        for other, network in ((kiosk, 1), (console, 2)):
            relay.cable(other, f"10.98.{network}.1", f"10.98.{network}.2")
            other.command(f"ip route add default via 10.98.{network}.1")
        yield Rooms(relay, kiosk, console)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    with rooms() as found:
        text = configuration(relay_settings(turn_addresses=(RELAY,)), tmp_path)
        there = found.relay.do
        with coturn(tmp_path, text, there), front(tmp_path, RELAY, there) as local:
            # As `visavis kiosk` does with the authority of its settings.
            monkeypatch.setenv("SSL_CERT_FILE", str(local.authority))
            yield found


def servers(party: str, *urls: str) -> tuple[IceServer, ...]:
    return Relay(urls or (UDP, TCP, TLS), SECRET).servers(party, time.time())


async def offered(seed: int) -> tuple[ConsolePeer, str]:
    given = servers("account:a")
    ours = [RTCIceServer(list(s.urls), s.username, s.credential) for s in given]
    console = ConsolePeer(seed, servers=ours)
    console.channel.on("open", lambda: console.channel.send("bonjour"))
    return console, await console.offer()


@pytest.mark.parametrize("line", LINES)
async def test_a_call_flows_both_ways_through_the_relay(here: Rooms, line: str) -> None:
    here.relay.drops(here.kiosk, *LINES[line])
    camera, face = Board.create(), Board.create()
    told: list[str] = []
    events = PeerEvents(
        connected=lambda: told.append("connected"),
        lost=lambda: told.append("lost"),
        opened=lambda: None,
        message=told.append,
    )
    peer = Peer(camera, face, HandsFree(SimulatedSound(), lambda *_: None), events)
    console, offer = await here.console.run(offered(CONSOLE))
    began = time.monotonic()
    await here.kiosk.run(peer.prepare(offer, servers("kiosk:k")))
    assert time.monotonic() - began < 6, "longer than three times the announcement allows"
    answer = await here.kiosk.run(peer.answer())
    assert " typ relay " in answer
    await here.console.run(console.accept(answer))
    count = 0

    def more() -> bool:
        nonlocal count
        camera.write(pattern(KIOSK, count := count + 1))
        return console.pictures > 5 and len(console.heard) > 5 and face.copy_newest() is not None

    await until(more, 20)
    await until(lambda: "bonjour" in told)
    assert "lost" not in told
    await here.kiosk.run(peer.close())
    await here.console.run(console.close())


@pytest.mark.parametrize(
    ("line", "urls", "taken"),
    [
        ("whatever", (UDP, TCP), [f"stun:{RELAY}:3478", UDP]),
        ("whatever", (TCP, UDP), [f"stun:{RELAY}:3478", TCP]),
        ("tcp alone", (UDP, TCP), [TCP]),
        ("tcp alone", (UDP,), []),
        ("443 alone", (UDP, TCP, TLS), [TLS]),
        ("whatever", (f"turn:{RELAY}:9",), []),
    ],
)
async def test_the_kiosk_takes_the_first_address_that_answers(
    here: Rooms, line: str, urls: tuple[str, ...], taken: list[str]
) -> None:
    here.relay.drops(here.kiosk, *LINES[line])
    found = await here.kiosk.run(reachable(servers("kiosk:k", *urls)))
    assert [server.urls for server in found] == taken
