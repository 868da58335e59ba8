"""``/ws/console``: a counsellor's browser. The session cookie says who speaks."""

import asyncio

from aiohttp import WSCloseCode, web

from . import protocol as wire
from . import views
from .arrivals import ARRIVALS
from .auth.door import Door
from .auth.errors import ForeignOrigin
from .auth.web import COOKIE, DOOR, origin_allowed, require, signed_in
from .backplane import to_account, to_organisation
from .bucket import Bucket
from .core import naming
from .core.person import Person, Role
from .dropin.crier import CRIER, DROP_IN
from .errors import BadMessage, NotAllowed, Refusal, TooFast
from .keys import BELL, CASEWORK, COMPANY, DESK, MAILROOM, OFFICE, RECEPTION, SWITCHBOARD, TRANSFERS
from .meetings import Meetings
from .next_appointment import NEXT
from .protocol import Availability, Message
from .requests import Requests
from .sockets import Line, error_of
from .store import appointments, calls, places, visits

SESSION_SECONDS = 5.0
"How often a console's session is looked up: an account closed is a console closed."


async def console(request: web.Request) -> web.StreamResponse:
    person = require(request, Role.COUNSELLOR)
    if person.organisation is None:
        raise NotAllowed("no organisation")
    if not origin_allowed(request, request.headers.get("Origin", "")):
        raise ForeignOrigin()
    # 100 messages a minute, and a burst for the moment a page opens.
    line = Line(request, wire.from_console, Bucket(rate=100 / 60, burst=100))
    await line.open()
    try:
        if not isinstance(hello := await line.first(), wire.ConsoleHello):
            raise BadMessage("no hello")
    except (Refusal, TimeoutError) as error:
        refusal = error if isinstance(error, Refusal) else BadMessage("no hello")
        await line.say_now(error_of(refusal))
        await line.socket.close(code=WSCloseCode.POLICY_VIOLATION)
        return line.socket
    with line.supervised():
        opened = Console(request.app, person, person.organisation, line)
        ends_at = signed_in(request).session.expires_at
        await opened.run(request.cookies[COOKIE], hello.availability, ends_at)
    return line.socket


