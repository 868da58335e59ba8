"""The page where an organisation publishes its permanences and its absences."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import aiohttp
import pytest

from signaling.agenda.planner import PLANNER
from signaling.agenda.publishing import PUBLISHING, Published
from signaling.core.agenda.permanences import Kind, School
from signaling.core.agenda.wall import Hours, moment
from signaling.store import kiosks
from signaling.store.records import Kiosk

from .serving import NOON, RELAY, Served, serving

PAGE = "/administration/organismes/msa/agenda"
ANA = "account-conseil-msa"
WRITTEN = {
    "day_1": "yes",
    "day_3": "yes",
    "starts": "9h",
    "ends": "12:00",
    "every": "2",
    "first": "24/11/2026",
    "last": "",
    "kind": "booked",
    "school": "outside",
    "relay": "",
    f"who_{ANA}": "yes",
}


@dataclass
class Desk:
    served: Served
    browser: aiohttp.ClientSession

    async def post(self, path: str, form: dict[str, str], status: int = 200) -> str:
        async with self.browser.post(PAGE + path, data=form) as answer:
            assert answer.status == status, await answer.text()
            return await answer.text()

    async def published(self) -> Published:
        supervisor = await self.served.person("supervision.msa")
        return await self.served.app[PUBLISHING].of(supervisor, "msa")

    async def one(self) -> str:
        """A permanence is published; its identifier."""
        await self.post("/permanences", WRITTEN)
        (known,) = (await self.published()).agenda.permanences
        return known.id


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with serving() as served:
        async with served.store.writing() as tx:
            await kiosks.insert(tx, Kiosk("k1", RELAY, "Guichet", "key", NOON))
        yield Desk(served, await served.signed_in("supervision.msa"))


async def test_a_supervisor_publishes_a_permanence_and_mairies_see_its_slots(desk: Desk) -> None:
    page = await desk.post("/permanences", WRITTEN)
    assert "Mardi, jeudi" in page
    assert "Une semaine sur deux" in page
    (known,) = (await desk.published()).agenda.permanences
    assert (known.weekdays, known.hours) == (frozenset({1, 3}), Hours(540, 720))
    assert (known.every, known.kind, known.school) == (2, Kind.BOOKED, School.OUTSIDE)
    assert known.counsellors == {ANA}
    free = await desk.served.app[PLANNER].free("msa", RELAY)
    assert free.slots[0].span.starts == moment(known.first, 540)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("starts", "midi", "Écrivez l’heure"),
        ("ends", "8h", "La fin vient après le début."),
        ("first", "demain", "Écrivez la date"),
        ("last", "23/11/2026", "Le dernier jour vient après le premier."),
        (f"who_{ANA}", "", "au moins un conseiller"),
        ("every", "99", "Choisissez le rythme."),
        ("kind", "perhaps", "Ce champ n’est pas rempli comme il faut."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_published(
    desk: Desk, field: str, text: str, said: str
) -> None:
    page = await desk.post("/permanences", WRITTEN | {field: text}, 422)
    assert said in page
    assert (await desk.published()).agenda.permanences == ()


async def test_no_day_is_no_permanence(desk: Desk) -> None:
    form = {name: text for name, text in WRITTEN.items() if not name.startswith("day_")}
    assert "au moins un jour" in await desk.post("/permanences", form, 422)


async def test_a_day_may_be_unlike_the_others_and_like_them_again(desk: Desk) -> None:
    path = f"/permanences/{await desk.one()}/jour"
    page = await desk.post(path, {"day": "24/11/2026", "starts": "", "ends": ""})
    assert "Mardi 24 novembre 2026 : fermé" in page
    page = await desk.post(path, {"day": "2026-11-24", "starts": "14:00", "ends": "16:00"})
    assert "2026 : fermé" not in page
    wrong = await desk.post(path, {"day": "2026-11-24", "starts": "14:00", "ends": ""}, 422)
    assert "les deux heures" in wrong
    await desk.post(path, {"day": "2026-11-24", "rule": "yes"})
    assert (await desk.published()).agenda.permanences[0].exceptions == {}


async def test_who_is_absent_is_offered_to_nobody(desk: Desk) -> None:
    await desk.one()
    form = {"account": ANA, "away_from": "23/11/2026", "away_to": "30/11/2026"}
    page = await desk.post("/absences", form)
    assert "du lundi 23 novembre au lundi 30 novembre" in page
    free = await desk.served.app[PLANNER].free("msa", RELAY)
    assert free.slots[0].span.starts == moment(date(2026, 12, 8), 540)
    found = re.search(rf'action="{PAGE}(/absences/[\w-]+/retirer)"', page)
    assert found
    await desk.post(found[1], {})
    assert (await desk.published()).absences == ()
    wrong = await desk.post("/absences", form | {"away_to": "22/11/2026"}, 422)
    assert "après le premier" in wrong


async def test_lengths_and_delays_are_chosen(desk: Desk) -> None:
    form = {"usual": "20", "rest": "5", "notice": "24", "horizon": "60"}
    await desk.post("/durees", form | {"minutes_motive-msa-1": "45", "minutes_nothing": "45"})
    agenda = (await desk.published()).agenda
    assert (agenda.lengths.usual, agenda.lengths.rest) == (20, 5)
    assert agenda.lengths.by_motive == {"motive-msa-1": 45}
    assert (agenda.notice_minutes, agenda.horizon_days, agenda.on_request) == (1440, 60, False)
    assert "de 5 à 240" in await desk.post("/durees", form | {"usual": "3"}, 422)


async def test_a_permanence_is_withdrawn(desk: Desk) -> None:
    await desk.post(f"/permanences/{await desk.one()}/retirer", {})
    assert (await desk.published()).agenda.permanences == ()


async def test_nobody_settles_the_agenda_of_another_organisation(desk: Desk) -> None:
    id = await desk.one()
    other = PAGE.replace("msa", "caf")
    for path in ("", "/permanences", f"/permanences/{id}/retirer", "/absences", "/durees"):
        method = desk.browser.post if path else desk.browser.get
        async with method(other + path) as answer:
            assert answer.status == 404, path
    async with desk.browser.post(PAGE + "/permanences/unknown/retirer") as answer:
        assert answer.status == 404
    stranger = await desk.post("/permanences", WRITTEN | {"who_account-conseil-caf": "yes"}, 404)
    assert "Publier" not in stranger
