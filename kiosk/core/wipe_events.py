"""What becomes of a visit's wiping, as it happens."""

from dataclasses import dataclass

from signaling import protocol as wire


@dataclass(frozen=True)
class WipeFailed:
    "Something of the visit is still there, or may be; it is tried again until SessionWiped."

    visit: str
    "Empty: of a kiosk that was killed, or of whoever passed a call on."
    code: wire.Unwiped


@dataclass(frozen=True)
class SessionWiped:
    visit: str


WipeEvent = SessionWiped | WipeFailed
