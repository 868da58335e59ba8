"""A guest joins a call at a whole kiosk: really said, really written, one connection throughout."""

import asyncio
import tempfile
from pathlib import Path

import numpy as np
import pytest

from signaling import protocol as wire
from signaling.protocol import GuestState

from .living_kiosk import living
from .serving import SDP, until
from .test_guests import hello, invited, opened

pytestmark = pytest.mark.timeout(120)


async def test_the_resident_hears_and_reads_who_comes_before_anything_passes_and_who_goes(
    room, short_pauses
):
    async with living(room) as here, here.in_call() as talk:
        link = await invited(talk.ear, talk.call)
        page = await opened(here.served, hello(link.token))
        await page.expect(wire.GuestWelcome)
        await until(lambda: here.kiosk.speaker.quiet, 20)
        with tempfile.TemporaryDirectory() as folder:
            recording = room.sound.record(Path(folder) / "heard.wav")
            await talk.ear.say(wire.GuestAdmit(guest=link.guest))
            await page.expect(wire.GuestChanged, state="admitted")
            await until(lambda: "vous rejoint" in written(here), 15)
            assert "Sofia" in written(here)
            await talk.ear.say(wire.GuestOffer(guest=link.guest, number=1, sdp=SDP))
            assert (await talk.ear.expect(wire.Error)).code == "conflict"
            await page.expect(wire.GuestChanged, within=30, state="joined")
            await until(lambda: here.kiosk.speaker.quiet, 20)
            heard = await asyncio.to_thread(recording.stop)
        assert np.abs(heard.astype(np.int32)).max() > 2000, "it was said aloud"
        await until(lambda: "est là aussi" in written(here), 15)
        await talk.ear.say(wire.GuestOffer(guest=link.guest, number=1, sdp=SDP))
        await page.expect(wire.GuestOffer)
        await talk.ear.say(wire.GuestRemove(guest=link.guest))
        await until(lambda: "n’est plus là" in written(here), 15)
        await until(lambda: written(here).startswith("Vous parlez avec"), 30)
        assert "Sofia" not in written(here)
        await talk.goes_on()
        assert here.kiosk.conversation._next is None, "the kiosk has one connection"


async def test_a_kiosk_whose_link_comes_back_hears_who_left_meanwhile(room, short_pauses):
    async with living(room) as here, here.in_call() as talk:
        link = await invited(talk.ear, talk.call)
        page = await opened(here.served, hello(link.token))
        await page.expect(wire.GuestWelcome)
        await talk.ear.say(wire.GuestAdmit(guest=link.guest))
        await page.expect(wire.GuestChanged, within=30, state="joined")
        presence = here.served.desk.office.presence
        mine = presence.link(here.id)
        assert mine is not None
        mine.close()
        await until(lambda: not here.kiosk.link.connected, 15)
        await talk.ear.say(wire.GuestRemove(guest=link.guest))
        await until(lambda: here.kiosk.link.connected, 60)
        await until(lambda: "n’est plus là" in written(here), 30)
        found = await talk.ear.expect(wire.Guests, guests=[])
        assert GuestState.JOINED not in {one.state for one in found.guests}


def written(here) -> str:
    """The sentence of the document screen."""
    scene = here.kiosk.display._state["scene"]
    return str(scene["document"]["sentence"]).replace("\N{NO-BREAK SPACE}", " ")
