"""What happens in a measured call: it goes on for minutes, then the line is cut, and returns."""

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .console_end import ConsoleEnd, ServerEnd
from .figures import call_figures, line_figures, packets, sound_again
from .kiosk_end import KioskEnd
from .lines import delays, rate_up
from .material import MARK_EVERY_S
from .room import Room

REPAIR_S = 60.0
"A call that is not back by then does not come back."
ON_ITS_WAY_S = 1.0
"Sound that had arrived before a cut is still played for a moment: it is no return."
CALM_S = 10.0
"Between what was repaired and the next cut."
FAST_S = 0.1
"Between two looks at the console while a repair is timed."
STUCK_S = 20.0
"A page that does not answer for so long is dead."
LIVE_S = 10.0
"Without sound for so long a call does not live."


@dataclass(frozen=True)
class Plan:
    """`slow_at_s` and `change_at_s` are from the beginning of the call."""

    seconds: float
    cuts_s: tuple[float, ...] = ()
    "One after the other, when the minutes are over."
    slow_s: float = 0.0
    "How long a round trip takes `slow_rtt_ms`."
    slow_at_s: float = 60.0
    slow_rtt_ms: float = 2000.0
    change_at_s: float | None = None
    "When the kiosk loses its uplink and gets another, with another address."


class Play:
    def __init__(self, room: Room, server: ServerEnd, kiosk: KioskEnd, console: ConsoleEnd) -> None:
        self.room, self.server, self.kiosk, self.console = room, server, kiosk, console
        self.uplink = room.uplinks[0]
        "The one that is plugged."
        self.call = ""
        self.span = (0.0, 0.0)
        "Of the minutes, on the clock of every log."

    async def play(self, plan: Plan) -> dict[str, Any]:
        """The figures that need no log of the line."""
        took = await self._call()
        minutes = await self._minutes(plan)
        found: dict[str, Any] = {"call": minutes | {"set_up_s": took}, "repair_s": {}}
        for cut in plan.cuts_s:
            found["repair_s"][f"{cut:g}"] = await self._cut(cut)
        return found

    # -- the minutes --

    async def _minutes(self, plan: Plan) -> dict[str, Any]:
        start, cpu, machine = time.monotonic(), self.kiosk.cpu_seconds(), machine_ticks()
        slow, change = (
            asyncio.create_task(self._slow(plan)),
            asyncio.create_task(self._change(plan)),
        )
        changing = asyncio.create_task(follow(self.room))
        survived = await self._lives(plan.seconds)
        end = time.monotonic()
        self.span = (start, end)
        figures: dict[str, Any] = {"survived": survived and await self._same_call()}
        figures |= call_figures([s for s in self.console.samples if start <= s.at <= end])
        figures["down_audio_missed_pct"] = self._missed(start, end)
        figures |= _load(cpu, self.kiosk.cpu_seconds(), machine, machine_ticks(), end - start)
        for task in (slow, change, changing):
            task.cancel()
        await asyncio.wait([slow, change, changing])
        if plan.change_at_s is not None:
            figures["repair_after_change_s"] = None if change.cancelled() else change.result()
        return figures

    async def _lives(self, seconds: float) -> bool:
        """Waits; False as soon as the console says that the call is over, or if it is mute."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(min(1.0, max(0.0, end - time.monotonic())))
            last = self.console.samples[-1]
            if last.phase != "talking" or last.at < time.monotonic() - STUCK_S:
                return False
        start = time.monotonic()
        return await self._sound_again(start, LIVE_S) is not None

    async def _slow(self, plan: Plan) -> None:
        if not plan.slow_s:
            return
        await asyncio.sleep(plan.slow_at_s)
        await self.uplink.emulator.obey(delays(plan.slow_rtt_ms / 2))
        await asyncio.sleep(plan.slow_s)
        await self.uplink.emulator.obey(delays(self.uplink.line.one_way_ms))

    async def _change(self, plan: Plan) -> float | None:
        """The first uplink goes, the second comes; seconds until there is sound again."""
        if plan.change_at_s is None:
            return None
        await asyncio.sleep(plan.change_at_s)
        first, second = self.room.uplinks
        self.uplink = second
        await first.emulator.cut()
        first.unplug()
        second.plug()
        await asyncio.sleep(ON_ITS_WAY_S)
        took = await self._sound_again(time.monotonic(), REPAIR_S)
        return None if took is None else round(took + ON_ITS_WAY_S, 2)

    def _missed(self, start: float, end: float) -> float:
        """The part of the counsellor's marks that was not heard at the kiosk, in percent."""
        expected = (end - start) / MARK_EVERY_S
        return round(max(0.0, 100 * (1 - self.kiosk.loudspeaker.between(start, end) / expected)), 1)

    # -- a cut --

    async def _cut(self, seconds: float) -> float | None:
        """Seconds from the line's return to sound at both ends in the same call."""
        if not self.call or not await self._same_call():
            await self._call_again()
        await self.uplink.emulator.cut()
        await asyncio.sleep(seconds)
        await self.uplink.emulator.join()
        took = await self._sound_again(time.monotonic(), REPAIR_S)
        if took is None or not await self._same_call():
            return None
        await asyncio.sleep(CALM_S)
        return took

    async def _sound_again(self, since: float, patience: float) -> float | None:
        """Seconds until both ends have heard the other; None past `patience`."""
        self.console.every_s, normal = FAST_S, self.console.every_s
        try:
            at_console = await _until(lambda: sound_again(self._since(since), since), patience)
            left = since + patience - time.monotonic()
            ear = self.kiosk.loudspeaker
            at_kiosk = await _until(lambda: ear.first_after(since), max(0.0, left))
        finally:
            self.console.every_s = normal
        if at_console is None or at_kiosk is None:
            return None
        return round(max(at_console, at_kiosk) - since, 2)

    def _since(self, moment: float) -> list[Any]:
        """Samples from the last one before `moment`."""
        samples = self.console.samples
        first = len(samples)
        while first and samples[first - 1].at > moment:
            first -= 1
        return samples[max(0, first - 1) :]

    # -- the call itself --

    async def _call(self) -> float:
        took = await self.console.call()
        async with asyncio.timeout(REPAIR_S):
            self.call = await self.server.call()
            while not self.call:
                await asyncio.sleep(0.2)
                self.call = await self.server.call()
        return took

    async def _call_again(self) -> None:
        """What is left of the last one is ended first."""
        await self.console.hang_up()
        await self._call()
        await asyncio.sleep(CALM_S)

    async def _same_call(self) -> bool:
        return bool(self.call) and await self.server.call() == self.call


