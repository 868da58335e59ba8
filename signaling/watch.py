"""What happens by itself: deadlines that pass, ends that do not come back, data that expires.

Deadlines are rows: any node may find one due, and a server that restarts forgets none.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .agenda.planner import Planner
from .arrivals import Arrivals
from .auth.door import Door
from .bell import BellRinger
from .company import Company
from .core import appointment as appointment_core
from .core import call as call_core
from .core import visit as visit_core
from .core.agenda.wall import day_of
from .core.call import Call
from .deeds import Deed
from .dropin.crier import Crier, forget_yesterday
from .free import FreeAccess
from .mailroom import Mailroom
from .office import Office
from .protocol import REPAIR_SECONDS, CallState
from .reception import Reception
from .store import appointments, calls, kiosks, visits
from .store.purge import purge, scrub
from .transfer import Transfers

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
HOUSEKEEPING_SECONDS = 3600.0
AGAIN_SECONDS = 30.0
ABANDONED_SECONDS = 12 * 3600.0
"Nobody sits that long: a visit that everybody forgot ends, or nothing of it would ever be erased."


@dataclass
class Watch:
    office: Office
    mailroom: Mailroom
    company: Company
    transfers: Transfers
    door: Door
    bell: BellRinger
    reception: Reception
    planner: Planner
    crier: Crier
    free: FreeAccess
    arrivals: Arrivals
    retention_days: int
    note_days: int
    started: float = field(init=False)
    _next_housekeeping: float = 0.0

    def __post_init__(self) -> None:
        self.started = self.office.clock()

    async def run(self) -> None:
        """Until cancelled. A round that fails is told, and the next one tries again."""
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001 a supervised border: the watch must go on
                log.error("%s in the watch", type(error).__name__)
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            late_calls, late_visits = await calls.due(tx, now), await visits.due(tx, now)
            open_calls = await calls.all_open(tx)
            unanswered = await appointments.unanswered(tx, now)
        for call in late_calls:
            await self._tell_call(call.id, call_core.DeadlinePassed())
        for call in open_calls:
            if self._is_lost(call, now):
                await self._tell_call(call.id, call_core.EndsGone())
        for visit in late_visits:
            await self._tell_visit(visit.id, visit_core.DeadlinePassed())
        await self.bell.look()
        await self.reception.look(now, self._do)
        await self.company.tick(now, self.started)
        await self.transfers.tick(now)
        await self.planner.look()
        await self.free.look()
        await self.crier.look()
        await self.arrivals.look()
        for record in unanswered:
            await self._tell_appointment(record.id, appointment_core.AnswerLate())
        if now >= self._next_housekeeping:
            clean = await self.keep_house(now)
            self._next_housekeeping = now + (HOUSEKEEPING_SECONDS if clean else AGAIN_SECONDS)

    async def keep_house(self, now: float) -> bool:
        """Tell whether no byte of what was erased is left in the database's files."""
        await self.door.forget_expired()
        await self._end_abandoned(now)
        await self._tell_ahead()
        await self.mailroom.sweep()
        await forget_yesterday(self.office, day_of(now).isoformat())
        erased = await purge(self.office.store, now, self.retention_days, self.note_days)
        if erased:
            log.info("retention erased %d appointments", erased)
        # Each time: a cut may have come between an erasure and this.
        return await scrub(self.office.store)

    async def _tell_ahead(self) -> None:
        """The week of every kiosk moves on, though nothing of it changed."""
        async with self.office.store.reading() as tx:
            there = [k for k in await kiosks.all_kiosks(tx) if self.office.presence.is_there(k.id)]
        for relay in sorted({kiosk.relay for kiosk in there}):
            await self.office.tell_ahead(relay)
            await self.office.tell_hours(relay)

    async def _end_abandoned(self, now: float) -> None:
        async with self.office.store.reading() as tx:
            forgotten = await visits.opened_before(tx, now - ABANDONED_SECONDS)
        for visit in forgotten:
            await self._tell_visit(visit.id, visit_core.EndAsked())

    def _is_lost(self, call: Call, now: float) -> bool:
        if call.state is not CallState.TALKING:
            return False
        since = self.office.presence.both_gone_since(call.kiosk, call.console, self.started)
        return since is not None and now - since > REPAIR_SECONDS

    async def _tell_call(self, id: str, event: call_core.Event) -> None:
        async def act(deed: Deed) -> None:
            await deed.call(id, event)

        await self._do(act)

    async def _tell_appointment(self, id: str, event: appointment_core.Event) -> None:
        async def act(deed: Deed) -> None:
            await deed.appointment(id, event)

        await self._do(act)

    async def _tell_visit(self, id: str, event: visit_core.Event) -> None:
        async def act(deed: Deed) -> None:
            await deed.visit(id, event)

        await self._do(act)

    async def _do(self, act: Callable[[Deed], Awaitable[None]]) -> None:
        """One row that cannot be handled keeps neither the others nor the house waiting."""
        try:
            await self.office.do("server", act)
        except Exception as error:  # noqa: BLE001 a supervised border: the next round tries again
            log.error("%s on a row of the watch", type(error).__name__)
