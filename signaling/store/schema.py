"""The tables. Times are Unix seconds (UTC); identifiers are opaque texts.

Columns that hold personal data carry ``info={"personal": ...}``, which names their purpose;
`docs/donnees-personnelles.md` is compared with them.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from ..core import notes
from ..core.naming import DEFAULT

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NOT_ENDED = text("state != 'ended'")


def _id(name: str = "id", **more: object) -> "Column[str]":
    return Column(name, String(64), primary_key=True, **more)  # type: ignore[arg-type]


def _to(target: str, *, name: str = "", null: bool = False, cascade: bool = False) -> "Column[str]":
    rule = "CASCADE" if cascade else None
    key = ForeignKey(f"{target}.id", ondelete=rule)
    return Column(name or target, String(64), key, nullable=null)


def _text(
    name: str, length: int, *, null: bool = False, personal: str = "", default: str | None = None
) -> "Column[str]":
    info = {"personal": personal} if personal else {}
    return Column(name, String(length), nullable=null, info=info, server_default=default)


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def _when(name: str, *, null: bool = False) -> "Column[float]":
    return Column(name, Double, nullable=null)


def _version() -> "Column[int]":
    return Column("version", Integer, nullable=False, server_default="0")


def _one_open(table: str, column: str) -> Index:
    """At most one row that has not ended for each value of `column`."""
    return Index(
        f"uq_{table}_{column}_open",
        column,
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )


# -- places -----------------------------------------------------------------------------------

organisation = Table(
    "organisation",
    metadata,
    _id(),
    _text("name", 200),
    Column("naming", String(120), nullable=False, server_default=DEFAULT),
    Column("headings", String(600), nullable=False, server_default=notes.DEFAULT),
    _flag("asks_birth"),
    _text("alert_email", 254, default=""),
    Column("answer_minutes", Integer, nullable=False, server_default="60"),
)

motive = Table(
    "motive",
    metadata,
    _id(),
    _to("organisation", cascade=True),
    _text("name", 200),
    Column("papers", Text, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("organisation", "name"),
)

alert = Table(
    "alert",
    metadata,
    Column("organisation", ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True),
    _when("due_at", null=True),
    _when("sent_at", null=True),
)

mairie = Table("mairie", metadata, _id(), _text("name", 200), _text("commune", 200))

relay = Table(
    "relay",
    metadata,
    _id(),
    _text("name", 200),
    _text("commune", 200),
    _text("address", 500),
    _text("telephone", 40),
    _to("mairie", null=True),
)

kiosk = Table(
    "kiosk",
    metadata,
    _id(),
    _to("relay"),
    _text("name", 200),
    Column("key", String(64), nullable=False, unique=True),
    _when("enrolled_at"),
    _when("revoked_at", null=True),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _to("relay"),
    _text("kiosk_name", 200),
    _when("expires_at"),
    _when("used_at", null=True),
    _to("kiosk", null=True),
)

# -- people who work --------------------------------------------------------------------------

account = Table(
    "account",
    metadata,
    _id(),
    Column("login", String(80), nullable=False, unique=True, info={"personal": "sign in"}),
    _text("display_name", 200, personal="shown to residents and colleagues"),
    Column("password_hash", String(200), nullable=False),
    _to("organisation", null=True),
    _to("mairie", null=True),
    _to("relay", null=True),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    _when("created_at"),
    Column("demo", Boolean, nullable=False, server_default=text("false")),
)

account_role = Table(
    "account_role",
    metadata,
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _to("account", cascade=True),
    _when("created_at"),
    _when("last_seen"),
    _when("expires_at"),
    Column("strong", Boolean, nullable=False, server_default=text("false")),
)

# -- the trade --------------------------------------------------------------------------------

appointment = Table(
    "appointment",
    metadata,
    _id(),
    _text("state", 20),
    _to("organisation"),
    _to("mairie"),
    _to("relay"),
    _text("name", 100, personal="call the right person"),
    _text("first_name", 100, personal="call the right person"),
    _text("telephone", 40, personal="call back"),
    _text("email", 254, personal="confirm and remind", default=""),
    _text("birth_date", 10, personal="find the right file, where the body asks", default=""),
    _text("motive", 500, personal="prepare the visit"),
    Column("papers", Text, nullable=False, server_default="", info={"personal": "what to bring"}),
    _text("mode", 20, default="video"),
    _text("needs", 120, personal="welcome the person", default=""),
    _text("language", 40, personal="find an interpreter", default=""),
    _text("kiosk_language", 40, personal="speak their language at the kiosk", default=""),
    _when("at", null=True),
    _when("proposed", null=True),
    _to("account", name="registered_by"),
    _to("account", name="counsellor", null=True),
    _text("wanted", 64, null=True),
    _when("answer_by", null=True),
    _flag("late"),
    _when("came_at", null=True),
    _when("left_at", null=True),
    _text("withdrawn_why", 20, null=True),
    _when("created_at"),
    _when("updated_at"),
    _when("closed_at", null=True),
    Column("duration_s", Integer, nullable=True),
    Column("case", String(64), nullable=True),
    _version(),
    Index("ix_appointment_case", "case"),
    Index("ix_appointment_organisation_state", "organisation", "state"),
    Index("ix_appointment_mairie_created_at", "mairie", "created_at"),
    Index("ix_appointment_relay_state", "relay", "state"),
    Index("ix_appointment_answer_by", "answer_by"),
)

reminder = Table(
    "reminder",
    metadata,
    _id(),
    _to("appointment", cascade=True),
    _text("kind", 20),
    _text("channel", 10),
    _when("due_at"),
    _when("done_at", null=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    Index("ix_reminder_due_at", "due_at"),
    Index("ix_reminder_appointment", "appointment"),
)

note = Table(
    "note",
    metadata,
    Column("case", String(64), primary_key=True),
    Column("heading", String(60), primary_key=True),
    _to("organisation"),
    _text("text", 500, personal="go on with a case without asking everything again"),
    _to("account", name="written_by"),
    _when("written_at"),
    Index("ix_note_written_at", "written_at"),
)

visit = Table(
    "visit",
    metadata,
    _id(),
    _to("appointment", cascade=True),
    _to("kiosk"),
    _to("organisation"),
    _text("state", 20),
    _when("opened_at"),
    _text("call", 64, null=True),
    _when("talked_at", null=True),
    Column("by_phone", Boolean, nullable=False, server_default=text("false")),
    _when("phone_at", null=True),
    _when("ended_at", null=True),
    _when("deadline", null=True),
    Column("opinion_counted", Boolean, nullable=False, server_default=text("false")),
    _version(),
    _one_open("visit", "kiosk"),
    _one_open("visit", "appointment"),
    Index("ix_visit_organisation_state", "organisation", "state"),
)

call = Table(
    "call",
    metadata,
    _id(),
    _to("visit", cascade=True),
    _to("kiosk"),
    _to("account", name="console"),
    _text("state", 20),
    _text("reason", 20, null=True),
    _text("successor", 64, null=True),
    _when("deadline", null=True),
    _version(),
    _one_open("call", "kiosk"),
    _one_open("call", "console"),
    Index("ix_call_visit", "visit"),
)

summons = Table(
    "summons",
    metadata,
    _id(),
    _to("visit", cascade=True),
    _to("kiosk"),
    _text("reasons", 80),
    _text("state", 20),
    _when("called_at"),
    _to("account", name="host", null=True),
    _when("deadline", null=True),
    _version(),
    _one_open("summons", "visit"),
)

guest = Table(
    "guest",
    metadata,
    _id(),
    _to("call", cascade=True),
    _to("account", name="console"),
    Column("token_hash", String(64), nullable=False, unique=True),
    _text("state", 20),
    _text("name", 60, null=True, personal="tell the resident who is there"),
    _text("quality", 20, null=True, personal="tell the resident who is there"),
    Column("holder", String(64), nullable=True),
    _to("organisation", null=True),
    _to("account", null=True),
    Column("released", Text, nullable=False, server_default=""),
    _version(),
    Index("ix_guest_call", "call"),
)

document = Table(
    "document",
    metadata,
    _id(),
    _to("visit", cascade=True),
    Column("from_kiosk", Boolean, nullable=False),
    Column("manifest", Text, nullable=False),
    _when("announced_at"),
    _when("ready_at", null=True),
    _when("done_at", null=True),
    Index("ix_document_visit", "visit"),
)

chunk = Table(
    "chunk",
    metadata,
    Column("document", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    _when("stored_at", null=True),
)

# -- what stays -------------------------------------------------------------------------------

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _when("at"),
    _text("who", 80),
    _text("what", 60),
    _text("about", 80),
    _text("detail", 60, null=True),
    sqlite_autoincrement=True,
)

counter = Table(
    "counter",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("organisation", ForeignKey("organisation.id"), primary_key=True),
    Column("relay", ForeignKey("relay.id"), primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("mairie", String(64), primary_key=True, server_default=""),
    Column("waited", Integer, nullable=False, server_default="0"),
    Column("visits", Integer, nullable=False, server_default="0"),
    Column("seconds", Integer, nullable=False, server_default="0"),
    CheckConstraint("visits >= 0", name="visits_positive"),
)

journey = Table(
    "journey",
    metadata,
    Column("mairie", ForeignKey("mairie.id"), primary_key=True),
    Column("goal", String(64), primary_key=True),
    Column("km", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    CheckConstraint("km >= 0", name="km_positive"),
    CheckConstraint("minutes >= 0", name="minutes_positive"),
)
