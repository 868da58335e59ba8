"""What a host reads: name, hour and state of a resident; the kiosks of the room and their lights.

Never a motive, a telephone, nor an organisation: those belong to the visit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.appointment import END_STATES, WAITING_STATES
from ..core.visit import Visit
from ..languages import in_french
from ..pages.words import (
    ABSENT,
    APPOINTMENT,
    BY_PHONE,
    DEVICES,
    FAULT,
    FREE,
    LEFT,
    LIGHT,
    RELAY,
    UNWIPED,
    VISIT,
    WIPING,
    Word,
)
from ..protocol import AppointmentState, Light, Lights, Mode, Place, VisitState
from ..views import AppointmentLine, KioskLine
from . import free_words

ROOM_TAKEN = Word("Salle occupée", "clock", "plain")
IN_SERVICE = Word("Un technicien y travaille", "clock", "plain")
NOT_WIPED = Word("Pas encore effacé", "alert", "red")
"The visit before is over, and something of it is left."
OUT_OF_REACH = Word("hors d’atteinte", "alert", "red")
LEFT_AT = {Place.GLASS: "scanner", Place.TRAY: "printer"}


@dataclass(frozen=True)
class Resident:
    id: str
    state: AppointmentState
    word: Word
    name: str
    first_name: str
    at: float | None
    created_at: float
    kiosk: str = ""
    "Name of the one that they sit in front of."
    on_site: bool = False
    "They meet the counsellor in the room: no kiosk is needed."
    came_at: float | None = None
    "Noted in the daybook: there was no network."
    arrived_at: float | None = None
    "They checked in at a kiosk, before their hour."
    language: str = ""
    "That they asked the kiosk to speak, in French; empty: French."


@dataclass(frozen=True)
class DeviceLight:
    name: str
    word: Word


@dataclass(frozen=True)
class RoomVisit:
    id: str
    appointment: str
    name: str
    first_name: str
    since: float
    in_call: bool
    may_end: bool
    by_phone: bool = False


@dataclass(frozen=True)
class RoomFree:
    """What goes on freely at a kiosk."""

    id: str
    said: str
    over: bool


@dataclass(frozen=True)
class RoomKiosk:
    id: str
    name: str
    word: Word
    connected: bool
    lights: list[DeviceLight]
    visit: RoomVisit | None
    open: RoomFree | None = None
    "Between visits; a resident may be installed all the same."
    somebody: bool = False
    "Its camera sees somebody."
    in_service: bool = False
    "A technician works at it, or the visit before is not wiped: nothing begins here."
    examined: Light | None = None
    "What it found when it last tested itself."
    visit_beside: bool = False
    "At another kiosk of its room: nobody sits down here meanwhile."

    @property
    def free(self) -> bool:
        idle = self.connected and self.visit is None and not self.in_service
        return idle and not self.visit_beside

    @property
    def may_test(self) -> bool:
        return self.free and self.open is None

    @property
    def red(self) -> list[DeviceLight]:
        """What the host is told first."""
        return [light for light in self.lights if light.word.tone == "red"]


@dataclass(frozen=True)
class Room:
    """All that the page shows, in its order."""

    expected: list[Resident]
    here: list[Resident]
    "In front of a kiosk now."
    done: list[Resident]
    kiosks: list[RoomKiosk]

    @property
    def reads_cards(self) -> bool:
        """Some kiosk has a card reader."""
        card = DEVICES["card"]
        off = LIGHT[Light.OFF]
        return any(
            light.name == card and light.word != off
            for kiosk in self.kiosks
            for light in kiosk.lights
        )

    @property
    def free(self) -> list[RoomKiosk]:
        return [kiosk for kiosk in self.kiosks if kiosk.free]


def room_of(
    lines: Iterable[AppointmentLine],
    kiosks: Iterable[KioskLine],
    installed: dict[str, AppointmentLine],
) -> Room:
    """`installed` holds the appointments of the open visits, by identifier."""
    room = [kiosk_of(kiosk, installed) for kiosk in kiosks]
    at = {kiosk.visit.appointment: kiosk.name for kiosk in room if kiosk.visit is not None}
    # Who is called at home does not come.
    coming = [line for line in lines if line.appointment.mode is not Mode.TELEPHONE]
    known = {line.appointment.id: line for line in (*coming, *installed.values())}
    residents = [resident_of(line, at.get(id, "")) for id, line in known.items()]
    return Room(
        [each for each in residents if each.state in WAITING_STATES],
        [each for each in residents if each.kiosk and each.state not in END_STATES],
        [each for each in residents if each.state in END_STATES],
        room,
    )


def resident_of(line: AppointmentLine, kiosk: str = "") -> Resident:
    record = line.appointment
    return Resident(
        record.id,
        record.state,
        APPOINTMENT[record.state],
        record.name,
        record.first_name,
        record.at,
        record.created_at,
        kiosk,
        record.mode is Mode.ON_SITE,
        record.came_at,
        line.arrived_at,
        in_french(record.kiosk_language),
    )


def kiosk_of(line: KioskLine, installed: dict[str, AppointmentLine]) -> RoomKiosk:
    visit = visit_of(line, installed)
    between = FREE if line.free is None else free_words.view_of(line.free).word
    state = between if line.visit is None else word_of(line.visit)
    if line.visit is None and line.visit_beside:
        state = ROOM_TAKEN
    if line.lights.unwiped is not None and line.visit is None:
        state = NOT_WIPED
    if line.lights.service and line.visit is None:
        state = IN_SERVICE
    return RoomKiosk(
        line.kiosk.id,
        line.kiosk.name,
        state if line.connected else ABSENT,
        line.connected,
        lights_of(line.lights),
        visit,
        open_of(line),
        line.somebody and line.connected,
        bool(line.lights.service) or line.lights.unwiped is not None,
        line.lights.examined,
        line.visit_beside and line.visit is None,
    )


def open_of(line: KioskLine) -> RoomFree | None:
    free = line.free
    if free is None or line.visit is not None:
        return None
    return RoomFree(free.id, free_words.short_of(free), free_words.view_of(free).over)


def word_of(visit: Visit) -> Word:
    return BY_PHONE if visit.by_phone else VISIT[visit.state]


def visit_of(line: KioskLine, installed: dict[str, AppointmentLine]) -> RoomVisit | None:
    visit = line.visit
    if visit is None or visit.appointment not in installed:
        return None
    record = installed[visit.appointment].appointment
    return RoomVisit(
        visit.id,
        visit.appointment,
        record.name,
        record.first_name,
        visit.opened_at,
        visit.state is VisitState.IN_CALL,
        visit.state in (VisitState.INSTALLED, VisitState.IN_CALL),
        visit.by_phone,
    )


def lights_of(lights: Lights) -> list[DeviceLight]:
    words = {field: LIGHT[getattr(lights, field)] for field in DEVICES}
    if lights.printer is Light.RED and lights.printer_fault is not None:
        words["printer"] = FAULT[lights.printer_fault]
    words |= {LEFT_AT[place]: LEFT for place in lights.paper_left or ()}
    found = [DeviceLight(name, words[field]) for field, name in DEVICES.items()]
    if lights.relay is Light.RED:
        found.append(DeviceLight(RELAY, OUT_OF_REACH))
    if lights.unwiped is not None:
        found.insert(0, DeviceLight(WIPING, UNWIPED[lights.unwiped]))
    return found
