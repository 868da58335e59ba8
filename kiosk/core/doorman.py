"""The guide, and who stands at the door: seen by the camera, known by a slip or a card. Pure.

::

    nobody for ten minutes, between visits -> the screens go dark
    somebody comes -> they are lit, and say good day
    a slip or a relay card, between visits -> the server is asked; what it says is shown
    a card that is not ours -> "keep it"; nothing of it was read
    the resident of a visit leaves -> :mod:`.absence`

What the camera says is told to the server, so that a counsellor and a host read it. A camera that
is out of order says nothing: the screens stay lit, and no visit ends.
"""

from collections.abc import Iterator

from signaling import protocol as wire

from . import arrival_events as arrival
from .absence import SILENT_SECONDS, Absence, Patience, Seen
from .door_events import (
    CheckInAnswered,
    OtherCardLaid,
    RelayCardLaid,
    RoomLooked,
    SlipShown,
    StaySaid,
)
from .events import Command, Darken, DeadlinePassed, Event, Send, Show, Welcomed
from .glass import Scanner
from .guide import Guide
from .paper import Limits
from .scene import SceneId
from .states import AttendantState

ALONE_SECONDS = 20.0
"Of nobody, after which who comes is greeted: a step aside is no arrival."
FRESH_SECONDS = 4.0
"A visit ends by a word of the camera that is no older."
SHOWN_SECONDS = 3.0
"Two codes in a row are one."
KEEP_SECONDS = 8.0
"How long a resident who waits is told to keep their card."


