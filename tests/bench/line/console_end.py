"""The console's end: `visavis serve`, a Chromium on its pages, and what that Chromium counts."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Page, WebSocket

from demo.people import Counsellor, Host, Secretary, browser
from demo.program import Program
from demo.speech import BY_COUNSELLOR
from demo.stage import fill, write_toml
from devices.virtual.figures import Figure
from signaling.protocol import CallState
from signaling.settings import Settings
from signaling.store import Store, calls

from .figures import Sample
from .material import Material, face, voice
from .room import CONSOLE

PASSWORD = "banc d'essai"
WATCH = Path(__file__).with_name("watch.js")
EVERY_S = 1.0
PATIENCE_S = 60.0
"For what a person waits for on a bad line."


@dataclass
class ServerEnd:
    url: str
    authority: Path
    code: str
    "Of the kiosk's enrolment."
    settings: Settings

    async def call(self) -> str:
        """The id of the call in progress; empty without one."""
        async with Store(self.settings.database_url) as store, store.reading() as tx:
            return next(
                (call.id for call in await calls.all_open(tx) if call.state is CallState.TALKING),
                "",
            )


@asynccontextmanager
async def server_end(folder: Path) -> AsyncIterator[ServerEnd]:
    """With the demonstration's places and people."""
    settings = Settings(
        host="0.0.0.0",
        port=8443,
        hostnames=(CONSOLE, "localhost"),
        data_dir=folder / "server",
    )
    config = write_toml(folder / "visavis.toml", settings.model_dump(mode="json"))
    code = await fill(settings, PASSWORD)
    async with Program("serve", folder, {"VISAVIS_CONFIG": str(config)}):
        authority = settings.tls_dir / "authority.pem"
        yield ServerEnd(f"https://{CONSOLE}:{settings.port}", authority, code, settings)


@dataclass
class ConsoleEnd:
    """The counsellor's page. `samples` grow while it is watched."""

    page: Page
    samples: list[Sample] = field(default_factory=list)
    every_s: float = EVERY_S
    said: list[dict[str, Any]] = field(default_factory=list)
    "What page and server told each other of the call: never an SDP."

    def listen(self) -> None:
        """To the page's own link with the server."""
        self.page.on("websocket", self._linked)

    def _linked(self, link: WebSocket) -> None:
        link.on("framesent", lambda frame: self._note("console", frame))
        link.on("framereceived", lambda frame: self._note("server", frame))

    def _note(self, by: str, frame: str | bytes) -> None:
        message = json.loads(frame)
        call = message["call"] if isinstance(message.get("call"), dict) else message
        told = {name: call[name] for name in ("state", "reason", "repair") if name in call}
        self.said.append({"at": time.monotonic(), "by": by, "type": message["type"], **told})

    async def call(self) -> float:
        """Press the key, wait until sound and picture flow; how many seconds that took."""
        await self.page.wait_for_selector("#call:not([disabled])", timeout=PATIENCE_S * 1000)
        start = time.monotonic()
        await self.page.click("#call")
        flowing = "visavis-stage[data-media=flowing]"
        await self.page.wait_for_selector(flowing, timeout=PATIENCE_S * 1000)
        return round(time.monotonic() - start, 2)

    async def hang_up(self) -> None:
        if await self.page.locator("#hang-up:visible").count():
            await self.page.click("#hang-up")

    async def look(self) -> Sample:
        """What the page counts now."""
        found: dict[str, Any] = await self.page.evaluate("watched()")
        return Sample(at=time.monotonic(), **found)

    async def watch(self) -> None:
        """For ever; each `every_s`."""
        while True:
            due = time.monotonic() + self.every_s
            self.samples.append(await self.look())
            await asyncio.sleep(max(0.0, due - time.monotonic()))


@asynccontextmanager
async def console_end(
    folder: Path, url: str, given: Material | None = None, scripts: Sequence[Path] = (WATCH,)
) -> AsyncIterator[ConsoleEnd]:
    """The resident is registered, accepted, installed; the counsellor may call. It is watched.

    `scripts` are put before the page's own.
    """
    seen, said = given or await asyncio.to_thread(_counsellor, folder)
    async with AsyncExitStack() as stack:
        found = await stack.enter_async_context(browser(seen, said))
        counsellor = await Counsellor.sign_in(found, url, "conseil.msa", PASSWORD)
        for script in scripts:
            await counsellor.context.add_init_script(path=str(script))
        end = ConsoleEnd(counsellor.page)
        end.listen()
        await counsellor.page.reload()
        await counsellor.see("[data-link=open]")
        await _install(counsellor, url)
        watching = asyncio.create_task(end.watch())
        stack.push_async_callback(_stop, watching)
        yield end


def _counsellor(folder: Path) -> Material:
    return Material(
        face(folder / "counsellor.y4m", Figure.COUNSELLOR, 2),
        voice(folder / "counsellor.wav", BY_COUNSELLOR),
    )


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def _install(counsellor: Counsellor, url: str) -> None:
    """By the pages of the mairie and of the relay, which are closed again."""
    chromium = counsellor.context.browser
    assert chromium
    secretary = await Secretary.sign_in(chromium, url, "secretaire.hannapes", PASSWORD)
    appointment = await secretary.register("Exemple", "Camille", "Dossier de retraite")
    await counsellor.accept(appointment)
    await secretary.sees(appointment, "accepted")
    host = await Host.sign_in(chromium, url, "hote.wassigny", PASSWORD)
    await _see_kiosk(host, appointment)
    await host.install(appointment)
    await counsellor.see("[data-visit-state=installed]")
    for person in (secretary, host):
        await person.context.close()


async def _see_kiosk(host: Host, appointment: str) -> None:
    """The kiosk starts meanwhile, and joins the server over the line."""
    button = host.page.locator(f"[id^='installer-{appointment}']")
    async with asyncio.timeout(PATIENCE_S):
        while not await button.count():
            await asyncio.sleep(0.5)
            await host.page.reload()


def keep_transcript(console: ConsoleEnd, folder: Path) -> None:
    """For whoever looks for a cause: a JSON line for each look, and for each message."""
    looks = [vars(sample) for sample in console.samples]
    for name, lines in (("console", looks), ("signalling", console.said)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