class Console:
    """One open console: what it says goes to the desk, the switchboard or the mailroom."""

    def __init__(self, app: web.Application, person: Person, organisation: str, line: Line) -> None:
        self.person, self.organisation, self.line = person, organisation, line
        self.office, self.desk = app[OFFICE], app[DESK]
        self.switchboard, self.mailroom = app[SWITCHBOARD], app[MAILROOM]
        self.bell, self.casework = app[BELL], app[CASEWORK]
        self.drop_in, self.crier = app[DROP_IN], app[CRIER]
        self.reception, self.arrivals, self.next = app[RECEPTION], app[ARRIVALS], app[NEXT]
        self.company, self.transfers = app[COMPANY], app[TRANSFERS]
        # Each makes the kiosk look for paths; a page offers one every few seconds.
        self._repairs = Bucket(rate=0.5, burst=5)
        self._door = app[DOOR]
        self._active = False

    async def run(self, token: str, said: Availability | None, ends_at: float) -> None:
        account, office = self.person.account, self.office
        topics = to_account(account), to_organisation(self.organisation)
        office.presence.console_came(account)
        now = office.clock()
        availability = office.attendance.came(account, self.organisation, said, now)
        try:
            # Listen first, read then: what changes between the two is said twice, never missed.
            with office.backplane.listen(topics, self.line.say):
                self.line.say_first(*await self._welcome(availability, ends_at))
                await self.bell.look()
                await self._serve(token)
        finally:
            office.presence.console_went(account, office.clock())
            office.attendance.went(account, office.clock())

    async def _serve(self, token: str) -> None:
        async with asyncio.TaskGroup() as group:
            guard = group.create_task(self._watch_session(self._door, token))
            await self.line.run(self.hear)
            guard.cancel()

    async def hear(self, message: Message) -> None:
        # What the page says by itself keeps no session alive.
        self._active = self._active or not isinstance(
            message, wire.AppointmentReceived | wire.Error
        )
        match message:
            case wire.AppointmentReceived(appointment=appointment):
                await self.desk.received(self.person, appointment)
            case wire.AppointmentAccept(appointment=appointment):
                await self.desk.accept(self.person, appointment)
            case wire.AppointmentPropose(appointment=appointment, at=at):
                await Requests(self.office).propose(self.person, appointment, at.timestamp())
            case wire.AppointmentHeld(appointment=appointment):
                await Meetings(self.office).held(self.person, appointment)
            case wire.AppointmentMissed(appointment=appointment):
                await Meetings(self.office).missed(self.person, appointment)
            case wire.AppointmentWithdraw(appointment=appointment, why=why):
                await Meetings(self.office).withdraw(self.person, appointment, why)
            case wire.RelayWanted():
                self.line.say(await self.switchboard.ice_servers(self.person, message))
            case wire.CallStart():
                await self.switchboard.start(self.person, message)
            case wire.CallRepair():
                if not self._repairs.take(self.office.clock()):
                    raise TooFast()
                await self.switchboard.repair(self.person, message)
            case wire.GuestInvite():
                self.line.say(await self.company.invite(self.person, message))
            case wire.GuestAdmit():
                await self.company.admit(self.person, message)
            case wire.GuestRemove():
                await self.company.remove(self.person, message)
            case wire.GuestOffer():
                await self.company.offer(self.person, message)
            case wire.GuestAnswer():
                await self.company.answer_as(self.person, message)
            case wire.GuestLeave():
                await self.company.leave_as(self.person, message)
            case wire.ColleaguesWanted():
                self.line.say(await self.transfers.colleagues(self.person, message))
            case wire.ColleagueAsk():
                await self.transfers.ask(self.person, message)
            case wire.ColleagueReply():
                await self.transfers.reply(self.person, message)
            case wire.CallHandOver():
                await self.transfers.hand_over(self.person, message)
            case wire.CallTake():
                await self.transfers.take(self.person, message)
            case wire.Hangup():
                await self.switchboard.hang_up(self.person, message)
            case (
                wire.Scan()
                | wire.ScanKeep()
                | wire.Print()
                | wire.PrintCancel()
                | wire.PrintSeen()
                | wire.PrintKeep()
            ):
                await self.switchboard.ask_kiosk(self.person, message)
            case wire.VisitEnd():
                await self.desk.end_visit(
                    self.person, message.visit, message.opinion, message.outcome
                )
            case wire.AvailabilityChosen():
                await self._choose(message)
            case wire.ResidentTake(visit=visit):
                await self.bell.take(self.person, visit)
            case wire.QueueTake():
                await self._receive_next()
            case wire.NotesWanted(appointment=appointment):
                self.line.say(await self.casework.notes(self.person, appointment))
            case wire.NoteWrite():
                await self.casework.write_note(self.person, message)
            case wire.NextWanted():
                self.line.say(await self.next.offer(self.person, message))
            case wire.AppointmentNext():
                self.line.say(await self.next.take(self.person, message))
            case wire.HostCall(visit=visit):
                await self.reception.call(self.person, visit)
            case wire.HostDismiss(visit=visit):
                await self.reception.dismiss(self.person, visit)
            case wire.CallByPhone(visit=visit):
                await self.reception.go_by_phone(self.person, visit)
            case wire.ResidentStays():
                await self.arrivals.stays(self.person, message)
            case wire.DocumentAnnounce():
                self.line.say(await self.mailroom.announce(self.person, message))
            case wire.DocumentDone():
                await self.mailroom.done(self.person, message)
            case wire.Error():
                pass  # what it could not read of us; it says so for its own log
            case _:
                raise BadMessage("unexpected")

    async def _choose(self, chosen: wire.AvailabilityChosen) -> None:
        """Told to every console of this person: two of them never disagree."""
        self.office.attendance.choose(self.person.account, chosen.availability)
        await self.office.backplane.post(to_account(self.person.account), chosen)
        await self.bell.look()

    async def _receive_next(self) -> None:
        visit = await self.drop_in.take(self.person)
        self.bell.comes(visit)
        self.line.say(wire.QueueTaken(visit=visit))
        await self.crier.look()

    async def _welcome(self, availability: Availability, ends_at: float) -> list[Message]:
        office, person = self.office, self.person
        async with office.store.reading() as tx:
            body = await places.organisation(tx, self.organisation)
            mine = await appointments.open_of_organisation(tx, self.organisation)
            installed = await visits.open_of_organisation(tx, self.organisation)
            call = await calls.open_of(tx, person.account)
            welcome = wire.ConsoleWelcome(
                counsellor=person.name,
                organisation="" if body is None else body.name,
                organisation_id=self.organisation,
                naming=naming.DEFAULT if body is None else body.naming,
                appointments=(
                    *await views.appointment_views(tx, mine),
                    *await views.of_handed_visits(tx, installed, mine),
                ),
                visits=tuple([await views.visit_view(tx, v, office.presence) for v in installed]),
                call=None if call is None else call.view,
                availability=availability,
                ends_in_s=max(0, int(ends_at - office.clock())),
            )
            there = await self.company.of_console(tx, person)
            rung = await self.transfers.rings_for(tx, person)
            ready = await self.mailroom.ready_for_console(tx, person)
            queue = await self.crier.for_console(tx, self.organisation)
        return [welcome, *queue, *there, *rung, *ready, *self.bell.rings_for(person.account)]

    async def _watch_session(self, door: Door, token: str) -> None:
        """Who waits to be rung does nothing for hours: that is their work. Who left does not."""
        while True:
            await asyncio.sleep(SESSION_SECONDS)
            waits = self.office.attendance.is_at_work(self.person.account)
            active, self._active = self._active or waits, False
            if await door.person_of(token, active) != self.person:
                self.line.close()
                return
