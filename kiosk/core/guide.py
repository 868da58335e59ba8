"""The voice that looks after who sits there: a line is said again when nothing follows. Pure.

::

    a line is said -> 20 s without another -> again -> 40 s -> again -> 100 s -> again, and so on

Nobody waits two minutes in silence. The counsellor's key says the line at once, whatever it is.
What is written by the counsellor is read to who does not read, and to anybody at that key. What
is told by the counsellor (a paper that is looked at together, the talk) is not said again by
the kiosk; nor is the welcome, to an empty room.
"""

from dataclasses import replace
from itertools import chain

from .aloud import Aloud, line
from .aloud_events import TextWritten
from .commands import Command, Repeat, Show
from .events import DeadlinePassed, Event, SayAgainAsked
from .needs import AS_USUAL, Comfort, comfort, dressed
from .scene import Scene, SceneId
from .states import AttendantState
from .usher import Usher

PAUSES = (20.0, 40.0, 100.0)
"Between two times of a line; the last one goes on. Each is under two minutes with its line."
AFTER = 8.0
"At least, once a long line was heard out."
WORDS_PER_SECOND, SLOW_WORDS_PER_SECOND = 1.8, 1.4

AGAIN = frozenset(
    {
        SceneId.APPOINTMENT_FOUND,
        SceneId.APPOINTMENT_UNKNOWN,
        SceneId.INSTALLED,
        SceneId.PREPARING,
        SceneId.SCAN_GESTURE,
        SceneId.FEED_GESTURE,
        SceneId.SCANNING,
        SceneId.OPINION,
        SceneId.PRINTING,
        SceneId.PRINT_OUT,
        SceneId.PAPER_FAULT,
        SceneId.HOST,
        SceneId.HOST_IN_CALL,
        SceneId.BY_PHONE,
        SceneId.FORGOTTEN,
        SceneId.LINK_LOST,
        SceneId.FREE,
        SceneId.FREE_PAGE,
        SceneId.FREE_DONE,
    }
)
"Where somebody waits, or has something to do. A hold repeats itself: see :mod:`.talk`."
LONG_AGAIN = frozenset({SceneId.WAITING})
"A number in a room where others sit."
WAITS_ITS_TURN = frozenset(
    {
        SceneId.IN_CALL,
        SceneId.SCAN_GESTURE,
        SceneId.FEED_GESTURE,
        SceneId.SCANNING,
        SceneId.PAGE_SHOWN,
        SceneId.SHARED,
        SceneId.WINDOW,
        SceneId.OPINION,
        SceneId.PRINTING,
        SceneId.PRINT_OUT,
        SceneId.PAPER_FAULT,
        SceneId.HOST_IN_CALL,
    }
)
"Of the call: said once the counsellor pauses."


def waits_its_turn(scene: Scene) -> bool:
    """Who joins or leaves is told at once: nothing of them passes before it was said."""
    return scene.id in WAITS_ITS_TURN and not scene.voice.id.startswith("guest_")


class Guide(Usher):
    """What a kiosk's shell drives."""

    _comfort: Comfort = AS_USUAL
    _line: Show | None = None
    "What is shown now, as this resident is told it."
    _again_at: float | None = None
    _aloud: Aloud | None = None
    "What the counsellor writes in this call."
    _times: int = 0
    "How often the line was said again."

    @property
    def comfort(self) -> Comfort:
        return self._comfort

    @property
    def deadline(self) -> float | None:
        times = super().deadline, self._again_at, self._aloud.deadline if self._aloud else None
        return min((time for time in times if time is not None), default=None)

    def handle(self, event: Event, now: float) -> list[Command]:
        if isinstance(event, SayAgainAsked):
            return self._say_again(now)
        if isinstance(event, TextWritten):
            return self._hear_text(event.text, now)
        commands = super().handle(event, now)
        if self.visit is not None:
            self._comfort = comfort(self.visit.needs)
        elif self._is_free or self.free is not None:
            self._comfort = AS_USUAL
        commands = [self._as_told(command, now) for command in commands]
        if self.state is not AttendantState.IN_CALL:
            self._aloud = None
        rested = self._aloud.rested(now) if self._aloud is not None else []
        return list(chain(commands, self._in_time(event, now), self._read(rested)))

    def _hear_text(self, text: str, now: float) -> list[Command]:
        if not text or self.state is not AttendantState.IN_CALL:
            self._aloud = None
            return []
        self._aloud = self._aloud or Aloud()
        return self._read(self._aloud.written(text, now))

    def _read(self, sentences: list[str]) -> list[Command]:
        """To who does not read, one after the other, each once the counsellor pauses."""
        if not self._comfort.aloud or self._line is None:
            return []
        slow = self._comfort.slow
        scene = replace(self._line.scene, id=SceneId.IN_CALL)
        return [Repeat(replace(scene, voice=line(said, slow))) for said in sentences]

    def _as_told(self, command: Command, now: float) -> Command:
        if not isinstance(command, Show):
            return command
        show = replace(command, scene=dressed(command.scene, self._comfort))
        before, self._line = self._line, show
        same = before is not None and before.scene.voice == show.scene.voice
        if show.spoken or not same:
            self._times = 0
            due, self._again_at = self._again_at, self._next(now)
            goes_on = before is not None and before.scene.id is show.scene.id and not show.spoken
            if goes_on and due is not None and self._again_at is not None:
                self._again_at = min(due, self._again_at)  # written anew is not heard
        return show

    def _in_time(self, event: Event, now: float) -> list[Command]:
        due = self._again_at is not None and now >= self._again_at
        if not due or self._line is None or not isinstance(event, DeadlinePassed):
            return []
        self._times += 1
        self._again_at = self._next(now)
        other = self.lobby.another(now) if self._line.scene.id is SceneId.WAITING else None
        if other is not None:
            return [self._as_told(other, now)]
        return [Repeat(self._line.scene)]

    def _next(self, now: float) -> float | None:
        if self._line is None:
            return None
        scene = self._line.scene
        if scene.id in LONG_AGAIN:
            return now + PAUSES[-1]
        if scene.id not in AGAIN:
            return None
        pause = PAUSES[min(self._times, len(PAUSES) - 1)]
        return now + max(pause, seconds(scene) + AFTER)

    def _say_again(self, now: float) -> list[Command]:
        if self._line is None or self.state is AttendantState.WELCOME:
            return []
        if self._aloud is not None and (said := self._aloud.last()):
            scene = replace(self._line.scene, voice=line(said, self._comfort.slow))
            return [Repeat(scene, asked=True)]
        self._times, self._again_at = 0, self._next(now)
        return [Repeat(self._line.scene, asked=True)]


def seconds(scene: Scene) -> float:
    """About what the line takes to be said."""
    pace = SLOW_WORDS_PER_SECOND if scene.voice.slow else WORDS_PER_SECOND
    return len(scene.voice.text.split()) / pace
