"""Organisations, mairies and relays."""

from sqlalchemy import select, update

from . import rows, schema
from .database import Tx
from .records import Mairie, Organisation, Relay

Place = Organisation | Mairie | Relay
TABLES = {Organisation: schema.organisation, Mairie: schema.mairie, Relay: schema.relay}


async def insert(tx: Tx, place: Place) -> None:
    await rows.put(tx, TABLES[type(place)], place)


async def change(tx: Tx, place: Place) -> bool:
    """Everything but its id; tell whether there is such a place."""
    table, values = TABLES[type(place)], dict(vars(place))
    query = update(table).where(table.c.id == values.pop("id")).values(**values)
    return (await tx.execute(query)).rowcount == 1


async def exists(tx: Tx, kind: type[Place], id: str) -> bool:
    return await rows.one(tx, rows.by_id(TABLES[kind], id)) is not None


async def organisation(tx: Tx, id: str) -> Organisation | None:
    row = await rows.one(tx, rows.by_id(schema.organisation, id))
    return None if row is None else Organisation(**rows.fields(row))


async def mairie(tx: Tx, id: str) -> Mairie | None:
    row = await rows.one(tx, rows.by_id(schema.mairie, id))
    return None if row is None else Mairie(**rows.fields(row))


async def relay(tx: Tx, id: str) -> Relay | None:
    row = await rows.one(tx, rows.by_id(schema.relay, id))
    return None if row is None else Relay(**rows.fields(row))


async def organisations(tx: Tx) -> list[Organisation]:
    query = select(schema.organisation).order_by(schema.organisation.c.name)
    return [Organisation(**rows.fields(row)) for row in await rows.every(tx, query)]


async def set_naming(tx: Tx, organisation: str, naming: str) -> bool:
    """Tell whether there is such an organisation."""
    table = schema.organisation
    query = update(table).where(table.c.id == organisation).values(naming=naming)
    return (await tx.execute(query)).rowcount == 1


async def set_headings(tx: Tx, organisation: str, headings: str) -> bool:
    """Tell whether there is such an organisation."""
    table = schema.organisation
    query = update(table).where(table.c.id == organisation).values(headings=headings)
    return (await tx.execute(query)).rowcount == 1


async def mairies(tx: Tx) -> list[Mairie]:
    query = select(schema.mairie).order_by(schema.mairie.c.name)
    return [Mairie(**rows.fields(row)) for row in await rows.every(tx, query)]


async def relays(tx: Tx) -> list[Relay]:
    query = select(schema.relay).order_by(schema.relay.c.name)
    return [Relay(**rows.fields(row)) for row in await rows.every(tx, query)]
