"""A whole visit from the console by keyboard alone: no click, no focus given by the test."""

import pytest
from playwright.async_api import Browser, FileChooser, Page, expect

from signaling import protocol as wire
from signaling.protocol import AppointmentState, KeepState, PrintState, ScanState

from .chromium import axe, visitor
from .counter import SCREEN, Counter, mistakes_of, until
from .kiosk import Kiosk, preview
from .visiting import LONG, PDF, Visit

NO_POINTER = """["pointerdown", "mousedown", "touchstart"].forEach((type) =>
  addEventListener(type, () => (window.pointed = true), true));"""


async def focused(page: Page) -> str:
    """What a person at the keyboard stands on."""
    return await page.evaluate(
        "document.activeElement.id || document.activeElement.textContent.trim()"
    )


async def tab_to(page: Page, id: str, most: int = 40) -> None:
    for _ in range(most):
        if await focused(page) == id:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"#{id} is not reached by Tab")


@pytest.mark.timeout(180)
async def test_a_whole_visit_by_keyboard_alone(
    server: Counter, there: Kiosk, browser: Browser
) -> None:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    wrong = mistakes_of(page)
    await page.add_init_script(NO_POINTER)
    await server.sign_in(page)
    await page.evaluate("window.pointed = false")
    press = page.keyboard.press
    windows: list[FileChooser] = []
    page.on("filechooser", lambda window: windows.append(window))

    # the day: ready, a request comes, it is accepted
    await press("Shift+M")
    await expect(page.locator("[data-check=microphone][data-is=on]")).to_be_visible()
    await press("Escape")
    await press("Shift+Z")
    await press("ArrowDown")
    await expect(page.locator("#availability")).to_have_value("permanence")
    await press("Escape")  # out of the list: letters are shortcuts again
    appointment = await server.register()
    await expect(page.locator("[data-state=received]")).to_be_visible()
    await press("a")
    await expect(page.locator("[data-state=accepted]")).to_be_visible()
    await press("Shift+L")
    assert "Camille Exemple" in await focused(page)

    # the resident sits down: it rings, one comes, and notes what there is to know
    visit = await server.install(appointment)
    await expect(page.locator("[data-waits]")).to_be_visible(timeout=LONG)
    await press("y")
    await expect(page.locator("[data-waits]")).to_be_hidden()
    await press("Shift+N")
    await page.keyboard.type("Première demande.")
    await press("Control+Enter")
    await expect(page.locator(".notes__line")).to_contain_text("Première demande.")

    # the call
    await press("p")
    await expect(page.locator("visavis-stage[data-media=flowing]")).to_be_visible(timeout=LONG)
    await expect(page.locator("#scan")).to_be_enabled(timeout=LONG)
    await press("m")
    await expect(page.locator("#microphone")).to_have_attribute("aria-pressed", "false")
    await press("m")

    # a page is scanned, kept, taken
    await press("n")
    asked = await there.expect(wire.Scan)
    there.post_page(asked, "page-1", preview())
    there.scan_status(asked, ScanState.DONE, document="page-1")
    await expect(page.locator("[data-scan-state=received]")).to_be_visible(timeout=LONG)
    await press("g")
    keep = await there.expect(wire.ScanKeep)
    there.post_document(keep, PDF.read_bytes())
    there.keep_status(keep, KeepState.DONE)
    await expect(page.locator("[data-document-state=received]")).to_be_visible(timeout=LONG)
    async with page.expect_download() as download:
        await press("t")
    assert (await download.value).suggested_filename.endswith("_Exemple_Camille_Document-1.pdf")

    # a paper is printed and seen
    # the key opens the browser's own window to choose a file; what is done there is not the page's
    await press("i")
    await until(lambda: windows)
    await windows[0].set_files(PDF)
    await expect(page.locator("#confirm-print")).to_be_focused()
    await press("Enter")
    await there.fetch(await there.expect(wire.DocumentReady))
    job = await there.expect(wire.Print)
    there.print_status(job, PrintState.OUT, page=2, pages=2)
    await expect(page.locator("[data-print-state=out]")).to_be_visible(timeout=LONG)
    await press("v")
    await there.expect(wire.PrintSeen)

    # what comes next, the outcome sheet, the end
    await press("q")
    await expect(page.locator("#next-day")).to_be_focused()
    await press("Enter")
    await expect(page.locator("[data-group=later] [data-appointment]")).to_be_visible()
    await expect(page.locator("#next-dialog")).to_be_hidden()  # a key in it is the dialog's
    await press("b")
    await expect(page.locator("#outcome-when")).not_to_have_value("")
    await tab_to(page, "confirm-outcome")
    await press("Enter")
    await there.fetch(await there.expect(wire.DocumentReady, 2))
    await there.expect(wire.Print, 2)
    assert await axe(page) == []
    await press("f")
    await expect(page.locator("#end-dialog")).to_be_visible()
    await tab_to(page, "confirm-end")
    await press("Enter")
    assert (await there.expect(wire.VisitClose)).visit == visit
    await expect(page.locator("#visit-message")).to_contain_text("Visite terminée", timeout=LONG)
    assert (await server.appointment(appointment)).state is AppointmentState.HONOURED
    assert await page.evaluate("window.pointed") is False
    assert wrong == []


