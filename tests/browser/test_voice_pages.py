"""A sentence of the kiosk is read at a microphone, heard and kept; a file does as well."""

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.town import ADMIN, Town, town

from .chromium import DESK, PHONE
from .test_pages import arrive, fine, said

pytestmark = pytest.mark.timeout(240)
LINE = "/administration/voix/fr/page_shown"


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as served:
        yield served


def a_stereo_file(path: Path) -> Path:
    """As a telephone would make it, with a second of silence before the words."""
    hum = np.sin(np.arange(44_100 * 5) / 20) * 3000
    sound = np.concatenate([np.zeros(44_100), hum]).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(np.repeat(sound, 2).tobytes())
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_line_is_recorded_heard_kept_and_made_again_from_a_file(
    browser: Browser, place: Town, size: dict[str, int], tmp_path: Path
) -> None:
    page = await arrive(browser, place, ADMIN, viewport=size)
    await page.goto("/administration/voix")
    await fine(page)
    await page.goto(LINE)
    await fine(page)
    await page.get_by_role("button", name="Commencer à enregistrer").press("Enter")
    await expect(page.get_by_text("On vous écoute")).to_be_visible()
    await page.wait_for_timeout(6_000)  # the fake microphone beeps each second
    await page.get_by_role("button", name="Arrêter").press("Enter")
    await expect(page.get_by_text("Écoutez votre enregistrement")).to_be_visible()
    await fine(page)
    await page.get_by_role("button", name="Garder").press("Enter")
    await expect(said(page, "La phrase est enregistrée")).to_be_focused(timeout=60_000)
    await fine(page)
    await page.goto(LINE)
    await page.get_by_label("Ou choisissez un fichier").set_input_files(
        a_stereo_file(tmp_path / "telephone.wav")
    )
    await expect(page.get_by_text("Écoutez votre enregistrement")).to_be_visible()
    await page.get_by_role("button", name="Garder").press("Enter")
    await expect(said(page, "La phrase est enregistrée")).to_be_focused(timeout=60_000)
    await expect(page.get_by_text("Voix humaine, 5")).to_be_visible()
    strange = tmp_path / "lettre.ogg"
    strange.write_bytes(b"OggS nothing more")
    await page.goto(LINE)
    await page.get_by_label("Ou choisissez un fichier").set_input_files(strange)
    await expect(page.get_by_text("n’est pas un son")).to_be_visible()
