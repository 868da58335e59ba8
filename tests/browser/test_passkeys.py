"""Passkeys in Chromium, whose authenticator is the DevTools protocol's; my account, for axe too."""

import base64
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playwright.async_api import Browser, CDPSession, Page, expect

from signaling.core.person import Role
from tests.town import ADMIN, COUNSELLOR, PASSWORD, Town, town

from .chromium import DESK, PHONE, chromium, visitor
from .test_pages import arrive, fine

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
pytestmark = pytest.mark.timeout(180)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, second_factor=(Role.COUNSELLOR,)) as served:
        yield served


@pytest_asyncio.fixture
async def browser(place: Town) -> AsyncIterator[Browser]:
    """It trusts our certificate by its key: behind an error there are no passkeys."""
    (served,) = place.folder.glob("tls/server*.pem")
    certificate = x509.load_pem_x509_certificates(served.read_bytes())[0]
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = certificate.public_key().public_bytes(serialization.Encoding.DER, form)
    pin = base64.b64encode(hashlib.sha256(public).digest()).decode()
    async with chromium(flags=[f"--ignore-certificate-errors-spki-list={pin}"]) as opened:
        yield opened


async def key(page: Page) -> tuple[CDPSession, str]:
    """An authenticator for this page; its owner always agrees."""
    tools = await page.context.new_cdp_session(page)
    await tools.send("WebAuthn.enable")
    added = await tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return tools, added["authenticatorId"]


async def add(page: Page, label: str = "Ordinateur du bureau") -> None:
    await page.goto("/compte")
    await page.get_by_label("Nom de cette clé").fill(label)
    await page.get_by_role("button", name="Ajouter une clé d’accès").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("La clé d’accès est ajoutée")


async def leave(page: Page) -> None:
    await page.get_by_role("button", name="Se déconnecter").click()
    await expect(page.get_by_text("Vous êtes déconnecté")).to_be_visible()


@SIZES
async def test_a_key_is_added_enters_alone_and_is_removed(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await key(page)
    await page.goto("/compte")
    await fine(page)
    await add(page)
    await fine(page)
    await leave(page)
    await fine(page)
    await page.get_by_role("button", name="Entrer avec une clé d’accès").press("Enter")
    await expect(page).to_have_url(f"{place.url}/administration")
    await page.goto("/compte")
    await page.get_by_role("link", name="Retirer Ordinateur du bureau").press("Enter")
    await fine(page)
    await page.get_by_role("button", name="Oui, retirer la clé").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("La clé d’accès est retirée")


async def test_a_cloned_key_is_turned_away(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, ADMIN)
    tools, id = await key(page)
    await add(page)
    (mine,) = (await tools.send("WebAuthn.getCredentials", {"authenticatorId": id}))["credentials"]
    await leave(page)
    enter = page.get_by_role("button", name="Entrer avec une clé d’accès")
    await enter.click()
    await expect(page).to_have_url(f"{place.url}/administration")
    await leave(page)
    # The clone is as the key was before it was used.
    clone = {"authenticatorId": id, "credential": mine}
    gone = {"authenticatorId": id, "credentialId": mine["credentialId"]}
    await tools.send("WebAuthn.removeCredential", gone)
    await tools.send("WebAuthn.addCredential", clone)
    await enter.click()
    await expect(page.get_by_role("alert").first).to_contain_text("n’a pas été reconnue")
    await fine(page)


async def test_a_key_that_does_not_answer_is_told(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, ADMIN)
    tools, id = await key(page)
    await add(page)
    await leave(page)
    refuses = {"authenticatorId": id, "isUserVerified": False}
    await tools.send("WebAuthn.setUserVerified", refuses)
    await page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    await expect(page.get_by_role("alert")).to_contain_text("La clé n’a pas répondu")
    await expect(page).to_have_url(f"{place.url}/connexion?sortie=1")


@SIZES
async def test_an_application_then_its_code_by_keyboard_without_javascript(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size, java_script_enabled=False)
    await page.goto("/compte")
    await expect(page.get_by_role("button", name="Ajouter une clé d’accès")).to_be_hidden()
    await page.get_by_role("button", name="Installer une application").press("Enter")
    await expect(page.get_by_role("img", name="Code QR")).to_be_visible()
    secret = (await page.locator(".letters").inner_text()).replace(" ", "")
    await page.get_by_label("Code de l’application").fill("12")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("six chiffres")
    app = pyotp.TOTP(secret)
    await page.get_by_label("Code de l’application").fill(app.now())
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("L’application est installée")
    await page.get_by_role("button", name="Imprimer des codes").press("Enter")
    codes = await page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    await leave(page)
    await page.get_by_label("Identifiant").fill(ADMIN)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Seconde étape")).to_be_visible()
    await page.get_by_label("Code", exact=True).fill(codes[0])
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{place.url}/administration")


@SIZES
async def test_every_page_of_the_ways_in_is_fine(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/compte/mot-de-passe")
    await fine(page)
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)
    await page.goto("/compte")
    await page.get_by_role("button", name="Installer une application").click()
    await fine(page)
    secret = (await page.locator(".letters").inner_text()).replace(" ", "")
    await page.get_by_label("Code de l’application").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Confirmer").click()
    await expect(page.get_by_role("status")).to_be_focused()
    await fine(page)
    await page.get_by_role("button", name="Imprimer des codes").click()
    await expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    await fine(page)
    await leave(page)
    await page.get_by_label("Identifiant").fill(ADMIN)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Code", exact=True)).to_be_focused()
    await fine(page)
    await page.get_by_label("Code", exact=True).fill("000000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await fine(page)


@SIZES
async def test_an_invited_counsellor_makes_a_key_and_is_in(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/comptes")
    await page.get_by_label("Nom affiché").fill("Nouvelle personne")
    await page.get_by_label("Identifiant").fill("nouveau")
    await page.get_by_label("Conseil", exact=True).check()
    await page.get_by_label("Organisme", exact=True).select_option("MSA de Picardie")
    await page.get_by_role("button", name="Créer le compte").click()
    link = await page.locator(".once__value").inner_text()
    await fine(page)
    theirs = await (await visitor(browser, place.url, viewport=size)).new_page()
    await key(theirs)
    await theirs.goto(link)
    await expect(theirs.get_by_role("heading", name="Bienvenue, Nouvelle personne")).to_be_visible()
    await fine(theirs)
    await theirs.get_by_role("button", name="Créer ma clé d’accès").press("Enter")
    await theirs.wait_for_url("**/console")
    await theirs.goto(link)
    await expect(theirs.get_by_role("heading", name="plus valable")).to_be_visible()
    await fine(theirs)


@SIZES
async def test_whose_role_asks_more_and_whose_page_it_is_not_are_told(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    await place.open_account("nouveau", Role.COUNSELLOR, organisation="msa")
    page = await arrive(browser, place, "nouveau", viewport=size)
    await expect(page.locator(".notice--bad")).to_contain_text("plus qu’un mot de passe")
    await fine(page)
    await key(page)
    await add(page)
    await page.goto("/administration/comptes")
    await expect(page.get_by_role("heading", name="Votre rôle : Conseil")).to_be_visible()
    await fine(page)
    supervisor = await arrive(browser, place, "supervision.msa", viewport=size)
    await expect(supervisor).to_have_url(f"{place.url}/administration/comptes")
    await fine(supervisor)
    await supervisor.get_by_role("link", name="Lien de secours pour Dominique Exemple").click()
    await fine(supervisor)
    technician = await arrive(browser, place, "technique", viewport=size)
    await fine(technician)
    assert COUNSELLOR not in await technician.content()
