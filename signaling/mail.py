"""How messages leave for people outside: an e-mail server, a gateway of short messages.

What they need is a dataclass, checked here; the sending itself is in :mod:`signaling.post`.
"""

import json
from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    "For a server on this machine."


@dataclass(frozen=True)
class Mail:
    """A server that takes our e-mails (RFC 6409)."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Gateway:
    """Whatever sends short messages when it is posted JSON."""

    url: str
    body: str
    "JSON, in which ``{number}`` and ``{text}`` are replaced."
    authorization: str = field(default="", repr=False)

    def filled(self, number: str, text: str) -> str:
        """`number` as in ``+33612345678``."""
        return json.dumps(_filled(json.loads(self.body), {"{number}": number, "{text}": text}))


def is_template(body: str) -> bool:
    """Is it JSON that holds both places?"""
    try:
        said = json.dumps(json.loads(body))
    except ValueError:
        return False
    return "{number}" in said and "{text}" in said


def _filled(value: object, words: dict[str, str]) -> object:
    match value:
        case str():
            for place, word in words.items():
                value = value.replace(place, word)
            return value
        case list():
            return [_filled(one, words) for one in value]
        case dict():
            return {name: _filled(one, words) for name, one in value.items()}
        case _:
            return value
