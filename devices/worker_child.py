"""The child's side of a :class:`devices.worker.DeviceWorker`: makes the driver, then obeys.

Single-threaded on purpose: a driver is never entered twice, and needs no lock. The process
dies with its parent, by the kernel's word, even while a driver hangs.
"""

import ctypes
import inspect
import os
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from .errors import DeviceError
from .pipe import Pipe

_PR_SET_PDEATHSIG = 1
REPORT_SECONDS = 0.05
"A driver may report each line of a page; the parent hears twenty a second."


class Progress:
    """Given to a driver's method; answers False once nobody waits for the result."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe, self._wanted, self._told_at = pipe, True, 0.0

    def __call__(self, value: object) -> bool:
        if self._wanted and self._pipe.waiting():
            self._wanted = self._pipe.receive()[0] != "stop"
        if self._wanted and time.monotonic() - self._told_at >= REPORT_SECONDS:
            self._told_at = time.monotonic()
            self._pipe.send("progress", value)
        return self._wanted


def run(device: str, driver: object, name: str, pipe: Pipe, args: Any) -> None:
    """Do one call; whatever happens, the parent gets exactly one answer."""
    extra: dict[str, object] = {}
    try:
        method: Callable[..., object] = getattr(driver, name)
        if "progress" in inspect.signature(method).parameters:
            extra["progress"] = Progress(pipe)
        answer = pickle.dumps(("returned", method(*args, **extra)), protocol=5)
    except Exception as error:  # noqa: BLE001 - the border: its class goes to the parent's log
        answer = pickle.dumps(("raised", told(error, device, name)))
    pipe.write(answer)


def told(error: Exception, device: str, doing: str) -> DeviceError:
    """Of an error that is not a device's, only the class: its text may hold anything."""
    if isinstance(error, DeviceError):
        return type(error)(error.device or device, error.detail)
    return DeviceError(device, f"{doing}: {type(error).__name__}")


def serve(pipe: Pipe) -> None:
    device, factory, args = pipe.receive()
    try:
        driver = factory(*args)
    except Exception as error:  # noqa: BLE001 - the border: its class goes to the parent's log
        return pipe.send("raised", told(error, device, "start"))
    pipe.send("returned", None)
    while True:
        order = pipe.receive()
        if order[0] == "call":  # a "stop" that came after the answer has nothing to stop
            run(device, driver, order[1], pipe, order[2])
        del order  # what it held of a resident waits for no other order


def main() -> None:
    fileno, parent = map(int, sys.argv[1:3])
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpriority(os.PRIO_PROCESS, 0, 0)  # the call's own priority is not for a scan
    try:
        serve(Pipe(socket.socket(fileno=fileno)))
    except (EOFError, ConnectionError):
        return


if __name__ == "__main__":
    main()
