"""While nobody sits at the kiosk: whose queue may be joined here, and the numbers that wait.

::

    a button is pressed -> the server is asked -> a number, or why there is none: shown and said
    the place of a number changes -> it is said again, by its number
    a number is called to another kiosk -> where to go is shown and said

Where languages are offered, a press on the name of one says all of that again in it: the choice is
of whoever pressed. It goes with their number and their visit, and with what is told once they left.

What was said stays for :data:`TOLD_SECONDS`, then the first number in line is shown, or the
welcome. During a visit nothing of it is shown: what changed meanwhile is said when the kiosk is
free again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from signaling import protocol as wire

from . import lobby_scenes, scenes
from .ahead import Today
from .events import ButtonPressed, Command, QueueTold, Send, Show
from .scene import Scene, SceneId
from .sentences import FRENCH, Language
from .tongues import scene_in

TOLD_SECONDS = 12.0
CHOSEN_SECONDS = 60.0
"Who chose a language has so long to press again, or to be installed."
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
        self._turn = 0
        "The number that was told last, of those that are told again."
        self._to_say: list[int] = []
        "Numbers whose place changed, not said yet."
        self._pressed_at = self._spoke_at = float("-inf")
        self._known: dict[str, Language] = {}
        self._offered: tuple[Language, ...] = ()
        self._chosen = self._joining = FRENCH
        "By whoever stands here; with the number that was asked for last."
        self._language_of: dict[int, Language] = {}
        "Of the numbers that were taken here in another language than French."
        self._seated: tuple[str, Language] = ("", FRENCH)
        self.deadline: float | None = None
        self.today = Today()
        "What the welcome says of this room's day."
        self.instead: Scene | None = None
        "What is shown in place of the welcome: closed, out of order, who is kept waiting."

    def rest(self, relay: str, spoken: bool = True) -> Show:
        """What a kiosk shows that waits for the next resident."""
        self.deadline, self._chosen = None, FRENCH
        first = min(self._tickets.values(), key=lambda one: (one.place, one.ticket), default=None)
        broken = self.instead is not None and self.instead.id is SceneId.OUT_OF_ORDER
        self._shown = None if first is None or broken else first.ticket
        if self.instead is not None and (first is None or broken):
            return Show(self.instead, spoken=spoken)
        if first is not None:
            return Show(self._waiting(first), spoken=False)
        if self._buttons:
            return Show(self._welcome(relay), spoken=spoken)
        return Show(scenes.welcome(relay, self.today), spoken=spoken)

    def handle(
        self, event: QueueTold | ButtonPressed, now: float, relay: str, free: bool
    ) -> Iterator[Command]:
        """`free`: nobody sits here, and nobody is saying goodbye."""
        if isinstance(event, ButtonPressed):
            code = lobby_scenes.language_in(event.organisation)
            if free and code is not None:
                yield from self._speak(code, now, relay)
            elif free:
                yield from self._press(event, now)
            return
        match event.message:
            case wire.QueueOffered(bodies=bodies, languages=codes):
                before = self._bodies, self._offered
                offered = tuple(self._known[code] for code in codes or () if code in self._known)
                self._bodies, self._offered = bodies, offered
                changed = before != (bodies, offered)
                if changed and self._touch and free and self.deadline is None:
                    yield self.rest(relay, spoken=False)
            case wire.QueueHere(tickets=tickets):
                yield from self._follow(tickets, now, relay, free)
            case wire.QueueJoined(ticket=ticket):
                self._tickets[ticket.ticket] = ticket
                self._remember(ticket.ticket, self._joining)
                if free:
                    yield self._tell_of(ticket, now)
            case wire.QueueShut() as told if free:
                yield self.tell(lobby_scenes.shut(told, self._buttons), now)
            case wire.QueueCalled(ticket=number, kiosk_name=name) if free:
                language = self._language_of.pop(number, FRENCH)
                yield self.tell(lobby_scenes.called(number, name, self._buttons), now, language)
            case _:
                pass

    def deadline_passed(self, now: float, relay: str, free: bool) -> Iterator[Command]:
        if self.deadline is None or now < self.deadline:
            return
        self.deadline, self._chosen = None, FRENCH
        if free:
            yield self._next(now) or self.rest(relay, spoken=False)

    def free_again(self, now: float, relay: str) -> Iterator[Command]:
        """The visit is over: the welcome, or what the numbers must be told."""
        self.deadline, self._seated = None, ("", FRENCH)
        kept = self._language_of.items()
        self._language_of = {number: one for number, one in kept if number in self._tickets}
        yield self._next(now) or self.rest(relay)

    def taken(self) -> None:
        """Somebody sits down: the screens are theirs."""
        self.deadline = self._shown = None
        self._chosen = FRENCH

    def know(self, languages: Iterable[Language]) -> None:
        """What this kiosk speaks; the server says which of them are offered."""
        self._known = {one.code: one for one in languages if one.code != FRENCH.code}

    def speaks(self, visit: wire.Install) -> wire.Install:
        """The visit of who sits down, in the language that they chose here, if they did."""
        if visit.language is not None:
            return visit
        if visit.visit != self._seated[0]:
            ticket = visit.ticket
            chosen = self._chosen if ticket is None else self._language_of.pop(ticket, FRENCH)
            self._seated = visit.visit, chosen
        language = self._seated[1]
        if language is FRENCH:
            return visit
        return visit.model_copy(update={"language": language.code})

    @property
    def _buttons(self) -> lobby_scenes.Buttons:
        return lobby_scenes.buttons_of(self._bodies) if self._touch else ()

    def _press(self, event: ButtonPressed, now: float) -> Iterator[Command]:
        known = {body.id for body in self._bodies} if self._touch else set()
        if event.organisation not in known or now < self._pressed_at + PRESS_SECONDS:
            return
        self._pressed_at = now
        if event.connected:
            self._joining = self._chosen
            code = None if self._chosen is FRENCH else self._chosen.code
            yield Send(wire.QueueJoin(organisation=event.organisation, language=code))
        else:
            yield self.tell(lobby_scenes.away(self._buttons), now)

    def _speak(self, code: str, now: float, relay: str) -> Iterator[Command]:
        """The number that is shown, or the welcome, in that language."""
        found = {one.code: one for one in (FRENCH, *self._offered)} if self._buttons else {}
        if code not in found or now < self._spoke_at + PRESS_SECONDS:
            return
        self._spoke_at, language = now, found[code]
        if self._shown is not None and self._shown in self._tickets:
            self._remember(self._shown, language)
            yield self._tell_of(self._tickets[self._shown], now)
        elif language is FRENCH:
            yield self.rest(relay)
        else:
            self._chosen, self.deadline = language, now + CHOSEN_SECONDS
            self._shown = None
            yield Show(self._welcome(relay))

    def _remember(self, ticket: int, language: Language) -> None:
        if language is FRENCH:
            self._language_of.pop(ticket, None)
        else:
            self._language_of[ticket] = language

    def _welcome(self, relay: str) -> Scene:
        scene = lobby_scenes.welcome(relay, self._buttons, self.today)
        return self._said_in(self._chosen, scene)

    def _waiting(self, ticket: wire.Ticket) -> Scene:
        language = self._language_of.get(ticket.ticket, FRENCH)
        return self._said_in(language, lobby_scenes.waiting(ticket, self._buttons))

    def _tell_of(self, ticket: wire.Ticket, now: float) -> Show:
        told = self.tell(self._waiting(ticket), now, self._language_of.get(ticket.ticket, FRENCH))
        self._shown = ticket.ticket
        return told

    def _said_in(self, language: Language, scene: Scene) -> Scene:
        """In that language; the other ones are offered where there are buttons."""
        scene = scene_in(scene, language)
        shown = tuple(one for one in scene.document.buttons if not one.language)
        if shown and (self._offered or language is not FRENCH):
            others = [one for one in (FRENCH, *self._offered) if one is not language]
            shown += lobby_scenes.buttons_in(others)
        return replace(scene, document=replace(scene.document, buttons=shown))

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
            yield Show(self._waiting(one), spoken=False)

    def _next(self, now: float, first: int | None = None) -> Show | None:
        """What is to be said of a number whose place changed; `first` before the others."""
        if not self._to_say:
            return None
        number = first if first in self._to_say else self._to_say[0]
        assert number is not None
        self._to_say.remove(number)
        return self._tell_of(self._tickets[number], now)

    def another(self, now: float) -> Show | None:
        """Where several wait, each hears of their own number in turn."""
        if len(self._tickets) < 2 or self.deadline is not None:
            return None
        self._turn = min(self._tickets, key=lambda number: (number <= self._turn, number))
        return self._tell_of(self._tickets[self._turn], now)

    @property
    def busy(self) -> bool:
        """Numbers wait here, or something is told: the screens are in use."""
        return self.waited or self.deadline is not None

    @property
    def waited(self) -> bool:
        """Numbers wait here."""
        return bool(self._tickets)

    def tell(self, scene: Scene, now: float, language: Language | None = None) -> Show:
        """For a while; on a screen that is touched its buttons stay."""
        if self._buttons and not scene.document.buttons:
            scene = replace(scene, document=replace(scene.document, buttons=self._buttons))
        self.deadline, self._shown = now + TOLD_SECONDS, None
        return Show(self._said_in(language or self._chosen, scene))
