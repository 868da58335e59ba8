"""``/ws/kiosk``: a kiosk, known by its Ed25519 key. The socket is its identity."""

import base64
import secrets
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web

from . import ahead, call_moods, liveries, views, voices
from . import protocol as wire
from .arrivals import ARRIVALS
from .auth.kiosks import identify
from .auth.tokens import hash_of, new_token
from .auth.web import address_of, known_host
from .backplane import to_kiosk
from .bucket import Bucket
from .core.free import Free, FreeState
from .core.visit import Visit
from .dropin.crier import CRIER
from .dropin.joining import join
from .errors import BadMessage, NotAllowed, Refusal
from .free import FREE
from .keys import COMPANY, MAILROOM, OFFICE, SWITCHBOARD, TRANSFERS
from .metrics import METRICS
from .office import in_use
from .parties import AtKiosk
from .presence import Link
from .protocol import Lights, Message, VisitState
from .sockets import LINES, Line, error_of
from .store import Tx, free_accesses, kiosks, summonses, visits
from .store.records import Kiosk
from .waking import WAKING


async def kiosk(request: web.Request) -> web.StreamResponse:
    if not known_host(request):
        raise NotAllowed("host")  # a signature is made for a name: it must be one of ours
    # Pages of progress come in a row: more than a console may say.
    line = Line(request, wire.from_kiosk, Bucket(rate=5.0, burst=200))
    with request.app[LINES].knocking(address_of(request)):
        await line.open()
        try:
            known, lights = await _introduced(request, line)
        except (Refusal, TimeoutError) as error:
            refusal = error if isinstance(error, Refusal) else BadMessage("no hello")
            await line.say_now(error_of(refusal))
            await line.socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return line.socket
    with line.supervised():
        await AtCounter(request.app, known, line).run(lights)
    return line.socket


async def _introduced(request: web.Request, line: Line) -> tuple[Kiosk, Lights]:
    nonce = base64.b64encode(secrets.token_bytes(32)).decode()
    # The name under which this kiosk reached us, port included.
    server = urlsplit(f"//{request.host}").netloc
    await line.say_now(wire.Challenge(nonce=nonce, server=server))
    hello = await line.first()
    if not isinstance(hello, wire.KioskHello):
        raise BadMessage("no hello")
    return await identify(request.app[OFFICE].store, hello, nonce, server), hello.lights


