"""Free access of kiosks, between visits: see :mod:`signaling.core.free`."""

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

from .schema import NOT_ENDED, metadata

MAIL_PURPOSE = "send the pages there"


def _number(name: str) -> "Column[int]":
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False, server_default=text("false"))


free_access = Table(
    "free_access",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kiosk", String(64), ForeignKey("kiosk.id"), nullable=False),
    Column("relay", String(64), ForeignKey("relay.id"), nullable=False),
    Column("deed", String(20), nullable=False),
    Column("host", String(64), ForeignKey("account.id"), nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("copies", Integer, nullable=False, server_default="1"),
    _flag("colour"),
    _flag("several"),
    Column(
        "email", String(254), nullable=False, info={"personal": MAIL_PURPOSE}, server_default=""
    ),
    Column("state", String(20), nullable=False),
    Column("stage", String(20), nullable=False),
    _number("page"),
    _number("pages"),
    _flag("feeder"),
    Column("fault", String(20), nullable=True),
    Column("code", String(60), nullable=True),
    Column("sentence", String(500), nullable=True),
    Column("why", String(20), nullable=True),
    Column("ended_at", Double, nullable=True),
    Column("deadline", Double, nullable=True),
    _number("version"),
    Index(
        "uq_free_access_kiosk_open",
        "kiosk",
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    ),
)
free_count = Table(
    "free_count",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("relay", String(64), ForeignKey("relay.id"), primary_key=True),
    Column("deed", String(20), primary_key=True),
    _number("done"),
    _number("sheets"),
    _number("faults"),
)
"""How often in a month, by relay: of nobody in particular."""