UNMARKED = """() => {
  const marked = (part) => part.closest("[aria-keyshortcuts]");
  // what a list holds is reached by Tab: a key would not say which one
  const listed = ".papers, .requests, .needed, visavis-notes, .guests__choices, form";
  const parts = "visavis-header button, visavis-header select, main button, main select";
  return [...document.querySelectorAll(parts)]
    .filter((part) => part.checkVisibility() && !marked(part) && !part.closest(listed))
    .map((part) => part.id || part.className);
}"""
UNSAID = """() => {
  const caps = document.querySelectorAll("#help-dialog .keys kbd");
  const said = [...caps].map((key) => key.textContent);
  const names = new Set(said.flatMap((keys) => [keys, ...keys.split(" ")]));
  const alike = { "Pg.préc": "PageUp", "Pg.suiv": "PageDown", "−": "-" };
  alike["Retour arrière"] = "Backspace";
  alike["Maj Retour arrière"] = "Maj Backspace";
  for (const name of [...names]) names.add(alike[name] ?? name);
  return [...document.querySelectorAll("[aria-keyshortcuts]")]
    .filter((part) => part.checkVisibility())
    .flatMap((part) => part.getAttribute("aria-keyshortcuts").split(" "))
    .map((key) => key.replace("Shift+", "Maj ").replace(/(^| )[a-z]$/, (end) => end.toUpperCase()))
    .filter((key) => !names.has(key));
}"""
UNSEEN = """() => [...document.querySelectorAll("main [aria-keyshortcuts]")]
  .filter((part) => part.matches("button, summary") && part.checkVisibility())
  .filter((part) => !part.querySelector("kbd"))
  .filter((part) => !part.closest("visavis-lectern-tools, visavis-framing, .sound__row"))
  .map((part) => part.id)"""
OUTSIDE = """() => [...document.querySelectorAll(".column--visit [aria-keyshortcuts], #remote")]
  .filter((part) => part.checkVisibility())
  .filter((part) => part.getBoundingClientRect().bottom > innerHeight)
  .map((part) => part.id)"""

SCROLLED = """() => {
  const { scrollHeight, clientHeight } = document.querySelector(".column--visit");
  return Math.max(scrollHeight - clientHeight, document.documentElement.scrollHeight - innerHeight);
}"""
"Pixels of the visit that are not seen."


async def keys_are_whole(page: Page) -> None:
    """Each button of the page has a key, bears it, and the help says it."""
    assert await page.evaluate(UNMARKED) == []
    assert await page.evaluate(UNSEEN) == []
    assert await page.evaluate(UNSAID) == []


@pytest.mark.timeout(180)
async def test_each_button_of_the_call_has_its_key_and_is_seen_without_scrolling(
    visit: Visit,
) -> None:
    page, press = visit.page, visit.page.keyboard.press
    await page.set_viewport_size({"width": 1280, "height": 720})
    await expect(page.locator("[data-own=camera][data-is=on]")).to_be_visible(timeout=LONG)
    await keys_are_whole(page)
    assert await page.evaluate(OUTSIDE) == []
    await visit.call()
    await expect(page.locator("#availability option:checked")).to_have_text(
        "En appel, puis disponible"
    )
    await keys_are_whole(page)
    assert await page.evaluate(OUTSIDE) == []
    # one more is invited: the link is copied, seen again, the guest let go, all by keys
    await press("Shift+I")
    await expect(page.locator("#invite-copy")).to_be_focused()
    await press("Escape")
    guest = page.locator(".guest")
    await expect(guest).to_have_count(1)
    await keys_are_whole(page)
    assert await page.evaluate(OUTSIDE) == []
    await press("Shift+C")
    await expect(page.locator("#invite-dialog")).to_be_visible()
    await press("Shift+C")
    await expect(page.locator("#invite-copy span")).not_to_have_text("Copier le lien")
    await press("Escape")
    await press("Shift+X")
    await expect(guest).to_have_count(0)
    # what is shown to the resident has its keys too; with Shift they are the page's
    await page.set_input_files("#show-file", PDF)
    await visit.kiosk.fetch(await visit.kiosk.expect(wire.DocumentReady))
    area = page.locator("#lectern-area")
    await expect(area).to_be_focused(timeout=LONG)
    await keys_are_whole(page)
    assert await page.evaluate(OUTSIDE) == []
    # with somebody beside it too
    await press("Shift+I")
    await expect(page.locator("#invite-copy")).to_be_focused()
    await press("Escape")
    await expect(guest).to_have_count(1)
    await keys_are_whole(page)
    assert await page.evaluate(OUTSIDE) == []
    assert await page.evaluate(SCROLLED) <= 0
    await press("Shift+X")
    await expect(guest).to_have_count(0)
    await area.focus()
    fit = page.locator("#lectern-fit")
    before = await fit.input_value()
    await press("z")
    await expect(fit).not_to_have_value(before)
    await press("Shift+T")
    await expect(page.locator("#handing-dialog")).to_be_visible()
    await expect(page.locator("#tool-ink")).to_have_attribute("aria-pressed", "false")


async def test_every_key_of_the_help_does_something_and_the_help_shows_every_key(
    server: Counter, browser: Browser
) -> None:
    page = await (await visitor(browser, server.url, viewport=SCREEN)).new_page()
    await server.sign_in(page)
    await page.keyboard.press("?")
    await expect(page.locator("#help-dialog")).to_be_visible()
    shown = set(await page.locator("#help-dialog .keys kbd").all_inner_texts())
    bound = set(await page.evaluate("Object.keys(document.querySelector('visavis-console').keys)"))
    named = {key.removeprefix("shift+").upper() for key in bound if key.isalpha()}
    named |= {f"Maj {key[-1].upper()}" for key in bound if key.startswith("shift+")}
    assert named <= shown
