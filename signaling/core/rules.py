"""Who may do what, and why not. Each rule returns, or raises the refusal that explains itself."""

from collections.abc import Iterable, Sized
from hmac import compare_digest

from ..errors import (
    BadMoment,
    Conflict,
    ConsoleBusy,
    KioskBusy,
    LinkInUse,
    LinkOver,
    NotAllowed,
    NotFound,
    TooManyGuests,
)
from ..protocol import (
    MAX_GUESTS,
    AppointmentState,
    CallState,
    GuestState,
    Mode,
    VisitState,
)
from .appointment import WAITING_STATES, Appointment
from .call import END_STATES as CALL_END
from .call import Call
from .guest import END_STATES as GUEST_END
from .guest import Guest
from .person import Person, Role
from .visit import END_STATES as VISIT_END
from .visit import Visit

FARTHEST_SECONDS = 366 * 86_400.0
"Nobody agrees on a moment further away."
LOOK_BACK_SECONDS = 600.0
"After its end nobody remembers a visit for long."


def may_register(person: Person, mairie: str) -> None:
    if not person.is_a(Role.SECRETARY) or person.mairie != mairie:
        raise NotAllowed("register")


def may_cancel(person: Person, appointment: Appointment) -> None:
    if not person.is_a(Role.SECRETARY) or person.mairie != appointment.mairie:
        raise NotFound("appointment of another mairie")  # deny without telling that it exists
    if appointment.state not in WAITING_STATES:
        raise Conflict(f"appointment is {appointment.state}")


def may_tell(person: Person, appointment: Appointment) -> None:
    """The mairie calls its resident, whatever became of the appointment."""
    if not person.is_a(Role.SECRETARY) or person.mairie != appointment.mairie:
        raise NotFound("appointment of another mairie")


def may_withdraw(person: Person, appointment: Appointment) -> None:
    """Any counsellor of the organisation: the one in charge may be who is not there."""
    may_answer_for(person, appointment.organisation)
    if appointment.state not in WAITING_STATES:
        raise Conflict(f"appointment is {appointment.state}")


def may_note(person: Person, appointment: Appointment) -> None:
    """The host of the room, who saw who came and who did not."""
    if not person.is_a(Role.HOST) or person.relay != appointment.relay:
        raise NotFound("appointment of another relay")
    if appointment.state not in WAITING_STATES:
        raise Conflict(f"appointment is {appointment.state}")


def may_answer_for(person: Person, organisation: str) -> None:
    """A counsellor acts on what belongs to their organisation, and knows of nothing else."""
    if not person.is_a(Role.COUNSELLOR) or person.organisation != organisation:
        raise NotFound("of another organisation")


def may_propose(person: Person, organisation: str, at: float, now: float) -> None:
    may_answer_for(person, organisation)
    if not now < at <= now + FARTHEST_SECONDS:
        raise BadMoment()


def may_agree(proposed: float | None, now: float) -> None:
    """The mairie takes the moment that was proposed, while it is to come."""
    if proposed is not None and proposed <= now:
        raise BadMoment()


def may_say_held(person: Person, appointment: Appointment, mode: Mode) -> None:
    """Or missed: of what needs no kiosk. A visit says by itself how it ended."""
    may_answer_for(person, appointment.organisation)
    if mode is Mode.VIDEO:
        raise Conflict("it is held at a kiosk")
    if appointment.state is not AppointmentState.ACCEPTED:
        raise Conflict(f"appointment is {appointment.state}")


def may_install(
    person: Person,
    appointment: Appointment,
    mode: Mode,
    kiosk_relay: str,
    open_visits: Iterable[Visit],
) -> None:
    """`open_visits` are those of the kiosk. The kiosk stands in the host's own room."""
    if not person.is_a(Role.HOST) or person.relay != appointment.relay:
        raise NotFound("appointment of another relay")
    if kiosk_relay != person.relay:
        raise NotFound("kiosk of another relay")
    if mode is not Mode.VIDEO:
        raise Conflict(f"appointment is {mode}")  # nobody would call this kiosk
    if appointment.state not in WAITING_STATES:
        raise Conflict(f"appointment is {appointment.state}")
    if any(visit.state not in VISIT_END for visit in open_visits):
        raise KioskBusy()


def may_call(person: Person, visit: Visit, calls: Iterable[Call]) -> None:
    """`calls` are those not ended of this kiosk and of this person: nobody is in two calls."""
    may_answer_for(person, visit.organisation)
    if visit.state is not VisitState.INSTALLED:
        raise Conflict(f"visit is {visit.state}")
    for call in calls:
        if call.state in CALL_END:
            continue
        if call.console == person.account:
            raise ConsoleBusy()
        if call.kiosk == visit.kiosk:
            raise KioskBusy()


