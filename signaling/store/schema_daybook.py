"""What a host wrote down without a network, once it has arrived: its name, so that it is done once.

What was written is not kept here: it became an appointment's course, or an appointment.
"""

from sqlalchemy import Column, Double, ForeignKey, Index, String, Table

from .schema import metadata

daybook_entry = Table(
    "daybook_entry",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("relay", String(64), ForeignKey("relay.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("at", Double, nullable=False),
    Column("received_at", Double, nullable=False),
    Index("ix_daybook_entry_received_at", "received_at"),
)
