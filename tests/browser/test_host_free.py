"""The host's pages of free access: by keyboard alone, live, in every state, for axe."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling import protocol as wire
from signaling.protocol import FreeStage
from tests.town import HOST, KioskAtWork, Town, town, until

from .chromium import DESK, PHONE
from .test_pages import arrive, fine

pytestmark = pytest.mark.timeout(150)
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
MAIL = {"smtp_host": "127.0.0.1", "smtp_from": "guichet@exemple.fr", "smtp_security": "none"}


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, **MAIL) as served:
        yield served


class AtWork:
    """The kiosk's side: what it heard last, what it says."""

    def __init__(self, kiosk: KioskAtWork) -> None:
        self.kiosk, self.free = kiosk, ""

    async def opened(self) -> wire.FreeOpen:
        await until(lambda: self.kiosk.told(wire.FreeOpen), 30)
        found = [each for each in self.kiosk.heard if isinstance(each, wire.FreeOpen)][-1]
        self.free = found.free
        return found

    def says(self, stage: FreeStage, **more: object) -> None:
        given = {"free": self.free, "stage": stage, **more}
        self.kiosk.link.send(wire.FreeStatus.model_validate(given))

    async def pressed(self, press: wire.FreePress) -> None:
        async def heard() -> bool:
            found = [each.press for each in self.kiosk.heard if isinstance(each, wire.FreePressed)]
            return found[-1:] == [press]

        await until(heard, 30)


async def tab_to(page: Page, id: str) -> None:
    """As a keyboard goes: at most so many stops."""
    for _ in range(60):
        if await page.evaluate("document.activeElement?.id") == id:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(id)


async def send(page: Page) -> None:
    """Enter, on the button that has the focus, and the page that answers: what the kiosk says next
    is news on that one, never on the one that is left."""
    async with page.expect_navigation(timeout=30_000):
        await page.keyboard.press("Enter")


async def send_by(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).focus()
    await send(page)


@SIZES
async def test_a_copy_is_opened_followed_and_closed_by_keyboard(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    async with place.kiosk("Guichet bleu") as kiosk:
        here = AtWork(kiosk)
        page = await arrive(browser, place, HOST, viewport=size)
        await fine(page)
        await tab_to(page, f"libre-{kiosk.id}")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Photocopier")).to_be_visible()
        await fine(page)
        await tab_to(page, "copy-copies")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        await tab_to(page, "ouvrir-copie")
        await send(page)
        asked = await here.opened()
        assert (asked.copies, asked.colour, asked.several) == (2, False, True)
        state = page.locator(".free__said")
        here.says(FreeStage.GUIDING, feeder=True)
        await expect(state).to_have_text("Le guichet dit où poser la feuille.")
        await fine(page)
        await expect(page.get_by_role("button", name="Utiliser le chargeur")).to_be_visible()
        await tab_to(page, "libre-start")
        await send(page)
        await here.pressed(wire.FreePress.START)
        here.says(FreeStage.SCANNING)
        await expect(state).to_have_text("La machine lit la feuille.")
        here.says(FreeStage.PAGE, page=2, pages=2)
        await expect(state).to_have_text("2 feuilles sont lues.")
        spoken = page.locator("[data-live-said]")
        await expect(spoken).to_contain_text("2 feuilles sont lues.")
        await fine(page)
        await tab_to(page, "libre-finish")
        await send(page)
        await here.pressed(wire.FreePress.FINISH)
        here.says(FreeStage.FAULT, fault=wire.Fault.NO_PAPER)
        await expect(state).to_contain_text("Remettez-en dans le bac.")
        await fine(page)
        here.says(FreeStage.DONE, page=4, pages=4)
        await expect(state).to_have_text("C’est imprimé : 4 pages.")
        await fine(page)
        await page.goto("/relais")
        await expect(page.locator(".kiosk__free")).to_contain_text("C’est imprimé")
        await fine(page)
        await tab_to(page, f"suivre-{kiosk.id}")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/relais/libre/*")
        await expect(state).to_have_text("C’est imprimé : 4 pages.")
        await tab_to(page, "libre-fermer")
        await send(page)
        await expect(state).to_have_text("Le libre accès est fermé.")
        kiosk.link.send(wire.FreeWiped(free=here.free))
        await expect(page.get_by_text("Tout est effacé du guichet.", exact=True)).to_be_visible()
        await fine(page)


@SIZES
async def test_what_is_wrong_is_said_where_it_is_and_a_letter_s_failure_with_what_to_do(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    async with place.kiosk("Guichet bleu") as kiosk:
        here = AtWork(kiosk)
        page = await arrive(browser, place, HOST, viewport=size)
        await page.goto(f"/relais/guichets/{kiosk.id}/libre")
        await send_by(page, "Imprimer le fichier")
        await expect(page.locator("[data-focus]")).to_be_focused()
        await expect(page.locator("[data-focus]")).to_have_text("Choisissez un fichier.")
        await fine(page)
        await page.get_by_label("Adresse").fill("pas une adresse")
        await send_by(page, "Numériser et envoyer")
        await expect(page.get_by_label("Adresse")).to_have_attribute("aria-invalid", "true")
        await fine(page)
        await page.get_by_label("Adresse").fill("camille@exemple.fr")
        await send_by(page, "Numériser et envoyer")
        await here.opened()
        here.says(FreeStage.SENDING, page=1, pages=1)
        await expect(page.locator(".free__said")).to_have_text("1 page part à camille@exemple.fr.")
        words = "Le courriel n’a pas pu partir, après trois essais. Vérifiez l’adresse."
        here.says(FreeStage.FAILED, page=1, code="letter_not_sent", sentence=words)
        await expect(page.locator(".free__said")).to_have_text(words)
        await fine(page)
        await send_by(page, "Envoyer de nouveau")
        await here.pressed(wire.FreePress.AGAIN)
        await send_by(page, "Fermer et effacer")


async def test_a_file_is_chosen_and_given_and_another_one_when_it_could_not_be_read(
    browser: Browser, place: Town
) -> None:
    async with place.kiosk("Guichet bleu") as kiosk:
        here = AtWork(kiosk)
        page = await arrive(browser, place, HOST, viewport=DESK)
        await page.goto(f"/relais/guichets/{kiosk.id}/libre")
        file = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ..."}
        await page.get_by_label("Fichier", exact=True).set_input_files(file)  # type: ignore[arg-type]
        await send_by(page, "Imprimer le fichier")
        await here.opened()
        await until(lambda: kiosk.told(wire.FreeFile), 30)
        here.says(FreeStage.MAKING)
        await expect(page.locator(".free__said")).to_have_text("Le guichet vérifie le fichier.")
        here.says(FreeStage.FAILED, code="document_unreadable", sentence="Illisible.")
        await send_by(page, "Recommencer")
        await here.pressed(wire.FreePress.AGAIN)
        here.says(FreeStage.FILE)
        await page.get_by_role("link", name="Choisir le fichier").press("Enter")
        await expect(page.get_by_role("heading", name="Imprimer un fichier")).to_be_visible()
        await fine(page)
        await send_by(page, "Imprimer le fichier")
        await expect(page.locator("#erreurs")).to_be_focused()
        await fine(page)
