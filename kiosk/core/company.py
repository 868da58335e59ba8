"""Who is there beside the counsellor, and how the resident is told of it. Pure.

Nobody joins in silence: whoever comes is named by voice and in writing first, and the server lets
nothing of them pass before :class:`signaling.protocol.CompanyTold` says so. Whoever goes is told
too. What is under way on the document screen stays there; its sentence alone gives way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from signaling import protocol as wire
from signaling.protocol import Companion

from . import text
from .scenes import Scene
from .sentences import FRENCH, Language
from .text import of_organisation, together
from .wording import filled

TELL_SECONDS = 3.0
"As the announcement of a call."


@dataclass(frozen=True)
class Comes:
    "To be said and shown now."

    who: Companion


@dataclass(frozen=True)
class Leaves:
    "To be said and shown now."

    who: Companion


@dataclass(frozen=True)
class Settled:
    "Nothing more to say: the screens show again what they showed."


@dataclass(frozen=True)
class Told:
    "To the server: the resident knows that these are there."

    guests: tuple[str, ...]


Step = Comes | Leaves | Settled | Told


class Circle:
    """Those of one call. :attr:`deadline` is when to call :meth:`deadline_passed`."""

    def __init__(self, call: str) -> None:
        self.call = call
        self.deadline: float | None = None
        self._there: tuple[Companion, ...] = ()
        self._told: dict[str, Companion] = {}
        self._now: Comes | Leaves | None = None
        "What is being said."
        self._next: list[Comes | Leaves] = []
        self._paused = False

    @property
    def told(self) -> tuple[Companion, ...]:
        """Those of whom the resident knows."""
        return tuple(self._told.values())

    def changed(self, there: Sequence[Companion], now: float) -> Iterator[Step]:
        """The server says who is there; the same again is harmless."""
        self._there = tuple(there)
        ids = {one.guest for one in there}
        for gone in [one for id, one in self._told.items() if id not in ids]:
            del self._told[gone.guest]
            self._next.append(Leaves(gone))
        self._next = [say for say in self._next if isinstance(say, Leaves) or say.who.guest in ids]
        known = self._told.keys() | {say.who.guest for say in self._saying() if _comes(say)}
        self._next += [Comes(one) for one in there if one.guest not in known]
        if self._told:
            yield Told(tuple(self._told))
        if self._now is None or (_comes(self._now) and self._now.who.guest not in ids):
            yield from self._go_on(now)

    def deadline_passed(self, now: float) -> Iterator[Step]:
        if self.deadline is None or now < self.deadline:
            return
        said = self._now
        if said is not None and _comes(said):
            self._told[said.who.guest] = said.who
            yield Told(tuple(self._told))
        yield from self._go_on(now)

    def pause(self) -> None:
        """The call is cut: nothing that is said now would count."""
        self._paused, self.deadline = True, None

    def resume(self, now: float) -> Iterator[Step]:
        """It is back: what was cut short is said again."""
        if self._paused:
            self._paused = False
            if self._now is not None:
                self._next.insert(0, self._now)
                yield from self._go_on(now)

    def _saying(self) -> list[Comes | Leaves]:
        return [*self._next, *([] if self._now is None else [self._now])]

    def _go_on(self, now: float) -> Iterator[Step]:
        spoke = self._now is not None
        self._now = self._next.pop(0) if self._next else None
        if self._now is None:
            self.deadline = None
            if spoke and not self._paused:
                yield Settled()
        elif self._paused:
            self.deadline = None
        else:
            self.deadline = now + TELL_SECONDS
            yield self._now


def to_server(call: str, told: Told) -> wire.CompanyTold:
    return wire.CompanyTold(call=call, guests=told.guests)


def news(scene: Scene, say: Comes | Leaves, language: Language = FRENCH) -> Scene:
    """`scene` as it is, but for what is said and written of somebody who comes or goes."""
    key = f"guest_comes.{say.who.quality}" if isinstance(say, Comes) else "guest_leaves"
    of = of_organisation(say.who.organisation or "")
    words, line = filled(key, language, {"guest": together(say.who.name), "organisation": of})
    return replace(scene, document=replace(scene.document, sentence=words.shown), voice=line)


def beside(scene: Scene, told: Sequence[Companion], language: Language = FRENCH) -> Scene:
    """The scene of the call, with who else is there."""
    if not told:
        return scene
    first, *others = (one.name for one in told)
    key = ("guests_there.one", "guests_there.two", "guests_there.more")[min(len(others), 2)]
    names = {
        "guest": together(first),
        "other": together(next(iter(others), "")),
        "count": str(len(others)),
    }
    also = text.written(language, key, "shown", names)
    return replace(scene, document=replace(scene.document, sentence=_then(scene, also, language)))


def _then(scene: Scene, also: text.Text, language: Language) -> str:
    """With who is spoken to, and no more of them: a small screen must hold everybody."""
    before = scene.document.sentence
    if not isinstance(before, text.Text):
        return f"{before} {also}"
    return before.under("in_call.beside").then(also, language)


def _comes(say: Comes | Leaves) -> bool:
    return isinstance(say, Comes)
