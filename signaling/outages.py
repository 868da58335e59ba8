"""Looks for kiosks that are out of order while nobody sits there, and rings their host's page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .core.agenda.wall import day_of, moment
from .core.commands import AnnounceKiosk, Journal
from .core.outage import Lookout, News, Outage, is_expected, is_out
from .core.person import Person, Role
from .deeds import Deed
from .errors import NotAllowed, NotFound
from .office import Office, by_account
from .store import Tx, appointments, kiosks, visits
from .store.records import Kiosk
from .views import PARIS

LOOK_SECONDS = 5.0
JOURNALED = {News.RANG: "kiosk_out_of_order", News.SETTLED: "kiosk_in_order"}
Act = Callable[[Deed], Awaitable[None]]


@dataclass
class Outages:
    office: Office
    _lookout: Lookout = field(default_factory=Lookout)
    _looked_at: float = float("-inf")

    def shown(self, kiosk: str) -> Outage | None:
        """What its host must know of it."""
        return self._lookout.shown(kiosk)

    async def see(self, person: Person, kiosk: str) -> bool:
        """“J'ai vu”, by the host; false when it was over meanwhile."""

        async def act(deed: Deed) -> bool:
            known = await kiosks.by_id(deed.tx, kiosk)
            if not person.is_a(Role.HOST):
                raise NotAllowed("host")
            if known is None or known.relay != person.relay or known.revoked_at is not None:
                raise NotFound("kiosk of another relay")
            if not self._lookout.see(kiosk):
                return False
            await deed.carry_out([Journal("kiosk_out_of_order_seen", kiosk), AnnounceKiosk(kiosk)])
            return True

        return await self.office.do(by_account(person.account), act)

    async def look(self, now: float, do: Callable[[Act], Awaitable[None]]) -> None:
        """One round; `do` as for :meth:`.reception.Reception.look`."""
        if 0 <= now - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at, wall = now, datetime.fromtimestamp(now, PARIS)
        async with self.office.store.reading() as tx:
            idle = await self._idle(tx)
            out = [kiosk.id for kiosk in idle if await self._is_out(tx, kiosk, now)]
        self._lookout.keep({kiosk.id for kiosk in idle})
        for kiosk in idle:
            news = self._lookout.look(kiosk.id, kiosk.id in out, now, wall)
            if news is not None:
                await do(_tell(kiosk.id, news))

    async def _idle(self, tx: Tx) -> list[Kiosk]:
        """In service, and without a resident."""
        taken = {visit.kiosk for visit in await visits.all_open(tx)}
        known = await kiosks.all_kiosks(tx)
        return [each for each in known if each.revoked_at is None and each.id not in taken]

    async def _is_out(self, tx: Tx, kiosk: Kiosk, now: float) -> bool:
        presence = self.office.presence
        here, lights = presence.is_there(kiosk.id), presence.lights(kiosk.id)
        return is_out(here, lights, not here and await _expected(tx, kiosk.relay, now))


async def _expected(tx: Tx, relay: str, now: float) -> bool:
    first = day_of(now)
    since, until = moment(first, 0), moment(first + timedelta(days=1), 0)
    today = await appointments.of_relay(tx, relay, since, until)
    return is_expected(((one.state, one.mode, one.at) for one in today), now)


def _tell(kiosk: str, news: News) -> Act:
    async def act(deed: Deed) -> None:
        journal = [Journal(JOURNALED[news], kiosk)] if news in JOURNALED else []
        await deed.carry_out([*journal, AnnounceKiosk(kiosk)])

    return act
