"""The table of those who wait without appointment; see :mod:`signaling.core.agenda.queue`."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table

from .schema import metadata


def _to(target: str, *, name: str = "", null: bool = False) -> "Column[str]":
    key = ForeignKey(f"{target}.id", ondelete="CASCADE")
    return Column(name or target, String(64), key, nullable=null)


def _personal(name: str, length: int, why: str, *, default: str | None = None) -> "Column[str]":
    info = {"personal": why}
    return Column(name, String(length), nullable=False, info=info, server_default=default)


# Whoever was called, withdrawn or left has no name here any more; the row stays until the day is
# over, so that a number is given once a day.
waiting = Table(
    "waiting",
    metadata,
    Column("id", String(64), primary_key=True),
    _to("organisation"),
    _to("relay"),
    _to("kiosk", null=True),
    Column("day", String(10), nullable=False),
    Column("ticket", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("joined_at", Double, nullable=False),
    Column("priority", Integer, nullable=False),
    _personal("name", 100, "call the right person"),
    _personal("first_name", 100, "call the right person"),
    _personal("motive_id", 64, "prepare the visit, say how long one waits"),
    _personal("kiosk_language", 40, "speak their language at the kiosk", default=""),
    _to("account", name="added_by", null=True),
    _to("appointment", null=True),
    Index("uq_waiting_relay_day_ticket", "relay", "day", "ticket", unique=True),
    Index("ix_waiting_state", "state"),
    Index("ix_waiting_appointment", "appointment"),
)
