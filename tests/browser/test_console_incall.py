"""What is set at the kiosk in the call, by keyboard alone; what it says is told and announced."""

import base64
import re
import zlib

import pytest
from playwright.async_api import Page, expect

from kiosk.core.live_text import LiveText
from signaling import protocol as wire
from signaling.protocol import Grade, ScanState

from .chromium import axe, overflow
from .counter import until
from .kiosk import preview
from .visiting import LONG, Visit

pytestmark = pytest.mark.timeout(180)


async def called(visit: Visit) -> Page:
    await visit.call()
    visit.kiosk.told()
    await expect(visit.page.locator("#kiosk-sound")).to_contain_text("80 %")
    return visit.page


def newest(visit: Visit, kind: type) -> object:
    found = visit.kiosk.on_channel(kind)
    return found[-1] if found else None


async def test_the_sound_of_the_kiosk_is_set_by_keys_and_by_the_slider(visit: Visit) -> None:
    page = await called(visit)
    await page.keyboard.press("+")
    await until(lambda: newest(visit, wire.SetVolume) == wire.SetVolume(volume=90))
    await page.keyboard.press("-")
    await until(lambda: newest(visit, wire.SetVolume) == wire.SetVolume(volume=80))
    visit.kiosk.told(volume=70)
    await expect(page.locator("#spoken")).to_contain_text("Haut-parleur du guichet : 70 %")
    await page.keyboard.press("k")
    await until(lambda: newest(visit, wire.SetMicrophone) == wire.SetMicrophone(on=False))
    await expect(page.locator("#kiosk-microphone")).to_have_attribute("aria-pressed", "false")
    await page.keyboard.press("l")
    await page.locator("#kiosk-level").focus()
    await page.keyboard.press("ArrowRight")
    wanted = wire.SetMicrophone(on=False, level=105)
    await until(lambda: newest(visit, wire.SetMicrophone) == wanted)
    assert await axe(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("#kiosk-sound")).to_be_focused()
    assert await overflow(page) == 0


async def test_the_line_is_one_bar_whose_words_say_what_is_wrong_and_for_whom(
    visit: Visit,
) -> None:
    page = await called(visit)
    line = page.locator("#line")
    await until(lambda: newest(visit, wire.LineTold), LONG / 1000)
    visit.kiosk.tell(wire.LineTold(voice=Grade.GOOD, picture=Grade.GOOD, delay_ms=90))
    await expect(line).to_contain_text("liaison", timeout=LONG)
    visit.kiosk.tell(wire.LineTold(voice=Grade.POOR, delay_ms=1240))
    await expect(line).to_contain_text("L’usager vous entend mal : parlez lentement.")
    await expect(line).to_contain_text("La ligne est lente (1,2 s)")
    await expect(line).to_have_attribute("data-grade", "poor")
    await expect(page.locator("#spoken")).to_contain_text("L’usager vous entend mal")
    assert await axe(page) == []
    assert await overflow(page) == 0
    await page.keyboard.press("u")
    await expect(line).to_be_hidden()


async def test_what_the_resident_thinks_is_asked_by_the_kiosk_and_leaves_with_the_visit(
    visit: Visit,
) -> None:
    page = await called(visit)
    await page.keyboard.press("f")
    await page.locator("#opinion-ask").press("Enter")
    await until(lambda: newest(visit, wire.AskOpinion) == wire.AskOpinion(asked=True), 60)
    await expect(page.locator("#opinion [role=status]")).to_contain_text("L’usager vous répond")
    assert await axe(page) == []
    assert await overflow(page) == 0
    await page.locator("#opinion-good").focus()
    await page.keyboard.press("ArrowDown")
    await until(lambda: newest(visit, wire.AskOpinion) == wire.AskOpinion(asked=False))
    await expect(page.locator("#opinion-fair")).to_be_checked()
    await page.locator("#ends-done").press("Space")
    await page.keyboard.press("ArrowDown")
    await page.locator("#confirm-end").press("Enter")
    await expect(page.locator("#end-dialog")).to_be_hidden()
    await visit.server.counted("opinion_fair")
    await visit.server.counted("ends_followed")


async def test_on_hold_neither_end_gives_anything_and_both_say_so(visit: Visit) -> None:
    page = await called(visit)
    await page.keyboard.press("u")
    await until(lambda: newest(visit, wire.Hold) == wire.Hold(held=True))
    visit.kiosk.told(held=True)
    await expect(page.locator("#call-state")).to_contain_text("En attente")
    await expect(page.locator("#spoken")).to_contain_text("En attente")
    enabled = "() => document.querySelector('video#own').srcObject.getVideoTracks()[0].enabled"
    assert await page.evaluate(enabled) is False
    assert await page.evaluate("document.querySelector('#remote').muted") is True
    await page.keyboard.press("c")
    await page.keyboard.press("c")
    assert await page.evaluate(enabled) is False, "the camera's own key does not end the hold"
    assert await axe(page) == []
    await page.keyboard.press("u")
    await until(lambda: newest(visit, wire.Hold) == wire.Hold(held=False))
    visit.kiosk.told()
    assert await page.evaluate(enabled) is True
    await expect(page.locator("#call-state")).to_be_hidden()
    await visit.more_frames()


