"""The agenda's pages in Chromium: a supervisor publishes, a mairie chooses, all follow."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling.keys import OFFICE
from signaling.store import kiosks
from signaling.store.demo import RELAYS
from signaling.store.records import Kiosk
from tests.town import COUNSELLOR, HOST, SECRETARY, Town, town

from .test_pages import SIZES, arrive, fine, said

SUPERVISOR = "supervision.msa"
PAGE = "/administration/organismes/msa/agenda"


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        async with served.app[OFFICE].store.writing() as tx:
            await kiosks.insert(tx, Kiosk("k1", RELAYS[0].id, "Guichet bleu", "key", 0.0))
        yield served


async def publish(page: Page) -> None:
    await page.goto(PAGE)
    form = page.get_by_role("form", name="Ajouter une permanence")
    for day in ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"):
        await form.get_by_label(day).check()
    await form.get_by_label("De", exact=True).fill("09:00")
    await form.get_by_label("À", exact=True).fill("11:00")
    await form.get_by_label("Premier jour").fill("2026-01-05")
    await form.get_by_label("Aussi les jours fériés").check()
    await form.get_by_label("Dominique Exemple").check()
    await form.get_by_role("button", name="Publier la permanence").press("Enter")
    await expect(said(page, "La permanence est publiée")).to_be_focused()


@SIZES
async def test_a_supervisor_publishes_by_keyboard_and_the_page_is_fine(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, SUPERVISOR, viewport=size)
    await page.goto("/administration/lieux")
    await page.get_by_role("link", name="Permanences et absences, MSA de Picardie").press("Enter")
    await expect(page.get_by_text("Aucune permanence.")).to_be_visible()
    await fine(page)
    await page.get_by_role("button", name="Publier la permanence").press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await publish(page)
    await page.get_by_text("Un jour à part").click()
    await page.get_by_label("Jour", exact=True).fill("2026-12-24")
    await page.get_by_role("button", name="Enregistrer ce jour").press("Enter")
    await expect(page.get_by_text("Jeudi 24 décembre 2026 : fermé", exact=True)).to_be_visible()
    absence = page.get_by_role("form", name="Noter une absence")
    await absence.get_by_label("Premier jour").fill("2099-12-28")
    await absence.get_by_label("Dernier jour").fill("2099-12-31")
    await absence.get_by_role("button", name="Noter l’absence").press("Enter")
    await expect(said(page, "L’absence est notée")).to_be_focused()
    await fine(page)


@SIZES
async def test_a_mairie_chooses_a_slot_that_follows_its_choices(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    await publish(await arrive(browser, place, SUPERVISOR))
    page = await arrive(browser, place, SECRETARY, viewport=size)
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("Un créneau").check()
    await expect(page.get_by_text("leurs créneaux libres seront ici")).to_be_visible()
    await page.get_by_role("radio", name="Mission locale de Thiérache").check()
    await expect(page.get_by_text("ne publie pas de créneaux")).to_be_visible()
    await page.get_by_role("radio", name="MSA de Picardie").check()
    await page.get_by_role("radio", name="Retraite").check()
    slots = page.locator("[data-slots]").get_by_role("radio")
    await expect(slots).to_have_count(12)
    await fine(page)
    await slots.nth(1).check()
    await page.get_by_role("button", name="Envoyer la demande").press("Enter")
    await expect(page.get_by_text("est enregistrée et envoyée")).to_be_visible()
    await expect(page.locator(".row")).to_contain_text("Accepté")
    await page.goto((await page.locator(".row a").first.get_attribute("href")) or "")
    if "modifier" in page.url or "annuler" in page.url:
        await page.goto(re.sub(r"/(modifier|annuler)$", "", page.url))
    await page.get_by_role("button", name="Venir plus tôt si un créneau se libère").press("Enter")
    await expect(page.get_by_text("Viendra plus tôt si un créneau se libère.")).to_be_visible()
    await fine(page)


@SIZES
@pytest.mark.parametrize("login", [COUNSELLOR, HOST, SECRETARY])
async def test_calendars_are_given_and_revoked(
    browser: Browser, place: Town, size: dict[str, int], login: str
) -> None:
    page = await arrive(browser, place, login, viewport=size)
    await page.goto("/compte")
    await page.get_by_role("link", name="Mes calendriers").press("Enter")
    await fine(page)
    if login == SECRETARY:
        await expect(page.get_by_text("Votre rôle n’en a pas.")).to_be_visible()
        return
    await page.get_by_role("button", name="Créer une adresse").first.press("Enter")
    await expect(page.get_by_text(".ics")).to_be_visible()
    await fine(page)
    await page.get_by_role("button", name="Révoquer").press("Enter")
    await expect(said(page, "ne mène plus à rien")).to_be_focused()
