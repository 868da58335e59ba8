"""The secretary's minute, by keyboard, and all that comes after it until the visit."""

import io
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from signaling.keys import OFFICE
from signaling.pages.dates import PARIS
from signaling.requests import Requests
from tests.town import COUNSELLOR, SECRETARY, Town, town

from .chromium import DESK, PHONE
from .looked import RESULTS
from .test_pages import arrive, fine, said

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
PLAIN = {"java_script_enabled": False}
# Card, Moran and Newell, "The keystroke-level model" (1980): an average typist's stroke, and the
# thought before each field.
STROKE_SECONDS, THOUGHT_SECONDS = 0.28, 1.35


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


class Hand:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self._keys = page.keyboard
        self.strokes = self.fields = 0

    async def fill(self, *presses: str, text: str = "") -> None:
        """The field that has the focus: `presses` choose, `text` is written."""
        self.fields += 1
        for key in presses:
            await self.press(key)
        await self._keys.type(text)
        self.strokes += len(text)

    async def press(self, key: str) -> None:
        await self._keys.press(key)
        self.strokes += 1

    async def to(self, field: Locator) -> None:
        """By as many Tabs as it takes."""
        for _ in range(8):
            if await field.evaluate("field => field === document.activeElement"):
                return
            await self.press("Tab")
        raise AssertionError(f"{field} is not reached by the keyboard")

    @property
    def seconds(self) -> float:
        return round(self.strokes * STROKE_SECONDS + self.fields * THOUGHT_SECONDS, 1)


def figures(**found: float) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "secretary.json").write_text(json.dumps(found, indent=2) + "\n")


async def test_a_resident_is_registered_by_keyboard_well_within_a_minute(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    hand = Hand(page)
    await expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    await hand.fill(text="Exemple")
    await hand.to(page.get_by_label("Prénom"))
    await hand.fill(text="Camille")
    await hand.to(page.get_by_role("textbox", name="Téléphone"))
    await hand.fill(text="0612345678")
    await hand.to(page.get_by_label("CAF de l’Aisne"))
    await hand.fill("ArrowDown", "ArrowDown")
    await expect(page.get_by_label("MSA de Picardie")).to_be_checked()
    await hand.to(page.get_by_label("Retraite"))
    await hand.fill("Space")
    await expect(page.get_by_text("Relevé de carrière")).to_be_visible()
    await hand.press("Enter")
    await expect(said(page, "est enregistrée et envoyée")).to_be_focused()
    await expect(page.locator(".row")).to_contain_text("Envoyé")
    assert hand.fields <= 5
    assert hand.strokes <= 40
    assert hand.seconds < 60 / 3
    figures(fields=hand.fields, strokes=hand.strokes, keystroke_model_seconds=hand.seconds)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")  # past "Imprimer sa fiche"
    await expect(page.get_by_label("Nom", exact=True)).to_be_focused()


async def test_everything_can_be_said_by_keyboard_in_the_same_minute(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    hand = Hand(page)
    await hand.fill(text="Exemple")
    for label, text in (("Prénom", "Camille"), ("Courriel", "camille@exemple.fr")):
        await hand.to(page.get_by_label(label))
        await hand.fill(text=text)
    await hand.to(page.get_by_label("CAF de l’Aisne"))
    await hand.fill("Space")
    await hand.to(page.get_by_label("Aide au logement"))
    await hand.fill("Space")
    await hand.to(page.locator("#wanted_caf"))
    await hand.fill("ArrowDown")
    await hand.to(page.get_by_label("Date de naissance"))
    await hand.fill(text="11111958")
    await hand.to(page.get_by_label("Précision"))
    await hand.fill(text="deux logements")
    await hand.to(page.get_by_label("En vidéo"))
    await hand.fill("ArrowRight", "ArrowRight")
    await expect(page.get_by_label("Sur place")).to_be_checked()
    await hand.to(page.locator("summary"))
    await hand.press("Enter")
    await hand.to(page.get_by_label("Aide pour lire"))
    await hand.fill("Space")
    await fine(page)
    await hand.press("Enter")
    await expect(said(page, "est enregistrée et envoyée")).to_be_focused()
    assert hand.seconds < 60
    (line,) = await Requests(place.app[OFFICE]).open_of(await place.person(SECRETARY))
    record = line.appointment
    assert record.motive == "Aide au logement (APL) : deux logements"
    assert record.birth_date == "1958-11-11"
    assert (str(record.mode), [*map(str, record.needs)]) == ("on_site", ["reading"])
    assert line.wanted == "Andrea Exemple"


async def test_somebody_who_waits_already_is_told_while_the_name_is_typed(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY)
    await register(page)
    await page.get_by_label("Nom", exact=True).fill("EXEMPLE")
    await page.get_by_label("Prénom").fill("camillé")
    twin = page.get_by_role("status").filter(has_text="a déjà une demande en cours")
    await expect(twin).to_be_visible()
    await fine(page)
    await page.get_by_label("Prénom").fill("Dominique")
    await expect(twin).to_be_hidden()


async def register(page: Page, later: datetime | None = None) -> None:
    await page.get_by_label("Nom", exact=True).fill("Exemple")
    await page.get_by_label("Prénom").fill("Camille")
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Retraite").check()
    if later is not None:
        await page.get_by_label("Plus tard").check()
        await page.get_by_label("Date", exact=True).fill(f"{later:%Y-%m-%d}")
        await page.get_by_label("Heure").fill(f"{later:%H:%M}")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.get_by_text("est enregistrée et envoyée")).to_be_visible()


@SIZES
@pytest.mark.parametrize("options", [{}, PLAIN], ids=["scripts", "no scripts"])
async def test_a_time_is_proposed_answered_moved_and_printed(
    browser: Browser, place: Town, size: dict[str, int], options: dict[str, bool]
) -> None:
    scripts = not options
    page = await arrive(browser, place, SECRETARY, viewport=size, **options)
    later = datetime.now(PARIS).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    await register(page, later)
    (line,) = await Requests(place.app[OFFICE]).open_of(await place.person(SECRETARY))
    counsellor, id = await place.person(COUNSELLOR), line.appointment.id
    proposed = (later + timedelta(hours=2)).timestamp()
    await Requests(place.app[OFFICE]).propose(counsellor, id, proposed)
    if not scripts:
        await page.reload()
    row = page.locator(".row")
    await expect(row).to_contain_text("Dominique Exemple propose")
    if scripts:
        await fine(page)
    await row.get_by_role("button", name="Accepter ce moment").click()
    await expect(page.get_by_text("Le nouveau moment est accepté")).to_be_visible()
    # Nobody can write to this person: the mairie calls.
    await expect(row).to_contain_text("Dites-lui que le rendez-vous est pris")
    if scripts:
        await fine(page)
    await row.get_by_role("button", name="Personne prévenue").click()
    await expect(page.get_by_text("la personne est prévenue")).to_be_visible()
    await page.get_by_role("link", name="Ouvrir la demande").click()
    await expect(page.get_by_text("Moment proposé accepté par la mairie")).to_be_visible()
    if scripts:
        await fine(page)
    await page.get_by_role("link", name="Fiche à imprimer").click()
    await expect(page.get_by_role("heading", name="À apporter")).to_be_visible()
    await expect(page.locator(".slip__code")).to_be_visible()
    if scripts:
        await fine(page)
    await page.get_by_role("link", name="Revenir à la demande").click()
    await page.get_by_role("link", name="Corriger ou déplacer").click()
    await expect(page.get_by_label("Nom", exact=True)).to_have_value("Exemple")
    if scripts:
        await fine(page)
    await page.get_by_label("Date", exact=True).fill("")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_role("alert")).to_contain_text("Écrivez la date")
    if scripts:
        await fine(page)
    await page.get_by_label("Date", exact=True).fill(f"{later + timedelta(days=5):%Y-%m-%d}")
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_text("La demande est déplacée")).to_be_visible()
    await expect(row).to_contain_text("Envoyé")


