"""The way in and out for people: passwords checked, sessions opened, found and closed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..core.person import Person
from ..store import Store, accounts, journal, sessions
from ..store.records import Account, Session
from .errors import Throttled, WrongPassword
from .passwords import Passwords
from .throttle import Throttle
from .tokens import hash_of, new_token

TOUCH_SECONDS = 60.0
"`last_seen` is not written more often than this."


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
    by_account: Throttle = field(default_factory=lambda: Throttle(burst=8, seconds=60.0))
    by_address: Throttle = field(default_factory=lambda: Throttle(burst=40, seconds=10.0))

    async def sign_in(self, login: str, password: str, address: str) -> tuple[Person, str]:
        """Return who it is, and the token of a new session (for the cookie).

        Raises :exc:`WrongPassword`, :exc:`Throttled` or :exc:`Crowded`.
        """
        login, now = login.strip().lower()[:80], self.clock()
        if not (self.by_account.admits(login, now) and self.by_address.admits(address, now)):
            raise Throttled()
        # Counted before the check, so that a hundred at once are not a hundred free tries.
        self.by_account.failed(login, now)
        self.by_address.failed(address, now)
        account = await self._checked(login, password)
        self.by_account.succeeded(login)
        self.by_address.forgive(address)
        return account.person, await self._open_session(account)

    async def sign_out(self, token: str) -> None:
        async with self.store.writing() as tx:
            await sessions.remove(tx, hash_of(token))

    async def person_of(self, token: str) -> Person | None:
        """Whose session it is; none when it ended or its account was closed."""
        now, name = self.clock(), hash_of(token)
        async with self.store.reading() as tx:
            session = await sessions.find(tx, name)
            if session is None or self._is_over(session, now):
                return None
            account = await accounts.by_id(tx, session.account)
        if account is None or account.disabled:
            return None
        if now - session.last_seen > TOUCH_SECONDS:
            async with self.store.writing() as tx:
                await sessions.touch(tx, name, now)
        return account.person

    async def forget_expired(self) -> None:
        now = self.clock()
        async with self.store.writing() as tx:
            await sessions.remove_expired(tx, now, now - self.idle)

    async def _checked(self, login: str, password: str) -> Account:
        async with self.store.reading() as tx:
            account = await accounts.by_login(tx, login)
        usable = account is not None and not account.disabled
        known = account.password_hash if account is not None and usable else None
        if not await self.passwords.matches(known, password) or account is None:
            raise WrongPassword()
        return account

    async def _open_session(self, account: Account) -> str:
        token, now = new_token(), self.clock()
        session = Session(hash_of(token), account.id, now, now, now + self.lasts)
        async with self.store.writing() as tx:
            await sessions.insert(tx, session)
            await journal.write(tx, now, f"account:{account.id}", "signed_in", account.id)
        return token

    def _is_over(self, session: Session, now: float) -> bool:
        return now >= session.expires_at or now - session.last_seen >= self.idle
