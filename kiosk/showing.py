"""What the counsellor shows, as this kiosk does it: documents opened, pages drawn, screens told.

:mod:`.core.lectern` holds what is shown; here documents are found, opened and drawn in the sandbox
of :mod:`.paper.reader`, newest request first, and the next page ahead. The screens ask for pictures
at their own size; they say when one is painted, and that goes to the console.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from devices.errors import Crashed, DeviceError, TimedOut
from signaling import protocol as wire

from .core import events as e
from .core.lectern import Field, Layer, Lectern
from .display import Display
from .hardware import Hardware
from .paper.reader import Opened, Wanted
from .session import Session

log = logging.getLogger(__name__)

READ_SECONDS = 15.0
NOT_HERE = "document_not_here"

Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class Showing:
    """One per visit. `say` goes to the console, on the data channel if there is one."""

    def __init__(
        self,
        session: Session,
        hardware: Hardware,
        display: Display,
        put: Callable[[e.Event], None],
        say: Callable[[wire.Message], None],
        start: Start,
    ) -> None:
        self._session, self._hardware, self._display = session, hardware, display
        self._put, self._say, self._start = put, say, start
        self._lectern = Lectern()
        self._opened: dict[str, Opened] = {}
        self._opening: set[str] = set()
        self._wanted: Wanted | None = None
        self._pixels_per_mm = 0.0
        "Of the page that was asked for last; 0 when only a part of it was."
        self._drawing: asyncio.Task[None] | None = None
        self._ahead: tuple[str, Wanted] | None = None
        "The last page that was drawn before it was asked for."
        self._painted: str | None = None
        "What the console believes that the resident sees."
        display.heard, display.lectern = self._heard, self._whole

    @property
    def document(self) -> str | None:
        """What is shown."""
        return self._lectern.document

    @property
    def page(self) -> int:
        return self._lectern.page

    # -- the console's end ---

    def hear(self, message: wire.Message) -> None:
        changed = self._lectern.hear(message, asyncio.get_running_loop().time())
        document = self._lectern.document
        if not changed:
            return
        if document is None:
            self._nothing()
        elif document in self._opened:
            self._turn_back()
            self._tell(changed)
            if Layer.PAGE in changed:
                self._put(e.SharingBegan())
        elif isinstance(message, wire.Show):
            self._find(document)

    def renew(self) -> None:
        """Another channel: the console says all of it again."""
        self._lectern.renew()

    def clear(self) -> None:
        """The call is over: nothing is shown any more; documents stay until the visit ends."""
        if self._lectern.clear():
            self._nothing()

    def hidden(self) -> None:
        """Another scene took the screen."""
        if self._painted is not None:
            self._say(wire.PageHidden(document=self._painted))
            self._painted = None

    def end(self) -> None:
        """The visit is over; its files go with the session. The next one may be here already."""
        if self._display.heard == self._heard:
            self._display.heard, self._display.lectern = lambda _, __: None, lambda: None
        self._opened.clear()

    def put_fields(self, fields: Iterable[Field]) -> None:
        """Of a form that is filled together, over the page; see :mod:`.core.lectern`."""
        self._told(self._lectern.put_fields(fields))

    def _told(self, changed: frozenset[Layer]) -> None:
        if self._lectern.document in self._opened:
            self._tell(changed)

    def _nothing(self) -> None:
        self._wanted = self._painted = None
        self._display.patch_lectern(None)
        self._put(e.SharingEnded())

    # -- documents ---

    def _find(self, document: str) -> None:
        path = self._session.shown(document)
        if path is None:
            self._refuse(document, NOT_HERE, "Ce document n’est pas arrivé au guichet.")
        elif document not in self._opening:
            self._opening.add(document)
            self._start(self._open(document, str(path)))

    async def _open(self, document: str, path: str) -> None:
        reader = self._hardware.reader
        try:
            self._opened[document] = await reader.call("open", path, timeout=READ_SECONDS)
        except DeviceError as error:
            log.warning("not shown: %s %s", error.code, error.detail)
            self._refuse(document, error.code, f"{error.sentence} {error.remedy}")
        else:
            if document == self._lectern.document:
                self._turn_back()
                self._display.patch_lectern(self._whole())
                self._put(e.SharingBegan())
        finally:
            self._opening.discard(document)

    def _refuse(self, document: str, code: str, sentence: str) -> None:
        self._say(wire.ShowRefused(document=document, code=code, sentence=sentence))
        if document == self._lectern.document:
            self.clear()

    # -- the screens' end ---

    def _turn_back(self) -> None:
        """A console does not know how many pages there are before it is told."""
        document = self._lectern.document
        if document is not None:
            self._lectern.page = min(self._lectern.page, len(self._opened[document].sizes))

    def _tell(self, changed: frozenset[Layer]) -> None:
        self._display.patch_lectern(self._sized(self._lectern.told(changed)))

    def _whole(self) -> dict[str, Any] | None:
        if self._lectern.document not in self._opened:
            return None
        return self._sized(self._lectern.whole())

    def _sized(self, patch: dict[str, Any] | None) -> dict[str, Any] | None:
        if patch is not None and "page" in patch and self._lectern.document is not None:
            size = self._opened[self._lectern.document].sizes[self._lectern.page - 1]
            patch["page"] |= {"size": list(size)}
        return patch

    def _heard(self, kind: str, what: dict[str, Any]) -> None:
        document = str(what["document"])
        if document != self._lectern.document or document not in self._opened:
            return
        if kind == "leaf_shown":
            self._shown(document, what)
            return
        self._wanted = wanted = Wanted(what["page"], tuple(what["whole"]), tuple(what["part"]))
        width, _ = self._opened[document].sizes[wanted.page - 1]
        whole = wanted.part == (0, 0, *wanted.whole)
        self._pixels_per_mm = wanted.whole[0] / width if whole else 0.0
        self._go_on()

    def _go_on(self) -> None:
        if self._drawing is None or self._drawing.done():
            self._drawing = self._start(self._draw())

    def _shown(self, document: str, what: dict[str, Any]) -> None:
        self._painted = document
        self._say(
            wire.PageShown(
                document=document,
                page=what["page"],
                pages=len(self._opened[document].sizes),
                seen=tuple(what["seen"]),
                real=what["real"],
            )
        )
        self._go_on()

    async def _draw(self) -> None:
        """The newest that was asked for, until nothing is; then the next page, ahead."""
        while (document := self._lectern.document) in self._opened:
            assert document is not None
            wanted, self._wanted = self._wanted, None
            asked = wanted is not None
            if wanted is None:
                wanted = self._next_page(document)
                if wanted is None or (document, wanted) == self._ahead:
                    return
                self._ahead = document, wanted
            await self._draw_one(document, wanted, asked)

    async def _draw_one(self, document: str, wanted: Wanted, asked: bool) -> None:
        target = self._session.new_leaf()
        try:
            await self._drawn(self._opened[document].path, wanted, str(target))
        except DeviceError as error:
            log.warning("page not drawn: %s %s", error.code, error.detail)
            if asked and document == self._lectern.document:
                self._refuse(document, error.code, f"{error.sentence} {error.remedy}")
            return
        self._display.show_leaf(
            {
                "document": document,
                "page": wanted.page,
                "whole": wanted.whole,
                "part": wanted.part,
                "path": str(target),
            }
        )

    async def _drawn(self, path: str, wanted: Wanted, target: str) -> None:
        reader = self._hardware.reader
        try:
            await reader.call("draw", path, wanted, target, timeout=READ_SECONDS)
        except (Crashed, TimedOut):  # another process draws it, or it is the page's fault
            await reader.call("draw", path, wanted, target, timeout=READ_SECONDS)

    def _next_page(self, document: str) -> Wanted | None:
        """As large as this one; none of a page that is too large to be held whole."""
        page, sizes = self._lectern.page + 1, self._opened[document].sizes
        if page > len(sizes) or not self._pixels_per_mm:
            return None
        width, height = (round(side * self._pixels_per_mm) for side in sizes[page - 1])
        return Wanted(page, (width, height), (0, 0, width, height))
