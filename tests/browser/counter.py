"""The real server on a port of its own, with the demonstration's places and people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import argon2
from aiohttp import web
from playwright.async_api import ConsoleMessage, Page

from signaling.app import create_app, listening
from signaling.auth.passwords import Passwords
from signaling.core.person import Person, Role
from signaling.keys import DESK, OFFICE, REGISTRY
from signaling.protocol import CallState, Mode, Need
from signaling.settings import Settings
from signaling.store import appointments, calls, counters, demo, kiosks
from signaling.store.records import Appointment

PASSWORD = "mot de passe de test"
SECRETARY = Person(
    "account-secretaire-hannapes", "Mairie", frozenset({Role.SECRETARY}), mairie="hannapes"
)
HOST = Person("account-hote-wassigny", "Accueil", frozenset({Role.HOST}), relay="pel-wassigny")
MSA = "conseil.msa"
SCREEN = {"width": 1366, "height": 768}
"The smallest of a counsellor's desk."


@dataclass(frozen=True)
class Form:
    """What a secretary writes."""

    name: str = "Exemple"
    first_name: str = "Camille"
    telephone: str = "03 23 00 00 00"
    organisation: str = "msa"
    motive: str = "Dossier de retraite"
    relay: str = "pel-wassigny"
    at: float | None = None
    email: str = ""
    listed: str = ""
    birth_date: str = ""
    wanted: str = ""
    mode: Mode = Mode.VIDEO
    needs: tuple[Need, ...] = ()
    language: str = ""
    kiosk_language: str = ""


def quick() -> Passwords:
    """The same argon2, for tests that do not measure it."""
    return Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class Counter:
    """One server. :meth:`stop` and :meth:`start` are a restart: same port, same data."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self._folder = folder
        self._port = 0
        self._options = {
            "host": "127.0.0.1",
            "hostnames": ("localhost",),
            "second_factor": (),
        } | options
        self._running: AsyncExitStack | None = None
        self.app: web.Application

    def at(self, port: int) -> None:
        """Before it starts; without it the system chooses."""
        self._port = port

    @property
    def url(self) -> str:
        return f"https://localhost:{self._port}"

    async def start(self) -> None:
        settings = Settings(port=self._port, data_dir=self._folder, **self._options)
        self.app = create_app(settings, passwords=quick())
        self._running = AsyncExitStack()
        self._port = await self._running.enter_async_context(listening(self.app))

    async def stop(self) -> None:
        if self._running is not None:
            await self._running.aclose()
        self._running = None

    async def seed(self) -> None:
        passwords = {person.login: PASSWORD for person in demo.ACCOUNTS}
        hashing = self.app[REGISTRY].passwords
        office = self.app[OFFICE]
        await demo.seed(office.store, hashing, passwords, office.clock())

    async def kiosk_code(self) -> str:
        office = self.app[OFFICE]
        return await demo.kiosk_code(office.store, office.clock())

    async def register(self, form: Form | None = None) -> str:
        """As the mairie's page does; gives the appointment's id."""
        record = await self.app[DESK].register_appointment(SECRETARY, form or Form())
        return record.id

    async def cancel(self, appointment: str) -> None:
        await self.app[DESK].cancel(SECRETARY, appointment)

    async def install(self, appointment: str) -> str:
        """As the host's page does, at the relay's one kiosk; gives the visit's id."""
        async with self.app[OFFICE].store.reading() as tx:
            (kiosk,) = await kiosks.of_relay(tx, "pel-wassigny")
        return (await self.app[DESK].install(HOST, appointment, kiosk.id)).id

    async def end_by_host(self, visit: str) -> None:
        await self.app[DESK].end_visit(HOST, visit)

    async def appointment(self, id: str) -> Appointment:
        async with self.app[OFFICE].store.reading() as tx:
            found = await appointments.by_id(tx, id)
        assert found is not None
        return found

    async def counted(self, outcome: str) -> None:
        """Until the figures of the month have it."""
        async with asyncio.timeout(20):
            while True:
                async with self.app[OFFICE].store.reading() as tx:
                    if outcome in {each.outcome for each in await counters.all_counts(tx)}:
                        return
                await asyncio.sleep(0.05)

    async def talking(self) -> None:
        """Until the server knows that the kiosk answered."""
        async with asyncio.timeout(20):
            while CallState.TALKING not in await self._calls():  # noqa: ASYNC110 a row tells nobody
                await asyncio.sleep(0.02)

    async def silent(self) -> None:
        """Until the server knows of no call."""
        async with asyncio.timeout(20):
            while await self._calls():  # noqa: ASYNC110 a row tells nobody
                await asyncio.sleep(0.02)

    async def _calls(self) -> list[CallState]:
        async with self.app[OFFICE].store.reading() as tx:
            return [call.state for call in await calls.all_open(tx)]

    async def sign_in(self, page: Page, login: str = MSA) -> None:
        """Leaves `page` on the console, its link open."""
        await page.goto(f"{self.url}/connexion")
        await page.fill("[name=login]", login)
        await page.fill("[name=password]", PASSWORD)
        await page.click("button[type=submit]")
        await page.wait_for_url("**/console")
        await page.wait_for_selector("#link[data-link=open]")


@asynccontextmanager
async def counter(folder: Path) -> AsyncIterator[Counter]:
    found = Counter(folder)
    await found.start()
    try:
        await found.seed()
        yield found
    finally:
        await found.stop()


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Poll `condition`; fail when it stays false."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 any condition, not one that tells
            await asyncio.sleep(0.02)


def mistakes_of(page: Page) -> list[str]:
    """Fills with what `page` throws and what its policy forbids; it should stay empty."""
    found: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # a server or a network that is away for a moment is no mistake of the page
        away = "ERR_CONNECTION" in message.text or "ERR_INTERNET" in message.text
        if message.type == "error" and not away:
            found.append(message.text)

    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", said)
    return found
