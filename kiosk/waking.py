"""The kiosk tests itself: each morning before it opens, and when it is asked to; never in a visit.

It speaks aloud: while somebody is near, is about to be, or is in a call beside it, it waits. A
camera that sees somebody for ever does not stop it for ever: then it looks without a sound.

The checks are those of `visavis doctor`, in a process of their own that is killed as soon as
somebody sits down. What can be mended is mended and looked at again; the report goes to the server,
and its gist to the lights. A kiosk that is started again remembers that its morning is done.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from devices.doctor import Check
from devices.examination import written
from devices.findings import Finding, Level
from signaling import protocol as wire

from .core.waking import Mornings, hour_of
from .hardware import Hardware
from .link import Link
from .mending import SAID, Mending
from .remembered import Remembered
from .settings import KioskSettings
from .setup.doctor import equipment_of
from .waiting import wall_clock

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
EXAMINATION_SECONDS = 240.0
RELAY = "server.relay"
LINE, FILLED = "server.line", 0.7
"What a file fills of a line; a call needs room for what comes in between."
MORNING_PATIENCE, ASKED_PATIENCE = 3600.0, 600.0
"Seconds that it waits for everybody to be gone; past them it makes no noise."
ALOUD = "sound.loop"
"The check that is heard in the room."
GLANCE_SECONDS = 1.0
RELAYS = {Level.OK: wire.Light.GREEN, Level.FAULT: wire.Light.RED}
LONGEST = 500
"Of a sentence, as :data:`signaling.protocol.base.Text`: it may quote the name of a device."
_HERE = Path(__file__).resolve().parents[1]


class Waking:
    """Run :meth:`run` for the kiosk's life; `idle` tells whether nobody uses the kiosk, `alone`
    whether a noise disturbs no one; `changed` hears that :attr:`light` is another."""

    def __init__(
        self,
        settings: KioskSettings,
        hardware: Hardware,
        link: Link,
        idle: Callable[[], bool],
        changed: Callable[[], None],
        clock: Callable[[], datetime] = wall_clock,
        alone: Callable[[], bool] = lambda: True,
    ) -> None:
        self._alone = alone
        self._settings, self._hardware, self._link = settings, hardware, link
        self._idle, self._changed, self._clock = idle, changed, clock
        self._mending = Mending(hardware)
        before = Remembered.at(settings.state_directory)
        self.light = before.light
        "What the last examination found; none before the first."
        self.relay = before.relay
        "Whether it reached the relay of the calls; none without one, or before."
        self.mornings = Mornings(hour_of(settings.examination_at), before.day)
        self._asked, self._here = asyncio.Event(), False
        self._waits_since: float | None = None
        self._quiet = False
        "No sound in this examination."
        self._running: asyncio.Task[list[Finding]] | None = None

    def ask(self) -> None:
        """As soon as nobody is there."""
        self._asked.set()

    def ask_here(self) -> None:
        """By a technician on this machine, who is told that it is heard in the room."""
        self._here = True
        self._asked.set()

    def disturb(self) -> None:
        """Somebody sits down: their devices are theirs at once."""
        if self._running is not None:
            self._running.cancel()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._asked.wait()
            await self.look()
            if self._asked.is_set():
                await asyncio.sleep(1)  # it waits for a visit to end

    async def look(self) -> None:
        """Once: whether it is time, and nobody is there."""
        now = self._clock()
        asked, morning = self._asked.is_set(), self.mornings.is_due(now)
        if not (asked or morning) or not self._idle() or not self._may_begin(asked):
            return
        running = self._running = asyncio.create_task(self._examine())
        try:
            while not running.done():
                await asyncio.wait([running], timeout=GLANCE_SECONDS)
                if self._disturbs():
                    running.cancel()
        finally:
            self._running = None
            running.cancel()
        if running.cancelled():
            return  # a visit came first, or somebody: once more after it
        self._asked.clear()
        self._here, self._waits_since = False, None
        self.mornings.did(now)  # the day it began: it may be another one by now
        failed = running.exception()
        if failed is not None:  # once is enough: it would fail again, aloud
            log.error("examination failed: %s", type(failed).__name__)
        found = [_unfinished()] if failed is not None else running.result()
        self._tell(wire.Why.ASKED if asked else wire.Why.MORNING, found)

    def _may_begin(self, asked: bool) -> bool:
        """Once nobody is near; after a while all the same, without a sound."""
        self._quiet = False
        if not self._disturbs():
            self._waits_since = None
            return True
        now = asyncio.get_running_loop().time()
        self._waits_since = now if self._waits_since is None else self._waits_since
        patience = ASKED_PATIENCE if asked else MORNING_PATIENCE
        self._quiet = now >= self._waits_since + patience
        return self._quiet

    def _disturbs(self) -> bool:
        return not (self._quiet or self._here or self._alone())

    async def _examine(self) -> list[Finding]:
        """Look, mend, look again at what was mended."""
        checks = self._checks()
        found = [*await self._look_at(checks), self._socket()]
        tried = await self._mending.mend(found)
        if tried:
            concerned = [check for check in checks if _concerns(check, tried)]
            again = {one.id: one for one in await self._look_at(concerned)}
            found = [_better(one, again.get(one.id), tried) for one in found]
        return found

    async def _look_at(self, checks: list[Check]) -> list[Finding]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "devices.examination"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(_HERE)},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(EXAMINATION_SECONDS):
                out, _ = await process.communicate(written(checks))
            told = [Finding(**{**one, "level": Level(one["level"])}) for one in json.loads(out)]
            return [self._held(one) for one in told]
        except (TimeoutError, ValueError, TypeError, KeyError) as error:
            log.error("examination failed: %s", type(error).__name__)
            return [_unfinished()]
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def _checks(self) -> list[Check]:
        from devices.doctor import kiosk_checks

        settings = self._settings
        sound = {"microphone": settings.microphone, "speaker": settings.speaker}
        line = {
            "server": settings.server,
            "authority": str(settings.authority) if settings.authority else None,
            "token": self._link.token or "",
        }
        heard = Check(ALOUD, "Boucle de son", "devices.checks.chirp:check", sound, 30)
        return [
            *kiosk_checks(equipment_of(settings)),
            *([] if self._quiet else [heard]),
            Check(LINE, "Liaison avec le serveur", "kiosk.setup.line:check", line, 60),
            Check(RELAY, "Passage du son et de l’image", "kiosk.setup.relay:check", line, 40),
        ]

    def _held(self, one: Finding) -> Finding:
        """A camera that our own process holds, to see who comes in, is no trouble of its own."""
        ours = one.id == "camera" and one.details.get("code") == "busy"
        if not ours or self._hardware.lights()["camera"] is not wire.Light.GREEN:
            return one
        return Finding(one.id, one.title, Level.OK, "Elle regarde la pièce.", "", one.details)

    def _socket(self) -> Finding:
        title = "Liaison WebSocket"
        if self._link.connected:
            return Finding("server.socket", title, Level.OK, "Elle est ouverte.")
        said = "Le guichet n’est pas relié au serveur."
        return Finding("server.socket", title, Level.FAULT, said, "Vérifiez le câble ou la box.")

    # -- what was found ---

    def _tell(self, why: wire.Why, found: list[Finding]) -> None:
        """The gist first: a report that cannot be told makes no kiosk examine itself again."""
        well = all(one.level != Level.FAULT for one in found)
        self.light = wire.Light.GREEN if well else wire.Light.RED
        self.relay = next((RELAYS.get(one.level) for one in found if one.id == RELAY), None)
        self._write()
        self._changed()
        self._note_line(found)
        mended = [SAID[one.id] for one in found if one.details.get("mended")]
        report = wire.Examined(
            why=why,
            findings=tuple(
                wire.Found(
                    id=one.id,
                    title=one.title,
                    level=wire.FoundLevel(one.level),
                    sentence=one.sentence[:LONGEST],
                    remedy=one.remedy[:LONGEST] or None,
                )
                for one in found[: wire.MOST_FOUND]
            ),
            mended=tuple(mended),
        )
        self._link.send(report)

    def _note_line(self, found: list[Finding]) -> None:
        """A kiosk knows of its line what the examination measured, before its first call and where
        it is on a much thinner one than at its last."""
        known = self._hardware.outgoing.line
        kbps = next((one.details.get("up_kbps") for one in found if one.id == LINE), None)
        if known is None or not isinstance(kbps, int | float):
            return
        measured, before = FILLED * kbps * 1000, known.start()
        if before is None or measured < before / 2:
            known.keep(measured)

    def _write(self) -> None:
        told = Remembered(self.mornings.done, self.light, self.relay)
        told.keep(self._settings.state_directory)


def _concerns(check: Check, ids: set[str]) -> bool:
    """Of one check come several findings."""
    heads = {id.split(".")[0] for id in ids}
    if heads & {"speaker", "microphone"}:
        heads.add("sound")
    return check.id.split(".")[0] in heads


def _better(before: Finding, after: Finding | None, tried: set[str]) -> Finding:
    """What is seen now; of what is well again, that it was mended."""
    if after is None:
        return before
    well = after.level in (Level.OK, Level.ABSENT) or (
        after.level is Level.WARNING and before.level is Level.FAULT
    )
    if before.id not in tried or not well:
        return after
    details = {**after.details, "mended": True}
    return Finding(after.id, after.title, after.level, after.sentence, after.remedy, details)


def _unfinished() -> Finding:
    return Finding(
        "examination",
        "Examen",
        Level.FAULT,
        "L’examen ne s’est pas terminé.",
        "Recommencez ; si cela revient, lancez « visavis doctor » au guichet.",
    )
