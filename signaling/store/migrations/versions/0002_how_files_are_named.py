"""How an organisation names the files that its counsellors take"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RULE = "{date}_{nom}_{prenom}_{piece}"


def upgrade() -> None:
    rule = sa.Column("naming", sa.String(length=120), server_default=RULE, nullable=False)
    op.add_column("organisation", rule)


def downgrade() -> None:
    op.drop_column("organisation", "naming")
