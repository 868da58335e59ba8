"""A real e-mail server (aiosmtpd, over TLS where asked) and a real gateway of short messages."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Letterbox:
    """What the e-mail server took. It answers `refusal` instead, once one is set."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    refusal: str | None = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refusal is not None:
            return self.refusal
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 OK"


@asynccontextmanager
async def letterbox(context: ssl.SSLContext | None = None) -> AsyncIterator[Letterbox]:
    """With `context`, letters are taken after STARTTLS alone."""
    box = Letterbox()
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(box, loop=loop, tls_context=context, require_starttls=context is not None)

    server = await loop.create_server(session, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@dataclass
class Gateway:
    port: int = 0
    heard: list[tuple[str | None, Any]] = field(default_factory=list)
    status: int = 200

    async def post(self, request: web.Request) -> web.Response:
        self.heard.append((request.headers.get("Authorization"), await request.json()))
        return web.Response(status=self.status)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sms"


@asynccontextmanager
async def gateway() -> AsyncIterator[Gateway]:
    found = Gateway()
    app = web.Application()
    app.router.add_post("/sms", found.post)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.port = runner.addresses[0][1]
        yield found
    finally:
        await runner.cleanup()
