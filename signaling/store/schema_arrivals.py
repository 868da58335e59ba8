"""The tables of who has arrived, and of the cards that a relay lends; see :mod:`.arrivals`."""

from sqlalchemy import Boolean, Column, Double, ForeignKey, String, Table, text

from .schema import metadata

arrival = Table(
    "arrival",
    metadata,
    Column("appointment", ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("way", String(10), nullable=False),
    Column("by_presence", Boolean, nullable=False, server_default=text("false")),
)

relay_card = Table(
    "relay_card",
    metadata,
    Column("code", String(64), primary_key=True, info={"personal": "know who comes in again"}),
    Column("case", String(64), nullable=False),
    Column("relay", ForeignKey("relay.id"), nullable=False),
    Column("linked_by", ForeignKey("account.id"), nullable=False),
    Column("linked_at", Double, nullable=False),
)
