"""Languages that an administrator has read, and the one that a kiosk speaks to a resident"""

import sqlalchemy as sa
from alembic import op

revision = "languages"
down_revision = "livery"
branch_labels = None
depends_on = None

OF_RESIDENTS = ("appointment", "waiting")


def upgrade() -> None:
    op.create_table(
        "reviewed_language",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=64), nullable=False),
        sa.Column("reviewed_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["account.id"], name=op.f("fk_reviewed_language_reviewed_by_account")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reviewed_language")),
    )
    for table in OF_RESIDENTS:
        op.add_column(
            table,
            sa.Column("kiosk_language", sa.String(length=40), nullable=False, server_default=""),
        )


def downgrade() -> None:
    for table in OF_RESIDENTS:
        op.drop_column(table, "kiosk_language")
    op.drop_table("reviewed_language")
