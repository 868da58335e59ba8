"""What a calendar shows, to whom; and what it never shows."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from signaling.core import daybook
from signaling.core.agenda.feeds import Booked, Certainty, Feed, FeedKind, may_open, shown
from signaling.core.agenda.rdv import FROM_RDV, TO_RDV, Outcome, RdvStatus, outcome
from signaling.core.agenda.wall import PARIS, Hours, Span, moment, span
from signaling.core.appointment import Appointment
from signaling.core.person import Person, Role
from signaling.errors import NotFound
from signaling.ical import calendar_of
from signaling.protocol import AppointmentState

GLOSSARY = Path(__file__).parents[4] / "docs" / "glossaire.md"
DAY = date(2026, 11, 25)
AUTUMN = date(2026, 10, 25)
ONE = Booked(
    "a1",
    span(DAY, Hours(540, 570)),
    "ana",
    "wassigny",
    "PEL de Wassigny",
    "Maison de services, 02630 Wassigny",
    "Guichet bleu",
    "k1",
    Certainty.CONFIRMED,
    RdvStatus.UNKNOWN,
    0.0,
)
ANA = Person("ana", "Ana", frozenset({Role.COUNSELLOR}), "msa")
HOST = Person("host", "Hôte", frozenset({Role.HOST}), relay="wassigny")


def feed(kind: FeedKind, target: str) -> Feed:
    return Feed("f1", kind, target, "ana", "hash", 0.0)


def titles(kind: FeedKind, target: str, each: Booked = ONE) -> list[str]:
    return [event.title for event in shown(feed(kind, target), [each])]


def test_a_counsellor_reads_where_and_when() -> None:
    assert titles(FeedKind.COUNSELLOR, "ana") == ["Rendez-vous : PEL de Wassigny"]
    assert titles(FeedKind.COUNSELLOR, "bob") == []


def test_a_relay_reads_which_kiosk_and_a_room_that_it_is_taken() -> None:
    assert titles(FeedKind.RELAY, "wassigny") == ["Guichet bleu réservé"]
    assert titles(FeedKind.ROOM, "k1") == ["Réservé"]
    assert titles(FeedKind.ROOM, "k2") == []


def test_what_is_not_sure_says_so() -> None:
    unsure = replace(ONE, certainty=Certainty.TENTATIVE)
    assert titles(FeedKind.ROOM, "k1", unsure) == ["Réservé (à confirmer)"]


def test_everybody_opens_their_own_and_no_other() -> None:
    may_open(ANA, FeedKind.COUNSELLOR, "ana", ())
    may_open(HOST, FeedKind.RELAY, "wassigny", ())
    may_open(HOST, FeedKind.ROOM, "k1", ("k1",))
    for person, kind, target in (
        (ANA, FeedKind.COUNSELLOR, "bob"),
        (ANA, FeedKind.RELAY, "wassigny"),
        (HOST, FeedKind.RELAY, "guise"),
        (HOST, FeedKind.ROOM, "k9"),
        (HOST, FeedKind.COUNSELLOR, "host"),
    ):
        with pytest.raises(NotFound):
            may_open(person, kind, target, ("k1",))


def test_a_calendar_is_read_back_with_the_hours_of_the_wall() -> None:
    night = replace(ONE, id="a2", span=span(AUTUMN, Hours(60, 240)))
    kept = shown(feed(FeedKind.RELAY, "wassigny"), [ONE, night])
    read = Calendar.from_ical(calendar_of("PEL de Wassigny", kept))
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Paris"]
    first, second = read.walk("VEVENT")
    assert (first["UID"], first["STATUS"], first["CLASS"]) == (
        "a1@vis-a-vis",
        "CONFIRMED",
        "PRIVATE",
    )
    assert first.decoded("DTSTART").astimezone(PARIS).hour == 9
    begins, ends = second.decoded("DTSTART"), second.decoded("DTEND")
    assert ends.timestamp() - begins.timestamp() == 4 * 3600
    assert str(first["X-RDV-STATUS"]) == "unknown"


def test_the_words_of_rdv_service_public_are_ours_one_to_one() -> None:
    assert {theirs.value for theirs in TO_RDV.values()} == {
        "unknown",
        "seen",
        "excused",
        "revoked",
        "noshow",
    }
    assert all(FROM_RDV[TO_RDV[ours]] is ours for ours in Outcome)
    assert len(FROM_RDV) == len(Outcome) == len(RdvStatus)


def test_the_table_of_the_glossary_says_the_same() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", GLOSSARY.read_text(), re.MULTILINE)
    assert {RdvStatus(theirs): Outcome(ours) for theirs, ours in rows} == FROM_RDV
    assert {kind: FROM_RDV[theirs] for kind, theirs in daybook.TO_RDV.items()} == {
        daybook.Kind.NO_SHOW: Outcome.NO_SHOW,
        daybook.Kind.EXCUSED: Outcome.CANCELLED,
    }
    for kind, theirs in daybook.TO_RDV.items():
        machine = Appointment("a", "msa", "hannapes", "wassigny")
        machine.handle(daybook.event_of(kind, 0.0), 0.0)
        assert TO_RDV[outcome(machine.state)] is theirs, "a note ends as its word says"


def test_the_hour_that_autumn_shows_twice_is_said_without_doubt() -> None:
    first = moment(date(2026, 10, 25), 150)  # 2:30
    for starts in (first, first + 3600):
        twice = replace(ONE, span=Span(starts, starts + 1800))
        read = Calendar.from_ical(
            calendar_of("PEL", shown(feed(FeedKind.RELAY, "wassigny"), [twice]))
        )
        (event,) = read.walk("VEVENT")
        begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
        assert (begins.timestamp(), ends.timestamp()) == (starts, starts + 1800)


def test_every_state_of_an_appointment_has_its_word() -> None:
    told = {state: TO_RDV[outcome(state)] for state in AppointmentState}
    assert {state for state, word in told.items() if word is not RdvStatus.UNKNOWN} == {
        AppointmentState.HONOURED,
        AppointmentState.CANCELLED,
        AppointmentState.NO_SHOW,
        AppointmentState.WITHDRAWN,
    }
    assert outcome(AppointmentState.CANCELLED) is Outcome.CANCELLED
    assert outcome(AppointmentState.WITHDRAWN) is Outcome.WITHDRAWN
    assert len({word for word in told.values()}) == len(RdvStatus), "one to one"
