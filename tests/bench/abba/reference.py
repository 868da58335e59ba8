"""The Chromium kiosk: a page with camera, microphone and call, behind an enrolled client.

    python -m tests.bench.abba.reference FOLDER

In the kiosk's network; FOLDER has its `reference.json`. A word a line on standard input, for each a
line of JSON on standard output: `figures`, `answered`, or `film` for a second of what the camera
gives.
"""

import asyncio
import base64
import json
import secrets
import ssl
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Page, Route, async_playwright

from demo.people import CHROMIUM, FLAGS
from devices.virtual.camera import HEIGHT, RATE, WIDTH
from kiosk.identity import Identity
from kiosk.link import Link
from signaling import protocol as wire
from signaling.protocol import Light, Lights, Message

from .eye import offset, on_our_clock

HERE = Path(__file__).parent
ADDRESS = "https://guichet.invalid/"
"Nobody is asked for it: a page needs a secure origin to have a camera."
PAGE = (
    "<!doctype html><style>body{margin:0;background:#000}"
    "video{width:100vw;height:100vh;object-fit:contain}</style><video autoplay playsinline></video>"
)
SCREEN = {"width": 1280, "height": 800}
UNLIT = {"printer_fault", "paper_left", "examined", "relay", "service", "unwiped"}
GREEN = Lights.model_validate(dict.fromkeys(Lights.model_fields.keys() - UNLIT, Light.GREEN))
FILM_MS = 1000
MARK = "--visavis-reference"
"Chromium does not know it; by it its process is found."


class Reference:
    """Answers each ring at once, in the page."""

    def __init__(self, page: Page, identity: Identity, server: str, tls: ssl.SSLContext) -> None:
        self._page = page
        self.link = Link(server, identity, tls, lambda: GREEN, self._heard)
        self._first: list[str] = []
        self.answered_at: float | None = None
        "When the answer of the newest call was said, on the clock of the whole machine."
        self._tasks: set[asyncio.Task[None]] = set()
        self.welcomed = asyncio.Event()

    async def _heard(self, message: Message) -> None:
        match message:
            case wire.KioskWelcome():
                self.welcomed.set()
            case wire.Ring():
                key = wire.VisitKey(key=base64.b64encode(secrets.token_bytes(32)).decode())
                self._first = [wire.encode(one) for one in (key, wire.Remembered(text=""))]
                self._do(self._answer(message))
            case wire.CallRepair():
                self._do(self._answer(message))
            case wire.Company(call=call, guests=guests):
                told = wire.CompanyTold(call=call, guests=tuple(one.guest for one in guests))
                self.link.send(told)
            case wire.Hangup():
                self._do(self._hang_up())
            case wire.VisitClose(visit=visit):
                await self._hang_up()
                self.link.send(wire.Wiped(visit=visit))

    def _do(self, what: Any) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, ring: wire.Ring | wire.CallRepair) -> None:
        servers = [one.model_dump(exclude_none=True) for one in ring.ice_servers or ()]
        given = [ring.sdp, servers, self._first]
        sdp = await self._page.evaluate(
            "([sdp, servers, first]) => answer(sdp, servers, first)", given
        )
        if isinstance(ring, wire.Ring):
            self.answered_at = time.monotonic()
            self.link.send(wire.Answer(call=ring.call, sdp=sdp))
        else:
            self.link.send(wire.RepairAnswer(call=ring.call, repair=ring.repair, sdp=sdp))

    async def _hang_up(self) -> None:
        await self._page.evaluate("hang_up()")

    async def obey(self, word: str) -> Any:
        if word == "answered":
            return self.answered_at
        if word == "film":
            seen = await self._page.evaluate("(ms) => film(ms)", FILM_MS)
            return on_our_clock(seen, await offset(self._page, "clock()"))
        return await self._page.evaluate("figures()")


async def enrol(server: str, tls: ssl.SSLContext, identity: Identity, code: str) -> None:
    proof = {
        "token": code,
        "key": identity.public,
        "signature": identity.sign(wire.enrolment_bytes(code)),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server}/kiosk/enrol", json=proof, ssl=tls) as answer,
    ):
        if answer.status >= 400:
            raise RuntimeError(f"enrolment: {await answer.text()}")


def browser_pid() -> int:
    """Chromium itself, among the processes of Playwright."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        child = any(word.startswith(b"--type=") for word in words)
        if words[0].endswith(b"/chromium") and MARK.encode() in words and not child:
            return int(folder.name)
    raise RuntimeError("no Chromium")


async def main(folder: Path) -> None:
    told = json.loads((folder / "reference.json").read_text())
    tls = ssl.create_default_context(cadata=told["authority"])
    identity = Identity.create(folder / "reference.pem")
    await enrol(told["server"], tls, identity, told["code"])
    files = (
        f"--use-file-for-fake-video-capture={told['seen']}",
        f"--use-file-for-fake-audio-capture={told['said']}",
        MARK,
    )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*FLAGS, *files],
            ignore_default_args=["--mute-audio"],  # it has a loudspeaker
        )
        page = await browser.new_page(viewport=SCREEN)
        for script in ("bar.js", "reference.js"):
            await page.add_init_script(path=str(HERE / script))
        await page.route(ADDRESS, _serve)
        await page.goto(ADDRESS)
        await page.evaluate("([w, h, fps]) => open_devices(w, h, fps)", [WIDTH, HEIGHT, RATE])
        kiosk = Reference(page, identity, told["server"], tls)
        linked = asyncio.create_task(kiosk.link.run())
        await kiosk.welcomed.wait()
        say({"pid": browser_pid()})
        loop = asyncio.get_running_loop()
        while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
            say(await kiosk.obey(word))
        linked.cancel()
        await browser.close()


async def _serve(route: Route) -> None:
    await route.fulfill(body=PAGE, content_type="text/html")


def say(told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
