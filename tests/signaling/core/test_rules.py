from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core import rules
from signaling.core.appointment import Appointment
from signaling.core.call import Call
from signaling.core.person import Person, Role
from signaling.core.visit import Visit
from signaling.errors import (
    BadMoment,
    Conflict,
    ConsoleBusy,
    KioskBusy,
    NotAllowed,
    NotFound,
    Refusal,
)
from signaling.protocol import AppointmentState, CallState, Mode, VisitState

SECRETARY = Person("secretaire", "S", frozenset({Role.SECRETARY}), mairie="hannapes")
HOST = Person("hote", "H", frozenset({Role.HOST}), relay="wassigny")
COUNSELLOR = Person("conseil", "C", frozenset({Role.COUNSELLOR}), organisation="msa")
STRANGER = Person("autre", "A", frozenset({Role.COUNSELLOR}), organisation="caf")
ADMINISTRATOR = Person("admin", "A", frozenset({Role.ADMINISTRATOR}))


def an_appointment(**changes) -> Appointment:
    values = {"organisation": "msa", "mairie": "hannapes", "relay": "wassigny"} | changes
    return Appointment("a1", **values)


def a_visit(id="v1", kiosk="k1", **changes) -> Visit:
    values = {"appointment": "a1", "organisation": "msa", "opened_at": 0.0} | changes
    return Visit(id, kiosk=kiosk, **values)


def test_a_secretary_registers_for_her_own_mairie_only():
    rules.may_register(SECRETARY, "hannapes")
    with pytest.raises(NotAllowed):
        rules.may_register(SECRETARY, "etreux")
    with pytest.raises(NotAllowed):
        rules.may_register(COUNSELLOR, "hannapes")


def test_what_belongs_to_another_organisation_does_not_exist_for_a_counsellor():
    rules.may_answer_for(COUNSELLOR, "msa")
    for person in (STRANGER, ADMINISTRATOR, SECRETARY, HOST):
        with pytest.raises(NotFound):
            rules.may_answer_for(person, "msa")


def test_a_host_installs_in_a_free_kiosk_of_the_own_room_only():
    rules.may_install(HOST, an_appointment(), Mode.VIDEO, "wassigny", [])
    with pytest.raises(NotFound):
        rules.may_install(HOST, an_appointment(relay="guise"), Mode.VIDEO, "wassigny", [])
    with pytest.raises(NotFound):
        rules.may_install(HOST, an_appointment(), Mode.VIDEO, "guise", [])
    with pytest.raises(KioskBusy):
        rules.may_install(HOST, an_appointment(), Mode.VIDEO, "wassigny", [a_visit()])
    rules.may_install(
        HOST, an_appointment(), Mode.VIDEO, "wassigny", [a_visit(state=VisitState.ENDED)]
    )


def test_an_appointment_that_is_over_is_neither_installed_nor_cancelled():
    for state in (AppointmentState.HONOURED, AppointmentState.CANCELLED):
        with pytest.raises(Conflict):
            rules.may_install(HOST, an_appointment(state=state), Mode.VIDEO, "wassigny", [])
        with pytest.raises(Conflict):
            rules.may_cancel(SECRETARY, an_appointment(state=state))


def test_nobody_is_called_twice():
    rules.may_call(COUNSELLOR, a_visit(), [])
    elsewhere = Call("c0", visit="v0", kiosk="k0", console="conseil")
    with pytest.raises(ConsoleBusy):
        rules.may_call(COUNSELLOR, a_visit(), [elsewhere])
    with pytest.raises(KioskBusy):
        rules.may_call(COUNSELLOR, a_visit(), [Call("c0", "v0", kiosk="k1", console="x")])


def test_a_path_is_for_a_call_that_may_be_placed_or_for_one_s_own():
    mine = Call("c1", visit="v1", kiosk="k1", console="conseil", state=CallState.TALKING)
    visit = a_visit(state=VisitState.IN_CALL)
    rules.may_use_relay(COUNSELLOR, a_visit(), [])
    rules.may_use_relay(COUNSELLOR, visit, [mine])
    with pytest.raises(Conflict):
        rules.may_use_relay(COUNSELLOR, visit, [replace(mine, console="a colleague")])
    with pytest.raises(Conflict):
        rules.may_use_relay(COUNSELLOR, visit, [replace(mine, state=CallState.ENDED)])
    with pytest.raises(ConsoleBusy):
        rules.may_use_relay(COUNSELLOR, a_visit(), [replace(mine, visit="v0", kiosk="k0")])


def test_a_kiosk_speaks_of_its_own_visit_only():
    rules.kiosk_may("k1", a_visit())
    with pytest.raises(NotFound):
        rules.kiosk_may("k2", a_visit())


@given(st.data())
def test_in_any_order_of_calls_and_hang_ups_nobody_is_in_two_calls(data):
    visits = [a_visit(id=f"v{n}", kiosk=f"k{n}") for n in range(3)]
    people = [
        Person(f"p{n}", "P", frozenset({Role.COUNSELLOR}), organisation="msa") for n in range(3)
    ]
    calls: list[Call] = []
    for _ in range(data.draw(st.integers(0, 30))):
        visit, person = data.draw(st.sampled_from(visits)), data.draw(st.sampled_from(people))
        if calls and data.draw(st.booleans()):
            data.draw(st.sampled_from(calls)).state = CallState.ENDED
        try:
            rules.may_call(person, visit, calls)
        except Refusal:
            continue
        calls.append(Call(f"c{len(calls)}", visit.id, visit.kiosk, person.account))
        live = [call for call in calls if call.state is not CallState.ENDED]
        assert len({call.kiosk for call in live}) == len(live)
        assert len({call.console for call in live}) == len(live)


def test_a_colleague_s_resident_is_taken_when_everybody_is_rung_alone():
    visit = a_visit()
    rules.may_take(COUNSELLOR, visit, None, rung=False)
    rules.may_take(COUNSELLOR, visit, COUNSELLOR.account, rung=False)
    rules.may_take(COUNSELLOR, visit, "collegue", rung=True)
    with pytest.raises(Conflict):
        rules.may_take(COUNSELLOR, visit, "collegue", rung=False)
    with pytest.raises(Conflict):
        rules.may_take(COUNSELLOR, a_visit(state=VisitState.IN_CALL), None, rung=True)
    with pytest.raises(NotFound):
        rules.may_take(STRANGER, visit, None, rung=True)


def test_a_moment_that_was_proposed_is_agreed_while_it_is_to_come():
    rules.may_agree(100.0, 99.0)
    rules.may_agree(None, 99.0)  # answered meanwhile: the machine says so
    with pytest.raises(BadMoment):
        rules.may_agree(100.0, 100.0)
