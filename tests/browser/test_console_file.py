"""The file of the visit: named by its organisation, taken by one key, gone with the visit."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Download, expect

from signaling.core.person import Person, Role
from signaling.keys import REGISTRY

from .chromium import axe
from .visiting import PDF, Visit

pytestmark = pytest.mark.timeout(120)
ADMIN = Person("account-admin", "Admin", frozenset({Role.ADMINISTRATOR}))


async def document(visit: Visit, page: str, name: str) -> None:
    await visit.scan(page)
    await visit.page.fill("#document-name", name)
    await visit.page.locator("#document-name").blur()
    await visit.keep()


def bytes_of(path: str | Path) -> bytes:
    return Path(path).read_bytes()


async def downloaded(visit: Visit, key: str) -> Download:
    async with visit.page.expect_download() as coming:
        await visit.page.keyboard.press(key)
    return await coming.value


async def test_one_key_takes_the_only_document_and_then_all_of_them_in_an_archive(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await document(visit, "page-1", "Avis d’imposition")
    one = await downloaded(visit, "t")
    assert one.suggested_filename.endswith("_Exemple_Camille_Avis-d’imposition.pdf")
    assert bytes_of(await one.path()) == PDF.read_bytes()
    await expect(page.locator("#file-count")).to_have_text("Tout est enregistré.")
    await document(visit, "page-2", "RIB")
    await document(visit, "page-3", "RIB")
    await expect(page.locator("#file-count")).to_have_text("1 sur 3 enregistré")
    whole = await downloaded(visit, "t")
    assert whole.suggested_filename.endswith("_Exemple_Camille_Dossier.zip")
    with zipfile.ZipFile(io.BytesIO(bytes_of(await whole.path()))) as archive:
        assert archive.testzip() is None
        names = [name.split("_", 1)[1] for name in archive.namelist()]
        assert names == [
            "Exemple_Camille_Avis-d’imposition.pdf",
            "Exemple_Camille_RIB.pdf",
            "Exemple_Camille_RIB (2).pdf",
        ]
        for name in archive.namelist():
            assert archive.read(name) == PDF.read_bytes()
    await expect(page.locator("#file-count")).to_have_text("Tout est enregistré.")
    assert await axe(page) == []


async def test_a_document_is_renamed_by_keys_and_the_names_of_papers_are_proposed(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await document(visit, "page-1", "Document")
    await page.get_by_role("button", name="Renommer Document").press("Enter")
    field = page.get_by_label("Nouveau nom")
    await expect(field).to_be_focused()
    assert await field.get_attribute("list") == "document-names"
    assert "RIB" in await page.locator("#document-names").evaluate(
        "list => [...list.options].map(({ value }) => value)"
    )
    await page.keyboard.type("Pièce d’identité")
    await page.keyboard.press("Enter")
    card = page.locator("[data-document]")
    await expect(card.locator("h4")).to_have_text("Pièce d’identité")
    await expect(page.get_by_role("button", name="Renommer Pièce d’identité")).to_be_focused()
    one = await downloaded(visit, "t")
    assert "Pièce-d’identité" in one.suggested_filename
    await page.get_by_role("button", name="Renommer Pièce d’identité").press("Enter")
    await page.keyboard.type("Autre")
    await page.keyboard.press("Escape")
    await expect(card.locator("h4")).to_have_text("Pièce d’identité")


async def test_the_organisations_own_rule_names_the_files(visit: Visit) -> None:
    registry = visit.server.app[REGISTRY]
    await registry.set_naming(ADMIN, "msa", "MSA {piece} de {prenom}")
    await visit.page.reload()
    await visit.page.wait_for_selector("#link[data-link=open]")
    row = visit.page.locator("[data-appointment]").first
    await row.click()
    await visit.call()
    await document(visit, "page-1", "RIB")
    assert (await downloaded(visit, "t")).suggested_filename == "MSA RIB de Camille.pdf"


async def test_the_end_names_what_is_not_taken_and_lets_it_be_taken(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await document(visit, "page-1", "Avis")
    await document(visit, "page-2", "RIB")
    await visit.scan("page-3")
    await page.keyboard.press("f")
    lost = page.locator("#end-untaken")
    await expect(lost.locator("li")).to_have_text(
        ["Avis", "RIB", "1 page numérisée, pas encore gardée"]
    )
    assert await axe(page) == []
    async with page.expect_download() as coming:
        await page.locator("#end-take-all").press("Enter")
    assert (await coming.value).suggested_filename.endswith("Dossier.zip")
    await expect(lost.locator("li")).to_have_text(["1 page numérisée, pas encore gardée"])
    await expect(page.locator("#end-take-all")).to_be_hidden()
    await page.click("#confirm-end")
    await expect(page.locator("[data-document]")).to_have_count(0)
    kept = await page.evaluate(
        """async () => [localStorage.length, sessionStorage.length,
          (await indexedDB.databases()).length, (await caches.keys()).length]"""
    )
    assert kept == [0, 0, 0, 0]
