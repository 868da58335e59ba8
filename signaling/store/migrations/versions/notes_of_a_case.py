"""Notes of a case, their headings, and which appointments are of one case"""

import sqlalchemy as sa
from alembic import op

revision = "notes"
down_revision = "0002"
branch_labels = None
depends_on = None

HEADINGS = "Situation\nDémarches faites\nReste à faire\nPour bien l’accueillir"


def upgrade() -> None:
    headings = sa.Column("headings", sa.String(600), server_default=HEADINGS, nullable=False)
    op.add_column("organisation", headings)
    op.add_column("appointment", sa.Column("case", sa.String(64), nullable=True))
    op.create_index("ix_appointment_case", "appointment", ["case"])
    organisation = sa.ForeignKey("organisation.id", name="fk_note_organisation_organisation")
    written_by = sa.ForeignKey("account.id", name="fk_note_written_by_account")
    op.create_table(
        "note",
        sa.Column("case", sa.String(64), nullable=False),
        sa.Column("heading", sa.String(60), nullable=False),
        sa.Column("organisation", sa.String(64), organisation, nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("written_by", sa.String(64), written_by, nullable=False),
        sa.Column("written_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("case", "heading", name="pk_note"),
    )
    op.create_index("ix_note_written_at", "note", ["written_at"])


def downgrade() -> None:
    op.drop_table("note")
    op.drop_index("ix_appointment_case", "appointment")
    op.drop_column("appointment", "case")
    op.drop_column("organisation", "headings")
