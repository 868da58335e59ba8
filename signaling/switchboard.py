"""Calls, and what console and kiosk ask of each other during a visit.

A console acts on the visits of its organisation, a kiosk on the visit installed at it; who it
is comes from the socket. Whatever else is refused and disturbs nobody.
"""

import re
from dataclasses import dataclass

from . import protocol as wire
from .auth.tokens import new_id
from .backplane import to_account, to_organisation
from .core import call as call_core
from .core import rules
from .core import visit as visit_core
from .core.call import Call
from .core.commands import Journal, SendKiosk
from .core.person import Person
from .core.visit import Visit
from .deeds import Deed
from .errors import KioskAbsent, KioskBusy, NotFound, Refusal, TooLarge
from .office import Office, by_account, by_kiosk
from .parties import AtKiosk, Party
from .protocol import EndReason
from .store import AlreadyThere, Tx, appointments, calls, parcels, visits
from .turn import Relay

SAYABLE = frozenset({EndReason.BYE, EndReason.LOST, EndReason.FAILED})
"Reasons that an end may give; the others are the server's to find."


@dataclass
class Switchboard:
    office: Office
    relay: Relay | None = None

    async def ice_servers(self, person: Person, asked: wire.RelayWanted) -> wire.IceServers:
        """Where to look for a path to this visit's kiosk. Refuses as :meth:`start` does; in a call
        with it, the kiosk may be away for a moment: that is what a repair is for."""

        async def check(tx: Tx) -> None:
            visit = await _visit(tx, asked.visit)
            busy = await _busy(tx, person, visit)
            rules.may_use_relay(person, visit, busy)
            if not busy and not self.office.presence.is_there(visit.kiosk):
                raise KioskAbsent()

        try:
            async with self.office.store.reading() as tx:
                await check(tx)
        except Refusal as refusal:
            await self._note_refusal(person, asked.visit, refusal)
            raise
        return wire.IceServers(visit=asked.visit, servers=self._servers(by_account(person.account)))

    def ice_servers_of(self, kiosk: str) -> tuple[wire.IceServer, ...]:
        """For its examination: those of a call, as :class:`Relay` counts them."""
        return self._servers(by_kiosk(kiosk))

    async def start(self, person: Person, asked: wire.CallStart) -> None:
        """Raises :exc:`KioskBusy`, :exc:`KioskAbsent`, :exc:`ConsoleBusy`, :exc:`Conflict`."""

        async def act(deed: Deed) -> None:
            visit = await _visit(deed.tx, asked.visit)
            rules.may_call(person, visit, await _busy(deed.tx, person, visit))
            if not self.office.presence.is_there(visit.kiosk):
                raise KioskAbsent()
            call = Call(new_id("call"), visit.id, visit.kiosk, person.account)
            ring = wire.Ring(
                call=call.id,
                visit=visit.id,
                organisation_id=visit.organisation,
                counsellor=person.name,
                sdp=asked.sdp,
                ice_servers=self._servers(by_kiosk(visit.kiosk)),
            )
            if wire.is_too_large(wire.encode(ring)):
                raise TooLarge("ring")  # it says a little more than what was asked
            commands = call_core.place(call, ring, deed.now)
            await calls.insert(deed.tx, call)
            await deed.visit(visit.id, visit_core.CallPlaced(call.id))
            await deed.carry_out(commands)

        try:
            await self.office.do(by_account(person.account), act)
        except AlreadyThere:
            await self._note_refusal(person, asked.visit, KioskBusy())
            raise KioskBusy() from None
        except Refusal as refusal:
            await self._note_refusal(person, asked.visit, refusal)
            raise

    async def answer(self, kiosk: str, answer: wire.Answer) -> None:
        await self._at_kiosk(kiosk, answer.call, call_core.Answered(answer.sdp))

    async def answer_early(self, kiosk: str, answer: wire.EarlyAnswer) -> None:
        await self._at_kiosk(kiosk, answer.call, call_core.AnsweredEarly(answer.sdp))

    async def repair(self, person: Person, asked: wire.CallRepair) -> None:
        """Another connection for the call that this counsellor is in. Raises
        :exc:`KioskAbsent`, :exc:`Conflict`, :exc:`NotFound`, :exc:`TooLarge`."""

        async def act(deed: Deed) -> None:
            call = await calls.by_id(deed.tx, asked.call)
            if call is None or call.console != person.account:
                raise NotFound("call")
            if not self.office.presence.is_there(call.kiosk):
                raise KioskAbsent()
            servers = self._servers(by_kiosk(call.kiosk))
            said = asked.model_copy(update={"ice_servers": servers})
            if wire.is_too_large(wire.encode(said)):
                raise TooLarge("call_repair")
            offered = call_core.RepairOffered(asked.repair, asked.sdp, servers)
            await deed.call(call.id, offered)

        await self.office.do(by_account(person.account), act)

    async def answer_repair(self, kiosk: str, answer: wire.RepairAnswer) -> None:
        event = call_core.RepairAnswered(answer.repair, answer.sdp)
        await self._at_kiosk(kiosk, answer.call, event)

    async def want_repair(self, kiosk: str, wanted: wire.RepairWanted) -> None:
        await self._at_kiosk(kiosk, wanted.call, call_core.RepairAsked())

    async def refuse(self, kiosk: str, refusal: wire.RingRefused) -> None:
        # The journal keeps a code, never what else a kiosk might write there.
        code = refusal.code if re.fullmatch(r"[a-z_]{1,30}", refusal.code) else "other"
        await self._at_kiosk(kiosk, refusal.call, call_core.Refused(code))

    async def hang_up(self, party: Party, hangup: wire.Hangup) -> None:
        reason = hangup.reason if hangup.reason in SAYABLE else EndReason.BYE
        if isinstance(party, AtKiosk):
            await self._at_kiosk(party.kiosk, hangup.call, call_core.HungUp(party.kiosk, reason))
            return
        account = party.account

        async def act(deed: Deed) -> None:
            call = await calls.by_id(deed.tx, hangup.call)
            if call is None or call.console != account:
                raise NotFound("call")
            await deed.call(call.id, call_core.HungUp(account, reason))

        await self.office.do(by_account(account), act)

    async def ask_kiosk(
        self,
        person: Person,
        asked: wire.Scan
        | wire.ScanKeep
        | wire.Print
        | wire.PrintCancel
        | wire.PrintSeen
        | wire.PrintKeep,
    ) -> None:
        """Pass on what the counsellor asks, journaled; the kiosk tells how it goes."""

        async def act(deed: Deed) -> None:
            visit = await _visit(deed.tx, asked.visit)
            rules.may_work_on(person, visit)
            rules.may_act_in(person, await calls.open_of_visit(deed.tx, visit.id))
            if isinstance(asked, wire.Print | wire.PrintCancel) and not asked.made_there:
                await _check_printable(deed.tx, visit, asked.document)
            if isinstance(asked, wire.PrintKeep):
                await _check_printable(deed.tx, visit, asked.printed)
            if not self.office.presence.is_there(visit.kiosk):
                raise KioskAbsent()
            await deed.carry_out(
                [Journal(f"{asked.type}_asked", visit.id), SendKiosk(visit.kiosk, asked)]
            )

        await self.office.do(by_account(person.account), act)

    async def tell_console(
        self, kiosk: str, status: wire.ScanStatus | wire.KeepStatus | wire.PrintStatus
    ) -> None:
        """Pass on how a scan or a print goes, to who is with this resident."""
        async with self.office.store.reading() as tx:
            visit = await _visit(tx, status.visit)
            rules.kiosk_may(kiosk, visit)
            topic = await console_topic(tx, visit)
        await self.office.backplane.post(topic, status)

    async def paper_left(self, kiosk: str, left: wire.PaperLeft) -> None:
        """Pass on what the resident forgot, or took back; the visit may have ended meanwhile."""

        async def act(deed: Deed) -> str:
            visit = await _visit(deed.tx, left.visit)
            rules.kiosk_may_look_back(kiosk, visit, deed.now)
            what = "_".join(("paper_left", *left.places)) if left.places else "paper_taken_back"
            await deed.carry_out([Journal(what, visit.id)])
            return await console_topic(deed.tx, visit)

        topic = await self.office.do(by_kiosk(kiosk), act)
        await self.office.backplane.post(topic, left)

    async def wiped(self, kiosk: str, wiped: wire.Wiped) -> None:
        async def act(deed: Deed) -> None:
            visit = await _visit(deed.tx, wiped.visit)
            if visit.kiosk != kiosk:
                raise NotFound("visit of another kiosk")
            await deed.visit(visit.id, visit_core.KioskWiped(wiped.opinion))

        await self.office.do(by_kiosk(kiosk), act)

    def _servers(self, party: str) -> tuple[wire.IceServer, ...]:
        return () if self.relay is None else self.relay.servers(party, self.office.clock())

    async def _note_refusal(self, person: Person, visit: str, refusal: Refusal) -> None:
        """A call that may not be placed leaves a line. What a stranger invents is not kept."""

        async def act(deed: Deed) -> None:
            about = visit if await visits.by_id(deed.tx, visit) is not None else "unknown"
            await deed.carry_out([Journal(f"call_refused_{refusal.code}", about)])

        await self.office.do(by_account(person.account), act)

    async def _at_kiosk(self, kiosk: str, call: str, event: call_core.Event) -> None:
        async def act(deed: Deed) -> None:
            known = await calls.by_id(deed.tx, call)
            if known is None or known.kiosk != kiosk:
                raise NotFound("call")
            await deed.call(call, event)

        await self.office.do(by_kiosk(kiosk), act)


async def console_topic(tx: Tx, visit: Visit) -> str:
    """Who is with this resident: the counsellor in the call, or who accepted, or the body."""
    call = await calls.open_of_visit(tx, visit.id)
    if call is not None:
        return to_account(call.console)
    record = await appointments.by_id(tx, visit.appointment)
    if record is not None and record.counsellor is not None:
        return to_account(record.counsellor)
    return to_organisation(visit.organisation)


async def _busy(tx: Tx, person: Person, visit: Visit) -> list[Call]:
    """Calls not ended of the visit's kiosk and of this person."""
    found = await calls.open_at(tx, visit.kiosk), await calls.open_of(tx, person.account)
    return [call for call in found if call is not None]


async def _visit(tx: Tx, id: str) -> Visit:
    visit = await visits.by_id(tx, id)
    if visit is None:
        raise NotFound("visit")
    return visit


async def _check_printable(tx: Tx, visit: Visit, document: str) -> None:
    parcel = await parcels.by_id(tx, document)
    if parcel is None or parcel.visit != visit.id or parcel.from_kiosk:
        raise NotFound("document")
