"""What the collectivité says of itself on the first page"""

import sqlalchemy as sa
from alembic import op

revision = "house"
down_revision = "handing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("welcome", sa.String(length=300), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
    )


def downgrade() -> None:
    op.drop_table("house")
