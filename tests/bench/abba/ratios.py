"""What the pairs of a line say, as ratios of ours to Chromium's. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from .pairs import CHROMIUM, OURS, Pair, values

SEED, DRAWS = 8, 10_000
BETWEEN = (2.5, 97.5)
"Percent: where the median lies, were the pairs drawn again."
FREEZE_FLOOR_S = 0.1
"Added to both: no freeze at all has a ratio too, and a blink of an eye is not ten times nothing."
SAME_BITS = 0.1
"For the processor: who sends less works less."

RATIOS = {
    "goodput_ratio": ("goodput_kbps", 0.0),
    "queue_p95_ratio": ("queue_p95_ms", 0.0),
    "vmaf_ratio": ("vmaf", 0.0),
    "latency_p95_ratio": ("latency_p95_ms", 0.0),
    "freeze_ratio": ("freeze_s", FREEZE_FLOOR_S),
    "console_visqol_ratio": ("console_visqol", 0.0),
}
"The figure of a run that each compares, and what is added to both."
OWN = {"kiosk_visqol": "kiosk_visqol", "kiosk_plcmos": "kiosk_plcmos"}
"Of our kiosk alone: the median of its runs."


def ratio(both: Sequence[tuple[float, float]], floor: float = 0.0) -> dict[str, float] | None:
    """The median of the logarithms and its bootstrap interval; None without a pair to compare."""
    usable = [(a + floor, b + floor) for a, b in both if a + floor > 0 and b + floor > 0]
    if not usable or len(usable) < len(both):
        return None
    logs = np.log([a / b for a, b in usable])
    chance = np.random.default_rng(SEED)
    drawn = np.median(chance.choice(logs, (DRAWS, len(logs))), axis=1)
    lo, hi = np.percentile(drawn, BETWEEN)
    named = zip(("median", "lo", "hi"), (np.median(logs), lo, hi), strict=True)
    return {name: round(float(np.exp(value)), 3) for name, value in named}


def same_work(pairs: list[Pair]) -> list[Pair]:
    """Those where both sent the same codec, the same size, and as many bits and pictures."""
    return [pair for pair in pairs if pair.whole and _alike(pair.good[OURS], pair.good[CHROMIUM])]


def _alike(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    if ours["codec"] != theirs["codec"] or ours["size"] != theirs["size"]:
        return False
    return all(
        ours[name] > 0 and theirs[name] > 0 and abs(ours[name] / theirs[name] - 1) <= SAME_BITS
        for name in ("goodput_kbps", "video_fps")
    )


def told(pairs: list[Pair], wanted: int) -> tuple[dict[str, Any], dict[str, str]]:
    """A line's figures, and why those that are None are so."""
    whole = [pair for pair in pairs if pair.whole]
    found: dict[str, Any] = {"pairs": len(whole)}
    why: dict[str, str] = {}
    noisy = f"{len(whole)} of {wanted} pairs were good, the others stayed noisy"
    for name, (figure, floor) in RATIOS.items():
        found[name] = _kept(
            name, values(whole, figure), floor, wanted, why, _missing(whole, figure)
        )
    ours = [pair.good[OURS] for pair in whole]
    found["freeze_max_s"] = max((run["freeze_max_s"] for run in ours), default=None)
    for name, figure in OWN.items():
        each = [run[figure] for run in ours if run.get(figure) is not None]
        found[name] = round(float(np.median(each)), 2) if len(each) >= wanted else None
        if found[name] is None:
            why[name] = _missing(whole, figure)
    alike = same_work(whole)
    found["cpu_ratio"] = _kept(
        "cpu_ratio",
        values(alike, "cpu_pct"),
        0.0,
        1,
        why,
        "no pair sent the same codec, size, pictures and bits within 10 %",
    )
    if len(whole) < wanted:
        found |= dict.fromkeys(found.keys() - {"pairs"})
        why = {"all": noisy}
    return found, why


def _kept(
    name: str,
    both: list[tuple[float, float]],
    floor: float,
    wanted: int,
    why: dict[str, str],
    missing: str,
) -> dict[str, float] | None:
    found = ratio(both, floor) if len(both) >= wanted else None
    if found is None:
        why[name] = missing
    return found


def _missing(pairs: list[Pair], figure: str) -> str:
    """What a run itself says of a figure that it does not have."""
    runs = [run for pair in pairs for run in pair.good.values()]
    reasons = {run["why"][figure] for run in runs if figure in run.get("why", {})}
    return "; ".join(sorted(reasons)) or f"a run has no {figure}"
