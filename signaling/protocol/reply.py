"""What the resident writes back, where they cannot speak: on the call's channel, letter by letter.

A reply pad is opened by the counsellor, for this call alone. Nobody keeps a letter of it.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message

__all__ = ["MAX_REPLY_TEXT", "ReplyPad", "ReplyPadState", "ReplyText"]

MAX_REPLY_TEXT = 2_000
"Characters (code points) in all."


class ReplyPad(Message):
    """The console: the resident may write; or no more, and what they wrote goes."""

    type: Literal["reply_pad"] = "reply_pad"
    open: bool


class ReplyPadState(Message):
    """The kiosk, on each new channel and whenever it changed: whether its pad is open.

    Closed, there is no text any more. It closes by itself on hold, and with the call.
    """

    type: Literal["reply_pad_state"] = "reply_pad_state"
    open: bool
    touch: bool = False
    "With `keyboard`: what this kiosk can be written with; a kiosk without either opens none."
    keyboard: bool = False


class ReplyText(Message):
    """The kiosk: `put` is all that comes after what is kept, as in :class:`LiveText`."""

    type: Literal["reply_text"] = "reply_text"
    keep: Annotated[int, Field(ge=0, le=MAX_REPLY_TEXT)]
    "So many code points of what was there; the rest of it is gone."
    put: Annotated[str, Field(max_length=MAX_REPLY_TEXT)]
