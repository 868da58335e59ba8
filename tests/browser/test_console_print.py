"""Printing from the console: asked by keys, followed in words, seen by a person."""

import pytest
from playwright.async_api import FileChooser, expect

from signaling import protocol as wire
from signaling.protocol import Fault, Light, PrintState

from .chromium import axe
from .counter import until
from .visiting import PDF, PHOTOGRAPH, Visit


async def test_a_print_is_followed_word_by_word_until_the_paper_is_out(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    job = await visit.print("2", "d", "c")
    assert (job.copies, job.two_sided, job.colour) == (2, True, True)
    card = page.locator(f"[data-print='{job.document}']")
    await expect(card).to_contain_text("2 exemplaires, recto verso, couleur")
    said = visit.kiosk.print_status
    for state, more, words in (
        (PrintState.PREPARED, {}, "Prêt à imprimer"),
        (PrintState.SENT, {}, "Envoyé à l’imprimante"),
        (PrintState.PRINTING, {"page": 1, "pages": 4}, "Impression, page 2 sur 4"),
        (PrintState.FAULT, {"fault": Fault.NO_PAPER}, "Plus de papier"),
        (PrintState.PRINTING, {"page": 3, "pages": 4}, "Impression, page 4 sur 4"),
        (PrintState.OUT, {"page": 4, "pages": 4}, "Sorti"),
    ):
        said(job, state, **more)
        await expect(card.locator(".paper__state")).to_have_text(words)
        await expect(card).to_have_attribute("data-print-state", state)
    await expect(card.locator("[data-cancel]")).to_be_hidden()
    await page.keyboard.press("v")
    seen = await visit.kiosk.expect(wire.PrintSeen)
    assert seen.document == job.document
    said(job, PrintState.SEEN, page=4, pages=4)
    await expect(card.locator(".paper__state")).to_have_text("Vu dans les mains de l’usager")
    await expect(card.locator("[data-seen]")).to_be_hidden()


@pytest.mark.parametrize("fault", list(Fault))
async def test_every_fault_says_what_to_tell_the_resident(visit: Visit, fault: Fault) -> None:
    page = visit.page
    await visit.call()
    visit.kiosk.set_lights(printer=Light.RED, printer_fault=fault)
    banner = page.locator(f"#printer-fault[data-fault={fault}]")
    await expect(banner).to_contain_text("Demandez à l’accueil")
    job = await visit.print()
    visit.kiosk.print_status(job, PrintState.FAULT, fault=fault, page=0, pages=2)
    card = page.locator(f"[data-print='{job.document}'][data-fault={fault}]")
    await expect(card.locator(".paper__tell")).to_contain_text("À dire")
    await expect(card.locator(".paper__advice")).to_contain_text("Demandez à l’accueil")
    await expect(banner).to_be_hidden()


async def test_ink_and_sides_stay_as_they_were_chosen_and_copies_do_not(visit: Visit) -> None:
    await visit.call()
    first = await visit.print("3", "d", "c")
    assert (first.copies, first.two_sided, first.colour) == (3, True, True)
    second = await visit.print("+", "+", "-", "n")
    assert (second.copies, second.two_sided, second.colour) == (2, True, False)


async def test_a_picture_is_sent_as_it_is_for_the_kiosk_to_fit_it(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.set_input_files("#print-file", PHOTOGRAPH)
    await page.keyboard.press("Enter")
    ready = await visit.kiosk.expect(wire.DocumentReady)
    assert ready.manifest.media_type == "image/jpeg"
    assert await visit.kiosk.fetch(ready) == PHOTOGRAPH.read_bytes()
    await visit.kiosk.expect(wire.Print)


async def test_nothing_is_printed_of_what_was_given_up_in_the_dialog(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.set_input_files("#print-file", PDF)
    await expect(page.locator("#print-dialog")).to_be_visible()
    assert await axe(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("#print-dialog")).to_be_hidden()
    await expect(page.locator("[data-print]")).to_have_count(0)
    assert visit.kiosk.all(wire.DocumentReady) == []


async def test_a_dropped_file_prints_and_a_print_can_be_cancelled(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.evaluate(
        """bytes => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(bytes)], "attestation.pdf"));
          const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true });
          document.querySelector("#drop").dispatchEvent(drop);
        }""",
        list(PDF.read_bytes()),
    )
    await page.click("#confirm-print")
    ready = await visit.kiosk.expect(wire.DocumentReady)
    await visit.kiosk.fetch(ready)
    job = await visit.kiosk.expect(wire.Print)
    card = page.locator(f"[data-print='{job.document}']")
    await expect(card).to_contain_text("attestation.pdf")
    visit.kiosk.print_status(job, PrintState.PRINTING, page=0, pages=2)
    await card.get_by_role("button", name="Annuler").click()
    cancel = await visit.kiosk.expect(wire.PrintCancel)
    assert cancel.document == job.document
    visit.kiosk.print_status(job, PrintState.CANCELLED)
    await expect(card).to_contain_text("Annulé")


async def test_what_is_no_pdf_is_refused_here(visit: Visit) -> None:
    choosers: list[FileChooser] = []
    visit.page.on("filechooser", lambda found: choosers.append(found))
    await visit.call()
    await visit.page.keyboard.press("i")
    await until(lambda: choosers)
    fake = {"name": "photo.pdf", "mimeType": "application/pdf", "buffer": b"GIF89a"}
    await choosers[0].set_files(files=[fake])
    await expect(visit.page.locator("#notices")).to_contain_text("« photo.pdf » n’est ni un PDF")
    await expect(visit.page.locator("[data-print]")).to_have_count(0)
