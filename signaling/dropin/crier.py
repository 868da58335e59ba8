"""Tells each end where everybody stands: consoles, kiosks, hosts' pages. Said when it changed.

What is said is worked out again after each change, and once in a while for the time that passes:
nothing of it is kept, a server that restarts says it again.
"""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from .. import protocol as wire
from ..backplane import Change, pages_of, to_kiosk, to_organisation
from ..core.agenda.wait import Said
from ..languages import offered
from ..office import Office
from ..store import Tx, dropins, kiosks, motives, places
from ..store.dropins import Waiting
from ..views import wall_time
from .queue import DropIn
from .sight import Sight, look

AGAIN_SECONDS = 20.0
"Ranges are multiples of five minutes: sooner, nothing would have changed."


@dataclass
class Crier:
    queue: DropIn
    _seen: object = None
    "What was seen last, but for the time that passes."
    _looked_at: float = float("-inf")
    _consoles: dict[str, wire.QueueChanged] = field(default_factory=dict)
    "By organisation, as it was last said; so the two that follow, by kiosk and by relay."
    _kiosks: dict[str, wire.QueueHere] = field(default_factory=dict)
    _rooms: dict[str, object] = field(default_factory=dict)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def office(self) -> Office:
        return self.queue.office

    @property
    def _told(self) -> bool:
        """Somebody was said to wait."""
        return bool(self._consoles or self._kiosks or self._rooms)

    async def look(self) -> None:
        """Work out who stands where, and say what changed."""
        async with self._looking:
            async with self.office.store.reading() as tx:
                if not self._told and not await dropins.every(tx):
                    return  # nobody waits, and everybody knows it
                seen, now = await look(self.office, tx), self.office.clock()
                same = (seen.scene, seen.free) == self._seen
                if same and (not seen.waiting or now < self._looked_at + AGAIN_SECONDS):
                    return
                self._seen, self._looked_at = (seen.scene, seen.free), now
                said = {one.id: seen.said(one, now) for one in seen.waiting}
                consoles = await consoles_of(tx, seen, said)
                here = await kiosks_of(tx, seen, said)
            await self._say(consoles, here, rooms_of(seen, said))

    async def for_console(self, tx: Tx, organisation: str) -> list[wire.Message]:
        """What a console that opens now must know; nothing where nobody waits."""
        seen = await look(self.office, tx)
        said = {one.id: seen.said(one, self.office.clock()) for one in seen.of(organisation)}
        found = await consoles_of(tx, seen, said, only=organisation)
        return [*found.values()]

    async def for_kiosk(self, tx: Tx, kiosk: str) -> list[wire.Message]:
        """Whose queue may be joined, and the numbers that wait in front of it."""
        return [await offer(tx), await self.here(tx, kiosk)]

    async def offer_again(self) -> None:
        """To every kiosk, after a language was reviewed or withdrawn."""
        async with self.office.store.reading() as tx:
            said, known = await offer(tx), await kiosks.all_kiosks(tx)
        for kiosk in known:
            if kiosk.revoked_at is None:
                await self.office.backplane.post(to_kiosk(kiosk.id), said)

    async def here(self, tx: Tx, kiosk: str) -> wire.QueueHere:
        seen = await look(self.office, tx)
        mine = [one for one in seen.waiting if one.kiosk == kiosk]
        said = {one.id: seen.said(one, self.office.clock()) for one in mine}
        found = await kiosks_of(tx, seen, said, only=kiosk)
        return found.get(kiosk, wire.QueueHere(tickets=()))

    async def _say(
        self,
        consoles: dict[str, wire.QueueChanged],
        here: dict[str, wire.QueueHere],
        rooms: dict[str, object],
    ) -> None:
        post = self.office.backplane.post
        for organisation in consoles.keys() | self._consoles.keys():
            queue = consoles.get(organisation, wire.QueueChanged())
            if queue != self._consoles.get(organisation):
                await post(to_organisation(organisation), queue)
        for kiosk in here.keys() | self._kiosks.keys():
            tickets = here.get(kiosk, wire.QueueHere(tickets=()))
            if tickets != self._kiosks.get(kiosk):
                await post(to_kiosk(kiosk), tickets)
        for relay in rooms.keys() | self._rooms.keys():
            if rooms.get(relay) != self._rooms.get(relay):
                await post(pages_of("relay", relay), Change(kind="queue", id=relay))
        self._consoles, self._kiosks, self._rooms = consoles, here, rooms


async def offer(tx: Tx) -> wire.QueueOffered:
    bodies = tuple(wire.Body(id=body.id, name=body.name) for body in await places.organisations(tx))
    codes = tuple(one.code for one in await offered(tx)) or None
    return wire.QueueOffered(bodies=bodies, languages=codes)


async def consoles_of(
    tx: Tx, seen: Sight, said: dict[str, Said], only: str | None = None
) -> dict[str, wire.QueueChanged]:
    if not seen.waiting:
        return {}
    relays = {relay.id: relay.name for relay in await places.relays(tx)}
    listed = {motive.id: motive.name for motive in await motives.every(tx)}
    names = {one.organisation for one in seen.waiting}
    return {
        organisation: wire.QueueChanged(
            waiting=tuple(
                wire.WaitingView(
                    **waits_of(one, said[one.id]),
                    id=one.id,
                    name=one.name,
                    first_name=one.first_name,
                    motive=listed.get(one.motive_id, ""),
                    relay=relays.get(one.relay, ""),
                    since=wall_time(one.joined_at) or "",
                    cannot_wait=one.cannot_wait,
                    kiosk_free=bool(seen.free.get(one.relay)),
                )
                for one in seen.of(organisation)[: wire.MAX_QUEUE]
            )
        )
        for organisation in (names if only is None else names & {only})
    }


async def kiosks_of(
    tx: Tx, seen: Sight, said: dict[str, Said], only: str | None = None
) -> dict[str, wire.QueueHere]:
    mine = [one for one in seen.waiting if one.kiosk and only in (None, one.kiosk)]
    if not mine:
        return {}
    bodies = {body.id: body.name for body in await places.organisations(tx)}
    found: dict[str, list[wire.Ticket]] = {}
    for one in sorted(mine, key=lambda each: each.ticket):
        ticket = wire.Ticket(**waits_of(one, said[one.id]), organisation=bodies[one.organisation])
        found.setdefault(one.kiosk or "", []).append(ticket)
    return {kiosk: wire.QueueHere(tickets=tuple(tickets)) for kiosk, tickets in found.items()}


def rooms_of(seen: Sight, said: dict[str, Said]) -> dict[str, object]:
    """What a host's page would show, to know whether it changed."""
    found: dict[str, list[object]] = {}
    for one in seen.waiting:
        where = said[one.id]
        found.setdefault(one.relay, []).append((one.id, where.place, where.low, where.high))
    return {relay: tuple(lines) for relay, lines in found.items()}


def waits_of(one: Waiting, said: Said) -> dict[str, int | None]:
    return {
        "ticket": one.ticket,
        "place": said.place,
        "low": minutes(said.low),
        "high": minutes(said.high),
    }


def minutes(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds / 60)


async def forget_yesterday(office: Office, today: str) -> None:
    async with office.store.writing() as tx:
        await dropins.forget(tx, today)


DROP_IN: web.AppKey[DropIn] = web.AppKey("drop_in", DropIn)
CRIER: web.AppKey[Crier] = web.AppKey("crier", Crier)
