"""Who comes in at a kiosk: seen, known by a slip or a card, expected at the hour; and who has left.

A kiosk says words; whose appointment it is, and whether a visit begins, is decided here with the
rules of :mod:`.core.arriving`. What a slip or a card holds is worth nothing without this server's
own key (`access.key`), at another relay, or on another day.
"""

import base64
import hmac
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from . import protocol as wire
from . import seating, views
from .alerting import alert_if_alone
from .auth.tokens import new_id
from .auth.vault import Vault
from .backplane import to_kiosk
from .bucket import Bucket
from .core import appointment as appointment_core
from .core import arriving, rules
from .core import visit as visit_core
from .core.agenda.wall import day_of, moment
from .core.arriving import Expected, Way, When
from .core.commands import AnnounceAppointment, AnnounceVisit, Journal, SendKiosk
from .core.person import Person
from .core.visit import Visit
from .deeds import Deed
from .errors import Conflict, NotFound
from .office import Office, by_account, by_kiosk
from .parties import AT_WORK
from .protocol import VisitState
from .store import AlreadyThere, Tx, appointments, arrivals, kiosks, rooms, visits
from .store.arrivals import RelayCard
from .store.records import Appointment, Kiosk

SLIP = "VAV1-"
LINK_SECONDS = 90.0
"For a card to be laid on the reader once the host asked for it."
LOOK_SECONDS = 5.0
UNKNOWN = wire.CheckInTold(outcome="unknown")


@dataclass
class Awaited:
    """A card that the host links: the next one that is laid on this kiosk's reader."""

    appointment: str
    person: Person
    until: float
    done: bool = False


