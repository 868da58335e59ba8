"""The first schema"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NOT_ENDED = sa.text("state != 'ended'")
OPEN: dict[str, Any] = {"sqlite_where": NOT_ENDED, "postgresql_where": NOT_ENDED}


def _to(table: str, column: str, target: str, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    rule = "CASCADE" if cascade else None
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=rule)


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mairie",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("commune", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mairie")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "relay",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("commune", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("mairie", sa.String(length=64), nullable=True),
        _to("relay", "mairie", "mairie"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=True),
        sa.Column("mairie", sa.String(length=64), nullable=True),
        sa.Column("relay", sa.String(length=64), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        _to("account", "mairie", "mairie"),
        _to("account", "organisation", "organisation"),
        _to("account", "relay", "relay"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "counter",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("visits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seconds", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_counter_visits_positive")),
        _to("counter", "organisation", "organisation"),
        _to("counter", "relay", "relay"),
        sa.PrimaryKeyConstraint(
            "month", "organisation", "relay", "outcome", name=op.f("pk_counter")
        ),
    )
    op.create_table(
        "kiosk",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.Double(), nullable=False),
        sa.Column("revoked_at", sa.Double(), nullable=True),
        _to("kiosk", "relay", "relay"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk")),
        sa.UniqueConstraint("key", name=op.f("uq_kiosk_key")),
    )
    op.create_table(
        "account_role",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        _to("account_role", "account", "account", cascade=True),
        sa.PrimaryKeyConstraint("account", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("mairie", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("motive", sa.String(length=500), nullable=False),
        sa.Column("at", sa.Double(), nullable=True),
        sa.Column("registered_by", sa.String(length=64), nullable=False),
        sa.Column("counsellor", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("closed_at", sa.Double(), nullable=True),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        _to("appointment", "counsellor", "account"),
        _to("appointment", "mairie", "mairie"),
        _to("appointment", "organisation", "organisation"),
        _to("appointment", "registered_by", "account"),
        _to("appointment", "relay", "relay"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(
        "ix_appointment_mairie_created_at", "appointment", ["mairie", "created_at"], unique=False
    )
    op.create_index(
        "ix_appointment_organisation_state", "appointment", ["organisation", "state"], unique=False
    )
    op.create_index("ix_appointment_relay_state", "appointment", ["relay", "state"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("relay", sa.String(length=64), nullable=False),
        sa.Column("kiosk_name", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.Column("kiosk", sa.String(length=64), nullable=True),
        _to("enrolment", "kiosk", "kiosk"),
        _to("enrolment", "relay", "relay"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_enrolment")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_seen", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        _to("session", "account", "account", cascade=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("appointment", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("call", sa.String(length=64), nullable=True),
        sa.Column("talked_at", sa.Double(), nullable=True),
        sa.Column("ended_at", sa.Double(), nullable=True),
        sa.Column("deadline", sa.Double(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        _to("visit", "appointment", "appointment", cascade=True),
        _to("visit", "kiosk", "kiosk"),
        _to("visit", "organisation", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_organisation_state", "visit", ["organisation", "state"], unique=False)
    op.create_index("uq_visit_appointment_open", "visit", ["appointment"], unique=True, **OPEN)
    op.create_index("uq_visit_kiosk_open", "visit", ["kiosk"], unique=True, **OPEN)
    op.create_table(
        "call",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("console", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("deadline", sa.Double(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        _to("call", "console", "account"),
        _to("call", "kiosk", "kiosk"),
        _to("call", "visit", "visit", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index("ix_call_visit", "call", ["visit"], unique=False)
    op.create_index("uq_call_console_open", "call", ["console"], unique=True, **OPEN)
    op.create_index("uq_call_kiosk_open", "call", ["kiosk"], unique=True, **OPEN)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("from_kiosk", sa.Boolean(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.Double(), nullable=False),
        sa.Column("ready_at", sa.Double(), nullable=True),
        sa.Column("done_at", sa.Double(), nullable=True),
        _to("document", "visit", "visit", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_visit", "document", ["visit"], unique=False)
    op.create_table(
        "chunk",
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.Double(), nullable=True),
        _to("chunk", "document", "document", cascade=True),
        sa.PrimaryKeyConstraint("document", "sha256", name=op.f("pk_chunk")),
    )
    _forbid_changes_of_the_journal()


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")


def _forbid_changes_of_the_journal() -> None:
    """Append only, whoever holds the connection."""
    if op.get_bind().dialect.name == "sqlite":
        for gesture in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_no_{gesture.lower()} BEFORE {gesture} ON journal "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'the journal is append only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal "
            "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()"
        )
