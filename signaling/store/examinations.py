"""Reports of kiosks that tested themselves: the newest of each, and a month of mornings."""

from sqlalchemy import delete, insert, select

from .database import Tx
from .schema_waking import examination as table

KEPT = 30
"Of each kiosk; the oldest goes."


async def put(tx: Tx, kiosk: str, at: float, report: str) -> None:
    mine = table.c.kiosk == kiosk
    newest = select(table.c.at).where(mine).order_by(table.c.at.desc())
    known = [float(row.at) for row in (await tx.execute(newest)).all()]
    while at in known:  # two in one instant are two
        at += 0.001
    await tx.execute(insert(table).values(kiosk=kiosk, at=at, report=report))
    if len(known) >= KEPT:
        await tx.execute(delete(table).where(mine, table.c.at <= known[KEPT - 1]))


async def of_kiosk(tx: Tx, kiosk: str) -> list[tuple[float, str]]:
    """When and what, newest first."""
    mine = select(table).where(table.c.kiosk == kiosk).order_by(table.c.at.desc())
    return [(float(row.at), str(row.report)) for row in (await tx.execute(mine)).all()]
