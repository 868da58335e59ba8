"""After the password, or instead of it: a passkey, an application's code, a code on paper."""

from dataclasses import dataclass, field

from ..store import Tx, accounts, factors, journal, links
from ..store.factors import Passkey
from ..store.links import Step
from ..store.records import Account
from . import paper, passkeys, totp
from .door import SECOND, Door, Entered, begin_step
from .errors import StepOver, Throttled, WrongPasskey, WrongSecond
from .passkeys import Site
from .throttle import Throttle
from .tokens import hash_of
from .vault import Vault

PASSKEY = "passkey"
"The kind of step that waits for a passkey's answer."


@dataclass(frozen=True)
class Question:
    """For the browser: what to ask the key, and the token that its answer carries."""

    step: str
    options: str


@dataclass(frozen=True)
class Offers:
    """How somebody half way may go on."""

    passkey: bool
    application: bool


@dataclass
class Second:
    door: Door
    vault: Vault
    by_account: Throttle = field(default_factory=lambda: Throttle(burst=5, seconds=300.0))
    "Of a million codes three are right at a time: a guesser gets some three hundred a day."

    by_asker: Throttle = field(default_factory=lambda: Throttle(burst=60, seconds=2.0))
    "Each question is a row: an address asks no more than this."

    # -- passkeys -----------------------------------------------------------------------------

    async def ask(self, site: Site, address: str, step: str = "") -> Question:
        """A question to any key of ours, or to those of whom is half way (`step`).

        Raises :exc:`Throttled` or :exc:`StepOver`.
        """
        now = self.door.clock()
        if not self.by_asker.admits(address, now):
            raise Throttled()
        self.by_asker.failed(address, now)
        async with self.door.store.writing() as tx:
            account = (await self._step(tx, step, SECOND)).account if step else None
            known = [] if account is None else await factors.passkeys_of(tx, account)
            asked = passkeys.ask(site, [each.credential for each in known])
            token = await begin_step(tx, PASSKEY, self.door.clock(), account, asked.challenge)
        return Question(token, asked.options)

    async def by_passkey(self, step: str, answer: str, site: Site, address: str) -> Entered:
        """Come in. Raises :exc:`WrongPasskey`, :exc:`StepOver` or :exc:`Throttled`."""
        self.door.knock(address)
        challenge = await self._answered(step)
        credential = passkeys.credential_of(answer)
        async with self.door.store.reading() as tx:
            known = await factors.by_credential(tx, credential)
            account = None if known is None else await accounts.by_id(tx, known.account)
        if known is None or account is None or account.disabled:
            raise WrongPasskey("unknown")
        if challenge.account not in (None, account.id):
            raise WrongPasskey("of somebody else")
        await self._prove(known, challenge, answer, site)
        self.door.by_address.forgive(address)
        return await self.door.open(account, "passkey", strong=True)

    async def _prove(self, known: Passkey, step: Step, answer: str, site: Site) -> None:
        asked, now = step.challenge or "", self.door.clock()
        try:
            count = passkeys.verified(site, asked, answer, known.public_key, known.sign_count)
        except WrongPasskey:
            await self._tell(known.account, "passkey_refused")
            raise
        async with self.door.store.writing() as tx:
            if not await factors.passkey_used(tx, known, count, now):
                raise WrongPasskey("used meanwhile")

    async def offers(self, step: str) -> Offers:
        """Raises :exc:`StepOver`."""
        async with self.door.store.reading() as tx:
            account = (await self._account(tx, await self._step(tx, step, SECOND))).id
            app = await factors.totp_of(tx, account)
            keys = await factors.passkeys_of(tx, account)
        return Offers(bool(keys), app is not None and app.sealed is not None)

    # -- codes --------------------------------------------------------------------------------

    async def by_code(self, step: str, code: str, address: str) -> Entered:
        """Come in by six figures or by a code on paper.

        Raises :exc:`WrongSecond`, :exc:`StepOver` or :exc:`Throttled`.
        """
        self.door.knock(address)
        async with self.door.store.reading() as tx:
            account = await self._account(tx, await self._step(tx, step, SECOND))
        self.count(account.id)
        how = await self._used(account.id, code)
        async with self.door.store.writing() as tx:
            if not await links.use_step(tx, hash_of(step)):
                raise StepOver()
        self.by_account.succeeded(account.id)
        self.door.by_address.forgive(address)
        return await self.door.open(account, how, strong=True)

    def count(self, account: str) -> None:
        """One more try at the codes of this account. Raises :exc:`Throttled`."""
        now = self.door.clock()
        if not self.by_account.admits(account, now):
            raise Throttled()
        self.by_account.failed(account, now)

    async def _used(self, account: str, code: str) -> str:
        """Use `code` up; returns how it is told in the journal."""
        typed = "".join(code.split())
        async with self.door.store.writing() as tx:
            if len(typed) == totp.DIGITS and typed.isascii() and typed.isdigit():
                if await self.right_figures(tx, account, typed):
                    return "password+application"
            elif await factors.use_code(tx, account, paper.hash_of_code(code), self.door.clock()):
                return "password+recovery"
        await self._tell(account, "second_refused")
        raise WrongSecond()

    async def right_figures(self, tx: Tx, account: str, figures: str) -> bool:
        """Are they of this moment, and not used yet?"""
        known = await factors.totp_of(tx, account)
        step = None if known is None else self.step_of(account, known.sealed, figures)
        return step is not None and await factors.use_step(tx, account, step)

    def step_of(self, account: str, sealed: str | None, figures: str) -> int | None:
        secret = None if sealed is None else self.vault.open(account, sealed)
        return None if secret is None else totp.step_of(secret, figures, self.door.clock())

    # -- inside -------------------------------------------------------------------------------

    async def _answered(self, token: str) -> Step:
        """The question, used up: the same answer sent again finds none."""
        async with self.door.store.writing() as tx:
            step = await self._step(tx, token, PASSKEY)
            if not await links.use_step(tx, step.token_hash):
                raise StepOver()
        return step

    async def _step(self, tx: Tx, token: str, kind: str) -> Step:
        step = await links.find_step(tx, hash_of(token), kind, self.door.clock())
        if step is None:
            raise StepOver()
        return step

    async def _account(self, tx: Tx, step: Step) -> Account:
        account = None if step.account is None else await accounts.by_id(tx, step.account)
        if account is None or account.disabled:
            raise StepOver()
        return account

    async def _tell(self, account: str, what: str) -> None:
        async with self.door.store.writing() as tx:
            await journal.write(tx, self.door.clock(), f"account:{account}", what, account)
