"""How the line of a real call does: said at both ends while it lasts, counted once at its end."""

import asyncio

import pytest

from kiosk import line_watch
from signaling import protocol as wire
from signaling.protocol import Grade
from signaling.store import counters, journal

from .living_kiosk import living
from .serving import Served, serving, until
from .test_matrix import refusals, somebody_else_s_call

pytestmark = pytest.mark.timeout(120)


async def counted(served: Served) -> dict[str, int]:
    async with served.store.reading() as tx:
        found = await counters.all_counts(tx)
    return {one.outcome: one.visits for one in found if one.outcome.startswith("line_")}


async def said_of(served: Served, call: str) -> list[str]:
    async with served.store.reading() as tx:
        lines = await journal.about(tx, call)
    return [line.what for line in lines if line.what.startswith("call_line_")]


async def test_both_ends_tell_how_the_line_does_and_its_mood_is_counted_once(
    room, monkeypatch
) -> None:
    monkeypatch.setattr(line_watch, "LOOK_SECONDS", 0.5)
    monkeypatch.setattr("kiosk.media.quality.LEAST_S", 1.0)
    async with living(room) as here:
        async with here.in_call() as talk:

            def told() -> list[wire.LineTold]:
                said = [wire.decode(wire.on_channel, str(text)) for text in talk.peer.read]
                return [one for one in said if isinstance(one, wire.LineTold)]

            await until(lambda: len(told()) >= 4, 30)
            assert all(one.picture is not None for one in told()), "a picture comes"
            assert all(0 < one.delay_ms < 5_000 for one in told())
            talk.peer.channel.send(wire.encode(wire.LineTold(voice=Grade.POOR)))
            mood = here.kiosk.conversation._line.mood
            await until(lambda: mood.told("c") and mood.told("c").voice_poor > 0.1, 30)
            ended = mood.told("c")
            assert ended.kbps_sent > 0
            assert ended.kbps_received > 0
            assert ended.freezes_s is not None, "a picture comes"
            await talk.ear.say(wire.Hangup(call=talk.call))
        async with asyncio.timeout(30):
            while await counted(here.served) != {"line_poor": 1}:  # noqa: ASYNC110 - in SQL
                await asyncio.sleep(0.05)


async def test_a_call_is_counted_once_and_a_short_or_a_foreign_one_never() -> None:
    async with serving() as served:
        _, _, call, _, kiosk = await somebody_else_s_call(served)
        ear, _ = await served.connect(kiosk)
        told = wire.CallTold(call=call, mood=Grade.FAIR, seconds=60)
        for each in (told, told, told.model_copy(update={"mood": Grade.GOOD})):
            assert await refusals(ear, each) == set()
        assert await counted(served) == {"line_fair": 1}
        assert await said_of(served, call) == ["call_line_fair"]
        other, _ = await served.connect(await served.enrolled())
        assert await refusals(other, told) == {"not_found"}
        assert await counted(served) == {"line_fair": 1}
