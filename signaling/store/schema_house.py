"""The table of what the collectivité says of itself; see :mod:`.house`."""

from sqlalchemy import Column, LargeBinary, String, Table

from .schema import metadata

house = Table(
    "house",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("welcome", String(300), nullable=False),
    Column("logo", LargeBinary, nullable=True),
    Column("colour", String(7), nullable=False, server_default=""),
)
