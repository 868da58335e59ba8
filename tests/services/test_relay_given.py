"""Who is told of the relay: a call's two ends, for the time of a call."""

from signaling import protocol as wire
from signaling.keys import OFFICE
from signaling.store import journal

from .serving import SDP, serving, until

RELAY = {
    "turn_urls": ("turn:relay.example:3478",),
    "turn_secret": "the relay's secret",
}


async def test_a_path_is_given_for_a_call_and_for_nothing_else() -> None:
    """Before it to who may place it, to the kiosk as it rings, in it to repair it; never after."""
    async with serving(**RELAY) as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        other, _ = await served.console("conseil.caf")
        visit = await served.installed(kiosk)
        for ears, wanted in ((other, visit), (console, "vis_invented")):
            await ears.say(wire.RelayWanted(visit=wanted))
            refused = await ears.expect(wire.Error)
            assert (refused.code, refused.about) == ("not_found", "relay_wanted")

        await console.say(wire.RelayWanted(visit=visit))
        given = await console.expect(wire.IceServers)
        stun, relay = given.servers
        assert (given.visit, stun.urls) == (visit, ("stun:relay.example:3478",))
        assert int((relay.username or "").split(":")[0]) == int(served.clock.now) + 300

        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        assert ring.ice_servers[1].urls == relay.urls
        assert ring.ice_servers[1].username != relay.username
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        await console.expect(wire.Answer)

        served.clock.now += 1000
        await console.say(wire.RelayWanted(visit=visit))
        again = (await console.expect(wire.IceServers)).servers[1]
        assert int((again.username or "").split(":")[0]) == int(served.clock.now) + 300
        forged = (wire.IceServer(urls=("turn:elsewhere.example",)),)
        offer = wire.CallRepair(call=ring.call, repair=1, sdp=SDP, ice_servers=forged)
        await console.say(offer)
        mended = (await ear.expect(wire.CallRepair)).ice_servers or ()
        assert mended[1].urls == relay.urls
        assert mended[1].username != ring.ice_servers[1].username
        await ear.socket.close()
        await until(lambda: not served.app[OFFICE].presence.is_there(kiosk.id))
        served.clock.now += 1000
        await console.say(wire.RelayWanted(visit=visit))
        assert (await console.expect(wire.IceServers)).servers[1].username != again.username
        ear, _ = await served.connect(kiosk)

        await console.say(wire.VisitEnd(visit=visit))
        await ear.expect(wire.VisitClose)
        await console.say(wire.RelayWanted(visit=visit))
        assert (await console.expect(wire.Error)).code == "conflict"
        async with served.store.reading() as tx:
            lines = [line.what for line in await journal.latest(tx)]
        assert "call_refused_not_found" in lines


async def test_without_a_relay_the_console_is_told_that_there_is_none() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        visit = await served.installed(kiosk)
        await console.say(wire.RelayWanted(visit=visit))
        assert (await console.expect(wire.IceServers)).servers == ()
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        assert (await ear.expect(wire.Ring)).ice_servers == ()
