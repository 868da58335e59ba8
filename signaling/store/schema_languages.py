"""The table of languages that were read by an administrator; see :mod:`.languages`."""

from sqlalchemy import Column, Double, ForeignKey, String, Table, Text

from .schema import metadata

reviewed_language = Table(
    "reviewed_language",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("marks", Text, nullable=False),
    Column("reviewed_by", String(64), ForeignKey("account.id"), nullable=False),
    Column("reviewed_at", Double, nullable=False),
)
