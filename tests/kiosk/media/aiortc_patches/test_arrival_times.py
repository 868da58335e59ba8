"""A datagram has the kernel's time, however late this process looks."""

import asyncio
import inspect
import socket
import time

import pytest
from aioice import ice
from aiortc import RTCDtlsTransport, rtcicetransport

from kiosk.media.aiortc_patches import arrival_times
from kiosk.media.aiortc_patches.arrival_times import Arrived, arrived_at, stamped


class Protocol(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.got: list[Arrived] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, _: object) -> None:
        found = stamped(data, self)
        assert isinstance(found, Arrived)
        self.got.append(found)


async def test_what_waited_in_the_kernel_has_the_time_at_which_it_came():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    late = 0.0
    for n in range(20):  # the kernel begins to note times a moment after it was first asked
        data = b"%d" % n
        sender.sendto(data, transport.get_extra_info("sockname"))
        sent = time.monotonic()
        while time.monotonic() < sent + 0.1:
            pass  # the loop stands still
        async with asyncio.timeout(20):
            while data not in protocol.got:  # noqa: ASYNC110 - the kernel gives it
                await asyncio.sleep(0)
        late = time.monotonic() - protocol.got[-1].at
        if late >= 0.1:
            break
    assert late >= 0.1
    assert protocol.got == [b"%d" % n for n in range(len(protocol.got))]
    sender.close()
    transport.close()


def test_without_a_socket_it_is_now():
    before = time.monotonic()
    found = stamped(b"x", object())
    assert before <= found.at <= time.monotonic()
    assert before <= arrived_at(object()) <= time.monotonic()


async def test_the_time_is_there_while_the_datagram_is_handled(monkeypatch: pytest.MonkeyPatch):
    data = Arrived(b"x")
    data.at = 12.5

    async def give(_: object) -> bytes:
        return data

    class Ice:
        _connection = type("Connection", (), {})()

    class Transport:
        transport = Ice()

    monkeypatch.setattr(arrival_times, "original", give)
    assert await arrival_times.recv(Ice._connection) == b"x"
    assert arrived_at(Transport()) == 12.5


def test_the_pinned_aiortc_still_asks_the_clock_itself_and_handles_one_at_a_time():
    arrival_times.apply()
    assert ice.Connection.recv is arrival_times.recv
    assert "self._recv = self._connection.recv" in inspect.getsource(rtcicetransport)
    receive = inspect.getsource(RTCDtlsTransport._recv_next)
    assert "data = await self.transport._recv()" in receive
    assert "arrival_time_ms = clock.current_ms()" in receive
    assert "await self._handle_rtp_data" in receive
