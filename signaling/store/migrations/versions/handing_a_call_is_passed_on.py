"""A call is passed on to a colleague, with the documents that the resident released"""

import sqlalchemy as sa
from alembic import op

revision = "handing"
down_revision = "ways_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("successor", sa.String(length=64), nullable=True))
    with op.batch_alter_table("guest") as guest:
        guest.add_column(sa.Column("organisation", sa.String(length=64), nullable=True))
        guest.add_column(sa.Column("account", sa.String(length=64), nullable=True))
        guest.add_column(sa.Column("released", sa.Text(), server_default="", nullable=False))
        guest.create_foreign_key(
            op.f("fk_guest_organisation_organisation"), "organisation", ["organisation"], ["id"]
        )
        guest.create_foreign_key(op.f("fk_guest_account_account"), "account", ["account"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("guest") as guest:
        for column in ("released", "account", "organisation"):
            guest.drop_column(column)
    op.drop_column("call", "successor")
