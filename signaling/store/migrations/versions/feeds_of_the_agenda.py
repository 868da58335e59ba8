"""Calendars that somebody subscribes to, by a secret address"""

import sqlalchemy as sa
from alembic import op

revision = "feeds"
down_revision = "figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    owner = sa.ForeignKey("account.id", name="fk_feed_owner_account", ondelete="CASCADE")
    op.create_table(
        "feed",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), owner, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("read_at", sa.Double(), nullable=True),
        sa.Column("revoked_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("token_hash", name="uq_feed_token_hash"),
    )
    op.create_index("ix_feed_owner", "feed", ["owner"])


def downgrade() -> None:
    op.drop_table("feed")
