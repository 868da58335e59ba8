"""When a call is not enough: the host of the room is called, or the telephone goes on."""

from typing import Literal

from .base import Id, Message
from .vocabulary import SummonsState


class HostCall(Message):
    """The counsellor wants the host of the room beside the resident."""

    type: Literal["host_call"] = "host_call"
    visit: Id


class HostDismiss(Message):
    """The host needs not come, or is not needed any more."""

    type: Literal["host_dismiss"] = "host_dismiss"
    visit: Id


class HostCalled(Message):
    """To the kiosk: the resident is told that the host was called, then that the host comes."""

    type: Literal["host_called"] = "host_called"
    visit: Id
    state: SummonsState


class CallByPhone(Message):
    """The counsellor goes on by telephone: the call ends, the visit and its papers do not."""

    type: Literal["call_by_phone"] = "call_by_phone"
    visit: Id


class ByPhone(Message):
    """To the kiosk: the resident is told that the telephone will ring."""

    type: Literal["by_phone"] = "by_phone"
    visit: Id
