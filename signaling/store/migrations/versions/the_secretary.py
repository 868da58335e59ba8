"""What a mairie writes of a request, the motives of organisations, what is said to residents"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "secretary"
down_revision = "guests"
branch_labels = None
depends_on = None


def _text(name: str, length: int, default: str = "") -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def _flag(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _of_organisation() -> "tuple[sa.Column[Any], ...]":
    return (
        _flag("asks_birth"),
        _text("alert_email", 254),
        sa.Column("answer_minutes", sa.Integer(), server_default="60", nullable=False),
    )


def _of_appointment() -> "tuple[sa.Column[Any], ...]":
    return (
        _text("email", 254),
        _text("birth_date", 10),
        sa.Column("papers", sa.Text(), server_default="", nullable=False),
        _text("mode", 20, "video"),
        _text("needs", 120),
        _text("language", 40),
        sa.Column("proposed", sa.Double(), nullable=True),
        sa.Column("wanted", sa.String(length=64), nullable=True),
        sa.Column("answer_by", sa.Double(), nullable=True),
        _flag("late"),
    )


def _to(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{column}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    for column in _of_organisation():
        op.add_column("organisation", column)
    for column in _of_appointment():
        op.add_column("appointment", column)
    op.create_index("ix_appointment_answer_by", "appointment", ["answer_by"], unique=False)
    op.create_table(
        "motive",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _to("motive", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motive")),
        sa.UniqueConstraint("organisation", "name", name=op.f("uq_motive_organisation_name")),
    )
    op.create_table(
        "alert",
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=True),
        sa.Column("sent_at", sa.Double(), nullable=True),
        _to("alert", "organisation"),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_alert")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("appointment", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        _to("reminder", "appointment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_due_at", "reminder", ["due_at"], unique=False)
    op.create_index("ix_reminder_appointment", "reminder", ["appointment"], unique=False)


def downgrade() -> None:
    for table in ("reminder", "alert", "motive"):
        op.drop_table(table)
    op.drop_index("ix_appointment_answer_by", "appointment")
    for column in _of_appointment():
        op.drop_column("appointment", column.name)
    for column in _of_organisation():
        op.drop_column("organisation", column.name)
