"""What is kept of those who work: accounts, kiosks, the journal. It shows no resident."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .auth import kiosks as kiosk_auth
from .auth.passwords import Passwords, checked
from .auth.tokens import new_id
from .core import staff
from .core.call import HungUp
from .core.commands import Journal
from .core.person import Person, Role
from .core.visit import EndAsked
from .deeds import Deed
from .errors import Conflict, NotFound, Refusal
from .office import Office, by_account
from .protocol import FreeEnd
from .store import AlreadyThere, Tx, accounts, calls, journal, kiosks, places, sessions, visits
from .store.counters import all_counts
from .store.records import Account, Count, Kiosk, Line

MOST_CONTACTS = 4
"Names that a page gives of whom to ask."


class LoginTaken(Conflict):
    code = "login_taken"
    sentence = "Cet identifiant est déjà pris."


class PlaceMissing(Refusal):
    code = "place_missing"
    sentence = "Choisissez la mairie, le relais ou l’organisme de cette personne."


@dataclass
class Registry:
    office: Office
    passwords: Passwords
    enrolment_lasts: float
    "Seconds."

    async def open_account(
        self,
        person: Person,
        login: str,
        display_name: str,
        password: str | None,
        roles: Iterable[Role],
        organisation: str | None = None,
        mairie: str | None = None,
        relay: str | None = None,
    ) -> Account:
        """Without a password its owner chooses a way in, by a link.

        Raises :exc:`LoginTaken`, :exc:`~.auth.passwords.WeakPassword`, :exc:`PlaceMissing`.
        """
        roles = frozenset(roles)
        staff.may_open(person, roles, organisation)
        return await self.create_account(
            by_account(person.account),
            Account(
                id=new_id("account"),
                login=login.strip().lower(),
                display_name=display_name.strip(),
                password_hash="",
                roles=roles,
                organisation=organisation or None,
                mairie=mairie or None,
                relay=relay or None,
                created_at=self.office.clock(),
            ),
            password,
        )

    async def create_account(self, who: str, draft: Account, password: str | None) -> Account:
        """The same for `visavis accounts`, where `who` is ``server``."""
        hashed = "" if password is None else await self._hashed(password)
        account = replace(draft, password_hash=hashed)
        try:
            async with self.office.store.writing() as tx:
                await _check_places(tx, account)
                await accounts.insert_account(tx, account)
                now = self.office.clock()
                await journal.write(tx, now, who, "account_opened", account.id)
        except AlreadyThere:
            raise LoginTaken() from None
        return account

    async def set_disabled(self, person: Person, account: str, disabled: bool) -> None:
        """Close an account, or open it again. Its call and sessions end, its sockets soon after."""
        staff.may_keep_accounts(person)
        if person.account == account:
            raise Conflict("own account")

        async def act(deed: Deed) -> None:
            known = await _kept(deed.tx, person, account)
            await accounts.update_account(deed.tx, replace(known, disabled=disabled))
            what = "account_closed" if disabled else "account_reopened"
            await deed.carry_out([Journal(what, account)])
            await self._out(deed, account)

        await self.office.do(by_account(person.account), act)

    async def change_account(
        self,
        person: Person,
        account: str,
        display_name: str,
        roles: Iterable[Role],
        organisation: str | None = None,
        mairie: str | None = None,
        relay: str | None = None,
    ) -> None:
        """Its name; its roles and places too, but for one's own: nobody locks themselves out.

        With other rights its call and sessions end. Raises :exc:`PlaceMissing`, :exc:`Conflict`.
        """
        held = frozenset(roles)

        async def act(deed: Deed) -> None:
            known = await _kept(deed.tx, person, account)
            better = replace(
                known,
                display_name=display_name.strip(),
                roles=held,
                organisation=organisation or None,
                mairie=mairie or None,
                relay=relay or None,
            )
            await _check_places(deed.tx, better)
            await accounts.update_account(deed.tx, better)
            await deed.carry_out([Journal("account_changed", account)])
            if _rights(better) != _rights(known):
                if person.account == account:
                    raise Conflict("own account")
                staff.may_open(person, held, better.organisation)
                await self._out(deed, account)

        await self.office.do(by_account(person.account), act)

    async def open_enrolment(self, person: Person, relay: str, kiosk_name: str) -> str:
        """Return the one-time code to type at the kiosk; it is shown once, never stored."""
        staff.may_keep_kiosks(person)
        async with self.office.store.reading() as tx:
            if await places.relay(tx, relay) is None:
                raise NotFound("relay")
        who, now = by_account(person.account), self.office.clock()
        return await kiosk_auth.open_enrolment(
            self.office.store, who, relay, kiosk_name, now, self.enrolment_lasts
        )

    async def revoke_kiosk(self, person: Person, kiosk: str) -> None:
        """From now on it is a stranger; its visit ends, then its socket closes at once."""
        staff.may_keep_kiosks(person)

        async def act(deed: Deed) -> None:
            if not await kiosks.revoke(deed.tx, kiosk, deed.now):
                raise NotFound("kiosk")
            await deed.carry_out([Journal("kiosk_revoked", kiosk)])
            if (visit := await visits.open_at(deed.tx, kiosk)) is not None:
                await deed.visit(visit.id, EndAsked())
            await deed.end_free(kiosk, FreeEnd.REVOKED)

        await self.office.do(by_account(person.account), act)
        if link := self.office.presence.link(kiosk):
            link.close()

    async def set_naming(self, person: Person, organisation: str, naming: str) -> None:
        """Its consoles name files so from their next welcome on."""
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            if not await places.set_naming(deed.tx, organisation, naming):
                raise NotFound("organisation")
            await deed.carry_out([Journal("naming_changed", organisation)])

        await self.office.do(by_account(person.account), act)

    async def accounts(self, person: Person) -> list[Account]:
        """Those that `person` keeps."""
        staff.may_keep_accounts(person)
        async with self.office.store.reading() as tx:
            known = await accounts.all_accounts(tx)
        return [each for each in known if staff.keeps(person, each.roles, each.organisation)]

    async def contacts(self, person: Person, needed: Iterable[Role] = ()) -> list[str]:
        """Display names of whom `person` asks for an access: administrators, and who supervises
        the same organisation where the access is one of its own."""
        near = staff.OF_AN_ORGANISATION.issuperset(needed) and person.organisation
        async with self.office.store.reading() as tx:
            known = await accounts.all_accounts(tx)
        names = [
            each.display_name
            for each in known
            if not each.disabled
            and (
                Role.ADMINISTRATOR in each.roles
                or (Role.SUPERVISOR in each.roles and near and each.organisation == near)
            )
        ]
        return names[:MOST_CONTACTS]

    async def kiosks(self, person: Person) -> list[Kiosk]:
        """Revoked ones too."""
        staff.may_keep_kiosks(person)
        async with self.office.store.reading() as tx:
            return await kiosks.all_kiosks(tx)

    async def journal(self, person: Person, limit: int = 100) -> list[Line]:
        """Newest first."""
        staff.may_administrate(person)
        async with self.office.store.reading() as tx:
            return await journal.latest(tx, limit)

    async def counts(self, person: Person) -> list[Count]:
        staff.may_administrate(person)
        async with self.office.store.reading() as tx:
            return await all_counts(tx)

    async def _out(self, deed: Deed, account: str) -> None:
        """Its sessions end, and its call."""
        await sessions.remove_of(deed.tx, account)
        # Sound and picture do not pass here: only the kiosk can end them.
        if (call := await calls.open_of(deed.tx, account)) is not None:
            await deed.call(call.id, HungUp(None))

    async def _hashed(self, password: str) -> str:
        return await self.passwords.hash(checked(password))


def _rights(account: Account) -> object:
    return account.roles, account.organisation, account.mairie, account.relay


async def _kept(tx: Tx, person: Person, account: str) -> Account:
    """One's own account, or one that `person` keeps; any other does not exist."""
    known = await accounts.by_id(tx, account)
    if known is None:
        raise NotFound("account")
    if known.id != person.account:
        staff.may_keep(person, known.roles, known.organisation)
    return known


async def _check_places(tx: Tx, account: Account) -> None:
    for role, place in staff.SCOPES.items():
        if role in account.roles and getattr(account, place) is None:
            raise PlaceMissing(role)
    for find, id in (
        (places.organisation, account.organisation),
        (places.mairie, account.mairie),
        (places.relay, account.relay),
    ):
        if id is not None and await find(tx, id) is None:
            raise NotFound("place")
