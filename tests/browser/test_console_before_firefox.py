"""Before the call, in Firefox: its own words for a refused permission, the bell, notes, axe."""

from pathlib import Path

import pytest

from .counter import MSA, PASSWORD, Counter, counter
from .firefox import Firefox, firefox
from .kiosk import kiosk

DENIED = """(() => {
  navigator.mediaDevices.getUserMedia =
    () => Promise.reject(new DOMException("", "NotAllowedError"));
  navigator.permissions.query = () => Promise.resolve({ state: "denied" });
})()"""


async def sign_in(server: Counter, page: Firefox) -> None:
    await page.goto(f"{server.url}/connexion")
    await page.fill("[name=login]", MSA)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await page.see("#link[data-link=open]")


@pytest.mark.timeout(150)
async def test_before_the_call_in_firefox(tmp_path: Path) -> None:
    async with (
        counter(tmp_path / "server") as server,
        kiosk(server, tmp_path),
        firefox() as page,
    ):
        await sign_in(server, page)
        await page.click("#check")
        await page.see("#check-dialog [data-check=microphone][data-is=on]")
        # Without a sound card this Firefox has no clock for sound: the bar is Chromium's to test.
        await page.see("#level")
        assert await page.axe() == []
        await page.press("\ue00c")  # Escape
        await page.until("!document.querySelector('#check-dialog').open")

        appointment = await server.register()
        await page.see(f"[data-appointment='{appointment}'][data-state=received]")
        await page.press("a")
        await page.see(f"[data-appointment='{appointment}'][data-state=accepted]")
        await server.install(appointment)
        await page.see("[data-waits]")
        assert await page.axe() == []
        await page.press("y")
        await page.until("!document.querySelector('[data-waits]')")
        await page.click(".notes__heading")
        await page.until("document.activeElement.id === 'note-text'")
        for letter in "Seule.":
            await page.press(letter)
        await page.click("#note-save")
        await page.until("document.querySelector('.notes__text')?.textContent === 'Seule.'")
        assert await page.axe() == []
        await page.ask(DENIED)
        await page.click("#check")
        await page.ask(
            "document.querySelector('#check-dialog').dispatchEvent("
            "new CustomEvent('intent', { bubbles: true, detail: { do: 'reopen_media' } }))"
        )
        await page.until(
            "document.querySelector('#check-dialog').textContent"
            ".replace(/\\s/g, ' ').includes('ôtez « Bloqué »')"
        )
        assert await page.axe() == []
