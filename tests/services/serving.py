"""The real server on a real socket, and its clients: what the tests of this ring share."""

import asyncio
import base64
import ssl
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import argon2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from signaling import protocol as wire
from signaling.app import create_app, listening
from signaling.auth.passwords import Passwords
from signaling.core.person import Person
from signaling.keys import DESK, INVITATIONS, OFFICE, REGISTRY, WATCH, WAYS
from signaling.protocol import Mode, Need
from signaling.settings import Settings
from signaling.store import Store, accounts, demo
from signaling.store.records import Appointment

M = TypeVar("M", bound=wire.Message)
PASSWORD = "un mot de passe de test"
NOON = 1_795_348_800.0
"2026-11-22 12:00 in Paris."
RELAY = demo.RELAYS[0].id
SDP = "v=0\r\n"


class Clock:
    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def light_passwords() -> Passwords:
    """Real argon2, at a cost that suits a test."""
    return Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@dataclass
class Form:
    """What a mairie writes; nobody real."""

    name: str = "Exemple"
    first_name: str = "Camille"
    telephone: str = "03 23 00 00 01"
    organisation: str = "msa"
    motive: str = "Demande de retraite"
    relay: str = RELAY
    at: float | None = None
    email: str = ""
    listed: str = ""
    birth_date: str = ""
    wanted: str = ""
    mode: Mode = Mode.VIDEO
    needs: tuple[Need, ...] = ()
    language: str = ""
    kiosk_language: str = ""


ENDS = aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING


