"""What a host reads: name, hour and state of a resident; the kiosks of the room and their lights.

Never a motive, a telephone, nor an organisation: those belong to the visit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.appointment import END_STATES, WAITING_STATES
from ..pages.words import ABSENT, APPOINTMENT, DEVICES, FAULT, FREE, LEFT, LIGHT, VISIT, Word
from ..protocol import AppointmentState, Light, Lights, Place, VisitState
from ..views import AppointmentLine, KioskLine

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


@dataclass(frozen=True)
class DeviceLight:
    name: str
    word: Word


@dataclass(frozen=True)
class RoomVisit:
    id: str
    name: str
    first_name: str
    since: float
    in_call: bool
    may_end: bool


@dataclass(frozen=True)
class RoomKiosk:
    id: str
    name: str
    word: Word
    connected: bool
    lights: list[DeviceLight]
    visit: RoomVisit | None

    @property
    def free(self) -> bool:
        return self.connected and self.visit is None


@dataclass(frozen=True)
class Room:
    """All that the page shows, in its order."""

    expected: list[Resident]
    done: list[Resident]
    kiosks: list[RoomKiosk]

    @property
    def free(self) -> list[RoomKiosk]:
        return [kiosk for kiosk in self.kiosks if kiosk.free]


def room_of(
    lines: Iterable[AppointmentLine],
    kiosks: Iterable[KioskLine],
    installed: dict[str, AppointmentLine],
) -> Room:
    """`installed` holds the appointments of the open visits, by identifier."""
    residents = [resident_of(line) for line in lines]
    return Room(
        [each for each in residents if each.state in WAITING_STATES],
        [each for each in residents if each.state in END_STATES],
        [kiosk_of(kiosk, installed) for kiosk in kiosks],
    )


def resident_of(line: AppointmentLine) -> Resident:
    record = line.appointment
    return Resident(
        record.id,
        record.state,
        APPOINTMENT[record.state],
        record.name,
        record.first_name,
        record.at,
        record.created_at,
    )


def kiosk_of(line: KioskLine, installed: dict[str, AppointmentLine]) -> RoomKiosk:
    visit = visit_of(line, installed)
    state = FREE if line.visit is None else VISIT[line.visit.state]
    return RoomKiosk(
        line.kiosk.id,
        line.kiosk.name,
        state if line.connected else ABSENT,
        line.connected,
        lights_of(line.lights),
        visit,
    )


def visit_of(line: KioskLine, installed: dict[str, AppointmentLine]) -> RoomVisit | None:
    visit = line.visit
    if visit is None or visit.appointment not in installed:
        return None
    record = installed[visit.appointment].appointment
    return RoomVisit(
        visit.id,
        record.name,
        record.first_name,
        visit.opened_at,
        visit.state is VisitState.IN_CALL,
        visit.state in (VisitState.INSTALLED, VisitState.IN_CALL),
    )


def lights_of(lights: Lights) -> list[DeviceLight]:
    words = {field: LIGHT[getattr(lights, field)] for field in DEVICES}
    if lights.printer is Light.RED and lights.printer_fault is not None:
        words["printer"] = FAULT[lights.printer_fault]
    words |= {LEFT_AT[place]: LEFT for place in lights.paper_left or ()}
    return [DeviceLight(name, words[field]) for field, name in DEVICES.items()]
