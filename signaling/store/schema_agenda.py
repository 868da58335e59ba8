"""The tables of the agenda: what organisations publish, what is booked, where the van stands.

Hours of permanences are minutes since midnight and days are ISO dates, of the wall in Paris: they
keep their meaning whatever the clocks do. Bookings are moments.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from .schema import metadata


def _id(name: str = "id") -> "Column[str]":
    return Column(name, String(64), primary_key=True)


def _to(
    target: str, *, name: str = "", null: bool = False, cascade: bool = True, primary: bool = False
) -> "Column[str]":
    key = ForeignKey(f"{target}.id", ondelete="CASCADE" if cascade else None)
    return Column(name or target, String(64), key, nullable=null, primary_key=primary)


def _minute(name: str, null: bool = False) -> "Column[int]":
    return Column(name, Integer, nullable=null)


def _day(name: str, *, null: bool = False, primary: bool = False) -> "Column[str]":
    return Column(name, String(10), nullable=null, primary_key=primary)


# -- what an organisation publishes -----------------------------------------------------------

agenda = Table(
    "agenda",
    metadata,
    _to("organisation", primary=True),
    Column("usual_minutes", Integer, nullable=False),
    Column("rest_minutes", Integer, nullable=False),
    Column("notice_minutes", Integer, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("on_request", Boolean, nullable=False),
)

motive_length = Table(
    "motive_length",
    metadata,
    _to("organisation", primary=True),
    Column("motive_id", String(64), primary_key=True),
    Column("minutes", Integer, nullable=False),
)

permanence = Table(
    "permanence",
    metadata,
    _id(),
    _to("organisation"),
    Column("weekdays", String(7), nullable=False),
    _minute("starts"),
    _minute("ends"),
    _day("first"),
    _day("last", null=True),
    Column("every", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("school", String(20), nullable=False),
    Column("on_holidays", Boolean, nullable=False),
    _to("relay", null=True),
    CheckConstraint("starts < ends", name="hours_forward"),
    CheckConstraint("every >= 1", name="every_week"),
    Index("ix_permanence_organisation", "organisation"),
)

permanence_counsellor = Table(
    "permanence_counsellor",
    metadata,
    _to("permanence", primary=True),
    _to("account", primary=True),
)

permanence_exception = Table(
    "permanence_exception",
    metadata,
    _to("permanence", primary=True),
    _day("day", primary=True),
    _minute("starts", null=True),
    _minute("ends", null=True),
)

absence = Table(
    "absence",
    metadata,
    _id(),
    _to("organisation"),
    Column(
        "account",
        String(64),
        ForeignKey("account.id", ondelete="CASCADE"),
        nullable=True,
        info={"personal": "offer no appointment with who is not there"},
    ),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    CheckConstraint("starts_at < ends_at", name="forward"),
    Index("ix_absence_organisation_ends_at", "organisation", "ends_at"),
)

# -- rooms, the van ---------------------------------------------------------------------------

room = Table("room", metadata, _id(), _to("relay"), Column("label", String(200), nullable=False))

room_kiosk = Table("room_kiosk", metadata, _to("kiosk", primary=True), _to("room"))

tour_stop = Table(
    "tour_stop",
    metadata,
    _id(),
    _to("relay"),
    _day("day"),
    _minute("starts"),
    _minute("ends"),
    Column("commune", String(200), nullable=False),
    Column("place", String(300), nullable=False),
    CheckConstraint("starts < ends", name="hours_forward"),
    Index("ix_tour_stop_relay_day", "relay", "day"),
)

van = Table("van", metadata, _to("relay", primary=True))

# -- what is taken ----------------------------------------------------------------------------

booking = Table(
    "booking",
    metadata,
    _id(),
    _to("appointment"),
    _to("organisation", cascade=False),
    _to("relay", cascade=False),
    _to("kiosk", null=True, cascade=False),
    Column("room", String(64), nullable=True),
    _to("account", name="counsellor", cascade=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("state", String(20), nullable=False),
    Column("until", Double, nullable=True),
    CheckConstraint("starts_at < ends_at", name="forward"),
    Index("uq_booking_appointment_state", "appointment", "state", unique=True),
    Index("ix_booking_organisation_starts_at", "organisation", "starts_at"),
    Index("ix_booking_relay_starts_at", "relay", "starts_at"),
)

# No two holds of one resource meet: a trigger of SQLite and an exclusion constraint of PostgreSQL,
# which the migration `bookings` creates (docs/decisions).
hold = Table(
    "hold",
    metadata,
    _to("booking", primary=True),
    Column("resource", String(80), primary_key=True),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    CheckConstraint("starts_at < ends_at", name="forward"),
    Index("ix_hold_resource_starts_at", "resource", "starts_at"),
)

wish = Table(
    "wish",
    metadata,
    _to("appointment", primary=True),
    Column("since", Double, nullable=False),
    Column("notice_minutes", Integer, nullable=False),
    Column("same_counsellor", Boolean, nullable=False, server_default=text("false")),
)
