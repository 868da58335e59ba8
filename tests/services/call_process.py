"""What a process of calls takes for itself, taken by a test and given back."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.media import prepare_process

AUTOGROUP = Path("/proc/self/autogroup")


@contextmanager
def process_of_calls() -> Iterator[None]:
    """`prepare_process`, then its priority and its switch interval as they were before."""
    before = os.getpriority(os.PRIO_PROCESS, 0), sys.getswitchinterval()
    prepare_process()
    yield
    os.setpriority(os.PRIO_PROCESS, 0, before[0])
    with suppress(OSError):
        # EINVAL where the session has no group of its own, as that of a service: then
        # `prepare_process` could change nothing either.
        AUTOGROUP.write_text("0")
    sys.setswitchinterval(before[1])
