"""The life of a guest's invitation to a call. No clock, no socket, no database.

::

    INVITED <-> KNOCKING -> ADMITTED -> JOINED
       ^-----------------------+-----------+      their page was closed: they knock again
    any of them -> GONE                           removed, or the call is over

Whoever comes is admitted by the counsellor, then told to the resident by the kiosk, and only then
may an offer pass: nobody joins or listens in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import protocol as wire
from ..protocol import GuestState, GuestView, OverReason, Quality
from .commands import (
    AnnounceGuests,
    Command,
    Journal,
    SendConsole,
    SendGuest,
    SendOrganisation,
    UnexpectedEvent,
)

END_STATES = frozenset({GuestState.GONE})
THERE = frozenset({GuestState.ADMITTED, GuestState.JOINED})
"The kiosk tells the resident of these."
AWAY_SECONDS = 30.0
"Sound may go on without the page's socket; past it the guest is no longer there."


@dataclass(frozen=True)
class Knocked:
    "Somebody opened the link and said who they are."

    name: str = field(repr=False)
    quality: Quality
    holder: str = field(repr=False)
    "Hash of the key by which this page alone comes back."


@dataclass(frozen=True)
class Accepted:
    "By the colleague who was asked: the counsellor named them, nobody has to admit them again."

    account: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class Admitted:
    "By the counsellor."


@dataclass(frozen=True)
class Told:
    "By the kiosk: the resident was told."


@dataclass(frozen=True)
class Offered:
    "By the console."

    number: int
    sdp: str
    ice_servers: tuple[wire.IceServer, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Answered:
    "By the guest's page."

    number: int
    sdp: str


@dataclass(frozen=True)
class Left:
    "The page was closed, or stayed away for too long."


@dataclass(frozen=True)
class Removed:
    "By the counsellor, with the link."


@dataclass(frozen=True)
class CallOver:
    pass


Event = Knocked | Accepted | Admitted | Told | Offered | Answered | Left | Removed | CallOver


@dataclass
class Guest:
    id: str
    call: str
    console: str
    "Account of the counsellor who invited: the only one who may admit, remove and offer."
    token_hash: str = field(repr=False)
    state: GuestState = GuestState.INVITED
    name: str | None = field(default=None, repr=False)
    quality: Quality | None = None
    holder: str | None = field(default=None, repr=False)
    organisation: str | None = None
    "Of a colleague; none of who comes by a link."
    account: str | None = None
    "Of the colleague who is asked or who accepted; none while a whole organisation is asked."
    released: str = ""
    "What goes along if they take the call over: JSON of :class:`signaling.protocol.Release`."
    version: int = 0

    def view(self, connected: bool) -> GuestView:
        return GuestView(
            guest=self.id,
            state=self.state,
            name=self.name,
            quality=self.quality,
            connected=connected,
            colleague=self.organisation is not None,
        )

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event))

    def _handle(self, event: Event) -> Iterator[Command]:
        S = GuestState
        match self.state, event:
            case S.GONE, Removed() | CallOver() | Left() | Told():
                pass  # both may happen at once; the kiosk may have been speaking
            case _, Removed():
                yield from self._go(OverReason.REMOVED)
            case _, CallOver():
                yield from self._go(OverReason.ENDED)
            case S.INVITED, Knocked(name, quality, holder) if self.organisation is None:
                self.name, self.quality, self.holder = name, quality, holder
                yield from self._set_state(S.KNOCKING)
            case S.INVITED, Accepted(account, name) if self.organisation is not None:
                self.account, self.name, self.quality = account, name, Quality.COLLEAGUE
                yield from self._set_state(S.ADMITTED)
            case S.KNOCKING, Admitted():
                yield from self._set_state(S.ADMITTED)
            case S.ADMITTED | S.JOINED, Admitted():
                pass  # pressed twice
            case S.ADMITTED, Told():
                yield from self._set_state(S.JOINED)
            case S.JOINED, Told():
                pass  # the kiosk came back, and says so again
            case S.INVITED | S.KNOCKING, Told():
                pass  # they left while the kiosk was speaking
            case S.JOINED, Offered(number, sdp, servers):
                offer = wire.GuestOffer(
                    guest=self.id, number=number, sdp=sdp, ice_servers=servers or None
                )
                yield self._say(offer)
            case S.JOINED, Answered(number, sdp):
                answer = wire.GuestAnswer(guest=self.id, number=number, sdp=sdp)
                yield SendConsole(self.console, answer)
            case S.INVITED, Left():
                pass
            case _, Left() if self.organisation is not None:
                yield from self._go(OverReason.AWAY)
            case _, Left():
                yield self._say(wire.GuestOver(guest=self.id, reason=OverReason.AWAY))
                self.name = self.quality = self.holder = None
                yield from self._set_state(S.INVITED, tell=False)
            case _:
                raise UnexpectedEvent(f"guest {self.id}", self.state, event)

    def _go(self, reason: OverReason) -> Iterator[Command]:
        yield self._say(wire.GuestOver(guest=self.id, reason=reason))
        if self.organisation is not None and self.state is GuestState.INVITED:
            yield SendOrganisation(self.organisation, wire.ColleagueTaken(guest=self.id))
        self.name = self.quality = self.holder = None
        yield from self._set_state(GuestState.GONE, tell=False)

    def _set_state(self, state: GuestState, tell: bool = True) -> Iterator[Command]:
        self.state = state
        yield Journal(f"guest_{state}", self.id)
        if tell:
            yield self._say(wire.GuestChanged(guest=self.id, state=state))
        yield AnnounceGuests(self.call)

    def _say(self, message: wire.Message) -> SendGuest | SendConsole:
        """To the guest's page, or to the colleague's console."""
        if self.account is not None:
            return SendConsole(self.account, message)
        return SendGuest(self.id, message)


def seen(guest: Guest) -> list[AnnounceGuests]:
    """Their page was opened or closed."""
    return [AnnounceGuests(guest.call)]


def invite(guest: Guest) -> list[Command]:
    """What must be done about a guest just invited."""
    return [Journal("guest_invited", guest.id), AnnounceGuests(guest.call)]
