"""What a kiosk found when it tested itself: of devices, of nobody."""

from sqlalchemy import Column, Double, ForeignKey, String, Table, Text

from .schema import metadata

examination = Table(
    "examination",
    metadata,
    Column("kiosk", String(64), ForeignKey("kiosk.id"), primary_key=True),
    Column("at", Double, primary_key=True),
    Column("report", Text, nullable=False),
)
