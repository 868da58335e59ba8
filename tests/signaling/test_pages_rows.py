"""What the pages show of an appointment, a kiosk, a journal line; and what they never show."""

import re
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

import pytest

from signaling.admin import journal
from signaling.admin.forms import Choices, NewAccount
from signaling.auth.paper import in_groups
from signaling.core.outage import Outage
from signaling.core.person import Person, Role
from signaling.core.summons import Summons
from signaling.core.visit import Visit
from signaling.host.rings import BY, rings_of, why
from signaling.host.room import Resident, room_of
from signaling.pages import dates, words
from signaling.pages.forms import read
from signaling.pages.rooms import acting_as, home_of
from signaling.pages.sign_in import SignIn, inside
from signaling.pages.typography import typeset
from signaling.protocol import (
    AppointmentState,
    Fault,
    Light,
    Lights,
    Place,
    SummonsReason,
    SummonsState,
    Unwiped,
    VisitState,
)
from signaling.secretariat.history import steps_of
from signaling.secretariat.rows import Around, Row, grouped, row_of, twins_of
from signaling.store.records import Appointment, Kiosk, Line
from signaling.views import AppointmentLine, KioskLine

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=dates.PARIS).timestamp()
DAY = 86_400.0
AROUND = Around(NOW)


def line(
    id: str = "a1",
    state: AppointmentState = AppointmentState.SENT,
    at: float | None = None,
    counsellor: str | None = None,
    **more: Any,
) -> AppointmentLine:
    record = Appointment(
        id=id,
        state=state,
        organisation="msa",
        mairie="hannapes",
        relay="wassigny",
        name="Exemple",
        first_name="Camille",
        telephone="06 12 34 56 78",
        motive="Dossier de retraite",
        at=at,
        registered_by="account-1",
        created_at=NOW,
        updated_at=NOW,
        counsellor=None if counsellor is None else "account-2",
    )
    record = replace(record, **more)
    return AppointmentLine(record, "MSA", "Mairie", "Salle PEL", counsellor)


def kiosk(visit: Visit | None = None, connected: bool = True, id: str = "k1") -> KioskLine:
    lights = Lights(camera=Light.GREEN, printer=Light.RED)
    return KioskLine(Kiosk(id, "wassigny", "Guichet bleu", "", NOW), connected, lights, visit)


def visit(state: VisitState = VisitState.INSTALLED) -> Visit:
    return Visit("v1", "a1", "k1", "msa", NOW, state)


NO_DEVICES = {"printer_fault", "paper_left", "examined", "relay", "service", "unwiped"}


def test_every_state_and_light_has_its_word() -> None:
    assert set(words.APPOINTMENT) == set(AppointmentState)
    assert set(words.VISIT) == set(VisitState)
    assert set(words.LIGHT) == set(Light)
    assert set(words.DEVICES) == set(Lights.model_fields) - NO_DEVICES
    assert set(words.FAULT) == set(Fault)
    assert set(words.ROLES) == set(Role)


def test_two_states_never_share_a_word_nor_an_icon() -> None:
    shown = list(words.APPOINTMENT.values())
    assert len({word.text for word in shown}) == len({word.icon for word in shown}) == len(shown)


def test_a_secretary_never_reads_a_motive_again_and_a_telephone_only_to_call_back() -> None:
    assert "motive" not in {each.name for each in fields(Row)}
    (waits,) = grouped([line()], AROUND)[0].rows
    (late,) = grouped([line(late=True)], AROUND)[0].rows
    assert (waits.telephone, late.telephone) == ("", "06 12 34 56 78")


def test_a_host_never_reads_motive_telephone_or_organisation() -> None:
    room = room_of([line()], [kiosk(visit())], {"a1": line()})
    assert not {"motive", "telephone", "organisation"} & {each.name for each in fields(Resident)}
    assert "retraite" not in str(asdict(room))
    assert "06 12" not in str(asdict(room))


def test_today_comes_first_and_what_is_over_goes_down() -> None:
    lines = [
        line("done", AppointmentState.HONOURED, NOW - 3600),
        line("later", AppointmentState.ACCEPTED, NOW + 2 * DAY),
        line("here"),
    ]
    today, later = grouped(lines, AROUND)
    assert [row.id for row in today.rows] == ["here", "done"]
    assert [row.id for row in later.rows] == ["later"]


