"""Which run comes when, which one is worth anything, and when to try it again. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

OURS, CHROMIUM = "ours", "chromium"
REPEATS = 3
"Of a bad run; then its pair is given up."
CAPTURED = 29.5 / 30
"The least part of the camera's pictures that the kiosk took; ours gives 25 a second, hence 24.6."
LATE_MS = 5.0
STEAL_PCT = 1.0
UNHEARD_S = 0.2
"Of a recording: less is its first block, more are holes that no line made."

Run = dict[str, Any]


def order(pairs: int) -> Iterator[tuple[str, str]]:
    """ABBA: what slowly changes in the machine weighs on both alike."""
    for number in range(pairs):
        yield (OURS, CHROMIUM) if number % 2 == 0 else (CHROMIUM, OURS)


def wrong(run: Run, camera_fps: float) -> list[str]:
    """Why a run says nothing of the kiosk; empty for a good one."""
    if "failed" in run:
        return [f"it failed: {run['failed']}"]
    captured, late, steal = run["captured_fps"], run["late_p999_ms"], run["steal_pct"]
    found = []
    if captured < camera_fps * CAPTURED:
        found.append(f"{captured:.1f} pictures taken a second")
    if late is None or late >= LATE_MS:
        found.append(f"emulator {late} ms late")
    if steal >= STEAL_PCT:
        found.append(f"{steal} % stolen")
    found += [
        f"{run[name]} s of sound at the {side} not recorded"
        for side, name in (("console", "console_unheard_s"), ("kiosk", "kiosk_unheard_s"))
        if run["survived"] and run[name] >= UNHEARD_S
    ]
    return found


@dataclass
class Pair:
    """The good runs, by kiosk; and those that were thrown away, with why."""

    good: dict[str, Run] = field(default_factory=dict)
    bad: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return self.good.keys() == {OURS, CHROMIUM}


def played(
    kiosks: tuple[str, str],
    play: Callable[[str], Run],
    judge: Callable[[Run], list[str]],
    repeats: int = REPEATS,
) -> Pair:
    """One pair, each run once and as often again as it must be, but never for ever."""
    pair = Pair()
    for kiosk in kiosks:
        for _ in range(1 + repeats):
            run = play(kiosk)
            reasons = judge(run)
            if not reasons:
                pair.good[kiosk] = run
                break
            pair.bad.append((kiosk, reasons))
        else:
            return pair  # its other half would be of no use
    return pair


def values(pairs: list[Pair], name: str) -> list[tuple[float, float]]:
    """Ours and Chromium's, of the whole pairs that have both."""
    both = [(_value(p.good[OURS], name), _value(p.good[CHROMIUM], name)) for p in pairs if p.whole]
    return [(a, b) for a, b in both if a is not None and b is not None]


def _value(run: Mapping[str, Any], name: str) -> float | None:
    found = run.get(name)
    return None if found is None else float(found)
