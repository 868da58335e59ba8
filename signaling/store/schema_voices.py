"""The table of lines that a human voice reads; see :mod:`.voices`."""

from sqlalchemy import Column, Float, Integer, LargeBinary, String, Table, UniqueConstraint

from .schema import metadata

voice = Table(
    "voice",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("language", String(20), nullable=False),
    Column("line", String(64), nullable=False),
    Column("text", String(600), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("sound", LargeBinary, nullable=False, info={"personal": True}),
    Column("recorded_at", Float, nullable=False),
    UniqueConstraint("language", "line"),
)
