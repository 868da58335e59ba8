"""What a resident said of their visit is counted once"""

import sqlalchemy as sa
from alembic import op

revision = "opinions"
down_revision = "languages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = sa.text("false")
    op.add_column(
        "visit", sa.Column("opinion_counted", sa.Boolean(), nullable=False, server_default=no)
    )


def downgrade() -> None:
    op.drop_column("visit", "opinion_counted")
