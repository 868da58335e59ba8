"""Permanences, absences, the van, and bookings that no two can have"""

import sqlalchemy as sa
from alembic import op

revision = "bookings"
down_revision = "secretary"
branch_labels = None
depends_on = None

# One writer at a time in SQLite: what the trigger reads cannot change before it commits. The
# message is read by `store/database.py`, which takes the table from its last word.
MEETS = """
CREATE TRIGGER hold_meets_{when} BEFORE {when} ON hold
WHEN EXISTS (
  SELECT 1 FROM hold WHERE resource = NEW.resource AND starts_at < NEW.ends_at
    AND ends_at > NEW.starts_at AND booking <> {own}
)
BEGIN SELECT RAISE(ABORT, 'EXCLUDE constraint failed: hold.resource'); END
"""
# btree_gist compares the text inside a gist index. It is "trusted" (PostgreSQL 13): who owns the
# database may create it.
EXCLUDE = """
ALTER TABLE hold ADD CONSTRAINT ex_hold_resource
EXCLUDE USING gist (resource WITH =, int8range(starts_at, ends_at) WITH &&)
"""


def _to(
    table: str, target: str, name: str = "", null: bool = False, cascade: bool = True
) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    column = name or target
    key = sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="CASCADE" if cascade else None,
    )
    return sa.Column(column, sa.String(length=64), nullable=null), key


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _int(name: str, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _when(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=null)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _published()
    _places()
    _taken()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(EXCLUDE)
    else:
        op.execute(MEETS.format(when="INSERT", own="NEW.booking"))
        op.execute(MEETS.format(when="UPDATE", own="OLD.booking"))


def _published() -> None:
    op.create_table(
        "agenda",
        *_to("agenda", "organisation"),
        _int("usual_minutes"),
        _int("rest_minutes"),
        _int("notice_minutes"),
        _int("horizon_days"),
        sa.Column("on_request", sa.Boolean(), nullable=False),
        _key("agenda", "organisation"),
    )
    op.create_table(
        "motive_length",
        *_to("motive_length", "organisation"),
        _text("motive_id", 64),
        _int("minutes"),
        _key("motive_length", "organisation", "motive_id"),
    )
    op.create_table(
        "permanence",
        _id(),
        *_to("permanence", "organisation"),
        _text("weekdays", 7),
        _int("starts"),
        _int("ends"),
        _text("first", 10),
        _text("last", 10, null=True),
        _int("every"),
        _text("kind", 20),
        _text("school", 20),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        *_to("permanence", "relay", null=True),
        _check("permanence", "hours_forward", "starts < ends"),
        _check("permanence", "every_week", "every >= 1"),
        _key("permanence", "id"),
    )
    op.create_index("ix_permanence_organisation", "permanence", ["organisation"])
    op.create_table(
        "permanence_counsellor",
        *_to("permanence_counsellor", "permanence"),
        *_to("permanence_counsellor", "account"),
        _key("permanence_counsellor", "permanence", "account"),
    )
    op.create_table(
        "permanence_exception",
        *_to("permanence_exception", "permanence"),
        _text("day", 10),
        _int("starts", null=True),
        _int("ends", null=True),
        _key("permanence_exception", "permanence", "day"),
    )
    op.create_table(
        "absence",
        _id(),
        *_to("absence", "organisation"),
        *_to("absence", "account", null=True),
        _when("starts_at"),
        _when("ends_at"),
        _check("absence", "forward", "starts_at < ends_at"),
        _key("absence", "id"),
    )
    op.create_index("ix_absence_organisation_ends_at", "absence", ["organisation", "ends_at"])


def _places() -> None:
    op.create_table("room", _id(), *_to("room", "relay"), _text("label", 200), _key("room", "id"))
    op.create_table(
        "room_kiosk",
        *_to("room_kiosk", "kiosk"),
        *_to("room_kiosk", "room"),
        _key("room_kiosk", "kiosk"),
    )
    op.create_table("van", *_to("van", "relay"), _key("van", "relay"))
    op.create_table(
        "tour_stop",
        _id(),
        *_to("tour_stop", "relay"),
        _text("day", 10),
        _int("starts"),
        _int("ends"),
        _text("commune", 200),
        _text("place", 300),
        _check("tour_stop", "hours_forward", "starts < ends"),
        _key("tour_stop", "id"),
    )
    op.create_index("ix_tour_stop_relay_day", "tour_stop", ["relay", "day"])


def _taken() -> None:
    op.create_table(
        "booking",
        _id(),
        *_to("booking", "appointment"),
        *_to("booking", "organisation", cascade=False),
        *_to("booking", "relay", cascade=False),
        *_to("booking", "kiosk", cascade=False),
        _text("room", 64),
        *_to("booking", "account", "counsellor", cascade=False),
        _when("starts_at"),
        _when("ends_at"),
        sa.Column("created_at", sa.Double(), nullable=False),
        _text("state", 20),
        sa.Column("until", sa.Double(), nullable=True),
        _check("booking", "forward", "starts_at < ends_at"),
        _key("booking", "id"),
    )
    once = ["appointment", "state"]
    op.create_index("uq_booking_appointment_state", "booking", once, unique=True)
    op.create_index("ix_booking_organisation_starts_at", "booking", ["organisation", "starts_at"])
    op.create_index("ix_booking_relay_starts_at", "booking", ["relay", "starts_at"])
    op.create_table(
        "hold",
        *_to("hold", "booking"),
        _text("resource", 80),
        _when("starts_at"),
        _when("ends_at"),
        _check("hold", "forward", "starts_at < ends_at"),
        _key("hold", "booking", "resource"),
    )
    op.create_index("ix_hold_resource_starts_at", "hold", ["resource", "starts_at"])
    op.create_table(
        "wish",
        *_to("wish", "appointment"),
        sa.Column("since", sa.Double(), nullable=False),
        _int("notice_minutes"),
        sa.Column("same_counsellor", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _key("wish", "appointment"),
    )


def downgrade() -> None:
    for table in (
        "wish",
        "hold",
        "booking",
        "tour_stop",
        "van",
        "room_kiosk",
        "room",
        "absence",
        "permanence_exception",
        "permanence_counsellor",
        "permanence",
        "motive_length",
        "agenda",
    ):
        op.drop_table(table)
