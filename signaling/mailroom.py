"""Documents on their way between console and kiosk: sealed, resumable, gone with the visit.

A chunk is acknowledged once it is on the disk for certain. The server has no key.
"""

import asyncio
import hashlib
from dataclasses import dataclass

from . import protocol as wire
from .backplane import to_account, to_kiosk
from .core import rules
from .core.commands import Journal
from .core.person import Person
from .core.visit import Visit
from .deeds import Deed
from .errors import BadDocument, Conflict, NotFound
from .office import Office
from .parties import AtKiosk, Party, may_work_on, who
from .protocol import DocumentKind, Manifest
from .store import AlreadyThere, Tx, calls, free_accesses, parcels, visits
from .store.records import Parcel
from .switchboard import console_topic

MAX_DOCUMENTS = 20
"A visit; each of at most 20 MB (:data:`signaling.protocol.MAX_CHUNKS`)."
MAX_PREVIEWS = 120
"A visit; each of one chunk."


class TooManyDocuments(Conflict):
    code = "too_many_documents"
    sentence = f"Une visite compte au plus {MAX_DOCUMENTS} documents."


FROM_CONSOLE = frozenset({DocumentKind.PRINT, DocumentKind.SHOW})


@dataclass
class Mailroom:
    office: Office

    async def announce(self, sender: Party, asked: wire.DocumentAnnounce) -> wire.DocumentWanted:
        """Say which chunks are still wanted. Announcing again resumes.

        Raises :exc:`TooManyDocuments`, :exc:`BadDocument`, :exc:`Conflict`, :exc:`NotFound`.
        """
        manifest, from_kiosk = asked.manifest, isinstance(sender, AtKiosk)
        if (manifest.kind in FROM_CONSOLE) is from_kiosk:
            raise BadDocument("kind")
        if manifest.kind is DocumentKind.PREVIEW and len(manifest.chunks) > 1:
            raise BadDocument("preview")

        async def act(deed: Deed) -> set[str]:
            visit = await _visit(deed.tx, asked.visit)
            await _may_work_on(deed.tx, sender, visit)
            parcel = Parcel(
                manifest.document, visit.id, from_kiosk, manifest.model_dump_json(), deed.now
            )
            if not await _is_known(deed.tx, parcel):
                await self._enter(deed, parcel, manifest)
            return await parcels.missing(deed.tx, parcel.id)

        try:
            missing = await self.office.do(who(sender), act)
        except AlreadyThere:
            raise Conflict("document") from None
        if not missing:
            await self._tell_again(manifest.document)
        wanted = [chunk.sha256 for chunk in manifest.chunks if chunk.sha256 in missing]
        return wire.DocumentWanted(document=manifest.document, missing=tuple(wanted))

    async def store(
        self, sender: Party, visit: str, document: str, sha256: str, data: bytes
    ) -> bool:
        """Keep a chunk of the sender's own document; tell whether it was new.

        Returns once it survives a power cut. The last one announces the document.
        """
        async with self.office.store.reading() as tx:
            parcel = await self._parcel(tx, sender, visit, document)
            size = await parcels.size_of(tx, document, sha256)
            stored = await parcels.is_stored(tx, document, sha256)
        if parcel.from_kiosk is not isinstance(sender, AtKiosk) or size is None:
            raise NotFound("chunk")
        if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
            raise BadDocument("chunk")
        if stored:
            return False
        await asyncio.to_thread(self.office.chunks.write, visit, document, sha256, data)
        if await self._mark_stored(sender, visit, document, sha256):
            await self._tell_ready(document)
        return True

    async def fetch(self, reader: Party, visit: str, document: str, sha256: str) -> bytes:
        async with self.office.store.reading() as tx:
            await self._parcel(tx, reader, visit, document)
            stored = await parcels.is_stored(tx, document, sha256)
        read = self.office.chunks.read
        data = await asyncio.to_thread(read, visit, document, sha256) if stored else None
        if data is None:
            raise NotFound("chunk")
        return data

    async def done(self, receiver: Party, done: wire.DocumentDone) -> None:
        """The receiver has it whole: pass that on to the sender."""

        async def act(deed: Deed) -> str:
            parcel = await parcels.by_id(deed.tx, done.document)
            if parcel is None or parcel.from_kiosk is isinstance(receiver, AtKiosk):
                raise NotFound("document")
            visit = await _visit(deed.tx, parcel.visit)
            await _may_work_on(deed.tx, receiver, visit)
            await parcels.mark_done(deed.tx, parcel.id, deed.now)
            return await _topic(deed.tx, visit, kiosk=parcel.from_kiosk)

        topic = await self.office.do(who(receiver), act)
        await self.office.backplane.post(topic, done)

    async def ready_for_kiosk(self, tx: Tx, visit: Visit) -> list[wire.DocumentReady]:
        """What a kiosk that comes back has not confirmed yet."""
        known = await parcels.of_visit(tx, visit.id)
        return [_ready(p) for p in known if not p.from_kiosk and p.ready_at and not p.done_at]

    async def ready_for_console(self, tx: Tx, person: Person) -> list[wire.DocumentReady]:
        """The pages of the visit that a reloaded console is in: it kept nothing."""
        call = await calls.open_of(tx, person.account)
        return [] if call is None else await _pages(tx, call.visit)

    async def call_answered(self, kiosk: str) -> None:
        """Its console may come after another, or after a reload: it hears of every page."""
        async with self.office.store.reading() as tx:
            call = await calls.open_at(tx, kiosk)
            if call is None:
                return
            pages = await _pages(tx, call.visit)
        for page in pages:
            await self.office.backplane.post(to_account(call.console), page)

    async def sweep(self) -> None:
        """Erase files whose visit has no document any more: a cut came before the erasure."""
        for visit in await asyncio.to_thread(self.office.chunks.visits):
            async with self.office.store.reading() as tx:
                orphan = await parcels.count_of_visit(tx, visit) == 0
                orphan = orphan and not await free_accesses.is_open(tx, visit)
            if orphan:
                await asyncio.to_thread(self.office.chunks.erase, visit)

    async def _enter(self, deed: Deed, parcel: Parcel, manifest: Manifest) -> None:
        known = await parcels.of_visit(deed.tx, parcel.visit)
        alike = [p for p in known if _is_preview(p.manifest) is _is_preview(parcel.manifest)]
        if len(alike) >= (MAX_PREVIEWS if _is_preview(parcel.manifest) else MAX_DOCUMENTS):
            raise TooManyDocuments()
        await parcels.insert_parcel(deed.tx, parcel, manifest)
        await deed.carry_out([Journal("document_announced", parcel.id)])

    async def _parcel(self, tx: Tx, party: Party, visit: str, document: str) -> Parcel:
        await _may_work_on(tx, party, await _visit(tx, visit))
        parcel = await parcels.by_id(tx, document)
        if parcel is None or parcel.visit != visit:
            raise NotFound("document")
        return parcel

    async def _mark_stored(self, sender: Party, visit: str, document: str, sha256: str) -> bool:
        """Tell whether the document is whole with this chunk."""
        now = self.office.clock()
        try:
            async with self.office.store.writing() as tx:
                parcel = await self._parcel(tx, sender, visit, document)
                await parcels.mark_stored(tx, document, sha256, now)
                whole = not parcel.ready_at and not await parcels.missing(tx, document)
                if whole:
                    await parcels.mark_ready(tx, document, now)
        except (NotFound, Conflict):
            # The visit ended while the bytes went to the disk: nothing of it stays there.
            await self._erase_if_over(visit)
            raise
        return whole

    async def _erase_if_over(self, visit: str) -> None:
        async with self.office.store.reading() as tx:
            over = await parcels.count_of_visit(tx, visit) == 0
        if over:
            await asyncio.to_thread(self.office.chunks.erase, visit)

    async def _tell_ready(self, document: str) -> None:
        """To the receiver."""
        async with self.office.store.reading() as tx:
            parcel = await parcels.by_id(tx, document)
            visit = await visits.by_id(tx, parcel.visit) if parcel is not None else None
            if parcel is None or visit is None:
                return
            topic = await _topic(tx, visit, kiosk=not parcel.from_kiosk)
        await self.office.backplane.post(topic, _ready(parcel))

    async def _tell_again(self, document: str) -> None:
        """A whole document was announced again: one end missed what the other was told."""
        async with self.office.store.reading() as tx:
            parcel = await parcels.by_id(tx, document)
            visit = await visits.by_id(tx, parcel.visit) if parcel is not None else None
            if parcel is None or visit is None:
                return
            topic = await _topic(tx, visit, kiosk=parcel.from_kiosk)
        if parcel.done_at is None:
            await self._tell_ready(document)
        else:
            await self.office.backplane.post(topic, wire.DocumentDone(document=document))


