"""A call is passed on from one counsellor's console to another's, in real browsers."""

from playwright.async_api import Browser, Page, expect

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.keys import OFFICE, REGISTRY
from signaling.store import accounts

from .chromium import axe, overflow, visitor
from .counter import PASSWORD, SCREEN, mistakes_of, until
from .visiting import LONG, PDF, Visit

CAF = "conseil.caf"
PICTURES = """() => document.querySelector("#handing-resident")
  .getVideoPlaybackQuality().totalVideoFrames > 5"""


async def receiver(visit: Visit, browser: Browser, login: str = CAF) -> tuple[Page, list[str]]:
    context = await visitor(browser, visit.server.url, viewport=SCREEN)
    page = await context.new_page()
    wrong = mistakes_of(page)
    await visit.server.sign_in(page, login)
    return page, wrong


async def test_a_call_is_passed_on_to_another_organisation_with_the_ticked_document(
    visit: Visit, browser: Browser
) -> None:
    other, wrong = await receiver(visit, browser)
    await visit.call()
    await visit.scan()
    kept = await visit.keep()
    visit.kiosk.released[kept.document] = PDF.read_bytes()
    await visit.page.locator("#handing").click()
    dialog = visit.page.locator("#handing-dialog")
    await expect(dialog).to_be_visible()
    found = await axe(visit.page)
    assert found == [], "\n".join(found)
    await dialog.get_by_role("radio").check()
    await dialog.get_by_role("checkbox").first.check()
    await dialog.locator("#handing-confirm").click()
    await expect(dialog.get_by_text("Demandez son accord")).to_be_visible()
    await dialog.locator("#handing-agreed").check()
    await dialog.locator("#handing-confirm").click()
    await expect(dialog).to_be_hidden()

    ring = other.locator("visavis-ring")
    await expect(ring).to_contain_text("vous demande de rejoindre un appel")
    await expect(ring).to_contain_text("Un document suit : Document 1")
    found = await axe(other)
    assert found == [], "\n".join(found)
    await other.locator("#handing-join").click()
    await expect(ring).to_have_attribute("data-handing", "there", timeout=LONG)
    await other.wait_for_function(PICTURES, timeout=LONG)
    assert await overflow(other) == 0
    (there,) = visit.kiosk.all(wire.Company)[-1].guests
    assert (there.quality, there.organisation) == (wire.Quality.COLLEAGUE, "CAF de l’Aisne")

    await expect(visit.page.locator("#hand-over")).to_be_visible(timeout=LONG)
    await visit.page.locator("#hand-over").click()
    stage = other.locator("visavis-stage[data-picture=kiosk][data-media=flowing]")
    await expect(stage).to_be_visible(timeout=LONG)
    await expect(ring).to_be_hidden()
    await until(lambda: visit.kiosk.peers[0].connectionState == "closed")
    gone = visit.page.locator("#visit-message")
    await expect(gone).to_contain_text("Il continue sans vous", timeout=LONG)
    card = other.locator("visavis-document-card")
    await expect(card.locator("[data-drawn='1']")).to_be_visible(timeout=LONG)
    frames = visit.kiosk.frames
    await until(lambda: visit.kiosk.frames > frames + 5)
    await other.keyboard.press("n")
    await visit.kiosk.expect(wire.Scan, 2)
    assert wrong == []


async def test_who_declines_leaves_the_call_where_it_is(visit: Visit, browser: Browser) -> None:
    other, wrong = await receiver(visit, browser)
    await visit.call()
    await visit.page.keyboard.press("Shift+T")
    dialog = visit.page.locator("#handing-dialog")
    await dialog.get_by_role("radio").check()
    await dialog.locator("#handing-confirm").click()
    ring = other.locator("visavis-ring")
    await expect(ring).to_contain_text("Aucun document ne suit.")
    await expect(other.locator("#handing-decline")).to_have_attribute(
        "aria-keyshortcuts", "Shift+X"
    )
    await expect(visit.page.locator(".guest__remove")).to_contain_text("Garder l’appel")
    await visit.page.keyboard.press("Shift+B")
    await expect(visit.page.locator(".guest")).to_have_count(0)
    await expect(ring).to_be_hidden(timeout=LONG)
    await visit.more_frames()
    assert wrong == []


async def test_a_call_is_passed_on_to_a_colleague_of_the_same_organisation(
    visit: Visit, browser: Browser
) -> None:
    """They read the case as one's own, the resident hears who comes, the ringing one names them."""
    app = visit.server.app
    async with app[OFFICE].store.reading() as tx:
        admin = await accounts.by_login(tx, "admin")
    assert admin is not None
    opened = ["conseil.msa.2", "Paul Modèle", PASSWORD, [Role.COUNSELLOR]]
    await app[REGISTRY].open_account(admin.person, *opened, organisation="msa")
    other, wrong = await receiver(visit, browser, "conseil.msa.2")
    await visit.call()
    await visit.page.locator("#handing").click()
    dialog = visit.page.locator("#handing-dialog")
    await expect(dialog.get_by_role("group", name="À un collègue")).to_contain_text("Paul Modèle")
    await expect(dialog.get_by_role("group", name="À un autre organisme")).to_be_hidden()
    await dialog.get_by_role("radio", name="Paul Modèle").press("Space")
    await dialog.locator("#handing-confirm").press("Enter")
    ring = other.locator("visavis-ring")
    await expect(ring).to_contain_text("vous demande de rejoindre un appel", timeout=LONG)
    await other.keyboard.press("Shift+J")
    await expect(ring).to_have_attribute("data-handing", "there", timeout=LONG)
    (there,) = visit.kiosk.all(wire.Company)[-1].guests
    assert (there.name, there.quality) == ("Paul Modèle", wire.Quality.COLLEAGUE)
    await expect(visit.page.locator("#hand-over")).to_be_visible(timeout=LONG)
    await visit.page.keyboard.press("Shift+G")
    stage = other.locator("visavis-stage[data-picture=kiosk][data-media=flowing]")
    await expect(stage).to_be_visible(timeout=LONG)
    # a colleague of the same organisation reads why they came
    await expect(other.locator("#visit")).to_contain_text("Dossier de retraite")
    await expect(visit.page.locator("#visit-message")).to_contain_text("Il continue sans vous")
    assert wrong == []
