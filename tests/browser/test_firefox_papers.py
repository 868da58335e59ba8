"""Papers in Firefox: the document that is shown and the form that is filled, with a real kiosk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from ..kiosk.paper.official import OFFICIAL
from ..services.conftest import room
from ..services.kiosk_room import Room
from ..services.living_kiosk import Living, living
from ..services.serving import PASSWORD, until
from .firefox import Firefox, firefox
from .test_console_forms import NAME, POSTCODE

__all__ = ["room"]
pytestmark = pytest.mark.timeout(240)
RIGHT, DOWN, PAGE_DOWN, ESCAPE = "\ue014", "\ue015", "\ue00f", "\ue00c"
"Of WebDriver (W3C, 17.4.2)."
FORM = "#form-dialog[data-ready][data-form-state=open]"
CASE = '#form-dialog [aria-label="Code postal"]'


@dataclass
class Work:
    """A counsellor in Firefox, in a call with a real kiosk."""

    here: Living
    page: Firefox

    async def call(self) -> None:
        await self.page.click("[data-appointment]")
        await self.page.see("#call[aria-disabled=false]")
        await self.page.press("p")
        await self.page.see("#fill[aria-disabled=false]")

    async def focus(self, selector: str) -> None:
        await self.page.ask("document.querySelector(v[0]).focus()", selector)

    async def type(self, keys: str) -> None:
        for key in keys:
            await self.page.press(key)

    @property
    def lectern(self):
        desk = self.here.kiosk.desk
        assert desk is not None
        return desk.showing._lectern

    @property
    def written(self) -> dict[str, str]:
        """What the kiosk holds."""
        desk = self.here.kiosk.desk
        assert desk is not None
        return next((one.form.values for one in desk.filling._forms.values()), {})


@asynccontextmanager
async def working(room: Room) -> AsyncIterator[Work]:
    async with living(room) as here, firefox() as page:
        await page.goto(f"{here.served.origin}/connexion")
        await page.fill("[name=login]", "conseil.msa")
        await page.fill("[name=password]", PASSWORD)
        await page.click("button[type=submit]")
        await page.see("#link[data-link=open]")
        await here.install(name="Exemple", first_name="Camille")
        work = Work(here, page)
        await work.call()
        yield work


async def test_a_document_is_shown_turned_pointed_at_and_marked_in_firefox(room: Room) -> None:
    async with working(room) as work:
        page = work.page
        await page.give_file("#show-file", OFFICIAL["n244"])
        await page.see("visavis-lectern[data-shown$=' 1'][data-drawn='1']")
        await work.focus("#lectern-area")
        await page.press(DOWN)
        await until(lambda: work.lectern.pointer is not None, 30)
        await page.press("s")
        await page.press(" ")
        await work.type(RIGHT * 5)
        await page.press(" ")
        await until(lambda: any(len(m.points) > 3 for m in work.lectern.marks.values()), 30)
        await page.press("+")
        await until(lambda: work.lectern.view.zoom > 1, 30)
        await page.press(PAGE_DOWN)
        await page.see("visavis-lectern[data-shown$=' 2'][data-drawn='2']")
        await page.press("x")
        await until(lambda: work.lectern.document is None, 30)


async def test_a_form_is_filled_by_keys_outlives_a_reload_and_is_kept_in_firefox(
    room: Room,
) -> None:
    async with working(room) as work:
        page = work.page
        await page.press("e")
        await page.click("[data-offer=cerfa_13753_04]")
        await page.see(FORM)
        await until(lambda: work.written.get(NAME) == "Exemple Camille", 30)
        await work.focus(CASE)
        await work.type("02630")
        await until(lambda: work.written.get(POSTCODE) == "02630", 30)
        assert "txt" not in await page.ask("document.querySelector('#form-dialog').innerText")
        await page.reload()
        await page.see("#link[data-link=open]")
        await page.see("#fill[aria-disabled=false]")  # the call was taken up by itself
        await page.see(FORM)  # large again by itself
        assert await page.ask(f"document.querySelector('{CASE}').value") == "02630"
        await page.click("#form-keep")
        await page.press(ESCAPE)
        await page.see("#documents [data-document-state=received] [data-drawn='1']")
