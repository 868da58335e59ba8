"""Who has arrived, how and when; and the relay's cards, by a code that cannot be turned back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from . import rows, schema
from .database import Tx
from .schema_arrivals import arrival as table
from .schema_arrivals import relay_card as card


@dataclass(frozen=True)
class Arrival:
    appointment: str
    at: float
    way: str
    by_presence: bool = False
    "Presence at the hour began a visit once."


@dataclass(frozen=True)
class RelayCard:
    code: str
    case: str
    relay: str
    linked_by: str
    linked_at: float


async def note(tx: Tx, appointment: str, way: str, now: float) -> bool:
    """The first time counts; tell whether it was."""
    by_presence = way == "presence"
    known = await rows.one(tx, rows.where(table, table.c.appointment == appointment))
    if known is None:
        values = {"appointment": appointment, "at": now, "way": way, "by_presence": by_presence}
        await tx.execute(insert(table).values(**values))
    elif by_presence and not known.by_presence:
        same = table.c.appointment == appointment
        await tx.execute(update(table).where(same).values(by_presence=True))
    return known is None


async def of(tx: Tx, appointments: Iterable[str]) -> dict[str, Arrival]:
    """By appointment."""
    ids = list(appointments)
    if not ids:
        return {}
    found = await rows.every(tx, rows.where(table, table.c.appointment.in_(ids)))
    return {row.appointment: Arrival(**rows.fields(row)) for row in found}


async def link(tx: Tx, one: RelayCard) -> None:
    """A card belongs to one case: the newest word counts."""
    await tx.execute(delete(card).where(card.c.code == one.code))
    await rows.put(tx, card, one)


async def card_of(tx: Tx, code: str) -> RelayCard | None:
    row = await rows.one(tx, rows.where(card, card.c.code == code))
    return None if row is None else RelayCard(**rows.fields(row))


async def cards_of(tx: Tx, relay: str, case: str) -> int:
    found = await rows.every(tx, rows.where(card, card.c.relay == relay, card.c.case == case))
    return len(found)


async def unlink(tx: Tx, relay: str, case: str) -> int:
    done = await tx.execute(delete(card).where(card.c.relay == relay, card.c.case == case))
    return int(done.rowcount)


async def forget_cards(tx: Tx) -> None:
    """Of cases of which no appointment is left: retention took the last one."""
    ids = select(schema.appointment.c.id)
    cases = select(schema.appointment.c.case).where(schema.appointment.c.case.is_not(None))
    await tx.execute(delete(card).where(card.c.case.not_in(ids), card.c.case.not_in(cases)))
