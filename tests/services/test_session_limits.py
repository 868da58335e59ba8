"""How long one stays signed in; a visit in hand is never cut by it. The clock is the test's."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from signaling import protocol as wire
from signaling.auth.tokens import hash_of
from signaling.auth.web import COOKIE
from signaling.protocol import Availability
from signaling.store import sessions

from .serving import Ear, Served, serving

HOUR = 3600
LOOKS = 3
"Rounds of the look at a session, before it is believed that nothing happens."


@pytest_asyncio.fixture
async def served(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    monkeypatch.setattr("signaling.sockets_console.SESSION_SECONDS", 0.05)
    async with serving(session_hours=10, session_idle_hours=2) as found:
        yield found


class Looks:
    """Counts how often the sessions of consoles are looked up."""

    def __init__(self, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen = asyncio.Semaphore(0)
        door, known = served.ways.door, served.ways.door.known

        async def look(token: str, active: bool = True) -> object:
            found = await known(token, active)
            self.seen.release()
            return found

        monkeypatch.setattr(door, "known", look)

    async def several(self) -> None:
        """Until the next rounds are over, whatever was under way."""
        while self.seen.locked() is False:
            await self.seen.acquire()
        async with asyncio.timeout(20):
            for _ in range(LOOKS):
                await self.seen.acquire()


async def still_there(console: Ear, looks: Looks) -> None:
    await looks.several()
    console.heard.clear()
    assert not console.socket.closed
    await console.say(wire.Hangup(call="none"))
    assert (await console.expect(wire.Error)).code == "not_found", "it is heard and answered"


async def away(served: Served) -> Ear:
    """A console of whoever left it open, and said so."""
    console, _ = await served.console()
    await console.say(wire.AvailabilityChosen(availability=Availability.AWAY))
    await console.expect(wire.AvailabilityChosen)
    return console


async def test_a_console_of_somebody_away_is_closed_by_the_idle_limit(served: Served) -> None:
    console = await away(served)
    served.clock.now += 2 * HOUR
    assert await console.expect_closed() == 1008


@pytest.mark.parametrize("being", ["available", "permanence", "busy"])
async def test_whoever_waits_to_be_rung_stays_until_the_absolute_limit(
    served: Served, monkeypatch: pytest.MonkeyPatch, being: str
) -> None:
    looks = Looks(served, monkeypatch)
    console, welcome = await served.console()
    assert welcome.ends_in_s == 10 * HOUR
    await console.say(wire.AvailabilityChosen(availability=Availability(being)))
    await console.expect(wire.AvailabilityChosen)
    for _ in range(9):
        served.clock.now += HOUR
        await looks.several()
    await served.ways.door.forget_expired()
    assert not console.socket.closed
    served.clock.now += HOUR
    assert await console.expect_closed() == 1008


async def test_a_console_that_comes_back_reads_how_long_it_still_has(served: Served) -> None:
    browser = await served.signed_in("conseil.msa")
    served.clock.now += HOUR
    console = Ear(await browser.ws_connect("/ws/console"))
    await console.say(wire.ConsoleHello())
    assert (await console.expect(wire.ConsoleWelcome)).ends_in_s == 9 * HOUR


async def test_an_open_page_alone_is_no_activity_and_what_somebody_does_is(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks(served, monkeypatch)
    console = await away(served)
    served.clock.now += HOUR
    await still_there(console, looks)
    await looks.several()
    served.clock.now += HOUR
    await still_there(console, looks)
    served.clock.now += 2 * HOUR
    assert await console.expect_closed() == 1008


@pytest.mark.parametrize("hours", [3, 11], ids=["idle", "absolute"])
async def test_a_console_in_a_call_stays_until_the_visit_is_over(
    served: Served, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    looks = Looks(served, monkeypatch)
    console, ear, _, visit, call = await served.in_call()
    served.clock.now += hours * HOUR
    await still_there(console, looks)
    await served.ways.door.forget_expired()
    await still_there(console, looks)
    await console.say(wire.Scan(visit=visit, scan="s1"))
    await ear.expect(wire.Scan)
    await console.say(wire.Hangup(call=call))
    await ear.expect(wire.Hangup)
    await still_there(console, looks)  # papers are still in hand
    await console.say(wire.VisitEnd(visit=visit))
    await ear.expect(wire.VisitClose)
    await ear.say(wire.Wiped(visit=visit))
    if hours < 10:
        await still_there(console, looks)  # it was at work until now: the idle hours begin again
        served.clock.now += 2 * HOUR
    assert await console.expect_closed() == 1008


async def test_papers_travel_in_a_call_past_the_limits(served: Served) -> None:
    browser = await served.signed_in("conseil.msa")
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    console = Ear(await browser.ws_connect("/ws/console"))
    await console.say(wire.ConsoleHello())
    await console.expect(wire.ConsoleWelcome)
    visit = await served.installed(kiosk)
    await console.say(wire.CallStart(visit=visit, sdp="v=0\r\n"))
    ring = await ear.expect(wire.Ring)
    await ear.say(wire.Answer(call=ring.call, sdp="v=0\r\n"))
    await console.expect(wire.Answer)
    served.clock.now += 11 * HOUR
    async with browser.get("/forms") as answer:
        assert answer.status == 200


async def test_a_closed_account_is_out_at_once_even_in_a_call(served: Served) -> None:
    console, _, _, _, _ = await served.in_call()
    admin, person = await served.person("admin"), await served.person("conseil.msa")
    await served.registry.set_disabled(admin, person.account, True)
    assert await console.expect_closed() == 1008


async def test_signing_out_ends_a_session_even_in_a_call(served: Served) -> None:
    console, _, _, _, _ = await served.in_call()
    async with served.store.writing() as tx:
        person = await served.person("conseil.msa")
        await sessions.remove_of(tx, person.account)
    assert await console.expect_closed() == 1008


async def test_expired_sessions_of_others_are_forgotten_meanwhile(served: Served) -> None:
    await served.in_call()
    browser = await served.signed_in("conseil.caf")
    token = next(c.value for c in browser.cookie_jar if c.key == COOKIE)
    served.clock.now += 11 * HOUR
    await served.ways.door.forget_expired()
    async with served.store.reading() as tx:
        assert await sessions.find(tx, hash_of(token)) is None


# -- pages that ring, and pages that only show ------------------------------------------------


async def heard(answer: aiohttp.ClientResponse, said: bytes) -> None:
    """Until the stream says this."""
    async with asyncio.timeout(30):
        while said not in await answer.content.readuntil(b"\n\n"):
            pass


@pytest.mark.parametrize(
    ("login", "address", "hours"),
    [("hote.wassigny", "/relais/flux", 10), ("secretaire.hannapes", "/secretariat/flux", 2)],
)
async def test_the_page_that_rings_stays_signed_in_and_another_one_is_told_that_it_is_over(
    served: Served, monkeypatch: pytest.MonkeyPatch, login: str, address: str, hours: int
) -> None:
    monkeypatch.setattr("signaling.pages.live.QUIET_SECONDS", 0.05)
    browser = await served.signed_in(login)
    async with browser.get(address) as answer:
        for _ in range(hours - 1):
            await heard(answer, b": still here")
            served.clock.now += HOUR
            await heard(answer, b": still here")
        served.clock.now += HOUR
        await heard(answer, b"event: gone")
        assert await answer.content.read() == b""
