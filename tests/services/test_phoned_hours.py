"""An hour on the telephone or on site holds the counsellor, and no kiosk."""

import asyncio
from dataclasses import replace

import pytest
from alembic import command

from signaling.agenda.holding import CounsellorTaken
from signaling.agenda.planner import SlotTaken
from signaling.core.agenda.bookings import BookingState
from signaling.errors import Conflict
from signaling.protocol import AppointmentState, Mode
from signaling.requests import Requests
from signaling.store import Store, appointments, bookings, migrate

from .agenda_town import COUNSELLORS, an_appointment
from .agenda_town import Town as Village
from .serving import RELAY, Form
from .test_agenda_holding import BOB, accept, asked, town  # noqa: F401 a fixture among them
from .test_agenda_planner import ANA, Town, at, hours

LATER = 4e9
"After every clock that runs this."


async def held(town: Town, id: str) -> tuple[str | None, str | None, str]:  # noqa: F811
    booked = (await town.planner.held(town.secretary, id)).booked
    assert booked is not None
    return booked.kiosk, booked.room, booked.counsellor


@pytest.mark.parametrize("mode", [Mode.TELEPHONE, Mode.ON_SITE])
async def test_an_agreed_call_takes_the_counsellor_and_leaves_the_kiosk(
    town: Town,  # noqa: F811 the fixture
    mode: Mode,
) -> None:
    ana = await town.served.person("conseil.msa")
    first, second, third = [await asked(town, at(555), mode=mode) for _ in range(3)]
    await accept(town, ana, first)
    assert await held(town, first.id) == (None, None, ANA)
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(585)
    with pytest.raises(SlotTaken):
        await town.register(at(540))
    with pytest.raises(CounsellorTaken):
        await accept(town, ana, second)
    await accept(town, BOB, second)
    await town.served.desk.cancel(town.secretary, first.id)
    assert hours((await town.planner.free("msa", RELAY)).slots)[0] == at(540)
    await accept(town, ana, third)


async def test_a_slot_that_is_taken_by_telephone_holds_no_kiosk(
    town: Town,  # noqa: F811 the fixture
) -> None:
    called = await town.register(at(540), mode=Mode.TELEPHONE, telephone="06 00 00 00 00")
    assert await held(town, called.id) == (None, None, ANA)
    with pytest.raises(SlotTaken):
        await town.register(at(540), name="Autre")
    with pytest.raises(Conflict):
        await town.planner.wish(town.secretary, called.id, True)
    coming = await asked(town, at(540), name="Vient")
    await accept(town, BOB, coming)
    assert (await held(town, coming.id))[0] == "k0", "the kiosk was free"


async def test_who_was_to_come_and_is_telephoned_leaves_the_kiosk_to_others(
    town: Town,  # noqa: F811 the fixture
) -> None:
    record = await town.register(at(540))
    assert (await held(town, record.id))[0] == "k0"
    requests = Requests(town.served.desk.office)
    form = Form(at=at(540), mode=Mode.TELEPHONE, telephone="06 00 00 00 00", motive="")
    await requests.correct(town.secretary, record.id, form)
    assert await held(town, record.id) == (None, None, ANA)
    other = await asked(town, at(540))
    await accept(town, BOB, other)
    assert (await held(town, other.id))[0] == "k0"


async def test_what_was_agreed_before_this_version_holds_once(url: str) -> None:
    await asyncio.to_thread(migrate.upgrade, url)
    async with Village.at(url, 0) as village:
        agreed = {"state": AppointmentState.ACCEPTED, "at": LATER, "counsellor": COUNSELLORS[0]}
        for n, more in enumerate(
            (
                {"mode": Mode.TELEPHONE},
                {"mode": Mode.ON_SITE, "at": LATER + 600},  # meets the first
                {"mode": Mode.ON_SITE, "counsellor": COUNSELLORS[1]},
                {"mode": Mode.VIDEO, "counsellor": COUNSELLORS[2]},
                {"mode": Mode.TELEPHONE, "counsellor": COUNSELLORS[3], "at": 1000.0},
                {"mode": Mode.TELEPHONE, "state": AppointmentState.SENT, "counsellor": None},
            )
        ):
            values = agreed | more
            async with village.store.writing() as tx:
                await appointments.insert(tx, replace(an_appointment(f"a{n}"), **values))
    await asyncio.to_thread(command.downgrade, migrate._config(url), "examinations")
    await asyncio.to_thread(migrate.upgrade, url)
    assert migrate.differences(url) == []
    async with Store(url) as store, store.reading() as tx:
        found = await bookings.between(tx, 0, bookings.EVER)
        taken = await bookings.taken(tx, 0, bookings.EVER)
    assert {(each.appointment, each.kiosk, each.state) for each in found} == {
        ("a0", None, BookingState.BOOKED),
        ("a2", None, BookingState.BOOKED),
    }
    assert set(taken) == {f"account:{who}" for who in COUNSELLORS[:2]}
