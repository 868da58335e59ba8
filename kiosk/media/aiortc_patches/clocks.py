"""No wall clock in round trips, jitter, pacing and expiries: a step of NTP is no event of a call.

aiortc 1.16 and aioice 0.13 measure durations with `time.time` and `datetime.now`. Here they read
the wall clock once, when the process starts, and the monotonic clock from then on: time stamps
stay good enough for reports and differences are always right.
Not reported upstream yet.
"""

import datetime
import time
from types import ModuleType

from aioice import turn
from aiortc import clock, rtcrtpreceiver, rtcrtpsender, rtcsctptransport

MODULES: tuple[ModuleType, ...] = (rtcrtpreceiver, rtcrtpsender, rtcsctptransport, turn)
"Those that ask `time.time()`, and nothing else of `time`."

original_datetime = clock.current_datetime
_OFFSET = time.time() - time.monotonic()


class SteadyTime:
    """Stands for the module `time` in those modules."""

    @staticmethod
    def time() -> float:
        return _OFFSET + time.monotonic()


def current_datetime() -> datetime.datetime:
    return datetime.datetime.fromtimestamp(SteadyTime.time(), datetime.UTC)


def apply() -> None:
    clock.current_datetime = current_datetime
    for module in MODULES:
        module.time = SteadyTime  # type: ignore[attr-defined]
