"""What an administrator keeps: accounts, kiosks, and the journal. It shows no resident."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .auth import kiosks as kiosk_auth
from .auth.passwords import MAX_PASSWORD, MIN_PASSWORD, Passwords
from .auth.tokens import new_id
from .core.call import HungUp
from .core.commands import Journal
from .core.person import Person, Role
from .core.visit import EndAsked
from .deeds import Deed
from .errors import Conflict, NotAllowed, NotFound, Refusal
from .office import Office, by_account
from .store import AlreadyThere, Tx, accounts, calls, journal, kiosks, places, sessions, visits
from .store.counters import all_counts
from .store.records import Account, Count, Kiosk, Line

SCOPES = {Role.SECRETARY: "mairie", Role.HOST: "relay", Role.COUNSELLOR: "organisation"}
"The place without which a role means nothing."


class WeakPassword(Refusal):
    code = "weak_password"
    sentence = f"Le mot de passe doit compter de {MIN_PASSWORD} à {MAX_PASSWORD} caractères."


class LoginTaken(Conflict):
    code = "login_taken"
    sentence = "Cet identifiant est déjà pris."


class PlaceMissing(Refusal):
    code = "place_missing"
    sentence = "Choisissez la mairie, le relais ou l'organisme de cette personne."


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
        password: str,
        roles: Iterable[Role],
        organisation: str | None = None,
        mairie: str | None = None,
        relay: str | None = None,
    ) -> Account:
        """Raises :exc:`LoginTaken`, :exc:`WeakPassword`, :exc:`PlaceMissing`."""
        _may_administrate(person)
        return await self.create_account(
            by_account(person.account),
            Account(
                id=new_id("account"),
                login=login.strip().lower(),
                display_name=display_name.strip(),
                password_hash="",
                roles=frozenset(roles),
                organisation=organisation or None,
                mairie=mairie or None,
                relay=relay or None,
                created_at=self.office.clock(),
            ),
            password,
        )

    async def create_account(self, who: str, draft: Account, password: str) -> Account:
        """The same for `visavis accounts`, where `who` is ``server``."""
        account = replace(draft, password_hash=await self._hashed(password))
        try:
            async with self.office.store.writing() as tx:
                await _check_places(tx, account)
                await accounts.insert_account(tx, account)
                now = self.office.clock()
                await journal.write(tx, now, who, "account_opened", account.id)
        except AlreadyThere:
            raise LoginTaken() from None
        return account

    async def change_password(self, person: Person, account: str, password: str) -> None:
        """One's own, or anybody's for an administrator. Every session of it ends."""
        if person.account != account:
            _may_administrate(person)
        hashed = await self._hashed(password)
        async with self.office.store.writing() as tx:
            if await accounts.by_id(tx, account) is None:
                raise NotFound("account")
            await accounts.set_password(tx, account, hashed)
            await sessions.remove_of(tx, account)
            who, now = by_account(person.account), self.office.clock()
            await journal.write(tx, now, who, "password_changed", account)

    async def set_disabled(self, person: Person, account: str, disabled: bool) -> None:
        """Close an account, or open it again. Its call and sessions end, its sockets soon after."""
        _may_administrate(person)
        if person.account == account:
            raise Conflict("own account")

        async def act(deed: Deed) -> None:
            known = await accounts.by_id(deed.tx, account)
            if known is None:
                raise NotFound("account")
            await accounts.update_account(deed.tx, replace(known, disabled=disabled))
            await sessions.remove_of(deed.tx, account)
            what = "account_closed" if disabled else "account_reopened"
            await deed.carry_out([Journal(what, account)])
            # Sound and picture do not pass here: only the kiosk can end them.
            if (call := await calls.open_of(deed.tx, account)) is not None:
                await deed.call(call.id, HungUp(None))

        await self.office.do(by_account(person.account), act)

    async def open_enrolment(self, person: Person, relay: str, kiosk_name: str) -> str:
        """Return the one-time code to type at the kiosk; it is shown once, never stored."""
        _may_administrate(person)
        async with self.office.store.reading() as tx:
            if await places.relay(tx, relay) is None:
                raise NotFound("relay")
        who, now = by_account(person.account), self.office.clock()
        return await kiosk_auth.open_enrolment(
            self.office.store, who, relay, kiosk_name, now, self.enrolment_lasts
        )

    async def revoke_kiosk(self, person: Person, kiosk: str) -> None:
        """From now on it is a stranger; its visit ends, then its socket closes at once."""
        _may_administrate(person)

        async def act(deed: Deed) -> None:
            if not await kiosks.revoke(deed.tx, kiosk, deed.now):
                raise NotFound("kiosk")
            await deed.carry_out([Journal("kiosk_revoked", kiosk)])
            if (visit := await visits.open_at(deed.tx, kiosk)) is not None:
                await deed.visit(visit.id, EndAsked())

        await self.office.do(by_account(person.account), act)
        if link := self.office.presence.link(kiosk):
            link.close()

    async def set_naming(self, person: Person, organisation: str, naming: str) -> None:
        """Its consoles name files so from their next welcome on."""
        _may_administrate(person)

        async def act(deed: Deed) -> None:
            if not await places.set_naming(deed.tx, organisation, naming):
                raise NotFound("organisation")
            await deed.carry_out([Journal("naming_changed", organisation)])

        await self.office.do(by_account(person.account), act)

    async def accounts(self, person: Person) -> list[Account]:
        _may_administrate(person)
        async with self.office.store.reading() as tx:
            return await accounts.all_accounts(tx)

    async def kiosks(self, person: Person) -> list[Kiosk]:
        """Revoked ones too."""
        _may_administrate(person)
        async with self.office.store.reading() as tx:
            return await kiosks.all_kiosks(tx)

    async def journal(self, person: Person, limit: int = 100) -> list[Line]:
        """Newest first."""
        _may_administrate(person)
        async with self.office.store.reading() as tx:
            return await journal.latest(tx, limit)

    async def counts(self, person: Person) -> list[Count]:
        _may_administrate(person)
        async with self.office.store.reading() as tx:
            return await all_counts(tx)

    async def _hashed(self, password: str) -> str:
        # NIST SP 800-63B 5.1.1.2: length counts, composition rules do not.
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise WeakPassword()
        return await self.passwords.hash(password)


def _may_administrate(person: Person) -> None:
    if not person.is_a(Role.ADMINISTRATOR):
        raise NotAllowed("administrate")


async def _check_places(tx: Tx, account: Account) -> None:
    for role, place in SCOPES.items():
        if role in account.roles and getattr(account, place) is None:
            raise PlaceMissing(role)
    for find, id in (
        (places.organisation, account.organisation),
        (places.mairie, account.mairie),
        (places.relay, account.relay),
    ):
        if id is not None and await find(tx, id) is None:
            raise NotFound("place")
