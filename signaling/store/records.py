"""What comes out of the database: frozen dataclasses, no SQL, no behaviour.

Times are Unix seconds. The visit and the call need none here: their rows are
:class:`signaling.core.visit.Visit` and :class:`signaling.core.call.Call`.
"""

from dataclasses import dataclass

from ..core import notes
from ..core.figures import Count as Count
from ..core.naming import DEFAULT
from ..core.person import Person, Role
from ..protocol import AppointmentState, Mode, Need, Withdrawal


@dataclass(frozen=True)
class Organisation:
    id: str
    name: str
    naming: str = DEFAULT
    "How the files of its visits are named, see :mod:`signaling.core.naming`."
    headings: str = notes.DEFAULT
    "Of the notes of its cases, one a line, see :mod:`signaling.core.notes`."
    asks_birth: bool = False
    "The mairie writes the birth date."
    alert_email: str = ""
    "Told, without a name, that a request waits and no console is open; empty: nobody."
    answer_minutes: int = 60
    "Past it, a request that nobody answered comes back to the secretary."


@dataclass(frozen=True)
class Motive:
    """Why people come to one organisation, and the papers that they bring for it."""

    id: str
    organisation: str
    name: str
    papers: tuple[str, ...]
    position: int = 0


@dataclass(frozen=True)
class Mairie:
    id: str
    name: str
    commune: str


@dataclass(frozen=True)
class Relay:
    """The room where the kiosk stands."""

    id: str
    name: str
    commune: str
    address: str
    telephone: str
    mairie: str | None = None


@dataclass(frozen=True)
class Kiosk:
    id: str
    relay: str
    name: str
    key: str
    "Ed25519 public key, base64."
    enrolled_at: float
    revoked_at: float | None = None


@dataclass(frozen=True)
class Enrolment:
    """A one-time code, by its hash; it lets one kiosk in at one relay."""

    token_hash: str
    relay: str
    kiosk_name: str
    expires_at: float
    used_at: float | None = None
    kiosk: str | None = None


@dataclass(frozen=True)
class Account:
    id: str
    login: str
    display_name: str
    password_hash: str
    roles: frozenset[Role]
    organisation: str | None = None
    mairie: str | None = None
    relay: str | None = None
    disabled: bool = False
    created_at: float = 0.0
    demo: bool = False
    "Of the demonstration: a password alone is enough, whatever the settings."

    @property
    def person(self) -> Person:
        return Person(
            self.id, self.display_name, self.roles, self.organisation, self.mairie, self.relay
        )


@dataclass(frozen=True)
class Session:
    token_hash: str
    account: str
    created_at: float
    last_seen: float
    expires_at: float
    strong: bool = False
    "Opened with a passkey, or with a second factor."


@dataclass(frozen=True)
class Appointment:
    """A resident's appointment, whole; :func:`appointments.machine` gives its state machine."""

    id: str
    state: AppointmentState
    organisation: str
    mairie: str
    relay: str
    name: str
    first_name: str
    telephone: str
    motive: str
    at: float | None
    "None means now."
    registered_by: str
    created_at: float
    updated_at: float
    counsellor: str | None = None
    "Account of who accepted."
    closed_at: float | None = None
    duration_s: int | None = None
    case: str | None = None
    "The first appointment of the same case; none for one that is the first."
    version: int = 0
    email: str = ""
    birth_date: str = ""
    "ISO 8601, where the organisation asks."
    papers: tuple[str, ...] = ()
    "To bring, as they were told to the resident."
    mode: Mode = Mode.VIDEO
    needs: tuple[Need, ...] = ()
    language: str = ""
    "Of the interpreter."
    kiosk_language: str = ""
    "BCP 47, one that was offered; empty: French."
    wanted: str | None = None
    "Account of the counsellor in charge, if the mairie knows."
    proposed: float | None = None
    "Another time, proposed by the counsellor and not answered yet."
    answer_by: float | None = None
    "Past it, nobody having answered, the request is :attr:`late`."
    late: bool = False
    "It is on the mairie's list of people to call back."
    came_at: float | None = None
    "The resident was at the relay, which had no network: they are to be called back."
    left_at: float | None = None
    withdrawn_why: Withdrawal | None = None

    @property
    def case_id(self) -> str:
        """What its notes are kept under."""
        return self.case or self.id


@dataclass(frozen=True)
class Reminder:
    """Something to tell a resident: by a message, or by the mairie's telephone."""

    id: str
    appointment: str
    kind: str
    channel: str
    due_at: float
    done_at: float | None = None
    tries: int = 0


@dataclass(frozen=True)
class Note:
    """A few words of a counsellor about a case, under one of the organisation's headings."""

    case: str
    heading: str
    organisation: str
    text: str
    written_by: str
    "Account."
    written_at: float


@dataclass(frozen=True)
class Parcel:
    """A document of a visit, as it travels: its manifest, never its content."""

    id: str
    visit: str
    from_kiosk: bool
    manifest: str
    "JSON of :class:`signaling.protocol.Manifest`."
    announced_at: float
    ready_at: float | None = None
    done_at: float | None = None


@dataclass(frozen=True)
class Line:
    """A line of the journal: who did what to which, when. No personal data."""

    at: float
    who: str
    "``account:<id>``, ``kiosk:<id>`` or ``server``."
    what: str
    about: str
    detail: str | None = None
