"""Why the organisation does not receive a resident"""

import sqlalchemy as sa
from alembic import op

revision = "withdrawn"
down_revision = "daybook"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appointment", sa.Column("withdrawn_why", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("appointment", "withdrawn_why")
