"""Calendars that somebody subscribes to; see :mod:`signaling.core.agenda.feeds`."""

from sqlalchemy import Column, Double, ForeignKey, Index, String, Table

from .schema import metadata

feed = Table(
    "feed",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("target", String(64), nullable=False),
    Column("owner", String(64), ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Double, nullable=False),
    Column("read_at", Double, nullable=True),
    Column("revoked_at", Double, nullable=True),
    Index("ix_feed_owner", "owner"),
)
