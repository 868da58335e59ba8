"""The words of one state of the kiosk."""

from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"
"French puts one before ; : ! and ?"


@dataclass(frozen=True)
class Sentences:
    """What one state of the kiosk writes and says."""

    shown: str
    "On the document screen, large."
    spoken: str
    title: str = ""
    "On the face screen, very large; a few words."
    subtitle: str = ""
    "Under it."