@dataclass
class Arrivals:
    office: Office
    vault: Vault
    _tries: dict[str, Bucket] = field(
        default_factory=lambda: defaultdict(lambda: Bucket(rate=0.2, burst=8))
    )
    "Of each kiosk: nobody guesses a code of 128 bits, and nobody wears the server out."
    _unknowns: dict[str, Bucket] = field(
        default_factory=lambda: defaultdict(lambda: Bucket(rate=1 / 3600, burst=5))
    )
    "Of each kiosk: a paper left before the camera does not fill the journal."
    _awaited: dict[str, Awaited] = field(default_factory=dict)
    _looked_at: float = float("-inf")

    # -- codes ----------------------------------------------------------------------------------

    def slip_code(self, appointment: str) -> str:
        """What the slip of an appointment shows to the camera."""
        drawn = self.vault.code("slip", appointment)[:16]
        return SLIP + base64.b32encode(drawn).decode().rstrip("=")

    def card_code(self, said: str) -> str:
        return self.vault.code("relay card", said).hex()

    def card_awaited(self, kiosk: str) -> wire.CardAwaited:
        salt = base64.b64encode(self.vault.code("relay card salt", "")).decode()
        return wire.CardAwaited(salt=salt, on=self._waits(kiosk) is not None)

    # -- what a kiosk says ----------------------------------------------------------------------

    async def seen(self, kiosk: str, there: bool | None) -> None:
        self.office.presence.room_seen(kiosk, there, self.office.clock())
        await self.office.kiosk_changed(kiosk)

    async def check_in(self, kiosk: str, asked: wire.CheckIn) -> wire.CheckInTold | None:
        """What the kiosk is told; nothing when a visit begins, which says it all."""
        if not self._tries[kiosk].take(self.office.clock()):
            return UNKNOWN

        async def act(deed: Deed) -> wire.CheckInTold | None:
            known = await kiosks.by_id(deed.tx, kiosk)
            if known is None:
                raise NotFound("kiosk")
            if asked.way == "card" and (awaited := self._waits(kiosk)) is not None:
                return await self._link(deed, known, awaited, asked.code)
            mine = await self._of_code(deed.tx, known, asked, deed.now)
            return await self._arrived(deed, known, mine, Way(asked.way))

        try:
            told = await self.office.do(by_kiosk(kiosk), act)
        except (AlreadyThere, Conflict):
            return UNKNOWN  # somebody else sat down at this moment
        if told is not None and told.outcome == "linked" and (awaited := self._waits(kiosk)):
            awaited.done = True  # it is written
        return told

    async def gone(self, kiosk: str, said: wire.ResidentGone) -> None:
        """Nobody is in front of it for a minute, or somebody is again."""

        async def act(deed: Deed) -> None:
            visit = await _visit_at(deed.tx, kiosk, said.visit)
            if visit.state not in AT_WORK:
                return
            if self.office.presence.resident_gone(visit.id, said.gone):
                what = "resident_gone" if said.gone else "resident_back"
                await deed.carry_out([Journal(what, visit.id), AnnounceVisit(visit.id)])

        await self.office.do(by_kiosk(kiosk), act)

    async def left(self, kiosk: str, said: wire.ResidentLeft) -> None:
        """For good: the visit is over, and the kiosk wipes."""

        async def act(deed: Deed) -> None:
            visit = await _visit_at(deed.tx, kiosk, said.visit)
            if visit.state in AT_WORK:
                await deed.carry_out([Journal("resident_left_visit", visit.id)])
                await deed.visit(visit.id, visit_core.EndAsked())

        await self.office.do(by_kiosk(kiosk), act)
        self.office.presence.resident_gone(said.visit, False)

    # -- what people say ------------------------------------------------------------------------

    async def stays(self, person: Person, said: wire.ResidentStays) -> None:
        """The counsellor: the camera does not see them, they are there."""

        async def act(deed: Deed) -> None:
            visit = await visits.by_id(deed.tx, said.visit)
            if visit is None:
                raise NotFound("visit")
            rules.may_work_on(person, visit)
            self.office.presence.resident_gone(visit.id, False)
            await deed.carry_out(
                [
                    Journal("resident_stays", visit.id),
                    SendKiosk(visit.kiosk, said),
                    AnnounceVisit(visit.id),
                ]
            )

        await self.office.do(by_account(person.account), act)

    async def await_card(self, person: Person, appointment: str, kiosk: str) -> None:
        """The host hands a card over: the next one laid on this reader is theirs."""
        async with self.office.store.reading() as tx:
            record, known = await appointments.by_id(tx, appointment), await kiosks.by_id(tx, kiosk)
        if record is None or known is None:
            raise NotFound("appointment")
        rules.may_lend_card(person, record.relay, known.relay)
        until = self.office.clock() + LINK_SECONDS
        self._awaited[kiosk] = Awaited(appointment, person, until)
        await self.office.backplane.post(to_kiosk(kiosk), self.card_awaited(kiosk))

    def is_linked(self, kiosk: str, appointment: str) -> bool:
        """Whether the card that was awaited has been laid."""
        awaited = self._awaited.get(kiosk)
        return awaited is not None and awaited.appointment == appointment and awaited.done

    async def take_back(self, person: Person, appointment: str) -> int:
        """The cards of this case are nobody's any more; tell how many there were."""

        async def act(deed: Deed) -> int:
            record = await appointments.by_id(deed.tx, appointment)
            if record is None:
                raise NotFound("appointment")
            rules.may_lend_card(person, record.relay, record.relay)
            count = await arrivals.unlink(deed.tx, record.relay, record.case_id)
            await deed.carry_out([Journal("relay_card_taken_back", record.id)])
            return count

        return await self.office.do(by_account(person.account), act)

    # -- by itself ------------------------------------------------------------------------------

    async def look(self) -> None:
        """At the hour, who sits in front of a kiosk is who is expected there; see the rules."""
        now = self.office.clock()
        sitting = self.office.presence.sitting()
        if not sitting or now < self._looked_at + LOOK_SECONDS:
            return
        self._looked_at = now
        async with self.office.store.reading() as tx:
            found = [
                await self._at_the_hour(tx, relay, now) for relay in await _relays(tx, sitting)
            ]
        for each in found:
            if each is not None:
                await self._begin_by_presence(*each)

    async def _at_the_hour(self, tx: Tx, relay: str, now: float) -> tuple[str, str] | None:
        sitting = self.office.presence.sitting()
        here = [kiosk for kiosk in await kiosks.of_relay(tx, relay) if kiosk.id in sitting]
        free = [one for one in here if await visits.open_at(tx, one.id) is None]
        records = await _today(tx, relay, now)
        known = await arrivals.of(tx, [record.id for record in records])
        expected = [
            Expected(
                one.id,
                one.state,
                one.mode,
                one.at,
                one.id in known and known[one.id].by_presence,
                one.id in known,
            )
            for one in records
        ]
        return arriving.at_the_hour(expected, [(one.id, sitting[one.id]) for one in free], now)

    async def _begin_by_presence(self, appointment: str, kiosk: str) -> None:
        async def act(deed: Deed) -> None:
            record = await appointments.by_id(deed.tx, appointment)
            known = await kiosks.by_id(deed.tx, kiosk)
            if record is not None and known is not None:
                await self._begin(deed, known, record, Way.PRESENCE)

        try:
            await self.office.do(by_kiosk(kiosk), act)
        except (AlreadyThere, Conflict):
            return  # the host was faster

    # -- inside ---------------------------------------------------------------------------------

    def _waits(self, kiosk: str) -> Awaited | None:
        awaited = self._awaited.get(kiosk)
        if awaited is None or awaited.done or self.office.clock() > awaited.until:
            return None
        return awaited

    async def _link(
        self, deed: Deed, kiosk: Kiosk, awaited: Awaited, said: str
    ) -> wire.CheckInTold:
        record = await appointments.by_id(deed.tx, awaited.appointment)
        if record is None:
            return UNKNOWN
        by, code = awaited.person.account, self.card_code(said)
        card = RelayCard(code, record.case_id, kiosk.relay, by, deed.now)
        await arrivals.link(deed.tx, card)
        await deed.carry_out(
            [Journal("relay_card_linked", record.id), AnnounceAppointment(record.id)]
        )
        return wire.CheckInTold(outcome="linked")

    async def _of_code(
        self, tx: Tx, kiosk: Kiosk, asked: wire.CheckIn, now: float
    ) -> list[Appointment]:
        """Of today, at this relay, and of this slip or card."""
        today = await _today(tx, kiosk.relay, now)
        if asked.way == "card":
            card = await arrivals.card_of(tx, self.card_code(asked.code))
            if card is None or card.relay != kiosk.relay:
                return []
            return [one for one in today if one.case_id == card.case]
        return [one for one in today if _same(self.slip_code(one.id), asked.code)]

    async def _arrived(
        self, deed: Deed, kiosk: Kiosk, mine: list[Appointment], way: Way
    ) -> wire.CheckInTold | None:
        found = arriving.next_of(
            [Expected(one.id, one.state, one.mode, one.at) for one in mine], deed.now
        )
        if found is None:
            if self._unknowns[kiosk.id].take(deed.now):
                await deed.carry_out([Journal("check_in_unknown", kiosk.id)])
            return UNKNOWN
        record = next(one for one in mine if one.id == found[0].id)
        waits = await rooms.visit_beside(deed.tx, kiosk.id)
        if found[1] is When.NOW and not waits:
            await self._begin(deed, kiosk, record, way)
            return None
        if await arrivals.note(deed.tx, record.id, way, deed.now):
            said = Journal(f"resident_arrived_{way}", record.id)
            await deed.carry_out([said, AnnounceAppointment(record.id)])
        hour = views.wall_time(record.at)
        return wire.CheckInTold(
            outcome="early" if found[1] is When.EARLY else "found",
            hour=None if hour is None else hour[11:16],
        )

    async def _begin(self, deed: Deed, kiosk: Kiosk, record: Appointment, way: Way) -> None:
        """Raises :exc:`AlreadyThere` or :exc:`Conflict`: nothing is saved then."""
        installed = await visits.open_at(deed.tx, kiosk.id)
        there = self.office.presence
        if installed is not None or not there.is_there(kiosk.id) or there.in_service(kiosk.id):
            raise Conflict("kiosk is not free")
        visit = Visit(new_id("visit"), record.id, kiosk.id, record.organisation, deed.now)
        await seating.sit_down(deed, visit)
        if await arrivals.note(deed.tx, record.id, way, deed.now):
            await deed.carry_out([Journal(f"resident_arrived_{way}", record.id)])
        await deed.appointment(record.id, appointment_core.Installed())
        greeting = await views.greeting(deed.tx, visit)
        await deed.carry_out(visit_core.install(visit, greeting))
        await alert_if_alone(deed, self.office.attendance, record.organisation)


ARRIVALS: web.AppKey[Arrivals] = web.AppKey("arrivals", Arrivals)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


async def _today(tx: Tx, relay: str, now: float) -> list[Appointment]:
    first = day_of(now)
    since, until = moment(first, 0), moment(first + timedelta(days=1), 0)
    return await appointments.of_relay(tx, relay, since, until)


async def _relays(tx: Tx, sitting: dict[str, float]) -> list[str]:
    found = [await kiosks.by_id(tx, kiosk) for kiosk in sitting]
    return sorted({kiosk.relay for kiosk in found if kiosk is not None})


async def _visit_at(tx: Tx, kiosk: str, id: str) -> Visit:
    visit = await visits.by_id(tx, id)
    if visit is None or visit.kiosk != kiosk or visit.state is VisitState.ENDED:
        raise NotFound("visit of another kiosk")
    return visit
