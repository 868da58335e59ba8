"""Choosing a slot in the mairie's form, with and without JavaScript; coming earlier."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import aiohttp
import pytest

from signaling.agenda.planner import PLANNER
from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.store import appointments, bookings, kiosks, permanences
from signaling.store.records import Appointment, Kiosk

from .serving import NOON, RELAY, Served, serving

TOMORROW = day_of(NOON) + timedelta(days=1)
SLOT = re.compile(r'name="slot" value="(\d+)"')


@dataclass
class Mairie:
    served: Served
    browser: aiohttp.ClientSession

    async def post(self, path: str, **fields: object) -> tuple[int, str]:
        form = {
            "name": "Exemple",
            "first_name": "Camille",
            "telephone": "",
            "organisation": "msa",
            "motive": "Retraite",
            "relay": RELAY,
            "when": "slot",
        }
        form |= {name: str(value) for name, value in fields.items()}
        async with self.browser.post(path, data=form) as answer:
            return answer.status, await answer.text()

    async def do(self, path: str) -> str:
        async with self.browser.post(path) as answer:
            return await answer.text()

    async def page(self, path: str) -> str:
        async with self.browser.get(path) as answer:
            assert answer.status == 200
            return await answer.text()

    async def open(self) -> list[Appointment]:
        async with self.served.store.reading() as tx:
            return await appointments.open_of_mairie(tx, "hannapes")


@pytest.fixture
async def mairie() -> AsyncIterator[Mairie]:
    async with serving() as served:
        daily = Permanence(
            "p1",
            "msa",
            frozenset(range(7)),
            Hours(540, 660),
            day_of(NOON),
            counsellors=frozenset({"account-conseil-msa"}),
        )
        async with served.store.writing() as tx:
            await kiosks.insert(tx, Kiosk("k1", RELAY, "Guichet", "key", NOON))
            await permanences.publish(tx, daily)
        yield Mairie(served, await served.signed_in("secretaire.hannapes"))


def at(minute: int, day: date = TOMORROW) -> int:
    return round(moment(day, minute))


async def test_the_form_offers_slots_once_somebody_publishes_some(mairie: Mairie) -> None:
    assert 'id="when-slot"' in await mairie.page("/secretariat")
    async with mairie.served.store.writing() as tx:
        await permanences.withdraw(tx, "p1")
    assert 'id="when-slot"' not in await mairie.page("/secretariat")


async def test_without_javascript_a_button_shows_the_slots_and_keeps_the_form(
    mairie: Mairie,
) -> None:
    status, page = await mairie.post("/secretariat/creneaux", name="Dupré-Exemple")
    assert status == 200
    assert [int(each) for each in SLOT.findall(page)][:2] == [at(540), at(570)]
    assert "Dupré-Exemple" in page
    assert 'role="alert"' not in page
    assert await mairie.open() == []


async def test_the_part_alone_follows_what_is_chosen(mairie: Mairie) -> None:
    _, part = await mairie.post("/secretariat/creneaux/liste", slot=at(570))
    assert f'value="{at(570)}" checked' in part
    assert "<html" not in part
    _, other = await mairie.post("/secretariat/creneaux/liste", organisation="caf")
    assert "ne publie pas de créneaux" in other
    _, none = await mairie.post("/secretariat/creneaux/liste", organisation="")
    assert SLOT.findall(none) == []


async def test_on_the_telephone_the_counsellor_alone_must_be_free(mairie: Mairie) -> None:
    """Every kiosk is taken, or there is none: who is called at home needs none."""
    async with mairie.served.store.writing() as tx:
        await kiosks.revoke(tx, "k1", NOON)
    path, called = "/secretariat/creneaux/liste", {"mode": "telephone", "telephone": "0300000001"}
    _, part = await mairie.post(path)
    assert "Aucun créneau libre" in part
    for mode in ("telephone", "on_site"):
        _, part = await mairie.post(path, mode=mode)
        assert [int(each) for each in SLOT.findall(part)][:2] == [at(540), at(570)]
    status, _ = await mairie.post("/secretariat", slot=at(540), **called)
    (record,) = await mairie.open()
    assert (status, record.at, record.mode) == (200, at(540), "telephone")
    _, part = await mairie.post(path, mode="on_site")
    assert int(SLOT.findall(part)[0]) == at(570)


async def test_a_chosen_slot_is_booked_with_the_request(mairie: Mairie) -> None:
    status, _ = await mairie.post("/secretariat", slot=at(540))
    (record,) = await mairie.open()
    assert (status, record.at, record.state) == (200, at(540), "accepted")
    async with mairie.served.store.reading() as tx:
        (booked,) = await bookings.of_appointment(tx, record.id)
    assert (booked.starts_at, booked.kiosk) == (at(540), "k1")


async def test_a_slot_that_is_gone_is_said_and_others_are_shown(mairie: Mairie) -> None:
    await mairie.post("/secretariat", slot=at(540))
    status, page = await mairie.post("/secretariat", slot=at(540), name="Autre")
    assert status == 409
    assert "vient d’être pris" in page
    assert next(map(int, SLOT.findall(page))) == at(570)
    assert 'value="Autre"' in page


async def test_closed_hours_offer_the_next_slot_and_who_waits_is_not_asked_twice(
    mairie: Mairie,
) -> None:
    status, page = await mairie.post("/secretariat", when="now")
    assert (status, await mairie.open()) == (409, [])
    said = "Premier créneau libre : lundi 23 novembre à 9 h. Il est choisi"
    assert said in page.replace("\N{NBSP}", " ").replace("&nbsp;", " ")
    assert f'value="{at(540)}" checked' in page
    assert 'name="waits" value="yes"' in page
    status, page = await mairie.post("/secretariat", when="now", waits="yes")
    (record,) = await mairie.open()
    assert (status, record.at) == (200, None)
    async with mairie.served.store.writing() as tx:
        await permanences.withdraw(tx, "p1")
    status, _ = await mairie.post("/secretariat", when="now", name="Autre")
    assert (status, len(await mairie.open())) == (200, 2)


async def test_nobody_is_sent_to_a_slot_while_somebody_receives(mairie: Mairie) -> None:
    console, _ = await mairie.served.console()
    status, _ = await mairie.post("/secretariat", when="now")
    assert (status, len(await mairie.open())) == (200, 1)
    assert not console.socket.closed


@pytest.mark.parametrize("slot", ["", "demain", "-5", "9" * 30, "٣٣"])
async def test_no_slot_or_what_is_none_is_said(mairie: Mairie, slot: str) -> None:
    status, page = await mairie.post("/secretariat", slot=slot)
    assert status == 422
    assert "Choisissez un créneau." in page
    assert await mairie.open() == []


async def test_an_organisation_may_receive_on_its_slots_alone(mairie: Mairie) -> None:
    planner = mairie.served.app[PLANNER]
    async with mairie.served.store.writing() as tx:
        agenda = await permanences.agenda_of(tx, "msa", planner.calendar, NOON)
        await permanences.settle(tx, replace(agenda, on_request=False))
    other = {"when": "later", "day": TOMORROW.isoformat(), "hour": "15:00"}
    status, page = await mairie.post("/secretariat", **other)
    assert status == 422
    assert "ne reçoit que sur ses créneaux" in page
    status, _ = await mairie.post(
        "/secretariat", **other, organisation="mission-locale", name="Autre"
    )
    assert status == 200
    # Nor is a slot that was chosen moved to an hour of the mairie's own.
    await mairie.post("/secretariat", slot=at(540))
    (record,) = [each for each in await mairie.open() if each.organisation == "msa"]
    kept = {"when": "later", "day": TOMORROW.isoformat(), "hour": "9:00", "name": "Corrigé"}
    status, _ = await mairie.post(f"/secretariat/{record.id}/modifier", **kept)
    assert status == 200
    status, page = await mairie.post(f"/secretariat/{record.id}/modifier", **other)
    assert status == 422
    assert "annulez ce rendez-vous" in page
    (record,) = [each for each in await mairie.open() if each.organisation == "msa"]
    assert (record.name, record.at) == ("Corrigé", at(540))


async def test_whoever_would_come_earlier_is_offered_a_freed_slot(mairie: Mairie) -> None:
    await mairie.post("/secretariat", slot=at(540))
    await mairie.post("/secretariat", slot=at(600), name="Autre")
    first, later = sorted(await mairie.open(), key=lambda each: each.at or 0)
    one = f"/secretariat/{later.id}"
    assert "Venir plus tôt si un créneau se libère" in await mairie.page(one)
    assert "Ne plus chercher" in await mairie.do(f"{one}/plus-tot")
    await mairie.do(f"/secretariat/{first.id}/annuler")
    assert "Un créneau plus tôt s’est libéré" in await mairie.page(one)
    assert "avancé" in await mairie.do(f"{one}/creneau/prendre")
    (record,) = await mairie.open()
    assert record.at == at(540)
    assert "n’est plus gardé" in await mairie.do(f"{one}/creneau/prendre")
    assert "Avancée, sur un créneau libéré" in await mairie.page(one)


async def test_an_earlier_slot_may_be_left_to_others(mairie: Mairie) -> None:
    await mairie.post("/secretariat", slot=at(540))
    await mairie.post("/secretariat", slot=at(600), name="Autre")
    first, later = sorted(await mairie.open(), key=lambda each: each.at or 0)
    one = f"/secretariat/{later.id}"
    await mairie.do(f"{one}/plus-tot")
    await mairie.do(f"/secretariat/{first.id}/annuler")
    assert "Venir plus tôt" in await mairie.do(f"{one}/creneau/laisser")
    assert "Venir plus tôt" in await mairie.do(f"{one}/plus-tot/non")