class Doorman(Guide):
    """What a kiosk's shell drives."""

    def __init__(
        self,
        relay: str,
        limits: Limits | None = None,
        scanner: Scanner | None = None,
        touch: bool = False,
        patience: Patience | None = None,
    ) -> None:
        super().__init__(relay, limits, scanner, touch)
        self.seen = Seen.UNKNOWN
        self.dark = False
        "The screens are; whatever is shown lights them."
        self._patience = patience or Patience()
        self._absence: Absence | None = None
        self._heard_at = float("-inf")
        self._silent_at: float | None = None
        self._empty_since: float | None = None
        self._lit_at = float("-inf")
        "When the screens last showed something new."
        self._shown_at = float("-inf")
        self._keep_until: float | None = None

    @property
    def deadline(self) -> float | None:
        absent = self._absence.deadline if self._absence else None
        times = super().deadline, absent, self._silent_at, self._dark_at, self._keep_until
        return min((time for time in times if time is not None), default=None)

    @property
    def _dark_at(self) -> float | None:
        since, sleeps = self._empty_since, self._patience.sleeps
        if since is None or not sleeps or self.dark or not self._is_free or self.lobby.busy:
            return None
        return max(since, self._lit_at) + sleeps

    def handle(self, event: Event, now: float) -> list[Command]:
        commands = super().handle(event, now)
        commands += self._follow_visit()
        if any(isinstance(command, Show) for command in commands):
            self.dark, self._lit_at = False, now
        return commands

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case RoomLooked(seen):
                self._heard_at = now
                self._silent_at = None if seen is Seen.UNKNOWN else now + SILENT_SECONDS
                yield from self._see(seen, now)
            case SlipShown(code, connected):
                yield from self._check_in("slip", code, connected, now)
            case RelayCardLaid() if self._question is not None:
                if self._cut is None and self._shows(SceneId.OPINION):  # hidden, no face is lit
                    yield from self._opinion_given(self._question.card_laid(now))
            case RelayCardLaid(code, connected):
                yield from self._check_in("card", code, connected, now)
            case OtherCardLaid():
                yield from self._keep_card(now)
            case CheckInAnswered(told):
                yield from self._answer_check_in(told, now)
            case StaySaid(visit):
                if self._absence is not None and self._absence.visit == visit:
                    yield from self._absence.stays()
            case DeadlinePassed():
                yield from super()._handle(event, now)
                yield from self._pass(now)
            case Welcomed():
                yield from super()._handle(event, now)
                yield self._say()
                if self._absence is not None:
                    yield from self._absence.again()
            case _:
                yield from super()._handle(event, now)

    # -- the camera ---

    def _see(self, seen: Seen, now: float) -> Iterator[Command]:
        before, self.seen = self.seen, seen
        if self._absence is not None and not self._by_phone:
            yield from self._absence.see(seen, now)
        if seen is before:
            return
        yield self._say()
        alone = self._was_alone(now)
        self._empty_since = now if seen is Seen.NOBODY else None
        if not self._is_free or self.lobby.busy:
            return
        if seen is Seen.SOMEBODY and (alone or self.dark):
            yield self._tell_door(arrival.SomeoneCame(), now)
        elif seen is Seen.UNKNOWN and self.dark:
            yield self.lobby.rest(self.relay, spoken=False)

    def _was_alone(self, now: float) -> bool:
        """Nobody was seen for so long that who is seen now has come."""
        return self._empty_since is not None and now >= self._empty_since + ALONE_SECONDS

    def _say(self) -> Send:
        there = None if self.seen is Seen.UNKNOWN else self.seen is Seen.SOMEBODY
        return Send(wire.RoomSeen(there=there))

    def _pass(self, now: float) -> Iterator[Command]:
        if self._silent_at is not None and now >= self._silent_at:
            self._silent_at = None
            yield from self._see(Seen.UNKNOWN, now)
        if self._absence is not None:
            if self._absence.ends(now) and now > self._heard_at + FRESH_SECONDS:
                yield from self._see(Seen.UNKNOWN, now)  # it may have failed a moment ago
            yield from self._absence.deadline_passed(now)
        if self._keep_until is not None and now >= self._keep_until:
            self._keep_until = None
            if self.state is AttendantState.INSTALLED:
                yield Show(self._waiting().scene, spoken=False)
        if self._dark_at is not None and now >= self._dark_at:
            self.dark = True
            yield Darken()

    def _follow_visit(self) -> Iterator[Command]:
        """A visit that began is met already by who sits there."""
        visit = None if self.visit is None else self.visit.visit
        if visit != (None if self._absence is None else self._absence.visit):
            met = self.seen is Seen.SOMEBODY
            self._absence = Absence(visit, self._patience, met) if visit is not None else None
            self._keep_until = None
        if self._by_phone and self._absence is not None:
            yield from self._absence.stays()  # they may speak at the telephone of the room

    # -- what is shown to it ---

    def _check_in(self, way: str, code: str, connected: bool, now: float) -> Iterator[Command]:
        if not self._is_free or now < self._shown_at + SHOWN_SECONDS:
            return
        self._shown_at = now
        if not connected:
            yield self._tell_door(arrival.AppointmentUnknown(), now)
            return
        yield Send(wire.CheckIn.model_validate({"way": way, "code": code}))

    def _answer_check_in(self, told: wire.CheckInTold, now: float) -> Iterator[Command]:
        if not self._is_free:
            return
        match told.outcome:
            case "found" | "early" if told.hour is not None:
                early = told.outcome == "early"
                yield self._tell_door(arrival.AppointmentFound(told.hour, early), now)
            case "unknown":
                yield self._tell_door(arrival.AppointmentUnknown(), now)
            case _:
                pass

    def _keep_card(self, now: float) -> Iterator[Command]:
        """Never over a call: who speaks there says it better."""
        show = arrival.answer(arrival.CardUseless(), self.relay)
        if self._is_free:
            yield self.lobby.tell(show.scene, now)
        elif self.state is AttendantState.INSTALLED:
            self._keep_until = now + KEEP_SECONDS
            yield show

    def _tell_door(self, event: arrival.ArrivalEvent, now: float) -> Show:
        return self.lobby.tell(arrival.answer(event, self.relay).scene, now)
