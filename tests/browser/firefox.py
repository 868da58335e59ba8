"""Debian's Firefox, driven over WebDriver BiDi (W3C) by a WebSocket of our own: no other driver."""

import asyncio
import itertools
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from pathlib import Path
from typing import Any

import aiohttp

from .chromium import AXE, OPTIONS, violations
from .looked import looked

FIREFOX = "/usr/bin/firefox-esr"
START_SECONDS = 40.0
COMMAND_SECONDS = 40.0
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"Pixels; its scroll bar takes room of its own."
SCREEN = {"width": 1366, "height": 768}
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "fr-FR, fr",
    "media.autoplay.blocking_policy": 0,
    "media.autoplay.default": 0,
    "media.gmp-manager.url": "",
    "media.navigator.permission.disabled": True,
    "media.navigator.streams.fake": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._context = ""

    async def begin(self) -> None:
        wanted = {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}}
        await self.command("session.new", **wanted)

    async def open(self) -> None:
        self._context = (await self.command("browsingContext.getTree"))["contexts"][0]["context"]
        await self._resize(SCREEN)

    async def command(self, method: str, **params: object) -> Any:
        id = next(self._ids)
        await self._socket.send_json({"id": id, "method": method, "params": params})
        async with asyncio.timeout(COMMAND_SECONDS):
            while True:
                said = await self._socket.receive_json()
                if said.get("id") == id:
                    assert said["type"] == "success", said
                    return said["result"]

    async def goto(self, url: str) -> None:
        await self.command(
            "browsingContext.navigate", context=self._context, url=url, wait="complete"
        )

    async def reload(self) -> None:
        await self.command("browsingContext.reload", context=self._context, wait="complete")

    async def ask(self, expression: str, *values: object) -> Any:
        """The value of a JavaScript expression; `values` are ``v[0]``, ``v[1]``..."""
        function = f"async v => JSON.stringify(await ({expression}) ?? null)"
        found = await self.command(
            "script.callFunction",
            functionDeclaration=f"text => ({function})(JSON.parse(text))",
            arguments=[{"type": "string", "value": json.dumps(values)}],
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        return json.loads(found["result"]["value"])

    async def until(self, expression: str, *values: object, seconds: float = 40.0) -> None:
        async with asyncio.timeout(seconds):
            while not await self.ask(expression, *values):  # noqa: ASYNC110 the page's, not ours
                await asyncio.sleep(0.05)

    async def see(self, selector: str) -> None:
        """Wait until it is there and visible."""
        await self.until("document.querySelector(v[0])?.checkVisibility()", selector)

    async def click(self, selector: str) -> None:
        await self.see(selector)
        await self.ask("document.querySelector(v[0]).click()", selector)

    async def fill(self, selector: str, text: str) -> None:
        await self.ask("document.querySelector(v[0]).value = v[1]", selector, text)

    async def _resize(self, view: dict[str, int]) -> None:
        await self.command("browsingContext.setViewport", context=self._context, viewport=view)

    async def axe(self, zoomed: bool = False) -> list[str]:
        """What axe-core finds against the page as it is; `zoomed`, at 200 % too (a window half as
        wide and high: WCAG 2.2, 1.4.4), and whether it is wider than its window there."""
        # Run by the protocol: the page's own policy forbids foreign scripts.
        target = {"context": self._context}
        source = f"{AXE.read_text()};undefined"
        await self.command("script.evaluate", expression=source, target=target, awaitPromise=False)
        wrong = await self._judged()
        if zoomed:
            await self._resize({side: pixels // 2 for side, pixels in SCREEN.items()})
            wrong += [f"at 200 %: {each}" for each in await self._judged() if each not in wrong]
            if wide := await self.ask(WIDER):
                wrong.append(f"at 200 %: {wide} pixels wider than its window")
            await self._resize(SCREEN)
        looked.saw("firefox", await self.ask("location.href"), len(wrong))
        return wrong

    async def _judged(self) -> list[str]:
        found = await self.ask("axe.run(document, v[0])", OPTIONS)
        assert found["passes"], "axe looked at nothing"
        return violations(found)

    async def press(self, *together: str) -> None:
        keys = [{"type": "keyDown", "value": key} for key in together]
        keys += [{"type": "keyUp", "value": key} for key in reversed(together)]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        await self.command("input.performActions", context=self._context, actions=actions)

    async def give_file(self, selector: str, path: Path) -> None:
        node = await self.command(
            "script.callFunction",
            functionDeclaration=f"() => document.querySelector({json.dumps(selector)})",
            target={"context": self._context},
            awaitPromise=False,
        )
        element = {"sharedId": node["result"]["sharedId"]}
        await self.command(
            "input.setFiles", context=self._context, element=element, files=[str(path)]
        )


@contextmanager
def _profile(preferences: dict[str, object]) -> Iterator[str]:
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
    with tempfile.TemporaryDirectory(prefix="visavis-firefox-") as home:
        Path(home, "user.js").write_text("\n".join(lines))
        yield home


@contextmanager
def _default_route() -> Iterator[None]:
    """Firefox looks for its own address on the way to the world: the namespace has none."""
    assert os.environ.get("VISAVIS_NAMESPACE") == "yes", "run it through tests/in_namespace.sh"
    route = "default", "dev", "visavis0"
    subprocess.run(("ip", "route", "add", *route), check=True)
    try:
        yield
    finally:
        subprocess.run(("ip", "route", "del", *route), check=True)


@asynccontextmanager
async def firefox(
    port: int = 9333,
    more: dict[str, object] | None = None,
    flags: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    begun: Callable[[], AbstractAsyncContextManager[str]] | None = None,
) -> AsyncIterator[Firefox]:
    """Headless, with a fake camera and a fake microphone; its processes end with the block.

    Start it before a call of another browser: the route that it needs would cut that call. `more`
    are preferences; `environment` may tell of a sound server, without which no AudioContext runs;
    `begun` opens the session in another way than BiDi's, and gives its identifier.
    """
    with _profile(PREFERENCES | (more or {})) as home, _default_route():
        options = "--headless", "--no-remote", *flags, "--profile", home
        process = await asyncio.create_subprocess_exec(
            *(FIREFOX, *options, "--remote-debugging-port", str(port), "about:blank"),
            env=os.environ
            | {"HOME": home, "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
            | dict(environment or {}),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            async with (
                aiohttp.ClientSession() as client,
                asyncio.timeout(300),
                begun() if begun else nullcontext("") as session,
            ):
                found = Firefox(await _connected(client, f"{port}/session/{session}"))
                if not session:
                    await found.begin()
                await found.open()
                yield found
                if not session:
                    await found.command("browser.close")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _connected(client: aiohttp.ClientSession, path: str) -> aiohttp.ClientWebSocketResponse:
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                url = f"http://127.0.0.1:{path}".rstrip("/")
                return await client.ws_connect(url, max_msg_size=1 << 26)
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
