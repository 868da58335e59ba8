"""How an appointment ended, or does not take place, where no kiosk says it by itself."""

from enum import StrEnum
from typing import Literal

from .base import Id, Message

__all__ = ["AppointmentHeld", "AppointmentMissed", "AppointmentWithdraw", "Withdrawal"]


class Withdrawal(StrEnum):
    """Why the organisation does not receive: a closed list, nothing is written of the resident."""

    AWAY = "away"
    "The counsellor is not there."
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"
    "Another organisation does it."
    SETTLED = "settled"
    "It was done otherwise; nobody needs to come."


class AppointmentHeld(Message):
    """The counsellor says that it took place."""

    type: Literal["appointment_held"] = "appointment_held"
    appointment: Id


class AppointmentMissed(Message):
    """Nobody came, or nobody answered the telephone."""

    type: Literal["appointment_missed"] = "appointment_missed"
    appointment: Id


class AppointmentWithdraw(Message):
    """The organisation cancels; the mairie reads why, and tells the resident."""

    type: Literal["appointment_withdraw"] = "appointment_withdraw"
    appointment: Id
    why: Withdrawal
