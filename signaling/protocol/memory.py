"""What the console's page has the kiosk remember for it, on the call's data channel.

A browser keeps nothing of a visit; a page that is reloaded in a call asks nobody what its documents
were called. The kiosk, which has the documents anyway, holds a text for it, as long as the visit
and its key last, and never reads it.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message

MAX_MEMORY = 24_000
"Characters (code points)."

MemoryText = Annotated[str, Field(max_length=MAX_MEMORY, repr=False)]


class Remember(Message):
    """The console: this takes the place of what was remembered before."""

    type: Literal["remember"] = "remember"
    text: MemoryText


class Remembered(Message):
    """The kiosk, on each new channel, before all but the key: the newest text; empty for none."""

    type: Literal["remembered"] = "remembered"
    text: MemoryText
