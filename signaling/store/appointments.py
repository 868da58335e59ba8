"""Appointments: identity and motive of a resident, from the mairie to the end of the visit."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import insert as insert_into
from sqlalchemy import or_

from ..core.appointment import END_STATES
from ..core.appointment import Appointment as Machine
from ..protocol import AppointmentState, Mode, Need, Withdrawal
from . import rows, schema
from .database import Tx
from .records import Appointment

table = schema.appointment
CLOSED = tuple(map(str, END_STATES))
WRITTEN = frozenset(
    {
        "name",
        "first_name",
        "telephone",
        "email",
        "birth_date",
        "motive",
        "papers",
        "mode",
        "needs",
        "language",
        "kiosk_language",
        "wanted",
    }
)
"What a mairie may correct without moving the appointment."


async def insert(tx: Tx, appointment: Appointment) -> None:
    await tx.execute(insert_into(table).values(**_values(appointment)))


async def correct(tx: Tx, appointment: Appointment, now: float) -> None:
    """Save what the mairie wrote of the resident; its course is :func:`save`'s.

    Raises :exc:`Stale`.
    """
    values = {name: value for name, value in _values(appointment).items() if name in WRITTEN}
    values |= {"updated_at": now, "version": appointment.version + 1}
    await rows.change(tx, table, appointment.id, appointment.version, values)


def machine(record: Appointment) -> Machine:
    return Machine(
        id=record.id,
        organisation=record.organisation,
        mairie=record.mairie,
        relay=record.relay,
        state=record.state,
        counsellor=record.counsellor,
        duration_s=record.duration_s,
        version=record.version,
        at=record.at,
        proposed=record.proposed,
        answer_by=record.answer_by,
        late=record.late,
        came_at=record.came_at,
        left_at=record.left_at,
        withdrawn_why=record.withdrawn_why,
    )


async def save(tx: Tx, machine: Machine, now: float) -> None:
    """Save over the version that was loaded, and add one to it.

    Raises :exc:`Stale`: load again, decide again.
    """
    closed = now if machine.state in END_STATES else None
    values = {
        "state": str(machine.state),
        "counsellor": machine.counsellor,
        "relay": machine.relay,
        "at": machine.at,
        "proposed": machine.proposed,
        "answer_by": machine.answer_by,
        "late": machine.late,
        "came_at": machine.came_at,
        "left_at": machine.left_at,
        "withdrawn_why": machine.withdrawn_why and str(machine.withdrawn_why),
        "duration_s": machine.duration_s,
        "updated_at": now,
        "closed_at": closed,
        "version": machine.version + 1,
    }
    await rows.change(tx, table, machine.id, machine.version, values)
    machine.version += 1


async def move(tx: Tx, appointment: Appointment, at: float, now: float, counsellor: str) -> None:
    """To another hour, with whom; over the version that was loaded, or raises :exc:`Stale`."""
    values = {"at": at, "counsellor": counsellor}
    values |= {"updated_at": now, "version": appointment.version + 1}
    await rows.change(tx, table, appointment.id, appointment.version, values)


async def by_id(tx: Tx, id: str) -> Appointment | None:
    row = await rows.one(tx, rows.by_id(table, id))
    return None if row is None else _record(row)


async def open_of_organisation(tx: Tx, organisation: str) -> list[Appointment]:
    """What its consoles show: everything that is not over."""
    return await _all(tx, table.c.organisation == organisation, table.c.state.not_in(CLOSED))


async def of_case(tx: Tx, case: str) -> list[Appointment]:
    return await _all(tx, or_(table.c.id == case, table.c.case == case))


async def unanswered(tx: Tx, now: float) -> list[Appointment]:
    """Whose organisation should have answered by now."""
    return await _all(tx, table.c.answer_by <= now)


async def open_of_mairie(tx: Tx, mairie: str) -> list[Appointment]:
    return await _all(tx, table.c.mairie == mairie, table.c.state.not_in(CLOSED))


async def of_mairie(tx: Tx, mairie: str, since: float, until: float) -> list[Appointment]:
    """Registered there, and expected (or, without a time, registered) between the two."""
    return await _all(tx, table.c.mairie == mairie, _between(since, until))


async def of_relay(tx: Tx, relay: str, since: float, until: float) -> list[Appointment]:
    return await _all(tx, table.c.relay == relay, _between(since, until))


async def of_organisation(tx: Tx, id: str, since: float, until: float) -> list[Appointment]:
    return await _all(tx, table.c.organisation == id, _between(since, until))


def _between(since: float, until: float) -> Any:
    timed = (table.c.at >= since) & (table.c.at < until)
    created = table.c.created_at
    return or_(timed, table.c.at.is_(None) & (created >= since) & (created < until))


async def _all(tx: Tx, *conditions: Any) -> list[Appointment]:
    query = rows.where(table, *conditions).order_by(table.c.at, table.c.created_at)
    return [_record(row) for row in await rows.every(tx, query)]


def _values(record: Appointment) -> dict[str, Any]:
    return asdict(record) | {
        "state": str(record.state),
        "mode": str(record.mode),
        "needs": ",".join(record.needs),
        "papers": "\n".join(record.papers),
        "withdrawn_why": record.withdrawn_why and str(record.withdrawn_why),
    }


def _record(row: Any) -> Appointment:
    values = rows.fields(row)
    return Appointment(
        **values
        | {
            "state": AppointmentState(values["state"]),
            "mode": Mode(values["mode"]),
            "needs": tuple(Need(need) for need in values["needs"].split(",") if need),
            "papers": tuple(values["papers"].splitlines()),
            "withdrawn_why": values["withdrawn_why"] and Withdrawal(values["withdrawn_why"]),
        }
    )
