"""Blank forms that organisations brought"""

import sqlalchemy as sa
from alembic import op

revision = "brought"
down_revision = "house"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brought_form",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("motives", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Float(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("calculates", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
            name=op.f("fk_brought_form_organisation_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_form")),
    )
    op.create_index(op.f("ix_brought_form_organisation"), "brought_form", ["organisation"])
    op.create_index(op.f("ix_brought_form_fingerprint"), "brought_form", ["fingerprint"])


def downgrade() -> None:
    op.drop_index(op.f("ix_brought_form_fingerprint"), table_name="brought_form")
    op.drop_index(op.f("ix_brought_form_organisation"), table_name="brought_form")
    op.drop_table("brought_form")
