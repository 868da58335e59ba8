"""What coturn is told, from the server's own settings: nobody writes it twice.

    visavis relay-config FILE

The relay joins the two ends of a call and nothing else. Each end takes an address of its own at the
relay, and the only peers that it lets anybody reach are those addresses: not the Internet, not this
machine's network, not the mairie's. Who would borrow it finds nowhere to go.
"""

import os
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from .settings import Settings

Address = IPv4Address | IPv6Address

EACH_PARTY = 32
"Paths at a time. A browser opens one for every network of its computer and every `turn_urls`."
ALL_PARTIES = 4096
PATHS = 61_000, 65_535
"A port each, above those that Linux gives to other programs: see systemd/visavis-relay.nft."
DATABASE = Path("/var/lib/turn/turndb")
MAX_BYTES_A_SECOND = 400_000
"Of one path, each way: the best picture that a call sends, twice."

HARDENED = (
    "no-cli",
    "# TLS, on port 443, is done before it: see systemd/haproxy.cfg.",
    "no-tls",
    "no-dtls",
    "no-tcp-relay",
    "no-multicast-peers",
    "no-software-attribute",
    "no-rfc5780",
    "no-stun-backward-compatibility",
    "response-origin-only-with-rfc5780",
    "no-auth-pings",
    "no-dynamic-ip-list",
    "no-dynamic-realms",
    "fingerprint",
    "stale-nonce=600",
    "# A journal would tell who calls, and from where. simple-log: no date is added to that name.",
    "log-file=/dev/null",
    "simple-log",
    "no-stdout-log",
)
DENIED = (
    "# All of IPv4.",
    "denied-peer-ip=0.0.0.0-255.255.255.255",
    "# IPv4 in disguise, which escapes every rule above (CVE-2026-27624, Debian 12 has 4.6.1).",
    "denied-peer-ip=::ffff:0.0.0.0-::ffff:255.255.255.255",
    "# The rest of IPv6, 6to4 and NAT64 with it; bounds are whole prefixes (CVE-2026-73213).",
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
)


def configuration(settings: Settings, folder: Path) -> str:
    """The text of turnserver.conf; what coturn writes goes to `folder`.

    Raises :exc:`NoRelay` when the settings ask for none.
    """
    return "\n".join(_lines(settings, folder)) + "\n"


class NoRelay(Exception):
    """No `turn_secret`, or no address to relay at."""


def _lines(settings: Settings, folder: Path) -> Iterator[str]:
    if settings.turn_secret is None:
        raise NoRelay("turn_secret")
    own = settings.turn_addresses or (outward_address(),)
    yield f"listening-port={settings.turn_port}"
    yield f"min-port={PATHS[0]}"
    yield f"max-port={PATHS[1]}"
    yield "use-auth-secret"
    yield f"static-auth-secret={settings.turn_secret.get_secret_value()}"
    yield f"realm={settings.turn_realm}"
    for address in own:
        yield f"relay-ip={address}"
    if settings.turn_public_address is not None:
        inside = next((each for each in own if each.version == 4), own[0])
        yield f"external-ip={settings.turn_public_address}/{inside}"
    yield from HARDENED
    yield f"user-quota={EACH_PARTY}"
    yield f"total-quota={ALL_PARTIES}"
    yield f"max-bps={MAX_BYTES_A_SECOND}"
    yield f"bps-capacity={ALL_PARTIES * MAX_BYTES_A_SECOND}"
    yield from DENIED
    yield "# Two ends meet here; the other end's address is one of the relay's own."
    for address in own:
        yield f"allowed-peer-ip={address}"
    # Debian's, empty. One that coturn makes is locked for a moment: who comes then is refused.
    yield f"userdb={DATABASE}"
    yield f"pidfile={folder / 'turnserver.pid'}"


def outward_address() -> Address:
    """The address from which this machine reaches the Internet. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: nobody's
        except OSError:
            raise NoRelay("turn_addresses") from None
        return IPv4Address(probe.getsockname()[0])


def write(settings: Settings, file: Path) -> None:
    """For the relay's eyes alone: the secret is in it."""
    text = configuration(settings, file.absolute().parent)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.write(text)
