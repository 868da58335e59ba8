"""Counts know the mairie and the time waited; distances that are spared to residents"""

import sqlalchemy as sa
from alembic import op

revision = "figures"
down_revision = "bookings"
branch_labels = None
depends_on = None

KEPT = "month, organisation, relay, outcome, visits, seconds"


def _to(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{column}.id"], name=op.f(f"fk_counter_{column}_{column}")
    )


def _counter(name: str, *more: "sa.Column[int] | sa.Column[str]") -> None:
    op.create_table(
        name,
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        *more,
        sa.Column("visits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seconds", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_counter_visits_positive")),
        _to("organisation"),
        _to("relay"),
        sa.PrimaryKeyConstraint(
            "month",
            "organisation",
            "relay",
            "outcome",
            *[column.name for column in more if column.name == "mairie"],
            name=op.f("pk_counter"),
        ),
    )


def _replace(columns: str, *more: "sa.Column[int] | sa.Column[str]") -> None:
    """The primary key changes: SQLite has no other way than another table."""
    op.create_table("counter_before", *_plain())
    op.execute(f"INSERT INTO counter_before SELECT {KEPT} FROM counter")
    op.drop_table("counter")
    _counter("counter", *more)
    op.execute(f"INSERT INTO counter ({columns}) SELECT {columns} FROM counter_before")
    op.drop_table("counter_before")


def _plain() -> "list[sa.Column[str] | sa.Column[int]]":
    texts = ("month", "organisation", "relay", "outcome")
    columns: list[sa.Column[str] | sa.Column[int]] = [
        sa.Column(name, sa.String(length=64), nullable=False) for name in texts
    ]
    numbers = [sa.Column(name, sa.Integer(), nullable=False) for name in ("visits", "seconds")]
    return [*columns, *numbers]


def upgrade() -> None:
    mairie: sa.Column[str] = sa.Column("mairie", sa.String(64), server_default="", nullable=False)
    waited: sa.Column[int] = sa.Column("waited", sa.Integer(), server_default="0", nullable=False)
    _replace(KEPT, mairie, waited)
    op.create_table(
        "journey",
        sa.Column("mairie", sa.String(length=64), nullable=False),
        sa.Column("goal", sa.String(length=64), nullable=False),
        sa.Column("km", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mairie"], ["mairie.id"], name=op.f("fk_journey_mairie_mairie")),
        sa.CheckConstraint("km >= 0", name=op.f("ck_journey_km_positive")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_journey_minutes_positive")),
        sa.PrimaryKeyConstraint("mairie", "goal", name=op.f("pk_journey")),
    )


def downgrade() -> None:
    op.drop_table("journey")
    op.create_table("counter_before", *_plain())
    op.execute(
        "INSERT INTO counter_before SELECT month, organisation, relay, outcome, SUM(visits), "
        "SUM(seconds) FROM counter GROUP BY month, organisation, relay, outcome"
    )
    op.drop_table("counter")
    _counter("counter")
    op.execute(f"INSERT INTO counter ({KEPT}) SELECT {KEPT} FROM counter_before")
    op.drop_table("counter_before")
