"""A card reader that recognises cards. It never asks a card anything.

What a Vitale card protects needs a professional's card and a licence to be read: the kiosk
only sees what kind of card lies in the reader.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class CardKind(StrEnum):
    VITALE_1 = "vitale_1"
    VITALE_2 = "vitale_2"
    CPS = "cps"
    "Carte de professionnel de santé."
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CardInserted:
    kind: CardKind


@dataclass(frozen=True)
class CardRemoved:
    pass


class CardReader(Protocol):
    def probe(self) -> None:
        """Raise :class:`DeviceError` while no card can be seen."""

    def poll(self) -> list[CardInserted | CardRemoved]:
        """What happened since the last time; a card already in at the start is inserted."""
