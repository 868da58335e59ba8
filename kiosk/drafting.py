"""A sheet that the counsellor is writing: laid out and shown to the resident as it grows.

Each draft is a document of its own, gone when the next one is there; only the newest of those that
wait is made. Nothing is printed nor kept of it: for that the words travel sealed, as a document.
"""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from devices.errors import DeviceError
from signaling import protocol as wire

from .hardware import Hardware
from .paper.cleaner import Cleaned
from .session import Session
from .showing import Showing

log = logging.getLogger(__name__)

DRAFT_SECONDS = 20.0
KEPT = 2
"The one that is shown, and the one before: the screens may still ask for it."

Start = Callable[[Coroutine[Any, Any, None]], Any]


class Drafting:
    """One per visit."""

    def __init__(
        self, session: Session, hardware: Hardware, showing: Showing, start: Start
    ) -> None:
        self._session, self._hardware, self._showing = session, hardware, showing
        self._start = start
        self._next: wire.Draft | None = None
        self._making = False
        self._turn = 0
        "Grows when something else takes the screen."
        self._made: list[str] = []

    def hear(self, draft: wire.Draft) -> None:
        self._next = draft
        if not self._making:
            self._making = True
            self._start(self._make())

    def forget(self) -> None:
        """Something else is shown, or nothing: what is still laid out comes too late."""
        self._next, self._turn = None, self._turn + 1

    async def _make(self) -> None:
        try:
            while (draft := self._next) is not None:
                self._next = None
                await self._show(draft)
        finally:
            self._making = False

    async def _show(self, draft: wire.Draft) -> None:
        words, turn = draft.sheet.model_dump_json().encode(), self._turn
        try:
            cleaned: Cleaned = await self._hardware.cleaner.call(
                "clean", words, timeout=DRAFT_SECONDS
            )
        except DeviceError as error:
            log.warning("draft not laid out: %s", error.code)
            return
        if turn != self._turn:
            return
        self._session.keep_shown(draft.document, cleaned.pdf)
        self._made.append(draft.document)
        page = min(draft.page, cleaned.pages)
        self._showing.hear(wire.Show(document=draft.document, page=page))
        for old in self._made[:-KEPT]:
            self._session.drop_shown(old)
        del self._made[:-KEPT]
