"""Who has arrived, and the cards that a relay lends"""

import sqlalchemy as sa
from alembic import op

revision = "arriving"
down_revision = "voices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("appointment", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("by_presence", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment"],
            ["appointment.id"],
            name=op.f("fk_arrival_appointment_appointment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("appointment", name=op.f("pk_arrival")),
    )
    op.create_table(
        "relay_card",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("linked_by", sa.String(length=64), nullable=False),
        sa.Column("linked_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["relay"], ["relay.id"], name=op.f("fk_relay_card_relay_relay")),
        sa.ForeignKeyConstraint(
            ["linked_by"], ["account.id"], name=op.f("fk_relay_card_linked_by_account")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_relay_card")),
    )


def downgrade() -> None:
    op.drop_table("relay_card")
    op.drop_table("arrival")
