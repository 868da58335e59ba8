"""Pages that were scanned freely leave by e-mail. Their PDF is in memory, until it left or did not.

A letter is tried a few times in a row; the kiosk still has the pages, and the host may send again.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from .core import free as core
from .core.free import Free, FreeState
from .deeds import Deed
from .office import Office
from .post.sending import NotSent, Smtp
from .post.words import pages_letter
from .store import free_accesses, places

log = logging.getLogger(__name__)

MAX_BYTES = 10 * 1024 * 1024
"Of the PDF: 14 MB as it travels (RFC 2045, 6.8), which most servers of letters take."
TRIES, AGAIN_SECONDS = 3, 10.0
NOT_SENT = "letter_not_sent"
SENTENCE = "Le courriel n’a pas pu partir, après trois essais. Vérifiez l’adresse."


@dataclass
class Letters:
    office: Office
    smtp: Smtp | None
    _going: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    "By free access: handed over twice, a letter leaves once."

    @property
    def can(self) -> bool:
        return self.smtp is not None

    def send(self, free: Free, pdf: bytes) -> None:
        if free.id not in self._going:
            task = asyncio.create_task(self._send(free, pdf), name="letter")
            self._going[free.id] = task
            task.add_done_callback(lambda _: self._going.pop(free.id, None))

    async def close(self) -> None:
        going = list(self._going.values())
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def _send(self, free: Free, pdf: bytes) -> None:
        left = await self._leaves(free, pdf)
        event = core.LetterSent() if left else core.LetterNotSent(NOT_SENT, SENTENCE)

        async def act(deed: Deed) -> None:
            await deed.free(free.id, event)

        try:
            await self.office.do("server", act)
        except Exception as error:  # noqa: BLE001 a supervised border: nobody awaits it
            log.error("%s after a letter", type(error).__name__)

    async def _leaves(self, free: Free, pdf: bytes) -> bool:
        assert self.smtp is not None
        letter = pages_letter(await self._relay(free), self.office.clock(), pdf)
        for left in reversed(range(TRIES)):
            if await self._is_over(free):
                return False  # nothing of it leaves any more
            try:
                await self.smtp.send(free.email, letter)
                return True
            except NotSent as error:
                log.warning("pages were not sent: %s", error)
            if left:
                await asyncio.sleep(AGAIN_SECONDS)
        return False

    async def _relay(self, free: Free) -> str:
        async with self.office.store.reading() as tx:
            relay = await places.relay(tx, free.relay)
        assert relay is not None, "a foreign key holds it"
        return relay.name

    async def _is_over(self, free: Free) -> bool:
        async with self.office.store.reading() as tx:
            known = await free_accesses.by_id(tx, free.id)
        return known is None or known.state is not FreeState.OPEN
