"""The host of a relay is called to a kiosk, and a visit goes on by telephone"""

import sqlalchemy as sa
from alembic import op

revision = "hosts"
down_revision = "notes"
branch_labels = None
depends_on = None

NOT_ENDED = sa.text("state != 'ended'")


def _to(column: str, target: str, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_summons_{column}_{target}")
    rule = "CASCADE" if cascade else None
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=rule)


def upgrade() -> None:
    op.create_table(
        "summons",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("reasons", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("called_at", sa.Double(), nullable=False),
        sa.Column("host", sa.String(length=64), nullable=True),
        sa.Column("deadline", sa.Double(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        _to("visit", "visit", cascade=True),
        _to("kiosk", "kiosk"),
        _to("host", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summons")),
    )
    op.create_index(
        "uq_summons_visit_open",
        "summons",
        ["visit"],
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )
    no = sa.false()
    op.add_column("visit", sa.Column("by_phone", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("visit", sa.Column("phone_at", sa.Double(), nullable=True))


def downgrade() -> None:
    op.drop_column("visit", "phone_at")
    op.drop_column("visit", "by_phone")
    op.drop_index("uq_summons_visit_open", "summons")
    op.drop_table("summons")
