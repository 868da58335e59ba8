"""One's own ways in: passkeys added and removed, an application, codes on paper, a password.

Whoever changes them came in a moment ago (:attr:`.door.Known.fresh`); the handlers see to it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ..core.person import Person
from ..errors import NotFound
from ..store import AlreadyThere, Tx, accounts, factors, journal, links, sessions
from ..store.factors import Passkey
from ..store.records import Account
from . import paper, passkeys, totp
from .door import Door, Known, begin_step
from .errors import LastWayIn, StepOver, WrongPasskey, WrongSecond
from .passkeys import Site
from .passwords import checked
from .second import Question, Second
from .tokens import hash_of, new_id

NEW_PASSKEY = "new_passkey"
MOST_PASSKEYS = 20


@dataclass(frozen=True)
class WaysIn:
    """What an account comes in with, as its page shows it."""

    passkeys: list[Passkey]
    application: bool
    codes_left: int
    password: bool
    second_wanted: bool
    "By the settings, for a role of this account."
    demo: bool


@dataclass(frozen=True)
class Secret:
    """For the application, once."""

    text: str
    address: str
    "What the QR code says."


@dataclass
class Ways:
    second: Second

    @property
    def door(self) -> Door:
        return self.second.door

    async def of(self, person: Person) -> WaysIn:
        async with self.door.store.reading() as tx:
            account = await _found(tx, person.account)
            app = await factors.totp_of(tx, account.id)
            return WaysIn(
                await factors.passkeys_of(tx, account.id),
                app is not None and app.sealed is not None,
                await factors.codes_left(tx, account.id),
                bool(account.password_hash),
                self.door.asks_second(account, strong=False),
                account.demo,
            )

    # -- passkeys -----------------------------------------------------------------------------

    async def ask_passkey(self, account: Account, site: Site) -> Question:
        async with self.door.store.writing() as tx:
            known = await factors.passkeys_of(tx, account.id)
            mine = [each.credential for each in known]
            name = account.display_name
            asked = passkeys.ask_new(site, account.id, account.login, name, mine)
            now = self.door.clock()
            token = await begin_step(tx, NEW_PASSKEY, now, account.id, asked.challenge)
        return Question(token, asked.options)

    async def add_passkey(
        self, tx: Tx, account: str, step: str, answer: str, label: str, site: Site
    ) -> None:
        """In the caller's transaction. Raises :exc:`StepOver` or :exc:`WrongPasskey`."""
        now = self.door.clock()
        asked = await links.find_step(tx, hash_of(step), NEW_PASSKEY, now)
        if asked is None or asked.account != account:
            raise StepOver()
        if not await links.use_step(tx, asked.token_hash):
            raise StepOver()
        made = passkeys.made(site, asked.challenge or "", answer)
        if len(await factors.passkeys_of(tx, account)) >= MOST_PASSKEYS:
            raise WrongPasskey("too many")
        key = Passkey(
            new_id("passkey"),
            account,
            made.credential,
            made.public_key,
            made.sign_count,
            label,
            now,
        )
        await factors.insert_passkey(tx, key)
        await self._tell(tx, account, "passkey_added")

    async def add_own_passkey(
        self, known: Known, step: str, answer: str, label: str, site: Site
    ) -> None:
        account = known.person.account

        async def act(tx: Tx) -> None:
            await self.add_passkey(tx, account, step, answer, label, site)
            await sessions.strengthen(tx, known.session.token_hash)

        try:
            await self._change(act)
        except AlreadyThere:
            raise WrongPasskey("known already") from None

    async def remove_passkey(self, person: Person, id: str) -> None:
        async def act(tx: Tx) -> None:
            if not await factors.remove_passkey(tx, person.account, id):
                raise NotFound("passkey")
            await self._tell(tx, person.account, "passkey_removed")
            await self._check_enough(tx, person.account)

        await self._change(act)

    # -- an application -----------------------------------------------------------------------

    async def begin_application(self, person: Person) -> None:
        """A new secret waits for its first code; one that is in use is replaced only then."""
        secret, account = totp.new_secret(), person.account

        async def act(tx: Tx) -> None:
            await factors.begin_totp(tx, account, self.second.vault.seal(account, secret))

        await self._change(act)

    async def secret(self, person: Person) -> Secret | None:
        """That which waits for its first code, or none."""
        async with self.door.store.reading() as tx:
            account = await _found(tx, person.account)
            known = await factors.totp_of(tx, person.account)
        if known is None or known.pending is None:
            return None
        text = self.second.vault.open(person.account, known.pending)
        if text is None:
            return None
        return Secret(text, totp.address(text, account.login, "Vis-à-vis"))

    async def confirm_application(self, known: Known, code: str) -> None:
        """Raises :exc:`WrongSecond` or :exc:`Throttled`."""
        account = known.person.account
        self.second.count(account)

        async def act(tx: Tx) -> None:
            figures = "".join(code.split())
            waiting = await factors.totp_of(tx, account)
            if waiting is None:
                raise WrongSecond()
            step = self.second.step_of(account, waiting.pending, figures)
            if step is None:
                raise WrongSecond()
            await factors.confirm_totp(tx, waiting, step, self.door.clock())
            await sessions.strengthen(tx, known.session.token_hash)
            await self._tell(tx, account, "application_added")

        await self._change(act)
        self.second.by_account.succeeded(account)

    async def remove_application(self, person: Person) -> None:
        async def act(tx: Tx) -> None:
            if not await factors.remove_totp(tx, person.account):
                raise NotFound("application")
            await self._tell(tx, person.account, "application_removed")
            await self._check_enough(tx, person.account)

        await self._change(act)

    # -- paper and password -------------------------------------------------------------------

    async def new_codes(self, person: Person) -> list[str]:
        """Ten of them, shown once; older ones end."""
        codes = paper.new_codes()

        async def act(tx: Tx) -> None:
            hashes = [paper.hash_of_code(code) for code in codes]
            await factors.replace_codes(tx, person.account, hashes)
            await self._tell(tx, person.account, "recovery_codes_made")

        await self._change(act)
        return codes

    async def set_own_password(self, known: Known, password: str) -> None:
        """The other sessions of the account end. Raises :exc:`WeakPassword`."""
        hashed, account = await self.hashed(password), known.person.account

        async def act(tx: Tx) -> None:
            await accounts.set_password(tx, account, hashed)
            await sessions.remove_others(tx, account, known.session.token_hash)
            await self._tell(tx, account, "password_changed")

        await self._change(act)

    async def hashed(self, password: str) -> str:
        return await self.door.passwords.hash(checked(password))

    # -- inside -------------------------------------------------------------------------------

    async def _change(self, act: Callable[[Tx], Awaitable[None]]) -> None:
        async with self.door.store.writing() as tx:
            await act(tx)

    async def _check_enough(self, tx: Tx, id: str) -> None:
        """Raises :exc:`LastWayIn`, which undoes the removal."""
        account = await _found(tx, id)
        second = await factors.has_second(tx, id)
        if self.door.asks_second(account, strong=second):
            raise LastWayIn("second")
        if not account.password_hash and not await factors.passkeys_of(tx, id):
            raise LastWayIn("password")

    async def _tell(self, tx: Tx, account: str, what: str) -> None:
        await journal.write(tx, self.door.clock(), f"account:{account}", what, account)


async def _found(tx: Tx, id: str) -> Account:
    account = await accounts.by_id(tx, id)
    if account is None:
        raise NotFound("account")
    return account
