"""From the logs of one run to its figures. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from devices.sound import RATE
from tests.bench.line.figures import Packet, Sample, gained, still

from .bar import LOOP_S

Seen = tuple[int | None, float]
"What the bar counts, and when (`time.monotonic`)."
RISEN = 0.85
"Of what the line carries again."
RISE_WINDOW_S = 1.0
VOICE_KBPS = 32.0
"Both kiosks' Opus."


def latencies(captured: Sequence[Seen], decoded: Sequence[Seen]) -> list[float]:
    """From each captured picture to the same one decoded, in ms; those never seen are left out."""
    shown: dict[int, list[float]] = {}
    for count, at in decoded:
        if count is not None:
            shown.setdefault(count, []).append(at)
    found = []
    for count, at in captured:
        times = shown.get(count, []) if count is not None else []
        place = bisect_right(times, at)
        # The film is a loop: later than that it is the next time round.
        if place < len(times) and times[place] - at < LOOP_S - 0.5:
            found.append(1000 * (times[place] - at))
    return found


def p95(values: Sequence[float]) -> float | None:
    return round(float(np.percentile(values, 95)), 1) if len(values) else None


def unheard_s(seconds: float, samples: int) -> float:
    """What a recording lacks of the time it lasted: the machine lost it, no line."""
    return round(max(0.0, seconds - samples / RATE), 2)


def longest_gap(decoded: Sequence[Seen], start: float, end: float) -> float:
    """Seconds without a new picture."""
    times = [start, *(at for _, at in decoded if start <= at < end), end]
    return round(max(b - a for a, b in pairwise(times)), 2)


def goodput_kbps(samples: Sequence[Sample]) -> float:
    """What came of sound and picture; what is sent twice, or sent to see, is none of it. A voice is
    worth :data:`VOICE_KBPS`, however often it is said (RED counts its copies as payload)."""
    seconds = samples[-1].at - samples[0].at
    voice, pictures = (
        gained(samples, kind, "bytesReceived") / seconds / 125 for kind in ("in_audio", "in_video")
    )
    return round(min(voice, VOICE_KBPS) + pictures, 1)


def frozen_s(samples: Sequence[Sample]) -> float:
    """At the console."""
    return round(gained(samples, "in_video", "totalFreezesDuration") + still(samples), 2)


def rise_s(found: Sequence[Packet], since: float, end: float, kbps: float) -> float | None:
    """From the line's return to the first second in which the kiosk uses it."""
    # The log is in the order of what became of each packet, not of their coming.
    here = sorted(
        (p.at - since, p.size)
        for p in found
        if p.way == "U" and p.fate in "DL" and since <= p.at < end
    )
    times, sizes = [at for at, _ in here], [size for _, size in here]
    sums = np.concatenate([[0], np.cumsum(sizes)])
    step, at = 0.1, RISE_WINDOW_S
    while at <= end - since:
        first, last = np.searchsorted(times, [at - RISE_WINDOW_S, at])
        if (sums[last] - sums[first]) / RISE_WINDOW_S / 125 >= RISEN * kbps:
            return round(at, 1)
        at += step
    return None


def slots(decoded: Sequence[int], window: int) -> list[tuple[int, int]]:
    """What the film showed and what the console showed then, picture by picture of a window.

    `decoded` are the pictures of one window that came, counted from its beginning: one stays until
    the next. What was before the first is not judged.
    """
    if not decoded:
        return []
    found, last = [], -1
    came = set(decoded)
    for count in range(min(came), window):
        last = count if count in came else last
        found.append((count, last))
    return found


def sent(samples: Sequence[Sample]) -> dict[str, Any]:
    """The picture that came."""
    seconds = samples[-1].at - samples[0].at
    last = samples[-1].connections[-1].get("in_video", {}) if samples[-1].connections else {}
    return {
        **{f"{kind}_held_ms": _held_ms(samples, f"in_{kind}") for kind in ("audio", "video")},
        "video_fps": round(gained(samples, "in_video", "framesDecoded") / seconds, 1),
        "size": f"{last.get('frameWidth', 0)}x{last.get('frameHeight', 0)}",
    }


def _held_ms(samples: Sequence[Sample], kind: str) -> float | None:
    """How long the console's browser kept sound or picture, on average."""
    count = gained(samples, kind, "jitterBufferEmittedCount")
    held = gained(samples, kind, "jitterBufferDelay")
    return round(1000 * held / count, 1) if count else None
