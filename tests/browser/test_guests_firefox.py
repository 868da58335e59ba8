"""Two guests in a call, one of them in Firefox: each hears the other, and sees the resident."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from devices.virtual.sound import VirtualSound
from signaling import protocol as wire

from .chromium import chromium, visitor
from .counter import counter, mistakes_of, until
from .firefox import Firefox, firefox
from .kiosk import kiosk
from .test_console_firefox import called
from .test_console_guests import COLOUR, ENERGY, TELEPHONE, in_call, invited, knock, telephone
from .visiting import LONG, Visit, opened

SHIFT, ESCAPE = "\ue008", "\ue00c"
"Of WebDriver (W3C, 17.4.2)."
RESIDENT = ".guest__resident"
# Firefox's getVideoPlaybackQuality() counts no picture of a call.
MOVES = f"""new Promise((resolve) => {{
  const video = document.querySelector("{RESIDENT}");
  let seen = 0;
  const one = () => (++seen > 5 ? resolve(true) : video.requestVideoFrameCallback(one));
  video.requestVideoFrameCallback(one);
}})"""
SUNG = 1_500
"Hertz: what Firefox's microphone sings; Chromium's beeps are lower."
SINGS: dict[str, object] = {"media.navigator.audio.fake_frequency": SUNG}
HEARD = """async ([selector, hertz, seconds]) => {
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { smoothingTimeConstant: 0 });
  const stream = document.querySelector(selector).srcObject;
  context.createMediaStreamSource(stream).connect(analyser);
  const levels = new Float32Array(analyser.frequencyBinCount);
  const bin = Math.round((hertz * analyser.fftSize) / context.sampleRate);
  const end = performance.now() + seconds * 1000;
  let heard = false;
  while (!heard && performance.now() < end) {
    analyser.getFloatFrequencyData(levels);
    const octaves = Math.max(levels[bin * 2], levels[bin >> 1]);
    heard = levels[bin] > -70 && levels[bin] > octaves + 20;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await context.close();
  return heard;
}"""


@pytest.fixture
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualSound]:
    """Without one Firefox has no clock for what it mixes."""
    with VirtualSound(tmp_path_factory.mktemp("s")) as server:
        yield server


@pytest.mark.timeout(230)
async def test_a_guest_in_firefox_and_one_in_chromium_are_in_one_call(
    tmp_path: Path, sound: VirtualSound
) -> None:
    async with (
        firefox(more=SINGS, environment=sound.environment) as paul,
        chromium() as browser,
        counter(tmp_path / "server") as server,
        kiosk(server, tmp_path) as there,
    ):
        visit = await opened(server, browser, there)
        wrong = mistakes_of(visit.page)
        await visit.call()
        await visit.page.keyboard.press("m")  # or it would be heard with the guests
        await expect(visit.page.locator("#microphone")).to_have_attribute("aria-pressed", "false")
        first, second = await invited(visit), await invited(visit)
        async with telephone(browser, visit, first) as sofia:
            await knock(sofia)
            await visit.page.keyboard.press("Shift+E")
            await in_call(sofia)
            assert not await hears(sofia, 1)
            await join(visit, paul, second)
            await they_speak(visit, sofia, paul)
        assert wrong == []


async def join(visit: Visit, paul: Firefox, link: str) -> None:
    await paul.goto(link)
    await paul.see("#name")
    assert await paul.axe() == []
    await knocks(paul, "Paul Modèle")
    # not before: the key lets in whoever knocks
    card = visit.page.locator(".guest[data-guest-state=knocking]")
    await expect(card).to_contain_text("Paul Modèle", timeout=LONG)
    await visit.page.keyboard.press("Shift+E")
    await paul.see("visavis-guest[data-where=call][data-media=flowing]")
    assert await paul.axe() == []


@pytest.mark.timeout(230)
async def test_a_counsellor_in_firefox_passes_sound_and_pictures_on_to_a_guest(
    tmp_path: Path, sound: VirtualSound
) -> None:
    async with (
        called(tmp_path, more=SINGS, environment=sound.environment) as (there, page),
        chromium() as browser,
    ):
        await page.press(SHIFT, "i")
        await page.until("document.querySelector('#invite-link')?.value")
        link = await page.ask("document.querySelector('#invite-link').value")
        await page.press(ESCAPE)
        context = await visitor(browser, link, viewport=TELEPHONE, has_touch=True)
        sofia = await context.new_page()
        wrong = mistakes_of(sofia)
        await sofia.goto(link)
        await knock(sofia)
        await page.see(".guest[data-guest-state=knocking]")
        await page.press(SHIFT, "e")
        await in_call(sofia)
        red, green, blue = await sofia.evaluate(COLOUR, RESIDENT)
        assert (red > 180, green < 190, blue < 90) == (True, True, True)
        assert await hears(sofia, 20)
        await page.see(".guest[data-seen=true]")
        assert await page.axe() == []
        frames = there.frames
        await until(lambda: there.frames > frames + 10)
        await page.press("r")
        over = sofia.get_by_role("heading", name="L’appel est terminé")
        await expect(over).to_be_visible(timeout=LONG)
        assert wrong == []


async def they_speak(visit: Visit, sofia: Page, paul: Firefox) -> None:
    await paul.ask(MOVES)
    red, green, blue = await paul.ask(f"({COLOUR})(v[0])", RESIDENT)
    assert (red > 180, green < 190, blue < 90) == (True, True, True)
    assert await hears(sofia, 20)
    assert await paul.ask(f"({ENERGY})(v[0])", RESIDENT) > 0.001
    await until(lambda: len(visit.kiosk.all(wire.Company)[-1].guests) == 2)
    frames = visit.kiosk.frames
    await until(lambda: visit.kiosk.frames > frames + 5)
    await visit.page.keyboard.press("r")
    await paul.until("document.body.innerText.includes(v[0])", "L’appel est terminé")


async def knocks(page: Firefox, name: str) -> None:
    await page.fill("#name", name)
    await page.click("input[name=quality]")
    await page.click("button[type=submit]")


async def hears(page: Page, seconds: int) -> bool:
    """That tone, louder than what is an octave away."""
    return await page.evaluate(HEARD, [RESIDENT, SUNG, seconds])
