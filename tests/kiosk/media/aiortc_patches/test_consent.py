"""A call lives as long as any answer is younger than thirty seconds, however late answers are."""

import asyncio
import random
from collections.abc import Callable

import pytest
from aioice import Candidate, ice, stun

from kiosk.media.aiortc_patches import consent
from tests.kiosk.media.virtual_time import run

PEER = ("192.0.2.7", 5000)
PASSWORD = "b" * 22
Answer = Callable[[stun.Message], stun.Message | None]


class Wire:
    """Stands for the transport of a protocol; the other end answers `delay` later, or not."""

    def __init__(self, connection: ice.Connection) -> None:
        self.delay, self.loss, self.chance = 0.05, 0.0, random.Random(3)
        self.source, self.password, self.kind = PEER, PASSWORD, stun.Class.RESPONSE
        self.asked: list[float] = []
        self.protocol = ice.StunProtocol(connection)
        self.protocol.transport = self
        host = Candidate("1", 1, "udp", 1, "192.0.2.1", 4000, "host")
        self.protocol.local_candidate = host
        remote = Candidate("2", 1, "udp", 1, *PEER, "host")
        remote._network_host = PEER[0]
        pair = ice.CandidatePair(self.protocol, remote)
        pair.state = ice.CandidatePair.State.SUCCEEDED
        connection._nominated[1] = pair

    def sendto(self, data: bytes, address: tuple[str, int]) -> None:
        loop = asyncio.get_running_loop()
        self.asked.append(loop.time())
        request = stun.parse_message(data)
        assert request.check_message_integrity(PASSWORD.encode())
        if self.chance.random() < self.loss:
            return
        answer = stun.Message(request.message_method, self.kind, request.transaction_id)
        if self.kind is stun.Class.ERROR:
            answer.attributes["ERROR-CODE"] = (400, "Bad Request")
        answer.add_message_integrity(self.password.encode())
        loop.call_later(self.delay, self.protocol.datagram_received, bytes(answer), self.source)


async def lifetime(
    query: Callable[[ice.Connection], object], seconds: float, change: Callable[[Wire], None]
) -> tuple[float | None, Wire]:
    """After how many seconds the connection closed, if it did."""
    connection = ice.Connection(ice_controlling=False)
    connection.remote_username, connection.remote_password = "abcd", PASSWORD
    wire, closed = Wire(connection), asyncio.Event()

    async def close() -> None:
        closed.set()

    connection.close = close
    change(wire)
    loop = asyncio.get_running_loop()
    began = loop.time()
    task = asyncio.create_task(query(connection))
    try:
        async with asyncio.timeout(seconds):
            await closed.wait()
    except TimeoutError:
        return None, wire
    finally:
        task.cancel()
        await asyncio.wait([task])
    return loop.time() - began, wire


def slow(wire: Wire) -> None:
    wire.delay = 2.0


def silent(wire: Wire) -> None:
    wire.loss = 1.0


def lossy(wire: Wire) -> None:
    wire.loss = 0.2


def forged(wire: Wire) -> None:
    wire.password = "x" * 22


def from_elsewhere(wire: Wire) -> None:
    wire.source = ("198.51.100.1", 5000)


def refusing(wire: Wire) -> None:
    wire.kind = stun.Class.ERROR


@pytest.mark.parametrize("change", [slow, lossy])
def test_ten_minutes_of_late_or_lost_answers_do_not_end_the_call(change):
    closed, wire = run(lifetime(consent.query_consent, 600, change))
    assert closed is None
    assert 100 <= len(wire.asked) <= 150
    assert len(wire.protocol.transactions) == 0


@pytest.mark.parametrize("change", [silent, forged, from_elsewhere, refusing])
def test_without_a_valid_answer_the_call_ends_thirty_seconds_after_the_last(change):
    closed, wire = run(lifetime(consent.query_consent, 600, change))
    assert closed == pytest.approx(30, abs=0.01)
    assert 5 <= len(wire.asked) <= 7
    assert len(wire.protocol.transactions) == 0


def test_checks_are_four_to_six_seconds_apart_and_never_the_same():
    _, wire = run(lifetime(consent.query_consent, 300, slow))
    steps = [b - a for a, b in zip(wire.asked, wire.asked[1:], strict=False)]
    assert all(4 <= step <= 6.001 for step in steps)
    assert len({round(step, 3) for step in steps}) > 20


def test_the_pinned_aioice_still_ends_a_call_whose_round_trip_is_two_seconds():
    closed, _ = run(lifetime(consent.original, 600, slow))
    assert closed is not None, "aioice answers late checks now: this change can go"


def test_the_change_is_in_place():
    consent.apply()
    assert ice.Connection.query_consent is consent.query_consent
