"""One examination each, run by `devices/doctor.py` in a process of its own.

A check is a function of plain values that returns findings. It may block, hang, crash or raise:
its process pays for it, and :mod:`devices.doctor` turns that into a finding.
"""

from ..errors import DeviceError
from ..findings import Details, Finding, Level


def at_fault(id: str, title: str, error: DeviceError, **details: object) -> Finding:
    """What a driver raised, in the words that it carries."""
    known: Details = {"code": error.code, "detail": error.detail, **details}
    return Finding(id, title, Level.FAULT, error.sentence, error.remedy, known)


def absent(id: str, title: str, what: str) -> Finding:
    return Finding(
        id,
        title,
        Level.ABSENT,
        f"Les réglages ne déclarent {what}.",
        "Si l’appareil est là, lancez « visavis setup ».",
    )
