"""The host's daybook in Chromium, on a line that is cut, with a browser closed meanwhile."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from signaling.keys import OFFICE
from signaling.protocol import AppointmentState
from signaling.store import appointments, journal
from signaling.store.demo import RELAYS
from tests.services.serving import Form
from tests.town import COUNSELLOR, HOST, PASSWORD, SECRETARY, Town, until

from .chromium import CHROMIUM, DESK, FLAGS, PHONE
from .test_pages import SIZES, arrive, fine, place, said  # noqa: F401 a fixture among them

PAGE = "/relais/carnet"
BACK_MS = 60_000
"The page looks for its network every fifteen seconds: three times that, and a busy machine."

LOSE = """() => {
  const real = fetch;
  globalThis.lost = true;
  globalThis.fetch = async (address, how) => {
    const answer = await real(address, how);
    if (globalThis.lost && String(address).endsWith("/faits")) throw new TypeError("cut");
    return answer;
  };
}"""
"What is sent arrives, and its answer does not."


@dataclass
class Road:
    """The line between the van and the server, which is cut at will."""

    to: int
    port: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._carry, "localhost", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, here: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        there, on = await asyncio.open_connection("localhost", self.to)
        self._open |= {back, on}
        await asyncio.gather(self._pass(here, on), self._pass(there, back))

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                to.write(data)
                await to.drain()
        to.close()


@asynccontextmanager
async def road(town: Town) -> AsyncIterator[Road]:
    found = Road(town.port)
    await found.mend()
    try:
        yield found
    finally:
        await found.cut()


@asynccontextmanager
async def tablet(folder: Path, road: Road, **options: object) -> AsyncIterator[BrowserContext]:
    """A browser that keeps its folder; the local authority is trusted by it, as on a real one."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            str(folder),
            executable_path=CHROMIUM,
            args=[*FLAGS, "--ignore-certificate-errors"],
            base_url=f"https://localhost:{road.port}",
            locale="fr-FR",
            timezone_id="Europe/Paris",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **{"viewport": DESK} | options,  # type: ignore[arg-type]
        )
        try:
            yield context
        finally:
            await context.close()


async def sign_in(context: BrowserContext) -> Page:
    page = await context.new_page()
    await page.goto("/connexion")
    await enter(page)
    await page.get_by_role("link", name="Carnet, sans réseau").click()
    return page


async def enter(page: Page) -> None:
    await page.get_by_label("Identifiant").fill(HOST)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_role("button", name="Se connecter").click()


async def registered(town: Town, name: str) -> str:
    secretary = await town.person(SECRETARY)
    at = town.app[OFFICE].clock() + 60
    record = await town.desk.register_appointment(secretary, Form(name=name, at=at))
    await town.desk.accept(await town.person(COUNSELLOR), record.id)
    return record.id


async def steps(town: Town, id: str) -> list[str]:
    async with town.app[OFFICE].store.reading() as tx:
        return [line.what for line in await journal.about(tx, id)]


async def state(town: Town, id: str) -> AppointmentState:
    async with town.app[OFFICE].store.reading() as tx:
        record = await appointments.by_id(tx, id)
    assert record is not None
    return record.state


@SIZES
@pytest.mark.timeout(240)
async def test_the_daybook_is_fine_and_used_by_keyboard(
    browser: Browser,
    place: Town,  # noqa: F811 a fixture
    size: dict[str, int],
) -> None:
    id = await registered(place, "Premier")
    page = await arrive(browser, place, HOST, viewport=size)
    await page.get_by_role("link", name="Carnet, sans réseau").press("Enter")
    await expect(page.locator("visavis-daybook")).to_have_attribute(
        "data-line", "there", timeout=BACK_MS
    )
    await fine(page)
    await page.get_by_role("button", name="Noter cette personne").press("Enter")
    await expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    await fine(page)
    await page.get_by_role("button", name="Est venu : Camille Premier").press("Enter")
    await expect(page.get_by_text("à rappeler")).to_be_visible(timeout=BACK_MS)
    assert "resident_came" in await steps(place, id)
    await page.get_by_role("button", name="Est reparti : Camille Premier").press("Enter")
    await expect(page.get_by_text("reparti à")).to_be_visible(timeout=BACK_MS)
    await fine(page)


