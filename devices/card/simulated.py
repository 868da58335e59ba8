"""A reader without a reader, for the pure tests: `put` and `take` are what a hand does."""

from ..errors import DeviceError
from . import CardInserted, CardKind, CardRemoved


class SimulatedReader:
    def __init__(self, fault: DeviceError | None = None) -> None:
        self.fault = fault
        self._events: list[CardInserted | CardRemoved] = []

    def put(self, kind: CardKind, number: bytes = b"") -> None:
        self._events.append(CardInserted(kind, number))

    def take(self) -> None:
        self._events.append(CardRemoved())

    def probe(self) -> None:
        if self.fault is not None:
            raise self.fault

    def poll(self) -> list[CardInserted | CardRemoved]:
        events, self._events = self._events, []
        return events
