"""Carries the visit's documents, sealed, between this kiosk and the server."""

import asyncio
import logging
import os
from collections.abc import Callable

import aiohttp

from signaling import protocol as wire
from signaling.documents import NONCE_BYTES, Inbox, Outbox, seal
from signaling.errors import BadDocument

from .link import Link

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
GIVE_UP_SECONDS = 900.0


class Courier:
    """One per visit; `send` queues a message on the link."""

    def __init__(self, visit: str, key: bytes, link: Link, send: Callable[[wire.Message], None]):
        self.visit, self.key, self.link, self.send = visit, key, link, send
        self.outbox = Outbox()

    def post(self, document: str, data: bytes) -> None:
        """Seal a scanned PDF and announce it; its pieces follow when the server asks for them."""
        nonce = os.urandom(NONCE_BYTES)
        kind = wire.DocumentKind.SCAN
        manifest, sealed = seal(self.key, document, kind, "application/pdf", nonce, data)
        self.outbox.add(manifest, sealed)
        self.send(wire.DocumentAnnounce(visit=self.visit, manifest=manifest))

    def announce_again(self, only: str = "") -> None:
        """After a cut: the server says what it still misses of each document, or of one."""
        for manifest in self.outbox.manifests():
            if only in ("", manifest.document):
                self.send(wire.DocumentAnnounce(visit=self.visit, manifest=manifest))

    async def wanted(self, message: wire.DocumentWanted) -> None:
        """Send the missing pieces in order; what a cut interrupts, an announcement resumes."""
        for name, sealed in self.outbox.wanted(message.document, message.missing):
            try:
                await self.link.request("PUT", self._path(message.document, name), sealed)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.info("upload interrupted: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
                if self.link.connected:  # else it is announced again when the link returns
                    self.announce_again(message.document)
                return

    async def fetch(self, manifest: wire.Manifest) -> bytes:
        """Get a document whole and open it. Raises :exc:`BadDocument`; insists through cuts."""
        inbox = Inbox(manifest)
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                while missing := inbox.missing():
                    await self._fetch_piece(inbox, manifest.document, missing[0])
        except TimeoutError:
            raise BadDocument("never arrived") from None
        data = inbox.open(self.key)
        self.send(wire.DocumentDone(document=manifest.document))
        return data

    async def _fetch_piece(self, inbox: Inbox, document: str, name: str) -> None:
        try:
            sealed = await self.link.request("GET", self._path(document, name))
        except aiohttp.ClientResponseError as error:
            if error.status in (403, 404, 410):
                raise BadDocument("gone") from None
            await asyncio.sleep(RETRY_SECONDS)
        except (aiohttp.ClientError, TimeoutError):
            await asyncio.sleep(RETRY_SECONDS)
        else:
            if not inbox.received(name, sealed):
                raise BadDocument("altered")

    def _path(self, document: str, name: str) -> str:
        return f"/documents/{self.visit}/{document}/{name}"
