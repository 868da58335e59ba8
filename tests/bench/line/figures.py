"""What the two logs of a call say, as figures. Pure.

The console's log is what Chromium counts (`getStats`), once a second; the line's is the emulator's,
a line a packet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

RATE = 48000
ENOUGH_SOUND = RATE // 20
"Samples that were really received, to say that sound is there again."
STILL_S = 1.5
"Without a new picture: it stands still until one comes."

Counts = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """What the console counted at one moment (`time.monotonic`)."""

    at: float
    phase: str = ""
    media: str = ""
    connections: list[Counts] = field(default_factory=list)
    "Those that are not closed; `number` is theirs for ever."


@dataclass(frozen=True)
class Packet:
    way: str
    "`U` is from the kiosk to the console, `D` the other way."
    at: float
    fate: str
    size: int
    kind: str
    queue_ms: float
    late_ms: float


def packets(lines: Iterable[str]) -> list[Packet]:
    """The emulator's log; see `emulator.c`."""
    found = []
    for line in lines:
        way, at, fate, size, kind, queue, late = line.split()
        found.append(Packet(way, float(at), fate, int(size), kind, float(queue), float(late)))
    return found


# -- the console --


def gained(samples: Sequence[Sample], kind: str, name: str) -> float:
    """By how much a count grew, all connections together; a new one counts from zero."""
    first: dict[int, float] = {}
    last: dict[int, float] = {}
    for sample in samples:
        for connection in sample.connections:
            value = float(connection.get(kind, {}).get(name, 0))
            number = connection["number"]
            first.setdefault(number, value if sample is samples[0] else 0.0)
            last[number] = max(last.get(number, 0.0), value)
    return sum(last[number] - first[number] for number in last)


def call_figures(samples: Sequence[Sample]) -> dict[str, Any]:
    """From the first sample to the last."""
    seconds = samples[-1].at - samples[0].at
    heard = gained(samples, "in_audio", "totalSamplesReceived")
    round_trips = [
        1000 * connection["rtt"]
        for sample in samples
        for connection in sample.connections
        if connection.get("rtt")
    ]
    frames = gained(samples, "in_video", "framesDecoded")
    return {
        "seconds": round(seconds, 1),
        "audio_concealed_pct": _percent(gained(samples, "in_audio", "concealedSamples"), heard),
        "audio_heard_pct": _percent(heard, seconds * RATE),
        "freezes_s": round(gained(samples, "in_video", "totalFreezesDuration") + still(samples), 2),
        "freezes": int(gained(samples, "in_video", "freezeCount")),
        "video_kbps": round(gained(samples, "in_video", "bytesReceived") / seconds / 125, 1),
        "video_fps": round(frames / seconds, 1),
        "video_qp": round(gained(samples, "in_video", "qpSum") / frames, 1) if frames else None,
        "keyframes": int(gained(samples, "in_video", "keyFramesDecoded")),
        "down_video_kbps": round(gained(samples, "out_video", "bytesSent") / seconds / 125, 1),
        "down_keyframes": int(gained(samples, "out_video", "keyFramesEncoded")),
        "fec_packets": int(gained(samples, "in_audio", "fecPacketsReceived")),
        "rtt_p95_ms": _percentile(round_trips, 95),
        "connections": len({c["number"] for sample in samples for c in sample.connections}),
    }


def still(samples: Sequence[Sample]) -> float:
    """Seconds since the last new picture, if it is long: Chromium counts a freeze at its end."""
    decoded = [
        sum(c.get("in_video", {}).get("framesDecoded", 0) for c in sample.connections)
        for sample in samples
    ]
    moved = [i for i in range(1, len(samples)) if decoded[i] != decoded[i - 1]]
    seconds = samples[-1].at - (samples[moved[-1]].at if moved else samples[0].at)
    return seconds if seconds > STILL_S else 0.0


def sound_again(samples: Sequence[Sample], returned: float) -> float | None:
    """When the console plays the kiosk's sound again after `returned`: the time, or None."""
    before: dict[int, float] = {}
    for sample in samples:
        for connection in sample.connections:
            number, real = connection["number"], _real_sound(connection)
            if sample.at <= returned:
                before[number] = real
            elif connection["heard"] and real - before.setdefault(number, 0.0) >= ENOUGH_SOUND:
                return sample.at
    return None


def _real_sound(connection: Counts) -> float:
    """Samples that came from the kiosk, not made up for what is missing."""
    sound = connection.get("in_audio", {})
    return float(sound.get("totalSamplesReceived", 0) - sound.get("concealedSamples", 0))


# -- the line --


def line_figures(found: Sequence[Packet], start: float, end: float) -> dict[str, Any]:
    """Of the packets that came between `start` and `end`."""
    here = [packet for packet in found if start <= packet.at < end]
    late = [packet.late_ms for packet in here if packet.fate == "D"]
    return {
        "up": _way([packet for packet in here if packet.way == "U"], end - start),
        "down": _way([packet for packet in here if packet.way == "D"], end - start),
        "emulator_late_p999_ms": _percentile(late, 99.9),
    }


def _way(found: Sequence[Packet], seconds: float) -> dict[str, Any]:
    queued = [packet.queue_ms for packet in found if packet.fate in "DL"]
    carried: Counter[str] = Counter()
    for packet in found:
        if packet.fate in "DL":
            carried[packet.kind] += packet.size
    fates = Counter(packet.fate for packet in found)
    return {
        "queue_p50_ms": _percentile(queued, 50),
        "queue_p95_ms": _percentile(queued, 95),
        "queue_max_ms": _percentile(queued, 100),
        "kbps": round(sum(carried.values()) / seconds / 125, 1),
        "kbps_by_kind": {
            kind: round(size / seconds / 125, 1) for kind, size in carried.most_common()
        },
        "packets": len(found),
        "lost_pct": _percent(fates["L"], len(found)),
        "overflow_pct": _percent(fates["Q"], len(found)),
    }


def _percentile(values: Sequence[float], which: float) -> float | None:
    return round(float(np.percentile(values, which)), 1) if values else None


def _percent(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 2) if whole else None
