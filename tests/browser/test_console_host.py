"""In the console: the host called by one key, the telephone by another, papers all along."""

import time

from playwright.async_api import expect

from signaling import protocol as wire
from signaling.core.summons import ANSWER_SECONDS
from signaling.keys import OFFICE, RECEPTION
from signaling.protocol import SummonsState

from .chromium import axe
from .counter import HOST, SCREEN
from .visiting import Visit

RELAY = "03 23 00 00 00"
SMALLEST = {"width": 1280, "height": 720}


async def told(visit: Visit, state: SummonsState) -> None:
    count = 1
    while (await visit.kiosk.expect(wire.HostCalled, count)).state is not state:
        count += 1


async def test_one_key_calls_the_host_who_comes_and_the_same_key_says_it_is_settled(
    visit: Visit,
) -> None:
    await visit.call()
    page, strip = visit.page, visit.page.locator("#host-strip")
    await expect(strip).to_be_hidden()
    await page.keyboard.press("h")
    await expect(strip).to_contain_text("L’accueil du relais est appelé.")
    await expect(page.locator("#call-host")).to_contain_text("Ne plus appeler l’accueil")
    await expect(page.locator("#spoken")).to_contain_text("L’accueil du relais est appelé.")
    await told(visit, SummonsState.CALLING)
    for size in (SMALLEST, SCREEN):  # nothing of it is below the fold
        await page.set_viewport_size(size)
        for one in ("#host-strip", "#remote", "#hang-up", "#hold", "#call-host"):
            await expect(page.locator(one)).to_be_in_viewport(ratio=1)
    assert await axe(page) == []
    assert await visit.server.app[RECEPTION].answer(HOST, visit.id)
    await expect(strip).to_contain_text("L’accueil arrive.")
    await told(visit, SummonsState.COMING)
    assert await axe(page) == []
    await page.keyboard.press("h")
    await expect(strip).to_be_hidden()
    await told(visit, SummonsState.ENDED)
    assert visit.kiosk.all(wire.Hangup) == [], "the call went on"


async def test_unanswered_the_number_of_the_relay_is_there_and_stays_after_a_reload(
    visit: Visit,
) -> None:
    page = visit.page
    await page.keyboard.press("h")
    await told(visit, SummonsState.CALLING)
    visit.server.app[OFFICE].clock = lambda: time.time() + ANSWER_SECONDS + 1
    strip = page.locator("#host-strip")
    await expect(strip).to_contain_text("ne répond pas depuis une minute")
    await expect(strip.locator("a[href='tel:0323000000']")).to_have_text(RELAY)
    await expect(page.locator("#call-host")).to_contain_text("Rappeler l’accueil")
    assert await axe(page) == []
    await page.reload()
    await expect(page.locator("#link[data-link=open]")).to_be_visible()
    await page.locator(".request__choose").first.click()
    await expect(strip.locator("a[href='tel:0323000000']")).to_have_text(RELAY)


async def test_one_key_goes_on_by_telephone_and_papers_still_pass(visit: Visit) -> None:
    await visit.call()
    page, numbers = visit.page, visit.page.locator("#numbers a")
    await page.keyboard.press("j")
    await visit.kiosk.expect(wire.ByPhone)
    await visit.kiosk.expect(wire.Hangup)
    await expect(page.locator("#by-phone")).to_contain_text("Vous continuez par téléphone.")
    await expect(numbers).to_have_text(["03 23 00 00 00", RELAY])
    await expect(page.locator("#go-by-phone")).to_be_hidden()
    await expect(page.locator("#spoken")).to_contain_text("Vous continuez par téléphone.")
    assert await axe(page) == []
    await visit.scan()
    await visit.print()
    await visit.call(count=2)  # the picture may come back
    await expect(page.locator("#by-phone")).to_be_hidden()
    await expect(page.locator("#go-by-phone")).to_be_visible()


async def test_a_page_reloaded_by_telephone_says_what_papers_need(visit: Visit) -> None:
    await visit.call()
    page = visit.page
    await page.keyboard.press("j")
    await expect(page.locator("#by-phone")).to_be_visible()
    await page.reload()
    await expect(page.locator("#link[data-link=open]")).to_be_visible()
    await page.locator(".request__choose").first.click()
    await expect(page.locator("#host-strip")).to_contain_text("il faut d’abord un appel")
    await expect(page.locator("#numbers a")).to_have_count(2)
    assert await axe(page) == []
