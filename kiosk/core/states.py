"""The states of a kiosk, from one resident to the next."""

from enum import StrEnum


class AttendantState(StrEnum):
    WELCOME = "welcome"
    INSTALLED = "installed"
    ANNOUNCING = "announcing"
    IN_CALL = "in_call"
    CLOSING = "closing"
