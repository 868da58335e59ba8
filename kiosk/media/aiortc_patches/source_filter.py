"""Who may speak to DTLS, SRTP and SCTP: only the address of a pair that ICE has authenticated.

aioice 0.13 hands any datagram that is not STUN to the handshake, whoever sent it: one forged alert
or ClientHello from off the path refuses a call ("DTLS ClientHello race conditions in WebRTC
implementations", Enable Security, 2024). Browsers drop what comes from anywhere but a candidate
pair with a succeeded check; so does this.
Not reported upstream yet.
"""

from typing import Any

from aioice import ice, stun

from .arrival_times import stamped

original = ice.StunProtocol.datagram_received


def datagram_received(self: ice.StunProtocol, data: bytes | str, addr: tuple[Any, ...]) -> None:
    """Stands for `StunProtocol.datagram_received`; a STUN message is authenticated elsewhere."""
    if _is_stun(data):
        original(self, data, addr)
    elif _is_known(self, (addr[0], addr[1])):
        assert isinstance(data, bytes)
        original(self, stamped(data, self), addr)


def _is_stun(data: bytes | str) -> bool:
    assert isinstance(data, bytes)
    try:
        stun.parse_message(data)
    except Exception:  # noqa: BLE001 - struct, index and value errors: whatever forgery it is
        return False
    return True


def _is_known(protocol: ice.StunProtocol, address: tuple[str, int]) -> bool:
    connection = protocol.receiver
    for pair in connection._nominated.values():
        if pair.protocol is protocol and pair.remote_addr == address:
            return True
    return any(
        pair.protocol is protocol
        and pair.remote_addr == address
        # An authenticated nomination comes before our own check's answer when that one is late.
        and (pair.state is ice.CandidatePair.State.SUCCEEDED or pair.remote_nominated)
        for pair in connection._check_list
    )


def apply() -> None:
    ice.StunProtocol.datagram_received = datagram_received  # type: ignore[method-assign]
