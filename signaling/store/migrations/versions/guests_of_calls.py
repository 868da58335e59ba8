"""Who is invited to a call beside the counsellor"""

import sqlalchemy as sa
from alembic import op

revision = "guests"
down_revision = "hosts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("call", sa.String(length=64), nullable=False),
        sa.Column("console", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("quality", sa.String(length=20), nullable=True),
        sa.Column("holder", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["call"], ["call.id"], name=op.f("fk_guest_call_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["console"], ["account.id"], name=op.f("fk_guest_console_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_guest_token_hash")),
    )
    op.create_index("ix_guest_call", "guest", ["call"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_guest_call", table_name="guest")
    op.drop_table("guest")
