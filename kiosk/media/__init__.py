"""The call: aiortc between the kiosk's camera, sound and screens and the counsellor's console.

Neither Qt nor OpenCV may be imported in the process that runs it.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from . import aiortc_patches

PRIORITY = -10
"Before screens, scans and everything else: speech first."


def prepare_process(packet_reports: bool = True) -> None:
    """Call once, first thing, in the process that holds calls, before it has other threads.

    Codecs and the sound card's callbacks run in threads: the interpreter's default of 5 ms between
    two of them is half a block of sound. Threads and processes made later inherit the priority,
    which the kiosk's account must be allowed to take (`LimitNICE=`); without it calls work too.
    `packet_reports` as for :func:`aiortc_patches.apply`.
    """
    aiortc_patches.apply(packet_reports)
    sys.setswitchinterval(0.0005)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)
    with suppress(OSError):
        # sched(7), autogroups: between sessions this value counts, not the process's own.
        Path("/proc/self/autogroup").write_text(str(PRIORITY))
