"""A Cerfa filled together: a real console, a real server, a real kiosk with its screens."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from devices.virtual.display import DOCUMENT
from signaling.keys import SHELF

from ..kiosk.paper.official import OFFICIAL, values_of
from ..kiosk.paper.samples import only_xfa
from ..services.conftest import room
from ..services.kiosk_room import Room
from ..services.living_kiosk import Living, living
from ..services.serving import PASSWORD, until
from .chromium import axe, visitor
from .counter import SCREEN, mistakes_of
from .visiting import LONG

__all__ = ["room"]
pytestmark = pytest.mark.timeout(240)
PAGE = "topmostSubform[0].Page1[0]."
NAME, POSTCODE, TEXT = PAGE + "txtNoms[0]", PAGE + "numCP[0]", PAGE + "txtCirconstances[0]"
THEFT, TODAY = PAGE + "Groupe_de_boutons_radio[0]", PAGE + "datFaitLe[0]"
LONG_TEXT = " ".join(["Perdu au marché, sans doute ; personne ne l’a rendu."] * 5)
LIT = (255, 235, 150)


@dataclass
class Filling:
    """A counsellor in a call, and the kiosk that they talk with."""

    here: Living
    page: Page

    async def call(self) -> None:
        await self.page.locator("[data-appointment]").first.click()
        await expect(self.page.locator("#call")).to_be_enabled(timeout=LONG)
        await self.page.keyboard.press("p")
        await expect(self.page.locator("#fill[aria-disabled=false]")).to_be_visible(timeout=LONG)

    async def choose(self, form: str = "cerfa_13753_04") -> None:
        await self.page.keyboard.press("e")
        await self.page.locator(f"[data-offer={form}]").click()
        await self.ready()

    async def ready(self) -> None:
        desk = self.page.locator("#form-dialog[data-ready][data-form-state=open]")
        await expect(desk).to_be_visible(timeout=LONG)

    def field(self, label: str):
        return self.page.locator("#form-dialog").get_by_label(label, exact=True)

    @property
    def written(self) -> dict[str, str]:
        """What the kiosk holds."""
        desk = self.here.kiosk.desk
        assert desk is not None
        return next(iter(desk.filling._forms.values())).form.values

    async def holds(self, **values: str) -> None:
        await until(lambda: {n: self.written.get(n, "") for n in values} == values, 30)

    def picture(self) -> Image.Image:
        return self.here.room.display.picture(DOCUMENT).convert("RGB")

    def lit(self) -> bool:
        near = np.abs(np.asarray(self.picture()).astype(int) - LIT).max(axis=2) < 12
        return float(near.mean()) > 0.001


@asynccontextmanager
async def filling(room: Room, browser: Browser, **fields: str) -> AsyncIterator[Filling]:
    async with living(room) as here:
        served = here.served
        context = await visitor(browser, served.origin, viewport=SCREEN, accept_downloads=True)
        page = await context.new_page()
        wrong = mistakes_of(page)
        await page.goto("/connexion")
        await page.fill("[name=login]", "conseil.msa")
        await page.fill("[name=password]", PASSWORD)
        await page.click("button[type=submit]")
        await page.wait_for_selector("#link[data-link=open]")
        await here.install(**fields)
        found = Filling(here, page)
        await found.call()
        yield found
        assert wrong == []
        await context.close()


def kept(folder: Path) -> bytes:
    return (folder / "kept.pdf").read_bytes()


async def test_a_cerfa_is_filled_by_two_and_outlives_a_reload(room, browser, tmp_path):
    fields = {"name": "Exemple", "first_name": "Camille", "motive": "Perte de ma carte grise"}
    fields["listed"] = "motive-msa-1"
    async with filling(room, browser, **fields) as work:
        page = work.page
        await expect(page.locator("#needed")).to_contain_text("Relevé de carrière")
        await page.keyboard.press("e")
        await expect(page.locator("#forms-likely [data-offer=cerfa_13753_04]")).to_be_visible()
        assert await axe(page) == []
        await page.keyboard.press("Escape")
        await work.choose()
        # from the appointment, marked
        await work.holds(**{NAME: "Exemple Camille"})
        marked = "Nom, nom d’usage, prénom, ou raison sociale (rempli d’avance)"
        await expect(work.field(marked)).to_have_value("Exemple Camille")
        assert TODAY in work.written
        await expect(page.locator(".form-missed")).to_contain_text("deux fois")
        # by keys alone, each at the kiosk
        await work.field("Code postal").focus()
        await until(work.lit, 30)
        await page.keyboard.type("02630")
        await work.holds(**{POSTCODE: "02630"})
        await work.field("Perte ou vol : Vol").focus()
        await page.keyboard.press("Space")
        await work.holds(**{THEFT: "2"})
        await work.field("Circonstances").focus()
        await page.keyboard.type(LONG_TEXT)
        await work.holds(**{TEXT: LONG_TEXT})
        shot = os.environ.get("PICTURES")
        if shot:
            work.picture().save(Path(shot) / "forms-kiosk.png")
            await page.screenshot(path=Path(shot) / "forms-console.png")
        assert await axe(page) == []
        assert "txt" not in await page.locator("#form-dialog").inner_text()
        # the page is loaded again: nothing is lost
        await page.reload()
        await work.ready()  # large again by itself
        await expect(work.field(marked)).to_have_value("Exemple Camille")
        await expect(work.field("Code postal")).to_have_value("02630")
        await expect(work.field("Perte ou vol : Vol")).to_be_checked()
        await expect(work.field("Circonstances")).to_have_value(LONG_TEXT)
        await page.locator("#form-keep").click()
        await page.keyboard.press("Escape")
        document = page.locator("#documents [data-document-state=received]")
        await expect(document).to_be_visible(timeout=LONG)
        async with page.expect_download() as downloading:
            await document.locator("a[download]").click()
        await (await downloading.value).save_as(tmp_path / "kept.pdf")
        assert values_of(kept(tmp_path)) == work.written


async def test_a_field_is_read_aloud_on_one_key_and_the_form_printed(room, browser):
    async with filling(room, browser, name="Exemple", first_name="Camille") as work:
        page, heard = work.page, []
        speak = work.here.kiosk.voice.samples

        async def listened(line):
            heard.append(line.text)
            return await speak(line)

        work.here.kiosk.voice.samples = listened
        await work.choose()
        await work.field("Code postal").focus()
        await page.keyboard.type("02630")
        await page.keyboard.press("F2")
        await until(lambda: "Adresse. Code postal : 0 2 6 3 0." in heard, 30)
        await page.locator("#form-print").click()
        await expect(page.locator("#form-said")).to_contain_text("Sorti", timeout=90_000)


async def test_a_pdf_of_the_counsellor_is_filled_too_and_one_that_cannot_be_says_why(
    room, browser, tmp_path
):
    async with filling(room, browser) as work:
        page = work.page
        bad = tmp_path / "adobe.pdf"
        bad.write_bytes(only_xfa())
        await page.set_input_files("#form-file", bad)
        card = page.locator("#forms [data-form-state=refused]")
        await expect(card).to_contain_text("Adobe Reader", timeout=LONG)
        await card.locator("[data-remove]").click()
        await page.set_input_files("#form-file", OFFICIAL["n244"])
        await work.ready()
        await expect(page.locator("#form-read[aria-disabled=true]")).to_be_visible()
        await work.field("Case 1").fill("County Court")
        await work.holds(Text16="County Court")
        assert await axe(page) == []


async def test_a_form_that_the_organisation_brought_is_filled_as_those_of_the_library(
    room, browser
):
    async with filling(room, browser, motive="Saisie de salaire") as work:
        served = work.here.served
        pdf = OFFICIAL["n244"].read_bytes()
        bringing = await served.person("admin"), "msa", pdf, "Demande au tribunal", "", ("saisie",)
        form = await served.app[SHELF].bring(*bringing)
        await work.page.keyboard.press("e")
        likely = work.page.locator(f"#forms-likely [data-offer={form.id}]")
        await expect(likely).to_contain_text("Demande au tribunal", timeout=LONG)
        await likely.press("Enter")
        await work.ready()
        assert await axe(work.page) == []
        await work.field("Enter name of court").fill("Laon")
        await work.holds(Text16="Laon")


async def test_the_page_starts_no_program_but_the_one_that_reads_pdfs(server, browser):
    context = await visitor(browser, server.url)
    page = await context.new_page()
    await server.sign_in(page)
    started = """() => {
      try { new Worker("/static/app.js", { type: "module" }); return "started"; }
      catch (error) { return error.name; }
    }"""
    assert await page.evaluate(started) == "TypeError"