@SIZES
async def test_what_was_for_now_is_noted_absent(
    browser: Browser, place: Town, size: dict[str, int]
) -> None:
    page = await arrive(browser, place, SECRETARY, viewport=size)
    await register(page)
    await expect(page.locator(".row")).to_contain_text("Aucun conseiller connecté")
    await page.get_by_role("link", name="Ouvrir la demande").click()
    await page.get_by_role("link", name="Noter l’absence").click()
    await fine(page)
    await page.get_by_role("button", name="Oui, noter l’absence").click()
    await expect(said(page, "L’absence est notée.")).to_be_focused()
    await expect(page.locator(".row")).to_contain_text("Absent")
    await fine(page)


async def test_the_papers_of_a_motive_are_shown_without_a_script(
    browser: Browser, place: Town
) -> None:
    page = await arrive(browser, place, SECRETARY, viewport=PHONE, **PLAIN)
    papers = page.get_by_text("Relevé de carrière")
    await expect(papers).to_be_hidden()
    await page.get_by_label("MSA de Picardie").check()
    await page.get_by_label("Retraite").check()
    await expect(papers).to_be_visible()
    await expect(page.get_by_label("Date de naissance")).to_be_hidden()
    await page.get_by_label("CAF de l’Aisne").check()
    await expect(papers).to_be_hidden()
    await expect(page.get_by_label("Date de naissance")).to_be_visible()


async def test_the_slip_prints_on_one_sheet(browser: Browser, place: Town) -> None:
    page = await arrive(browser, place, SECRETARY)
    await register(page, datetime.now(PARIS) + timedelta(days=3))
    await page.get_by_role("link", name="Imprimer sa fiche").click()
    await expect(page.get_by_role("heading", name="Votre demande de rendez-vous")).to_be_visible()
    pdf = await page.pdf(prefer_css_page_size=True, print_background=True)
    with pikepdf.open(io.BytesIO(pdf)) as printed:
        assert len(printed.pages) == 1