class Ear:
    """A WebSocket that remembers what it heard until somebody expects it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []
        self.record: list[str] = []
        "All that came, word for word."

    async def say(self, message: wire.Message) -> None:
        await self.socket.send_str(wire.encode(message))

    async def expect(self, kind: type[M], within: float = 30, **fields: Any) -> M:
        """The next message of this kind with these fields; others before it are kept aside."""
        name = kind.model_fields["type"].default
        async with asyncio.timeout(within):
            while True:
                for index, message in enumerate(self.heard):
                    if message["type"] == name and fields.items() <= message.items():
                        del self.heard[: index + 1]
                        return kind.model_validate(message)
                received = await self.socket.receive()
                assert received.type is aiohttp.WSMsgType.TEXT, (received, name, self.heard)
                self.record.append(received.data)
                self.heard.append(received.json())

    async def expect_closed(self) -> int | None:
        """The code of the other end's farewell, as a browser reads it: aiohttp's `close_code` is
        1006 when its own answer finds the connection already gone."""
        async with asyncio.timeout(10):
            while (received := await self.socket.receive()).type not in ENDS:
                pass
        is_farewell = received.type is aiohttp.WSMsgType.CLOSE
        return received.data if is_farewell else self.socket.close_code


@dataclass
class Kiosk:
    """A kiosk's identity and, once connected, its socket."""

    id: str
    key: Ed25519PrivateKey
    ear: Ear | None = None
    token: str = ""

    @property
    def public(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def sign(self, data: bytes) -> str:
        return base64.b64encode(self.key.sign(data)).decode()


@dataclass
class Served:
    """A running server. Starting it again on the same folder is a restart."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    options: dict[str, Any] = field(default_factory=dict)
    port: int = 0
    _server: AsyncExitStack = field(default_factory=AsyncExitStack)
    _clients: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        # By a password alone, unless the test is about more.
        chosen = {"second_factor": ()} | self.options
        settings = Settings(port=self.port, data_dir=self.folder, **chosen)
        self.app = create_app(settings, self.clock, light_passwords())
        self.port = await self._server.enter_async_context(listening(self.app))
        self.tls = ssl.create_default_context(cafile=str(self.folder / "tls" / "authority.pem"))
        self.store: Store = self.app[OFFICE].store
        self.desk, self.registry = self.app[DESK], self.app[REGISTRY]
        self.watch = self.app[WATCH]
        self.ways, self.invitations = self.app[WAYS], self.app[INVITATIONS]

    async def stop(self) -> None:
        """The server first: its clients see how it leaves."""
        server, self._server = self._server, AsyncExitStack()
        await server.aclose()
        await self.leave()

    async def leave(self) -> None:
        """Every client closes."""
        clients, self._clients = self._clients, AsyncExitStack()
        await clients.aclose()

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    def browser(self) -> aiohttp.ClientSession:
        """A client that keeps cookies and sends the Origin of our pages, as a browser does."""
        return self.browser_with({"Origin": self.origin})

    def browser_with(self, headers: dict[str, str]) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(
            self.origin,
            connector=aiohttp.TCPConnector(ssl=self.tls, force_close=True),
            headers=headers,
        )
        self._clients.push_async_callback(session.close)
        return session

    async def signed_in(self, login: str, password: str = PASSWORD) -> aiohttp.ClientSession:
        browser = self.browser()
        form = {"login": login, "password": password}
        async with browser.post("/connexion", data=form, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
        return browser

    async def person(self, login: str) -> Person:
        async with self.store.reading() as tx:
            account = await accounts.by_login(tx, login)
        assert account is not None
        return account.person

    async def console(self, login: str = "conseil.msa") -> tuple[Ear, wire.ConsoleWelcome]:
        browser = await self.signed_in(login)
        ear = Ear(await browser.ws_connect("/ws/console"))
        await ear.say(wire.ConsoleHello())
        return ear, await ear.expect(wire.ConsoleWelcome)

    async def enrolled(self, relay: str = RELAY) -> Kiosk:
        admin = await self.person("admin")
        token = await self.registry.open_enrolment(admin, relay, "Guichet")
        kiosk = Kiosk("", Ed25519PrivateKey.generate())
        status, body = await self.enrol(kiosk, token)
        assert status == 201, body
        kiosk.id = body["kiosk"]
        return kiosk

    async def enrol(self, kiosk: Kiosk, token: str) -> tuple[int, dict[str, Any]]:
        proof = kiosk.sign(wire.enrolment_bytes(token))
        asked = {"token": token, "key": kiosk.public, "signature": proof}
        async with self.browser().post("/kiosk/enrol", json=asked) as answer:
            return answer.status, await answer.json()

    async def connect(
        self, kiosk: Kiosk, lights: wire.Lights | None = None
    ) -> tuple[Ear, wire.KioskWelcome]:
        ear = Ear(await self.browser().ws_connect("/ws/kiosk"))
        challenge = await ear.expect(wire.Challenge)
        signature = kiosk.sign(wire.challenge_bytes(challenge.nonce, challenge.server))
        shown = lights or wire.Lights(camera=wire.Light.GREEN)
        await ear.say(wire.KioskHello(key=kiosk.public, signature=signature, lights=shown))
        welcome = await ear.expect(wire.KioskWelcome)
        kiosk.ear, kiosk.token = ear, welcome.token
        return ear, welcome

    async def registered(self, **fields: Any) -> Appointment:
        secretary = await self.person("secretaire.hannapes")
        return await self.desk.register_appointment(secretary, Form(**fields))

    async def installed(self, kiosk: Kiosk, **fields: Any) -> str:
        """A visit at this kiosk; its id."""
        host, appointment = await self.person("hote.wassigny"), await self.registered(**fields)
        return (await self.desk.install(host, appointment.id, kiosk.id)).id

    async def in_call(self) -> tuple[Ear, Ear, Kiosk, str, str]:
        """A console and a kiosk talking: console, kiosk's ear, kiosk, visit, call."""
        kiosk = await self.enrolled()
        ear, _ = await self.connect(kiosk)
        console, _ = await self.console()
        visit = await self.installed(kiosk)
        await ear.expect(wire.Install)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        await console.expect(wire.Answer)
        return console, ear, kiosk, visit, ring.call


@asynccontextmanager
async def serving(folder: Path | None = None, **options: Any) -> AsyncIterator[Served]:
    """A server with the demonstration's places and accounts."""
    with tempfile.TemporaryDirectory() as temporary:
        served = Served(folder or Path(temporary), options=options)
        await served.start()
        try:
            chosen = {person.login: PASSWORD for person in demo.ACCOUNTS}
            passwords = served.registry.passwords
            await demo.seed(served.store, passwords, chosen, served.clock.now)
            yield served
        finally:
            await served.leave()
            await served.stop()


async def until(condition: Any, seconds: float = 30.0) -> None:
    """Wait for a condition, at most so long."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 conditions of any kind, no event for them
            await asyncio.sleep(0.01)
