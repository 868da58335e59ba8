"""What a resident is told of an appointment that was agreed, when, and by which way. Pure.

Nobody is told twice in two days: an appointment that is near is confirmed, not reminded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..protocol import AppointmentState

FAR_SECONDS = 48 * 3600.0


class Kind(StrEnum):
    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    WITHDRAWN = "withdrawn"
    "The organisation does not receive: somebody of the mairie says so, and finds another way."


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    CALL = "call"
    "By the mairie's telephone: there is no other way, or it failed."


@dataclass(frozen=True)
class Telling:
    kind: Kind
    channel: Channel
    due_at: float


def channel_for(email: str, telephone: str) -> Channel:
    if email:
        return Channel.EMAIL
    # Arcep's numbering plan: numbers of mobiles begin with 06 and 07.
    return Channel.SMS if telephone[:2] in ("06", "07") else Channel.CALL


def tellings(
    state: AppointmentState, at: float | None, channel: Channel, now: float, before: float
) -> Iterator[Telling]:
    """Of an appointment that just came into `state`; the reminder comes `before` its hour."""
    if state is AppointmentState.WITHDRAWN:
        yield Telling(Kind.WITHDRAWN, Channel.CALL, now)
    if state is not AppointmentState.ACCEPTED or at is None or at <= now:
        return
    yield Telling(Kind.CONFIRMATION, channel, now)
    if at - now > FAR_SECONDS:
        yield Telling(Kind.REMINDER, channel, max(now, at - before))
