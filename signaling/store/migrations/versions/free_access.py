"""Kiosks are opened between visits, and counted apart"""

import sqlalchemy as sa
from alembic import op

revision = "free"
down_revision = "dropin"
branch_labels = None
depends_on = None

NOT_ENDED = sa.text("state != 'ended'")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _number(name: str, default: str = "0") -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), server_default=default, nullable=False)


def _text(name: str, length: int, *, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), nullable=null)


def upgrade() -> None:
    op.create_table(
        "free_access",
        _text("id", 64),
        _text("kiosk", 64),
        _text("relay", 64),
        _text("deed", 20),
        _text("host", 64),
        sa.Column("opened_at", sa.Double(), nullable=False),
        _number("copies", "1"),
        _flag("colour"),
        _flag("several"),
        sa.Column("email", sa.String(length=254), server_default="", nullable=False),
        _text("state", 20),
        _text("stage", 20),
        _number("page"),
        _number("pages"),
        _flag("feeder"),
        _text("fault", 20, null=True),
        _text("code", 60, null=True),
        _text("sentence", 500, null=True),
        _text("why", 20, null=True),
        sa.Column("ended_at", sa.Double(), nullable=True),
        sa.Column("deadline", sa.Double(), nullable=True),
        _number("version"),
        _to("free_access", "kiosk", "kiosk"),
        _to("free_access", "relay", "relay"),
        _to("free_access", "host", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_access")),
    )
    op.create_index(
        "uq_free_access_kiosk_open",
        "free_access",
        ["kiosk"],
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )
    op.create_table(
        "free_count",
        _text("month", 7),
        _text("relay", 64),
        _text("deed", 20),
        _number("done"),
        _number("sheets"),
        _number("faults"),
        _to("free_count", "relay", "relay"),
        sa.PrimaryKeyConstraint("month", "relay", "deed", name=op.f("pk_free_count")),
    )


def downgrade() -> None:
    op.drop_table("free_count")
    op.drop_index("uq_free_access_kiosk_open", "free_access")
    op.drop_table("free_access")
