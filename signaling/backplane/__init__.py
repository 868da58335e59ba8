"""How the server's parts, and later its nodes, tell each other what happened.

A topic names who should hear; what is said is a message of the wire, or a :class:`Change` for
the pages. Nothing is kept: who comes late reads the database.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from ..protocol import Id, Message

Deliver = Callable[[Message], None]
"Must not block: put it in a queue."


class Change(Message):
    """Something that a page shows has changed: read it again."""

    type: Literal["change"] = "change"
    kind: Literal["appointment", "visit", "kiosk", "queue"]
    id: Id


class Backplane(Protocol):
    async def post(self, topic: str, message: Message) -> None:
        """Say `message` to every listener of `topic`; nobody listening is no error."""

    def listen(self, topics: Iterable[str], deliver: Deliver) -> AbstractContextManager[None]:
        """Hear `topics` until the context ends."""


def to_kiosk(id: str) -> str:
    return f"kiosk/{id}"


def to_account(id: str) -> str:
    """Every console of one account."""
    return f"account/{id}"


def to_guest(id: str) -> str:
    """The one page of a guest."""
    return f"guest/{id}"


def to_organisation(id: str) -> str:
    """Every console of an organisation."""
    return f"organisation/{id}"


def pages_of(place: str, id: str) -> str:
    """Pages of a mairie, a relay or an organisation (`place`)."""
    return f"pages/{place}/{id}"
