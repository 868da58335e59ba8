"""What kiosks find when they test themselves"""

import sqlalchemy as sa
from alembic import op

revision = "examinations"
down_revision = "arriving"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "examination",
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.id"], name=op.f("fk_examination_kiosk_kiosk")),
        sa.PrimaryKeyConstraint("kiosk", "at", name=op.f("pk_examination")),
    )


def downgrade() -> None:
    op.drop_table("examination")
