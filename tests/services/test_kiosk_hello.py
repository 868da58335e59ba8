"""What changes at a kiosk while it says hello reaches its server all the same."""

import asyncio
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from kiosk.identity import Identity
from kiosk.link import Link
from signaling import protocol as wire
from signaling.protocol import Light

NONCE = "A" * 43 + "="


async def test_a_light_that_turns_green_between_hello_and_welcome_is_told(tmp_path: Path) -> None:
    now = wire.Lights(face_screen=Light.RED)
    told: asyncio.Future[wire.Message] = asyncio.get_running_loop().create_future()

    async def socket(request: web.Request) -> web.WebSocketResponse:
        nonlocal now
        here = web.WebSocketResponse()
        await here.prepare(request)
        await here.send_str(wire.encode(wire.Challenge(nonce=NONCE, server=request.host)))
        hello = wire.decode(wire.from_kiosk, await here.receive_str())
        assert isinstance(hello, wire.KioskHello)
        assert hello.lights.face_screen is Light.RED
        now = wire.Lights(face_screen=Light.GREEN)
        link.send(wire.LightsChanged(lights=now))  # as the kiosk does: it is not connected yet
        await here.send_str(wire.encode(wire.KioskWelcome(name="Guichet", token="jeton")))
        told.set_result(wire.decode(wire.from_kiosk, await here.receive_str()))
        return here

    async def heard(_: wire.Message) -> None: ...

    app = web.Application()
    app.router.add_get("/ws/kiosk", socket)
    async with TestServer(app) as server:
        identity = Identity.create(tmp_path / "key.pem")
        link = Link(str(server.make_url("")), identity, None, lambda: now, heard)
        running = asyncio.ensure_future(link.run())
        try:
            async with asyncio.timeout(60):
                assert await told == wire.LightsChanged(lights=now)
        finally:
            running.cancel()
            await asyncio.wait([running])
