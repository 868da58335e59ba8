"""A visit from the console: call, page, print, end. The kiosk's end is tests/browser/kiosk.py."""

import asyncio

from playwright.async_api import Browser, expect

from signaling import protocol as wire
from signaling.protocol import Fault, Light, PrintState

from .chromium import axe, overflow
from .counter import Counter, until
from .kiosk import Kiosk
from .visiting import LONG, Visit, opened


async def test_before_the_call_one_sees_oneself_and_what_is_at_hand(visit: Visit) -> None:
    page = visit.page
    await page.wait_for_function("() => document.querySelector('video#own').videoWidth > 0")
    await expect(page.locator("[data-own=microphone][data-is=on]")).to_be_visible()
    scanner = page.locator("#lights [data-device=scanner]")
    await expect(scanner).to_contain_text("en marche")
    visit.kiosk.set_lights(scanner=Light.RED)
    await expect(scanner).to_contain_text("en panne")


async def test_one_key_calls_and_both_ends_see_the_other(visit: Visit) -> None:
    await visit.call()
    red, green, blue = await visit.colour()
    assert red > 200
    assert 90 < green < 170
    assert blue < 60
    await until(lambda: visit.kiosk.frames > 5 and visit.kiosk.sounds > 5)
    await expect(visit.page.locator("#visit-state")).to_have_text("En appel")
    await expect(visit.page.locator("#timer")).to_have_text("00:01", timeout=LONG)


async def test_connected_while_it_rings_the_console_sends_nothing_before_the_answer(
    visit: Visit,
) -> None:
    page, kiosk = visit.page, visit.kiosk
    kiosk.early = True
    kiosk.answers.clear()
    await page.keyboard.press("p")
    await until(lambda: kiosk.peers and kiosk.peers[0].connectionState == "connected")
    stage = page.locator("visavis-stage")
    await expect(stage).to_have_attribute("data-phase", "ringing")
    await expect(page.locator("video#own")).to_be_visible()  # one sees oneself meanwhile
    assert await page.evaluate("document.querySelector('#own').srcObject.getTracks()[0].enabled")
    came = [
        one for each in kiosk.peers[0].getReceivers() for one in (await each.getStats()).values()
    ]
    assert [one for one in came if one.type == "inbound-rtp"] == []
    await expect(stage).not_to_have_attribute("data-media", "flowing")
    kiosk.answers.set()
    await visit.talking()
    await until(lambda: kiosk.frames > 5 and kiosk.sounds > 5)
    assert len(kiosk.peers) == 1


async def test_the_offer_is_whole_and_in_the_agreed_order(visit: Visit) -> None:
    await visit.call()
    lines = (await visit.kiosk.expect(wire.Ring)).sdp.splitlines()
    kinds = [line.split()[0] for line in lines if line.startswith("m=")]
    assert kinds == ["m=audio", "m=video", "m=application"]
    assert any(line.startswith("a=candidate:") for line in lines)
    assert not any("trickle" in line for line in lines if line.startswith("a=ice-lite"))


