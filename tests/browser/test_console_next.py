"""The next appointment, taken before the resident goes: an hour agreed, or a slot of the agenda."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours, day_of
from signaling.keys import OFFICE
from signaling.protocol import AppointmentState
from signaling.store import bookings, permanences

from .test_console_before import fine
from .visiting import LONG, Visit


@pytest.mark.timeout(90)
async def test_the_next_appointment_is_taken_by_keys_and_stands_on_the_outcome_sheet(
    visit: Visit,
) -> None:
    page = visit.page
    await visit.call()
    await page.keyboard.press("q")
    await expect(page.locator("#next-day")).to_be_focused()
    await page.fill("#next-day", "2030-01-08")
    await expect(page.locator("#next-dialog")).to_contain_text("Vous n’avez rien ce jour-là")
    await fine(page)
    await page.locator("#next-hour").press("Enter")
    await expect(page.locator("#next-why")).to_contain_text("dans l’année")  # the server's word
    await page.keyboard.press("Escape")
    await expect(page.locator("#next-dialog")).to_be_hidden()
    await page.keyboard.press("q")
    day = await page.input_value("#next-day")
    await page.locator("#next-hour").press("Enter")
    taken = page.locator("[data-group=later] [data-appointment][data-state=accepted]")
    await expect(taken).to_contain_text("Camille Exemple")
    await expect(page.locator("#next-dialog")).to_be_hidden()
    await page.keyboard.press("b")
    await expect(page.locator("#outcome-when")).to_have_value(f"{day}T10:00")
    await page.keyboard.press("Escape")
    await expect(page.locator("#outcome-dialog")).to_be_hidden()
    await page.keyboard.press("f")
    await expect(page.locator("#end-next-line")).to_contain_text("Pris :")
    await fine(page)
    await page.click("#end-next")
    await expect(page.locator("#confirm-next")).to_contain_text("Déplacer")
    await page.fill("#next-hour", "14:30")
    await page.keyboard.press("Enter")
    await expect(taken).to_contain_text("14 h 30")
    id = await taken.get_attribute("data-appointment")
    record = await visit.server.appointment(id or "")
    assert (record.state, record.motive) == (AppointmentState.ACCEPTED, "Dossier de retraite")


async def publish(visit: Visit) -> None:
    """The counsellor receives every day from 9 to 11."""
    office = visit.server.app[OFFICE]
    first, who = day_of(office.clock()) + timedelta(days=1), frozenset({"account-conseil-msa"})
    known = Permanence("p", "msa", frozenset(range(7)), Hours(540, 660), first, counsellors=who)
    async with office.store.writing() as tx:
        await permanences.publish(tx, known)


@pytest.mark.timeout(90)
async def test_a_slot_of_the_agenda_is_chosen_by_keys_and_another_hour_stays_possible(
    visit: Visit,
) -> None:
    page = visit.page
    await publish(visit)
    await page.reload()
    await page.locator(".request__choose").click()
    await page.keyboard.press("q")
    dialog = page.locator("#next-dialog")
    slots = dialog.locator(".next__hours input")
    await expect(slots.first).to_be_focused(timeout=LONG)
    await expect(dialog.locator("#next-why")).to_contain_text("Choisissez un créneau.")
    await expect(page.locator("#next-day")).to_be_hidden()
    await fine(page)
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden(timeout=LONG)
    taken = page.locator("[data-group=later] [data-appointment][data-state=accepted]")
    await expect(taken).to_contain_text("09 h 30")
    id = await taken.get_attribute("data-appointment") or ""
    async with visit.server.app[OFFICE].store.reading() as tx:
        (booking,) = await bookings.of_appointment(tx, id)
    assert booking.ends_at - booking.starts_at == 30 * 60
    await page.keyboard.press("q")
    await expect(dialog.get_by_role("radio", name="09 h 00").first).to_be_visible()
    await page.locator("#next-other").check()
    await page.fill("#next-hour", "14:30")
    await fine(page)
    await page.locator("#next-hour").press("Enter")
    await expect(taken).to_contain_text("14 h 30", timeout=LONG)
    async with visit.server.app[OFFICE].store.reading() as tx:
        (moved,) = await bookings.of_appointment(tx, id)
    assert moved.starts_at == (await visit.server.appointment(id)).at