async def test_what_is_written_reaches_the_kiosk_letter_by_letter(visit: Visit) -> None:
    page = await called(visit)
    text = LiveText()
    await page.keyboard.press("w")
    await expect(page.locator("#live-text")).to_be_focused()
    await page.keyboard.type("Bonjuor m")
    for _ in range(5):
        await page.keyboard.press("Backspace")
    await page.keyboard.type("our, plus fort ?")
    await until(lambda: heard(visit, text) == "Bonjour, plus fort ?")
    assert len(visit.kiosk.on_channel(wire.LiveText)) > 20, "letter by letter"
    assert not visit.kiosk.on_channel(wire.SetMicrophone), "no letter is a shortcut there"
    await expect(page.locator("#live-text-state")).to_contain_text("En route")
    visit.kiosk.tell(wire.LiveTextShown(n=text.n))
    await expect(page.locator("#live-text-state")).to_contain_text("Affiché")
    visit.kiosk.tell(wire.LiveTextWanted())
    await until(lambda: newest(visit, wire.LiveText).at == 0)
    assert await axe(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("#write-live")).to_be_focused()
    visit.kiosk.cut()
    await visit.talking(2)
    await until(lambda: newest(visit, wire.LiveText).put == "Bonjour, plus fort ?")


def heard(visit: Visit, text: LiveText) -> str:
    """As the kiosk puts it together."""
    text.forget()
    for message in visit.kiosk.on_channel(wire.LiveText):
        assert text.hear(message)
    return text.text


async def test_the_camera_is_framed_by_the_keyboard_alone(visit: Visit) -> None:
    page = await called(visit)
    await page.keyboard.press("z")
    await expect(page.locator("#framing")).to_be_focused()
    for key in ("+", "+", "+", "ArrowLeft"):
        await page.keyboard.press(key)
    await until(lambda: len(visit.kiosk.on_channel(wire.Frame)) == 4)
    framing = newest(visit, wire.Frame).framing
    assert framing.zoom == pytest.approx(1.95, abs=0.02)
    assert framing.x < 0.5
    assert not visit.kiosk.on_channel(wire.SetVolume), "plus and minus are the picture's there"
    await until(lambda: newest(visit, wire.LineTold), LONG / 1000)
    visit.kiosk.tell(wire.LineTold(voice=Grade.POOR, delay_ms=1240))
    await expect(page.locator("#line")).to_be_visible(timeout=LONG)
    await page.locator(".framing__button").last.click(trial=True)  # nothing lies over it
    assert await axe(page) == []
    await page.keyboard.press("0")
    await until(lambda: newest(visit, wire.Frame).framing == wire.Framing())
    await page.keyboard.press("Escape")
    await expect(page.locator("#frame")).to_be_focused()


async def test_a_photograph_comes_among_the_pages(visit: Visit) -> None:
    page = await called(visit)
    await page.keyboard.press("Shift+P")
    await until(lambda: newest(visit, wire.Snapshot))
    asked = wire.Scan(visit=visit.id, scan=newest(visit, wire.Snapshot).scan)
    visit.kiosk.scan_status(asked, ScanState.SCANNING)
    visit.kiosk.post_page(asked, "photo-1", preview(), faults=(), proposed=wire.Correction())
    visit.kiosk.scan_status(asked, ScanState.DONE, document="photo-1")
    card = page.locator(f"[data-scan='{asked.scan}'][data-scan-state=received]")
    await expect(card.locator("[data-drawn]")).to_be_visible(timeout=LONG)


WINDOW = """() => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 360];
  const pen = canvas.getContext("2d");
  const draw = () => { pen.fillStyle = "#0a3b3f"; pen.fillRect(0, 0, 640, 360); };
  setInterval(draw, 100);
  draw();
  navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(8);
}"""
"There is no screen here to choose a window of: a canvas gives its pictures."


async def test_a_window_is_shown_in_parts_until_it_is_stopped(visit: Visit) -> None:
    page = await called(visit)
    await page.evaluate(WINDOW)
    await page.keyboard.press("Shift+D")
    await until(lambda: newest(visit, wire.WindowOpen))
    opened = newest(visit, wire.WindowOpen)
    await expect(page.locator("#window-state")).to_contain_text("n’est pas à l’écran")
    visit.kiosk.tell(wire.WindowShown(window=opened.window, on=True))
    await expect(page.locator("#window-state")).to_contain_text("L’usager voit votre fenêtre")
    await until(lambda: visit.kiosk.on_channel(wire.WindowTile))
    tile = newest(visit, wire.WindowTile)
    planes = zlib.decompress(base64.b64decode(tile.data), -zlib.MAX_WBITS)
    assert len(planes) == tile.width * tile.height * 3 // 2
    assert planes[0] == pytest.approx(55, abs=3)
    assert (opened.width, opened.height) == (640, 360)
    assert await axe(page) == []
    await page.keyboard.press("Shift+D")
    await until(lambda: newest(visit, wire.WindowClose))
    await expect(page.locator("#window-state")).to_be_hidden()


async def test_every_key_of_the_kiosk_is_in_the_help(visit: Visit) -> None:
    page = await called(visit)
    shown = await page.locator("visavis-kiosk-tools kbd").all_inner_texts()
    assert await axe(page) == []
    await page.keyboard.press("?")
    listed = " ".join(await page.locator("#help-dialog kbd").all_inner_texts())
    assert len(shown) >= 7
    for key in shown:
        assert re.search(rf"\b{key}\b", listed), key
