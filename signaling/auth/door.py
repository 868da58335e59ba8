"""The way in and out for people: passwords checked, sessions opened, found and closed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..core.person import Person, Role
from ..store import Store, Tx, accounts, factors, journal, links, sessions
from ..store.records import Account, Session
from .errors import Throttled, WrongPassword
from .passwords import Passwords
from .throttle import Throttle
from .tokens import hash_of, new_token

TOUCH_SECONDS = 60.0
"`last_seen` is not written more often than this."
FRESH_SECONDS = 900.0
"So long after having come in one may change one's ways in."
STEP_SECONDS = 300.0
"Between a right password and its second factor, or a question to a passkey and its answer."
SECOND = "second"
"The kind of step that follows a right password."


class Entered(NamedTuple):
    person: Person
    token: str
    "Of the new session, for the cookie."


@dataclass(frozen=True)
class Halfway:
    """The password was right; :class:`.second.Second` waits for the rest."""

    step: str
    account: str


@dataclass(frozen=True)
class Known:
    """Whose session it is, and what it may do at this moment."""

    person: Person
    session: Session
    fresh: bool
    "Opened a moment ago: ways in may be changed."
    restricted: bool
    "The settings ask a second factor of this person, and this session has none."


@dataclass
class Door:
    """One a process. `clock` gives seconds since 1970."""

    store: Store
    passwords: Passwords
    clock: Callable[[], float]
    lasts: float
    "Seconds a session lives at most."
    idle: float
    "Seconds it lives without a request."
    second_for: frozenset[Role] = frozenset()
    "Roles of which a password alone is not enough."
    by_account: Throttle = field(default_factory=lambda: Throttle(burst=8, seconds=60.0))
    by_address: Throttle = field(default_factory=lambda: Throttle(burst=40, seconds=10.0))

    async def sign_in(self, login: str, password: str, address: str) -> Entered | Halfway:
        """Come in by a password, or half way when the account has a second factor.

        Raises :exc:`WrongPassword`, :exc:`Throttled` or :exc:`Crowded`.
        """
        login, now = login.strip().lower()[:80], self.clock()
        if not self.by_account.admits(login, now):
            raise Throttled()
        self.knock(address)
        # Counted before the check, so that a hundred at once are not a hundred free tries.
        self.by_account.failed(login, now)
        account = await self._checked(login, password)
        self.by_account.succeeded(login)
        self.by_address.forgive(address)
        async with self.store.reading() as tx:
            more = await factors.has_second(tx, account.id)
        if more:
            return await self._half_way(account)
        return await self.open(account, "password", strong=False)

    def knock(self, address: str) -> None:
        """Count a try of this address; forgiven once it succeeded. Raises :exc:`Throttled`."""
        now = self.clock()
        if not self.by_address.admits(address, now):
            raise Throttled()
        self.by_address.failed(address, now)

    async def open(self, account: Account, how: str, strong: bool) -> Entered:
        """A new session; `how` is for the journal."""
        token, now = new_token(), self.clock()
        session = Session(hash_of(token), account.id, now, now, now + self.lasts, strong)
        async with self.store.writing() as tx:
            await sessions.insert(tx, session)
            await journal.write(tx, now, f"account:{account.id}", "signed_in", account.id, how)
        return Entered(account.person, token)

    async def sign_out(self, token: str) -> None:
        async with self.store.writing() as tx:
            await sessions.remove(tx, hash_of(token))

    async def person_of(self, token: str, active: bool = True) -> Person | None:
        """Whose session it is; none when it ended or its account was closed."""
        known = await self.known(token, active)
        return None if known is None else known.person

    async def known(self, token: str, active: bool = True) -> Known | None:
        """The same, with what the session may do.

        `active` is false for what a page does by itself: it keeps no session alive. Whoever has
        a visit in hand is at work, whatever the limits: a call is never cut by them.
        """
        now, name = self.clock(), hash_of(token)
        async with self.store.reading() as tx:
            session = await sessions.find(tx, name)
            if session is None:
                return None
            at_work = await sessions.at_work(tx, session.account)
            if self._is_over(session, now) and not at_work:
                return None
            account = await accounts.by_id(tx, session.account)
        if account is None or account.disabled:
            return None
        if (active or at_work) and now - session.last_seen > TOUCH_SECONDS:
            async with self.store.writing() as tx:
                await sessions.touch(tx, name, now)
        fresh = now - session.created_at < FRESH_SECONDS
        return Known(account.person, session, fresh, self.asks_second(account, session.strong))

    def asks_second(self, account: Account, strong: bool) -> bool:
        """Do the settings ask more of this account than what it gave?"""
        return not strong and not account.demo and not self.second_for.isdisjoint(account.roles)

    async def forget_expired(self) -> None:
        now = self.clock()
        async with self.store.writing() as tx:
            await sessions.remove_expired(tx, now, now - self.idle)
            await links.remove_expired(tx, now)

    async def _checked(self, login: str, password: str) -> Account:
        async with self.store.reading() as tx:
            account = await accounts.by_login(tx, login)
        usable = account is not None and not account.disabled
        known = account.password_hash if account is not None and usable else None
        if not await self.passwords.matches(known, password) or account is None:
            raise WrongPassword()
        return account

    async def _half_way(self, account: Account) -> Halfway:
        async with self.store.writing() as tx:
            token = await begin_step(tx, SECOND, self.clock(), account.id)
        return Halfway(token, account.id)

    def _is_over(self, session: Session, now: float) -> bool:
        return now >= session.expires_at or now - session.last_seen >= self.idle


async def begin_step(
    tx: Tx, kind: str, now: float, account: str | None = None, challenge: str | None = None
) -> str:
    """Return the token of something that is finished once, soon, by whoever holds it."""
    token = new_token()
    step = links.Step(hash_of(token), kind, now + STEP_SECONDS, account, challenge)
    await links.insert_step(tx, step)
    return token
