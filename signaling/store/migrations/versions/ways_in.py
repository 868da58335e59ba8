"""Passkeys, codes of an application, recovery codes, one-time links"""

import sqlalchemy as sa
from alembic import op

revision = "ways_in"
down_revision = "lengths"
branch_labels = None
depends_on = None


def _account(table: str, null: bool = False) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_account_account")
    key = sa.ForeignKeyConstraint(["account"], ["account.id"], name=name, ondelete="CASCADE")
    return sa.Column("account", sa.String(length=64), nullable=null), key


def upgrade() -> None:
    no = sa.text("false")
    op.add_column("account", sa.Column("demo", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("session", sa.Column("strong", sa.Boolean(), server_default=no, nullable=False))
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(length=64), nullable=False),
        *_account("passkey"),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.String(length=2000), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index("ix_passkey_account", "passkey", ["account"])
    op.create_table(
        "totp",
        *_account("totp"),
        sa.Column("sealed", sa.String(length=200), nullable=True),
        sa.Column("pending", sa.String(length=200), nullable=True),
        sa.Column("last_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confirmed_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_totp")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        *_account("recovery_code"),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index("ix_recovery_code_account", "recovery_code", ["account"])
    op.create_table(
        "step",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *_account("step", null=True),
        sa.Column("challenge", sa.String(length=100), nullable=True),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_step")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        *_account("invitation"),
        sa.Column("everything", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_account", "invitation", ["account"])


def downgrade() -> None:
    for table in ("invitation", "step", "recovery_code", "totp", "passkey"):
        op.drop_table(table)
    op.drop_column("session", "strong")
    op.drop_column("account", "demo")
