"""Nothing of a visit that is over is printed, however long the printer's driver stays away."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from devices.errors import Crashed, Missing, TimedOut
from devices.printer import PrintRequest
from devices.worker import DeviceWorker
from kiosk import press
from kiosk.press import Press

REQUEST = PrintRequest(b"%PDF-", pages=1)


@dataclass
class Driver:
    """As a worker; `troubles` are raised before it obeys again."""

    troubles: list[Exception] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    async def call(self, method: str, *_: object, **__: object) -> str:
        await asyncio.sleep(0)
        if self.troubles:
            raise self.troubles.pop(0)
        self.heard.append(method)
        return "job"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "AGAIN_SECONDS", 0.0)


def press_with(driver: Any) -> Press:
    worker: DeviceWorker | None = driver
    return Press(worker)


async def test_the_end_of_a_visit_is_said_until_the_driver_has_heard_it():
    driver = Driver([TimedOut("printer"), Crashed("printer"), Missing("printer", "cupsd")])
    made = press_with(driver)
    made.owe()
    await made.clear()
    assert driver.heard == ["cancel_all"]


async def test_nothing_is_printed_before_what_is_owed_is_cancelled():
    driver = Driver()
    made = press_with(driver)
    made.owe()
    await made.submit(REQUEST)
    await made.clear()
    assert driver.heard == ["cancel_all", "submit"]


async def test_the_next_visit_is_told_why_it_cannot_print_yet():
    driver = Driver([Missing("printer", "cupsd")])
    made = press_with(driver)
    made.owe()
    with pytest.raises(Missing):
        await made.submit(REQUEST)
    assert await made.submit(REQUEST) == "job"
    assert driver.heard == ["cancel_all", "submit"]


async def test_the_end_of_a_visit_cancels_nothing_of_the_next_one():
    driver = Driver([Missing("printer", "cupsd")])
    made = press_with(driver)
    made.owe()
    await asyncio.gather(made.clear(), made.submit(REQUEST), return_exceptions=True)
    await made.submit(REQUEST)
    assert driver.heard.index("cancel_all") < driver.heard.index("submit")
    assert driver.heard.count("cancel_all") == 1


async def test_a_print_is_cancelled_though_its_driver_had_just_died():
    driver = Driver([Crashed("printer"), TimedOut("printer")])
    await press_with(driver).cancel("job")
    assert driver.heard == ["cancel"]


async def test_a_driver_that_never_hears_is_not_asked_for_ever():
    driver = Driver([Crashed("printer")] * press.TRIES)
    with pytest.raises(Crashed):
        await press_with(driver).cancel("job")
    assert (driver.heard, driver.troubles) == ([], [])


async def test_a_kiosk_without_a_printer_owes_nothing_and_says_that_it_has_none():
    made = press_with(None)
    made.owe()
    await made.clear()
    with pytest.raises(Missing):
        await made.submit(REQUEST)
