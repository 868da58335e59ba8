"""The network changes under a call, and the call goes on: a whole kiosk, a whole server."""

import asyncio
import os
import subprocess
from collections.abc import Iterator

import pytest

from kiosk.core.attendant import AttendantState
from kiosk.core.scenes import SceneId
from kiosk.media.aiortc_patches import consent
from signaling import protocol as wire
from signaling.store import journal

from .console_peer import ConsolePeer
from .living_kiosk import SEED, Talk, living
from .serving import until

pytestmark = pytest.mark.timeout(120)
FIRST, SECOND = "10.99.0.1/24", "10.98.0.1/24"


@pytest.fixture
def addresses() -> Iterator[None]:
    """Leaves the first address, whatever the test did."""
    yield
    ip("replace", FIRST)
    ip("del", SECOND)


def ip(verb: str, address: str) -> None:
    assert os.environ.get("VISAVIS_NAMESPACE") == "yes", "run it through tests/in_namespace.sh"
    subprocess.run(["ip", "addr", verb, address, "dev", "visavis0"], capture_output=True)


async def another(talk: Talk, repair: int) -> ConsolePeer:
    """What a console does when its call is to be repaired."""
    peer = ConsolePeer(SEED)
    peer.certificates = talk.peer.certificates
    await talk.ear.say(wire.CallRepair(call=talk.call, repair=repair, sdp=await peer.offer()))
    answer = await talk.ear.expect(wire.RepairAnswer, call=talk.call, repair=repair)
    await peer.accept(answer.sdp)
    return peer


def shown(talk: Talk) -> str:
    """The scene on the screens."""
    return str(talk.living.kiosk.display._state["scene"]["id"])


async def test_a_new_address_is_found_and_the_call_goes_on_with_nothing_touched(room, addresses):
    async with living(room) as here, here.in_call() as talk:
        ip("add", SECOND)
        ip("del", FIRST)
        await talk.ear.expect(wire.RepairWanted, call=talk.call)
        assert shown(talk) == SceneId.LINK_LOST
        cut, talk.peer = talk.peer, await another(talk, 1)
        await talk.goes_on()
        await until(lambda: shown(talk) == SceneId.IN_CALL)
        assert here.kiosk.attendant.state is AttendantState.IN_CALL
        keys = [said for said in talk.peer.read if '"visit_key"' in said]
        assert len(keys) == 1, "the key is said on every new channel"
        await cut.close()
        await talk.goes_on()
        async with here.served.store.reading() as tx:
            lines = [line.what for line in await journal.latest(tx, 50)]
        assert lines.count("call_answered") == 1


async def test_a_cut_that_outlives_the_consent_to_send_does_not_end_the_call(
    room, addresses, monkeypatch
):
    monkeypatch.setattr(consent, "LIFETIME_S", 8.0)
    async with living(room) as here, here.in_call() as talk:
        ip("add", SECOND)
        ip("del", FIRST)
        async with asyncio.timeout(90):
            while here.kiosk.conversation._peer is not None:
                await talk.ear.expect(wire.RepairWanted, call=talk.call)
        cut, talk.peer = talk.peer, await another(talk, 1)
        await talk.goes_on()
        assert here.kiosk.attendant.state is AttendantState.IN_CALL
        await cut.close()
        await talk.goes_on()


async def test_the_second_connection_is_made_before_the_first_is_broken(room):
    async with living(room) as here, here.in_call() as talk:
        first, second = talk.peer, await another(talk, 1)
        try:
            heard = len(first.heard)
            await until(lambda: second.pictures > 3 and len(second.heard) > 3, 20)
            assert len(first.heard) >= heard
            talk.peer = second
            await talk.goes_on()
            assert shown(talk) == SceneId.IN_CALL
            assert len(room.sound.names("source-outputs")) == 1
        finally:
            await first.close()


async def test_an_offer_that_cannot_be_answered_disturbs_nothing(room):
    async with living(room) as here, here.in_call() as talk:
        await talk.ear.say(wire.CallRepair(call=talk.call, repair=1, sdp="v=0\r\n"))
        await talk.goes_on()
        talk.peer, first = await another(talk, 2), talk.peer
        await talk.goes_on()
        await first.close()
        await talk.goes_on()
        assert here.kiosk.attendant.state is AttendantState.IN_CALL


async def test_nobody_else_takes_the_call_over(room):
    async with living(room) as here, here.in_call() as talk:
        stranger = ConsolePeer(SEED)
        offer = await stranger.offer()
        await talk.ear.say(wire.CallRepair(call=talk.call, repair=1, sdp=offer))
        await talk.goes_on()
        assert here.kiosk.conversation._next is None
        assert not any(message["type"] == "repair_answer" for message in talk.ear.heard)
        await stranger.close()


async def test_the_end_of_the_visit_closes_a_call_that_is_cut(room, addresses):
    async with living(room) as here, here.in_call() as talk:
        board = here.kiosk.hardware.camera_board
        ip("add", SECOND)
        ip("del", FIRST)
        await talk.ear.expect(wire.RepairWanted, call=talk.call)
        host = await here.served.person("hote.wassigny")
        await here.served.desk.end_visit(host, talk.visit)
        await until(lambda: here.kiosk.attendant.visit is None)
        await until(lambda: board.newest() is None)
        await until(lambda: room.sound.names("source-outputs") == [])
        async with asyncio.timeout(20):
            await here.kiosk.calling.closing
