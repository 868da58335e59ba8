"""What a console's page has the kiosk remember: told to its next page, to no next visit, and never
seen by the server."""

import pytest

from signaling import protocol as wire

from .living_kiosk import living
from .serving import until
from .test_showing import said, say

pytestmark = pytest.mark.timeout(120)
CANARY = "Pièce d’identité de CANARY-5c1e"


async def test_it_is_told_first_on_the_next_channel_and_is_gone_with_the_visit(room, caplog):
    caplog.set_level("DEBUG")
    async with living(room) as here:
        async with here.in_call() as talk:
            await until(lambda: said(talk, wire.Remembered), 30)
            assert said(talk, wire.Remembered)[0].text == ""
            say(talk, wire.Remember(text="an older one"))
            say(talk, wire.Remember(text=CANARY))
            await until(lambda: here.kiosk.desk and here.kiosk.desk.session.memory == CANARY, 30)
            await talk.ear.say(wire.Hangup(call=talk.call))
        await until(lambda: here.kiosk.conversation is None, 30)
        async with here.calling() as again:
            await until(lambda: said(again, wire.Remembered), 30)
            first, second = again.peer.read[:2]
            assert isinstance(wire.decode(wire.on_channel, str(first)), wire.VisitKey)
            told = wire.decode(wire.on_channel, str(second))
            assert isinstance(told, wire.Remembered)
            assert told.text == CANARY
            await again.ear.say(wire.VisitEnd(visit=again.visit))
            await until(lambda: here.kiosk.desk is None, 60)
        assert "CANARY-5c1e" not in caplog.text
        stored = [path for path in here.served.folder.rglob("*") if path.is_file()]
        assert not any(b"CANARY-5c1e" in path.read_bytes() for path in stored)
