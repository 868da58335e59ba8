"""The keeper, and what a room says of itself when nobody can be received in it yet. Pure.

::

    outside its hours, nobody kept waiting -> closed; the screens sleep a minute later
    a device that a call needs is red for long, or the server is away -> out of order
    somebody checked in early -> they are seen, and told so again every 100 s
    somebody sat down, and something is not ready -> it is being made ready

Nothing of it comes over a visit, a free access or a technician's turn, which go on at any hour.
What is shown in place of the welcome is the lobby's :attr:`~.lobby.Lobby.instead`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from signaling import protocol as wire

from . import ahead, room_scenes
from . import arrival_events as arrival
from .absence import Seen
from .events import Command, DeadlinePassed, Event, Installed, LightsRead, SessionWiped, Show
from .keeper import Keeper
from .opening import Room
from .room_events import RoomTold
from .scene import Scene, SceneId
from .states import AttendantState

NEEDED = ("camera", "microphone", "speaker")
"Without one of them nobody is seen, or heard, or hears."
SLEEPS = frozenset({SceneId.CLOSED, SceneId.OUT_OF_ORDER})
"Nothing of it is worth lighting dark screens: who comes is told."
BROKEN_SECONDS = 90.0
"A device that starts again by itself was not broken."
CLOSED_SECONDS = 60.0
"A closed room is told for so long, before the screens sleep."
KEPT_SECONDS = 100.0
"Between two times that who is kept waiting hears of it: never two minutes in silence."
FIRST_SECONDS = 40.0
"After their check-in, which says where they stand."
READY_SECONDS = 6.0
"Nobody is told of what takes less."
PREPARE_SECONDS = 45.0
"Past it the counsellor calls all the same, and reads in the lights what is missing."


class Caretaker(Keeper):
    """What a kiosk's shell drives."""

    _room = Room()
    _red: Mapping[str, float] = MappingProxyType({})
    "Of what a call needs, what does not work, and since when."
    _greeted: bool = False
    "Somebody came, and heard no more than good day yet."
    _broken_at: float | None = None
    "When the next of them counts as broken."
    _turn: int = 0
    "Of those who are kept waiting: who is told next."
    _kept_at: float | None = None
    _ready_at: float | None = None
    "When who sat down is told that something is not ready."
    _prepares_until: float | None = None

    @property
    def deadline(self) -> float | None:
        ours = self._broken_at, self._kept_at, self._ready_at, self._prepares_until
        return min((time for time in (super().deadline, *ours) if time is not None), default=None)

    @property
    def alone(self) -> bool:
        """Nobody is near, and nobody is expected: a noise disturbs no one. A technician's own turn
        is theirs to fill with it."""
        room = self._room
        waits = room.kept or room.expects or self.lobby.busy or self.seen is Seen.SOMEBODY
        return not room.in_use and (self.in_service or not waits)

    def start(self) -> list[Command]:
        return [self.lobby.rest(self.relay, spoken=self.lobby.instead is None)]

    def begin_in(self, room: Room) -> None:
        """What is known before :meth:`start`."""
        self._room = room
        self.lobby.instead = self._instead(0.0)

    @property
    def _dark_at(self) -> float | None:
        if self.lobby.instead is None or self.lobby.instead.id is not SceneId.CLOSED:
            return None if self._room.kept else super()._dark_at
        asleep = self.dark or not self._patience.sleeps or self.in_service
        if asleep or not self._is_free or self.lobby.busy or self.seen is Seen.SOMEBODY:
            return None
        return max(self._lit_at, self._empty_since or 0.0) + CLOSED_SECONDS

    def _handle(self, event: Event, now: float) -> Iterator[Command]:
        match event:
            case RoomTold(room):
                self._know(room, now)
            case LightsRead(lights):
                yield from super()._handle(event, now)
                self._look_at(lights, now)
            case Installed(visit):
                known = self.visit is not None and self.visit.visit == visit.visit
                yield from super()._handle(event, now)
                if not known:
                    self._ready_at, self._prepares_until = now + READY_SECONDS, None
            case DeadlinePassed():
                yield from self._with_hours(super()._handle(event, now))
                self._await_broken(now)
                yield from self._unseen(self._tell_kept(now))
            case _:
                yield from super()._handle(event, now)
        if isinstance(event, RoomTold | LightsRead | DeadlinePassed):
            yield from self._unseen(self._follow_room(now))
        if isinstance(event, LightsRead | SessionWiped | DeadlinePassed):
            yield from self._prepare(now)

    # -- in place of the welcome ---

    def _follow_room(self, now: float) -> Iterator[Command]:
        before, instead = self.lobby.instead, self._instead(now)
        if instead == before:
            return
        self.lobby.instead = instead
        if not self._is_free or self.lobby.deadline is not None:
            return  # seen once that is over
        id = None if instead is None else instead.id
        if self.dark and id in SLEEPS:
            return  # told to who comes
        broken = id is SceneId.OUT_OF_ORDER
        there = self.seen is Seen.SOMEBODY or (broken and self.seen is Seen.UNKNOWN)
        news = id in SLEEPS and (before is None or before.id is not id)
        yield self.lobby.rest(self.relay, spoken=there and news)

    def _instead(self, now: float) -> Scene | None:
        room = self._room
        closed = room.closed is not None and not room.kept
        if not closed and (room.away or self._is_broken(now)):
            away = not self._is_broken(now)
            return room_scenes.out_of_order(away, room.telephone, self.lobby.today)
        if room.kept:
            turn = self._turn % len(room.kept)
            return room_scenes.kept(room.kept[turn], turn + 1)
        return room_scenes.closed(self.relay, room.closed) if room.closed is not None else None

    def _tell_door(self, event: arrival.ArrivalEvent, now: float) -> Show:
        """Who comes is told what there is; of what works without the server, nothing is."""
        instead = self.lobby.instead
        comes = isinstance(event, arrival.SomeoneCame)
        lost = isinstance(event, arrival.AppointmentUnknown) and self._room.away
        if instead is not None and (comes or lost):
            return self.lobby.rest(self.relay)
        self._greeted = comes
        return super()._tell_door(event, now)

    def _with_hours(self, commands: Iterator[Command]) -> Iterator[Command]:
        """What the board writes beside the welcome, to who stays there."""
        today = self.lobby.today
        for command in commands:
            welcome = isinstance(command, Show) and command.scene.id is SceneId.WELCOME
            if isinstance(command, Show) and welcome and self._greeted and today.hours:
                self._greeted = False
                if self.seen is Seen.SOMEBODY:
                    yield Show(ahead.aloud(command.scene, today))
                    continue
            yield command

    # -- what a visit needs ---

    def _look_at(self, lights: wire.Lights, now: float) -> None:
        red = {name for name in NEEDED if getattr(lights, name) is wire.Light.RED}
        self._red = {name: self._red.get(name, now) for name in red}
        self._await_broken(now)

    def _await_broken(self, now: float) -> None:
        coming = [since + BROKEN_SECONDS for since in self._red.values()]
        self._broken_at = min((at for at in coming if at > now), default=None)

    def _is_broken(self, now: float) -> bool:
        return any(now >= since + BROKEN_SECONDS for since in self._red.values())

    # -- who is kept waiting ---

    def _know(self, room: Room, now: float) -> None:
        before, self._room = self._room, room
        if not room.kept:
            self._kept_at = None
        elif not before.kept:
            self._turn, self._kept_at = 0, now + FIRST_SECONDS

    def _tell_kept(self, now: float) -> Iterator[Command]:
        """One after the other; beside the numbers that wait, for a moment."""
        if self._kept_at is None or now < self._kept_at:
            return
        self._kept_at = now + KEPT_SECONDS
        instead = self.lobby.instead
        if not self._is_free or instead is None or instead.id is not SceneId.KEPT:
            return
        if self.lobby.deadline is not None:
            self._kept_at = self.lobby.deadline + 1.0  # what is told is heard out
            return
        if self.seen is Seen.NOBODY:
            return  # they are told once they sit there again
        self._turn += 1
        self.lobby.instead = self._instead(now)
        told = self.lobby.instead
        if self.lobby.waited and told is not None:
            yield self.lobby.tell(told, now)
        else:
            yield self.lobby.rest(self.relay)

    # -- who sat down ---

    @property
    def _is_ready(self) -> bool:
        return not self._red and self._unwiped is None

    def _prepare(self, now: float) -> Iterator[Command]:
        if self.state is not AttendantState.INSTALLED:
            self._ready_at = self._prepares_until = None
        elif self._ready_at is not None and now >= self._ready_at:
            self._ready_at = None
            if not self._is_ready and self._shows(SceneId.INSTALLED):
                self._prepares_until = now + PREPARE_SECONDS
                yield Show(room_scenes.preparing())
        elif self._prepares_until is not None and (self._is_ready or now >= self._prepares_until):
            self._prepares_until = None
            if self._shows(SceneId.PREPARING):
                yield self._waiting()

    def _waiting(self) -> Show:
        show = super()._waiting()
        if self._prepares_until is not None and show.scene.id is SceneId.INSTALLED:
            return Show(room_scenes.preparing(), spoken=False)
        return show
