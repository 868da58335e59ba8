"""The relay of the calls: Debian's coturn, under the configuration that the product writes.

It must join two ends of a call and be of no use for anything else (threats.md, "TURN as an open
relay"). Under IPv4 rules alone, Debian 12's coturn lets a peer be reached that hides its IPv4
address in an IPv6 one: `test_without_our_line_the_hole_is_open` keeps the proof.
"""

import asyncio
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import AsyncExitStack
from ipaddress import IPv4Address
from pathlib import Path
from uuid import uuid4

import pytest
from aioice import turn

from signaling.turn import LASTS_SECONDS
from signaling.turn_config import DENIED, EACH_PARTY, PATHS, configuration

from .machines import Machine
from .relay import (
    ADDRESS,
    FORBIDDEN,
    IPV6,
    QUOTA_REACHED,
    UNAUTHORISED,
    access,
    coturn,
    path,
    refusal,
    relay,
    relay_settings,
)

ADDRESS6 = "fd00:99::1"
RULES = Path(__file__).parents[2] / "systemd" / "visavis-relay.nft"
PEERS4 = (
    *("10.1.2.3", "10.99.0.2", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254"),
    *("127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
    *("8.8.8.8", "1.1.1.1", "203.0.113.9"),
)
PEERS6 = (
    *("::ffff:10.1.2.3", "::ffff:127.0.0.1", "::ffff:10.99.0.1", "::ffff:8.8.8.8"),
    *(
        "::ffff:0.0.0.0",
        "::1",
        "::",
        "::10.1.2.3",
        "fe80::1",
        "fd12:3456::1",
        "fd00:99::2",
        "ff02::1",
    ),
    *("2002:0a01:0203::1", "2002:7f00:1::1", "64:ff9b::a01:203", "64:ff9b:1::a01:203"),
    *("2001:db8::1", "2001:4860:4860::8888", "2a00::1"),
)


@pytest.fixture(scope="module", autouse=True)
def _ipv6() -> Iterator[None]:
    """While this file runs: an address that appears later would disturb browsers."""
    address = ["ip", "addr", "add", f"{ADDRESS6}/64", "dev", "visavis0", "nodad"]
    subprocess.run(address, check=True)
    yield
    subprocess.run([*address[:2], "del", *address[3:-1]], check=True)


@pytest.fixture(scope="module")
def said(_ipv6: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the relay says; it serves while this file runs."""
    with relay(tmp_path_factory.mktemp("r"), turn_addresses=(ADDRESS, ADDRESS6)) as said:
        yield said


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_what_the_server_gives_opens_a_path(transport: str) -> None:
    async with path(access(), transport=transport) as found:
        assert found.relayed[0] == ADDRESS


@pytest.mark.usefixtures("said")
async def test_what_it_gave_five_minutes_ago_opens_nothing() -> None:
    assert await refusal(access(ago=LASTS_SECONDS - 60)) == 0
    assert await refusal(access(ago=LASTS_SECONDS + 2)) == UNAUTHORISED


@pytest.mark.usefixtures("said")
async def test_a_password_of_one_s_own_making_opens_nothing() -> None:
    username, password = access()
    later = f"{int(username.split(':')[0]) + 86_400}:{username.split(':')[1]}"
    for wrong in (access(secret="another"), (later, password), ("anybody", "anything")):
        assert await refusal(wrong) == UNAUTHORISED


async def test_a_path_in_use_outlives_what_opened_it_and_the_relay_s_own_nonce(
    tmp_path: Path,
) -> None:
    """A call of an hour: its credentials ended long ago, its nonce is renewed every ten minutes."""
    text = configuration(relay_settings(turn_port=3485), tmp_path)
    short = access(ago=LASTS_SECONDS - 2)
    with coturn(tmp_path, text.replace("stale-nonce=600", "stale-nonce=1")):
        async with path(short, port=3485) as found, asyncio.timeout(20):
            while await refusal(short, port=3485) == 0:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.2)
            nonce = found.client.nonce
            while found.client.nonce == nonce:
                assert await found.refresh() == 200
                await asyncio.sleep(0.1)
            assert await found.permission(ADDRESS) == 200


@pytest.mark.usefixtures("said")
async def test_no_peer_but_the_relay_itself_is_reached_over_ipv4() -> None:
    async with path(access()) as found:
        assert {peer: await found.permission(peer) for peer in PEERS4} == _forbidden(PEERS4)
        assert {peer: await found.channel(peer) for peer in PEERS4} == _forbidden(PEERS4)
        assert await found.permission(ADDRESS) == 200


@pytest.mark.usefixtures("said")
async def test_no_peer_but_the_relay_itself_is_reached_over_ipv6() -> None:
    async with path(access(), family=IPV6) as found:
        assert {peer: await found.permission(peer) for peer in PEERS6} == _forbidden(PEERS6)
        assert {peer: await found.channel(peer) for peer in PEERS6} == _forbidden(PEERS6)
        assert await found.permission(ADDRESS6) == 200


async def test_without_our_line_the_hole_is_open(tmp_path: Path) -> None:
    """Debian 12's coturn, IPv4 rules alone: 10.0.0.0/8 is closed, its disguise is not."""
    settings = relay_settings(turn_addresses=(ADDRESS, ADDRESS6), turn_port=3479)
    rules = [line for line in configuration(settings, tmp_path).splitlines() if line not in DENIED]
    text = "\n".join([*rules, "denied-peer-ip=10.0.0.0-10.255.255.255"])
    with coturn(tmp_path, text):
        async with path(access(), port=3479) as four:
            assert await four.permission("10.1.2.3") == FORBIDDEN
        async with path(access(), port=3479, family=IPV6) as six:
            assert await six.permission("::ffff:10.1.2.3") == 200
            assert await six.permission("::ffff:127.0.0.1") == 200


class Heard(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.said: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, _: object) -> None:
        self.said.put_nowait(data)


async def meet(*transports: str, port: int = 3478) -> None:
    ends = []
    for party, transport in zip(("kiosk:k", "account:a"), transports, strict=True):
        server = (ADDRESS, port)
        ends.append(
            await turn.create_turn_endpoint(Heard, server, *access(party), transport=transport)
        )
    (one, heard_one), (two, heard_two) = ends
    async with asyncio.timeout(10):
        # What comes before the other end allowed it is dropped: say it again, as ICE does.
        while heard_one.said.empty() or heard_two.said.empty():
            one.sendto(b"from one", two.get_extra_info("sockname"))
            two.sendto(b"from two", one.get_extra_info("sockname"))
            await asyncio.sleep(0.05)
    assert heard_two.said.get_nowait() == b"from one"
    assert heard_one.said.get_nowait() == b"from two"
    for way, _ in ends:
        way.close()
        await way._TurnTransport__close_task  # type: ignore[attr-defined]


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("transports", [("udp", "udp"), ("tcp", "udp"), ("tcp", "tcp")])
async def test_two_ends_meet_at_the_relay(transports: tuple[str, str]) -> None:
    await meet(*transports)


@pytest.mark.timeout(180)  # a datagram that is lost is asked again up to half a minute later
@pytest.mark.usefixtures("said")
async def test_one_party_has_its_share_of_paths_and_no_more_by_asking_again() -> None:
    greedy = f"account:{uuid4().hex}"  # played again, it has used nothing yet
    async with AsyncExitStack() as open_paths:
        for count in range(EACH_PARTY):
            given = access(greedy, ago=count)
            await open_paths.enter_async_context(path(given))
        assert await refusal(access(greedy)) == QUOTA_REACHED
        assert await refusal(access("account:another")) == 0


async def test_it_tells_the_service_manager_when_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """visavis-relay.service is of Type=notify (sd_notify(3))."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with relay(tmp_path / "r", turn_port=3486):
            assert b"READY=1" in manager.recv(4096)


async def test_what_else_listens_on_the_relay_s_machine_is_out_of_reach(tmp_path: Path) -> None:
    """Its own address is allowed, on any port: the kernel drops what is for other programs."""
    with Machine("relay") as machine, Machine("town") as town:
        machine.cable(town, ADDRESS, "10.99.0.2")
        text = configuration(relay_settings(), tmp_path) + "proc-user=turnserver\n"
        with coturn(tmp_path, text, machine.do):
            await machine.run(_knock_at_another_program())


async def _knock_at_another_program() -> None:
    loop = asyncio.get_running_loop()
    other, heard = await loop.create_datagram_endpoint(Heard, local_addr=(ADDRESS, 0))
    door = other.get_extra_info("sockname")
    way, _ = await turn.create_turn_endpoint(Heard, (ADDRESS, 3478), *access())
    async with asyncio.timeout(10):
        while heard.said.empty():
            way.sendto(b"without the rules", door)
            await asyncio.sleep(0.02)
    loaded = await asyncio.create_subprocess_exec("nft", "-f", RULES)
    assert await loaded.wait() == 0
    while not heard.said.empty():
        heard.said.get_nowait()
    for _ in range(20):
        way.sendto(b"with the rules", door)
    await meet("udp", "udp")
    neighbour, _ = await loop.create_datagram_endpoint(Heard, local_addr=(ADDRESS, PATHS[1]))
    neighbour.sendto(b"a neighbour", door)
    assert await asyncio.wait_for(heard.said.get(), 10) == b"a neighbour"
    for each in (way, neighbour, other):
        each.close()
    await way._TurnTransport__close_task  # type: ignore[attr-defined]


async def test_many_who_come_at_its_start_are_all_let_in(tmp_path: Path) -> None:
    """With a database of its own making, coturn 4.6.1 refused 11 of the first 40."""
    with relay(tmp_path, turn_port=3481):
        said = [refusal(access(f"account:{each}"), port=3481) for each in range(40)]
        assert set(await asyncio.gather(*said)) == {0}


def written_by(program: int) -> set[str]:
    """The files that it may write to: what it opened, not the sockets and pipes."""
    opened = {os.readlink(each) for each in Path(f"/proc/{program}/fd").iterdir()}
    return {name for name in opened if name.startswith("/")}


async def test_it_writes_neither_who_calls_nor_from_where(tmp_path: Path) -> None:
    """Its journal is nowhere, under no name that it would make of "nowhere" either."""
    with relay(tmp_path, turn_port=3487) as said:
        for given in (access(), access(ago=LASTS_SECONDS + 2)):
            await refusal(given, port=3487)
            async with path(access(), port=3487) as found:
                assert await found.permission("198.51.100.77") == FORBIDDEN
            assert given[0].split(":")[1] not in said.read_text()
            assert "198.51.100.77" not in said.read_text()
        program = int((tmp_path / "turnserver.pid").read_text())
        opened = written_by(program) - {"/dev/null", str(said), "/var/lib/turn/turndb"}
        assert opened == set()


async def test_behind_a_translation_two_ends_meet_at_its_public_address(tmp_path: Path) -> None:
    public = IPv4Address("203.0.113.5")
    with relay(tmp_path, turn_port=3480, turn_public_address=public):
        async with path(access(), port=3480) as found:
            assert found.relayed[0] == str(public)
            assert await found.permission(str(public)) == 200
            assert await found.permission("203.0.113.6") == FORBIDDEN
        await meet("udp", "udp", port=3480)


def _forbidden(peers: tuple[str, ...]) -> dict[str, int]:
    return dict.fromkeys(peers, FORBIDDEN)
