"""A counsellor's own absences: what is noted is not offered, and nobody else's is touched."""

import re

import pytest

from signaling.agenda.own import OWN_ABSENCES
from signaling.core.agenda.permanences import away
from signaling.store import permanences

from .serving import RELAY, Served
from .test_agenda_planner import TODAY, TOMORROW, Town, at, hours, town  # noqa: F401 a fixture

PAGE = "/compte/absences"
WHOLE = {"first": TOMORROW.strftime("%d/%m/%Y"), "last": "", "starts": "", "ends": ""}


@pytest.fixture
def served(town: Town) -> Served:  # noqa: F811 the fixture
    return town.served


async def post(served: Served, path: str, **fields: str) -> tuple[int, str]:
    browser = await served.signed_in("conseil.msa")
    async with browser.post(path, data=fields) as answer:
        return answer.status, await answer.text()


async def test_a_day_that_is_noted_is_offered_no_more_and_comes_back(
    town: Town,  # noqa: F811 the fixture
) -> None:
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(540)
    status, page = await post(town.served, PAGE, **WHOLE)
    assert status == 200
    assert "C’est noté" in page
    assert "Lundi 23 novembre" in page
    assert at(540) not in hours((await town.planner.free("msa", RELAY)).slots)
    found = re.search(rf'action="({PAGE}/[\w-]+/retirer)"', page)
    assert found
    status, page = await post(town.served, found[1])
    assert "C’est retiré" in page
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(540)


async def test_some_hours_of_a_day_are_noted_too(town: Town) -> None:  # noqa: F811
    _, page = await post(town.served, PAGE, **WHOLE | {"starts": "9h", "ends": "10h"})
    assert "9\N{NBSP}h – 10\N{NBSP}h" in page
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(600)


async def test_an_appointment_that_falls_into_it_is_told(town: Town) -> None:  # noqa: F811
    await town.register(at(540))
    _, page = await post(town.served, PAGE, **WHOLE)
    assert "Un rendez-vous accepté tombe pendant ce temps" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": ""}, "Écrivez la date"),
        ({"last": "01/11/2026"}, "Le dernier jour vient après le premier."),
        ({"starts": "9h"}, "Écrivez les deux heures"),
        ({"starts": "10h", "ends": "9h"}, "La fin vient après le début."),
        ({"last": "30/11/2026", "starts": "9h", "ends": "10h"}, "pour un seul jour"),
        ({"starts": "midi"}, "Écrivez l’heure"),
    ],
)
async def test_what_is_wrong_is_said(served: Served, wrong: dict[str, str], said: str) -> None:
    status, page = await post(served, PAGE, **WHOLE | wrong)
    assert status == 422
    assert said in page


async def test_a_closed_day_is_shown_and_is_not_the_counsellor_s_to_remove(
    town: Town,  # noqa: F811 the fixture
) -> None:
    async with town.served.store.writing() as tx:
        await permanences.be_absent(tx, "closed", away("msa", None, TODAY, TOMORROW))
    counsellor = await town.served.person("conseil.msa")
    (own,) = await town.served.app[OWN_ABSENCES].of(counsellor)
    assert (own.id, own.mine) == ("closed", False)
    status, _ = await post(town.served, f"{PAGE}/closed/retirer")
    assert status == 404
