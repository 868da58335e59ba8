"""The host's daybook: what happened at a relay that had no network, told once it is back.

Each entry has the identifier that the host's device gave it; whoever hears it twice does it once
(:mod:`signaling.daybook`).
"""

from dataclasses import dataclass
from enum import StrEnum

from . import appointment as appointment_core
from .agenda.rdv import RdvStatus


class Kind(StrEnum):
    """What a host writes down."""

    CAME = "came"
    "The resident came, and nobody could be called."
    LEFT = "left"
    NO_SHOW = "no_show"
    EXCUSED = "excused"
    "They, or somebody for them, said that they do not come."
    DROP_IN = "drop_in"
    "Somebody without an appointment, to be called back."


TO_RDV = {Kind.NO_SHOW: RdvStatus.NOSHOW, Kind.EXCUSED: RdvStatus.EXCUSED}
"The words of RDV Service Public for what ends an appointment."

MOTIVE = "À rappeler : venu au relais pendant une coupure du réseau"
"Of a drop-in: a host does not ask why people come."
OLDEST_SECONDS = 14 * 86_400.0
"A device that comes back later than that has forgotten which day it was."


@dataclass(frozen=True)
class Caller:
    """Who came without an appointment, and whom they wanted."""

    name: str
    first_name: str
    telephone: str
    organisation: str


@dataclass(frozen=True)
class Entry:
    id: str
    kind: Kind
    at: float
    "By the clock of the device, seconds since 1970."
    appointment: str | None = None
    caller: Caller | None = None
    expected: float | None = None
    "The hour of the appointment that the host read; the mairie may have moved it since."


def moment(at: float, now: float) -> float:
    """A device whose clock is wrong wrote nothing in the future, and nothing ages ago."""
    return min(max(at, now - OLDEST_SECONDS), now)


def event_of(kind: Kind, at: float) -> appointment_core.Event:
    """What the appointment is told. A drop-in has none yet."""
    match kind:
        case Kind.CAME:
            return appointment_core.Came(at)
        case Kind.LEFT:
            return appointment_core.Left(at)
        case Kind.NO_SHOW:
            return appointment_core.ResidentAbsent()
        case Kind.EXCUSED:
            return appointment_core.Cancelled()
    raise ValueError(kind)
