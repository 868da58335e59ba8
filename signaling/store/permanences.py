"""What organisations publish: permanences, absences, lengths; an :class:`Agenda` comes out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from ..core.agenda.days import Calendar
from ..core.agenda.permanences import Absence, Agenda, Kind, Lengths, Permanence, School
from ..core.agenda.wall import Hours, Span
from ..core.person import Role
from . import rows, schema
from .database import Tx
from .schema_agenda import (
    absence,
    agenda,
    motive_length,
    permanence,
    permanence_counsellor,
    permanence_exception,
)


async def agenda_of(tx: Tx, organisation: str, calendar: Calendar, since: float) -> Agenda:
    """As published; absences that ended before `since` are left out."""
    settings = await rows.one(tx, rows.where(agenda, agenda.c.organisation == organisation))
    lengths = rows.where(motive_length, motive_length.c.organisation == organisation)
    by_motive = {row.motive_id: row.minutes for row in await rows.every(tx, lengths)}
    known = Agenda(
        organisation,
        tuple(await of_organisation(tx, organisation)),
        tuple(each for _, each in await absences(tx, organisation, since)),
        Lengths(by_motive=by_motive),
        calendar,
        gone=await _gone(tx, organisation),
    )
    if settings is None:
        return known
    return replace(
        known,
        lengths=Lengths(settings.usual_minutes, by_motive, settings.rest_minutes),
        notice_minutes=settings.notice_minutes,
        horizon_days=settings.horizon_days,
        on_request=settings.on_request,
    )


async def settle(tx: Tx, known: Agenda) -> None:
    """Save lengths, notice, horizon and whether another time may be asked for."""
    same = agenda.c.organisation == known.organisation
    values = {
        "usual_minutes": known.lengths.usual,
        "rest_minutes": known.lengths.rest,
        "notice_minutes": known.notice_minutes,
        "horizon_days": known.horizon_days,
        "on_request": known.on_request,
    }
    if (await tx.execute(update(agenda).where(same).values(**values))).rowcount == 0:
        await tx.execute(insert(agenda).values(organisation=known.organisation, **values))
    theirs = motive_length.c.organisation == known.organisation
    await tx.execute(delete(motive_length).where(theirs))
    for motive, minutes in known.lengths.by_motive.items():
        line = {"organisation": known.organisation, "motive_id": motive, "minutes": minutes}
        await tx.execute(insert(motive_length).values(**line))


async def publish(tx: Tx, known: Permanence) -> None:
    """A new one, or the same one changed."""
    await _write(tx, known)
    theirs = permanence_counsellor.c.permanence == known.id
    await tx.execute(delete(permanence_counsellor).where(theirs))
    for account in sorted(known.counsellors):
        line = {"permanence": known.id, "account": account}
        await tx.execute(insert(permanence_counsellor).values(**line))
    for day, hours in known.exceptions.items():
        await except_for(tx, known.id, day, hours)


async def except_for(tx: Tx, id: str, day: date, hours: Hours | None) -> None:
    """On that day other hours, or none."""
    await follow_the_rule(tx, id, day)
    times = (None, None) if hours is None else (hours.starts, hours.ends)
    line = {"permanence": id, "day": day.isoformat(), "starts": times[0], "ends": times[1]}
    await tx.execute(insert(permanence_exception).values(**line))


async def follow_the_rule(tx: Tx, id: str, day: date) -> None:
    """That day is as the others again."""
    table = permanence_exception
    same = (table.c.permanence == id) & (table.c.day == day.isoformat())
    await tx.execute(delete(table).where(same))


async def withdraw(tx: Tx, id: str) -> bool:
    """What was booked in it stays booked."""
    return (await tx.execute(delete(permanence).where(permanence.c.id == id))).rowcount == 1


async def by_id(tx: Tx, id: str) -> Permanence | None:
    row = await rows.one(tx, rows.by_id(permanence, id))
    if row is None:
        return None
    known = await of_organisation(tx, row.organisation)
    return next(each for each in known if each.id == id)


async def of_organisation(tx: Tx, organisation: str) -> list[Permanence]:
    query = rows.where(permanence, permanence.c.organisation == organisation)
    found = await rows.every(tx, query.order_by(permanence.c.starts, permanence.c.id))
    mine = select(permanence.c.id).where(permanence.c.organisation == organisation)
    people: dict[str, set[str]] = defaultdict(set)
    held_by = permanence_counsellor.c.permanence.in_(mine)
    for row in await rows.every(tx, rows.where(permanence_counsellor, held_by)):
        people[row.permanence].add(row.account)
    unlike: dict[str, dict[date, Hours | None]] = defaultdict(dict)
    excepted = permanence_exception.c.permanence.in_(mine)
    for row in await rows.every(tx, rows.where(permanence_exception, excepted)):
        hours = None if row.starts is None else Hours(row.starts, row.ends)
        unlike[row.permanence][date.fromisoformat(row.day)] = hours
    return [_permanence(row, people[row.id], unlike[row.id]) for row in found]


async def _gone(tx: Tx, organisation: str) -> frozenset[str]:
    known, role = schema.account, schema.account_role
    named = (
        select(permanence_counsellor.c.account)
        .join(permanence, permanence.c.id == permanence_counsellor.c.permanence)
        .where(permanence.c.organisation == organisation)
    )
    receive = (
        select(known.c.id)
        .join(role, role.c.account == known.c.id)
        .where(role.c.role == str(Role.COUNSELLOR), known.c.organisation == organisation)
        .where(known.c.disabled.is_(False))
    )
    query = named.where(permanence_counsellor.c.account.not_in(receive))
    return frozenset((await tx.execute(query)).scalars())


async def publishing(tx: Tx) -> set[str]:
    """The organisations that have any."""
    return set((await tx.execute(select(permanence.c.organisation).distinct())).scalars())


async def any_booked(tx: Tx) -> bool:
    query = select(permanence.c.id).where(permanence.c.kind == str(Kind.BOOKED)).limit(1)
    return (await tx.execute(query)).first() is not None


async def be_absent(tx: Tx, id: str, known: Absence) -> None:
    values = {
        "id": id,
        "organisation": known.organisation,
        "account": known.account,
        "starts_at": round(known.span.starts),
        "ends_at": round(known.span.ends),
    }
    await tx.execute(insert(absence).values(**values))


async def be_back(tx: Tx, organisation: str, id: str) -> bool:
    same = (absence.c.id == id) & (absence.c.organisation == organisation)
    return (await tx.execute(delete(absence).where(same))).rowcount == 1


async def absences(tx: Tx, organisation: str, since: float) -> list[tuple[str, Absence]]:
    """With their identifiers, in order."""
    still = absence.c.organisation == organisation, absence.c.ends_at > since
    query = rows.where(absence, *still).order_by(absence.c.starts_at, absence.c.id)
    return [
        (row.id, Absence(row.organisation, Span(row.starts_at, row.ends_at), row.account))
        for row in await rows.every(tx, query)
    ]


async def forget_absences(tx: Tx, before: float) -> int:
    """Erase those that ended before; return how many."""
    return (await tx.execute(delete(absence).where(absence.c.ends_at <= before))).rowcount


async def _write(tx: Tx, known: Permanence) -> None:
    values = {
        "organisation": known.organisation,
        "weekdays": "".join(str(day) for day in sorted(known.weekdays)),
        "starts": known.hours.starts,
        "ends": known.hours.ends,
        "first": known.first.isoformat(),
        "last": None if known.last is None else known.last.isoformat(),
        "every": known.every,
        "kind": str(known.kind),
        "school": str(known.school),
        "on_holidays": known.on_holidays,
        "relay": known.relay,
    }
    same = permanence.c.id == known.id
    if (await tx.execute(update(permanence).where(same).values(**values))).rowcount == 0:
        await tx.execute(insert(permanence).values(id=known.id, **values))


def _permanence(row: Any, people: set[str], unlike: Mapping[date, Hours | None]) -> Permanence:
    return Permanence(
        row.id,
        row.organisation,
        frozenset(map(int, row.weekdays)),
        Hours(row.starts, row.ends),
        date.fromisoformat(row.first),
        None if row.last is None else date.fromisoformat(row.last),
        row.every,
        Kind(row.kind),
        School(row.school),
        row.on_holidays,
        row.relay,
        frozenset(people),
        unlike,
    )
