"""How long visits last, by organisation and motive: sums, no visit"""

import sqlalchemy as sa
from alembic import op

revision = "lengths"
down_revision = "feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    organisation = sa.ForeignKey(
        "organisation.id", name="fk_visit_length_organisation_organisation", ondelete="CASCADE"
    )
    op.create_table(
        "visit_length",
        sa.Column("organisation", sa.String(64), organisation, nullable=False),
        sa.Column("motive_id", sa.String(64), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("logs", sa.Double(), nullable=False),
        sa.Column("squares", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "motive_id", name="pk_visit_length"),
    )


def downgrade() -> None:
    op.drop_table("visit_length")
