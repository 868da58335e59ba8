"""No memory of this process, nor of those that it starts, may end in a file.

A core is refused by the limit; what a program of the system would be given instead
(`|/usr/lib/systemd/systemd-coredump`, which that limit does not bind) holds no page of memory, by
the filter. Both are inherited by every process that it starts. PR_SET_DUMPABLE would do it too, and
close `/proc/PID/fd`, where screens and camera open the boards of pictures.
"""

import resource
from contextlib import suppress
from pathlib import Path

FILTER = Path("/proc/self/coredump_filter")
"core(5): the kinds of mapping that are dumped; inherited by fork and execve."


def undumped() -> None:
    """Call once, before anything personal is read."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        FILTER.write_text("0")
