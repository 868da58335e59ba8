"""An hour on the telephone or on site holds the counsellor, without a kiosk"""

import time
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "phoned"
down_revision = "examinations"
branch_labels = None
depends_on = None

USUAL_MINUTES = 30
# Those that were agreed before and are still to come.
AGREED = """
SELECT it.id, it.organisation, it.relay, it.counsellor, it.at, agenda.usual_minutes
FROM appointment AS it LEFT JOIN agenda ON agenda.organisation = it.organisation
WHERE it.state = 'accepted' AND it.mode <> 'video' AND it.counsellor IS NOT NULL AND it.at > :now
  AND NOT EXISTS (SELECT 1 FROM booking WHERE booking.appointment = it.id)
ORDER BY it.created_at, it.id
"""
MEETS = """
SELECT 1 FROM hold WHERE resource = :resource AND starts_at < :ends_at AND ends_at > :starts_at
"""
BOOKING = """
INSERT INTO booking (id, appointment, organisation, relay, counsellor, starts_at, ends_at,
  created_at, state)
VALUES (:id, :appointment, :organisation, :relay, :counsellor, :starts_at, :ends_at, :now, 'booked')
"""
HOLD = """
INSERT INTO hold (booking, resource, starts_at, ends_at)
VALUES (:id, :resource, :starts_at, :ends_at)
"""


def upgrade() -> None:
    _kiosk(null=True)
    now = time.time()
    for row in op.get_bind().execute(sa.text(AGREED), {"now": now}).mappings().all():
        _held(dict(row), now)


def _held(row: dict[str, Any], now: float) -> None:
    """Unless the counsellor is taken: what was agreed twice stays agreed, and the first holds."""
    starts = round(row["at"])
    values = row | {
        "id": f"booking-{uuid.uuid4().hex}",
        "appointment": row["id"],
        "resource": f"account:{row['counsellor']}",
        "starts_at": starts,
        "ends_at": starts + 60 * (row["usual_minutes"] or USUAL_MINUTES),
        "now": now,
    }
    if not _do(MEETS, values).first():
        _do(BOOKING, values)
        _do(HOLD, values)


def _do(words: str, values: dict[str, Any]) -> sa.CursorResult[Any]:
    known = sa.text(words)
    return op.get_bind().execute(known, {name: values[name] for name in known.compile().params})


def _kiosk(null: bool) -> None:
    # SQLite makes the table anew: what alembic does not read of it is said again.
    forward = sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_forward"))
    with op.batch_alter_table("booking", table_args=(forward,)) as booking:
        for name in ("kiosk", "room"):
            booking.alter_column(name, existing_type=sa.String(length=64), nullable=null)


def downgrade() -> None:
    op.execute("DELETE FROM hold WHERE booking IN (SELECT id FROM booking WHERE kiosk IS NULL)")
    op.execute("DELETE FROM booking WHERE kiosk IS NULL")
    _kiosk(null=False)
