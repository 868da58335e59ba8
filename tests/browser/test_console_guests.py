"""Somebody joins a call by a link: the guest's page and the console, in real browsers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, expect

from signaling import protocol as wire

from .chromium import axe, overflow, visitor
from .counter import mistakes_of, until
from .visiting import LONG, Visit

TELEPHONE = {"width": 390, "height": 780}
COLOUR = """selector => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.drawImage(document.querySelector(selector), 0, 0, 1, 1);
  return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
}"""
ENERGY = """async selector => {
  const context = new AudioContext();
  await context.resume();
  const stream = document.querySelector(selector).srcObject;
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  const end = performance.now() + 3000;
  while (performance.now() < end && loudest < 0.001) {
    analyser.getFloatTimeDomainData(samples);
    loudest = Math.max(loudest, ...samples.map(Math.abs));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await context.close();
  return loudest;
}"""


async def invited(visit: Visit) -> str:
    """By keyboard alone: the link."""
    await visit.page.keyboard.press("Shift+I")
    link = visit.page.locator("#invite-link")
    await expect(visit.page.locator("#invite-dialog")).to_be_visible()
    await expect(visit.page.locator("#invite-copy")).to_be_focused()
    found = await link.input_value()
    await visit.page.keyboard.press("Escape")
    await expect(visit.page.locator("#invite-dialog")).to_be_hidden()
    return found


@asynccontextmanager
async def telephone(browser: Browser, visit: Visit, link: str) -> AsyncIterator[Page]:
    """Somebody without an account, who opened the link."""
    context = await visitor(browser, visit.server.url, viewport=TELEPHONE, has_touch=True)
    page = await context.new_page()
    wrong = mistakes_of(page)
    await page.goto(link)
    yield page
    await context.close()
    assert wrong == []


async def knock(page: Page, name: str = "Sofia Exemple", quality: str = "Interprète") -> None:
    await page.get_by_label("Votre prénom et votre nom").fill(name)
    await page.get_by_label(quality, exact=True).check()
    await page.get_by_role("button", name="Demander à entrer").click()
    await expect(page.get_by_role("heading", name="Vous êtes annoncé")).to_be_visible(timeout=LONG)


async def in_call(page: Page) -> None:
    await expect(page.locator("visavis-guest[data-where=call][data-media=flowing]")).to_be_visible(
        timeout=LONG
    )
    await page.wait_for_function(
        """() => document.querySelector(".guest__resident")
          .getVideoPlaybackQuality().totalVideoFrames > 5""",
        timeout=LONG,
    )


async def test_a_guest_on_a_telephone_joins_is_seen_heard_and_removed(
    visit: Visit, browser: Browser
) -> None:
    await visit.call()
    link = await invited(visit)
    assert "/invitation#" in link
    async with telephone(browser, visit, link) as guest:
        assert (await axe(guest), await overflow(guest)) == ([], 0)
        await guest.get_by_role("button", name="Demander à entrer").click()
        await expect(guest.get_by_text("Écrivez votre prénom et votre nom")).to_be_visible()
        await expect(guest.get_by_label("Votre prénom et votre nom")).to_be_focused()
        assert await axe(guest) == []
        await knock(guest)
        assert (await axe(guest), await overflow(guest)) == ([], 0)
        card = visit.page.locator(".guest")
        await expect(card).to_contain_text("Sofia Exemple, interprète")
        await expect(card).to_contain_text("demande à entrer")
        found = await axe(visit.page)
        assert found == [], "\n".join(found)
        assert visit.kiosk.all(wire.Company)[-1].guests == ()
        await visit.page.keyboard.press("Shift+E")
        await in_call(guest)
        (there,) = visit.kiosk.all(wire.Company)[-1].guests
        assert (there.name, there.quality) == ("Sofia Exemple", wire.Quality.INTERPRETER)
        # the resident's picture came through the console
        red, green, blue = await guest.evaluate(COLOUR, ".guest__resident")
        assert red > 180
        assert blue < 90
        assert green < 190
        await expect(card).to_contain_text("Dans l’appel", timeout=LONG)
        await expect(card).to_have_attribute("data-seen", "true", timeout=LONG)
        assert await guest.evaluate(ENERGY, ".guest__resident") > 0.001
        assert (await axe(guest), await overflow(guest)) == ([], 0)
        assert await axe(visit.page) == []
        # everything that the kiosk hears of it came on the one connection that it has
        assert len(visit.kiosk.peers) == 1
        pressed = visit.page.locator(".guests__choices [aria-pressed=true]")
        await expect(pressed).to_have_text("Tout le monde")
        frames = visit.kiosk.frames
        await visit.page.get_by_role("button", name="Sofia Exemple", exact=True).click()
        await expect(pressed).to_have_text("Sofia Exemple")
        await until(lambda: visit.kiosk.frames > frames + 10)
        await visit.page.get_by_role("button", name="Retirer Sofia Exemple").click()
        out = guest.get_by_role("heading", name="Vous n’êtes plus dans l’appel")
        await expect(out).to_be_visible()
        assert await guest.evaluate("document.querySelector('.guest__own').srcObject") is None
        assert await axe(guest) == []
        await expect(card).to_have_count(0)
        assert visit.kiosk.all(wire.Company)[-1].guests == ()
        frames = visit.kiosk.frames
        await until(lambda: visit.kiosk.frames > frames + 10)
        assert len(visit.kiosk.peers) == 1
        await guest.reload()
        await knock_in_vain(guest)


async def knock_in_vain(page: Page) -> None:
    await page.get_by_label("Votre prénom et votre nom").fill("Sofia Exemple")
    await page.get_by_label("Interprète", exact=True).check()
    await page.get_by_role("button", name="Demander à entrer").click()
    await expect(page.get_by_role("heading", name="Ce lien ne sert plus")).to_be_visible()


async def test_two_guests_hear_each_other_and_the_end_of_the_call_ends_both(
    visit: Visit, browser: Browser
) -> None:
    await visit.call()
    first, second = await invited(visit), await invited(visit)
    async with (
        telephone(browser, visit, first) as sofia,
        telephone(browser, visit, second) as paul,
    ):
        await knock(sofia, quality="Interprète en langue des signes")
        await visit.page.keyboard.press("Shift+E")
        await in_call(sofia)
        await knock(paul, "Paul Exemple", "Un proche de la personne")
        await visit.page.keyboard.press("Shift+E")
        await in_call(paul)
        pressed = visit.page.locator(".guests__choices [aria-pressed=true]")
        await expect(pressed).to_have_text("Sofia Exemple", timeout=LONG)
        assert [guest.name for guest in visit.kiosk.all(wire.Company)[-1].guests] != []
        await visit.page.keyboard.press("r")
        for guest in (sofia, paul):
            await expect(guest.get_by_role("heading", name="L’appel est terminé")).to_be_visible()


async def test_a_kiosk_whose_call_is_repaired_keeps_its_guest(
    visit: Visit, browser: Browser
) -> None:
    await visit.call()
    async with telephone(browser, visit, await invited(visit)) as guest:
        await knock(guest)
        await visit.page.keyboard.press("Shift+E")
        await in_call(guest)
        visit.kiosk.cut()
        await visit.talking(2)
        shown = await guest.evaluate(
            "document.querySelector('.guest__resident').getVideoPlaybackQuality().totalVideoFrames"
        )
        await guest.wait_for_function(
            "shown => document.querySelector('.guest__resident')"
            ".getVideoPlaybackQuality().totalVideoFrames > shown + 10",
            arg=shown,
            timeout=LONG,
        )
        frames = visit.kiosk.frames
        await until(lambda: visit.kiosk.frames > frames + 5)


async def test_a_page_that_is_loaded_again_knocks_again(visit: Visit, browser: Browser) -> None:
    await visit.call()
    async with telephone(browser, visit, await invited(visit)) as guest:
        await knock(guest)
        await visit.page.keyboard.press("Shift+E")
        await in_call(guest)
        await guest.reload()
        await knock(guest, "Paul Exemple", "Un proche de la personne")
        await expect(visit.page.locator(".guest")).to_contain_text("Paul Exemple")
        assert visit.kiosk.all(wire.Company)[-1].guests == ()
        await visit.page.keyboard.press("Shift+E")
        await in_call(guest)
