"""The same daybook in Firefox: opened without a network, and what was noted arrives once."""

import pytest

from signaling.protocol import AppointmentState
from tests.town import HOST, PASSWORD, Town

from .firefox import firefox
from .test_daybook import PAGE, registered, road, state, steps
from .test_pages import place  # noqa: F401 a fixture

BACK = 60.0
PRESS = """(() => {
  const named = [...document.querySelectorAll("visavis-daybook button")].find((each) =>
    (each.getAttribute("aria-label") ?? each.textContent).trim().startsWith(v[0]));
  named?.click();
  return Boolean(named);
})()"""


@pytest.mark.timeout(300)
async def test_a_cut_line_leaves_the_page_and_what_was_noted_arrives_once(
    place: Town,  # noqa: F811 a fixture
) -> None:
    came, absent = await registered(place, "Premier"), await registered(place, "Second")
    async with road(place) as line, firefox() as page:
        home = f"https://localhost:{line.port}"
        await page.goto(f"{home}/connexion?suite=%2Frelais%2Fcarnet")
        await page.fill("[name=login]", HOST)
        await page.fill("[name=password]", PASSWORD)
        await page.click("button[type=submit]")
        await page.see("visavis-daybook[data-line=there]")
        await page.until(PRESS, "Emporter le carnet")
        await page.see("visavis-daybook[data-kept=true]")

        await line.cut()
        await page.goto(f"{home}{PAGE}")
        await page.until("document.querySelector(v[0])", "visavis-daybook[data-line=away]")
        await page.until(PRESS, "Est venu : Camille Premier")
        await page.until(PRESS, "Pas venu : Camille Second")
        await page.see("visavis-daybook[data-waiting='2']")
        assert await page.axe() == []
        await page.goto(f"{home}{PAGE}")
        await page.see("visavis-daybook[data-waiting='2']")

        await line.mend()
        await page.ask("dispatchEvent(new Event('online'))")
        await page.until("document.querySelector(v[0])", "[data-waiting='0']", seconds=BACK)
        await page.until(PRESS, "Retirer le carnet")
        await page.until("document.querySelector(v[0])", "[data-kept=false]", seconds=BACK)
    assert (await steps(place, came)).count("resident_came") == 1
    assert await state(place, absent) is AppointmentState.NO_SHOW