def test_what_waits_since_another_day_stays_until_it_is_cancelled() -> None:
    lines = [
        line("late", AppointmentState.RECEIVED, NOW - DAY),
        line("gone", AppointmentState.CANCELLED, NOW - DAY),
    ]
    today, late = grouped(lines, AROUND)
    assert not today.rows
    assert [(row.id, row.open) for row in late.rows] == [("late", True)]


def test_who_accepted_is_told_until_the_visit_is_over() -> None:
    accepted = line(state=AppointmentState.ACCEPTED, counsellor="Sacha Conseil")
    honoured = line(state=AppointmentState.HONOURED, counsellor="Sacha Conseil")
    assert grouped([accepted], AROUND)[0].rows[0].note == "par Sacha Conseil"
    assert grouped([honoured], AROUND)[0].rows[0].note == ""


@pytest.mark.parametrize("state", list(AppointmentState))
def test_only_what_waits_can_be_changed(state: AppointmentState) -> None:
    (row,) = grouped([line(state=state)], AROUND)[0].rows
    assert row.open == (state in ("sent", "received", "proposed", "accepted"))


@pytest.mark.parametrize(
    ("name", "first_name"),
    [
        ("EXEMPLE", "camille"),
        ("Exemple ", "Camillé"),
        ("Camille", "Exemple"),
        ("Ex-emple", "C’amille"),
    ],
)
def test_the_same_person_is_found_however_the_name_was_written(name: str, first_name: str) -> None:
    assert twins_of([line()], name, first_name)


def test_two_persons_are_not_taken_for_one() -> None:
    assert not twins_of([line()], "Exemple", "Dominique")
    assert not twins_of([line()], "Exemple", "")
    assert not twins_of([line(state=AppointmentState.CANCELLED)], "Exemple", "Camille")
    born = line(birth_date="1958-11-24")
    assert twins_of([born], "Exemple", "Camille")
    assert twins_of([born], "Exemple", "Camille", "1958-11-24")
    assert not twins_of([born], "Exemple", "Camille", "1990-01-01")


def test_nobody_at_the_organisation_is_told_at_once_and_so_is_the_alert() -> None:
    alone = Around(NOW, frozenset({"msa"}))
    assert grouped([line()], alone)[0].rows[0].note == "Aucun conseiller connecté"
    told = Around(NOW, frozenset({"msa"}), {"msa": NOW + 60})
    assert "organisme alerté à 10" in grouped([line()], told)[0].rows[0].note
    before = Around(NOW, frozenset({"msa"}), {"msa": NOW - 60})
    assert "alerté" not in grouped([line()], before)[0].rows[0].note


def test_another_time_is_told_with_who_proposes_it() -> None:
    asked = line(state=AppointmentState.PROPOSED, counsellor="Sacha Conseil", proposed=NOW + DAY)
    (row,) = grouped([asked], AROUND)[0].rows
    assert row.note == "Sacha Conseil propose mardi 24 novembre à 10\N{NBSP}h"


def test_those_to_call_back_come_before_everybody() -> None:
    groups = grouped([line("waits"), line("late", late=True)], AROUND)
    assert [group.title for group in groups] == ["À rappeler", "Aujourd’hui"]
    assert [[row.id for row in group.rows] for group in groups] == [["late"], ["waits"]]


def test_another_time_is_asked_of_the_resident_first_with_their_number() -> None:
    far = line("far", AppointmentState.PROPOSED, NOW + 9 * DAY, "Sacha Conseil", proposed=NOW + DAY)
    to_call, today = grouped([line("waits"), far], AROUND)
    ((row,), (waits,)) = to_call.rows, today.rows
    assert (row.id, row.telephone) == ("far", "06 12 34 56 78")
    assert row.note == "Sacha Conseil propose mardi 24 novembre à 10\N{NBSP}h"
    assert words.CALL[row.call] == "Un autre moment est proposé : demandez-lui"
    assert (waits.id, waits.call, waits.telephone) == ("waits", "", "")
    assert row_of(far, replace(AROUND, now=NOW + DAY)).call == "lapsed"


def test_a_day_without_a_request_is_told_as_it_is() -> None:
    assert grouped([], AROUND)[0].empty == "Aucune demande aujourd’hui."
    asked = line(state=AppointmentState.PROPOSED, proposed=NOW + DAY)
    assert grouped([asked], AROUND)[-1].empty == "Aucune autre demande aujourd’hui."


def test_what_happened_is_told_without_who_did_it() -> None:
    lines = [Line(NOW, "account:x", "appointment_sent", "a1"), Line(NOW, "server", "odd", "a1")]
    assert [step.words for step in steps_of(lines)] == ["Envoyée"]


