"""What the counsellor sets at this kiosk in the call, as its devices do it; it says how it is.

Volumes are the devices' own: they are put back when the visit ends, so that the next resident finds
the room as the technician left it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from devices.sound import Side
from signaling import protocol as wire

from .core import events as e
from .core.aloud_events import TextWritten
from .core.live_text import LiveText
from .core.sentences import FRENCH
from .display import Display
from .hardware import Hardware
from .media.framing import Framing

HEARD = (
    wire.SetVolume,
    wire.SetMicrophone,
    wire.Hold,
    wire.AskOpinion,
    wire.SayAgain,
    wire.LiveText,
    wire.Frame,
    wire.Snapshot,
)

Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]


class InCall:
    """One per visit. `say` goes to the console, on the data channel if there is one; `put` hands
    events to the attendant."""

    def __init__(
        self,
        hardware: Hardware,
        display: Display,
        put: Callable[[e.Event], None],
        say: Callable[[wire.Message], None],
        start: Start,
    ) -> None:
        self._hardware, self._put, self._say, self._start = hardware, put, say, start
        self._display, self._text = display, LiveText()
        display.read = self._read
        self._wanted: dict[Side, int] = {}
        "Volumes that no device was told of yet; of a slider that runs, the newest alone."
        self._before: dict[Side, int] = {}
        self._setting: asyncio.Task[None] | None = None

    def hear(self, message: wire.Message) -> None:
        match message:
            case wire.SetVolume(volume=volume):
                self._wanted[Side.SPEAKER] = volume
            case wire.SetMicrophone(on=on, level=level):
                self._hardware.sound.muted = not on
                if level is not None:
                    self._wanted[Side.MICROPHONE] = level
            case wire.Hold(held=held):
                self._put(e.HoldAsked(held))
                return  # told once it is so
            case wire.AskOpinion(asked=asked):
                self._put(e.OpinionAsked(asked))
                return
            case wire.SayAgain():
                self._put(e.SayAgainAsked())
                return
            case wire.Frame(framing=framing):
                wanted = Framing(framing.zoom, framing.x, framing.y)
                self._hardware.outgoing.framing = wanted
            case wire.Snapshot(scan=scan):
                self._put(e.SnapshotAsked(scan))
                return
            case wire.LiveText():
                self._write(message)
                return
        self.tell()

    def hold(self, held: bool) -> None:
        """Nothing of one end reaches the other, and no last picture of it stays."""
        self._hardware.outgoing.held = held
        self._hardware.sound.hold(held)
        if held:
            self._hardware.face_board.wipe()
        self.tell()

    def tell(self) -> None:
        """How things are, once what is wanted is done."""
        if self._setting is None or self._setting.done():
            self._setting = self._start(self._settle())

    def moved(self) -> None:
        """The handset came or went: who hears by the other one finds it as it was."""
        outlets, percent = self._hardware.outlets, self._before.pop(Side.SPEAKER, None)
        self._wanted.pop(Side.SPEAKER, None)
        if percent is not None:
            back = asyncio.to_thread(outlets.put_back, not outlets.handset, percent)
            self._start(back)
        self.tell()

    def rest(self) -> None:
        """The call is over."""
        self._text.forget()
        self._display.write("", -1)
        self._hardware.outgoing.reset()
        self._hardware.sound.muted = False

    def end(self) -> None:
        """The visit is over; the next one may be here already."""
        self._text.forget()
        if self._display.read == self._read:
            self._display.read = lambda _: None

    def _read(self, n: int) -> None:
        self._say(wire.LiveTextShown(n=n))

    def _write(self, message: wire.LiveText) -> None:
        if self._text.hear(message):
            self._display.write(self._text.text, self._text.n)
            self._put(TextWritten(self._text.text))
        else:
            self._say(wire.LiveTextWanted())

    async def close(self) -> None:
        """The room's sound is as it was before the visit."""
        sound = self._hardware.sound
        for side, percent in self._before.items():
            await sound.set_volume(side, percent)

    async def _settle(self) -> None:
        sound = self._hardware.sound
        while True:
            while self._wanted:
                side, percent = self._wanted.popitem()
                if side not in self._before and (before := await sound.volume(side)) is not None:
                    self._before[side] = before
                await sound.set_volume(side, percent)
            state = wire.KioskState(
                volume=await sound.volume(Side.SPEAKER),
                microphone=not sound.muted,
                level=await sound.volume(Side.MICROPHONE),
                held=self._hardware.outgoing.held,
                framing=framed(self._hardware.outgoing.framing),
                handset=self._hardware.outlets.handset or None,
                language=spoken_in(self._display.language),
            )
            if not self._wanted and self._is_so(state):
                self._say(state)
                return

    def _is_so(self, state: wire.KioskState) -> bool:
        """Still, after the devices were asked."""
        out, muted = self._hardware.outgoing, self._hardware.sound.muted
        now = (out.held, framed(out.framing), not muted)
        return (state.held, state.framing, state.microphone) == now


def framed(framing: Framing) -> wire.Framing:
    return wire.Framing(zoom=framing.zoom, x=framing.x, y=framing.y)


def spoken_in(language: str) -> str | None:
    """As the wire says it: French is nobody's news."""
    return None if language in ("", FRENCH.code) else language
