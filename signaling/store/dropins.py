"""Those who wait without appointment, by number: one a day and a relay, given once."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy import insert as insert_into

from ..core.agenda.queue import Entry, Priority
from . import bookings, rows
from .database import Tx
from .schema_dropin import waiting as table


class WaitingState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    "A counsellor receives them: :attr:`Waiting.appointment` says as what."
    WITHDRAWN = "withdrawn"
    "They do not want to wait any more, and said so."
    LEFT = "left"
    "They were not there any more."


@dataclass(frozen=True)
class Waiting:
    id: str
    organisation: str
    relay: str
    day: str
    "ISO 8601, of the wall in Paris."
    ticket: int
    joined_at: float
    state: WaitingState = WaitingState.WAITING
    priority: Priority = Priority.USUAL
    name: str = ""
    "Nothing for who pressed the button of a kiosk: they are a number."
    first_name: str = ""
    motive_id: str = ""
    "Of the organisation's list, or nothing."
    kiosk_language: str = ""
    "What the kiosk is to speak to them, where the host said it."
    kiosk: str | None = None
    "Where the button was pressed."
    added_by: str | None = None
    "Account of the host."
    appointment: str | None = None

    @property
    def cannot_wait(self) -> bool:
        return self.priority is Priority.NEEDS

    @property
    def entry(self) -> Entry:
        """As the queue knows it: without a name."""
        place = self.organisation, self.relay
        motive = self.motive_id or None
        return Entry(self.id, *place, self.joined_at, self.priority, motive)


async def alone(tx: Tx) -> None:
    """One change of the queue at a time, on PostgreSQL too: nobody is passed by a race."""
    await bookings.queue_for(tx, ("waiting",))


async def next_ticket(tx: Tx, relay: str, day: str) -> int:
    """Call :func:`alone` first."""
    same = (table.c.relay == relay) & (table.c.day == day)
    last = (await tx.execute(select(func.max(table.c.ticket)).where(same))).scalar()
    return 1 + (last or 0)


async def insert(tx: Tx, one: Waiting) -> None:
    values = asdict(one) | {"state": str(one.state), "priority": int(one.priority)}
    await tx.execute(insert_into(table).values(**values))


async def by_id(tx: Tx, id: str) -> Waiting | None:
    row = await rows.one(tx, rows.by_id(table, id))
    return None if row is None else _record(row)


async def every(tx: Tx) -> list[Waiting]:
    """Who waits now, everywhere: one kiosk serves all organisations."""
    query = rows.where(table, table.c.state == str(WaitingState.WAITING))
    return [_record(row) for row in await rows.every(tx, query.order_by(table.c.joined_at))]


async def leave(tx: Tx, id: str, state: WaitingState, appointment: str | None = None) -> bool:
    """Nobody of that name waits any more; tell whether somebody did."""
    waits = (table.c.id == id) & (table.c.state == str(WaitingState.WAITING))
    values = {"state": str(state), "appointment": appointment}
    values |= {"name": "", "first_name": "", "motive_id": "", "kiosk_language": ""}
    return (await tx.execute(update(table).where(waits).values(**values))).rowcount == 1


async def of_appointment(tx: Tx, appointment: str) -> Waiting | None:
    """The number that this appointment had, if it began in the queue."""
    row = await rows.one(tx, rows.where(table, table.c.appointment == appointment))
    return None if row is None else _record(row)


async def forget(tx: Tx, today: str) -> int:
    """Of the days before: nobody waits through the night. Returns how many still did."""
    past = table.c.day < today
    waits = past & (table.c.state == str(WaitingState.WAITING))
    left = (await tx.execute(select(func.count()).select_from(table).where(waits))).scalar_one()
    await tx.execute(delete(table).where(past))
    return int(left)


def _record(row: Any) -> Waiting:
    values = rows.fields(row)
    state, priority = WaitingState(values["state"]), Priority(values["priority"])
    return Waiting(**values | {"state": state, "priority": priority})
