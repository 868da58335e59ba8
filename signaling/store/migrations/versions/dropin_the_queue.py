"""Those who wait without appointment"""

import sqlalchemy as sa
from alembic import op

revision = "dropin"
down_revision = "brought"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(64), _to("organisation"), nullable=False),
        sa.Column("relay", sa.String(64), _to("relay"), nullable=False),
        sa.Column("kiosk", sa.String(64), _to("kiosk"), nullable=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("joined_at", sa.Double(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("first_name", sa.String(100), nullable=False),
        sa.Column("motive_id", sa.String(64), nullable=False),
        sa.Column("added_by", sa.String(64), _to("account", "added_by"), nullable=True),
        sa.Column("appointment", sa.String(64), _to("appointment"), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_waiting"),
    )
    number = ["relay", "day", "ticket"]
    op.create_index("uq_waiting_relay_day_ticket", "waiting", number, unique=True)
    op.create_index("ix_waiting_state", "waiting", ["state"])
    op.create_index("ix_waiting_appointment", "waiting", ["appointment"])


def downgrade() -> None:
    op.drop_table("waiting")


def _to(target: str, column: str = "") -> sa.ForeignKey:
    name = f"fk_waiting_{column or target}_{target}"
    return sa.ForeignKey(f"{target}.id", name=name, ondelete="CASCADE")
