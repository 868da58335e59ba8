"""A call is passed on, warm: who is asked joins first, then takes over.

The receiver gets what the resident agreed to release, and nothing else; the one before gets nothing
more. The server can do neither by itself: it erases what was sealed with the key of before, and the
kiosk, which alone has the documents in clear, seals the released ones for the new one.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from . import protocol as wire
from . import views
from .auth.tokens import hash_of, new_id, new_token
from .backplane import to_account, to_organisation
from .core import call as call_core
from .core import guest as guest_core
from .core import rules
from .core.call import Call
from .core.commands import Journal
from .core.guest import Guest
from .core.person import Person, Role
from .deeds import Deed
from .errors import Conflict, ConsoleBusy, NotFound, TooLarge
from .office import Office, by_account, by_kiosk
from .protocol import GuestState
from .store import Tx, accounts, appointments, calls, guests, places, visits
from .store.records import Account
from .turn import Relay

RELEASES = TypeAdapter(tuple[wire.Release, ...])
ANSWER_SECONDS = 60.0
"Who is asked and says nothing for so long does not answer."


@dataclass(frozen=True)
class Asked:
    """It rings there. In memory alone: the names of what goes along are not kept."""

    ring: wire.ColleagueAsked
    caller: str
    at: str


@dataclass
class Transfers:
    office: Office
    relay: Relay | None = None
    asked: dict[str, Asked] = field(default_factory=dict, repr=False)
    "By guest, while they ring; a restart forgets them, and their time still ends."
    since: dict[str, float] = field(default_factory=dict, repr=False)
    "By guest: when :meth:`tick` first saw them ring."

    async def colleagues(self, person: Person, asked: wire.ColleaguesWanted) -> wire.Colleagues:
        """Those who could answer now: a console open, and in no call."""
        async with self.office.store.reading() as tx:
            await _own_call(tx, person, asked.call)
            free = [one for one in await self._free(tx) if one.id != person.account]
            names = {body.id: body.name for body in await places.organisations(tx)}
        others = sorted({one.organisation for one in free} - {person.organisation, None}, key=str)
        return wire.Colleagues(
            call=asked.call,
            people=tuple(
                wire.Colleague(account=one.id, name=one.display_name)
                for one in free
                if one.organisation == person.organisation
            ),
            organisations=tuple(
                wire.Receiving(organisation=id, name=names[id]) for id in others if id is not None
            ),
        )

    async def ask(self, person: Person, asked: wire.ColleagueAsk) -> None:
        """It rings there. Raises :exc:`TooManyGuests`, :exc:`ConsoleBusy`, :exc:`NotFound`."""

        async def act(deed: Deed) -> Guest:
            call = await _own_call(deed.tx, person, asked.call)
            rules.may_invite(person, call, await guests.of_call(deed.tx, call.id))
            organisation = await self._asked(deed.tx, person, asked)
            releases = [wire.Release(document=r.document, into=r.into) for r in asked.released]
            guest = Guest(
                new_id("guest"),
                call.id,
                person.account,
                hash_of(new_token()),  # nobody comes by a link
                organisation=organisation,
                account=asked.account,
                released=json.dumps([one.model_dump() for one in releases]),
            )
            await guests.insert(deed.tx, guest)
            # Who says so is the counsellor; which documents are opaque identifiers.
            agreed = [Journal("release_agreed", one.document) for one in releases]
            await deed.carry_out([*agreed, *guest_core.invite(guest)])
            return guest

        guest = await self.office.do(by_account(person.account), act)
        async with self.office.store.reading() as tx:
            body = await places.organisation(tx, person.organisation or "")
        ring = wire.ColleagueAsked(
            guest=guest.id,
            counsellor=person.name,
            organisation="" if body is None else body.name,
            released=asked.released,
        )
        topic = _rings_at(guest)
        self.asked[guest.id] = Asked(ring, person.account, topic)
        await self.office.backplane.post(topic, ring)

    async def rings_for(self, tx: Tx, person: Person) -> list[wire.ColleagueAsked]:
        """For a console that comes back: what still waits for an answer there."""
        topics = to_account(person.account), to_organisation(person.organisation or "")
        ringing = [self.asked.get(guest.id) for guest in await guests.asked(tx)]
        here = [one for one in ringing if one is not None and one.at in topics]
        return [one.ring for one in here if one.caller != person.account]

    async def tick(self, now: float) -> None:
        """Nobody answered: it stops there, and who asked is told."""
        known = set(self.asked)  # before the rows are read: those of now are asked later
        async with self.office.store.reading() as tx:
            ringing = {guest.id: guest for guest in await guests.asked(tx)}
        for id in known - ringing.keys():
            self.asked.pop(id, None)
        self.since = {id: self.since.get(id, now) for id in ringing}
        for id, since in self.since.items():
            if now - since >= ANSWER_SECONDS:
                await self._give_up(ringing[id])

    async def _give_up(self, guest: Guest) -> None:
        async def act(deed: Deed) -> bool:
            asked = await guests.by_id(deed.tx, guest.id)
            if asked is None or asked.state is not GuestState.INVITED:
                return False  # somebody answered meanwhile
            await deed.guest(guest.id, guest_core.Removed())
            return True

        if await self.office.do(by_account(guest.console), act):
            told = wire.ColleagueSilent(guest=guest.id)
            await self.office.backplane.post(to_account(guest.console), told)

    async def reply(self, person: Person, reply: wire.ColleagueReply) -> None:
        """The first who accepts joins; who declines is asked no more."""

        async def act(deed: Deed) -> Guest | None:
            guest = await guests.by_id(deed.tx, reply.guest)
            rules.may_reply(person, guest)
            assert guest is not None
            if reply.accept:
                if await calls.open_of(deed.tx, person.account) is not None:
                    raise ConsoleBusy()
                accepted = guest_core.Accepted(person.account, person.name)
                await deed.guest(guest.id, accepted)
            elif guest.account == person.account:
                await deed.guest(guest.id, guest_core.Removed())
            else:
                return None  # another console of the organisation may still answer
            return guest

        asked = await self.office.do(by_account(person.account), act)
        if asked is not None:
            taken = wire.ColleagueTaken(guest=asked.id)
            await self.office.backplane.post(_rings_at(asked), taken)

    async def hand_over(self, person: Person, asked: wire.CallHandOver) -> None:
        async def act(deed: Deed) -> None:
            guest = await guests.by_id(deed.tx, asked.guest)
            if guest is None or guest.console != person.account or guest.account is None:
                raise NotFound("guest")
            if guest.state is not GuestState.JOINED:
                raise Conflict(f"guest is {guest.state}")  # the three of them speak first
            call = await _own_call(deed.tx, person, guest.call)
            if await calls.open_of(deed.tx, guest.account) is not None:
                raise ConsoleBusy()
            told = await self._handed(deed.tx, call, guest)
            await deed.call(call.id, call_core.HandedOver(guest.account, told))

        await self.office.do(by_account(person.account), act)

    async def take(self, person: Person, asked: wire.CallTake) -> None:
        """The successor's connection; forwarded to the kiosk with what goes along."""

        async def act(deed: Deed) -> None:
            call = await calls.by_id(deed.tx, asked.call)
            if call is None or call.successor != person.account:
                raise NotFound("call")
            body = await places.organisation(deed.tx, person.organisation or "")
            offer = wire.TakeOver(
                call=call.id,
                organisation="" if body is None else body.name,
                organisation_id=person.organisation or "",
                counsellor=person.name,
                released=await _released_to(deed.tx, call, person.account),
                sdp=asked.sdp,
                ice_servers=self._servers(by_kiosk(call.kiosk)),
            )
            if wire.is_too_large(wire.encode(offer)):
                raise TooLarge("take_over")
            await deed.call(call.id, call_core.TakeOffered(offer))

        await self.office.do(by_account(person.account), act)

    # -- the kiosk ----------------------------------------------------------------------------

    async def answered(self, kiosk: str, answer: wire.TakeAnswer) -> None:
        async def act(deed: Deed) -> None:
            await _call_at(deed.tx, kiosk, answer.call)
            await deed.call(answer.call, call_core.TakeAnswered(answer.sdp))

        await self.office.do(by_kiosk(kiosk), act)

    async def taken(self, kiosk: str, taken: wire.CallTaken) -> None:
        """The kiosk speaks with the successor: the call, the visit and its papers are theirs."""

        async def act(deed: Deed) -> tuple[str, wire.VisitChanged] | None:
            call = await _call_at(deed.tx, kiosk, taken.call)
            successor = None
            if call.successor is not None:
                successor = await accounts.by_id(deed.tx, call.successor)
            visit = await visits.by_id(deed.tx, call.visit)
            organisation = successor.organisation if successor is not None else None
            await deed.call(call.id, call_core.Taken(organisation or ""))
            if visit is None or organisation in (None, visit.organisation):
                return None
            view = await views.visit_view(deed.tx, visit, self.office.presence)
            gone = view.model_copy(update={"state": wire.VisitState.ENDED})
            return visit.organisation, wire.VisitChanged(visit=gone)

        left = await self.office.do(by_kiosk(kiosk), act)
        if left is not None:  # another organisation's now: the one before has nothing of it
            await self.office.backplane.post(to_organisation(left[0]), left[1])

    # -- inside -------------------------------------------------------------------------------

    async def _free(self, tx: Tx) -> list[Account]:
        busy = {call.console for call in await calls.all_open(tx)}
        return [
            one
            for one in await accounts.all_accounts(tx)
            if Role.COUNSELLOR in one.roles
            and not one.disabled
            and one.id not in busy
            and self.office.presence.consoles(one.id) > 0
        ]

    async def _asked(self, tx: Tx, person: Person, asked: wire.ColleagueAsk) -> str:
        """The organisation that is asked, or that of who is; :exc:`NotFound` if none answers."""
        for one in await self._free(tx):
            if one.id == person.account or one.organisation is None:
                continue
            colleague = one.id == asked.account and one.organisation == person.organisation
            another = asked.account is None and one.organisation == asked.organisation
            if colleague or (another and asked.organisation != person.organisation):
                return one.organisation
        raise NotFound("colleague")

    async def _handed(self, tx: Tx, call: Call, guest: Guest) -> wire.CallHanded:
        visit = await visits.by_id(tx, call.visit)
        record = None if visit is None else await appointments.by_id(tx, visit.appointment)
        if visit is None or record is None:
            raise NotFound("visit")
        (view,) = await views.appointment_views(tx, [record])
        if guest.organisation != record.organisation:
            view = views.without_what_was_told_to_another(view)
        heir = await accounts.by_id(tx, guest.account or "")
        view = view.model_copy(update={"counsellor": heir and heir.display_name})
        shown = await views.visit_view(tx, visit, self.office.presence)
        return wire.CallHanded(call=call.id, visit=shown, appointment=view)

    def _servers(self, party: str) -> tuple[wire.IceServer, ...]:
        return () if self.relay is None else self.relay.servers(party, self.office.clock())


async def _own_call(tx: Tx, person: Person, id: str) -> Call:
    call = await calls.by_id(tx, id)
    if call is None or call.console != person.account:
        raise NotFound("call")
    return call


async def _call_at(tx: Tx, kiosk: str, id: str) -> Call:
    call = await calls.by_id(tx, id)
    if call is None or call.kiosk != kiosk:
        raise NotFound("call")
    return call


async def _released_to(tx: Tx, call: Call, account: str) -> tuple[wire.Release, ...]:
    """What was agreed when this very colleague was asked; nothing for anybody else."""
    found: Iterable[Guest] = await guests.of_call(tx, call.id)
    for guest in found:
        if guest.account == account and guest.released:
            return RELEASES.validate_json(guest.released)
    return ()


def _rings_at(guest: Guest) -> str:
    if guest.account is not None:
        return to_account(guest.account)
    return to_organisation(guest.organisation or "")
