"""One-time links: a new person, or one who lost the way in, chooses a passkey or a password.

Whoever makes the link never knows the password. The database has the hash of the link alone.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ..core import staff
from ..core.person import Person
from ..errors import NotFound
from ..store import AlreadyThere, Tx, accounts, factors, journal, links, sessions
from ..store.links import Invitation
from ..store.records import Account
from .door import Entered
from .errors import LinkOver, WrongPasskey
from .passkeys import Site
from .second import Question
from .tokens import hash_of, new_token
from .ways import Ways


@dataclass
class Invitations:
    ways: Ways
    lasts: float
    "Seconds a link is valid."

    async def link(self, person: Person, account: str, everything: bool = False) -> str:
        """Return the token of a new link for an account that `person` keeps; older ones end.

        `everything`: passkeys, application and codes are lost too, and end with its use.
        """
        staff.may_keep_accounts(person)
        return await self.link_by(f"account:{person.account}", account, everything, person)

    async def link_by(
        self, who: str, account: str, everything: bool = False, person: Person | None = None
    ) -> str:
        """The same for `visavis accounts`, where `who` is ``server`` and `person` none."""
        token, now = new_token(), self.ways.door.clock()
        async with self.ways.door.store.writing() as tx:
            known = await accounts.by_id(tx, account)
            if known is None or known.disabled:
                raise NotFound("account")
            if person is not None:
                staff.may_keep(person, known.roles, known.organisation)
            made = Invitation(hash_of(token), account, now + self.lasts, everything)
            await links.insert_invitation(tx, made)
            await journal.write(tx, now, who, "link_made", account)
        return token

    async def whose(self, token: str) -> Account:
        """Raises :exc:`LinkOver`."""
        async with self.ways.door.store.reading() as tx:
            return (await self._found(tx, token))[1]

    async def ask_passkey(self, token: str, site: Site) -> Question:
        return await self.ways.ask_passkey(await self.whose(token), site)

    async def by_password(self, token: str, password: str) -> Account:
        """The password is set; its owner signs in with it. Raises :exc:`WeakPassword`."""
        hashed = await self.ways.hashed(password)

        async def act(tx: Tx, account: Account) -> None:
            await accounts.set_password(tx, account.id, hashed)

        return await self._use(token, act)

    async def by_passkey(
        self, token: str, step: str, answer: str, label: str, site: Site
    ) -> Entered:
        """The key is added, an old password ends, and its owner is in."""

        async def act(tx: Tx, account: Account) -> None:
            await accounts.set_password(tx, account.id, "")
            await self.ways.add_passkey(tx, account.id, step, answer, label, site)

        try:
            account = await self._use(token, act)
        except AlreadyThere:
            raise WrongPasskey("known already") from None
        return await self.ways.door.open(account, "passkey", strong=True)

    async def _use(self, token: str, act: Callable[[Tx, Account], Awaitable[None]]) -> Account:
        """All of it or nothing: a failed try leaves the link as it was."""
        now = self.ways.door.clock()
        async with self.ways.door.store.writing() as tx:
            invitation, account = await self._found(tx, token)
            if not await links.use_invitation(tx, invitation.token_hash, now):
                raise LinkOver()
            if invitation.everything:
                await factors.remove_all(tx, account.id)
            await act(tx, account)
            await sessions.remove_of(tx, account.id)
            await journal.write(tx, now, f"account:{account.id}", "link_used", account.id)
        return account

    async def _found(self, tx: Tx, token: str) -> tuple[Invitation, Account]:
        invitation = await links.find_invitation(tx, hash_of(token), self.ways.door.clock())
        account = None if invitation is None else await accounts.by_id(tx, invitation.account)
        if invitation is None or account is None or account.disabled:
            raise LinkOver()
        return invitation, account