@pytest.mark.timeout(300)
async def test_a_day_without_a_network_arrives_once_when_it_returns(
    place: Town,  # noqa: F811 a fixture
    tmp_path: Path,
) -> None:
    came, absent = await registered(place, "Premier"), await registered(place, "Second")
    folder = tmp_path / "tablet"
    async with road(place) as line:
        async with tablet(folder, line) as context:
            page = await sign_in(context)
            book = page.locator("visavis-daybook")
            await page.get_by_role("button", name="Emporter le carnet").click()
            await expect(book).to_have_attribute("data-kept", "true", timeout=BACK_MS)
        await line.cut()
        async with tablet(folder, line, viewport=PHONE) as context:
            page = await context.new_page()
            await page.goto(PAGE)
            book = page.locator("visavis-daybook")
            await expect(book).to_have_attribute("data-line", "away", timeout=BACK_MS)
            await expect(page.get_by_text("Premier", exact=True)).to_be_visible()
            await page.get_by_role("button", name="Est venu : Camille Premier").press("Enter")
            await page.get_by_role("button", name="Pas venu : Camille Second").press("Enter")
            await page.get_by_role("button", name="Défaire").last.press("Enter")
            await expect(book).to_have_attribute("data-waiting", "1")
            await page.get_by_role("button", name="Pas venu : Camille Second").press("Enter")
            await page.get_by_label("Nom", exact=True).fill("Troisième")
            await page.get_by_label("Prénom").fill("Andrea")
            await page.get_by_label("Téléphone").fill("06 00 00 00 00")
            await page.get_by_label("Organisme").select_option(value="caf")
            await page.get_by_role("button", name="Noter cette personne").press("Enter")
            await expect(book).to_have_attribute("data-waiting", "3")
            await fine(page)
        async with tablet(folder, line) as context:
            page = await context.new_page()
            await page.goto(PAGE)
            book = page.locator("visavis-daybook")
            await expect(book).to_have_attribute("data-waiting", "3")
            await fine(page)
            await line.mend()
            await page.evaluate("dispatchEvent(new Event('online'))")
            # A session ends with its browser: what was noted waits for who noted it.
            await expect(book).to_have_attribute("data-line", "signed_out", timeout=BACK_MS)
            await expect(page.get_by_text("Premier")).to_have_count(0)
            await fine(page)
            await page.get_by_role("link", name="Se connecter").press("Enter")
            await enter(page)
            await expect(page.get_by_text("Tout est envoyé.")).to_be_visible(timeout=BACK_MS)
            await expect(book).to_have_attribute("data-waiting", "0")
            await fine(page)
    assert (await steps(place, came)).count("resident_came") == 1
    assert await state(place, absent) is AppointmentState.NO_SHOW
    assert await called(place) == ["Troisième"]


@pytest.mark.timeout(300)
async def test_an_answer_that_is_lost_doubles_nothing(
    place: Town,  # noqa: F811 a fixture
    tmp_path: Path,
) -> None:
    async with road(place) as line, tablet(tmp_path / "tablet", line) as context:
        page = await sign_in(context)
        book = page.locator("visavis-daybook")
        await page.get_by_role("button", name="Emporter le carnet").click()
        await expect(book).to_have_attribute("data-kept", "true", timeout=BACK_MS)
        await page.evaluate(LOSE)
        await page.get_by_label("Nom", exact=True).fill("Quatrième")
        await page.get_by_label("Prénom").fill("Andrea")
        await page.get_by_label("Téléphone").fill("06 00 00 00 00")
        await page.get_by_label("Organisme").select_option(value="caf")
        await page.get_by_role("button", name="Noter cette personne").press("Enter")

        async def arrived() -> bool:
            return await called(place) == ["Quatrième"]

        await until(arrived, 30)
        await expect(book).to_have_attribute("data-waiting", "1")
        await expect(page.get_by_role("button", name="Défaire")).to_have_count(0)
        await page.evaluate("globalThis.lost = false")
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(book).to_have_attribute("data-waiting", "0", timeout=BACK_MS)
        assert await called(place) == ["Quatrième"]


async def called(town: Town) -> list[str]:
    """Those whom an organisation is asked to call back, in this room."""
    async with town.app[OFFICE].store.reading() as tx:
        now = town.app[OFFICE].clock()
        found = await appointments.of_relay(tx, RELAYS[0].id, now - 3600, now + 3600)
    return [record.name for record in found if record.at is None]


@pytest.mark.timeout(240)
async def test_who_signs_out_leaves_no_name_on_the_device(
    place: Town,  # noqa: F811 a fixture
    tmp_path: Path,
) -> None:
    await registered(place, "Premier")
    async with road(place) as line, tablet(tmp_path / "tablet", line) as context:
        page = await sign_in(context)
        await page.get_by_role("button", name="Emporter le carnet").click()
        await expect(page.locator("visavis-daybook")).to_have_attribute(
            "data-kept", "true", timeout=BACK_MS
        )
        await page.get_by_role("link", name="Accueil du relais").click()
        await page.get_by_role("button", name="Se déconnecter").click()
        await page.goto(PAGE)
        await expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
        await expect(page.get_by_text("Premier")).to_have_count(0)
        kept = await page.evaluate(
            "new Promise((done) => { const asked = indexedDB.open('visavis-daybook');"
            " asked.onsuccess = () => { const got = asked.result.transaction('days')"
            ".objectStore('days').getAll(); got.onsuccess = () => done(got.result.length); }; })"
        )
        assert kept == 0
        await fine(page)
