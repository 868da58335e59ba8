"""What is registered of a resident's needs sets their kiosk."""

import pytest

from signaling import protocol as wire
from signaling.protocol import Need

from .living_kiosk import living
from .serving import until
from .test_incall import petrol
from .test_showing import say

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("short_pauses")]


async def test_who_is_deaf_reads_every_line_and_signs_come_before_sharpness(room):
    async with living(room) as here:
        assert not here.kiosk.hardware.outgoing.prefer_motion
        async with here.in_call(needs=(Need.SIGN_LANGUAGE, Need.HEARING)) as talk:
            assert here.kiosk.hardware.outgoing.prefer_motion
            await until(lambda: talk.peer.seen.height == 288, 30)  # CIF, until the line bears more
            assert here.kiosk.hardware.outgoing.step.per_second >= 20
            await until(lambda: petrol(room) > 0.6, 30)
            said = []
            here.kiosk.speaker.read = lambda line: said.append(line)
            say(talk, wire.SayAgain())
            await until(lambda: said, 15)
            assert said[0].slow
