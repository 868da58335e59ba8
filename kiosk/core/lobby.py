"""While nobody sits at the kiosk: whose queue may be joined here, and the numbers that wait.

::

    a button is pressed -> the server is asked -> a number, or why there is none: shown and said
    the place of a number changes -> it is said again, by its number
    a number is called to another kiosk -> where to go is shown and said

What was said stays for :data:`TOLD_SECONDS`, then the first number in line is shown, or the
welcome. During a visit nothing of it is shown: what changed meanwhile is said when the kiosk is
free again.
"""

from collections.abc import Iterator
from dataclasses import replace

from signaling import protocol as wire

from . import lobby_scenes, scenes
from .ahead import Today
from .events import ButtonPressed, Command, QueueTold, Send, Show
from .scene import Scene

TOLD_SECONDS = 12.0
PRESS_SECONDS = 3.0
"Two presses of one hand are one."


class Lobby:
    """`touch`: the screen of this kiosk is touched. :attr:`deadline` is as the attendant's."""

    def __init__(self, touch: bool = False) -> None:
        self._touch = touch
        self._bodies: tuple[wire.Body, ...] = ()
        self._tickets: dict[int, wire.Ticket] = {}
        self._shown: int | None = None
        "The number that the screens tell of."
        self._to_say: list[int] = []
        "Numbers whose place changed, not said yet."
        self._pressed_at = float("-inf")
        self.deadline: float | None = None
        self.today = Today()
        "What the welcome says of this room's day."

    def rest(self, relay: str, spoken: bool = True) -> Show:
        """What a kiosk shows that waits for the next resident."""
        self.deadline = None
        first = min(self._tickets.values(), key=lambda one: (one.place, one.ticket), default=None)
        self._shown = None if first is None else first.ticket
        if first is not None:
            return Show(lobby_scenes.waiting(first, self._buttons), spoken=False)
        if self._buttons:
            return Show(lobby_scenes.welcome(relay, self._buttons, self.today), spoken=spoken)
        return Show(scenes.welcome(relay, self.today), spoken=spoken)

    def handle(
        self, event: QueueTold | ButtonPressed, now: float, relay: str, free: bool
    ) -> Iterator[Command]:
        """`free`: nobody sits here, and nobody is saying goodbye."""
        if isinstance(event, ButtonPressed):
            if free:
                yield from self._press(event, now)
            return
        match event.message:
            case wire.QueueOffered(bodies=bodies):
                changed, self._bodies = bodies != self._bodies, bodies
                if changed and self._touch and free and self.deadline is None:
                    yield self.rest(relay, spoken=False)
            case wire.QueueHere(tickets=tickets):
                yield from self._follow(tickets, now, relay, free)
            case wire.QueueJoined(ticket=ticket):
                self._tickets[ticket.ticket] = ticket
                if free:
                    yield self.tell(lobby_scenes.waiting(ticket, self._buttons), now)
                    self._shown = ticket.ticket
            case wire.QueueShut() as told if free:
                yield self.tell(lobby_scenes.shut(told, self._buttons), now)
            case wire.QueueCalled(ticket=number, kiosk_name=name) if free:
                yield self.tell(lobby_scenes.called(number, name, self._buttons), now)
            case _:
                pass

    def deadline_passed(self, now: float, relay: str, free: bool) -> Iterator[Command]:
        if self.deadline is None or now < self.deadline:
            return
        self.deadline = None
        if free:
            yield self._next(now) or self.rest(relay, spoken=False)

    def free_again(self, now: float, relay: str) -> Iterator[Command]:
        """The visit is over: the welcome, or what the numbers must be told."""
        self.deadline = None
        yield self._next(now) or self.rest(relay)

    def taken(self) -> None:
        """Somebody sits down: the screens are theirs."""
        self.deadline = self._shown = None

    @property
    def _buttons(self) -> lobby_scenes.Buttons:
        return lobby_scenes.buttons_of(self._bodies) if self._touch else ()

    def _press(self, event: ButtonPressed, now: float) -> Iterator[Command]:
        known = {body.id for body in self._bodies} if self._touch else set()
        if event.organisation not in known or now < self._pressed_at + PRESS_SECONDS:
            return
        self._pressed_at = now
        if event.connected:
            yield Send(wire.QueueJoin(organisation=event.organisation))
        else:
            yield self.tell(lobby_scenes.away(self._buttons), now)

    def _follow(
        self, tickets: tuple[wire.Ticket, ...], now: float, relay: str, free: bool
    ) -> Iterator[Command]:
        before, self._tickets = self._tickets, {one.ticket: one for one in tickets}
        moved = [
            number
            for number, one in self._tickets.items()
            if number in before and one.place != before[number].place
        ]
        self._to_say = [n for n in self._to_say if n in self._tickets and n not in moved] + moved
        if not free:
            return
        telling = self.deadline is not None
        shown = self._shown
        if shown is not None and shown not in self._tickets:
            telling, self.deadline = False, None  # called, or gone: nothing to wait for
        if self._to_say and (not telling or shown in self._to_say):
            if (show := self._next(now, shown)) is not None:
                yield show
        elif not telling and (tickets or before):
            yield self.rest(relay, spoken=False)
        elif shown is not None and self._tickets[shown] != before.get(shown):
            one = self._tickets[shown]  # the range alone changed: written, not said
            yield Show(lobby_scenes.waiting(one, self._buttons), spoken=False)

    def _next(self, now: float, first: int | None = None) -> Show | None:
        """What is to be said of a number whose place changed; `first` before the others."""
        if not self._to_say:
            return None
        number = first if first in self._to_say else self._to_say[0]
        assert number is not None
        self._to_say.remove(number)
        self._shown = number
        shown = self._tickets[number]
        told = self.tell(lobby_scenes.waiting(shown, self._buttons), now)
        self._shown = number
        return told

    @property
    def busy(self) -> bool:
        """Numbers wait here, or something is told: the screens are in use."""
        return bool(self._tickets) or self.deadline is not None

    def tell(self, scene: Scene, now: float) -> Show:
        """For a while; on a screen that is touched its buttons stay."""
        if self._buttons and not scene.document.buttons:
            scene = replace(scene, document=replace(scene.document, buttons=self._buttons))
        self.deadline, self._shown = now + TOLD_SECONDS, None
        return Show(scene)
