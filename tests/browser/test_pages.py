"""The pages in Chromium: by keyboard, on a telephone, without JavaScript, live, and for axe."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from signaling.core.person import Role
from signaling.protocol import Light, LightsChanged, Wiped
from tests.town import ADMIN, COUNSELLOR, HOST, PASSWORD, SECRETARY, Town, town

from .chromium import DESK, PHONE, axe, overflow, visitor

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


async def arrive(browser: Browser, place: Town, login: str, **options: object) -> Page:
    """Signed in, in front of their page; anything that the page's policy blocks fails the test."""
    context = await visitor(browser, place.url, **options)
    page = await context.new_page()
    page.on("console", _complain)
    await page.goto("/")
    await page.get_by_label("Identifiant").fill(login)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_role("button", name="Se connecter").click()
    await expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    return page


async def register(page: Page, name: str = "Exemple") -> None:
    await page.get_by_label("Nom", exact=True).fill(name)
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Précision").fill("Dossier de retraite")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.get_by_text("est enregistrée et envoyée")).to_be_visible()


def said(page: Page, words: str) -> Locator:
    return page.get_by_role("status").filter(has_text=words)


async def fine(page: Page) -> None:
    """Nothing for axe, nothing wider than the window."""
    assert await axe(page) == []
    assert await overflow(page) == 0


@SIZES
async def test_the_doors_are_fine_in_every_state(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await (await visitor(browser, place.url, viewport=size)).new_page()
    await page.goto("/connexion")
    await fine(page)
    await page.get_by_role("button", name="Se connecter").click()
    await expect(page.locator("#erreurs")).to_be_focused()
    await fine(page)
    await page.get_by_label("Identifiant").fill(HOST)
    await page.get_by_label("Mot de passe").fill("autre chose")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("n’est pas le bon")).to_be_visible()
    await fine(page)
    await page.goto("/nulle-part")
    await expect(page.get_by_role("heading", name="Page introuvable")).to_be_visible()
    await fine(page)


