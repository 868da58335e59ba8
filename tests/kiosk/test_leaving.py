"""Looks at the glass and the tray, as two devices that know nothing of each other."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from devices.errors import IoFailed
from kiosk import leaving
from kiosk.core import events as e
from kiosk.leaving import Lookout
from signaling.protocol import Place


class Device:
    """A worker that answers, raises or never comes back."""

    def __init__(self, answer: object, healthy: bool = True) -> None:
        self._answer, self.healthy = answer, healthy

    async def call(self, *_: object, **__: object) -> object:
        if self._answer is None:
            await asyncio.Event().wait()
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


async def looked(scanner: Device | None, printer: Device | None) -> list[e.Event]:
    heard: list[e.Event] = []
    hardware: Any = SimpleNamespace(scanner=scanner, printer=printer, pages=None)
    await Lookout(hardware, heard.append).look("v1")
    return heard


@pytest.mark.parametrize("glass", [None, IoFailed("scanner")])
async def test_a_glass_that_is_not_seen_hides_nothing_of_the_tray(monkeypatch, glass):
    monkeypatch.setattr(leaving, "GLASS_SECONDS", 0.05)
    assert await looked(Device(glass), Device(2)) == [e.PaperLooked("v1", (Place.TRAY,))]


async def test_devices_that_never_answer_saw_nothing(monkeypatch):
    monkeypatch.setattr(leaving, "GLASS_SECONDS", 0.05)
    monkeypatch.setattr(leaving, "TRAY_SECONDS", 0.05)
    assert await looked(Device(None), Device(None)) == [e.PaperLooked("v1", ())]


async def test_a_printer_without_paper_still_tells_of_the_sheet_in_its_tray():
    found = await looked(None, Device(1, healthy=False))
    assert found == [e.PaperLooked("v1", (Place.TRAY,))]


async def test_a_kiosk_without_devices_says_so_at_once():
    assert await looked(None, None) == [e.PaperLooked("v1", ())]
