"""A counsellor whose office lets nothing out but port 443, through its proxy, calls and is seen.

Real programs on networks of their own: Chromium in the office, which knows the proxy alone;
tinyproxy, which connects to port 443 and nothing else; haproxy, coturn and the server at the other
end, under the files that the product installs; a kiosk in its room. Nothing forwards packets.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from pydantic import SecretStr

from signaling import protocol as wire
from signaling.turn_config import configuration
from tests.services.front import front, key_digest, running
from tests.services.machines import Machine
from tests.services.relay import SECRET, coturn, relay_settings

from .chromium import chromium, visitor
from .counter import SCREEN, Counter, until
from .kiosk import Kiosk, kiosk

SERVER = "10.97.0.1"
LONG = 30_000
TURN = (f"turn:{SERVER}:3478", f"turn:{SERVER}:3478?transport=tcp", f"turns:{SERVER}:443")


@dataclass
class Country:
    server: Machine
    room: Machine
    proxy: Machine
    office: Machine
    certificate: str
    "Of the server, as Chromium is told to trust it."
    restart_relay: Callable[[], None]


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Country]:
    with ExitStack() as stack:
        names = ("server", "room", "proxy", "office")
        server, room, proxy, office = (stack.enter_context(Machine(name)) for name in names)
        server.command(f"ip addr add {SERVER}/32 dev lo")
        for other, network in ((room, 1), (proxy, 2)):
            server.cable(other, f"10.97.{network}.1", f"10.97.{network}.2")
            other.command(f"ip route add {SERVER} via 10.97.{network}.1")
        proxy.cable(office, "10.97.3.1", "10.97.3.2")
        # Everything else is sent there too, and forwarded nowhere: the office's firewall.
        office.command("ip route add default via 10.97.3.1")

        text = configuration(relay_settings(turn_addresses=(SERVER,)), tmp_path / "relay")
        relay = stack.enter_context(ExitStack())

        def restart() -> None:
            relay.close()
            relay.enter_context(coturn(tmp_path / "relay", text, server.do))

        restart()
        local = stack.enter_context(front(tmp_path, SERVER, server.do))
        rules = tmp_path / "tinyproxy.conf"
        rules.write_text("Port 8888\nListen 10.97.3.1\nConnectPort 443\nTimeout 600\n")
        command = ("tinyproxy", "-d", "-c", rules)
        stack.enter_context(running(*command, answers=("10.97.3.1", 8888), there=proxy.do))
        yield Country(server, room, proxy, office, key_digest(local), restart)


class Away:
    """The server, for who lives on another machine."""

    def __init__(self, counter: Counter, machine: Machine) -> None:
        self.counter, self._machine, self.url = counter, machine, f"https://{SERVER}"

    async def kiosk_code(self) -> str:
        return await self._machine.run(self.counter.kiosk_code())

    async def register(self) -> str:
        return await self._machine.run(self.counter.register())

    async def install(self, appointment: str) -> str:
        return await self._machine.run(self.counter.install(appointment))

    async def sign_in(self, page: Page) -> None:
        await Counter.sign_in(self, page)  # type: ignore[arg-type]


@asynccontextmanager
async def serving(country: Country, folder: Path) -> AsyncIterator[Away]:
    counter = Counter(
        folder,
        tls=False,
        hostnames=(SERVER,),
        proxies=("127.0.0.1/32",),
        turn_urls=TURN,
        turn_secret=SecretStr(SECRET),
    )
    counter.at(8443)  # where haproxy expects it
    await country.server.run(counter.start())
    try:
        await country.server.run(counter.seed())
        yield Away(counter, country.server)
    finally:
        await country.server.run(counter.stop())


@asynccontextmanager
async def living(there: Machine, server: Away, folder: Path) -> AsyncIterator[Kiosk]:
    """A kiosk that lives in its room until the block ends."""
    found: asyncio.Future[Kiosk] = asyncio.get_running_loop().create_future()
    here, over = asyncio.get_running_loop(), asyncio.Event()

    async def live() -> None:
        async with kiosk(server, folder) as one:  # type: ignore[arg-type]
            here.call_soon_threadsafe(found.set_result, one)
            await over.wait()

    life = asyncio.ensure_future(there.run(live()))
    try:
        await asyncio.wait([found, life], return_when=asyncio.FIRST_COMPLETED)
        yield found.result() if found.done() else life.result()  # type: ignore[misc]
    finally:
        there.loop.call_soon_threadsafe(over.set)
        await life


async def flows(page: Page, there: Kiosk) -> None:
    """Sound and picture both ways, and the channel."""
    stage = page.locator("visavis-stage[data-picture=kiosk][data-media=flowing]")
    await expect(stage).to_be_visible(timeout=LONG)
    await page.wait_for_function(
        """() => document.querySelector("video#remote")
          .getVideoPlaybackQuality().totalVideoFrames > 10"""
    )
    await expect(page.locator("#scan")).to_be_enabled(timeout=LONG)
    frames, sounds = there.frames, there.sounds
    await until(lambda: there.frames > frames + 5 and there.sounds > sounds + 5)


async def call(browser: Browser, server: Away, there: Kiosk) -> Page:
    """In the office, until it flows."""
    context = await visitor(browser, server.url, viewport=SCREEN)
    page = await context.new_page()
    await server.sign_in(page)
    appointment = await server.register()
    row = page.locator(f"[data-appointment='{appointment}']")
    await row.locator(".request__accept").click()
    await expect(row).to_have_attribute("data-state", "accepted", timeout=LONG)
    await server.install(appointment)
    await expect(page.locator("#call")).to_be_enabled(timeout=LONG)
    await page.keyboard.press("p")
    await flows(page, there)
    return page


@dataclass
class Office:
    """Everything is in service; what happens in the office is played there."""

    country: Country
    server: Away
    kiosk: Kiosk

    async def play(self, scene: Callable[[Browser], Coroutine[None, None, None]]) -> None:
        flags = [f"--ignore-certificate-errors-spki-list={self.country.certificate}"]

        async def act() -> None:
            async with chromium(flags=flags, proxy="http://10.97.3.1:8888") as browser:
                await scene(browser)

        await self.country.office.run(act())


@pytest.fixture
async def office(country: Country, tmp_path: Path) -> AsyncIterator[Office]:
    async with (
        serving(country, tmp_path / "data") as server,
        living(country.room, server, tmp_path) as there,
    ):
        yield Office(country, server, there)


async def test_a_console_behind_a_proxy_that_allows_443_alone_still_calls(office: Office) -> None:
    async def scene(browser: Browser) -> None:
        await call(browser, office.server, office.kiosk)

    await office.play(scene)
    offer = office.kiosk.all(wire.Ring)[0].sdp
    candidates = [line for line in offer.splitlines() if line.startswith("a=candidate:")]
    relayed = [line for line in candidates if " typ relay " in line]
    assert relayed, candidates
    assert all(f" {SERVER} " in line for line in relayed)


async def test_a_relay_that_starts_again_cuts_the_call_for_a_moment(office: Office) -> None:
    async def scene(browser: Browser) -> None:
        page = await call(browser, office.server, office.kiosk)
        office.country.restart_relay()
        await expect(page.locator("visavis-stage[data-media=broken]")).to_be_visible(timeout=LONG)
        await flows(page, office.kiosk)

    await office.play(scene)
    assert office.kiosk.all(wire.CallRepair)
    assert office.kiosk.all(wire.Hangup) == []
