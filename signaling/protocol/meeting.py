"""Appointments that need no kiosk, by telephone or on site: how they ended."""

from typing import Literal

from .base import Id, Message


class AppointmentHeld(Message):
    """The counsellor says that it took place."""

    type: Literal["appointment_held"] = "appointment_held"
    appointment: Id


class AppointmentMissed(Message):
    """Nobody came, or nobody answered the telephone."""

    type: Literal["appointment_missed"] = "appointment_missed"
    appointment: Id