async def follow(room: Room) -> None:
    """The line changes as its course says, from now on."""
    start, uplink = time.monotonic(), room.uplinks[0]
    for at, kbps in uplink.line.course:
        await asyncio.sleep(max(0.0, start + at - time.monotonic()))
        await uplink.emulator.obey([rate_up(kbps)])


async def _until(condition: Callable[[], float | None], seconds: float) -> float | None:
    """What it gives once it is not None, or None when the time is over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (found := condition()) is None:  # noqa: ASYNC110 - other processes change it
                await asyncio.sleep(FAST_S / 2)
            return found
    return condition()


def measure_line(logs: list[Path], start: float, end: float) -> dict[str, Any]:
    """All uplinks together."""
    found = []
    for log in logs:
        with log.open() as lines:
            found += packets(lines)
    return line_figures(found, start, end)


# -- how busy this machine was --


def machine_ticks() -> list[int]:
    """proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal."""
    return [int(n) for n in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]


def _load(
    cpu: dict[str, float],
    cpu_after: dict[str, float],
    machine: list[int],
    machine_after: list[int],
    seconds: float,
) -> dict[str, Any]:
    return {
        "kiosk_cpu_pct": {
            part: round(100 * (cpu_after[part] - cpu.get(part, 0.0)) / seconds, 1)
            for part in cpu_after
        },
        **{f"machine_{name}": part for name, part in machine_share(machine, machine_after).items()},
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def machine_share(before: list[int], after: list[int]) -> dict[str, float]:
    """What the machine did between two looks at :func:`machine_ticks`."""
    spent = [b - a for a, b in zip(before, after, strict=True)]
    return {
        "busy_pct": round(100 * (1 - (spent[1] + spent[3] + spent[4]) / sum(spent)), 1),
        "yielding_pct": round(100 * spent[1] / sum(spent), 1),
        "steal_pct": round(100 * spent[7] / sum(spent), 1),
    }
