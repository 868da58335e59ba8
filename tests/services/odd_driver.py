"""A driver with every bad habit, for the tests of the worker."""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from devices.errors import Jammed, Missing


class Attack:
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.system, ("true",)


class OddDriver:
    """Away while the file `away` exists; `begun` gets a line for each of its lives."""

    def __init__(self, folder: str, broken: str = "") -> None:
        self._folder = Path(folder)
        with (self._folder / "begun").open("a") as begun:
            begun.write(f"{time.monotonic()}\n")
        if broken == "missing":
            raise Missing("", "no library")
        if broken:
            raise RuntimeError(broken)
        self._events: list[str] = []

    def probe(self) -> None:
        if (self._folder / "wedged").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        if (self._folder / "away").exists():
            raise Missing("", "unplugged")

    def poll(self) -> list[str]:
        events, self._events = self._events, []
        return events

    def happen(self, *events: str) -> None:
        self._events += events

    def echo(self, value: object) -> object:
        return value

    def pid(self) -> int:
        return os.getpid()

    def big(self, size: int) -> bytes:
        return bytes(size)

    def nap(self, seconds: float) -> float:
        (self._folder / "napping").touch()
        time.sleep(seconds)
        return seconds

    def hang_with_the_lock(self) -> None:
        """A library that keeps the interpreter's lock for ever, deaf to SIGTERM."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        (self._folder / "hanging").touch()
        ctypes.PyDLL(None).sleep(1000)

    def stall(self, progress: Callable[[int], bool]) -> None:
        """Pulled out in the middle of a page: its library waits for ever."""
        progress(1)
        self.hang_with_the_lock()

    def segfault(self) -> None:
        ctypes.string_at(0)

    def jam(self) -> None:
        raise Jammed("", "feeder")

    def bug(self) -> None:
        raise ValueError("Camille Exemple")

    def attack(self) -> object:
        """Taken over: it sends its parent something to call."""
        return Attack()

    def unpicklable(self) -> object:
        return lambda: None

    def count(self, progress: Callable[[int], bool]) -> int:
        """Count until nobody listens; `stopped` says how far it went."""
        for number in range(100_000):
            if not progress(number):
                (self._folder / "stopped").write_text(str(number))
                return number
            time.sleep(0.005)
        return -1
