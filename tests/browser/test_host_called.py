"""The host's pages ring: heard, said, shown on a locked screen, answered by one key."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from signaling.core.figures import HONOURED, NO_SHOW, Count
from signaling.core.person import Role
from signaling.core.trouble import STAYS_SECONDS
from signaling.keys import OFFICE, RECEPTION, WATCH
from signaling.protocol import Fault, HostCalled, Light, LightsChanged, SummonsReason, SummonsState
from signaling.store import counters
from signaling.views import month_of
from tests.town import ADMIN, COUNSELLOR, HOST, SECRETARY, KioskAtWork, Town, town, until

from .chromium import DESK, PHONE, axe
from .counter import Form
from .test_pages import arrive, fine, said

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
LISTENING = """
window.notes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.notes += 1;
  return start.apply(this, when);
};
0; // a function as the last word would be called
"""
"Counts the notes that the page plays; they are played all the same."
LOCKED = """
window.told = [];
Object.defineProperty(document, "hidden", { get: () => window.away === true });
class Told {
  constructor(title, { body }) { window.told.push(body); }
  addEventListener() {}
  close() {}
}
Told.permission = "granted";
window.Notification = Told;
"""
"A browser that may notify, and whose page is hidden when the test says so."


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


@dataclass
class Seated:
    """A resident in front of a kiosk of the relay."""

    place: Town
    kiosk: KioskAtWork
    visit: str

    async def call(self) -> None:
        counsellor = await self.place.person(COUNSELLOR)
        await self.place.app[RECEPTION].call(counsellor, self.visit)

    async def told(self, state: SummonsState) -> None:
        async def heard() -> bool:
            found = [each.state for each in self.kiosk.heard if isinstance(each, HostCalled)]
            return found[-1:] == [state]

        await until(heard)


@asynccontextmanager
async def seated(place: Town) -> AsyncIterator[Seated]:
    secretary, host = await place.person(SECRETARY), await place.person(HOST)
    appointment = await place.desk.register_appointment(secretary, Form())
    async with place.kiosk("Guichet bleu") as kiosk:
        visit = await place.desk.install(host, appointment.id, kiosk.id)
        yield Seated(place, kiosk, visit.id)


def ring(page: Page) -> Locator:
    return page.locator("[data-ring]")


@SIZES
async def test_the_page_rings_says_why_and_one_key_answers(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    async with seated(place) as here:
        page = await arrive(browser, place, HOST, viewport=size)
        await expect(page).to_have_title("Accueil du relais – Vis-à-vis")
        await here.call()
        await expect(ring(page)).to_contain_text("Guichet bleu vous appelle")
        await expect(ring(page)).to_contain_text("Le conseiller vous demande auprès de l’usager.")
        await expect(page).to_have_title("Appel du guichet – Accueil du relais – Vis-à-vis")
        alert = page.locator("[role=alert][data-ring-said]")
        await expect(alert).to_have_text(
            "Guichet bleu vous appelle. Le conseiller vous demande auprès de l’usager."
        )
        await fine(page)
        await page.keyboard.press("j")
        await expect(page.locator(".ring")).to_contain_text("Vous avez répondu : Guichet bleu")
        await expect(page).to_have_title("Accueil du relais – Vis-à-vis")
        await here.told(SummonsState.COMING)
        await fine(page)
        await page.get_by_role("button", name="C’est réglé").press("Enter")
        await expect(page.locator(".ring")).to_have_count(0)
        await here.told(SummonsState.ENDED)


async def test_it_is_heard_once_the_page_was_touched_until_somebody_answers(
    browser: Browser, place: Town
) -> None:
    async with seated(place) as here:
        page = await arrive(browser, place, HOST)
        await page.evaluate(LISTENING)
        state = page.locator("[data-ring-state]")
        await expect(state).to_be_visible()  # the page listens from then on
        await page.locator("h1").click()
        await expect(state).to_have_text("Sonnerie prête")
        await here.call()
        await page.wait_for_function("() => window.notes >= 4")  # two notes, and two more
        await page.keyboard.press("j")
        await expect(ring(page)).to_have_count(0)
        heard = await page.evaluate("window.notes")
        await here.call()  # again: another ring
        await page.wait_for_function("heard => window.notes > heard", arg=heard)


async def test_a_hidden_page_notifies_without_naming_the_resident(
    browser: Browser, place: Town
) -> None:
    async with seated(place) as here:
        page = await arrive(browser, place, HOST)
        await page.add_init_script(LOCKED)
        await page.reload()
        await page.evaluate("window.away = true")
        await here.call()
        await page.wait_for_function("() => window.told.length === 1")
        (told,) = await page.evaluate("window.told")
        assert "Guichet bleu vous appelle" in told
        assert "Exemple" not in told
        assert "Camille" not in told


async def test_the_key_can_be_turned_off_and_leaves_fields_alone(
    browser: Browser, place: Town
) -> None:
    held = {"mairie": "wassigny", "relay": "pel-wassigny"}
    await place.open_account("agent.wassigny", Role.SECRETARY, Role.HOST, **held)
    async with seated(place) as here:
        page = await arrive(browser, place, "agent.wassigny")
        await expect(page.get_by_role("heading", name="Inscrire un usager")).to_be_visible()
        await here.call()
        await expect(ring(page)).to_be_visible()  # on the secretary's page too
        await page.get_by_label("Nom", exact=True).press("j")
        await expect(page.get_by_label("Nom", exact=True)).to_have_value("j")
        await fine(page)
        await page.get_by_label("Répondre par la touche J").uncheck()
        await page.locator("h2").first.click()
        await page.keyboard.press("j")
        await expect(ring(page)).to_be_visible()
        await page.get_by_label("Répondre par la touche J (F8 en écrivant)").check()
        await page.get_by_label("Nom", exact=True).press("F8")  # it writes nothing
        await expect(ring(page)).to_have_count(0)
        await expect(page.get_by_label("Nom", exact=True)).to_have_value("j")


async def test_who_is_a_host_too_is_called_over_a_slip_and_over_the_console(
    browser: Browser, place: Town
) -> None:
    """At the console letters are its own: another key answers, and its title stays."""
    held = {"mairie": "hannapes", "relay": "pel-wassigny", "organisation": "msa"}
    roles = (Role.SECRETARY, Role.HOST, Role.COUNSELLOR)
    await place.open_account("agent.hannapes", *roles, **held)
    async with seated(place) as here:
        page = await arrive(browser, place, "agent.hannapes")
        later = Form(first_name="Noé", at=place.app[OFFICE].clock() + 86_400)
        secretary = await place.person(SECRETARY)
        appointment = await place.desk.register_appointment(secretary, later)
        await page.goto(f"/secretariat/{appointment.id}/fiche")
        await here.call()
        await expect(ring(page)).to_contain_text("Guichet bleu vous appelle")
        await fine(page)
        await page.emulate_media(media="print")
        await expect(ring(page)).to_be_hidden()
        await page.emulate_media(media="screen")
        await page.keyboard.press("j")
        await here.told(SummonsState.COMING)
        await page.goto("/console")
        await expect(page.locator("#link[data-link=open]")).to_be_visible()
        await here.call()
        await expect(ring(page)).to_contain_text("Répondre par la touche F8")
        assert "Console du conseiller" in await page.title()
        await expect(page.locator("#availability")).to_be_in_viewport(ratio=1)
        assert await axe(page) == []
        await page.keyboard.press("j")  # the console's: nothing to telephone
        await expect(ring(page)).to_be_visible()
        await page.locator("#availability").press("F8")  # in a field too
        await expect(page.locator(".ring")).to_contain_text("Vous avez répondu : Guichet bleu")


async def test_without_javascript_a_reload_shows_the_call_and_a_button_answers(
    browser: Browser, place: Town
) -> None:
    async with seated(place) as here:
        page = await arrive(browser, place, HOST, java_script_enabled=False)
        await here.call()
        again = await page.locator("meta[http-equiv=refresh]").get_attribute("content")
        assert again is not None
        await page.goto(again.partition("url=")[2])
        await expect(page).to_have_title("Appel du guichet : Accueil du relais – Vis-à-vis")
        await page.get_by_role("button", name="J’arrive").click()
        await expect(said(page, "C’est noté. Le conseiller et l’usager")).to_be_visible()
        await here.told(SummonsState.COMING)


async def test_the_kiosk_calls_by_itself_and_what_is_mended_is_over(
    browser: Browser, place: Town
) -> None:
    async with seated(place) as here:
        page = await arrive(browser, place, HOST)
        red = {"printer": Light.RED, "printer_fault": Fault.NO_PAPER}
        here.kiosk.link.send(LightsChanged(lights=here.kiosk.lights.model_copy(update=red)))
        await expect(page.locator(".kiosk__red")).to_contain_text("imprimante plus de papier")
        await fine(page)
        await _later(place, STAYS_SECONDS[SummonsReason.PAPER] + 1)
        await expect(ring(page)).to_contain_text("Imprimante : plus de papier.")
        here.kiosk.link.send(LightsChanged(lights=here.kiosk.lights))
        await expect(page.locator(".ring")).to_have_count(0)


async def _later(place: Town, seconds: float) -> None:
    """The watch looks each second by itself: its clock goes on."""
    office = place.app[OFFICE]
    before: Callable[[], float] = office.clock
    await place.app[WATCH].tick()
    office.clock = lambda: before() + seconds


@SIZES
async def test_figures_and_distances_are_fine_in_every_state(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/statistiques")
    await expect(page.get_by_text("Rien n’est compté pour ce mois.")).to_be_visible()
    await fine(page)
    await _count(place)
    await page.reload()
    await expect(page.get_by_role("table")).to_contain_text("moins de 5")
    await fine(page)
    await page.goto("/administration/distances")
    await fine(page)
    await page.get_by_role("link", name="les distances de Hannapes").click()
    await fine(page)
    await page.get_by_label("Kilomètres").first.fill("abc")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.get_by_label("Kilomètres").first.fill("7")
    await page.get_by_label("Minutes").first.fill("10")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(said(page, "Les distances sont enregistrées.")).to_be_focused()
    await page.emulate_media(media="print")
    await page.goto("/administration/statistiques")
    await expect(page.get_by_role("table")).to_be_visible()
    await expect(page.get_by_role("navigation", name="Administration")).to_be_hidden()


async def _count(place: Town) -> None:
    office = place.app[OFFICE]
    month = month_of(office.clock())
    async with office.store.writing() as tx:
        for organisation, outcome, visits in (
            ("msa", HONOURED, 24),
            ("msa", NO_SHOW, 5),
            ("caf", HONOURED, 3),
            ("mission-locale", HONOURED, 9),
            ("mission-locale", NO_SHOW, 2),
        ):
            seconds, waited = visits * 1260, visits * 130
            line = Count(month, organisation, "pel-wassigny", outcome, visits, seconds, "", waited)
            await counters.add(tx, line)
