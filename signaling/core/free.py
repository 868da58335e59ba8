"""Free access of a kiosk between two visits: the host opens it for one deed. Pure.

::

    OPEN -> CLOSING -> ENDED      by the host, after a while without anything, for a resident who
                                  is installed, or at the hour of the next one who is expected

It belongs to a relay, to no organisation, and names nobody; an e-mail address that the host typed
is forgotten once the letter left, and at the end at the latest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .. import protocol as wire
from ..protocol import Fault, FreeDeed, FreeEnd, FreePress, FreeStage
from .commands import (
    AnnounceKiosk,
    Command,
    CountFree,
    EraseDocuments,
    Journal,
    SendKiosk,
    UnexpectedEvent,
)

IDLE_SECONDS = 300.0
"Without a word of the kiosk or a press of the host's."
SENDING_SECONDS = 900.0
"While a letter leaves: ten megabytes take seven minutes at the pace of documents."
WIPE_SECONDS = 60.0
"Past it, it ends all the same; a kiosk always wipes before what comes next."


class FreeState(StrEnum):
    OPEN = "open"
    CLOSING = "closing"
    ENDED = "ended"


@dataclass(frozen=True)
class Told:
    "By the kiosk."

    status: wire.FreeStatus


@dataclass(frozen=True)
class Pressed:
    press: FreePress


@dataclass(frozen=True)
class FileGiven:
    "It is sealed and on the server's disk; `message` has the key, which is kept nowhere."

    message: wire.FreeFile


@dataclass(frozen=True)
class LetterSent:
    pass


@dataclass(frozen=True)
class LetterNotSent:
    code: str
    sentence: str


@dataclass(frozen=True)
class EndAsked:
    why: FreeEnd


@dataclass(frozen=True)
class KioskWiped:
    pass


@dataclass(frozen=True)
class DeadlinePassed:
    pass


Event = (
    Told | Pressed | FileGiven | LetterSent | LetterNotSent | EndAsked | KioskWiped | DeadlinePassed
)


@dataclass
class Free:
    id: str
    kiosk: str
    relay: str
    deed: FreeDeed
    host: str
    "Account of who opened it."
    opened_at: float
    copies: int = 1
    colour: bool = False
    several: bool = False
    email: str = ""
    "Where the pages go; forgotten once they left."
    state: FreeState = FreeState.OPEN
    stage: FreeStage = FreeStage.GUIDING
    page: int = 0
    pages: int = 0
    feeder: bool = False
    fault: Fault | None = None
    code: str | None = None
    sentence: str | None = None
    why: FreeEnd | None = None
    ended_at: float | None = None
    deadline: float | None = None
    version: int = 0

    @property
    def opening(self) -> wire.FreeOpen:
        """What the kiosk is told, and told again when its link is back."""
        return wire.FreeOpen(
            free=self.id,
            deed=self.deed,
            copies=self.copies,
            colour=self.colour,
            several=self.several,
        )

    def handle(self, event: Event, now: float) -> list[Command]:
        """Return what must be done about `event`; the caller saves first."""
        return list(self._handle(event, now))

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        S = FreeState
        match self.state, event:
            case S.OPEN, Told(status):
                yield from self._told(status, now)
            case S.OPEN, Pressed(FreePress.AGAIN) if self.stage is FreeStage.DONE and self._sends:
                pass  # the address is forgotten: another one is typed, in another free access
            case S.OPEN, Pressed(press):
                self.deadline = now + IDLE_SECONDS
                yield SendKiosk(self.kiosk, wire.FreePressed(free=self.id, press=press))
            case S.OPEN, FileGiven(message) if self.stage is FreeStage.FILE:
                self.deadline = now + IDLE_SECONDS
                yield SendKiosk(self.kiosk, message)
            case S.OPEN, LetterSent():
                self.email = ""
                yield Journal("free_letter_sent", self.id)
                yield SendKiosk(self.kiosk, wire.FreeSent(free=self.id))
            case S.OPEN, LetterNotSent(code, sentence):
                yield Journal("free_letter_not_sent", self.id)
                said = wire.FreeNotSent(free=self.id, code=code, sentence=sentence)
                yield SendKiosk(self.kiosk, said)
            case S.OPEN, EndAsked(why):
                yield from self._close(why, now)
            case S.OPEN, DeadlinePassed():
                yield from self._close(FreeEnd.IDLE, now)
            case S.OPEN, KioskWiped():
                # It holds nothing of it: refused there, or started again in a visit.
                yield from self._close(FreeEnd.CLOSED, now)
                yield from self._end("free_wiped")
            case S.CLOSING, KioskWiped():
                yield from self._end("free_wiped")
            case S.CLOSING, DeadlinePassed():
                yield from self._end("free_wipe_unconfirmed")
            case S.CLOSING | S.ENDED, Told() | EndAsked() | LetterSent() | LetterNotSent():
                pass  # said while it ended
            case S.ENDED, KioskWiped() | DeadlinePassed():
                pass  # a kiosk that comes back says so again
            case _:
                raise UnexpectedEvent(f"free access {self.id}", self.state, event)

    def _told(self, said: wire.FreeStatus, now: float) -> Iterator[Command]:
        is_leaving = said.stage is FreeStage.SENDING
        self.deadline = now + (SENDING_SECONDS if is_leaving else IDLE_SECONDS)
        before, faulty = self.stage, self.fault
        self.stage, self.page, self.pages = said.stage, said.page, said.pages
        self.fault, self.code, self.sentence = said.fault, said.code, said.sentence
        if said.feeder is not None:
            self.feeder = said.feeder
        if before is not said.stage and said.stage is FreeStage.DONE:
            yield Journal(f"free_done_{self.deed}", self.id)
            yield CountFree(self.relay, self.deed, self._sheets, 0)
        if said.fault is not None and said.fault is not faulty:
            yield Journal(f"free_fault_{said.fault}", self.id)
            yield CountFree(self.relay, self.deed, 0, 1)
        if self.deed is FreeDeed.PRINT and before is FreeStage.MAKING is not said.stage:
            yield EraseDocuments(self.id)  # the kiosk opened the file that it got, or refused it
        yield AnnounceKiosk(self.kiosk)

    @property
    def _sends(self) -> bool:
        return self.deed is FreeDeed.EMAIL

    @property
    def _sheets(self) -> int:
        """Printed, or sent."""
        return self.pages or self.page

    def _close(self, why: FreeEnd, now: float) -> Iterator[Command]:
        self.why, self.email, self.ended_at = why, "", now
        self.state, self.deadline = FreeState.CLOSING, now + WIPE_SECONDS
        yield Journal(f"free_closed_{why}", self.id)
        yield SendKiosk(self.kiosk, wire.FreeClose(free=self.id, why=why))
        yield EraseDocuments(self.id)
        yield AnnounceKiosk(self.kiosk)

    def _end(self, what: str) -> Iterator[Command]:
        self.state, self.deadline = FreeState.ENDED, None
        yield Journal(what, self.id)
        yield AnnounceKiosk(self.kiosk)


def begin(free: Free, now: float) -> list[Command]:
    """What must be done about a free access just opened."""
    if free.deed is FreeDeed.PRINT:
        free.stage = FreeStage.FILE
    free.deadline = now + IDLE_SECONDS
    return [
        Journal(f"free_opened_{free.deed}", free.id),
        SendKiosk(free.kiosk, free.opening),
        AnnounceKiosk(free.kiosk),
    ]
