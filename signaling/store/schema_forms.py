"""The table of the forms that organisations brought; see :mod:`.brought`."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, LargeBinary, String, Table, Text

from .schema import metadata

brought_form = Table(
    "brought_form",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("organisation", String(64), ForeignKey("organisation.id"), nullable=False, index=True),
    Column("title", String(120), nullable=False),
    Column("number", String(60), nullable=False),
    Column("motives", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column("found", Text, nullable=False),
    Column("added_at", Float, nullable=False),
    Column("size", Integer, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("calculates", Boolean, nullable=False),
)