def _is_preview(manifest: str) -> bool:
    return Manifest.model_validate_json(manifest).kind is DocumentKind.PREVIEW


async def _visit(tx: Tx, id: str) -> Visit:
    visit = await visits.by_id(tx, id)
    if visit is None:
        raise NotFound("visit")
    return visit


async def _may_work_on(tx: Tx, party: Party, visit: Visit) -> None:
    may_work_on(party, visit)
    if isinstance(party, Person):
        rules.may_act_in(party, await calls.open_of_visit(tx, visit.id))


async def _is_known(tx: Tx, parcel: Parcel) -> bool:
    """Announced before, by the same end and word for word; otherwise a :exc:`Conflict`."""
    known = await parcels.by_id(tx, parcel.id)
    if known is None:
        return False
    same = (known.visit, known.from_kiosk, known.manifest)
    if same != (parcel.visit, parcel.from_kiosk, parcel.manifest):
        raise Conflict("document")
    return True


async def _topic(tx: Tx, visit: Visit, *, kiosk: bool) -> str:
    return to_kiosk(visit.kiosk) if kiosk else await console_topic(tx, visit)


async def _pages(tx: Tx, visit: str) -> list[wire.DocumentReady]:
    """Those that the kiosk sent whole."""
    return [_ready(p) for p in await parcels.of_visit(tx, visit) if p.from_kiosk and p.ready_at]


def _ready(parcel: Parcel) -> wire.DocumentReady:
    manifest = Manifest.model_validate_json(parcel.manifest)
    return wire.DocumentReady(visit=parcel.visit, manifest=manifest)
