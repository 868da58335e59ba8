"""The colour that the kiosks of a collectivité wear"""

import sqlalchemy as sa
from alembic import op

revision = "livery"
down_revision = "phoned"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "house", sa.Column("colour", sa.String(length=7), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("house", "colour")
