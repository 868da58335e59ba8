"""The kiosk's shell: what the attendant decides, the devices, the link and the screens do.

Events come in from everywhere, one at a time; the attendant answers with commands; each command
is one short method here that waits for nothing: a device that hangs holds nobody up. What takes
time runs in a task of its own and comes back as an event.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Coroutine
from typing import Any, assert_never

from signaling import protocol as wire

from . import free
from .calling import Calling
from .conversation import Conversation
from .core import events as e
from .core.free_events import FetchFile, OpenFree, PrintMade, SendLetter
from .core.registry import every_scene
from .core.scenes import SceneId
from .core.tongues import Tongues
from .display import Display
from .door import Door, keeper
from .hardware import Hardware
from .heard import translate
from .identity import Identity
from .languages import languages
from .leaving import Lookout
from .lights import lights_of
from .link import Link
from .piper import Piper
from .recorded import Recorded
from .session import Session, sweep, swept
from .settings import KioskSettings
from .speaker import Speaker
from .supervision import kept, supervised, tell
from .tending import Tending
from .voice import Voice
from .waiting import Waiting
from .wiped import forget
from .work import Desk

log = logging.getLogger(__name__)

SCREENS_SECONDS = 30.0
WIPE_SECONDS = 10.0
"For everybody to forget; past it the screens' process is ended, and it is told."

Work = Callable[[Desk], None]
"What a document needs of the visit in progress."


class Kiosk:
    """Run :meth:`run` until cancelled."""

    def __init__(
        self,
        settings: KioskSettings,
        identity: Identity,
        tls: ssl.SSLContext | None,
        display_options: tuple[str, ...] = (),
    ) -> None:
        self.settings = settings
        self._events: asyncio.Queue[e.Event | Work] = asyncio.Queue()
        door = self._door = Door(self.put, lambda: self.link.connected)
        heard = self._printed, door.card, door.seen, door.slip
        self.hardware = Hardware(settings, self._lights_changed, *heard)
        self.hardware.handset_moved = lambda: self._on_desk(lambda desk: desk.incall.moved())
        boards = {
            "remote": self.hardware.face_board.name,
            "own": self.hardware.camera_board.name,
            "window": self.hardware.window_board.name,
        }
        options = display_options if settings.motion else (*display_options, "--still")
        self.display = Display(boards, settings.screen_roles, self._lights_changed, options)
        self.display.measure(settings.pixels_per_mm)
        folder = settings.state_directory / "voices"
        self.recorded = Recorded(
            folder,
            lambda path: self.link.request("GET", path),
            busy=lambda: self.conversation is not None,
        )
        self.voice = Voice(
            settings.voice_directory,
            settings.runtime_directory,
            recorded=self.recorded,
            piper=Piper(settings.piper_voice) if settings.piper_voice else None,
        )
        self.speaker = Speaker(self.voice, self.hardware, self._spawn)
        self.link = Link(settings.server, identity, tls, self._lights, self._heard)
        self.attendant = keeper(settings)
        self.tongues = Tongues(languages())
        self.display.pressed = lambda id: self.put(e.ButtonPressed(id, self.link.connected))
        self.waiting = Waiting(self.attendant, self.display, settings.state_directory)
        self._lookout = Lookout(self.hardware, self.put)
        self.calling = Calling(self)
        self.tending = Tending(self)
        self.desk: Desk | None = None
        self._said_lights: wire.Lights | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._looking: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.shown = asyncio.Event()
        "The welcome is on the screens, or there are none."

    async def run(self) -> None:
        self.settings.runtime_directory.mkdir(parents=True, exist_ok=True)
        left = sweep(self.settings.runtime_directory)
        started = asyncio.Event()
        async with asyncio.TaskGroup() as self._tasks:
            self._spawn(kept("hardware", lambda: self.hardware.run(started)))
            self._spawn(kept("display", self.display.run))
            await started.wait()
            self.hardware.press.owe()  # of a kiosk that was killed in a visit
            self._spawn(self.hardware.press.clear())
            self._spawn(kept("link", self.link.run))
            self._spawn(kept("waiting", self.waiting.run))
            self._spawn(kept("recorded", self.recorded.run))
            self._spawn(kept("tending", self.tending.run))
            for command in self.attendant.start():
                self._carry_out(command)
            if left:
                still = lambda: not all(map(swept, left))  # noqa: E731 - one expression
                self._spawn(forget("", (), still, self.put, 0.0))
            self._spawn(self.voice.prepare(scene.voice for scene in every_scene("", "x", "x")))
            self._spawn(self._await_screens())
            while True:
                self._handle(await self._events.get())

    async def _await_screens(self) -> None:
        """Without any screen the kiosk serves all the same, and its lights say so."""
        if not await self.display.stands(SCREENS_SECONDS):
            log.error("no screen after %s s", SCREENS_SECONDS)
        self.shown.set()

    @property
    def conversation(self) -> Conversation | None:
        """With the console, from the announcement on."""
        return self.calling.conversation

    def put(self, event: e.Event) -> None:
        self._events.put_nowait(event)

    def _handle(self, event: e.Event | Work) -> None:
        if not isinstance(event, e.Event):
            self._on_desk(event)
            return
        loop = asyncio.get_running_loop()
        lit = self.attendant.lit
        commands = self.attendant.handle(event, loop.time())
        for command in self.tongues.of(commands, self.attendant.visit):
            self._carry_out(command)
        if self.attendant.lit != lit:
            self._lights_changed()
        if self._timer is not None:
            self._timer.cancel()
        if (deadline := self.attendant.deadline) is not None:
            self._timer = loop.call_at(deadline, self.put, e.DeadlinePassed())

    def _carry_out(self, command: e.Command) -> None:
        """Whatever becomes of one command, the others follow: after all, one is the wipe."""
        try:
            self._execute(command)
        except Exception as error:  # noqa: BLE001 - see the docstring
            tell(error)

    def _execute(self, command: e.Command) -> None:
        match command:
            case e.Show():
                self._show(command)
            case e.Darken():
                self.display.darken()
            case e.Repeat():
                self.speaker.repeat(command)
            case e.Send(message):
                self.link.send(message)
            case e.Tell(message):
                self._tell_console(message)
            case e.OpenSession(visit):
                self._open(self._new_desk(visit))
            case OpenFree(opened):
                self._open(self._new_desk(opened, free.FreeDesk))
            case PrintMade() | FetchFile() | SendLetter():
                self._on_desk(lambda desk: free.carry_out(desk, command))
            case e.PrepareCall():
                self.calling.prepare(command)
            case e.AnswerCall(call):
                self.calling.answer(call)
            case e.RepairCall() | e.TakeOver():
                self.calling.repair(command)
            case e.RenewSession(visit, released):
                self._renew(visit, released)
            case e.CloseCall():
                self.calling.close()
            case e.HoldCall(held):
                self._on_desk(lambda desk: desk.hold(held))
            case e.StartScan(scan, source):
                self._on_desk(lambda desk: desk.scans.scan(scan, source))
            case e.TakeSnapshot(scan):
                self._on_desk(lambda desk: desk.scans.snap(scan))
            case e.CancelScan():
                self._on_desk(lambda desk: desk.scans.cancel())
            case e.MakeDocument(document, pages):
                self._on_desk(lambda desk: desk.scans.make(document, pages))
            case e.MakeForm(form, document, keep):
                self._on_desk(lambda desk: desk.filling.make(form, document, keep))
            case e.PrintDocument(document, how):
                self._on_desk(lambda desk: desk.print(document, how))
            case e.SendSheets(printed, document):
                self._on_desk(lambda desk: desk.send_sheets(printed, document))
            case e.CancelPrint(document):
                self._on_desk(lambda desk: desk.cancel_print(document))
            case e.WipeSession(visit):
                self._wipe(visit)
            case e.LookForPaper(visit):
                self._looking = self._spawn(self._lookout.look(visit))
            case _:
                assert_never(command)

    # -- screens and voice ---

    def _show(self, command: e.Show) -> None:
        page = self.desk.session.page(command.page) if self.desk and command.page else None
        self.display.show(command.scene, page)
        self._on_desk(lambda desk: desk.window.there(command.scene.id is SceneId.WINDOW))
        if command.scene.id is not SceneId.SHARED:
            self._on_desk(lambda desk: desk.showing.hidden())
        if command.page is not None:
            self._tell_console(wire.PageShown(document=command.page))
        if command.spoken:
            self.speaker.say(command.scene)

    # -- the visit's desk ---

    def _open(self, desk: Desk) -> None:
        self.desk = desk
        self.tending.waking.disturb()
        if self._looking is not None:
            self._looking.cancel()  # the scanner is for the next resident

    def _new_desk(self, visit: str, kind: type[Desk] = Desk) -> Desk:
        session = Session(visit, self.settings.runtime_directory)
        parts = self.hardware, self.link, self.display
        says = self.put, self._tell_console, self.speaker.read
        return kind(session, *parts, *says, self._spawn)

    def _renew(self, visit: str, released: tuple[wire.Release, ...]) -> None:
        """By construction: a desk of its own, which gets what was released and nothing else."""
        before, self.desk = self.desk, self._new_desk(visit)
        if before is not None:
            self.desk.inherit(before, released)
            closing = [self._spawn(before.close())]
            self._spawn(forget("", closing, before.session.left, self.put, WIPE_SECONDS))
        if self.conversation is not None:
            self.conversation.settle(self.desk.session.key)

    def _tell_console(self, message: wire.Message) -> None:
        self.calling.say(message)

    # -- the end of a visit ---

    def _wipe(self, visit: str) -> None:
        desk, self.desk = self.desk, None
        self.display.wipe()
        wiping = [self._spawn(self.display.forgotten(WIPE_SECONDS / 2))]
        if desk is not None:
            wiping.append(self._spawn(desk.close()))
        if self.calling.closing is not None:
            wiping.append(self.calling.closing)
        left = desk.session.left if desk is not None else lambda: False
        self._spawn(forget(visit, wiping, left, self.put, WIPE_SECONDS))

    # -- what comes from outside ---

    async def _heard(self, message: wire.Message) -> None:
        match message:
            case wire.KioskWelcome(name=name, voices=voices):
                self.waiting.named(name)
                self.recorded.told(voices or ())
            case wire.VoicesChanged(voices=voices):
                self.recorded.told(voices)
            case wire.DaysAhead():
                self.waiting.heard(message)
            case wire.CardAwaited():
                self._door.hear(message)
            case wire.Examine() | wire.Livery() | wire.RoomNews():
                self.tending.hear(message)
            case wire.DocumentWanted():
                self._later(lambda desk: desk.upload(message))
            case wire.DocumentReady():
                self._later(lambda desk: desk.receive(message))
            case wire.DocumentDone(document=document):
                self._later(lambda desk: desk.delivered(document))
            case wire.Error(code=code, about=about):
                log.warning("server refuses %s: %s", about, code)
                self._later(lambda desk: desk.not_taken(message))
        event = translate(message)
        if event is not None:
            self.put(event)
        if isinstance(message, wire.KioskWelcome):
            self._later(lambda desk: desk.announce_again())

    def _printed(self, event: Any) -> None:
        self._on_desk(lambda desk: desk.printed(event))

    def _lights(self) -> wire.Lights:
        return lights_of(self)

    def _lights_changed(self) -> None:
        if (lights := self._lights()) != self._said_lights:
            self._said_lights = lights
            self.put(e.LightsRead(lights))

    # -- tasks ---

    def _later(self, work: Work) -> None:
        """After the events before it: one of them may open the visit's desk."""
        self._events.put_nowait(work)

    def _on_desk(self, what: Work) -> None:
        """Said by devices and by the server: what it breaks is not theirs to hear."""
        try:
            if self.desk is not None:
                what(self.desk)
        except Exception as error:  # noqa: BLE001 - see the docstring
            tell(error)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        assert self._tasks is not None
        task = self._tasks.create_task(supervised(work))
        task.add_done_callback(lambda _: work.close())  # cancelled before its first step
        return task
