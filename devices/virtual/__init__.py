"""Virtual devices that are real services, for the demo and the tests alike.

Each is a context manager, started and stopped synchronously. Start them in a thread that
lives as long as they must: each daemon ends with the thread that started it, by the kernel's
word, so that nothing is left even if the owner is killed. `environment` is what the drivers
need to find them:

    with VirtualSane(folder) as glass, VirtualPrinter(folder) as printer:
        glass.put(page)
        worker = DeviceWorker("scanner", SaneScanner, *glass.arguments,
                              environment=glass.environment)

Ports are fixed and Avahi wants its own `/run`: one of each in a network namespace.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self


def wait_until(condition: Callable[[], object], what: str, seconds: float = 10.0) -> None:
    """Look again until `condition()` is true; raise TimeoutError past the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.01)


class Service:
    """A daemon of ours: a process group that ends with us."""

    def __init__(self, log: Path, *command: str, environment: Mapping[str, str] = {}) -> None:
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, **environment},
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal(signal.SIGKILL)  # the group may outlive its leader
            self._process.wait()

    def freeze(self) -> None:
        """It lives, and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return


class Virtual:
    """A set of services that start and stop together, the last started first."""

    def __init__(self) -> None:
        self._services: list[Service] = []

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        while self._services:
            self._services.pop().stop()

    def _run(self, log: Path, *command: str, environment: Mapping[str, str] = {}) -> Service:
        service = Service(log, *command, environment=environment)
        self._services.append(service)
        return service

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
