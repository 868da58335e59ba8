"""Calendars by a secret address, over HTTP."""

import re
from dataclasses import replace

from icalendar import Calendar

from signaling.core.agenda.bookings import Booking
from signaling.store import accounts, bookings

from .serving import NOON, Served, serving

PAGE = "/compte/calendriers"
ADDRESS = re.compile(r"https://[^/]+(/agenda/[\w-]+\.ics)")


async def opened(served: Served, login: str, kind: str, target: str) -> str:
    browser = await served.signed_in(login)
    async with browser.post(PAGE, data={"kind": kind, "target": target}) as answer:
        assert answer.status == 200
        found = ADDRESS.search(await answer.text())
    assert found
    return found[1]


async def read(served: Served, path: str) -> Calendar:
    async with served.browser().get(path) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/calendar"
        assert answer.headers["Cache-Control"] == "no-store"
        return Calendar.from_ical(await answer.read())


async def booked(served: Served) -> str:
    """An appointment of nobody real, with its slot; gives the kiosk."""
    appointment = await served.registered()
    kiosk = await served.enrolled()
    slot = Booking(
        "b1",
        appointment.id,
        "msa",
        appointment.relay,
        kiosk.id,
        kiosk.id,
        "account-conseil-msa",
        int(NOON) + 86400,
        int(NOON) + 88200,
        NOON,
    )
    async with served.store.writing() as tx:
        await bookings.take(tx, slot)
    return kiosk.id


async def test_each_calendar_is_read_by_its_address_and_holds_nothing_of_a_resident() -> None:
    async with serving() as served:
        kiosk = await booked(served)
        for login, kind, target in (
            ("conseil.msa", "counsellor", "account-conseil-msa"),
            ("hote.wassigny", "relay", "pel-wassigny"),
            ("hote.wassigny", "room", kiosk),
        ):
            calendar = await read(served, await opened(served, login, kind, target))
            (event,) = calendar.walk("VEVENT")
            assert event.decoded("DTEND").timestamp() == NOON + 88200
            text = calendar.to_ical().decode()
            for secret in ("Exemple", "Camille", "retraite", "03 23 00 00 01", "MSA", "msa"):
                assert secret not in text.replace("Dominique Exemple", ""), (kind, secret)


async def test_an_appointment_with_an_hour_and_no_slot_is_there_too() -> None:
    async with serving() as served:
        await served.registered(at=NOON + 3600)
        calendar = await read(
            served, await opened(served, "hote.wassigny", "relay", "pel-wassigny")
        )
        (event,) = calendar.walk("VEVENT")
        assert (str(event["SUMMARY"]), str(event["STATUS"])) == (
            "Réservé (à confirmer)",
            "TENTATIVE",
        )


async def test_a_revoked_address_leads_nowhere() -> None:
    async with serving() as served:
        path = await opened(served, "conseil.msa", "counsellor", "account-conseil-msa")
        await read(served, path)
        browser = await served.signed_in("conseil.msa")
        async with browser.get(PAGE) as answer:
            found = re.search(rf'action="({PAGE}/[\w-]+/revoquer)"', await answer.text())
        assert found
        stranger = await served.signed_in("conseil.caf")
        async with stranger.post(found[1]) as answer:
            assert answer.status == 404
        await read(served, path)
        async with browser.post(found[1]) as answer:
            assert "ne mène plus à rien" in await answer.text()
        async with served.browser().get(path) as answer:
            assert answer.status == 404


async def test_nobody_opens_the_calendar_of_somebody_else() -> None:
    async with serving() as served:
        browser = await served.signed_in("conseil.caf")
        for kind, target, status in (
            ("counsellor", "account-conseil-msa", 404),
            ("relay", "pel-wassigny", 404),
            ("everything", "", 400),
        ):
            async with browser.post(PAGE, data={"kind": kind, "target": target}) as answer:
                assert answer.status == status


async def test_an_address_closes_with_its_account() -> None:
    async with serving() as served:
        path = await opened(served, "conseil.msa", "counsellor", "account-conseil-msa")
        async with served.store.writing() as tx:
            account = await accounts.by_id(tx, "account-conseil-msa")
            assert account is not None
            await accounts.update_account(tx, replace(account, disabled=True))
        async with served.browser().get(path) as answer:
            assert answer.status == 404
        async with served.browser().get("/agenda/0000000000000000000000.ics") as answer:
            assert answer.status == 404
