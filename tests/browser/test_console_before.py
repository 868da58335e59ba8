"""Before and around the call: one's own post, availability, the bell, notes, what comes next."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from signaling import protocol as wire
from signaling.core import ringing
from signaling.core.person import Person, Role
from signaling.keys import REGISTRY
from signaling.protocol import Fault, Light

from .chromium import axe, overflow, visitor
from .counter import PASSWORD, SCREEN, Counter
from .kiosk import Kiosk
from .visiting import LONG, Visit, opened

ADMIN = Person("admin", "Administration", frozenset({Role.ADMINISTRATOR}))
DESK = {"width": 1280, "height": 720}
PHONE = {"width": 320, "height": 640}
COUNT_NOTES = """() => {
  window.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) { window.notes++; start.call(this, when); };
}"""


async def colleague(server: Counter, browser: Browser) -> Page:
    """Another counsellor of the same organisation, at their console."""
    roles = {Role.COUNSELLOR}
    await server.app[REGISTRY].open_account(
        ADMIN, "collegue.msa", "Noor Collègue", PASSWORD, roles, "msa"
    )
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    await server.sign_in(page, "collegue.msa")
    return page


@pytest_asyncio.fixture
async def console(server: Counter, browser: Browser) -> AsyncIterator[Page]:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    await server.sign_in(page)
    yield page


SHOWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"What is judged is on the screen, not in the frame before."


async def fine(page: Page) -> None:
    """In both colours, at a desk (at 200 % too) and in a narrow window."""
    for scheme, sizes in (("dark", (DESK,)), ("light", (DESK, PHONE))):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size in sizes:
            await page.set_viewport_size(size)
            await page.evaluate(SHOWN)
            assert await axe(page) == [], (scheme, size)
            assert await overflow(page) == 0, (scheme, size)
    await page.set_viewport_size(SCREEN)


NOTE_NOISE = """() => {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (what) => {
    const stream = await ask(what);
    window.reduced = stream.getAudioTracks()[0].getSettings().noiseSuppression;
    return stream;
  };
}"""


async def test_one_s_own_post_is_checked_before_any_visit_and_let_go(console: Page) -> None:
    await console.keyboard.press("Shift+M")
    dialog = console.locator("#check-dialog")
    await expect(dialog).to_be_visible()
    await expect(dialog.locator("[data-check=microphone][data-is=on]")).to_be_visible()
    await console.wait_for_function("() => document.querySelector('#level').value > 0.1")
    picture = "document.querySelector('#check-dialog video').videoWidth > 0"
    await console.wait_for_function(f"() => {picture}")
    await console.evaluate(COUNT_NOTES)
    await console.click("#sound-test")
    assert await console.evaluate("window.notes") == 3
    await expect(dialog).to_contain_text("Montez le volume")
    await expect(dialog).to_contain_text("Vérifié dès qu’un usager est installé")
    await fine(console)
    await reduce_noise(console)
    await console.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    source = "document.querySelector('#check-dialog video').srcObject"
    await console.wait_for_function(f"() => {source} === null")


async def reduce_noise(console: Page) -> None:
    """It takes of the voice too: only where it is asked for, and the browser keeps that."""
    await console.evaluate(NOTE_NOISE)
    for reduced in (True, False):
        await console.locator("#noise").focus()
        await console.keyboard.press("Space")
        await console.wait_for_function(f"() => window.reduced === {str(reduced).lower()}")
        kept = await console.evaluate("localStorage.getItem('noise')")
        assert kept == ("reduced" if reduced else None)
        microphone = console.locator("#check-dialog [data-check=microphone][data-is=on]")
        await expect(microphone).to_be_visible()
        await expect(console.locator("#noise")).to_be_focused()


async def test_a_post_without_a_camera_is_told_and_still_calls(
    server: Counter, there: Kiosk, browser: Browser
) -> None:
    visit = await opened(server, browser, there)
    page = visit.page
    await page.add_init_script(
        """const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (what) => what.video
          ? Promise.reject(new DOMException("", "NotFoundError")) : ask(what);"""
    )
    await page.reload()
    await page.locator(".request__choose").click()
    await expect(page.locator("[data-own=camera][data-is=absent]")).to_contain_text("Aucune caméra")
    await expect(page.locator("[data-own=microphone][data-is=on]")).to_be_visible()
    assert await axe(page) == []
    await visit.call()
    sdp = (await there.expect(wire.Ring)).sdp
    assert sdp.count("a=sendrecv") == 2, "a guest's picture may come to be sent"
    await visit.more_frames()


async def test_a_refused_permission_says_where_to_click(console: Page) -> None:
    await console.evaluate(
        """() => {
          navigator.mediaDevices.getUserMedia =
            () => Promise.reject(new DOMException("", "NotAllowedError"));
          navigator.permissions.query = () => Promise.resolve({ state: "denied" });
        }"""
    )
    await console.keyboard.press("Shift+M")
    microphone = console.locator("[data-check=microphone][data-is=denied]")
    await expect(microphone).to_contain_text("réglages à gauche de l’adresse")
    await expect(console.locator("#check-retry")).to_be_visible()
    await fine(console)


async def test_how_one_is_is_chosen_by_keys_and_known_to_every_page_of_one_s_own(
    server: Counter, console: Page
) -> None:
    second = await console.context.new_page()
    await second.goto("/console")
    await second.wait_for_selector("#link[data-link=open]")
    await console.keyboard.press("Shift+Z")
    await expect(console.locator("#availability")).to_be_focused()
    await console.keyboard.press("ArrowDown")
    await console.keyboard.press("ArrowDown")
    await expect(second.locator("#availability")).to_have_value("busy")
    await expect(console.locator("#spoken")).to_contain_text("Occupé")
    await second.reload()
    await expect(second.locator("#availability")).to_have_value("busy")
    await fine(console)


async def test_who_waits_is_heard_seen_and_taken_by_one_key(visit: Visit) -> None:
    page = visit.page
    first = page.locator("[data-waits]")
    await expect(first).to_contain_text("Camille Exemple vous attend au guichet")
    await expect(page).to_have_title("☎ Camille attend – Console du conseiller – Vis-à-vis")
    await page.evaluate(COUNT_NOTES)
    await page.click(".column--visit")  # a browser lets a page sound once it was touched
    await page.wait_for_function("() => window.notes >= 6")
    await fine(page)
    await page.keyboard.press("y")
    await expect(first).to_be_hidden()
    await expect(page).to_have_title("Console du conseiller – Vis-à-vis")
    await expect(page.locator("#who")).to_have_text("Camille Exemple")


async def test_a_silent_counsellor_s_resident_is_taken_by_a_colleague(
    server: Counter, there: Kiosk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "SILENCE_SECONDS", 3.0)
    other = await colleague(server, browser)
    visit = await opened(server, browser, there)
    await expect(visit.page.locator("[data-waits]")).to_be_visible()
    waits = other.locator("[data-waits][data-everybody=true]")
    await expect(waits).to_contain_text("ne répond pas", timeout=LONG)
    await other.keyboard.press("y")
    await expect(visit.page.locator("[data-waits]")).to_be_hidden()
    await expect(visit.page.locator("[data-appointment]")).to_contain_text("Pris par Noor Collègue")
    await expect(other.locator("#call")).to_be_enabled(timeout=LONG)


async def test_nobody_rings_at_a_colleague_who_is_away(
    server: Counter, there: Kiosk, browser: Browser
) -> None:
    other = await colleague(server, browser)
    await other.select_option("#availability", "away")
    visit = await opened(server, browser, there)
    await visit.page.select_option("#availability", "busy")
    await expect(visit.page.locator("[data-waits]")).to_be_hidden()
    await other.select_option("#availability", "permanence")
    await expect(other.locator("[data-waits][data-everybody=true]")).to_be_visible()


async def test_a_note_is_written_by_keys_read_by_a_colleague_and_outlives_a_reload(
    visit: Visit, browser: Browser
) -> None:
    page = visit.page
    await expect(page.locator("visavis-notes")).to_contain_text("Aucune note")
    await page.keyboard.press("Shift+N")
    await expect(page.get_by_label("Situation", exact=True)).to_be_focused()
    await page.keyboard.type("Exploitation reprise en 2019.")
    await fine(page)
    await page.keyboard.press("Control+Enter")
    line = page.locator(".notes__line")
    await expect(line).to_contain_text("Exploitation reprise en 2019.")
    await expect(line).to_contain_text("Dominique Exemple")
    await expect(page.locator("#spoken")).to_contain_text("Note gardée : Situation")
    other = await colleague(visit.server, browser)
    await other.locator(".request__choose").click()
    await expect(other.locator(".notes__line")).to_contain_text("Exploitation reprise")
    await other.keyboard.press("Shift+N")
    await other.get_by_role("button", name="Écrire sous « Situation »").click()
    await other.keyboard.press("Control+a")
    await other.keyboard.type("Retraite demandée.")
    await other.keyboard.press("Control+Enter")
    await expect(line).to_contain_text("Retraite demandée.")
    await page.reload()
    await page.locator(".request__choose").click()
    await expect(line).to_contain_text("Noor Collègue")


async def test_a_number_that_is_not_to_be_kept_is_refused_in_words(visit: Visit) -> None:
    page = visit.page
    await page.keyboard.press("Shift+N")
    await page.keyboard.type("Son numéro : 1 84 12 02 345 678 90")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#notices [role=alert]")).to_contain_text("sécurité sociale")
    await expect(page.locator(".notes__line")).to_have_count(0)


async def test_the_lights_of_the_kiosk_say_in_words_what_is_wrong(visit: Visit) -> None:
    visit.kiosk.set_lights(printer=Light.RED, printer_fault=Fault.NO_PAPER, camera=Light.RED)
    lights = visit.page.locator("#lights")
    await expect(lights.locator("[data-device=printer]")).to_contain_text("Plus de papier")
    await expect(lights.locator("[data-device=camera]")).to_contain_text("en panne")
    await expect(lights.locator("[data-device=network]")).to_contain_text("connecté")
    await expect(lights.locator("[data-device]")).to_have_count(9)
    visit.kiosk.set_lights(paper_left=(wire.Place.GLASS,))
    await expect(lights.locator("[data-device=paper_left]")).to_contain_text("sur la vitre")
    await fine(visit.page)


async def test_colours_and_language_are_kept_and_nothing_else_is(console: Page) -> None:
    await console.keyboard.press("?")
    await console.get_by_label("Sombres").check()
    await expect(console.locator("html")).to_have_attribute("data-theme", "dark")
    await console.get_by_label("English").check()
    await expect(console.locator("html")).to_have_attribute("lang", "en")
    await console.wait_for_selector("#link[data-link=open]")
    await expect(console.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(console.locator("#waiting")).to_have_text("No request waits")
    await console.keyboard.press("?")
    await expect(console.locator("#help-dialog")).to_contain_text("Keyboard shortcuts")
    assert await axe(console) == []
    kept = await console.evaluate("({ ...localStorage })")
    assert kept == {"theme": "dark", "language": "en"}
    await console.get_by_label("Français").check()
    await expect(console.locator("html")).to_have_attribute("lang", "fr")
    await console.keyboard.press("?")
    await console.get_by_label("Comme l’ordinateur").check()
    assert await console.evaluate("localStorage.length") == 0
