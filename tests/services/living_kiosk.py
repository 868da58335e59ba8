"""A real kiosk at a real server, in the test's own loop, with a console that calls it."""

import asyncio
import base64
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.app import Kiosk
from kiosk.enrolment import enrol, trust
from kiosk.identity import Identity
from kiosk.settings import KioskSettings
from signaling import protocol as wire

from .console_peer import ConsolePeer
from .kiosk_room import Room
from .serving import RELAY, Ear, Served, serving, until

SEED = 7
"Of the pattern that the console's camera shows."
GREEN = dict.fromkeys(
    (
        "camera",
        "microphone",
        "speaker",
        "printer",
        "scanner",
        "card",
        "face_screen",
        "document_screen",
    ),
    wire.Light.GREEN,
)


@dataclass
class Living:
    """The kiosk, its server and its room."""

    room: Room
    served: Served
    kiosk: Kiosk
    id: str
    settings: KioskSettings
    visit: str = ""

    def lights(self) -> dict[str, wire.Light]:
        """Of devices: not the printer's fault, papers left behind, who tends it."""
        lights = dict(self.kiosk._lights())
        return {device: lights[device] for device in GREEN}

    async def all_green(self) -> None:
        await until(lambda: self.lights() == GREEN, 30)

    async def install(self, **fields: str) -> str:
        """A resident of the MSA sits down; the visit's id."""
        host = await self.served.person("hote.wassigny")
        appointment = await self.served.registered(**fields)
        self.visit = (await self.served.desk.install(host, appointment.id, self.id)).id
        await until(lambda: self.kiosk.attendant.visit is not None)
        return self.visit

    @asynccontextmanager
    async def in_call(self, login: str = "conseil.msa", **fields: str) -> AsyncIterator["Talk"]:
        """Installed, called, answered: pictures flow both ways. `fields` of the mairie's form."""
        await self.install(**fields)
        async with self.calling(login) as talk:
            yield talk

    @asynccontextmanager
    async def calling(self, login: str = "conseil.msa") -> AsyncIterator["Talk"]:
        """The visit that is installed is called, perhaps once more."""
        visit = self.visit
        ear, _ = await self.served.console(login)
        peer = ConsolePeer(SEED)
        try:
            await ear.say(wire.CallStart(visit=visit, sdp=await peer.offer()))
            answer = await ear.expect(wire.Answer)
            await peer.accept(answer.sdp)
            talk = Talk(self, ear, peer, visit, answer.call)
            await talk.goes_on()
            await until(lambda: peer.read, 15)
            yield talk
        finally:
            await peer.close()


@dataclass
class Talk:
    """A call in progress, from the console's end."""

    living: Living
    ear: Ear
    peer: ConsolePeer
    visit: str
    call: str

    @property
    def key(self) -> bytes:
        """The visit's key, as the kiosk said it on the channel."""
        message = wire.decode(wire.on_channel, str(self.peer.read[0]))
        assert isinstance(message, wire.VisitKey)
        return base64.b64decode(message.key)

    async def goes_on(self, pictures: int = 10) -> None:
        """New pictures and new sound still come, and ours still arrive."""
        seen, heard = self.peer.pictures, len(self.peer.heard)
        board = self.living.kiosk.hardware.face_board
        shown = board.newest()
        before = shown.sequence if shown else 0
        await until(lambda: self.peer.pictures >= seen + pictures, 20)
        await until(lambda: len(self.peer.heard) >= heard + pictures, 20)
        await until(lambda: (now := board.newest()) and now.sequence > before, 20)

    async def light(self, device: str, shown: wire.Light) -> None:
        """Wait until the console sees this light so."""
        async with asyncio.timeout(30):
            while True:
                said = await self.ear.expect(wire.VisitChanged)
                if getattr(said.visit.lights, device) is shown:
                    return


@asynccontextmanager
async def living(
    room: Room, server_options: Mapping[str, object] | None = None, **changed: object
) -> AsyncIterator[Living]:
    """`changed` replaces settings of the kiosk. The room's environment must be in `os.environ`."""
    with tempfile.TemporaryDirectory(prefix="visavis-") as folder:
        async with serving(Path(folder) / "server", **(server_options or {})) as served:
            settings = kiosk_settings(room, served, Path(folder), **changed)
            admin = await served.person("admin")
            code = await served.registry.open_enrolment(admin, RELAY, "Guichet")
            await enrol(settings, code)
            async with alive(settings) as kiosk:
                await until(lambda: kiosk.link.connected, 30)
                (line,) = await served.desk.kiosks_for(await served.person("hote.wassigny"))
                yield Living(room, served, kiosk, line.kiosk.id, settings)


@asynccontextmanager
async def alive(settings: KioskSettings) -> AsyncIterator[Kiosk]:
    """The kiosk runs while the context lasts."""
    kiosk = Kiosk(settings, Identity.load(settings.key_file), trust(settings))
    running = asyncio.create_task(kiosk.run())
    try:
        await asyncio.wait_for(kiosk.shown.wait(), 30)
        yield kiosk
    finally:
        running.cancel()
        _, late = await asyncio.wait([running], timeout=30)
        assert not late, [str(task) for task in asyncio.all_tasks()]


def kiosk_settings(room: Room, served: Served, folder: Path, **changed: object) -> KioskSettings:
    name, options = room.glass.arguments
    values: dict[str, object] = {
        "server": served.origin,
        "authority": served.folder / "tls" / "authority.pem",
        "state_directory": folder / "state",
        "runtime_directory": folder / "session",
        "camera": f"file:{room.folder / 'camera.y4m'}",
        "scanner": name,
        "scanner_options": options,
        "printer": room.printer.queue,
        "printer_uri": room.printer.uri,
        "card_reader": True,
        "face_screen": "FACE",
        "upload_kbps": 20_000,  # both ends are this machine: there is no line to share
        "closes": False,  # tests are played at any hour
        "examination_at": "",  # it plays a note and takes the devices: only where it is asked
    }
    return KioskSettings.model_validate(values | changed)