async def test_mute_and_camera_by_key_stop_what_is_sent(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("m")
    await expect(page.locator("#microphone")).to_have_attribute("aria-pressed", "false")
    await expect(page.locator(".stage__muted")).to_be_visible()
    await page.keyboard.press("c")
    await expect(page.locator("#camera")).to_have_attribute("aria-pressed", "false")
    enabled = """() => document.querySelector('video#own').srcObject.getTracks()[0].enabled"""
    assert await page.evaluate(enabled) is False
    await page.keyboard.press("c")
    assert await page.evaluate(enabled) is True


async def test_the_end_is_asked_once_and_wipes_everything(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await visit.scan()
    await visit.keep()
    address = await page.locator("a[download]").get_attribute("href")
    await page.evaluate(
        """() => {
          window.revoked = [];
          const revoke = URL.revokeObjectURL;
          URL.revokeObjectURL = address => (window.revoked.push(address), revoke(address));
        }"""
    )
    await page.keyboard.press("f")
    await expect(page.locator("#end-dialog")).to_contain_text("Ceci n’est pas enregistré")
    assert await axe(page) == []
    await expect(page.locator("#end-take-all")).to_be_focused()  # what loses nothing comes first
    await page.keyboard.press("Tab")
    await expect(page.locator("#end-next")).to_be_focused()
    for stop in ("ends-done", "opinion-ask", "opinion-good", "confirm-end"):
        await page.keyboard.press("Tab")
        await expect(page.locator(f"#{stop}")).to_be_focused()
    await page.keyboard.press("Enter")
    await visit.kiosk.expect(wire.VisitClose)
    await expect(page.locator("[data-scan], [data-document], [data-print]")).to_have_count(0)
    await expect(page.locator("#visit-message")).to_contain_text("Visite terminée")
    await expect(page.locator("video#own")).to_be_hidden()
    assert await page.evaluate("window.revoked") == [address]
    assert await page.evaluate("document.querySelector('#own').srcObject") is None


async def test_the_host_may_end_it_and_the_console_is_told(visit: Visit) -> None:
    await visit.call()
    await visit.scan()
    await visit.page.keyboard.press("f")
    await visit.server.end_by_host(visit.id)
    await expect(visit.page.locator("#end-dialog")).to_be_hidden()
    await expect(visit.page.locator("[data-scan]")).to_have_count(0)
    await expect(visit.page.locator("visavis-stage[data-phase=talking]")).to_have_count(0)


async def test_hanging_up_leaves_the_visit_open_to_call_again(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("r")
    await visit.kiosk.expect(wire.Hangup)
    await expect(page.locator("#visit-message")).to_contain_text("Appel terminé")
    await expect(page.locator("#call")).to_contain_text("Rappeler")
    await expect(page.locator("#call")).to_be_enabled()
    await visit.call(2)


async def test_a_refused_ring_is_explained(visit: Visit) -> None:
    visit.kiosk.refuse = "not_installed"
    await visit.page.keyboard.press("p")
    await expect(visit.page.locator("#visit-message")).to_contain_text("a refusé l’appel")
    await expect(visit.page.locator("#call")).to_be_enabled()


async def test_a_restart_of_the_server_cuts_nothing(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await visit.server.stop()
    await expect(page.locator("#link")).to_have_attribute("data-link", "lost")
    await expect(page.locator("#visit-message")).to_contain_text("votre appel continue")
    await visit.more_frames()
    await expect(page.locator("#scan")).to_be_disabled()
    await visit.server.start()
    await expect(page.locator("#link")).to_have_attribute("data-link", "open", timeout=LONG)
    await visit.kiosk.expect(wire.KioskWelcome, 2)
    await visit.more_frames()
    assert len(visit.kiosk.peers) == 1
    await visit.talking()
    await visit.scan()
    await page.keyboard.press("r")
    await visit.kiosk.expect(wire.Hangup)


async def test_an_answer_that_the_console_missed_is_not_waited_for(visit: Visit) -> None:
    page, kiosk = visit.page, visit.kiosk
    kiosk.answers.clear()
    await page.keyboard.press("p")
    await kiosk.expect(wire.Ring)
    await visit.context.set_offline(True)
    await visit.server.stop()
    await expect(page.locator("#link")).to_have_attribute("data-link", "lost")
    await visit.server.start()
    await kiosk.expect(wire.KioskWelcome, 2)
    await until(lambda: kiosk.link.connected)
    kiosk.answers.set()
    await visit.server.talking()
    await visit.context.set_offline(False)
    assert (await kiosk.expect(wire.Hangup)).reason is wire.EndReason.FAILED
    await expect(page.locator("#visit-message")).to_contain_text("Rappelez")
    await visit.call(2)


async def test_axe_finds_nothing_in_a_call_with_papers_at_any_width(visit: Visit) -> None:
    page = visit.page
    await visit.call()
    await visit.scan("page-1")
    await visit.keep()
    await visit.scan("page-2")
    job = await visit.print()
    visit.kiosk.print_status(job, PrintState.FAULT, fault=Fault.JAM, page=1, pages=4)
    visit.kiosk.set_lights(printer=Light.RED, card=Light.OFF)
    await page.keyboard.press("m")
    await expect(page.locator("[data-print-state=fault]")).to_contain_text("Papier coincé")
    for width, height in ((1920, 1080), (1366, 768), (1024, 768), (683, 384), (320, 640)):
        await page.set_viewport_size({"width": width, "height": height})
        assert await axe(page) == [], width
        assert await overflow(page) == 0, width


async def test_without_permission_the_page_says_what_to_do_and_still_calls(
    server: Counter, there: Kiosk, browser: Browser
) -> None:
    visit = await opened(server, browser, there)
    await visit.page.close()
    page = visit.page = await visit.context.new_page()
    await page.add_init_script(
        """navigator.mediaDevices.getUserMedia =
          () => Promise.reject(new DOMException("", "NotAllowedError"));
        navigator.permissions.query = () => Promise.resolve({ state: "denied" });"""
    )
    await page.goto("/console")
    await page.locator(".request__choose").click()
    camera = page.locator("[data-own=camera][data-is=denied]")
    await expect(camera).to_contain_text("Le navigateur refuse la caméra")
    await expect(page.locator("#retry-media")).to_be_visible()
    assert await axe(page) == []
    await visit.call()
    ring = await there.expect(wire.Ring)
    assert ring.sdp.count("a=sendrecv") == 2, "a guest's voice and picture may come to be sent"
    await visit.more_frames()
    await asyncio.gather(*(peer.close() for peer in there.peers))
