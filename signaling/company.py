"""Who joins a call beside the counsellor, by a link that lives for the call.

The counsellor of the call invites, admits and removes; the kiosk tells the resident; the server
passes the descriptions of their connection from the console to the guest and back, and has
neither sound nor picture. A guest reaches nothing else: no account, no document.
"""

from dataclasses import dataclass

from . import protocol as wire
from . import views
from .auth.tokens import hash_of, new_id, new_token
from .core import guest as guest_core
from .core import rules
from .core.guest import Guest
from .core.person import Person
from .deeds import Deed
from .errors import BadMessage, NotFound, TooLarge
from .office import Office, by_account, by_kiosk
from .protocol import Quality
from .store import Tx, accounts, calls, guests, places, visits
from .turn import Relay


@dataclass(frozen=True)
class Arrived:
    """What a page that opened its link is told first, and who it is for us."""

    guest: str
    welcome: wire.GuestWelcome


@dataclass
class Company:
    office: Office
    relay: Relay | None = None

    # -- the counsellor -----------------------------------------------------------------------

    async def invite(self, person: Person, asked: wire.GuestInvite) -> wire.GuestLink:
        """Raises :exc:`TooManyGuests`, :exc:`Conflict`, :exc:`NotFound`."""
        token = new_token()

        async def act(deed: Deed) -> str:
            call = await calls.by_id(deed.tx, asked.call)
            if call is None:
                raise NotFound("call")
            rules.may_invite(person, call, await guests.of_call(deed.tx, call.id))
            guest = Guest(new_id("guest"), call.id, person.account, hash_of(token))
            await guests.insert(deed.tx, guest)
            await deed.carry_out(guest_core.invite(guest))
            return guest.id

        guest = await self.office.do(by_account(person.account), act)
        return wire.GuestLink(guest=guest, token=token)

    async def admit(self, person: Person, asked: wire.GuestAdmit) -> None:
        await self._of(person, asked.guest, guest_core.Admitted())

    async def remove(self, person: Person, asked: wire.GuestRemove) -> None:
        await self._of(person, asked.guest, guest_core.Removed())

    async def offer(self, person: Person, asked: wire.GuestOffer) -> None:
        servers = self._servers(by_guest(asked.guest))
        said = asked.model_copy(update={"ice_servers": servers})
        if wire.is_too_large(wire.encode(said)):
            raise TooLarge("guest_offer")
        await self._of(person, asked.guest, guest_core.Offered(asked.number, asked.sdp, servers))

    async def of_console(self, tx: Tx, person: Person) -> list[wire.Guests]:
        """For a console that comes back."""
        call = await calls.open_of(tx, person.account)
        return [] if call is None else [(await views.guests(tx, call, self.office.presence))[0]]

    # -- the kiosk ----------------------------------------------------------------------------

    async def of_kiosk(self, tx: Tx, kiosk: str) -> list[wire.Company]:
        """For a kiosk that comes back: it may have missed who came and went."""
        call = await calls.open_at(tx, kiosk)
        return [] if call is None else [(await views.guests(tx, call, self.office.presence))[1]]

    async def told(self, kiosk: str, told: wire.CompanyTold) -> None:
        """The resident knows that these are there: sound and picture may pass."""

        async def act(deed: Deed) -> None:
            call = await calls.by_id(deed.tx, told.call)
            if call is None or call.kiosk != kiosk:
                raise NotFound("call")
            of_it = {guest.id for guest in await guests.of_call(deed.tx, call.id)}
            for id in dict.fromkeys(told.guests):
                if id in of_it:  # another one left while the kiosk was speaking
                    await deed.guest(id, guest_core.Told())

        await self.office.do(by_kiosk(kiosk), act)

    # -- the guest ----------------------------------------------------------------------------

    async def arrive(self, hello: wire.GuestHello) -> Arrived:
        """Let in whoever holds a link that is worth something and that nobody else uses.

        Raises :exc:`LinkOver`, :exc:`LinkInUse`.
        """
        if hello.quality is Quality.COLLEAGUE:
            raise BadMessage("quality")  # those come by their own console
        key = new_token()

        async def act(deed: Deed) -> Arrived:
            guest = await guests.by_token(deed.tx, hash_of(hello.token))
            holder = None if hello.key is None else hash_of(hello.key)
            connected = guest is not None and self.office.presence.guest_is_there(guest.id)
            comes_back = rules.may_arrive(guest, holder, connected)
            assert guest is not None
            if not comes_back:
                guest = await deed.guest(guest.id, guest_core.Left())
                knocked = guest_core.Knocked(hello.name, hello.quality, hash_of(key))
                guest = await deed.guest(guest.id, knocked)
            mine = (hello.key or key) if comes_back else key
            return Arrived(guest.id, await _welcome(deed.tx, guest, mine))

        return await self.office.do("guest", act)

    async def changed(self, guest: str) -> None:
        """Their page was opened or closed: the console sees it."""
        async with self.office.store.reading() as tx:
            known = await guests.by_id(tx, guest)
        if known is not None:
            await self.office.say(guest_core.seen(known))

    async def answer(self, guest: str, answer: wire.GuestAnswer) -> None:
        if answer.guest != guest:
            raise NotFound("guest")
        await self._by(guest, guest_core.Answered(answer.number, answer.sdp))

    async def leave(self, guest: str) -> None:
        await self._by(guest, guest_core.Left())

    async def closed(self, guest: str) -> None:
        """Their page went without a word: who only knocked is gone, the others may come back."""
        async with self.office.store.reading() as tx:
            known = await guests.by_id(tx, guest)
        if known is None:
            self.office.presence.forget_guest(guest)
        elif known.state in guest_core.THERE:
            await self.changed(guest)
        else:
            await self.office.do(by_guest(guest), lambda deed: self._forsaken(deed, guest))

    async def _forsaken(self, deed: Deed, guest: str) -> None:
        """Asked again here: a page that lost its line is often back before it was missed."""
        back = self.office.presence.guest_is_there(guest)
        if not back and await guests.by_id(deed.tx, guest) is not None:
            await deed.guest(guest, guest_core.Left())

    async def tick(self, now: float, started: float) -> None:
        """Those whose page is away for too long are there no more."""
        async with self.office.store.reading() as tx:
            found = await guests.there(tx)
        for guest in found:
            since = self._away_since(guest, started)
            if since is not None and now - since > guest_core.AWAY_SECONDS:
                await self.leave(guest.id)

    def _away_since(self, guest: Guest, started: float) -> float | None:
        presence = self.office.presence
        if guest.organisation is None:
            return presence.guest_gone_since(guest.id, started)
        return (
            None if guest.account is None else presence.console_gone_since(guest.account, started)
        )

    # -- a colleague, by their own console ----------------------------------------------------

    async def answer_as(self, person: Person, answer: wire.GuestAnswer) -> None:
        event = guest_core.Answered(answer.number, answer.sdp)
        await self._as_colleague(person, answer.guest, event)

    async def leave_as(self, person: Person, leave: wire.GuestLeave) -> None:
        await self._as_colleague(person, leave.guest or "", guest_core.Left())

    async def _as_colleague(self, person: Person, id: str, event: guest_core.Event) -> None:
        async def act(deed: Deed) -> None:
            guest = await guests.by_id(deed.tx, id)
            if guest is None or guest.account != person.account:
                raise NotFound("guest")
            await deed.guest(id, event)

        await self.office.do(by_account(person.account), act)

    # -- inside -------------------------------------------------------------------------------

    async def _of(self, person: Person, id: str, event: guest_core.Event) -> None:
        async def act(deed: Deed) -> None:
            guest = await guests.by_id(deed.tx, id)
            if guest is None or guest.console != person.account:
                raise NotFound("guest")
            await deed.guest(id, event)

        await self.office.do(by_account(person.account), act)

    async def _by(self, id: str, event: guest_core.Event) -> None:
        async def act(deed: Deed) -> None:
            if await guests.by_id(deed.tx, id) is not None:  # else its call ended meanwhile
                await deed.guest(id, event)

        await self.office.do(by_guest(id), act)

    def _servers(self, party: str) -> tuple[wire.IceServer, ...]:
        return () if self.relay is None else self.relay.servers(party, self.office.clock())


async def _welcome(tx: Tx, guest: Guest, key: str) -> wire.GuestWelcome:
    """Who invited: the guest knows nothing of the resident before they are let in."""
    call = await calls.by_id(tx, guest.call)
    visit = None if call is None else await visits.by_id(tx, call.visit)
    body = None if visit is None else await places.organisation(tx, visit.organisation)
    account = await accounts.by_id(tx, guest.console)
    return wire.GuestWelcome(
        guest=guest.id,
        key=key,
        counsellor="" if account is None else account.display_name,
        organisation="" if body is None else body.name,
        state=guest.state,
    )


def by_guest(id: str) -> str:
    return f"guest:{id}"
