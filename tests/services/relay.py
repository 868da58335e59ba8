"""A real coturn, told what the product tells it, and a client that asks it for anything."""

import asyncio
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aioice import stun, turn
from pydantic import SecretStr

from signaling.settings import Settings
from signaling.turn import credentials
from signaling.turn_config import configuration

SECRET = "the secret of a test"
ADDRESS = "10.99.0.1"
"Of tests/in_namespace.sh."
IPV6 = 2
FORBIDDEN, QUOTA_REACHED, UNAUTHORISED, MISMATCHED_PORT = 403, 486, 401, 437

# RFC 8656, 18.6: aioice never asks for a family.
stun.ATTRIBUTES_BY_NAME["REQUESTED-ADDRESS-FAMILY"] = (
    *(0x0017, "REQUESTED-ADDRESS-FAMILY"),
    *(stun.pack_unsigned, stun.unpack_unsigned),
)


def relay_settings(**more: Any) -> Settings:
    given = {"turn_addresses": (ADDRESS,), "turn_secret": SecretStr(SECRET)} | more
    return Settings(turn_urls=(f"turn:{ADDRESS}:3478",), **given)


Place = Callable[[Callable[[], Any]], Any]
"Does something in a machine, and gives its result."


def here(work: Callable[[], Any]) -> Any:
    return work()


@contextmanager
def coturn(folder: Path, text: str, there: Place = here) -> Iterator[Path]:
    """Until the block ends; gives the file of what it said. `there` starts it in another place."""
    folder.mkdir(exist_ok=True)
    file, said = folder / "turnserver.conf", folder / "said"
    file.write_text(text)
    with said.open("wb") as log:
        command = ["turnserver", "-c", str(file)]
        program = there(lambda: subprocess.Popen(command, stdout=log, stderr=log, cwd=folder))
    address = (
        text.split("relay-ip=")[1].split()[0],
        int(text.split("listening-port=")[1].split()[0]),
    )
    try:
        there(lambda: _await_port(address, program))
        yield said
    finally:
        program.terminate()
        program.wait(10)


def _await_port(address: tuple[str, int], program: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        assert program.poll() is None, "coturn stopped"
        try:
            socket.create_connection(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("coturn does not listen")


@contextmanager
def relay(folder: Path, **more: Any) -> Iterator[Path]:
    with coturn(folder, configuration(relay_settings(**more), folder)) as said:
        yield said


@dataclass
class Allocation:
    """An allocation at the relay."""

    client: turn.TurnClientUdpProtocol | turn.TurnClientTcpProtocol
    relayed: tuple[str, int]

    async def permission(self, peer: str) -> int:
        """200, or the relay's refusal to let us reach `peer`."""
        asked = stun.Message(stun.Method.CREATE_PERMISSION, stun.Class.REQUEST)
        asked.attributes["XOR-PEER-ADDRESS"] = (peer, 9)
        return await self._code(asked)

    async def channel(self, peer: str) -> int:
        asked = stun.Message(stun.Method.CHANNEL_BIND, stun.Class.REQUEST)
        asked.attributes["CHANNEL-NUMBER"] = 0x4000
        asked.attributes["XOR-PEER-ADDRESS"] = (peer, 9)
        return await self._code(asked)

    async def refresh(self) -> int:
        asked = stun.Message(stun.Method.REFRESH, stun.Class.REQUEST)
        asked.attributes["LIFETIME"] = 600
        return await self._code(asked)

    async def _code(self, asked: stun.Message) -> int:
        try:
            await self.client.request_with_retry(asked)
        except stun.TransactionFailed as refused:
            return refused.response.error_code
        return 200


async def allocate(
    given: tuple[str, str],
    *,
    transport: str = "udp",
    family: int | None = None,
    port: int = 3478,
) -> Allocation:
    """Raises aioice's TransactionFailed with the relay's refusal. Close its transport."""
    loop, server = asyncio.get_running_loop(), (ADDRESS, port)
    arguments = (server, *given, 600, 500)
    client: Any
    if transport == "udp":
        way, client = await loop.create_datagram_endpoint(
            lambda: turn.TurnClientUdpProtocol(*arguments), remote_addr=server
        )
    else:
        way, client = await loop.create_connection(
            lambda: turn.TurnClientTcpProtocol(*arguments), *server
        )
    asked = stun.Message(stun.Method.ALLOCATE, stun.Class.REQUEST)
    asked.attributes["LIFETIME"] = 600
    asked.attributes["REQUESTED-TRANSPORT"] = turn.UDP_TRANSPORT
    if family is not None:
        asked.attributes["REQUESTED-ADDRESS-FAMILY"] = family << 24
    try:
        told, _ = await client.request_with_retry(asked)
    except stun.TransactionFailed as refused:
        way.close()
        if refused.response.error_code != MISMATCHED_PORT:
            raise
        # RFC 8656, 7.4: this port had a path a moment ago; the next try has another one.
        return await allocate(given, transport=transport, family=family, port=port)
    return Allocation(client, told.attributes["XOR-RELAYED-ADDRESS"])


@asynccontextmanager
async def path(given: tuple[str, str], **more: Any) -> AsyncIterator[Allocation]:
    found = await allocate(given, **more)
    try:
        yield found
    finally:
        await found.client.delete()


async def refusal(given: tuple[str, str], **more: Any) -> int:
    """0 if the relay does not refuse."""
    try:
        async with path(given, **more):
            return 0
    except stun.TransactionFailed as refused:
        return refused.response.error_code


def access(party: str = "account:a", secret: str = SECRET, ago: float = 0) -> tuple[str, str]:
    """User name and password, given `ago` seconds ago."""
    return credentials(secret, party, time.time() - ago)