async def test_states_change_alone_are_said_and_leave_the_form_in_peace(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    await register(page)
    row = page.locator(".row")
    id = (await row.get_attribute("id") or "").removeprefix("demande-")
    await page.get_by_label("Nom", exact=True).fill("En cours de frappe")
    counsellor = await place.person(COUNSELLOR)
    await place.desk.received(counsellor, id)
    await expect(row).to_contain_text("Reçu")
    await place.desk.accept(counsellor, id)
    await expect(row).to_contain_text("Accepté")
    await expect(row).to_contain_text("par Dominique Exemple")
    spoken = page.locator("[data-live-said]")
    await expect(spoken).to_have_text("Camille Exemple : accepté, par Dominique Exemple")
    await expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    await expect(page.get_by_label("Nom", exact=True)).to_have_value("En cours de frappe")
    await fine(page)


@pytest.mark.timeout(120)
async def test_the_list_comes_back_by_itself_after_the_stream_was_cut(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    await register(page)
    row = page.locator(".row")
    id = (await row.get_attribute("id") or "").removeprefix("demande-")
    await place.desk.received(await place.person(COUNSELLOR), id)
    await expect(row).to_contain_text("Reçu")  # the page's programs came, its stream is open
    await page.context.set_offline(True)
    place.desk.close()  # every stream ends, as when the server stops
    await place.desk.accept(await place.person(COUNSELLOR), id)
    await page.context.set_offline(False)
    await expect(row).to_contain_text("Accepté", timeout=60_000)


async def test_errors_take_the_focus_and_lead_to_their_fields(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    await page.get_by_role("textbox", name="Téléphone").fill("12")
    await page.get_by_label("Plus tard").check()
    await page.get_by_role("button", name="Envoyer la demande").click()
    summary = page.get_by_role("alert")
    await expect(summary).to_be_focused()
    await expect(page).to_have_title("Erreur : Secrétariat – Vis-à-vis")
    await expect(summary.get_by_role("link")).to_have_count(7)
    await fine(page)
    await summary.get_by_role("link", name="Un numéro français").press("Enter")
    telephone = page.get_by_role("textbox", name="Téléphone")
    await expect(telephone).to_be_focused()
    await expect(telephone).to_have_value("12")
    described = await telephone.get_attribute("aria-describedby")
    assert described == "telephone-erreur"


async def test_the_date_is_asked_only_for_later(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, SECRETARY)
    await expect(page.get_by_label("Date", exact=True)).to_be_hidden()
    await page.get_by_label("Plus tard").check()
    await expect(page.get_by_label("Date", exact=True)).to_be_visible()
    await page.get_by_label("Maintenant").check()
    await expect(page.get_by_label("Date", exact=True)).to_be_hidden()


@SIZES
async def test_the_secretariat_is_fine_in_every_state(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, SECRETARY, viewport=size)
    await fine(page)
    await register(page)
    await fine(page)
    await register_again(page)
    await fine(page)
    await page.goto("/secretariat/suivi")
    await fine(page)
    await page.get_by_role("link", name="Ouvrir la demande").click()
    await expect(page.get_by_role("heading", name="Ce qui s’est passé")).to_be_visible()
    await fine(page)
    await page.get_by_role("link", name="Annuler", exact=True).click()
    await expect(page.get_by_role("heading", name="Annuler cette demande")).to_be_visible()
    await fine(page)
    await page.get_by_role("button", name="Oui, annuler la demande").click()
    await expect(said(page, "La demande est annulée.")).to_be_focused()
    await fine(page)


async def register_again(page: Page) -> None:
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Précision").fill("Dossier de retraite")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.get_by_role("alert")).to_contain_text("a déjà une demande en cours")
    await expect(page.get_by_label("Inscrire quand même")).to_be_visible()


@SIZES
async def test_a_host_installs_and_ends_with_the_page_live(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    secretary = await arrive(browser, place, SECRETARY)
    page = await arrive(browser, place, HOST, viewport=size)
    await expect(page.get_by_text("Personne n’est attendu")).to_be_visible()
    await fine(page)
    async with place.kiosk() as kiosk:
        await expect(page.locator(".kiosk")).to_contain_text("Libre")
        await register(secretary)
        install = page.get_by_role("button", name="Installer l’usager Camille Exemple")
        await expect(install).to_be_visible()
        kiosk.link.send(LightsChanged(lights=kiosk.lights.model_copy(update={"card": Light.RED})))
        await expect(page.locator(".light--red")).to_have_text("Lecteur de carte : en panne")
        await fine(page)
        await install.press("Enter")
        await expect(said(page, "L’usager est installé.")).to_be_focused()
        await expect(page.locator(".kiosk")).to_contain_text("Attend l’appel")
        await expect(secretary.locator(".row")).to_contain_text("Installé")
        await fine(page)
        await page.get_by_role("link", name="Terminer la visite").press("Enter")
        await fine(page)
        await page.get_by_role("button", name="Oui, terminer la visite").press("Enter")
        await expect(page.locator(".kiosk")).to_contain_text("Se termine")
        (visit,) = [each.visit for each in kiosk.heard if each.type == "visit_close"]  # type: ignore[attr-defined]
        kiosk.link.send(Wiped(visit=visit))
        await expect(page.locator(".kiosk")).to_contain_text("Libre")
    await expect(page.locator(".kiosk")).to_contain_text("Non connecté")
    await fine(page)


async def test_a_choice_of_kiosks_is_by_their_names(browser: Browser, place: Town) -> None:
    secretary = await arrive(browser, place, SECRETARY)
    await register(secretary)
    async with place.kiosk("Guichet bleu"), place.kiosk("Guichet vert"):
        page = await arrive(browser, place, HOST)
        await fine(page)
        await page.get_by_role("button", name="Camille Exemple : Guichet vert").click()
        busy = page.get_by_role("article").filter(has_text="Attend l’appel")
        await expect(busy).to_contain_text("Guichet vert")


async def test_everything_works_without_javascript(browser: Browser, place: Town) -> None:
    plain = {"java_script_enabled": False}
    secretary = await arrive(browser, place, SECRETARY, **plain)
    await register(secretary)
    await register(secretary, name="Modèle")
    await expect(secretary.get_by_role("link", name="Suivre la liste")).to_be_visible()
    opened = secretary.get_by_role("link", name="Ouvrir la demande de Camille Modèle")
    await opened.click()
    await secretary.get_by_role("link", name="Annuler", exact=True).click()
    await secretary.get_by_role("button", name="Oui, annuler la demande").click()
    await expect(secretary.get_by_text("La demande est annulée.")).to_be_visible()
    host = await arrive(browser, place, HOST, **plain)
    assert await host.locator("meta[http-equiv=refresh]").count() == 1
    async with place.kiosk():
        await host.reload()
        await host.get_by_role("button", name="Installer l’usager").click()
        await expect(host.locator(".kiosk")).to_contain_text("Attend l’appel")
        await host.get_by_role("link", name="Terminer la visite").click()
        await host.get_by_role("button", name="Oui, terminer la visite").click()
        await expect(host.locator(".kiosk")).to_contain_text("Se termine")


@SIZES
async def test_the_administration_is_fine_in_every_state(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await fine(page)
    await page.get_by_role("button", name="Créer un code").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.get_by_label("Nom du guichet").fill("Guichet vert")
    await page.get_by_role("button", name="Créer un code").click()
    await expect(page.get_by_role("status")).to_be_focused()
    await fine(page)
    async with place.kiosk():
        await page.goto("/administration")
        await fine(page)
        await page.get_by_role("link", name="Révoquer Guichet bleu").click()
        await fine(page)
    await page.goto("/administration/comptes")
    await fine(page)
    await page.get_by_role("button", name="Créer le compte").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.get_by_label("Nom affiché").fill("Secrétariat d’Étreux")
    await page.get_by_label("Identifiant").fill("secretaire.etreux")
    await page.get_by_label("Secrétariat de mairie").check()
    await page.get_by_label("Mairie", exact=True).select_option("Mairie d’Étreux")
    await page.get_by_role("button", name="Créer le compte").click()
    await expect(page.get_by_role("heading", name="Lien de")).to_be_visible()
    await fine(page)
    for tab in ("lieux", "journal"):
        await page.goto(f"/administration/{tab}")
        await fine(page)


async def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, ADMIN)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()


async def test_the_longest_name_never_widens_a_telephone(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, SECRETARY, viewport=PHONE)
    await register(page, name="W" * 100)
    assert await overflow(page) == 0
    for link in ("Ouvrir la demande", "Annuler"):
        await page.get_by_role("link", name=link).click()
        assert await overflow(page) == 0
    async with place.kiosk("M" * 80):
        host = await arrive(browser, place, HOST, viewport=PHONE)
        assert await overflow(host) == 0
        await host.get_by_role("button", name="Installer l’usager").click()
        assert await overflow(host) == 0
        await host.get_by_role("link", name="Terminer la visite").click()
        assert await overflow(host) == 0
        admin = await arrive(browser, place, ADMIN, viewport=PHONE)
        for path in ("", "/comptes", "/journal"):
            await admin.goto(f"/administration{path}")
            assert await overflow(admin) == 0


async def test_somebody_with_two_roles_goes_from_one_page_to_the_other(
    browser: Browser, place: Town
) -> None:
    held = {"mairie": "wassigny", "relay": "pel-wassigny"}
    await place.open_account("agent.wassigny", Role.SECRETARY, Role.HOST, **held)
    page = await arrive(browser, place, "agent.wassigny", viewport=PHONE)
    await expect(page.get_by_role("heading", name="Inscrire un usager")).to_be_visible()
    await fine(page)
    rooms = page.get_by_role("navigation", name="Mes pages")
    await rooms.get_by_role("link", name="Relais").click()
    await expect(page.get_by_role("heading", name="PEL de Wassigny")).to_be_visible()
    await expect(rooms.locator("[aria-current=page]")).to_have_text("Relais")
    await fine(page)


def _complain(message: ConsoleMessage) -> None:
    assert "Content Security Policy" not in message.text, message.text
