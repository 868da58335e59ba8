"""The door of the kiosk: what camera and card reader make of who comes in, as events.

Of a relay card its number goes no further than here: what the server gets is that number hashed
with the collectivité's own salt (HMAC-SHA-256), which it hashes again with a key that it keeps.
"""

import base64
import hashlib
import hmac
import logging
from collections.abc import Callable
from typing import Any

from devices.card import CardInserted, CardKind
from signaling import protocol as wire

from .core.absence import Patience, Seen
from .core.caretaker import Caretaker
from .core.door_events import DoorEvent, OtherCardLaid, RelayCardLaid, RoomLooked, SlipShown
from .core.glass import Scanner
from .core.opinion import Way
from .core.paper import Limits
from .languages import languages
from .settings import KioskSettings

log = logging.getLogger(__name__)


class Door:
    """`connected` tells whether the server can be asked."""

    def __init__(self, put: Callable[[DoorEvent], None], connected: Callable[[], bool]) -> None:
        self._put, self._connected = put, connected
        self._salt = b""

    def hear(self, message: wire.CardAwaited) -> None:
        self._salt = base64.b64decode(message.salt)

    def seen(self, word: str) -> None:
        self._put(RoomLooked(Seen(word)))

    def slip(self, code: str) -> None:
        self._put(SlipShown(code, self._connected()))

    def card(self, event: Any) -> None:
        """A card that is taken out again is nothing to us."""
        if not isinstance(event, CardInserted):
            return
        if event.kind is CardKind.RELAY:
            if self._salt:
                self._put(RelayCardLaid(code_of(event.number, self._salt), self._connected()))
        else:
            self._put(OtherCardLaid())


def code_of(number: bytes, salt: bytes) -> str:
    return hmac.new(salt, number, hashlib.sha256).hexdigest()


def keeper(settings: KioskSettings) -> Caretaker:
    """Who decides all that a kiosk of these settings does."""
    made = Caretaker(
        "",
        Limits(settings.print_jobs, settings.print_pages),
        Scanner(settings.scanner_feeder, settings.scanner_corner),
        settings.touch,
        Patience(settings.gone_seconds, settings.left_seconds, settings.sleep_minutes * 60),
    )
    made.lobby.know(languages())
    made.asks = _way(settings)
    return made


def _way(settings: KioskSettings) -> Way:
    if settings.touch:
        return Way.TOUCH
    return Way.CARD if settings.opinion_card and settings.card_reader else Way.SAID
