"""The relay's credentials, for the length of a call's beginning.

Where no direct path exists, both ends of a call meet at a relay (TURN, RFC 8656) that shares one
secret with this server. What it accepts is made here, without asking it: the user name says until
when, the password proves that we wrote it ("A REST API For Access To TURN Services",
draft-uberti-behave-turn-rest-00, 2.2; coturn's ``use-auth-secret``).

Pure: the time comes in. A path that is in use outlives its credentials; only a new one is refused.
"""

import base64
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .protocol import IceServer

LASTS_SECONDS = 300
URL = re.compile(
    r"(?P<scheme>turns?):(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?"
    r"(\?transport=(?P<transport>udp|tcp))?"
)
"RFC 7065."


@dataclass(frozen=True)
class Relay:
    urls: tuple[str, ...]
    "As :data:`URL`, best first."
    secret: str = field(repr=False)
    "Shared with the relay, told to nobody else."

    def servers(self, party: str, now: float) -> tuple[IceServer, ...]:
        """What `party` may use from `now` on, seconds since 1970.

        The relay tells its own address to whoever asks (STUN), so that most calls need no more.
        """
        stun = tuple(dict.fromkeys(filter(None, map(stun_url, self.urls))))
        username, credential = credentials(self.secret, party, now)
        relay = IceServer(urls=self.urls, username=username, credential=credential)
        return (IceServer(urls=stun), relay) if stun else (relay,)


def credentials(secret: str, party: str, now: float) -> tuple[str, str]:
    """User name and password that the relay accepts until :data:`LASTS_SECONDS` after `now`.

    The relay counts by what follows the colon: always the same for one `party`, so that asking
    again brings no second quota, and nothing that could be told apart from noise by others.
    """
    opaque = _mac(secret, f"party {party}", "sha256").hex()[:24]
    username = f"{int(now) + LASTS_SECONDS}:{opaque}"
    return username, base64.b64encode(_mac(secret, username, "sha1")).decode()


def stun_url(turn: str) -> str | None:
    """Where the relay of `turn` answers to STUN over UDP; none if that address is TCP's alone."""
    parts = URL.fullmatch(turn)
    if parts is None or parts["scheme"] != "turn" or parts["transport"] == "tcp":
        return None
    return f"stun:{parts['host']}:{parts['port'] or 3478}"


def mistakes(urls: tuple[str, ...]) -> Iterator[str]:
    """The addresses that are none."""
    for url in urls:
        parts = URL.fullmatch(url)
        port = int(parts["port"] or 3478) if parts else 0
        # RFC 7065, 3.1: no DTLS here, browsers have none.
        if not 0 < port < 65536 or (url.startswith("turns") and url.endswith("=udp")):
            yield url


def _mac(secret: str, text: str, digest: str) -> bytes:
    return hmac.new(secret.encode(), text.encode(), digest).digest()
