"""What one state of the kiosk writes and says, in one language."""

from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"
"French puts one before ; : ! and ?"


@dataclass(frozen=True)
class Sentences:
    """Texts may hold fields, see :mod:`.sentences`."""

    shown: str
    "On the document screen, large."
    spoken: str
    title: str = ""
    "On the face screen, very large; a few words."
    subtitle: str = ""
    "Under it."
