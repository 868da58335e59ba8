"""A card reader that recognises cards, and asks its number of a relay card alone.

What a Vitale card protects needs a professional's card and a licence to be read: the kiosk
only sees what kind of card lies in the reader. It never says a word to that one, nor to a CPS, an
identity card, a bank card or any card that it does not know.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class CardKind(StrEnum):
    VITALE_1 = "vitale_1"
    VITALE_2 = "vitale_2"
    CPS = "cps"
    "Carte de professionnel de santé."
    RELAY = "relay"
    "A contactless card that only has a number, such as a relay lends to its residents."
    CHIP = "chip"
    "A contactless card with a computer in it: identity, passport, bank, transport."
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CardInserted:
    kind: CardKind
    number: bytes = field(default=b"", repr=False)
    "Of a relay card alone."


@dataclass(frozen=True)
class CardRemoved:
    pass


class CardReader(Protocol):
    def probe(self) -> None:
        """Raise :class:`DeviceError` while no card can be seen."""

    def poll(self) -> list[CardInserted | CardRemoved]:
        """What happened since the last time; a card already in at the start is inserted."""
