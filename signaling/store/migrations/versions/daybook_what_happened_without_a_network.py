"""What a host wrote down without a network arrives once"""

import sqlalchemy as sa
from alembic import op

revision = "daybook"
down_revision = "free"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "daybook_entry",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["relay"], ["relay.id"], name=op.f("fk_daybook_entry_relay_relay")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daybook_entry")),
    )
    op.create_index("ix_daybook_entry_received_at", "daybook_entry", ["received_at"])
    op.add_column("appointment", sa.Column("came_at", sa.Double(), nullable=True))
    op.add_column("appointment", sa.Column("left_at", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("appointment", "left_at")
    op.drop_column("appointment", "came_at")
    op.drop_index("ix_daybook_entry_received_at", table_name="daybook_entry")
    op.drop_table("daybook_entry")
