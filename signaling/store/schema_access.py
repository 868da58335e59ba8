"""The tables of the ways in: passkeys, codes of an application, recovery codes, one-time links."""

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from .schema import metadata


def _account(primary: bool = False) -> "Column[str]":
    key = ForeignKey("account.id", ondelete="CASCADE")
    return Column("account", String(64), key, primary_key=primary, nullable=False)


def _when(name: str, null: bool = False) -> "Column[float]":
    return Column(name, Double, nullable=null)


passkey = Table(
    "passkey",
    metadata,
    Column("id", String(64), primary_key=True),
    _account(),
    # WebAuthn 3, 4: "at most 1023 bytes"; in base64.
    Column("credential", String(1400), nullable=False, unique=True),
    Column("public_key", String(2000), nullable=False),
    Column("sign_count", Integer, nullable=False),
    Column("label", String(80), nullable=False, info={"personal": "tell one's keys apart"}),
    _when("created_at"),
    _when("used_at", null=True),
    Index("ix_passkey_account", "account"),
)

totp = Table(
    "totp",
    metadata,
    _account(primary=True),
    Column("sealed", String(200), nullable=True),
    Column("pending", String(200), nullable=True),
    Column("last_step", Integer, nullable=False, server_default="0"),
    _when("confirmed_at", null=True),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    _account(),
    _when("used_at", null=True),
    Index("ix_recovery_code_account", "account"),
)

step = Table(
    "step",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("account", String(64), ForeignKey("account.id", ondelete="CASCADE"), nullable=True),
    Column("challenge", String(100), nullable=True),
    _when("expires_at"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _account(),
    Column("everything", Boolean, nullable=False, server_default=text("false")),
    _when("expires_at"),
    _when("used_at", null=True),
    Index("ix_invitation_account", "account"),
)
