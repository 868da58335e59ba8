"""Forms that are filled together, as this kiosk does it: opened, shown, read aloud, made a PDF.

:mod:`.core.form` holds what is written, :mod:`.core.filling` says how it looks and sounds. The
console is told all of it on every new channel: it may have been reloaded. The blank form is read
and filled in the sandbox of :mod:`.paper.cleaner`; nothing of what is written reaches a log.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import ValidationError

from devices.errors import DeviceError
from signaling import protocol as wire
from signaling.errors import BadDocument

from .core import events as e
from .core.filling import Patience, Words, lit, middle, parcels, sentence
from .core.form import Blank, Form
from .core.scenes import VoiceLine
from .courier import Courier
from .hardware import Hardware
from .link import Link
from .paper.cleaner import Cleaned
from .session import Session
from .showing import Showing

log = logging.getLogger(__name__)

FORM_SECONDS = 20.0
MAX_FORMS = 6
"Open in a visit."
NOT_HERE = "form_not_here", "Ce formulaire n’est pas arrivé au guichet. Ouvrez-le de nouveau."
TOO_MANY = "too_many_documents", f"Pas plus de {MAX_FORMS} formulaires ouverts à la fois."
MAX_MADE = 20
"Of a visit, to be printed: fewer are, and each lies in memory until the visit ends."
TOO_MANY_MADE = "too_many_prints", "Trop d’impressions demandées pour cette visite."
TRIES, AGAIN_SECONDS = 5, 1.0

Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


@dataclass
class Filled:
    """A form of the visit."""

    form: Form
    words: Words
    pdf: bytes
    "Blank, as it came."
    library: str | None
    manifest: wire.Manifest | None


class Filling:
    """One per visit. `say` goes to the console's channel, `read` aloud, `put` to the attendant."""

    def __init__(
        self,
        session: Session,
        hardware: Hardware,
        link: Link,
        courier: Courier,
        showing: Showing,
        put: Callable[[e.Event], None],
        say: Callable[[wire.Message], None],
        read: Callable[[VoiceLine], None],
        start: Start,
    ) -> None:
        self._session, self._hardware, self._link = session, hardware, link
        self._courier, self._showing = courier, showing
        self._put, self._say, self._read, self._start = put, say, read, start
        self._forms: dict[str, Filled] = {}
        self._opening: dict[str, bool] = {}
        "On their way, and whether they are to be shown."
        self._made = 0
        self._group_said: str | None = None
        self._patience = Patience()
        self.manifests: dict[str, wire.Manifest] = {}
        "Of documents that were sent to be shown."

    def hear(self, message: wire.Message) -> None:
        if not self._patience.hears(asyncio.get_running_loop().time()):
            return
        match message:
            case wire.FormOpen(document=document):
                self._open(document, message.form)
            case wire.FormValue() if message.document in self._forms:
                filled, field = self._forms[message.document], message.field
                self._written(filled, field, filled.form.write(field, message.value))
            case wire.FormEdit(field=field) if message.document in self._forms:
                filled, how = self._forms[message.document], (message.at, message.cut)
                taken = filled.form.edit(field, *how, message.put, message.length)
                self._written(filled, field, taken)
            case wire.FormFocus(document=document, field=field) if document in self._forms:
                self._light(self._forms[document], field)
            case wire.FormSpeak(document=document, field=field) if document in self._forms:
                self._speak(self._forms[document], field)
            case wire.FormMake(document=document, into=into) if document in self._forms:
                self._put(e.FormMakeAsked(document, into, message.keep))
            case wire.FormClose(document=document):
                self._close(document)
            case wire.FormFocus(document=document, field=field) if document in self._opening:
                self._opening[document] = field is not None
            case (
                wire.FormMake()
                | wire.FormValue()
                | wire.FormEdit()
                | wire.FormFocus()
                | wire.FormSpeak()
            ):
                self._refuse(message.document, *NOT_HERE)

    def renew(self) -> None:
        """Another channel: its console hears what is in every form."""
        for filled in self._forms.values():
            self._tell(filled)

    def rest(self) -> None:
        """The call is over; what is written stays for the next one."""
        for filled in self._forms.values():
            filled.form.light(None)

    def make(self, document: str, into: str, keep: bool) -> None:
        """A PDF of what is written now: to be kept by the console, or to be printed."""
        self._made += not keep
        if self._made > MAX_MADE and not keep:
            self._put(e.DocumentRefused(into, *TOO_MANY_MADE))
            return
        self._start(self._make(document, into, keep))

    def end(self) -> None:
        self._forms.clear()
        self.manifests.clear()

    # -- opening ---

    def _open(self, document: str, library: str | None) -> None:
        if document in self._forms:
            self._tell(self._forms[document])
            self._show(self._forms[document], None)
        elif len(self._forms) + len(self._opening) >= MAX_FORMS:
            self._refuse(document, *TOO_MANY)
        elif document not in self._opening:
            self._opening[document] = True
            self._start(self._opened(document, library))

    async def _opened(self, document: str, library: str | None) -> None:
        cleaner = self._hardware.cleaner
        try:
            pdf = await self._blank(document, library)
            blank: Blank = await cleaner.call("read_form", pdf, timeout=FORM_SECONDS)
            # what is shown: without what other programs would show instead
            shown: bytes = await cleaner.call("fill_form", pdf, {}, timeout=FORM_SECONDS)
            self._session.keep_shown(document, shown)
            words = Words(await self._mapping(blank.fingerprint))
        except (BadDocument, OSError) as error:
            log.warning("form not here: %s", type(error).__name__)
            self._refuse(document, *NOT_HERE)
        except DeviceError as error:
            log.warning("form refused: %s %s", error.code, error.detail)
            self._refuse(document, error.code, f"{error.sentence} {error.remedy}")
        else:
            if document not in self._opening:
                return  # closed before it was open
            manifest = self.manifests.get(document)
            filled = Filled(Form(document, blank), words, pdf, library, manifest)
            self._forms[document] = filled
            self._tell(filled)
            if self._opening[document]:
                self._show(filled, None)
        finally:
            self._opening.pop(document, None)

    async def _blank(self, document: str, library: str | None) -> bytes:
        """Raises BadDocument or OSError."""
        if library is not None:
            found = await self._asked(f"/forms/{library}.pdf")
            if found is None:
                raise BadDocument("no such form")
            return found
        path = self._session.sent(document)
        if path is None:
            raise BadDocument("never came")
        return await asyncio.to_thread(path.read_bytes)

    async def _mapping(self, fingerprint: str) -> wire.FormMapping | None:
        found = await self._asked(f"/forms/mappings/{fingerprint}")
        try:
            return wire.FormMapping.model_validate_json(found) if found is not None else None
        except ValidationError:
            log.warning("words of a form are not understood")
            return None

    async def _asked(self, path: str) -> bytes | None:
        """What the server has there; it may be starting again."""
        for left in reversed(range(TRIES)):
            try:
                return await self._link.request("GET", path)
            except aiohttp.ClientResponseError as error:
                if error.status == 404 or not left:
                    return None
            except (aiohttp.ClientError, TimeoutError):
                if not left:
                    return None
            await asyncio.sleep(AGAIN_SECONDS)
        return None

    def _close(self, document: str) -> None:
        self._opening.pop(document, None)
        self._forms.pop(document, None)
        if self._showing.document == document:
            self._showing.hear(wire.ShowNothing())

    # -- filling ---

    def _written(self, filled: Filled, name: str, taken: bool) -> None:
        form = filled.form
        if not taken:
            if form.field(name) is not None:
                held = form.values.get(name, "")
                self._say(wire.FormValue(document=form.document, field=name, value=held))
            return
        if self._showing.document == form.document:
            self._showing.put_fields(lit(form, [name]))

    def _light(self, filled: Filled, name: str | None) -> None:
        form = filled.form
        before = form.focus
        if not form.light(name):
            return
        if name is not None and self._showing.document != form.document:
            self._show(filled, name)
            return
        changed = [one for one in (before, name) if one is not None]
        self._showing.put_fields(lit(form, changed))
        self._go_to(filled, name)

    def _show(self, filled: Filled, name: str | None) -> None:
        self._showing.hear(wire.Show(document=filled.form.document))
        self._showing.put_fields(lit(filled.form))
        self._go_to(filled, name)

    def _go_to(self, filled: Filled, name: str | None) -> None:
        """The field is on the screen, large enough to be read."""
        field = filled.form.field(name) if name is not None else None
        if field is not None:
            page, down = middle(filled.form.blank, field)
            if page != self._showing.page:
                self._showing.hear(wire.Show(document=filled.form.document, page=page))
            self._showing.hear(wire.View(fit=wire.Fit.WIDTH, y=down))

    def _speak(self, filled: Filled, name: str) -> None:
        text = sentence(filled.form, filled.words, name, self._group_said)
        if text is not None:
            known = filled.words.of(name)
            self._group_said = known.group if known is not None else None
            self._read(VoiceLine("form_field", text, variable=True))

    # -- the filled PDF ---

    async def _make(self, document: str, into: str, keep: bool) -> None:
        failed = e.KeepFailed if keep else e.DocumentRefused
        try:
            pdf = await self._pdf(document)
            if keep:
                self._courier.post(into, wire.DocumentKind.SCAN, pdf)
                self._put(e.KeepProgressed(into, 1))
            else:
                await self._ready_to_print(into, pdf)
        except DeviceError as error:
            self._put(failed(into, error.code, f"{error.sentence} {error.remedy}"))
        except BadDocument as error:
            self._put(failed(into, error.code, error.sentence))

    async def _pdf(self, document: str) -> bytes:
        filled = self._forms.get(document)
        if filled is None:
            raise BadDocument("closed")
        values = dict(filled.form.values)
        cleaner = self._hardware.cleaner
        pdf: bytes = await cleaner.call("fill_form", filled.pdf, values, timeout=FORM_SECONDS)
        return pdf

    async def _ready_to_print(self, into: str, pdf: bytes) -> None:
        paper: Cleaned = await self._hardware.cleaner.call("clean", pdf, timeout=FORM_SECONDS)
        self._session.papers[into] = paper
        self._put(e.DocumentArrived(into, paper.pages))

    # -- the console's end ---

    def _tell(self, filled: Filled) -> None:
        mapping, form = filled.words.mapping, filled.form
        sent = list(parcels(form.values))
        for number, values in enumerate(sent):
            first, last = number == 0, number == len(sent) - 1
            self._say(
                wire.FormState(
                    document=form.document,
                    form=filled.library,
                    manifest=filled.manifest if first else None,
                    mapping=mapping.fingerprint if mapping is not None else None,
                    scripts=form.blank.scripts or None,
                    values=values,
                    goes_on=None if first else True,
                    more=None if last else True,
                )
            )

    def _refuse(self, document: str, code: str, sentence: str) -> None:
        self._say(wire.FormRefused(document=document, code=code, sentence=sentence))
