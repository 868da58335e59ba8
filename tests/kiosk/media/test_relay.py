"""How the kiosk reads a relay's address; real relays are in tests/services/test_relay_kiosk.py."""

import pytest

from kiosk.media.relay import reachable, read
from signaling.protocol import IceServer

GIVEN = IceServer(urls=(), username="u", credential="c")


@pytest.mark.parametrize(
    ("url", "host", "port", "transport", "tls"),
    [
        ("stun:relay.example", "relay.example", 3478, "udp", False),
        ("turn:relay.example", "relay.example", 3478, "udp", False),
        ("turn:relay.example:99?transport=udp", "relay.example", 99, "udp", False),
        ("turn:192.0.2.7:3478?transport=tcp", "192.0.2.7", 3478, "tcp", False),
        ("turns:relay.example:443", "relay.example", 443, "tcp", True),
        ("turns:relay.example", "relay.example", 5349, "tcp", True),
    ],
)
def test_an_address_is_read(url: str, host: str, port: int, transport: str, tls: bool) -> None:
    way = read(url, GIVEN)
    assert way is not None
    assert (way.host, way.port, way.transport, way.tls) == (host, port, transport, tls)
    ours = way.for_aiortc()
    assert (ours.urls, ours.username, ours.credential) == (url, "u", "c")


@pytest.mark.parametrize(
    "url",
    [
        *("", "http://relay.example", "turn:", "turn:[2001:db8::1]:3478", "stuns:relay.example"),
        *("turns:relay.example?transport=udp", "turn:relay.example?transport=sctp"),
    ],
)
def test_what_aiortc_would_not_take_is_left_out(url: str) -> None:
    assert read(url, GIVEN) is None


async def test_without_servers_nobody_is_asked() -> None:
    assert await reachable(()) == []
