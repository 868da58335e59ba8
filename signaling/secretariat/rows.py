"""What a secretary reads of an appointment: who, for whom, where, when, and how far it is.

Never the motive again: it belongs to the organisation once it is sent.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..core.agenda.bookings import Booking
from ..core.appointment import END_STATES, WAITING_STATES
from ..pages.dates import day, day_bounds, hour
from ..pages.words import APPOINTMENT, EXPLAINED, MODE, WITHDRAWN, Word
from ..protocol import AppointmentState, Mode
from ..store.records import Appointment
from ..views import AppointmentLine

NAMED_STATES = frozenset({AppointmentState.ACCEPTED, AppointmentState.INSTALLED})


@dataclass(frozen=True)
class Around:
    """What a row needs to know of the rest."""

    now: float
    alone: frozenset[str] = frozenset()
    "Organisations of which no console is open."
    alerted: Mapping[str, float] = field(default_factory=dict)
    "When each organisation was told, by e-mail."
    calls: Mapping[str, str] = field(default_factory=dict)
    "Appointments to tell of by telephone, and what to tell."
    offers: Mapping[str, Booking] = field(default_factory=dict)
    "Earlier slots that are held, by appointment."


@dataclass(frozen=True)
class Row:
    id: str
    state: AppointmentState
    word: Word
    note: str
    "Who accepted, or what comes next."
    name: str
    first_name: str
    organisation: str
    relay: str
    mode: str
    "Empty for the usual one."
    telephone: str
    "Only of somebody to call back."
    at: float | None
    proposed: float | None
    created_at: float
    over: bool
    open: bool
    "It may be corrected, moved, cancelled."
    call: str
    """Why the person is to be called: nobody answered (``late``), or called who came (``missed``),
    the appointment is agreed
    (``confirmation``), near (``reminder``) or ``withdrawn``, an earlier slot is held for them
    (``offer``), another moment is proposed to them (``proposal``), or was and is over
    (``lapsed``); empty: no need."""
    offer: Booking | None = None

    @property
    def expected_at(self) -> float:
        return self.created_at if self.at is None else self.at


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]
    empty: str
    dated: bool
    "Each row shows its day."
    urgent: bool = False


def row_of(line: AppointmentLine, around: Around) -> Row:
    record = line.appointment
    call, offer = _call(record, around), around.offers.get(record.id)
    return Row(
        id=record.id,
        state=record.state,
        word=APPOINTMENT[record.state],
        note=_note(line, around),
        name=record.name,
        first_name=record.first_name,
        organisation=line.organisation,
        relay=line.relay,
        mode="" if record.mode is Mode.VIDEO else MODE[record.mode],
        telephone=record.telephone if call else "",
        at=record.at,
        proposed=record.proposed,
        created_at=record.created_at,
        over=record.state in END_STATES,
        open=record.state in WAITING_STATES,
        call=call,
        offer=offer,
    )


def _call(record: Appointment, around: Around) -> str:
    """What cannot wait comes first: a slot is held for an hour or two."""
    if record.id in around.offers:
        return "offer"
    if record.late:  # who had accepted did not call
        return "missed" if record.state is AppointmentState.ACCEPTED else "late"
    if record.state is AppointmentState.PROPOSED:
        over = record.proposed is not None and record.proposed <= around.now
        return "lapsed" if over else "proposal"
    return around.calls.get(record.id, "")


def _note(line: AppointmentLine, around: Around) -> str:
    record = line.appointment
    if record.withdrawn_why is not None and record.state is AppointmentState.WITHDRAWN:
        return WITHDRAWN[record.withdrawn_why].capitalize()
    if record.came_at is not None and record.state in WAITING_STATES:
        return f"Venu à {hour(record.came_at)}, sans réseau : à rappeler"
    if record.state is AppointmentState.PROPOSED and record.proposed is not None:
        when = f"{day(record.proposed)} à {hour(record.proposed)}"
        return f"{line.counsellor} propose {when}" if line.counsellor else when
    if record.state is AppointmentState.SENT and record.organisation in around.alone:
        told = around.alerted.get(record.organisation)
        if told is None or told < record.created_at:
            return "Aucun conseiller connecté"
        return f"Aucun conseiller connecté, organisme alerté à {hour(told)}"
    if line.arrived_at is not None and record.state in WAITING_STATES:
        return f"Arrivé au relais à {hour(line.arrived_at)}"
    called = f"par {line.counsellor}" if line.counsellor is not None else ""
    if record.state is AppointmentState.INSTALLED and line.kiosk:
        return ", ".join(filter(None, (line.kiosk, called)))
    if called and record.state in NAMED_STATES:
        return called
    return EXPLAINED.get(record.state, "")


def grouped(lines: Iterable[AppointmentLine], around: Around) -> list[Group]:
    """Those to call back; today, those still expected first; what waits since before; later."""
    midnight, tomorrow = day_bounds(around.now)
    every = [row_of(line, around) for line in lines]
    every.sort(key=lambda row: row.expected_at)
    to_call = [row for row in every if row.call]
    rows = [row for row in every if not row.call]
    today = [row for row in rows if midnight <= row.expected_at < tomorrow]
    today.sort(key=lambda row: row.over)  # stable: the order of the hours is kept
    before = [row for row in rows if row.expected_at < midnight and row.open]
    later = [row for row in rows if row.expected_at >= tomorrow and not row.over]
    groups = [Group("À rappeler", to_call, "", True, urgent=True)] if to_call else []
    none = f"Aucune {'autre ' if to_call else ''}demande aujourd’hui."
    groups += [Group("Aujourd’hui", today, none, dated=False)]
    groups += [Group("En attente depuis un autre jour", before, "", dated=True)] if before else []
    return groups + ([Group("Prochains jours", later, "", dated=True)] if later else [])


def twins_of(
    lines: Iterable[AppointmentLine], name: str, first_name: str, birth_date: str = ""
) -> list[AppointmentLine]:
    """Requests that go on for this person, however the name was written.

    Two birth dates that differ are two persons; the names may stand in each other's field.
    """
    wanted = _folded(name), _folded(first_name)
    if not all(wanted):
        return []
    found = []
    for line in lines:
        record = line.appointment
        known = _folded(record.name), _folded(record.first_name)
        born = {birth_date, record.birth_date} - {""}
        if known in (wanted, wanted[::-1]) and len(born) < 2 and record.state not in END_STATES:
            found.append(line)
    return found


def same_sentence(line: AppointmentLine, now: float) -> str:
    record = line.appointment
    midnight, tomorrow = day_bounds(now)
    since = hour(record.created_at)
    if not midnight <= record.created_at < tomorrow:
        since = f"{since}, {day(record.created_at)}"
    who = f"{record.first_name} {record.name}"
    return f"{who} a déjà une demande en cours pour {line.organisation}, inscrite à {since}."


def _folded(name: str) -> str:
    """Letters alone: no accent, no hyphen, no case (``JEAN-LUC`` is ``jean luc``)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]", "", plain.replace("œ", "oe").replace("æ", "ae"))