def test_a_kiosk_is_free_only_connected_and_without_a_visit() -> None:
    free = room_of([], [kiosk()], {}).free
    busy = room_of([], [kiosk(visit())], {"a1": line()}).free
    away = room_of([], [kiosk(connected=False)], {}).free
    assert ([each.id for each in free], busy, away) == (["k1"], [], [])


def test_a_light_is_told_in_words() -> None:
    lights = room_of([], [kiosk()], {}).kiosks[0].lights
    said = {light.name: light.word.text for light in lights}
    assert said["Caméra"] == "en marche"
    assert said["Imprimante"] == "en panne"
    assert said["Scanner"] == "pas d’appareil"


def test_the_host_reads_what_to_mend_at_the_printer() -> None:
    line = kiosk()
    out_of_paper = line.lights.model_copy(update={"printer_fault": Fault.NO_PAPER})
    lights = room_of([], [replace(line, lights=out_of_paper)], {}).kiosks[0].lights
    assert {light.name: light.word.text for light in lights}["Imprimante"] == "plus de papier"


def test_the_host_reads_who_sits_where_and_what_is_red_first() -> None:
    line_of_kiosk = kiosk(visit())
    broken = line_of_kiosk.lights.model_copy(update={"camera": Light.RED})
    room = room_of([line()], [replace(line_of_kiosk, lights=broken)], {"a1": line()})
    assert [(each.name, each.kiosk) for each in room.here] == [("Exemple", room.kiosks[0].name)]
    assert [light.name for light in room.kiosks[0].red] == ["Caméra", "Imprimante"]
    assert room_of([line()], [kiosk()], {}).here == []


def test_the_host_reads_where_the_last_resident_left_a_sheet() -> None:
    line = kiosk()
    left = line.lights.model_copy(update={"paper_left": (Place.GLASS, Place.TRAY)})
    lights = room_of([], [replace(line, lights=left)], {}).kiosks[0].lights
    said = {light.name: light.word.text for light in lights}
    assert said["Scanner"] == said["Imprimante"] == "feuille oubliée, à rendre"


def test_a_kiosk_that_is_not_wiped_is_not_free_and_its_host_is_told_why() -> None:
    line = kiosk()
    line = replace(line, lights=line.lights.model_copy(update={"unwiped": Unwiped.FAILED}))
    room = room_of([], [line], {})
    assert room.free == []
    assert room.kiosks[0].word.text == "Pas encore effacé"
    (ring,) = rings_of([line], {}, lambda _: Outage("k1", NOW))
    assert ring.why[0] == "La visite d’avant ne s’efface pas : appelez le technicien."


@pytest.mark.parametrize("state", list(VisitState))
def test_a_visit_can_be_ended_until_it_closes(state: VisitState) -> None:
    shown = room_of([], [kiosk(visit(state))], {"a1": line()}).kiosks[0].visit
    assert shown is not None
    assert shown.may_end == (state in ("installed", "in_call"))


def test_somebody_with_two_roles_sees_each_page_with_one() -> None:
    both = Person("a", "Agent", frozenset({Role.SECRETARY, Role.HOST}), None, "hannapes", "w")
    assert home_of(both) == "/secretariat"
    assert acting_as(both, Role.HOST).roles == {Role.HOST}
    assert acting_as(both, Role.ADMINISTRATOR).roles == frozenset()


@pytest.mark.parametrize(
    "path", ["https://ailleurs.example", "//ailleurs.example", "/\\ailleurs", "relais", "", None, 3]
)
def test_signing_in_never_leads_elsewhere(path: object) -> None:
    assert inside(path) == ""


def test_signing_in_leads_back_where_one_was_going() -> None:
    assert inside("/relais/visites/v-1/terminer?x=1") == "/relais/visites/v-1/terminer"


def test_a_password_is_never_sent_back() -> None:
    refused = read(SignIn, {"login": "", "password": "secret"})
    assert refused.errors
    assert "secret" not in str(refused)


PLACES = Choices(frozenset({"hannapes"}), frozenset({"wassigny"}), frozenset({"msa"}))


