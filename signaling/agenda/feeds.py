"""Calendars by a secret address: opened by who may read them, revoked by the same person."""

from dataclasses import dataclass

from aiohttp import web

from ..auth.tokens import hash_of, new_id, new_token
from ..core.agenda import feeds as core
from ..core.agenda.feeds import Feed, FeedKind
from ..core.agenda.rooms import titled
from ..core.commands import Journal
from ..core.person import Person, Role
from ..deeds import Deed
from ..errors import NotFound
from ..ical import calendar_of
from ..office import Office, by_account
from ..store import Tx, accounts, bookings, feeds, kiosks, places, rooms

BACK_SECONDS, AHEAD_SECONDS = 30 * 86400.0, 366 * 86400.0
SEEN_SECONDS = 3600.0
"When it was last read is known to the hour: no reader writes more often."


@dataclass(frozen=True)
class Offered:
    """A calendar that somebody may subscribe to, with the address that they have of it."""

    kind: FeedKind
    target: str
    name: str
    feeds: tuple[Feed, ...] = ()


@dataclass
class Feeds:
    office: Office

    async def offered(self, person: Person) -> list[Offered]:
        """Every calendar of `person`, with the addresses that are open."""
        async with self.office.store.reading() as tx:
            mine = await feeds.of_owner(tx, person.account)
            found = await _calendars(tx, person)
        return [
            Offered(
                each.kind,
                each.target,
                each.name,
                tuple(f for f in mine if (f.kind, f.target) == (each.kind, each.target)),
            )
            for each in found
        ]

    async def open(self, person: Person, kind: FeedKind, target: str) -> str:
        """Return the secret of its address, shown once, never stored."""
        secret = new_token()

        async def act(deed: Deed) -> None:
            core.may_open(person, kind, target, await _rooms(deed.tx, person))
            feed = Feed(new_id("feed"), kind, target, person.account, hash_of(secret), deed.now)
            await feeds.insert(deed.tx, feed)
            await deed.carry_out([Journal("feed_opened", feed.id)])

        await self.office.do(by_account(person.account), act)
        return secret

    async def revoke(self, person: Person, id: str) -> None:
        """From now on the address leads nowhere."""

        async def act(deed: Deed) -> None:
            if not await feeds.revoke(deed.tx, person.account, id, deed.now):
                raise NotFound("feed")
            await deed.carry_out([Journal("feed_revoked", id)])

        await self.office.do(by_account(person.account), act)

    async def read(self, secret: str) -> bytes:
        """The calendar; raises :exc:`NotFound` for a secret that opens nothing any more."""
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            feed, name = await _readable(tx, hash_of(secret))
            booked = await feeds.booked(tx, feed, now - BACK_SECONDS, now + AHEAD_SECONDS)
        if feed.read_at is None or now - feed.read_at > SEEN_SECONDS:
            async with self.office.store.writing() as tx:
                await feeds.was_read(tx, feed.id, now)
        return calendar_of(name, core.shown(feed, booked))


FEEDS: web.AppKey[Feeds] = web.AppKey("feeds", Feeds)


async def _readable(tx: Tx, token_hash: str) -> tuple[Feed, str]:
    """The feed and the name of its calendar; its owner still may read it."""
    feed = await feeds.by_token(tx, token_hash)
    account = None if feed is None else await accounts.by_id(tx, feed.owner)
    if feed is None or account is None or account.disabled:
        raise NotFound("feed")
    for each in await _calendars(tx, account.person):
        if (each.kind, each.target) == (feed.kind, feed.target):
            return feed, each.name
    raise NotFound("feed of somebody else now")


async def _calendars(tx: Tx, person: Person) -> list[Offered]:
    found = []
    if person.is_a(Role.COUNSELLOR):
        found.append(Offered(FeedKind.COUNSELLOR, person.account, "Mes rendez-vous"))
    if person.is_a(Role.HOST) and person.relay is not None:
        relay = await places.relay(tx, person.relay)
        if relay is not None:
            found.append(Offered(FeedKind.RELAY, relay.id, relay.name))
            found += await _rooms_of(tx, relay.id)
    return found


async def _rooms_of(tx: Tx, relay: str) -> list[Offered]:
    names: dict[str, list[str]] = {}
    known = {kiosk.id: kiosk.name for kiosk in await kiosks.of_relay(tx, relay)}
    labels = await rooms.labels(tx, relay)
    for seat in await bookings.seats(tx, relay):
        names.setdefault(seat.room, []).append(known[seat.kiosk])
    return [
        Offered(FeedKind.ROOM, room, titled(labels.get(room, ""), each))
        for room, each in names.items()
    ]


async def _rooms(tx: Tx, person: Person) -> set[str]:
    if person.relay is None:
        return set()
    return {seat.room for seat in await bookings.seats(tx, person.relay)}