def may_take(person: Person, visit: Visit, in_charge: str | None, rung: bool) -> None:
    """`rung`: everybody is, this person too, for the counsellor in charge does not come."""
    may_answer_for(person, visit.organisation)
    if visit.state is not VisitState.INSTALLED:
        raise Conflict(f"visit is {visit.state}")
    if in_charge not in (None, person.account) and not rung:
        raise Conflict("the counsellor in charge is there")


def may_use_relay(person: Person, visit: Visit, calls: Iterable[Call]) -> None:
    """Before a call that may be placed, and to repair one that this person is in."""
    calls = tuple(calls)
    if any(c.successor == person.account and c.visit == visit.id for c in calls):
        return  # the call is being passed on to them
    mine = [c for c in calls if c.console == person.account and c.visit == visit.id]
    if any(call.state not in CALL_END for call in mine):
        may_answer_for(person, visit.organisation)
    else:
        may_call(person, visit, calls)


def may_invite(person: Person, call: Call, invited: Sized) -> None:
    """`invited` are the guests of this call: its counsellor alone invites, a few at most."""
    if call.console != person.account:
        raise NotFound("call of somebody else")
    if call.state is not CallState.TALKING:
        raise Conflict(f"call is {call.state}")
    if len(invited) >= MAX_GUESTS:
        raise TooManyGuests()


def may_arrive(guest: Guest | None, holder: str | None, connected: bool) -> bool:
    """`holder` is the hash of the key of a page that comes back; tell whether it does.

    A link lets one page in: whoever else opens it is refused, and the first is not disturbed.
    Once the first is closed, another one is somebody new, who knocks.
    """
    if guest is None or guest.state in GUEST_END:
        raise LinkOver()
    if guest.state is GuestState.INVITED or guest.holder is None:
        return False
    if holder is not None and compare_digest(holder, guest.holder):
        return True
    if connected:
        raise LinkInUse()
    return False


def may_reply(person: Person, guest: Guest | None) -> None:
    """Whoever was asked to join answers: this account, or any console of the organisation."""
    if guest is None or guest.organisation is None or guest.state is not GuestState.INVITED:
        raise NotFound("nobody is asked any more")
    if not person.is_a(Role.COUNSELLOR) or person.organisation != guest.organisation:
        raise NotFound("another organisation is asked")
    if guest.account not in (None, person.account):
        raise NotFound("somebody else is asked")


def may_act_in(person: Person, call: Call | None) -> None:
    """While a call goes on, its own console alone works for the resident: not a colleague, and
    not the one who passed it on."""
    if call is not None and call.state not in CALL_END and call.console != person.account:
        raise NotFound("call of somebody else")


def may_work_on(person: Person, visit: Visit) -> None:
    """Scan, print, documents: for the visit's organisation, while it is open."""
    may_answer_for(person, visit.organisation)
    if visit.state not in (VisitState.INSTALLED, VisitState.IN_CALL):
        raise Conflict(f"visit is {visit.state}")


def may_answer_summons(person: Person, kiosk_relay: str) -> None:
    """The host of the room where the kiosk stands."""
    if not person.is_a(Role.HOST) or person.relay != kiosk_relay:
        raise NotFound("summons of another relay")


def may_end(person: Person, visit: Visit, kiosk_relay: str) -> None:
    """The counsellor ends the visit; the host of the room can too."""
    if person.is_a(Role.COUNSELLOR) and person.organisation == visit.organisation:
        return
    if person.is_a(Role.HOST) and person.relay == kiosk_relay:
        return
    raise NotFound("visit of somebody else")


def may_lend_card(person: Person, appointment_relay: str, kiosk_relay: str) -> None:
    """A card is lent at the counter of the room where it will be used."""
    if not person.is_a(Role.HOST) or not person.relay == appointment_relay == kiosk_relay:
        raise NotFound("of another relay")


def kiosk_may_look_back(kiosk: str, visit: Visit, now: float) -> None:
    """A kiosk says what was left behind while the resident goes, or just went."""
    if visit.kiosk != kiosk:
        raise NotFound("visit of another kiosk")
    if visit.ended_at is None or now > visit.ended_at + LOOK_BACK_SECONDS:
        raise Conflict(f"visit is {visit.state}")


def kiosk_may(kiosk: str, visit: Visit) -> None:
    """A kiosk speaks of the visit installed at it, of no other."""
    if visit.kiosk != kiosk:
        raise NotFound("visit of another kiosk")
    if visit.state is VisitState.ENDED:
        raise Conflict("visit is ended")
