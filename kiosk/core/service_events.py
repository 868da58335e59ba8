"""A technician's turn at a kiosk, as events of the attendant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceOpened:
    "Asked from the administration, or on this machine over SSH."

    minutes: int


@dataclass(frozen=True)
class ServiceClosed:
    "The technician is done, or somebody says so for them."


ServiceEvent = ServiceOpened | ServiceClosed
