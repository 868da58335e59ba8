"""Appointments by telephone or on site: nobody sits at a kiosk, the counsellor says how it went."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from signaling import protocol as wire
from signaling.errors import Conflict
from signaling.protocol import AppointmentState, Mode
from signaling.store import counters
from signaling.store.records import Appointment

from .serving import NOON, Served, serving


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as found:
        yield found


async def accepted(served: Served, mode: Mode) -> Appointment:
    record = await served.registered(mode=mode, at=NOON + 3600)
    await served.desk.accept(await served.person("conseil.msa"), record.id)
    return record


async def host_reads(served: Served) -> str:
    browser = await served.signed_in("hote.wassigny")
    async with browser.get("/relais") as answer:
        return await answer.text()


async def test_the_host_does_not_wait_for_who_is_called_at_home(served: Served) -> None:
    await served.enrolled()
    await accepted(served, Mode.TELEPHONE)
    page = await host_reads(served)
    assert "Exemple" not in page
    assert "Personne n’est attendu" in page


async def test_the_host_sees_who_comes_without_a_kiosk_and_cannot_install_them(
    served: Served,
) -> None:
    kiosk = await served.enrolled()
    await served.connect(kiosk)
    record = await accepted(served, Mode.ON_SITE)
    page = await host_reads(served)
    assert "Rencontre le conseiller dans la salle" in page
    assert "/relais/installer" not in page
    with pytest.raises(Conflict):
        await served.desk.install(await served.person("hote.wassigny"), record.id, kiosk.id)


@pytest.mark.parametrize("mode", [Mode.TELEPHONE, Mode.ON_SITE])
@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        (wire.AppointmentHeld, AppointmentState.HONOURED),
        (wire.AppointmentMissed, AppointmentState.NO_SHOW),
    ],
)
async def test_the_counsellor_says_how_it_went_and_the_mairie_reads_it(
    served: Served,
    mode: Mode,
    said: type[wire.AppointmentHeld | wire.AppointmentMissed],
    becomes: AppointmentState,
) -> None:
    record = await accepted(served, mode)
    console, _ = await served.console()
    await console.say(said(appointment=record.id))
    changed = await console.expect(wire.AppointmentChanged)
    while changed.appointment.state is AppointmentState.ACCEPTED:  # the post says it too
        changed = await console.expect(wire.AppointmentChanged)
    assert changed.appointment.state is becomes
    async with served.store.reading() as tx:
        (line,) = await counters.all_counts(tx)
    assert (line.outcome, line.visits, line.seconds) == (
        "held" if becomes is AppointmentState.HONOURED else "no_show",
        1,
        0,
    )


async def test_what_is_held_at_a_kiosk_is_not_said_to_be_over(served: Served) -> None:
    record = await accepted(served, Mode.VIDEO)
    console, _ = await served.console()
    await console.say(wire.AppointmentHeld(appointment=record.id))
    assert (await console.expect(wire.Error)).code == "conflict"
