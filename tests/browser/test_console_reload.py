"""A page that is reloaded in a call is back by itself, with everything in its place."""

from time import monotonic

from playwright.async_api import Browser, Page, Route, expect

from signaling import protocol as wire
from signaling.protocol import EndReason, PrintState

from ..services.sheets import coloured
from .chromium import visitor
from .counter import SCREEN, Counter, until
from .visiting import LONG, PDF, Visit

LIMIT_SECONDS = 8.0
STORED = """async () => ({
  local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
NOTHING = {"local": {}, "session": {}, "cookies": "", "databases": 0, "caches": 0}


LOADED = """() => [...performance.getEntriesByType("resource")]
  .map(({ name, transferSize }) => [new URL(name).pathname, transferSize])
  .filter(([path]) => path.endsWith(".js"))"""
NAMED = """() => [...document.querySelectorAll("link[rel=modulepreload], script")]
  .map((one) => new URL(one.href ?? one.src, location).pathname)"""


async def renamed(page: Page, before: str, name: str) -> None:
    rename = page.locator("[data-document]").filter(has_text=before).locator("[data-rename]")
    await rename.click()
    await page.keyboard.press("Control+a")
    await page.keyboard.type(name)
    await page.keyboard.press("Enter")


async def test_a_reload_asks_the_server_for_no_module_again(
    server: Counter, browser: Browser
) -> None:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    await server.sign_in(page)
    named = set(await page.evaluate(NAMED))
    assert {path for path, _ in await page.evaluate(LOADED)} == named, "none is learnt of later"
    assert len(named) > 100
    await page.reload()
    await page.wait_for_selector("#link[data-link=open]")
    loaded = dict(await page.evaluate(LOADED))
    assert set(loaded) == named
    assert {path for path, size in loaded.items() if size} == set()


async def test_a_reload_in_a_call_is_back_with_everything_in_its_place(visit: Visit) -> None:
    page = visit.page
    await page.keyboard.press("Shift+N")
    await page.keyboard.type("Exploitation reprise en 2019.")
    await page.keyboard.press("Control+Enter")
    await page.select_option("#availability", "permanence")
    await visit.call()
    await visit.scan("page-1")
    await visit.keep()
    await visit.scan("page-2")
    began = monotonic()
    await page.reload()
    await visit.talking(2)
    # the page that is in a document is in hand no more
    await expect(page.locator("[data-scan-state=received]")).to_have_count(1, timeout=LONG)
    await expect(page.locator("[data-document-state=received]")).to_have_count(1, timeout=LONG)
    await expect(page.locator(".notes__line")).to_contain_text("Exploitation reprise")
    await expect(page.locator("#availability")).to_have_value("permanence")
    await expect(page.locator("#who")).to_have_text("Camille Exemple")
    assert monotonic() - began < 3 * LIMIT_SECONDS
    await visit.more_frames()
    await visit.scan("page-3")


async def test_names_ticks_the_shown_page_and_half_written_words_outlive_a_reload(
    visit: Visit,
) -> None:
    page, kiosk = visit.page, visit.kiosk
    await visit.call()
    needed = page.locator("#needed li")
    await expect(needed.first).to_have_attribute("data-done", "false", timeout=LONG)
    paper = (await needed.first.locator("span").first.text_content() or "").strip()
    await visit.scan("page-1")
    kept = await visit.keep()
    await renamed(page, "Document 1", paper)
    await expect(needed.first).to_have_attribute("data-done", "true")
    job = await visit.print()
    kiosk.print_status(job, PrintState.PRINTING, page=1, pages=1)
    # a file of the counsellor's, shown at its second page
    letter = coloured((1, 0, 0), (0, 1, 0))
    file = {"name": "courrier.pdf", "mimeType": "application/pdf", "buffer": letter}
    await page.set_input_files("#show-file", files=[file])  # type: ignore[list-item]
    await kiosk.fetch(await kiosk.expect(wire.DocumentReady, 2))
    await until(lambda: kiosk.on_channel(wire.Show) != [])
    shown = kiosk.on_channel(wire.Show)[-1].document
    kiosk.show_page(shown, page=1, pages=2, seen=(0, 0, 1, 1), real=True)
    await expect(page.locator(".lectern__page")).to_have_text("1 / 2")
    await page.keyboard.press("PageDown")
    await until(lambda: kiosk.on_channel(wire.Show)[-1].page == 2)
    # half a sentence to the resident
    await page.locator("#write-live").click()
    await page.keyboard.type("Avez-vous")
    await until(lambda: "Avez-vous" in kiosk.memory)
    assert await page.evaluate(STORED) == NOTHING
    said = len(kiosk.said)
    began = monotonic()
    await page.reload()
    await visit.talking(2)
    document = page.locator(f"[data-document='{kept.document}']")
    await expect(document).to_contain_text(paper, timeout=LONG)
    await expect(needed.first).to_have_attribute("data-done", "true")
    kiosk.print_status(job, PrintState.PRINTING, page=1, pages=1)  # as a kiosk that is called
    await expect(page.locator("#prints")).to_contain_text(PDF.name)
    await expect(page.locator("#shown")).to_contain_text("courrier.pdf", timeout=LONG)
    await until(lambda: any(isinstance(m, wire.Show) for m in kiosk.said[said:]))
    again = next(m for m in kiosk.said[said:] if isinstance(m, wire.Show))
    assert (again.document, again.page) == (shown, 2)
    await expect(page.locator("#live-text")).to_have_value("Avez-vous")
    assert monotonic() - began < 3 * LIMIT_SECONDS
    assert await page.evaluate(STORED) == NOTHING


async def test_a_page_that_loads_slowly_calls_anew_the_kiosk_that_gave_up(visit: Visit) -> None:
    page, kiosk = visit.page, visit.kiosk
    await visit.call()

    gave_up = []

    async def late(route: Route) -> None:
        gave_up.append(route.request.url)
        ring = kiosk.all(wire.Ring)[-1]
        kiosk.link.send(wire.Hangup(call=ring.call, reason=EndReason.FAILED))
        await visit.server.silent()
        await route.continue_()

    await page.route("**/app.js", late)
    await page.reload()
    await visit.talking(2)
    assert len(gave_up) == 1
    await visit.more_frames()
    assert await page.evaluate(STORED) == NOTHING


async def test_a_second_page_does_not_take_the_call_away_from_the_first(visit: Visit) -> None:
    await visit.call()
    second = await visit.context.new_page()
    await second.goto("/console")
    await expect(second.locator("#visit-message")).to_contain_text("avant de recharger")
    await expect(second.locator("#call")).to_contain_text("Reprendre l’appel")
    await visit.more_frames()
    assert visit.kiosk.all(wire.Hangup) == []
