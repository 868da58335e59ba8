"""The demonstration's places served for a test: a real server over HTTPS, real kiosk links.

Run it through tests/in_namespace.sh. Nothing here is a double: accounts, database, sockets and
certificates are the product's own; only argon2 is made cheap.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import argon2
from aiohttp import web

from kiosk.enrolment import enrol
from kiosk.identity import Identity
from kiosk.link import Link
from kiosk.settings import KioskSettings
from signaling.app import create_app, listening
from signaling.auth.passwords import Passwords
from signaling.core.person import Person, Role
from signaling.desk import Desk
from signaling.keys import DESK, OFFICE, REGISTRY
from signaling.pages import words
from signaling.protocol import KioskWelcome, Light, Lights, Message
from signaling.settings import Settings
from signaling.store import accounts
from signaling.store.demo import ACCOUNTS, RELAYS, seed

PASSWORD = "mot-de-passe-de-demonstration"
SECRETARY, HOST, COUNSELLOR, ADMIN = (
    "secretaire.hannapes",
    "hote.wassigny",
    "conseil.msa",
    "admin",
)
ALL_GREEN = Lights.model_validate(dict.fromkeys(words.DEVICES, Light.GREEN))


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 30.0) -> None:
    """Wait for something to become true; TimeoutError when it does not."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 a condition, not an event of ours
            await asyncio.sleep(0.02)


@dataclass
class KioskAtWork:
    """A kiosk's real link, whose devices are what the test says."""

    id: str
    name: str
    link: Link
    lights: Lights = ALL_GREEN
    heard: list[Message] = field(default_factory=list)
    welcomed: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, message: Message) -> None:
        self.heard.append(message)
        if isinstance(message, KioskWelcome):
            self.welcomed.set()

    async def told(self, kind: type[Message]) -> bool:
        return any(isinstance(message, kind) for message in self.heard)


@dataclass
class Town:
    app: web.Application
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def desk(self) -> Desk:
        return self.app[DESK]

    @property
    def authority(self) -> Path:
        return self.folder / "tls" / "authority.pem"

    async def person(self, login: str) -> Person:
        async with self.app[OFFICE].store.reading() as tx:
            account = await accounts.by_login(tx, login)
        assert account is not None
        return account.person

    async def open_account(self, login: str, *roles: Role, **place: str) -> None:
        admin = await self.person(ADMIN)
        await self.app[REGISTRY].open_account(admin, login, login, PASSWORD, roles, **place)

    @asynccontextmanager
    async def client(self, login: str | None = None) -> AsyncIterator[aiohttp.ClientSession]:
        """Somebody's browser without its screen: cookies, and our authority trusted."""
        trusted = ssl.create_default_context(cafile=str(self.authority))
        connector = aiohttp.TCPConnector(ssl=trusted)
        headers = {"Accept": "text/html"}
        async with aiohttp.ClientSession(self.url, connector=connector, headers=headers) as session:
            if login is not None:
                typed = {"login": login, "password": PASSWORD}
                async with session.post("/connexion", data=typed) as answer:
                    assert answer.status == 200, answer.status
            yield session

    @asynccontextmanager
    async def kiosk(self, name: str = "Guichet bleu") -> AsyncIterator[KioskAtWork]:
        """A kiosk that enrols and connects as a real one does."""
        code = await self.app[REGISTRY].open_enrolment(await self.person(ADMIN), RELAYS[0].id, name)
        folder = self.folder / "kiosks" / name
        settings = KioskSettings(server=self.url, authority=self.authority, state_directory=folder)
        await enrol(settings, code)
        identity = Identity.load(folder / "kiosk.key")
        trusted = ssl.create_default_context(cafile=str(self.authority))
        known = await self.app[REGISTRY].kiosks(await self.person(ADMIN))
        id = next(each.id for each in known if each.name == name)
        link = Link(self.url, identity, trusted, lambda: at_work.lights, lambda m: at_work.hear(m))
        at_work = KioskAtWork(id, name, link)
        running = asyncio.create_task(link.run())
        try:
            async with asyncio.timeout(30):
                await at_work.welcomed.wait()
            yield at_work
        finally:
            running.cancel()
            await asyncio.wait([running])


@asynccontextmanager
async def town(
    folder: Path, second_factor: tuple[Role, ...] = (), **more: Any
) -> AsyncIterator[Town]:
    """Serve the demonstration's places from `folder` until the block ends.

    Whoever is in `second_factor` does not come in by a password alone; `more` are settings.
    """
    settings = Settings(data_dir=folder, port=0, second_factor=second_factor, **more)
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    app = create_app(settings, passwords=Passwords(quick))
    async with listening(app) as port:
        office, registry = app[OFFICE], app[REGISTRY]
        chosen = {person.login: PASSWORD for person in ACCOUNTS}
        await seed(office.store, registry.passwords, chosen, office.clock())
        yield Town(app, folder, port)
