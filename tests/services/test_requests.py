"""A request over the real server: registered, another time proposed, moved, left unanswered."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio

from signaling import protocol as wire
from signaling.pages.dates import PARIS
from signaling.protocol import AppointmentState, Mode, Need
from signaling.requests import Requests
from signaling.store import appointments, journal
from signaling.store.records import Appointment
from signaling.views import wall_time

from .serving import NOON, RELAY, Form, Served, serving

TOMORROW = datetime(2026, 11, 23, 10, 30, tzinfo=PARIS)
WHOLE: dict[str, Any] = {
    "listed": "motive-msa-1",
    "motive": "préparer la demande",
    "mode": Mode.TELEPHONE,
    "needs": (Need.HEARING, Need.INTERPRETER),
    "language": "arabe",
    "wanted": "account-conseil-msa",
    "email": "camille@exemple.fr",
}


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as found:
        yield found


async def record(served: Served, id: str) -> Appointment:
    async with served.store.reading() as tx:
        found = await appointments.by_id(tx, id)
    assert found is not None
    return found


async def steps(served: Served, id: str) -> list[str]:
    async with served.store.reading() as tx:
        return [line.what for line in await journal.about(tx, id)]


async def test_what_the_mairie_wrote_reaches_the_console_and_the_needs_the_kiosk(
    served: Served,
) -> None:
    console, _ = await served.console()
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    appointment = await served.registered(**WHOLE | {"mode": Mode.VIDEO})
    said = (await console.expect(wire.AppointmentChanged)).appointment
    assert said.motive == "Retraite : préparer la demande"
    assert said.papers[:2] == ("Pièce d’identité", "Relevé de carrière")
    assert (said.mode, said.needs, said.language) == (Mode.VIDEO, WHOLE["needs"], "arabe")
    assert said.wanted == "Dominique Exemple"
    assert "camille@exemple.fr" not in str(said)
    host = await served.person("hote.wassigny")
    await served.desk.install(host, appointment.id, kiosk.id)
    assert (await ear.expect(wire.Install)).needs == WHOLE["needs"]


async def test_the_papers_of_its_motives_are_told_to_the_consoles_of_an_organisation(
    served: Served,
) -> None:
    browser = await served.signed_in("conseil.caf")
    async with browser.get("/forms") as answer:
        library = wire.FormLibrary.model_validate(await answer.json())
    asked = {one.motives[0]: one.papers for one in library.needed}
    assert asked["Aide au logement (APL)"] == ("Pièce d’identité", "Bail", "RIB")
    assert "Retraite" not in asked


async def test_another_time_is_proposed_by_the_console_and_taken_by_the_mairie(
    served: Served,
) -> None:
    console, _ = await served.console()
    appointment = await served.registered()
    await console.say(wire.AppointmentPropose(appointment=appointment.id, at=TOMORROW))
    said = await console.expect(wire.AppointmentChanged)
    while said.appointment.state is not AppointmentState.PROPOSED:
        said = await console.expect(wire.AppointmentChanged)
    assert said.appointment.proposed == "2026-11-23T10:30+01:00"
    assert said.appointment.counsellor == "Dominique Exemple"
    secretary = await served.signed_in("secretaire.hannapes")
    async with secretary.get("/secretariat/liste") as answer:
        page = await answer.text()
    assert "Dominique Exemple propose lundi 23 novembre" in page
    path = f"/secretariat/{appointment.id}/accepter"
    async with secretary.post(path) as answer:
        assert "Le nouveau moment est accepté" in await answer.text()
    taken = await record(served, appointment.id)
    assert (taken.state, taken.at) == (AppointmentState.ACCEPTED, TOMORROW.timestamp())


async def test_another_time_is_to_come_and_within_a_year(served: Served) -> None:
    console, _ = await served.console()
    appointment = await served.registered()
    for year in (2020, 2030):
        at = TOMORROW.replace(year=year)
        await console.say(wire.AppointmentPropose(appointment=appointment.id, at=at))
        assert (await console.expect(wire.Error)).code == "bad_moment"
    assert (await record(served, appointment.id)).proposed is None


async def test_a_declined_time_is_asked_again_and_the_delay_runs_again(served: Served) -> None:
    appointment = await served.registered()
    requests = Requests(served.desk.office)
    counsellor, secretary = (
        await served.person("conseil.msa"),
        await served.person("secretaire.hannapes"),
    )
    await requests.propose(counsellor, appointment.id, NOON + 86_400)
    await requests.answer_proposal(secretary, appointment.id, False)
    declined = await record(served, appointment.id)
    assert declined.state is AppointmentState.RECEIVED
    assert (declined.counsellor, declined.answer_by) == (None, NOON + 3600)


async def test_a_proposed_time_that_is_over_is_not_taken_and_may_be_declined(
    served: Served,
) -> None:
    appointment = await served.registered()
    counsellor = await served.person("conseil.msa")
    secretary = await served.signed_in("secretaire.hannapes")
    await Requests(served.desk.office).propose(counsellor, appointment.id, NOON + 3600)
    pages = ("/secretariat", f"/secretariat/{appointment.id}")
    for page in pages:
        async with secretary.get(page) as answer:
            assert "Accepter ce moment" in await answer.text()
    served.clock.now += 3601
    for page in pages:
        async with secretary.get(page) as answer:
            said = await answer.text()
            assert "Le moment proposé est passé" in said
            assert "Accepter ce moment" not in said
    async with secretary.post(f"/secretariat/{appointment.id}/accepter") as answer:
        assert "Cette heure est passée. Refusez-la" in await answer.text()
    assert (await record(served, appointment.id)).state is AppointmentState.PROPOSED
    async with secretary.post(f"/secretariat/{appointment.id}/refuser") as answer:
        assert "L’organisme va répondre de nouveau" in await answer.text()
    assert (await record(served, appointment.id)).state is AppointmentState.RECEIVED


async def test_what_nobody_answers_comes_back_to_the_mairie_after_the_delay(
    served: Served,
) -> None:
    appointment = await served.registered()
    secretary = await served.signed_in("secretaire.hannapes")
    served.clock.now = NOON + 3599
    await served.watch.tick()
    async with secretary.get("/secretariat/liste") as answer:
        assert "À rappeler" not in await answer.text()
    served.clock.now = NOON + 3600
    await served.watch.tick()
    async with secretary.get("/secretariat/liste") as answer:
        page = await answer.text()
    assert "À rappeler" in page
    assert "03 23 00 00 01" in page
    async with secretary.post(f"/secretariat/{appointment.id}/rappele") as answer:
        page = await answer.text()
    assert "À rappeler" not in page
    assert await steps(served, appointment.id) == [
        "appointment_sent",
        "appointment_unanswered",
        "appointment_called_back",
    ]
    # It waits still: the console that opens now gets it.
    _, welcome = await served.console()
    assert [one.id for one in welcome.appointments] == [appointment.id]


@pytest.mark.parametrize("accepted", [False, True])
async def test_who_came_and_whom_nobody_called_comes_back_to_the_mairie(
    served: Served, accepted: bool
) -> None:
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    appointment = await served.registered()
    if accepted:
        await served.desk.accept(await served.person("conseil.msa"), appointment.id)
    host = await served.person("hote.wassigny")
    visit = await served.desk.install(host, appointment.id, kiosk.id)
    await ear.expect(wire.Install)
    secretary = await served.signed_in("secretaire.hannapes")
    async with secretary.get("/secretariat/liste") as answer:
        at_kiosk = "Guichet, par Dominique Exemple" if accepted else ">Guichet<"
        assert at_kiosk in await answer.text(), "the mairie reads which kiosk"
    await served.desk.end_visit(host, visit.id)
    async with secretary.get("/secretariat/liste") as answer:
        page = await answer.text()
    assert "À rappeler" in page
    assert "03 23 00 00 01" in page
    assert ("personne n’a appelé" in page) is accepted
    assert "appointment_not_called" in await steps(served, appointment.id)
    async with secretary.post(f"/secretariat/{appointment.id}/rappele") as answer:
        assert "À rappeler" not in await answer.text()


async def test_a_slip_says_that_nothing_is_sure_until_a_counsellor_agreed(served: Served) -> None:
    at, other = "11 h 30", "14 h 45"
    appointment = await served.registered(at=TOMORROW.replace(hour=11).timestamp())
    secretary = await served.signed_in("secretaire.hannapes")
    counsellor = await served.person("conseil.msa")

    async def slip() -> str:
        async with secretary.get(f"/secretariat/{appointment.id}/fiche") as answer:
            return re.sub("&nbsp;|[\N{NBSP}\N{NNBSP}]", " ", await answer.text())

    unsure = "À confirmer : la mairie vous appelle."
    assert {unsure in await slip(), at in await slip()} == {True}, "sent"
    await served.desk.received(counsellor, appointment.id)
    assert {unsure in await slip(), at in await slip()} == {True}, "received"
    proposed = TOMORROW.replace(hour=14, minute=45).timestamp()
    await Requests(served.desk.office).propose(counsellor, appointment.id, proposed)
    page = await slip()
    assert (unsure in page, "Pas encore fixé" in page, at in page) == (True, True, False)
    person = await served.person("secretaire.hannapes")
    await Requests(served.desk.office).answer_proposal(person, appointment.id, True)
    page = await slip()
    assert (unsure in page, at in page, other in page) == (False, False, True)


async def test_a_correction_is_read_by_the_console_and_asks_nobody_again(served: Served) -> None:
    appointment = await served.registered(at=NOON + 7200)
    await served.desk.accept(await served.person("conseil.msa"), appointment.id)
    secretary = await served.person("secretaire.hannapes")
    better = Form(name="Modèle", at=NOON + 7200, motive="", telephone="03 23 00 00 02")
    await Requests(served.desk.office).correct(secretary, appointment.id, better)
    now = await record(served, appointment.id)
    assert (now.name, now.telephone) == ("Modèle", "03 23 00 00 02")
    assert now.motive == "Demande de retraite"
    assert now.state is AppointmentState.ACCEPTED
    assert (await steps(served, appointment.id))[-1] == "appointment_corrected"


async def test_a_request_that_is_moved_is_sent_again(served: Served) -> None:
    console, _ = await served.console()
    appointment = await served.registered(at=NOON + 7200)
    await served.desk.accept(await served.person("conseil.msa"), appointment.id)
    secretary = await served.person("secretaire.hannapes")
    moved = Form(at=NOON + 90_000, motive="", relay=RELAY)
    await Requests(served.desk.office).correct(secretary, appointment.id, moved)
    said = await console.expect(wire.AppointmentChanged)
    while said.appointment.at != wall_time(NOON + 90_000):
        said = await console.expect(wire.AppointmentChanged)
    assert (said.appointment.state, said.appointment.counsellor) == (AppointmentState.SENT, None)
    assert "appointment_moved" in await steps(served, appointment.id)


async def test_nothing_is_changed_once_the_visit_began_nor_by_another_mairie(
    served: Served,
) -> None:
    kiosk = await served.enrolled()
    await served.connect(kiosk)
    appointment = await served.registered()
    await served.desk.install(await served.person("hote.wassigny"), appointment.id, kiosk.id)
    secretary = await served.signed_in("secretaire.hannapes")
    for act in ("modifier", "annuler", "absent", "accepter", "rappele"):
        path = f"/secretariat/{appointment.id}/{act}"
        form = {"name": "A", "first_name": "B", "relay": RELAY, "when": "now"}
        async with secretary.post(path, data=form) as answer:
            assert answer.url.path_qs == "/secretariat?dit=trop-tard", act
    assert (await record(served, appointment.id)).state is AppointmentState.INSTALLED


async def test_a_motive_or_a_counsellor_of_another_organisation_is_not_taken(
    served: Served,
) -> None:
    appointment = await served.registered(wanted="account-conseil-caf")
    assert appointment.wanted is None
    secretary = await served.signed_in("secretaire.hannapes")
    typed = {
        "name": "Exemple",
        "first_name": "Camille",
        "organisation": "msa",
        "listed_msa": "motive-caf-1",
        "relay": RELAY,
        "when": "now",
    }
    async with secretary.post("/secretariat", data=typed) as answer:
        assert answer.status == 422
        assert "Choisissez le motif" in await answer.text()
