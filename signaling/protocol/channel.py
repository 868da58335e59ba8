"""What console and kiosk tell each other on the call's data channel."""

from typing import Literal

from .base import Base64, Id, Message


class VisitKey(Message):
    """First message of the kiosk on every channel: the key that seals the visit's documents."""

    type: Literal["visit_key"] = "visit_key"
    key: Base64
    "32 bytes, AES-256."


class PageShown(Message):
    """The kiosk shows the scanned page on its document screen."""

    type: Literal["page_shown"] = "page_shown"
    document: Id