class AtCounter:
    """One connected kiosk."""

    def __init__(self, app: web.Application, kiosk: Kiosk, line: Line) -> None:
        self.kiosk, self.line, self.party = kiosk, line, AtKiosk(kiosk.id)
        self.office, self.switchboard, self.mailroom = app[OFFICE], app[SWITCHBOARD], app[MAILROOM]
        self.company, self.transfers, self.crier = app[COMPANY], app[TRANSFERS], app[CRIER]
        self.free, self.arrivals, self.waking = app[FREE], app[ARRIVALS], app[WAKING]
        self.metrics = app[METRICS]
        self._token = new_token()

    async def run(self, lights: Lights) -> None:
        office, id = self.office, self.kiosk.id
        mine = hash_of(self._token)
        with office.backplane.listen([to_kiosk(id)], self.line.say):
            self.line.say_first(*await self._welcome())
            office.presence.kiosk_came(Link(id, mine, lights, self.line.close))
            try:
                await self._still_ours()
                await office.kiosk_changed(id)
                await self.line.run(self.hear)
            finally:
                if office.presence.kiosk_went(id, mine, office.clock()):
                    await office.kiosk_changed(id)

    async def hear(self, message: Message) -> None:
        id = self.kiosk.id
        match message:
            case wire.LightsChanged(lights=lights):
                self.office.presence.lights_changed(id, hash_of(self._token), lights)
                await self.office.kiosk_changed(id)
            case wire.Answer():
                await self.switchboard.answer(id, message)
                await self.mailroom.call_answered(id)
            case wire.EarlyAnswer():
                await self.switchboard.answer_early(id, message)
            case wire.RepairAnswer():
                await self.switchboard.answer_repair(id, message)
            case wire.RepairWanted():
                await self.switchboard.want_repair(id, message)
            case wire.RingRefused():
                await self.switchboard.refuse(id, message)
            case wire.CompanyTold():
                await self.company.told(id, message)
            case wire.TakeAnswer():
                await self.transfers.answered(id, message)
            case wire.CallTaken():
                await self.transfers.taken(id, message)
            case wire.Hangup():
                await self.switchboard.hang_up(self.party, message)
            case wire.ScanStatus() | wire.KeepStatus() | wire.PrintStatus():
                await self.switchboard.tell_console(id, message)
            case wire.DocumentAnnounce():
                self.line.say(await self.mailroom.announce(self.party, message))
            case wire.DocumentDone():
                await self.mailroom.done(self.party, message)
            case wire.PaperLeft():
                await self.switchboard.paper_left(id, message)
            case wire.Wiped():
                await self.switchboard.wiped(id, message)
            case wire.FreeStatus():
                await self.free.told(id, message)
            case wire.FreeWiped():
                await self.free.wiped(id, message)
            case wire.Examined():
                await self.waking.examined(id, message)
            case wire.ServiceChanged():
                await self.waking.service(id, message)
            case wire.QueueJoin(organisation=organisation, language=language):
                self.line.say(await join(self.crier, id, organisation, language))
            case wire.RoomSeen(there=there):
                await self.arrivals.seen(id, there)
            case wire.CheckIn():
                if (told := await self.arrivals.check_in(id, message)) is not None:
                    self.line.say(told)
            case wire.CallTold():
                if await call_moods.told(self.office, id, message):
                    self.metrics.call_ended(message)
            case wire.ResidentGone():
                await self.arrivals.gone(id, message)
            case wire.ResidentLeft():
                await self.arrivals.left(id, message)
            case wire.Error():
                pass  # what it could not read of us; it says so for its own log
            case _:
                raise BadMessage("unexpected")

    async def _still_ours(self) -> None:
        """Revoked between its proof and its presence, no other would close this line."""
        async with self.office.store.reading() as tx:
            known = await kiosks.by_id(tx, self.kiosk.id)
        if known is None or known.revoked_at is not None:
            self.line.close()

    async def _welcome(self) -> list[Message]:
        async with self.office.store.reading() as tx:
            visit = await visits.open_at(tx, self.kiosk.id)
            open_visit = visit if visit and visit.state is not VisitState.CLOSING else None
            free = await free_accesses.open_at(tx, self.kiosk.id)
            goes_on = free is not None and free.state is FreeState.OPEN
            room = await self._room(tx)
            welcome = wire.KioskWelcome(
                name=self.kiosk.name,
                token=self._token,
                visit=None if open_visit is None else await views.greeting(tx, open_visit),
                free=free.opening if goes_on and free is not None and visit is None else None,
                voices=await voices.told(tx) or None,
            )
            first = [welcome, *room, await liveries.told(tx)]
            ended = [] if free is None or welcome.free else [_closed(free)]
            queue = [
                self.arrivals.card_awaited(self.kiosk.id),
                *await self.crier.for_kiosk(tx, self.kiosk.id),
            ]
            if visit is None:
                return [*first, *ended, *queue]
            if open_visit is None:
                # It ended while the kiosk was away: say goodbye and wipe now.
                return [*first, wire.VisitClose(visit=visit.id), *queue]
            told = await self._told(tx, visit)
            there = await self.company.of_kiosk(tx, self.kiosk.id)
            return [
                *first,
                *queue,
                *told,
                *there,
                *await self.mailroom.ready_for_kiosk(tx, visit),
            ]

    async def _room(self, tx: Tx) -> list[Message]:
        """Its days, its hours, who waits in it, and whether it must be quiet."""
        relay, now = self.kiosk.relay, self.office.clock()
        return [
            await ahead.of_relay(tx, relay, now),
            await ahead.hours_of(tx, relay, self.office.calendar, now),
            await ahead.arrived(tx, relay, now),
            await in_use(tx, self.kiosk.id),
        ]

    async def _told(self, tx: Tx, visit: Visit) -> list[Message]:
        """What the resident was told besides, and a kiosk that was started again forgot."""
        by_phone = [wire.ByPhone(visit=visit.id)] if visit.by_phone else []
        summons = await summonses.open_of_visit(tx, visit.id)
        called = [] if summons is None else [summons.told]
        return [*by_phone, *called]


def _closed(free: Free) -> wire.FreeClose:
    """It ended while the kiosk was away, or before a visit: nothing of it may stay there."""
    return wire.FreeClose(free=free.id, why=free.why or wire.FreeEnd.CLOSED)
