"""One true row of each kind that the demonstration lacks: what people write there is shown too."""

import base64
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from signaling import protocol as wire
from signaling.pages.dates import PARIS
from signaling.protocol import FoundLevel, Why
from signaling.store import Tx, appointments, house, schema
from signaling.store.house import House
from signaling.store.schema_agenda import room, tour_stop
from signaling.store.schema_dropin import waiting
from signaling.store.schema_waking import examination

RELAY, KIOSK, ORGANISATION, COUNSELLOR = "pel-wassigny", "kiosk-true", "msa", "account-conseil-msa"


def key_of(number: int) -> str:
    """Of a kiosk: 32 octets, which no machine holds."""
    return base64.b64encode(number.to_bytes(32, "big")).decode()


def rows(now: float) -> list[tuple[sa.Table, dict[str, Any]]]:
    today = f"{datetime.fromtimestamp(now, PARIS):%Y-%m-%d}"
    of_relay = {"relay": RELAY}
    return [
        (schema.kiosk, of_relay | _kiosk(now)),
        (room, of_relay | {"id": "room-true", "label": "Salle du fond"}),
        (tour_stop, of_relay | _stop()),
        (waiting, of_relay | _waiting(now, today)),
        (examination, {"kiosk": KIOSK, "at": now, "report": wire.encode(report())}),
    ]


async def fill(tx: Tx, now: float, *, name: str = "", welcome: str = "", note: str = "") -> None:
    """`name` and `welcome` are those of the collectivité: it has one row; `note` is kept under the
    first appointment, which is there already."""
    for table, values in rows(now):
        await tx.execute(sa.insert(table).values(**values))
    await house.write(tx, House(name=name, welcome=welcome))
    (first, *_) = await appointments.open_of_organisation(tx, ORGANISATION)
    kept = {"case": first.case_id, "heading": "Situation", "organisation": ORGANISATION}
    kept |= {"text": note, "written_by": COUNSELLOR}
    await tx.execute(sa.insert(schema.note).values(**kept, written_at=now))


async def examined(tx: Tx, now: float, fault: str) -> None:
    """Each kiosk says that of itself."""
    await tx.execute(sa.delete(examination))
    for kiosk in (await tx.execute(sa.select(schema.kiosk.c.id))).scalars():
        told = {"kiosk": kiosk, "at": now, "report": wire.encode(report(fault))}
        await tx.execute(sa.insert(examination).values(**told))


def report(fault: str = "Le bac est vide.") -> wire.Examined:
    found = [
        wire.Found(id="camera", title="Caméra", level=FoundLevel.OK, sentence="L’image est nette."),
        wire.Found(
            id="printer",
            title="Imprimante",
            level=FoundLevel.FAULT,
            sentence=fault,
            remedy="Remettez du papier.",
        ),
    ]
    return wire.Examined(why=Why.MORNING, findings=tuple(found), mended=("Le son a été rétabli.",))


def _kiosk(now: float) -> dict[str, Any]:
    return {"id": KIOSK, "name": "Guichet bleu", "key": key_of(1), "enrolled_at": now}


def _stop() -> dict[str, Any]:
    when = {"day": "2099-12-01", "starts": 540, "ends": 720}
    return {"id": "stop-true", "commune": "Guise", "place": "Halle", **when}


def _waiting(now: float, today: str) -> dict[str, Any]:
    who = {"organisation": ORGANISATION, "name": "Exemple", "first_name": "Sacha", "motive_id": ""}
    ticket = {"id": "waiting-true", "day": today, "ticket": 1, "state": "waiting", "priority": 0}
    return who | ticket | {"joined_at": now}
