"""How long visits last, learnt: see :mod:`signaling.core.agenda.durations`."""

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table

from .schema import metadata

visit_length = Table(
    "visit_length",
    metadata,
    Column(
        "organisation",
        String(64),
        ForeignKey("organisation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("motive_id", String(64), primary_key=True),
    Column("visits", Integer, nullable=False),
    Column("logs", Double, nullable=False),
    Column("squares", Double, nullable=False),
)
