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
from .pace import Pace

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
"First bytes of what was sent to be shown, and may be released to who takes a call over."
GIVE_UP_SECONDS = 900.0


class Courier:
    """One per visit; `send` queues a message on the link."""

    def __init__(
        self,
        visit: str,
        key: bytes,
        link: Link,
        send: Callable[[wire.Message], None],
        pace: Pace,
    ) -> None:
        self.visit, self.key, self.link, self.send, self.pace = visit, key, link, send, pace
        self.outbox = Outbox()
        self._turn = asyncio.Lock()
        "A piece at a time: what was asked first arrives first, whole."
        self._going: set[tuple[str, str]] = set()
        "Pieces that wait or travel: announced again meanwhile, they are not sent twice."

    def post(self, document: str, kind: wire.DocumentKind, data: bytes) -> None:
        """Seal a scan or its preview and announce it; its pieces follow when they are wanted."""
        nonce = os.urandom(NONCE_BYTES)
        media = "application/pdf"
        if kind is wire.DocumentKind.PREVIEW or data.startswith(JPEG):
            media = "image/jpeg"
        elif data.startswith(PNG):
            media = "image/png"
        manifest, sealed = seal(self.key, document, kind, media, nonce, data)
        self.outbox.add(manifest, sealed)
        self.send(wire.DocumentAnnounce(visit=self.visit, manifest=manifest))

    def announce_again(self, only: str = "") -> None:
        """After a cut: the server says what it still misses of each document, or of one."""
        for manifest in self.outbox.manifests():
            if only in ("", manifest.document):
                self.send(wire.DocumentAnnounce(visit=self.visit, manifest=manifest))

    async def wanted(self, message: wire.DocumentWanted) -> None:
        """Send the missing pieces in order; what a cut interrupts, an announcement resumes."""
        pieces = self.outbox.wanted(message.document, message.missing)
        mine = [piece for piece in pieces if (message.document, piece[0]) not in self._going]
        going = {(message.document, name) for name, _ in mine}
        self._going |= going
        try:
            for name, sealed in mine:
                async with self._turn:
                    path = self._path(message.document, name)
                    await self.link.request("PUT", path, sealed, self.pace)
                self._going.discard((message.document, name))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._going -= going
            log.info("upload interrupted: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)
            if self.link.connected:  # else it is announced again when the link returns
                self.announce_again(message.document)
        finally:
            self._going -= going

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
