"""The van's page: where it stands is where it is booked."""

import re
from datetime import date

import pytest

from signaling.agenda.planner import PLANNER, SlotTaken
from signaling.agenda.standing import VanElsewhere
from signaling.core.agenda.permanences import Permanence
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.keys import OFFICE
from signaling.protocol import Mode
from signaling.requests import Requests
from signaling.store import kiosks, permanences, places
from signaling.store.records import Kiosk, Relay

from .serving import NOON, Form, Served, serving

PAGE = "/administration/bus/bus"
DAY = date(2026, 12, 2)
STOP = {
    "commune": "Marly-Gomont",
    "place": "Place de l’église",
    "day": "02/12/2026",
    "starts": "10h",
    "ends": "11:00",
}


async def a_van(served: Served) -> None:
    daily = Permanence(
        "p1",
        "msa",
        frozenset(range(7)),
        Hours(540, 720),
        day_of(NOON),
        counsellors=frozenset({"account-conseil-msa"}),
    )
    async with served.store.writing() as tx:
        await places.insert(tx, Relay("bus", "Bus de Thiérache", "Guise", "", ""))
        await kiosks.insert(tx, Kiosk("k-bus", "bus", "Guichet du bus", "key", NOON))
        await permanences.publish(tx, daily)


async def test_a_relay_becomes_a_van_at_its_first_stop_and_is_booked_there_alone() -> None:
    async with serving() as served:
        await a_van(served)
        planner, admin = served.app[PLANNER], await served.signed_in("admin")
        assert (await planner.free("msa", "bus")).slots[0].span.starts < moment(DAY, 0)
        async with admin.get(PAGE) as answer:
            assert "Ce relais ne bouge pas." in await answer.text()
        async with admin.post(PAGE, data=STOP) as answer:
            page = await answer.text()
        assert "Mercredi 2 décembre" in page
        assert "Marly-Gomont, Place de l’église" in page
        slots = (await planner.free("msa", "bus")).slots
        assert [slot.span.starts for slot in slots] == [moment(DAY, 600), moment(DAY, 630)]


async def test_a_van_takes_nobody_where_it_does_not_stand() -> None:
    """Neither by a slot of a page that stayed open, nor at an hour that somebody writes."""
    async with serving() as served:
        await a_van(served)
        planner, admin = served.app[PLANNER], await served.signed_in("admin")
        away = moment(DAY, 540)
        async with admin.post(PAGE, data=STOP) as answer:
            assert answer.status == 200
        secretary, counsellor = (
            await served.person("secretaire.hannapes"),
            await served.person("conseil.msa"),
        )
        requests = Requests(served.app[OFFICE])
        with pytest.raises(SlotTaken):
            await planner.register(secretary, Form(relay="bus", at=None), away)
        with pytest.raises(VanElsewhere):
            await requests.register(secretary, Form(relay="bus", at=away))
        there = await requests.register(secretary, Form(relay="bus", at=moment(DAY, 600)))
        with pytest.raises(VanElsewhere):
            await requests.correct(secretary, there.id, Form(relay="bus", at=moment(DAY, 660)))
        with pytest.raises(VanElsewhere):
            await requests.propose(counsellor, there.id, away)
        by_phone = Form(relay="bus", at=away, mode=Mode.TELEPHONE)
        assert (await requests.register(secretary, by_phone)).at == away


async def test_a_secretary_reads_where_the_van_is_not() -> None:
    async with serving() as served:
        await a_van(served)
        admin, browser = (
            await served.signed_in("admin"),
            await served.signed_in("secretaire.hannapes"),
        )
        async with admin.post(PAGE, data=STOP) as answer:
            assert answer.status == 200
        typed = {"name": "Exemple", "first_name": "Camille", "organisation": "msa"}
        typed |= {"relay": "bus", "when": "later", "day": "02/12/2026", "hour": "9h"}
        typed |= {"motive": "Retraite", "telephone": "", "mode": "video"}
        async with browser.post("/secretariat", data=typed) as answer:
            page = await answer.text()
            assert answer.status == 409
        assert "Le bus n’est pas là à ce moment." in page
        async with browser.post("/secretariat", data=typed | {"hour": "10h30"}) as answer:
            assert answer.status == 200
        assert "Camille" in await (await browser.get("/secretariat")).text()


async def test_what_is_wrong_is_said() -> None:
    async with serving() as served:
        await a_van(served)
        admin = await served.signed_in("admin")
        async with admin.post(PAGE, data=STOP | {"ends": "9h", "commune": ""}) as answer:
            page = await answer.text()
            assert answer.status == 422
        assert "La fin vient après le début." in page
        assert "Écrivez la commune." in page
        async with admin.post(PAGE, data=STOP) as answer:
            assert answer.status == 200
        async with admin.post(PAGE, data=STOP | {"commune": "Guise", "starts": "10:30"}) as answer:
            assert answer.status == 409
            assert "le bus est déjà ailleurs" in await answer.text()


async def test_whom_a_removed_stop_leaves_on_the_road_is_shown() -> None:
    async with serving() as served:
        await a_van(served)
        admin = await served.signed_in("admin")
        async with admin.post(PAGE, data=STOP) as answer:
            found = re.search(rf'action="({PAGE}/[\w-]+/retirer)"', await answer.text())
        assert found
        secretary = await served.person("secretaire.hannapes")
        form = Form(relay="bus", at=moment(DAY, 600))
        await served.app[PLANNER].register(secretary, form, moment(DAY, 600))
        async with admin.post(found[1]) as answer:
            page = await answer.text()
        assert "prévenez les mairies" in page
        assert "Réservation du mercredi 2 décembre, 10" in page
        async with admin.post(found[1]) as answer:
            assert answer.status == 404