def test_an_account_has_its_roles_and_only_the_places_they_need() -> None:
    typed = {"display_name": "Agent", "login": "Agent.1", "host": "yes", "secretary": "yes"}
    typed |= {"mairie": "hannapes", "relay": "wassigny", "organisation": "msa"}
    form = read(NewAccount, typed, PLACES).form
    assert form is not None
    assert form.held == {Role.HOST, Role.SECRETARY}
    assert (form.login, form.mairie, form.organisation) == ("agent.1", "hannapes", "")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["roles"]),
        ({"secretary": "yes"}, ["mairie"]),
        ({"host": "yes", "relay": "elsewhere"}, ["relay"]),
        ({"counsellor": "yes", "mairie": "hannapes"}, ["organisation"]),
        ({"administrator": "yes", "login": "é"}, ["login"]),
        ({"administrator": "yes", "display_name": " "}, ["display_name"]),
    ],
)
def test_an_account_that_makes_no_sense_is_told_why(
    typed: dict[str, str], wrong: list[str]
) -> None:
    posted = {"display_name": "Agent", "login": "agent"} | typed
    assert list(read(NewAccount, posted, PLACES).errors) == wrong


def test_made_passwords_differ_and_are_long_enough() -> None:
    made = {in_groups() for _ in range(50)}
    assert len(made) == 50
    assert all(len(word) == 19 for word in made)


def test_a_line_of_the_journal_is_told_in_french_and_an_unknown_one_as_it_is() -> None:
    shown = journal.row_of(Line(NOW, "account:x", "appointment_sent", "a1"), {"x": "hannapes"})
    assert (shown.what, shown.who) == ("Demande envoyée", "compte hannapes")
    assert journal.french("call_ended_bye") == "Appel terminé (bye)"
    assert journal.french("something_new") == "something_new"


def test_days_and_hours_are_written_as_the_french_do() -> None:
    at = datetime(2026, 12, 1, 9, 5, tzinfo=dates.PARIS).timestamp()
    assert dates.hour(at) == "9\u00a0h\u00a005"
    assert dates.day(at) == "mardi 1er décembre"
    assert dates.date(at) == "1er décembre 2026"


def test_the_day_of_the_clock_change_has_25_hours() -> None:
    noon = datetime(2026, 10, 25, 12, 0, tzinfo=dates.PARIS).timestamp()
    start, end = dates.day_bounds(noon)
    assert end - start == 25 * 3600


@pytest.mark.parametrize(
    ("typed", "set"),
    [
        ("Annuler ?", "Annuler\u00a0?"),
        ("À 14 h 30 : « oui » !", "À 14\u00a0h\u00a030\u00a0: «\u00a0oui\u00a0»\u00a0!"),
        ("Il est 9 h.", "Il est 9\u00a0h."),
        ("https://exemple.fr", "https://exemple.fr"),
        ("2 hommes", "2 hommes"),
    ],
)
def test_french_spaces_do_not_break(typed: str, set: str) -> None:
    assert typeset(typed) == set


def called(*reasons: SummonsReason, state: SummonsState = SummonsState.CALLING) -> KioskLine:
    summons = Summons("s1", "v1", "k1", reasons, NOW, state)
    return replace(kiosk(visit()), summons=summons)


def test_the_host_reads_who_calls_from_where_and_why() -> None:
    rings = rings_of([called(SummonsReason.COUNSELLOR, SummonsReason.PAPER)], {"a1": line()})
    (ring,) = rings
    assert (ring.name, ring.ringing, ring.late) == ("Exemple", True, False)
    assert ring.why == [BY[SummonsReason.COUNSELLOR], "Imprimante : en panne."]


def test_what_is_said_aloud_and_on_a_locked_screen_names_no_resident() -> None:
    (ring,) = rings_of([called(*SummonsReason)], {"a1": line()})
    assert not {"Exemple", "Camille"} & set(re.findall(r"\w+", " ".join([ring.kiosk, *ring.why])))


def test_answered_it_rings_no_more_and_comes_last() -> None:
    coming = called(SummonsReason.COUNSELLOR, state=SummonsState.COMING)
    late = called(SummonsReason.NOT_CALLED, state=SummonsState.UNANSWERED)
    rings = rings_of([coming, late], {"a1": line()})
    assert [(ring.ringing, ring.late) for ring in rings] == [(True, True), (False, False)]


@pytest.mark.parametrize("reason", list(SummonsReason))
def test_every_reason_is_a_sentence(reason: SummonsReason) -> None:
    assert why(reason, Lights(), connected=True).endswith(".")
    assert "connecté" in why(SummonsReason.OUT_OF_ORDER, Lights(), connected=False)


def test_a_visit_by_telephone_says_so_at_its_kiosk() -> None:
    shown = room_of([], [kiosk(replace(visit(), by_phone=True))], {"a1": line()}).kiosks[0]
    assert shown.word.text == "Au téléphone"
    assert shown.visit is not None
    assert shown.visit.by_phone
