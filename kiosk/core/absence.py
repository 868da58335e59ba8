"""A resident who has left in the middle of a visit: the counsellor is asked, then it ends. Pure.

::

    somebody -> nobody -> 60 s: the counsellor is asked -> 5 minutes: the visit is over
       ^-----------'                 '-> "they are there": nothing more until somebody is seen
    any of them -> cannot be told: nothing is asked, and nothing ends

A camera that never saw the resident of a visit never ends it, nor does one that is out of order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from signaling import protocol as wire

from .commands import Command, Send

SILENT_SECONDS = 10.0
"Without a word of the camera, which says one every two seconds: it is out of order."


class Seen(StrEnum):
    """What the camera's process says."""

    SOMEBODY = "somebody"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Patience:
    """Seconds; those of the settings."""

    asks: float = 60.0
    ends: float = 300.0
    sleeps: float = 600.0
    "Of nobody, until the screens go dark; 0 for never."


@dataclass
class Absence:
    """Of one visit. :attr:`deadline` is as the attendant's."""

    visit: str
    patience: Patience
    met: bool = False
    "The camera saw somebody in this visit."
    since: float | None = None
    "Nobody is there."
    asked: bool = False
    over: bool = False

    @property
    def deadline(self) -> float | None:
        if self.since is None or self.over:
            return None
        return self.since + (self.patience.ends if self.asked else self.patience.asks)

    def see(self, seen: Seen, now: float) -> Iterator[Command]:
        match seen:
            case Seen.SOMEBODY:
                self.met = True
                yield from self._drop()
            case Seen.NOBODY if self.met and self.since is None and not self.over:
                self.since = now
            case Seen.UNKNOWN:
                yield from self._drop()
            case _:
                pass

    def stays(self) -> Iterator[Command]:
        """The counsellor says so: the camera must see somebody before it is asked again."""
        self.met = False
        yield from self._drop()

    def ends(self, now: float) -> bool:
        """Whether the visit is over at this moment, if the camera is to be believed."""
        due = self.deadline
        return self.asked and due is not None and now >= due

    def deadline_passed(self, now: float) -> Iterator[Command]:
        if self.deadline is None or now < self.deadline:
            return
        if not self.asked:
            self.asked = True
            yield Send(wire.ResidentGone(visit=self.visit, gone=True))
        else:
            self.over = True
            yield Send(wire.ResidentLeft(visit=self.visit))

    def again(self) -> Iterator[Command]:
        """A server that was away heard nothing of it."""
        if self.over:
            yield Send(wire.ResidentLeft(visit=self.visit))
        elif self.asked:
            yield Send(wire.ResidentGone(visit=self.visit, gone=True))

    def _drop(self) -> Iterator[Command]:
        self.since = None
        if self.asked and not self.over:
            self.asked = False
            yield Send(wire.ResidentGone(visit=self.visit, gone=False))
