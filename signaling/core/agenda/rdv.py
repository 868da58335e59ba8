"""The words of RDV Service Public for what became of an appointment, one to one with ours.

rdv-service-public, ``app/models/rdv.rb``: ``enum status: unknown, seen, excused, revoked, noshow``.
"""

from enum import StrEnum

from ...protocol import AppointmentState


class Outcome(StrEnum):
    """Ours, in the order of a life."""

    OPEN = "open"
    "Not over, whatever its state."
    HONOURED = "honoured"
    CANCELLED = "cancelled"
    "By the mairie, for the resident."
    WITHDRAWN = "withdrawn"
    "By the organisation: nobody can receive."
    NO_SHOW = "no_show"


class RdvStatus(StrEnum):
    """Theirs."""

    UNKNOWN = "unknown"
    SEEN = "seen"
    EXCUSED = "excused"
    REVOKED = "revoked"
    NOSHOW = "noshow"


TO_RDV = {
    Outcome.OPEN: RdvStatus.UNKNOWN,
    Outcome.HONOURED: RdvStatus.SEEN,
    Outcome.CANCELLED: RdvStatus.EXCUSED,
    Outcome.WITHDRAWN: RdvStatus.REVOKED,
    Outcome.NO_SHOW: RdvStatus.NOSHOW,
}
FROM_RDV = {theirs: ours for ours, theirs in TO_RDV.items()}

_ENDS = {
    AppointmentState.HONOURED: Outcome.HONOURED,
    AppointmentState.CANCELLED: Outcome.CANCELLED,
    AppointmentState.NO_SHOW: Outcome.NO_SHOW,
    AppointmentState.WITHDRAWN: Outcome.WITHDRAWN,
}


def outcome(state: AppointmentState) -> Outcome:
    return _ENDS.get(state, Outcome.OPEN)
