"""`>>` an event, `<<` the commands it must cause: tests that read like a play."""

from typing import Any, Protocol, Self


class Machine(Protocol):
    def handle(self, event: Any, now: float) -> list[Any]: ...


class Playbook:
    """Drives one machine. `Playbook(m) >> Event() << Command()`; `bool()` says all was expected."""

    def __init__(self, machine: Machine, now: float = 0.0) -> None:
        self.machine, self.now = machine, now
        self.pending: list[Any] = []

    def __rshift__(self, event: object) -> Self:
        assert self.pending == [], f"nobody expected {self.pending}"
        self.pending = list(self.machine.handle(event, self.now))
        return self

    def __lshift__(self, command: object) -> Self:
        assert self.pending, f"wanted {command}, got nothing"
        assert self.pending[0] == command, f"wanted {command}, got {self.pending}"
        self.pending.pop(0)
        return self

    def wait(self, seconds: float) -> Self:
        self.now += seconds
        return self

    def __bool__(self) -> bool:
        return self.pending == []
