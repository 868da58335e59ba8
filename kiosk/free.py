"""The paper of a free access: as a visit's, but nothing of it goes to a console.

Pages stay at the kiosk. What is printed came sealed from the server, which did not keep the key;
what is sent by e-mail goes to the server, which forwards it and keeps nothing.
"""

import asyncio
import logging
from typing import assert_never

import aiohttp

from signaling import protocol as wire

from .core.events import DocumentArrived
from .core.free_events import FetchFile, FreeCommand, FreeNotSent, OpenFree, PrintMade, SendLetter
from .courier import Courier
from .link import Link
from .pace import Pace
from .paper.cleaner import Cleaned
from .work import Desk

log = logging.getLogger(__name__)

AGAIN_SECONDS = 2.0
REFUSED = {
    413: (
        "letter_too_large",
        "Ces pages sont trop lourdes pour un courriel. Envoyez-en moins à la fois.",
    )
}
GONE = "letter_refused", "Le courriel n’a pas pu partir. Recommencez, ou imprimez plutôt."


class FreeCourier(Courier):
    """Fetches the file that the host gave, and announces nothing."""

    def __init__(self, free: str, key: bytes, link: Link, _send: object, pace: Pace) -> None:
        super().__init__(free, key, link, lambda _: None, pace)

    def post(self, document: str, kind: wire.DocumentKind, data: bytes) -> None:
        """What was scanned stays here."""

    def _path(self, document: str, name: str) -> str:
        return f"/libre/{self.visit}/{document}/{name}"


class FreeDesk(Desk):
    """One for each free access."""

    courier = FreeCourier

    def carry_out(self, command: FreeCommand) -> None:
        match command:
            case PrintMade(document, pages):
                pdf = self._made(document)
                self.session.papers[document] = Cleaned(pages, pdf)
                self._put(DocumentArrived(document, pages))
            case FetchFile(manifest, key):
                self._courier.key = key
                self._start(self._receive(manifest))
            case SendLetter(document):
                self._start(self._send(self._made(document)))
            case OpenFree():
                pass  # this is it
            case _:
                assert_never(command)

    def _made(self, document: str) -> bytes:
        path = self.session.sent(document)
        assert path is not None, "the pages were bound before"
        return path.read_bytes()

    async def _send(self, pdf: bytes) -> None:
        """Once the server has it, it says what became of it. Insists through cuts."""
        while True:
            try:
                path = f"/libre/{self.session.visit}/courrier"
                await self._link.request("PUT", path, pdf, self._courier.pace)
                return
            except aiohttp.ClientResponseError as error:
                if error.status < 500 and error.status != 401:
                    refused = REFUSED.get(error.status, GONE)
                    self._put(FreeNotSent(self.session.visit, *refused))
                    return
            except (aiohttp.ClientError, TimeoutError) as error:
                log.info("letter not handed over yet: %s", type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)


def carry_out(desk: Desk, command: FreeCommand) -> None:
    """By the desk of the free access, which may be over."""
    if isinstance(desk, FreeDesk):
        desk.carry_out(command)
